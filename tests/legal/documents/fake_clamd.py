"""A clamd that answers as the real one does, or as told: a server of sockets in a thread."""

from __future__ import annotations

import socketserver
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
VERSION = "ClamAV 1.4.3/27832/Fri Nov 21 09:12:01 2026"


class FakeClamd(socketserver.ThreadingTCPServer):
    """Finds EICAR's test file. ``answer`` replaces what it says of a stream, ``waits`` is how long it thinks."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.version = VERSION
        self.answer = b""
        self.waits = 0.0
        self.most = 1_000_000
        self.streams: list[bytes] = []

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"127.0.0.1:{self.server_address[1]}"


class _Talk(socketserver.StreamRequestHandler):
    server: FakeClamd

    def handle(self) -> None:
        """Answer one command, as ``zCOMMAND`` with its zero byte asks."""
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        time.sleep(self.server.waits)
        if command == b"zVERSION\0":
            self._say(self.server.version.encode() + b"\0")
        elif command == b"zINSTREAM\0":
            self._say(self._stream())

    def _stream(self) -> bytes:
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
            if len(content) > self.server.most:
                # The real one hangs up without reading the rest.
                return b"INSTREAM size limit exceeded. ERROR\0"
        self.server.streams.append(content)
        if self.server.answer:
            return self.server.answer
        return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"

    def _say(self, answer: bytes) -> None:
        self.wfile.write(answer)


@contextmanager
def fake_clamd(settings: Any) -> Iterator[FakeClamd]:
    """Let the site be scanned by a fake clamd."""
    with FakeClamd() as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        settings.CLAMD_ADDRESS, settings.CLAMD_TIMEOUT_SECONDS = server.address, 2
        yield server
        server.shutdown()
