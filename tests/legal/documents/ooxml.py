"""What is wrong with a Word file, by the schemas of Office Open XML and by what Word would repair."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from openxml_audit import FileFormat, OpenXmlValidator

# The oldest Word in which the papers are promised to open clean.
OLDEST = FileFormat.OFFICE_2016


@cache
def _validator() -> OpenXmlValidator:
    return OpenXmlValidator(OLDEST)


def flaws(content: bytes) -> list[str]:
    """Return each flaw of a Word file as "part, place: what", nothing where it is sound."""
    with tempfile.NamedTemporaryFile(suffix=".docx") as file:
        file.write(content)
        file.flush()
        found = _validator().validate(Path(file.name)).errors
    return [f"{each.part_uri.lstrip('/')}, {each.path or each.node}: {each.description}" for each in found]
