"""Start the processes that touch templates: Python's isolated mode, no environment, and a limit of time.

What they may do beyond that, each takes from itself (``render_worker.confine``) before it reads anything.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]


def program_of(module: str) -> str:
    """Return the program that runs ``main`` of a module of the project and exits with what it returns."""
    return f"import sys; sys.path.append(sys.argv[1]); from {module} import main; sys.exit(main())"


def run(program: str, *, given: bytes, seconds: float) -> subprocess.CompletedProcess[bytes]:
    """Run a program with ``given`` on its standard input, and return what it said and how it ended.

    :raises subprocess.TimeoutExpired: when it took longer than ``seconds``; it was killed.
    """
    return subprocess.run(  # noqa: S603 - our own program, no shell, no words of the user
        [sys.executable, "-I", "-B", "-c", program, str(ROOT)],
        input=given,
        capture_output=True,
        env={},
        timeout=seconds,
        check=False,
    )
