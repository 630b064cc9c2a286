"""Documents without Word, for tests that are about what follows from issuing and not about the text."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from legal.documents.documents import DocumentContext, plain_values
from legal.documents.rendering import RenderedDocument, Template, canonical_json, render
from legal.documents.services import issuing


def _render(document: DocumentContext, *, template: Template, dated: date) -> RenderedDocument:
    """Return the values themselves as the file: they are still checked for being plain."""
    content = canonical_json(plain_values(document))
    digest = hashlib.sha256(content).hexdigest()
    return RenderedDocument(
        content=content,
        context=content,
        template_name=template.name,
        template_sha256=template.sha256,
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


def shipped_draft(*, context: DocumentContext, dated: date) -> RenderedDocument:
    """Return a document filled as a draft by the template that came with the product, without a database."""
    path = Path(settings.DOCX_TEMPLATES_DIR) / context.template_name
    return render(context, template=Template.at(path), dated=dated)
