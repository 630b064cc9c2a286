"""What clamd, the daemon of ClamAV, says of some bytes: its INSTREAM command over a socket.

The protocol is that of clamd(8): a command begins with "z" and ends with a zero byte, as does each answer. INSTREAM
takes the bytes in chunks, each after its length as four bytes in network order, and a length of zero ends them.
The daemon answers ``stream: OK``, ``stream: NAME FOUND``, or something that ends in ``ERROR``.
"""

from __future__ import annotations

import re
import socket
import struct
import time
from dataclasses import dataclass
from typing import Final

_CHUNK: Final = 64 * 1024
_LONGEST_ANSWER: Final = 4096
_FOUND: Final = re.compile(r"stream: (.+) FOUND")


class ScannerFailed(Exception):
    """The scanner gave no verdict: it is down, slow, refused the bytes, or said what it never says."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a scanner found: the name of what infects, or nothing; and the version of its signatures."""

    infection: str
    version: str


@dataclass(frozen=True, kw_only=True)
class Scanner:
    """A clamd at an address: ``/path/of/socket`` or ``host:port``. A question takes at most ``seconds``."""

    address: str
    seconds: float

    def version(self) -> str:
        """Return the version of the engine and of its signatures: "ClamAV 1.4.3/27832/Fri Nov 21 …".

        :raises ScannerFailed: when it does not say.
        """
        answer = self._ask(b"zVERSION\0", None)
        if not answer.startswith("ClamAV "):
            raise ScannerFailed(answer)
        return answer

    def scan(self, content: bytes) -> Verdict:
        """Return what the scanner finds in some bytes.

        :raises ScannerFailed: when it gives no verdict.
        """
        version = self.version()
        answer = self._ask(b"zINSTREAM\0", content)
        if answer == "stream: OK":
            return Verdict(infection="", version=version)
        if found := _FOUND.fullmatch(answer):
            return Verdict(infection=found[1], version=version)
        raise ScannerFailed(answer)

    def _ask(self, command: bytes, content: bytes | None) -> str:
        until = time.monotonic() + self.seconds
        try:
            with self._connected() as connection:
                try:
                    _send(connection, command, until)
                    if content is not None:
                        _send_stream(connection, content, until)
                except (BrokenPipeError, ConnectionResetError):
                    # It hangs up on a stream that is too long, and has said so before.
                    pass
                return _answer(connection, until)
        except OSError as error:
            raise ScannerFailed(str(error) or type(error).__name__) from error

    def _connected(self) -> socket.socket:
        if self.address.startswith("/"):
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            connection.settimeout(self.seconds)
            try:
                connection.connect(self.address)
            except OSError:
                connection.close()
                raise
            return connection
        host, _colon, port = self.address.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=self.seconds)


def _send_stream(connection: socket.socket, content: bytes, until: float) -> None:
    view = memoryview(content)
    for start in range(0, len(content), _CHUNK):
        chunk = view[start : start + _CHUNK]
        _send(connection, struct.pack("!L", len(chunk)), until)
        _send(connection, chunk, until)
    _send(connection, struct.pack("!L", 0), until)


def _send(connection: socket.socket, content: bytes | memoryview, until: float) -> None:
    connection.settimeout(_left(until))
    connection.sendall(content)


def _answer(connection: socket.socket, until: float) -> str:
    """Return the answer up to its zero byte; a slow one is cut off, however it drips."""
    answer = b""
    while not answer.endswith(b"\0"):
        connection.settimeout(_left(until))
        part = connection.recv(_LONGEST_ANSWER)
        answer += part
        if not part or len(answer) > _LONGEST_ANSWER:
            raise ScannerFailed(answer[:200].decode("utf-8", "replace") or "no answer")
    return answer[:-1].decode("utf-8", "replace").strip()


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("timed out")
    return left
