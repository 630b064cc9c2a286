"""Shipped templates with other words, as a lawyer would save them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from django.conf import settings
from docx import Document

KIND = "extension_letter"


def shipped(kind: str = KIND) -> bytes:
    """Return the file of a kind that comes with the product."""
    return (Path(settings.DOCX_TEMPLATES_DIR) / f"{kind}.docx").read_bytes()


def with_paragraph(text: str, *, kind: str = KIND) -> bytes:
    """Return the shipped file of a kind with one more paragraph at its end."""
    return changed(lambda document: document.add_paragraph(text), kind=kind)


def changed(change: Any, *, kind: str = KIND) -> bytes:
    """Return the shipped file of a kind after a change of its document."""
    document = Document(io.BytesIO(shipped(kind)))
    change(document)
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()
