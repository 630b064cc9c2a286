"""Documents without Word, for tests that are about what follows from issuing and not about the text."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from legal.documents.documents import DocumentContext, plain_values
from legal.documents.rendering import RenderedDocument, canonical_json
from legal.documents.services import issuing


def _render(document: DocumentContext, *, template_path: Path, dated: date) -> RenderedDocument:
    """Return the values themselves as the file: they are still checked for being plain."""
    content = canonical_json(plain_values(document))
    digest = hashlib.sha256(content).hexdigest()
    return RenderedDocument(
        content=content,
        template_name=template_path.name,
        template_sha256=hashlib.sha256(template_path.name.encode()).hexdigest(),
        text_sha256=digest,
        content_sha256=digest,
    )


def issue_without_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """Issue documents as their bare values, as long as the patch lasts."""
    monkeypatch.setattr(issuing, "render", _render)
    monkeypatch.setattr(issuing, "missing_mandatory_clauses", lambda _text: [])
    monkeypatch.setattr(issuing, "extract_text", lambda content: content.decode())


@pytest.fixture
def papers_without_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """Issue documents as their bare values: the confined process of each rendering costs most of a test's time."""
    issue_without_word(monkeypatch)
