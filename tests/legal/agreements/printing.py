"""The text of an agreement, as values and as the template prints it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.conf import settings

from legal.agreements.documents import AgreementDocument
from legal.agreements.models import Agreement
from legal.agreements.queries import read_terms
from legal.agreements.texts import agreement_document
from legal.documents.rendering import Template, render
from legal.documents.wordtext import extract_text

TODAY = date(2026, 11, 23)
BEFORE_THE_SOL = date(2015, 6, 12)


def text(agreement: Agreement, on: date = TODAY) -> AgreementDocument:
    """Return the text of an agreement as it stands, as of a date."""
    agreement = Agreement.objects.get(pk=agreement.pk)
    return agreement_document(agreement, read_terms(agreement), on=on)


def printed(agreement: Agreement, on: date = TODAY) -> str:
    """Return what the template makes of an agreement."""
    document = text(agreement, on)
    path = Path(settings.DOCX_TEMPLATES_DIR) / document.template_name
    return extract_text(render(document, template=Template.at(path), dated=on).content)
