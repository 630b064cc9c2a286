"""What the how-to pages tell a lawyer to write in a template is accepted, and prints what they say."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest
from django.conf import settings
from docx import Document

from legal.agreements.documents import AgreementDocument
from legal.documents.linting.report import lint
from legal.documents.template_language import FILTERS, FUNCTIONS
from legal.documents.trials import Trial, try_out
from scripts.word_templates.layout import bookmark

HOW_TO: Final = Path(settings.BASE_DIR) / "docs" / "how-to"
CHANGE: Final = (HOW_TO / "change-a-clause-and-publish-it.md").read_text(encoding="utf-8")
# A paragraph outside any repetition.
RUNNING: Final = "{{ numeral() }}.\tLa verificación está a cargo"
EDIT: Final = (HOW_TO / "edit-the-agreement-template.md").read_text(encoding="utf-8")


def told(start: str) -> list[str]:
    """Return the lines of the block of the how-to that begins so, as they are typed."""
    block = next(each for each in re.findall(r"```\n(.*?)```", CHANGE, re.DOTALL) if each.strip().startswith(start))
    return [line.strip().replace("⇥", "\t") for line in block.strip().splitlines()]


def opened() -> Any:
    """Return the template that ships, opened to be edited."""
    return Document(str(Path(settings.DOCX_TEMPLATES_DIR) / AgreementDocument.template_name))


def paragraph(document: Any, start: str) -> Any:
    """Return the first paragraph that begins so."""
    return next(each for each in document.paragraphs if each.text.startswith(start))


def saved(document: Any) -> bytes:
    """Return the bytes of an edited file."""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def edited(*, cited: str) -> bytes:
    """Return the template with the clause of the how-to, and with this beside the paragraph that cites it."""
    document = opened()
    following = paragraph(document, "{{ clausula('controversias')")
    for line, style in zip(told("{%p if"), ("Celda", "Heading 1", "Numeral", "Celda"), strict=True):
        following.insert_paragraph_before(style=style).add_run(line)
    bookmark(paragraph(document, "{{ clausula('coordinacion')"), "clausula_coordinacion")
    paragraph(document, RUNNING).add_run(cited)
    return saved(document)


def filled(content: bytes) -> Trial:
    """Return the samples of an accepted template."""
    return try_out(content, AgreementDocument, title="Convenio", dated=date(2026, 11, 23))


def test_a_clause_that_is_printed_sometimes_is_numbered_and_cited_as_told() -> None:
    content = edited(cited=told("{% if verifiers %}")[0])
    assert lint(content, AgreementDocument, seconds=60).findings == ()
    full, empty = (filled(content).samples[name].text for name in ("full", "empty"))
    assert "\nCLÁUSULA DÉCIMO SEXTA: COORDINACIÓN CON EL ORGANISMO VERIFICADOR\n16.1. LAS PARTES" in full
    assert "La coordinación se rige por la Cláusula Décimo Sexta." in full
    assert "\nCLÁUSULA DÉCIMO SÉPTIMA: SOLUCIÓN DE CONTROVERSIAS\n" in full
    assert "COORDINACIÓN CON" not in empty
    assert "\nCLÁUSULA DÉCIMO SEXTA: SOLUCIÓN DE CONTROVERSIAS\n" in empty


def test_one_that_is_cited_where_it_may_not_be_printed_is_refused_as_told() -> None:
    report = lint(edited(cited=" Véase la {{ ref('coordinacion') }}."), AgreementDocument, seconds=60)
    assert {finding.code for finding in report.findings} == {"NUM08"}


def test_what_tags_ask_for_is_looked_at_once_they_stand_where_they_must() -> None:
    document = opened()
    paragraph(document, "{%p if").add_run(" Nota")
    paragraph(document, "{{ numeral() }}.").add_run(" {{ plazo_total }}")
    assert {finding.code for finding in lint(saved(document), AgreementDocument, seconds=60).findings} == {"TAG06"}


@pytest.mark.parametrize("name", [*FILTERS, *FUNCTIONS])
def test_every_filter_and_function_is_told(name: str) -> None:
    assert f"`{name}`" in EDIT or f"{{{{ {name}(" in EDIT


@pytest.mark.parametrize("name", FILTERS)
def test_each_filter_is_told_with_its_example(name: str) -> None:
    assert f"| `{name}` | {FILTERS[name].given} | {FILTERS[name].printed} |" in EDIT


@pytest.mark.parametrize(
    "told_to_write",
    ["{{ objective }}", "{% if money.counterpart %}…{% else %}…{% endif %}", "{{ ref('vigencia') }}",
     "{{ ref_mayuscula('vigencia') }}", "{{ numeral('plazo') }}"],
)  # fmt: skip
def test_what_is_told_to_be_written_within_a_paragraph_is_accepted(told_to_write: str) -> None:
    assert f"`{told_to_write}" in EDIT
    document = opened()
    paragraph(document, RUNNING).add_run(" " + told_to_write.replace("'", "’"))
    assert lint(saved(document), AgreementDocument, seconds=60).findings == ()
