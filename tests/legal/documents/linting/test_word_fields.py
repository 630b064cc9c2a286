"""Fields of Word: what they say is read whole, and only those that count and refer may stay."""

from __future__ import annotations

import pytest

from tests.legal.documents.linting.bad_templates import CLAUSE, docx, look_at
from tests.legal.documents.linting.test_word import WHERE, field


def computed(before: str, inner: str, after: str, *, has_result: bool = True) -> str:
    """Return the markup of a field within the instruction of another, with its result."""
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    said, within, rest = (f"<w:r><w:instrText>{each}</w:instrText></w:r>" for each in (before, inner, after))
    result = f"{separate}<w:r><w:t>DDEAUTO</w:t></w:r>" if has_result else ""
    return f"<w:p>{begin}{said}{begin}{within}{result}{end}{rest}{end}</w:p>"


@pytest.mark.parametrize(
    "block",
    [
        computed("", " REF x ", " PAGE "),
        computed(" REF ", " REF x ", "c"),
        computed("", " REF x ", "PAGE", has_result=False),
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:fldSimple w:instr=" REF x "/>'
        '<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
    ],
)
def test_a_field_that_another_computes_is_refused(block: str) -> None:
    report = look_at(docx(CLAUSE, block))
    assert [(each.code, each.where) for each in report.findings] == [("FLD04", WHERE)]
    assert "dentro de las instrucciones de otro («REF x»)" in report.findings[0].message


def test_a_field_in_the_result_of_another_is_accepted() -> None:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    link, page = (
        f'<w:r><w:instrText xml:space="preserve">{each}</w:instrText></w:r>'
        for each in (' HYPERLINK \\l "x" ', " PAGE ")
    )
    block = f"<w:p>{begin}{link}{separate}{begin}{page}{separate}<w:r><w:t>1</w:t></w:r>{end}{end}</w:p>"
    assert look_at(docx(CLAUSE, block)).findings == ()


def test_text_in_the_instruction_is_part_of_it() -> None:
    block = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>DDE</w:t></w:r>'
        '<w:r><w:instrText>AUTO x</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    report = look_at(docx(CLAUSE, block))
    assert [(each.code, each.where) for each in report.findings] == [("FLD01", WHERE)]
    assert "un campo DDEAUTO" in report.findings[0].message


@pytest.mark.parametrize(
    ("arguments", "target"),
    [
        ('\\l "x" "file:///c:/x"', "file:///c:/x"),
        ('\\l "a" "\\\\evil\\share"', "\\\\evil\\share"),
        ('"https://x" "file:///y"', "file:///y"),
        ('\\o "tip" \\t "_blank" c:\\x', "c:\\x"),
        ('\\l "file:///x"', "file:///x"),
        ('"http:\\\\x"', "http:\\\\x"),
        ("\\n", "\\n"),
    ],
)
def test_a_link_is_judged_by_all_that_it_is_told(arguments: str, target: str) -> None:
    report = look_at(docx(CLAUSE, field(f" HYPERLINK {arguments} ")))
    assert [(each.code, each.where) for each in report.findings] == [("REL03", WHERE)]
    assert f"({target})" in report.findings[0].message


@pytest.mark.parametrize(
    "arguments",
    [
        '"https://www.gob.pe/mef" \\o "La página" \\t "_blank" \\* MERGEFORMAT',
        '\\l "_Toc1" \\o "Ver: c/d"',
        "mailto:a@b.pe",
    ],
)
def test_a_link_to_a_page_with_its_tip_is_accepted(arguments: str) -> None:
    assert look_at(docx(CLAUSE, field(f" HYPERLINK {arguments} "))).findings == ()


@pytest.mark.parametrize("instruction", [" PAGE ", " NUMPAGES ", " REF clausula_vigencia \\h ", ' HYPERLINK \\l "x" '])
def test_fields_that_only_count_and_refer_are_accepted(instruction: str) -> None:
    assert look_at(docx(CLAUSE, field(instruction))).findings == ()


def test_a_field_over_two_paragraphs_is_read_whole() -> None:
    begin = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DD</w:instrText></w:r></w:p>'
    end = '<w:p><w:r><w:instrText>E x</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    report = look_at(docx(begin, end))
    assert [(each.code, each.where) for each in report.findings] == [("FLD01", "Cuerpo, párrafo 1")]
    assert "un campo DDE," in report.findings[0].message
