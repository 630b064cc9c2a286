"""What a PDF would do when opened, told by its bytes. It is not parsed: a hostile one takes little time and memory.

Actions and attachments are named by dictionaries, which stand in the file as they are or packed into object streams
(ISO 32000-1, 7.5.7). The names looked for are too long to turn up by chance in the bytes of an image.
"""

from __future__ import annotations

import re
import zlib
from enum import StrEnum
from typing import Final

# Of what all object streams of a file unpack to; those of a paper of a thousand pages take a tenth.
MAX_UNPACKED: Final = 64 * 1024 * 1024
MAX_STREAMS: Final = 50_000
_STEP: Final = 8192

_ESCAPE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM: Final = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
_FILTER: Final = re.compile(rb"/Filter\s*(?:/FlateDecode|\[\s*/FlateDecode\s*\])(?=[\s/>]|\Z)")
_END: Final = rb"(?=[\s/<>\[\](){}%]|\Z)"


class Danger(StrEnum):
    """What a PDF may not have."""

    ENCRYPTED = "encrypted"
    SCRIPT = "script"
    LAUNCH = "launch"
    ATTACHMENT = "attachment"
    UNREADABLE = "unreadable"


_NAMES: Final = (
    (Danger.ENCRYPTED, re.compile(rb"/Encrypt" + _END)),
    (Danger.SCRIPT, re.compile(rb"/(?:JavaScript|Rendition|XFA)" + _END)),
    (Danger.LAUNCH, re.compile(rb"/Launch" + _END)),
    (Danger.ATTACHMENT, re.compile(rb"/(?:EmbeddedFiles?|RichMedia)" + _END)),
)


def danger_in(content: bytes) -> Danger | None:
    """Return what a PDF has that it may not have, the first of it, or nothing."""
    if found := _named_in(content):
        return found
    left, streams, before = MAX_UNPACKED, 0, 0
    for stream in _STREAM.finditer(content):
        streams += 1
        about, before = _unescaped(content[before : stream.start()]), stream.end()
        if b"/ObjStm" not in about or b"/Filter" not in about:
            continue
        unpacked = _unpacked(content, stream.end(), left) if _is_plain(about) else None
        if unpacked is None or streams > MAX_STREAMS:
            return Danger.UNREADABLE
        left -= len(unpacked)
        if found := _named_in(unpacked):
            return found
    return None


def _is_plain(about: bytes) -> bool:
    """Whether an object stream is only deflated, as every writer of PDF leaves it."""
    return len(_FILTER.findall(about)) == about.count(b"/Filter") == 1 and b"/Predictor" not in about


def _unpacked(content: bytes, start: int, most: int) -> bytes | None:
    """Return what a deflated stream unpacks to, or None when it is broken or larger than ``most``."""
    unpacker, unpacked = zlib.decompressobj(), bytearray()
    try:
        # In small steps: what follows the stream would be copied with it.
        while not unpacker.eof and start < len(content):
            unpacked += unpacker.decompress(content[start : start + _STEP], most + 1 - len(unpacked))
            start += _STEP
            if len(unpacked) > most:
                return None
    except zlib.error:
        return None
    return bytes(unpacked)


def _named_in(text: bytes) -> Danger | None:
    plain = _unescaped(text)
    return next((danger for danger, name in _NAMES if name.search(plain)), None)


def _unescaped(text: bytes) -> bytes:
    """Return names as they are meant: "/J#61vaScript" is another writing of "/JavaScript"."""
    return _ESCAPE.sub(lambda escape: bytes([int(escape[1], 16)]), text)
