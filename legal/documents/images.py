"""How large an image is, told by its header: nothing of it is unpacked."""

from __future__ import annotations

import struct
from typing import Final

MAX_PIXELS: Final = 100_000_000

_NO_LENGTH: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def pixels_of_png(content: bytes) -> int | None:
    """Return how many pixels a PNG unpacks to, or None when its header does not say."""
    if content[12:16] != b"IHDR" or len(content) < 24:
        return None
    width, height = struct.unpack("!LL", content[16:24])
    return width * height or None


def pixels_of_jpeg(content: bytes) -> int | None:
    """Return how many pixels a JPEG unpacks to, or None when its header does not say."""
    place = 2
    while place + 9 <= len(content):
        if content[place] != 0xFF:
            return None
        marker = content[place + 1]
        if marker == 0xFF:
            place += 1
        elif marker in _NO_LENGTH:
            place += 2
        elif marker in _FRAMES:
            height, width = struct.unpack("!HH", content[place + 5 : place + 9])
            return width * height or None
        else:
            place += 2 + struct.unpack("!H", content[place + 2 : place + 4])[0]
    return None
