"""What LibreOffice Writer does to a template when a lawyer opens and saves it is no reason to refuse it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from legal.documents.kinds import document_kinds
from legal.documents.linting.report import lint
from legal.documents.wordtext import extract_lines, extract_text, extract_words

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice: scripts/install_system_packages.sh")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with every shipped template, opened and saved twice by Writer."""
    assert SOFFICE
    folder = tmp_path_factory.mktemp("writer")
    files = sorted(Path(settings.DOCX_TEMPLATES_DIR).glob("*.docx"))
    for step in ("once", "twice"):
        subprocess.run(
            [
                SOFFICE,
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                "docx:MS Word 2007 XML",
                "--outdir",
                str(folder / step),
                *map(str, files),
            ],
            env={**os.environ, "HOME": str(folder)},
            capture_output=True,
            check=True,
            timeout=300,
        )
        files = sorted((folder / step).glob("*.docx"))
    return folder


@pytest.mark.parametrize("kind", sorted(document_kinds()))
def test_a_template_saved_by_writer_is_accepted_and_keeps_its_text_and_bookmarks(saved: Path, kind: str) -> None:
    contract = document_kinds()[kind]
    before = (Path(settings.DOCX_TEMPLATES_DIR) / f"{kind}.docx").read_bytes()
    for step in ("once", "twice"):
        after = (saved / step / f"{kind}.docx").read_bytes()
        assert lint(after, contract, seconds=60).findings == ()
        assert extract_text(after) == extract_text(before)
        assert extract_words(after) == extract_words(before)
        marked = {name for line in extract_lines(after) for name in line.bookmarks}
        assert {each.name for each in contract.bookmarks} <= marked
