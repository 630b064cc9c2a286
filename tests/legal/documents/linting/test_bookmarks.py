"""The bookmarks that a kind of document must keep: where others find the clause that they cite."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from docx.oxml import parse_xml

from legal.agreements.documents import AgreementDocument
from legal.documents.documents import Bookmark
from legal.documents.kinds import shape_of
from legal.documents.linting.places import W
from legal.documents.linting.samples import SAMPLES, sample
from legal.documents.packages import read_parts
from legal.documents.render_worker import fill
from tests.legal.documents.linting.bad_templates import CLAUSE, Letter, docx, look_at

TEXT = "5.1. Treinta días."
HERE = "Cuerpo, párrafo 1"


class Bound(Letter):
    """A letter in which others refer to a clause."""

    bookmarks = (Bookmark(name="clausula_plazo", title="plazo"),)


def marked(text: str) -> str:
    """Return a paragraph with the bookmark of the clause."""
    return (
        f'<w:p><w:bookmarkStart w:id="7" w:name="clausula_plazo"/><w:r><w:t>{text}</w:t></w:r>'
        '<w:bookmarkEnd w:id="7"/></w:p>'
    )


KEPT = marked("CLÁUSULA QUINTA: DEL PLAZO")


def codes(*blocks: str) -> list[tuple[str, str]]:
    """Return the codes and places of what is found in a letter of these paragraphs."""
    return [(each.code, each.where) for each in look_at(docx(*blocks), Bound).findings]


def test_one_that_is_gone_is_named() -> None:
    report = look_at(docx(CLAUSE), Bound)
    assert [(each.code, each.where) for each in report.findings] == [("MRK02", "Cuerpo")]
    assert (
        "Faltan marcadores por los que otros documentos se refieren a las cláusulas: «clausula_plazo»."
        in report.findings[0].message
    )


def test_one_may_not_be_there_twice() -> None:
    assert codes(KEPT, TEXT, KEPT, TEXT) == [("MRK03", "Cuerpo, párrafo 3, bajo «CLÁUSULA QUINTA: DEL PLAZO»")]


def test_they_are_asked_only_of_the_kinds_that_need_them() -> None:
    assert codes(KEPT, TEXT) == []
    assert look_at(docx(CLAUSE)).ok


@pytest.mark.parametrize(
    "heading",
    [
        "{{ clausula('plazo') }}: DEL PLAZO", "{{ clausula('plazo') }}.- DEL PLAZO", "{{clausula(“plazo”)}} – PLAZO",
        "CLÁUSULA DÉCIMO QUINTA.- {{ head.name }}",
        "{{ clausula('plazo') }}: PLAZO{% if is_urgent %} URGENTE{% endif %}",
    ],
)  # fmt: skip
def test_a_heading_begins_with_the_ordinal_and_goes_on_with_the_title(heading: str) -> None:
    assert codes(marked(heading), TEXT) == []


@pytest.mark.parametrize(
    "heading",
    [
        "DEL PLAZO ({{ clausula('plazo') }})", "{{ clausula('plazo') }}", "{{ clausula('plazo') }}:", "Otra cosa",
        "{% if is_urgent %}{{ clausula('plazo') }}: PLAZO{% endif %}", "Cláusula Quinta: plazo",
    ],
)  # fmt: skip
def test_what_is_no_heading_of_a_clause_does_not_hold_its_bookmark(heading: str) -> None:
    assert [code for code, _where in codes(marked(heading), TEXT)] == ["MRK05"]


def test_one_between_paragraphs_is_in_no_heading() -> None:
    assert codes('<w:bookmarkStart w:id="7" w:name="clausula_plazo"/>', CLAUSE, TEXT) == [("MRK05", "Cuerpo")]


@pytest.mark.parametrize(
    "block", [("{%p if is_urgent %}", "{%p endif %}"), ("{%p for x in penalties %}", "{%p endfor %}")]
)
def test_a_clause_that_some_documents_lack_cannot_be_cited(block: tuple[str, str]) -> None:
    assert codes(block[0], KEPT, TEXT, block[1])[0][0] == "MRK04"
    assert codes(block[0], "x", block[1], KEPT, TEXT, block[0], "y", block[1]) == []


def test_a_clause_has_a_text() -> None:
    assert codes(KEPT) == [("MRK06", f"{HERE}, bajo «CLÁUSULA QUINTA: DEL PLAZO»")]
    assert codes(KEPT, "", "CLÁUSULA SEXTA: OTRA", TEXT)[0][0] == "MRK06"
    assert codes(KEPT, "{%p if is_urgent %}", "{%p endif %}", "CLÁUSULA SEXTA: OTRA", TEXT)[0][0] == "MRK06"
    assert codes(KEPT, "{%p for each in penalties %}", "{{ each.name }}", "{%p endfor %}") == []


def test_those_of_the_agreement_are_those_of_its_clauses_and_come_through() -> None:
    assert "clausula_vigencia" in {each.name for each in AgreementDocument.bookmarks}
    content = (Path(settings.DOCX_TEMPLATES_DIR) / AgreementDocument.template_name).read_bytes()
    filled = parse_xml(
        read_parts(fill(content, sample(shape_of(AgreementDocument), **SAMPLES["full"])))["word/document.xml"]
    )
    names = {each.get(f"{W}name") for each in filled.iter(f"{W}bookmarkStart")}
    assert names >= {each.name for each in AgreementDocument.bookmarks}
