"""The processes that touch templates: one that stays and forks, and children that share nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest

from legal.documents import confined

# Nothing here waits for it to pass: it is only longer than any test.
LONG = 60


def said(program: str, *, given: bytes = b"", seconds: float = LONG) -> str:
    """Return what a program says."""
    done = confined.run(program, given=given, seconds=seconds)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode().strip()


@pytest.fixture
def parent() -> Iterator[int]:
    """The process that forks, ended again by the test or after it."""
    yield int(said("import os; print(os.getppid())"))
    confined.run("", given=b"", seconds=LONG)


class TestAProgram:
    def test_reads_what_it_is_given_to_the_last_byte(self) -> None:
        assert said("import sys; print(len(sys.stdin.buffer.read()))", given=b"x" * 3_000_000) == "3000000"

    def test_tells_its_exit_code_and_what_it_complains_of(self) -> None:
        done = confined.run("import sys; print('hecho'); sys.exit(3)", given=b"", seconds=LONG)
        assert (done.returncode, done.stdout) == (3, b"hecho\n")
        done = confined.run("1 / 0", given=b"", seconds=LONG)
        assert done.returncode == 1
        assert done.stderr.endswith(b"ZeroDivisionError: division by zero\n")

    def test_that_breaks_once_it_may_read_nothing_still_tells_why(self) -> None:
        confine = "from legal.documents.confinement import confine; confine(cpu_seconds=9, memory_bytes=2**30); "
        done = confined.run(confine + "1 / 0", given=b"", seconds=LONG)
        assert (done.returncode, done.stderr) == (1, b"ZeroDivisionError: division by zero\n")

    def test_that_takes_too_long_is_killed_and_what_it_said_is_kept(self) -> None:
        program = "import os, time; print(os.getpid(), flush=True); time.sleep(600)"
        with pytest.raises(subprocess.TimeoutExpired) as stopped:
            confined.run(program, given=b"", seconds=0.2)
        # Its pipes are closed a moment before the system has removed it.
        until = time.monotonic() + LONG
        while _is_alive(int(stopped.value.output)):
            assert time.monotonic() < until

    def test_that_breaks_its_own_limit_did_not_come_to_its_end(self) -> None:
        program = (
            "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 1)); print('dice', flush=True)\nwhile 1: pass"
        )
        done = confined.run(program, given=b"", seconds=LONG)
        assert (done.returncode, done.stdout) == (-1, b"dice\n")

    def test_that_says_more_than_a_pipe_holds_is_heard_to_the_end(self) -> None:
        done = confined.run("import sys; print('o' * 10**6); sys.stderr.write('e' * 10**6)", given=b"", seconds=LONG)
        assert (len(done.stdout), len(done.stderr)) == (1_000_001, 1_000_000)

    def test_finds_nothing_of_the_one_before(self) -> None:
        marks = "from legal.documents import render_worker; print(hasattr(render_worker, 'mark')); "
        assert said(marks + "render_worker.mark = 1") == "False"
        assert said(marks) == "False"

    def test_has_neither_django_nor_an_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SECRET_KEY", "secreta")
        assert said("import sys; print('django' in sys.modules)") == "False"
        # Python itself adds the encoding.
        assert said("import os; print(set(os.environ) - {'LC_CTYPE'})") == "set()"

    def test_cannot_order_programs_itself(self) -> None:
        """It holds its three streams and nothing else that is open."""
        assert said("import os; print([n for n in range(3, 64) if os.path.exists(f'/proc/self/fd/{n}')])") == "[]"


def test_a_slow_program_keeps_no_other_waiting() -> None:
    slow = threading.Thread(target=lambda: confined.run("import sys, time; time.sleep(5)", given=b"", seconds=LONG))
    slow.start()
    assert said("print('listo')") == "listo"
    assert slow.is_alive()
    slow.join()


def test_programs_at_once_are_not_mistaken_for_each_other() -> None:
    heard: dict[int, str] = {}

    def ask(number: int) -> None:
        heard[number] = said("import sys; print(sys.stdin.read() * 1000)", given=f"{number:03},".encode())

    threads = [threading.Thread(target=ask, args=[number]) for number in range(12)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert heard == {number: f"{number:03}," * 1000 for number in range(12)}


class TestTheProcessThatForks:
    def test_stays(self, parent: int) -> None:
        assert said("import os; print(os.getppid())") == str(parent)

    def test_is_started_anew_where_it_was_killed(self, parent: int) -> None:
        os.kill(parent, signal.SIGKILL)
        # Until the system has closed what it held, an order is lost with it.
        confined._PARENT._process.wait()  # type: ignore[union-attr]
        assert said("import os; print(os.getppid())") != str(parent)

    def test_ends_with_the_one_that_started_it(self) -> None:
        assert not _is_alive(int(_run_apart("print(forker())")))

    def test_is_not_shared_with_a_process_forked_from_the_one_that_started_it(self) -> None:
        program = "first = forker()\nif os.fork() == 0: print(forker() != first, flush=True); os._exit(0)\nos.wait()\n"
        assert _run_apart(program + "print(forker() == first)").split() == ["True", "True"]


def _run_apart(program: str) -> str:
    """Return what a program of its own says, to which ``forker`` names the process that forks for it."""
    opening = (
        f"import os, sys; sys.path.insert(0, {str(confined.ROOT)!r})\n"
        "from legal.documents import confined\n"
        "def forker(): return int(confined.run('import os; print(os.getppid())', given=b'', seconds=60).stdout)\n"
    )
    command = [sys.executable, "-W", "error::ResourceWarning", "-c", opening + program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
