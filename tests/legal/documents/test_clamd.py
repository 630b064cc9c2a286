"""What clamd says of some bytes, as its protocol has it, and what is no verdict."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from legal.documents.clamd import Scanner, ScannerFailed
from tests.legal.documents.fake_clamd import EICAR, VERSION, FakeClamd, fake_clamd


@pytest.fixture
def clamd(settings: Any) -> Iterator[FakeClamd]:
    """Return a clamd that is up."""
    with fake_clamd(settings) as server:
        yield server


def scanner(clamd: FakeClamd, seconds: float = 2) -> Scanner:
    """Return who asks it."""
    return Scanner(address=clamd.address, seconds=seconds)


class TestAVerdict:
    def test_of_clean_bytes_names_the_signatures(self, clamd: FakeClamd) -> None:
        verdict = scanner(clamd).scan(b"limpio")
        assert (verdict.infection, verdict.version) == ("", VERSION)

    @pytest.mark.parametrize("size", [1, 65_535, 65_536, 65_537, 500_000])
    def test_is_of_all_the_bytes(self, clamd: FakeClamd, size: int) -> None:
        content = bytes(position % 251 for position in range(size))
        scanner(clamd).scan(content)
        assert clamd.streams == [content]

    def test_of_an_infected_file_names_what_infects_it(self, clamd: FakeClamd) -> None:
        assert scanner(clamd).scan(b"%PDF-1.7 " + EICAR).infection == "Eicar-Test-Signature"

    def test_may_come_over_a_socket_of_the_machine(self, tmp_path: Path) -> None:
        path = str(tmp_path / "clamd.ctl")
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(path)
            listening.listen()

            def answer() -> None:
                talk, _address = listening.accept()
                with talk:
                    talk.recv(100)
                    talk.sendall(VERSION.encode() + b"\0")

            threading.Thread(target=answer, daemon=True).start()
            assert Scanner(address=path, seconds=2).version() == VERSION


class TestNoVerdict:
    def test_comes_from_one_that_is_down(self) -> None:
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{unused.getsockname()[1]}"
        with pytest.raises(ScannerFailed, match="refused"):
            Scanner(address=address, seconds=2).scan(b"x")

    def test_comes_from_a_socket_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(ScannerFailed, match="No such file"):
            Scanner(address=str(tmp_path / "clamd.ctl"), seconds=2).scan(b"x")

    def test_comes_from_one_that_is_slow(self, clamd: FakeClamd) -> None:
        clamd.waits = 1
        with pytest.raises(ScannerFailed, match="timed out"):
            scanner(clamd, seconds=0.1).scan(b"x")

    @pytest.mark.parametrize(
        "answer",
        [
            b"stream: OK",  # cut off before its zero byte
            b"OK\0",
            b"stream: \0",
            b"stream: algo OK\0",
            b"stream: x FOUND stream: OK\0",
            b"HTTP/1.1 400 Bad Request\r\n\r\n\0",
            b"\xff\xfe\0",
            b"stream: Can't allocate memory ERROR\0",
            b"a" * 10_000,
            b"\0",
        ],
    )
    def test_is_what_is_neither_yes_nor_no(self, clamd: FakeClamd, answer: bytes) -> None:
        clamd.answer = answer
        with pytest.raises(ScannerFailed):
            scanner(clamd).scan(EICAR)

    def test_comes_for_bytes_that_it_takes_for_too_many(self, clamd: FakeClamd) -> None:
        clamd.most = 100_000
        with pytest.raises(ScannerFailed, match=r"size limit|reset|no answer"):
            scanner(clamd).scan(b"x" * 900_000)

    def test_comes_from_what_is_no_clamd(self, clamd: FakeClamd) -> None:
        clamd.version = "SSH-2.0-OpenSSH_9.2"
        with pytest.raises(ScannerFailed, match="SSH"):
            scanner(clamd).scan(b"x")
        assert clamd.streams == []
