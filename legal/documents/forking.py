"""The process that has imported what touches templates, and forks a child for each program it is ordered to run.

Run by ``confined`` with Python's isolated mode: it imports nothing of Django and has no environment. It never reads a
template, so that nothing of one job can reach another: the child does, and ends.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
from typing import Any, Final

# So that the children have them: not used here. What samples need on top is rare, and has words of Django in it.
from legal.documents import render_worker as _render_worker  # noqa: F401
from legal.documents.linting import worker as _worker  # noqa: F401

LONGEST_ORDER: Final = 1 << 16
STREAMS: Final = 3
READY: Final = b"+"


def main() -> None:
    """Fork a child for each order that comes, until nobody can order any more."""
    # The system removes children that ended, and the memory they share is not touched by the collector.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    gc.freeze()
    with socket.socket(fileno=int(sys.argv[2])) as orders:
        orders.sendall(READY)
        while True:
            order, streams, _flags, _address = socket.recv_fds(orders, LONGEST_ORDER, STREAMS)
            if not order:
                return
            if os.fork() == 0:
                orders.close()
                _work(json.loads(order), streams)
            for stream in streams:
                os.close(stream)


def _work(order: dict[str, Any], streams: list[int]) -> None:
    """Run a program with the given streams as standard input, output and errors, and end this process."""
    for standard, stream in enumerate(streams):
        os.dup2(stream, standard)
        os.close(stream)
    # Whatever the program does, it is killed in time.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, max(order["seconds"], 0.001))
    sys.argv[1:] = [order["root"]]
    code = _exit_code(order["program"])
    sys.stdout.flush()
    sys.stderr.flush()
    os.write(2, bytes([0, code]))
    os._exit(code)


def _exit_code(program: str) -> int:
    try:
        exec(program, {"__name__": "__main__"})  # noqa: S102 - of our own code, never of a user
    except SystemExit as end:
        return int(end.code or 0)
    except BaseException as error:  # noqa: BLE001 - told to whoever ordered it
        # On one line: the lines of the source may not be read any more.
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return 1
    return 0
