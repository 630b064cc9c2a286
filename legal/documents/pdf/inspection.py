"""Whether bytes are the PDF/A-2b that is promised: read from what the file says of itself, not certified.

ISO 19005-2 (PDF/A-2), ISO 32000-1 14.8 (tagged PDF).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

LANGUAGE: Final = "es-PE"


def shortcomings(content: bytes) -> list[str]:
    """Return what a file lacks to be a tagged PDF/A-2b in our language with a title; nothing where it lacks nothing."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return [*_of_file(pdf), *_of_marks(pdf), *_of_programs(pdf), *_of_fonts(pdf)]
    except (pikepdf.PdfError, ValueError) as error:
        return [f"not readable: {error}"]


def _of_file(pdf: pikepdf.Pdf) -> Iterator[str]:
    if pdf.is_encrypted:
        yield "encrypted"
    with pdf.open_metadata() as metadata:
        if metadata.pdfa_status != "2B":
            yield f"says it is PDF/A {metadata.pdfa_status or 'not at all'}"
        if not metadata.get("dc:title"):
            yield "no title"
    intents: Any = pdf.Root.get("/OutputIntents", [])
    if not any(intent.get("/S") == "/GTS_PDFA1" and "/DestOutputProfile" in intent for intent in intents):
        yield "no output intent"


def _of_marks(pdf: pikepdf.Pdf) -> Iterator[str]:
    marks: Any = pdf.Root.get("/MarkInfo", {})
    if marks.get("/Marked") is not True or "/StructTreeRoot" not in pdf.Root:
        yield "not tagged"
    if str(pdf.Root.get("/Lang", "")) != LANGUAGE:
        yield f"language is not {LANGUAGE}"
    shown: Any = pdf.Root.get("/ViewerPreferences", {})
    if shown.get("/DisplayDocTitle") is not True:
        yield "title is not shown"


def _of_programs(pdf: pikepdf.Pdf) -> Iterator[str]:
    names: Any = pdf.Root.get("/Names", {})
    for forbidden in ("/JavaScript", "/EmbeddedFiles"):
        if forbidden in names:
            yield f"carries {forbidden}"
    for number, holder in enumerate((pdf.Root, *(page.obj for page in pdf.pages))):
        if "/AA" in holder:
            yield f"carries actions ({number})"
    opening: Any = pdf.Root.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary) and opening.get("/S") != "/GoTo":
        yield "acts when opened"


def _of_fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    bare = {str(font.get("/BaseFont")) for font in pdf.objects if _is_font(font) and not _is_embedded(font)}
    for name in sorted(bare):
        yield f"font {name} is not embedded"


def _is_font(found: Any) -> bool:
    # A composite font has no descriptor of its own, its descendants have.
    return (
        isinstance(found, pikepdf.Dictionary)
        and found.get("/Type") == "/Font"
        and found.get("/Subtype") not in ("/Type0", "/Type3")
    )


def _is_embedded(font: Any) -> bool:
    descriptor = font.get("/FontDescriptor", {})
    return any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3"))
