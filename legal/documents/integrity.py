"""Whether a kept file is still the one that was recorded."""

from __future__ import annotations

import hashlib

from legal.documents.models import StoredFile


def whole_bytes(stored: StoredFile) -> bytes | None:
    """Return the bytes of a kept file; nothing when they cannot be read or are not those that were recorded."""
    try:
        with stored.file.open("rb") as kept:
            content: bytes = kept.read()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == stored.sha256 else None


def file_is_whole(stored: StoredFile) -> bool:
    """Read a kept file and compare it with its recorded hash; a file that cannot be read is not whole."""
    digest = hashlib.sha256()
    try:
        with stored.file.open("rb") as kept:
            for chunk in kept.chunks():
                digest.update(chunk)
    except OSError:
        return False
    return digest.hexdigest() == stored.sha256
