"""One LibreOffice that stays, in a process of its own without network: started, fed, watched and started anew.

:class:`Office` is the converter of ``conversion``. A conversion that fails ends the LibreOffice that failed, so that
the next one begins clean.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import select
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from legal.documents.models import PdfProblem
from legal.documents.pdf.profile import write_profile

WORKER: Final = Path(__file__).with_name("office_worker.py")
PACKAGES: Final = "libreoffice-writer-nogui python3-uno"
SECONDS_TO_START: Final = 100
SECONDS_TO_CONVERT: Final = 60
# LibreOffice grows a little with each document.
RESTART_AFTER: Final = 200
_PROGRAMS: Final = "/usr/local/bin:/usr/bin:/bin"


class NoOffice(Exception):
    """LibreOffice is not here, or does not start; the message says what to do about it."""


class ConversionFailed(Exception):
    """A document gave no PDF: which problem it was, and what LibreOffice said of it."""

    def __init__(self, problem: PdfProblem, detail: str = "") -> None:
        super().__init__(problem, detail)
        self.problem, self.detail = problem, detail


@dataclass(frozen=True, kw_only=True)
class Installation:
    """Where LibreOffice is, and a Python that can talk to it."""

    soffice: str
    python: str


def find_office() -> Installation:
    """Return the LibreOffice of this machine.

    :raises NoOffice: when there is none, or no Python with its ``uno``.
    """
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        raise NoOffice("No soffice in PATH: run scripts/install_system_packages.sh libreoffice.")
    own = Path(soffice).resolve().parent / "python"
    for python in (str(own), "/usr/bin/python3", shutil.which("python3") or ""):
        if os.access(python, os.X_OK) and _succeeds([python, "-I", "-c", "import uno"]):
            return Installation(soffice=soffice, python=python)
    raise NoOffice("No Python here can import uno: run scripts/install_system_packages.sh libreoffice.")


def without_network() -> list[str]:
    """Return what a command begins with to run in a namespace without network; nothing where that is not allowed."""
    unshare = shutil.which("unshare")
    prefix = [unshare, "--user", "--map-root-user", "--net", "--"] if unshare else []
    return prefix if prefix and _succeeds([*prefix, "true"]) else []


def _succeeds(command: list[str]) -> bool:
    try:
        done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=30, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


class Office:
    """A LibreOffice for many documents, one after the other. Use it in a ``with`` block."""

    def __init__(
        self, *, seconds: float = SECONDS_TO_CONVERT, restart_after: int = RESTART_AFTER, worker: Path = WORKER
    ) -> None:
        """Look for LibreOffice. ``seconds`` is what one document may take.

        :raises NoOffice: when it is not here.
        """
        self._installation = find_office()
        self._prefix = without_network()
        self._seconds, self._restart_after, self._worker = seconds, restart_after, worker
        self._process: subprocess.Popen[bytes] | None = None
        self._home: tempfile.TemporaryDirectory[str] | None = None
        self._unread = b""
        self._served = 0
        self.version = ""

    @property
    def is_offline(self) -> bool:
        """Whether it runs in a namespace without network."""
        return bool(self._prefix)

    @property
    def pid(self) -> int | None:
        """The leader of the group of processes, while it runs."""
        return self._process.pid if self._process else None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start it, with a home and a profile of its own and nothing of our environment.

        :raises NoOffice: when it does not answer in time.
        """
        self._home = tempfile.TemporaryDirectory(prefix="convenia-office-", ignore_cleanup_errors=True)
        home = Path(self._home.name)
        write_profile(home / "profile")
        pipe = f"convenia-{secrets.token_hex(6)}"
        python = [self._installation.python, "-I", "-B", str(self._worker)]
        self._process = subprocess.Popen(  # noqa: S603 - our own file, no shell, no words of the user
            [*self._prefix, *python, self._installation.soffice, str(home / "profile"), pipe],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=home,
            env={
                "HOME": str(home),
                "TMPDIR": str(home),
                "PATH": _PROGRAMS,
                "LANG": "C.UTF-8",
                # Where its pipe lies: nobody else may enter this folder.
                "OSL_SOCKET_PATH": str(home),
                "SAL_USE_VCLPLUGIN": "svp",
            },
            start_new_session=True,
        )
        self._unread, self._served = b"", 0
        try:
            self.version = f"LibreOffice {self._answer(SECONDS_TO_START)['version']}"
        except ConversionFailed as failure:
            self.stop()
            raise NoOffice(f"LibreOffice does not start: {failure.detail or failure.problem.value}.") from failure

    def stop(self) -> None:
        """End it and every process it started, and remove its home. Harmless when it does not run."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                # What was not read any more may still be in the pipe.
                with contextlib.suppress(OSError):
                    stream.close()  # type: ignore[union-attr]
            self._process = None
        if self._home is not None:
            self._home.cleanup()
            self._home = None

    def convert(self, content: bytes) -> bytes:
        """Return the PDF of a Word file.

        :raises ConversionFailed: when it takes too long, LibreOffice ends or refuses it. It is started anew for the
            next one.
        :raises NoOffice: when it does not start.
        """
        if self._process is None or self._served >= self._restart_after:
            self.stop()
            self.start()
        assert self._home is not None
        source, target = Path(self._home.name) / "source.docx", Path(self._home.name) / "target.pdf"
        try:
            source.write_bytes(content)
            self._order({"source": str(source), "target": str(target)})
            problem = self._answer(self._seconds)["problem"]
            if problem or not target.exists():
                raise ConversionFailed(PdfProblem.REFUSED, problem)
            made = target.read_bytes()
        except BaseException:
            self.stop()
            raise
        source.unlink()
        target.unlink()
        self._served += 1
        return made

    def _order(self, values: dict[str, str]) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(values).encode() + b"\n")
            self._process.stdin.flush()
        except OSError as error:
            raise ConversionFailed(PdfProblem.STOPPED, str(error)) from error

    def _answer(self, seconds: float) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdout is not None
        last = time.monotonic() + seconds
        while b"\n" not in self._unread:
            ready, _writable, _broken = select.select([self._process.stdout], [], [], max(last - time.monotonic(), 0))
            if not ready:
                raise ConversionFailed(PdfProblem.TIMEOUT, f"more than {seconds:g} s")
            piece = os.read(self._process.stdout.fileno(), 65536)
            if not piece:
                raise ConversionFailed(PdfProblem.STOPPED, f"exit code {self._process.wait()}")
            self._unread += piece
        line, _newline, self._unread = self._unread.partition(b"\n")
        answer: dict[str, Any] = json.loads(line)
        return answer
