"""What makes a package dangerous, told by its entries. Pure: confined processes use it too."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

MAX_RATIO: Final = 100
# Below this size a part may compress as well as it likes: blank tables do.
RATIO_APPLIES_FROM: Final = 1024 * 1024

ZIP: Final = b"PK\x03\x04"
# A part is a program by its name or by its declared type, in small letters.
_PROGRAM: Final = re.compile(
    r"(^|/)(vbaproject\.bin|vbadata\.xml)$|(^|/)(activex|macrosheets)/"
    r"|\.(exe|dll|scr|com|bat|cmd|ps1|psm1|vbs|vbe|vb|js|jse|wsf|wsh|hta|jar|msi|lnk|url|sh|py|reg|pif|cpl|chm"
    r"|docm|dotm|xlsm|xltm|xlam|pptm|potm|ppam)$",
    re.IGNORECASE,
)
_TYPES_OF_PROGRAMS: Final = (b"macroenabled", b"vbaproject", b"vbadata", b"ms-office.activex")

# What ``zipfile`` raises for a file that is broken or made to break it.
DAMAGE: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError)


class Flaw(StrEnum):
    """What is wrong with an entry of an archive, or with all of them together."""

    REPEATED = "repeated"
    OUTSIDE = "outside"
    COMPRESSION = "compression"
    ENCRYPTED = "encrypted"
    BOMB = "bomb"


class LyingSize(ValueError):
    """A part unpacks to more or less than its entry says."""


def is_program(name: str) -> bool:
    """Whether a part of a package is a program by its name, or a file that may carry some."""
    return bool(_PROGRAM.search(name))


def declares_programs(types: bytes) -> bool:
    """Whether the types that a package declares are those of programs."""
    return any(word in types.lower() for word in _TYPES_OF_PROGRAMS)


def flaws(entries: list[zipfile.ZipInfo], *, total_bytes: int, parts: int) -> Iterator[tuple[Flaw, str]]:
    """Yield each flaw with the name of its part; the name is empty for what only the whole exceeds.

    ``total_bytes`` and ``parts`` are the most that the archive may unpack to.
    """
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename.lower()
        if name in seen:
            yield Flaw.REPEATED, entry.filename
        seen.add(name)
    for entry in entries:
        name = entry.filename
        if name.startswith("/") or "\\" in name or "\0" in name or ".." in name.split("/"):
            yield Flaw.OUTSIDE, name
    for entry in entries:
        # The two that office packages may use (ISO/IEC 29500-2); others fail in ways of their own.
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield Flaw.COMPRESSION, entry.filename
    for entry in entries:
        if entry.flag_bits & 0x1:
            yield Flaw.ENCRYPTED, entry.filename
    for entry in entries:
        if entry.file_size >= RATIO_APPLIES_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            yield Flaw.BOMB, entry.filename
    if sum(entry.file_size for entry in entries) > total_bytes or len(entries) > parts:
        yield Flaw.BOMB, ""


def read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return the bytes of a part.

    :raises LyingSize: when they are not as many as the entry declares; one of ``DAMAGE`` when it is broken.
    """
    # The size a header declares is a claim: read no more than it, and one byte to catch a lie.
    with archive.open(entry) as stream:
        content = stream.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise LyingSize(entry.filename)
    return content
