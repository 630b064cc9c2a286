"""What docxtpl would lose with a tag is refused, wherever it stands: beside it, in its row, between its letters."""

from __future__ import annotations

import pytest

from tests.legal.documents.linting.bad_templates import CLAUSE, docx, look_at

WHERE = "Cuerpo, párrafo 2, bajo «CLÁUSULA QUINTA: DEL PLAZO»"
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
BOOKMARK = '<w:bookmarkStart w:id="{0}" w:name="{1}"/><w:bookmarkEnd w:id="{0}"/>'
IF, END = "{%p if is_urgent %}", "{%p endif %}"


def run(inside: str) -> str:
    """Return the markup of a run with a text, or with markup."""
    return f"<w:r>{inside}</w:r>" if inside.startswith("<") else f'<w:r><w:t xml:space="preserve">{inside}</w:t></w:r>'


def paragraph(*markup: str, properties: str = "") -> str:
    """Return the markup of a paragraph."""
    return f"<w:p>{properties}{''.join(markup)}</w:p>"


def row(*cells: str, properties: str = "") -> str:
    """Return the markup of a row with a cell for each markup of paragraphs."""
    return f"<w:tr>{''.join(f'<w:tc>{properties}{cell}</w:tc>' for cell in cells)}</w:tr>"


def table(*rows: str) -> str:
    """Return the markup of a table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{''.join(rows)}</w:tbl>"


PAGE_BREAK = run('<w:br w:type="page"/>')
FIELD = run('<w:fldChar w:fldCharType="begin"/>') + run("<w:instrText> PAGE </w:instrText>")
THINGS = {
    "a break of columns": (run('<w:br w:type="column"/>'), "un salto de columna"),
    "a simple field": ('<w:fldSimple w:instr=" SEQ x "/>', "un campo de Word"),
    "a field": (FIELD + run('<w:fldChar w:fldCharType="end"/>'), "un campo de Word"),
    "a symbol": (run('<w:sym w:font="Wingdings" w:char="F0FE"/>'), "un símbolo"),
    "a hyphen that does not break": (run("<w:noBreakHyphen/>"), "un guion especial"),
    "a formula": (f"<m:oMath {MATH}><m:r><m:t>x</m:t></m:r></m:oMath>", "una fórmula"),
    "a footnote": (run('<w:footnoteReference w:id="2"/>'), "la llamada de una nota"),
    "an endnote": (run('<w:endnoteReference w:id="2"/>'), "la llamada de una nota"),
    "a control": ("<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt>", "un control de contenido"),
    "a link": ('<w:hyperlink w:anchor="x"/>', "un vínculo"),
    "what nobody foresaw": (run("<w:contentPart/>"), "algo de Word que no es texto"),
}


@pytest.mark.parametrize(("thing", "words"), THINGS.values(), ids=THINGS)
def test_what_prints_beside_a_paragraph_tag_is_refused(thing: str, words: str) -> None:
    report = look_at(docx(CLAUSE, paragraph(run(IF), thing), "x", END))
    assert [(each.code, each.where) for each in report.findings] == [("TAG15", WHERE)]
    assert report.findings[0].message == f"Se perdería algo que está junto a la etiqueta «{IF}»: {words}."


@pytest.mark.parametrize(("thing", "words"), THINGS.values(), ids=THINGS)
def test_what_prints_between_the_letters_of_a_tag_is_refused(thing: str, words: str) -> None:
    report = look_at(docx(CLAUSE, paragraph(run("El {{ am"), thing, run("ount }} x"))))
    assert [(each.code, each.where) for each in report.findings] == [("TAG16", WHERE)]
    assert report.findings[0].message == f"Se perdería algo que está dentro de la etiqueta «{{{{ amount }}}}»: {words}."


@pytest.mark.parametrize(("thing", "words"), THINGS.values(), ids=THINGS)
def test_what_prints_in_the_row_of_a_row_tag_is_refused(thing: str, words: str) -> None:
    opening = row(paragraph(run("{%tr if is_urgent %}")), paragraph(thing))
    rows = (opening, row(paragraph(run("x"))), row(paragraph(run("{%tr endif %}"))))
    report = look_at(docx(CLAUSE, table(*rows)))
    assert [(each.code, each.where) for each in report.findings] == [
        ("TAG15", "Cuadro 1, fila 1, celda 1, bajo «CLÁUSULA QUINTA: DEL PLAZO»")
    ]
    assert words in report.findings[0].message


@pytest.mark.parametrize(
    ("thing", "words"),
    [
        (run("<w:drawing/>"), "una imagen o un dibujo"),
        (PAGE_BREAK, "un salto de página"),
        (run("<w:tab/>"), "una tabulación"),
        (run("<w:br/>"), "un salto de línea"),
    ],
)
def test_what_splits_a_tag_is_refused(thing: str, words: str) -> None:
    report = look_at(docx(CLAUSE, paragraph(run("El {{ am"), thing, run("ount }} x"))))
    assert [(each.code, each.where) for each in report.findings] == [("TAG16", WHERE)]
    assert words in report.findings[0].message


@pytest.mark.parametrize("tag", ["{%p endif %}", "{%p if is_urgent %}"])
def test_a_page_break_beside_a_tag_says_where_to_put_it(tag: str) -> None:
    blocks = (paragraph(PAGE_BREAK, run(tag)), "x", END) if tag == IF else (IF, "x", paragraph(run(tag), PAGE_BREAK))
    report = look_at(docx(CLAUSE, *blocks))
    assert [each.code for each in report.findings] == ["TAG14"]
    assert report.findings[0].message == f"Un salto de página está junto a la etiqueta «{tag}» y se perdería."
    assert "Ponga el salto de página en el párrafo siguiente, o use «Salto de página anterior»" in (
        report.findings[0].hint
    )


def test_the_page_break_of_the_paragraph_of_a_tag_is_told_too() -> None:
    above = paragraph(run(IF), properties="<w:pPr><w:pageBreakBefore/></w:pPr>")
    report = look_at(docx(CLAUSE, above, "x", END))
    assert [(each.code, each.where) for each in report.findings] == [("TAG14", WHERE)]
    off = paragraph(run(IF), properties='<w:pPr><w:pageBreakBefore w:val="0"/></w:pPr>')
    assert look_at(docx(CLAUSE, off, "x", END)).findings == ()


@pytest.mark.parametrize("kind", ["tr", "tc"])
def test_a_bookmark_in_the_row_or_cell_of_a_tag_is_refused(kind: str) -> None:
    marked = paragraph(BOOKMARK.format(7, "clausula_plazo")) + paragraph(run(f"{{%{kind} if is_urgent %}}"))
    rest = (paragraph(run("x")), paragraph(run(f"{{%{kind} endif %}}")))
    rows = [row(marked, *rest)] if kind == "tc" else [row(marked), *(row(each) for each in rest)]
    report = look_at(docx(CLAUSE, table(*rows)))
    assert [(each.code, each.where) for each in report.findings] == [
        ("MRK01", "Cuadro 1, fila 1, celda 1, bajo «CLÁUSULA QUINTA: DEL PLAZO»")
    ]


def test_merged_cells_that_begin_in_the_row_of_a_tag_are_refused() -> None:
    opening = row(paragraph(run("{%tr if is_urgent %}")), properties='<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>')
    inner = row(paragraph(run("x")), properties="<w:tcPr><w:vMerge/></w:tcPr>")
    report = look_at(docx(table(opening, inner, row(paragraph(run("{%tr endif %}"))))))
    assert [each.code for each in report.findings] == ["TAG15"]
    assert "el comienzo de unas celdas combinadas" in report.findings[0].message


def test_a_table_within_the_row_of_a_tag_is_refused() -> None:
    opening = row(paragraph(run("{%tr if is_urgent %}")) + table(row("<w:p/>")) + "<w:p/>")
    report = look_at(docx(table(opening, row(paragraph(run("x"))), row(paragraph(run("{%tr endif %}"))))))
    assert [each.code for each in report.findings] == ["TAG15"]
    assert report.findings[0].message.endswith("«{%tr if is_urgent %}»: un cuadro.")


def test_what_word_leaves_by_itself_may_stand_beside_and_within_a_tag() -> None:
    own = (
        '<w:proofErr w:type="spellStart"/>', run("<w:lastRenderedPageBreak/>"), run("<w:tab/>"), run("<w:br/>"),
        run("<w:rPr><w:b/></w:rPr>"), BOOKMARK.format(8, "_GoBack"), BOOKMARK.format(9, "_Hlk12345"),
        '<w:smartTag w:element="x"><w:smartTagPr/></w:smartTag>',
    )  # fmt: skip
    harmless = [each for each in own if "w:tab" not in each and "w:br/" not in each]
    report = look_at(
        docx(
            paragraph(*own, run(IF), properties="<w:pPr><w:tabs><w:tab/></w:tabs><w:keepNext/></w:pPr>"),
            "x",
            END,
            paragraph(run("{{ am"), *harmless, run("ount }} fin")),
            paragraph(PAGE_BREAK, run("<w:sym/>"), run("{{ amount }}"), run("<w:tab/>"), run("{{ am"), run("ount }}")),
        )
    )
    assert report.findings == ()


def test_an_end_that_is_not_beside_its_own_beginning_is_still_words_own() -> None:
    start, end = '<w:bookmarkStart w:id="3" w:name="_Hlk9"/>', '<w:bookmarkEnd w:id="3"/>'
    assert look_at(docx(paragraph(start, run("a")), paragraph(run(IF)), "x", paragraph(run(END), end))).ok


def test_a_comment_that_takes_a_run_away_is_refused() -> None:
    report = look_at(docx(CLAUSE, "{#r recordar #}"))
    assert [(each.code, each.where) for each in report.findings] == [("TAG11", WHERE)]


@pytest.mark.parametrize("tag", ["{{ numeral() }}", "{{ clausula('plazo') }}"])
def test_a_number_in_a_text_box_is_refused_where_it_stands(tag: str) -> None:
    inside = f"<w:txbxContent>{paragraph(run(tag))}</w:txbxContent>"
    box = paragraph(
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice Requires='w'>{inside}</mc:Choice><mc:Fallback><w:pict>{inside}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    report = look_at(docx("{{ clausula('primera') }}", box))
    assert [(each.code, each.where) for each in report.findings] == [("NUM09", "Cuerpo, en un cuadro de texto")]
    assert "que Word guarda dos veces: contaría dos veces" in report.findings[0].message


def test_a_reference_in_a_text_box_is_accepted() -> None:
    inside = "<w:txbxContent><w:p><w:r><w:t>Ver {{ ref('primera') }}</w:t></w:r></w:p></w:txbxContent>"
    box = paragraph(f"<w:r><w:pict>{inside}</w:pict></w:r>")
    assert look_at(docx("{{ clausula('primera') }}: X", box)).findings == ()
