"""Whether a kept file is still the one that was recorded."""

from __future__ import annotations

import hashlib

from legal.documents.models import StoredFile


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
