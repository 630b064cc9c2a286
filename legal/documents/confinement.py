"""What a process gives up before it reads a template: time, memory, files and connections."""

from __future__ import annotations

import resource
import sys
from typing import Any

from legal.documents.template_environment import CannotFill


def confine(*, cpu_seconds: int, memory_bytes: int) -> None:
    """Take from this process what filling a template does not need. There is no way back."""
    for kind, limit in (
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (limit, limit))
    prefixes = ("ctypes.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "socket.", "subprocess.")

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(prefixes):
            raise CannotFill("forbidden", event)
        if event == "open" and not _only_reads_libraries(arguments):
            raise CannotFill("forbidden", event)

    sys.addaudithook(refuse)


def _only_reads_libraries(arguments: tuple[Any, ...]) -> bool:
    path, mode = str(arguments[0]), arguments[1]
    return mode in ("r", "rb", None) and path.startswith((sys.prefix, sys.base_prefix, sys.base_exec_prefix))
