"""Small Word files for tests, made as Word would make them or as somebody with bad intentions would."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from docx import Document


def make_docx(*paragraphs: str, header: str = "", title: str = "") -> bytes:
    """Return a Word file with one paragraph for each text."""
    document = Document()
    document.core_properties.title = title
    for text in paragraphs:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def write_template(folder: Path, *paragraphs: str, header: str = "", title: str = "") -> Path:
    """Write a template with one paragraph for each text and return its path."""
    path = folder / "plantilla.docx"
    path.write_bytes(make_docx(*paragraphs, header=header, title=title))
    return path


def with_parts(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return a package with parts added or replaced."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in parts:
                target.writestr(name, source.read(name))
        for name, part in parts.items():
            target.writestr(name, part)
    return output.getvalue()


def with_text_replaced(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """Return a package with words of one part replaced."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        part = source.read(name)
    assert old in part
    return with_parts(content, {name: part.replace(old, new)})
