"""What an image is and how large, told by its header: nothing of it is unpacked."""

from __future__ import annotations

import re
import struct
from typing import Final

MAX_PIXELS: Final = 100_000_000

_NO_LENGTH: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# GIF, BMP, TIFF, EMF, WMF (packed too) and JPEG XR by how they begin, and SVG by its element.
_OTHERS: Final = re.compile(
    rb"GIF8[79]a|BM|II\*\0|MM\0\*|\x01\0\0\0.{36} EMF|\xd7\xcd\xc6\x9a|[\x01\x02]\0\x09\0|II\xbc|\x1f\x8b", re.DOTALL
)
_SVG: Final = re.compile(rb"\s*(\xef\xbb\xbf)?\s*<(\?xml|!--|svg)")
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"


def is_image(content: bytes) -> bool:
    """Whether bytes are an image that Word shows, and not too large when it is opened."""
    if content.startswith((_PNG, _JPEG)):
        pixels = pixels_of_png(content) if content.startswith(_PNG) else pixels_of_jpeg(content)
        return pixels is not None and pixels <= MAX_PIXELS
    return bool(_OTHERS.match(content)) or (bool(_SVG.match(content)) and b"<svg" in content)


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
