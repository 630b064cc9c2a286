"""Run the programs that touch templates: each in a process of its own, without environment and with a limit of time.

Importing what they need takes longer than most of their work. So one process that stays (``forking``) imports it,
reads no template itself, and forks a child for each program. What a child may do beyond that, it takes from itself
(``confinement.confine``) before it reads anything.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import selectors
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
# A program is killed by its own alarm; so much longer is waited for its last words.
PATIENCE: Final = 5
SECONDS_TO_START: Final = 60
SECONDS_TO_END: Final = 5
_CHUNK: Final = 1 << 16
_FORKING: Final = "import sys; sys.path.append(sys.argv[1]); from legal.documents.forking import main; main()"


def program_of(module: str) -> str:
    """Return the program that runs ``main`` of a module of the project and exits with what it returns."""
    return f"import sys; sys.path.append(sys.argv[1]); from {module} import main; sys.exit(main())"


def run(program: str, *, given: bytes, seconds: float) -> subprocess.CompletedProcess[bytes]:
    """Run a program with ``given`` on its standard input, and return what it said and how it ended.

    The return code is -1 where it did not come to its end, because it broke one of its own limits.

    :raises subprocess.TimeoutExpired: when it took longer than ``seconds``; it was killed.
    """
    with tempfile.TemporaryFile() as stdin, _pipe() as (said, stdout), _pipe() as (complained, stderr):
        stdin.write(given)
        stdin.seek(0)
        order = json.dumps({"program": program, "root": str(ROOT), "seconds": seconds}).encode()
        _PARENT.fork(order, [stdin, stdout, stderr])
        began = time.monotonic()
        stdout.close()
        stderr.close()
        output, errors = _read_both(said, complained, until=began + seconds + PATIENCE)
    # A child that came to its end says so after all else, with its exit code.
    if errors[-2:-1] == b"\0":
        return subprocess.CompletedProcess(program, errors[-1], output, errors[:-2])
    if time.monotonic() - began >= seconds:
        raise subprocess.TimeoutExpired(program, seconds, output=output, stderr=errors)
    return subprocess.CompletedProcess(program, -1, output, errors)


@contextlib.contextmanager
def _pipe() -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb", buffering=0) as source, os.fdopen(writing, "wb", buffering=0) as sink:
        yield source, sink


def _read_both(first: IO[bytes], second: IO[bytes], *, until: float) -> tuple[bytes, bytes]:
    """Return all that comes from two pipes before they are closed, or before an instant of the monotonic clock."""
    read = {first: bytearray(), second: bytearray()}
    with selectors.DefaultSelector() as selector:
        for pipe in read:
            selector.register(pipe, selectors.EVENT_READ)
        while selector.get_map() and (left := until - time.monotonic()) > 0:
            for key, _events in selector.select(left):
                source: Any = key.fileobj
                piece = source.read(_CHUNK)
                read[source] += piece
                if not piece:
                    selector.unregister(source)
    return bytes(read[first]), bytes(read[second])


class _Parent:
    """The process that forks: started when it is first needed, and anew should it have ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._of_another: list[subprocess.Popen[bytes] | None] = []

    def fork(self, order: bytes, streams: list[IO[bytes]]) -> None:
        """Have a child do an order, with these as its standard input, output and errors."""
        numbers = [stream.fileno() for stream in streams]
        with self._lock:
            if self._socket is not None:
                with contextlib.suppress(OSError):
                    socket.send_fds(self._socket, [order], numbers)
                    return
                self._end()
            socket.send_fds(self._start(), [order], numbers)

    def _start(self) -> socket.socket:
        self._socket, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own program, no shell, no words of the user
                [sys.executable, "-I", "-B", "-c", _FORKING, str(ROOT), str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env={},
                cwd="/",
                start_new_session=True,
            )
        # It says so when it is ready: what it imports is not to count as the time of the first program.
        self._socket.settimeout(SECONDS_TO_START)
        if not self._socket.recv(1):
            raise RuntimeError("The process that fills templates does not start; it has said why on the error output.")
        return self._socket

    def _end(self) -> None:
        if self._socket is not None:
            self._socket.close()
        if self._process is not None:
            try:
                self._process.wait(SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._socket = self._process = None

    def end(self) -> None:
        """End the process, which ends by itself once nobody can order anything."""
        with self._lock:
            self._end()

    def forget(self) -> None:
        """Leave the process to the one that started it: this one was itself forked from that."""
        self._lock = threading.Lock()
        if self._socket is not None:
            self._socket.close()
        # Kept, because it is not ours to wait for.
        self._of_another.append(self._process)
        self._socket = self._process = None


_PARENT: Final = _Parent()
atexit.register(_PARENT.end)
os.register_at_fork(after_in_child=_PARENT.forget)
