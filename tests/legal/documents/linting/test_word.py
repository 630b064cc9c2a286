"""What Word keeps beside the text: fields, changes, lists, hidden things and properties."""

from __future__ import annotations

from typing import Any

import pytest

from tests.legal.documents.linting.bad_templates import CLAUSE, docx, look_at
from tests.legal.documents.word_files import with_parts, with_text_replaced

WHERE = "Cuerpo, párrafo 2, bajo «CLÁUSULA QUINTA: DEL PLAZO»"
TEXT = "<w:r><w:t>viejo {{ amount }}</w:t></w:r>"


def field(*instruction: str) -> str:
    """Return the markup of a paragraph with a field, its instruction split into runs as Word splits it."""
    pieces = "".join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in instruction)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return f"<w:p>{begin}{pieces}{end}</w:p>"


BAD = {
    **{
        f"a field {name}": (field(f" {name} x"), "FLD01", f"un campo {name}")
        for name in (
            "DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "LINK", "MACROBUTTON", "DATABASE", "ASK", "FILLIN",
            "MERGEFIELD", "RD", "EMBED", "IMPORT",
        )
    },
    "a dangerous field split into runs": (field(" DDE", "AUTO c:\\\\cmd"), "FLD01", "un campo DDEAUTO"),
    "a date that changes": (field(" DATE "), "FLD01", "un campo DATE, de los que traen contenido ajeno, cambian"),
    "a field without a name": (field(""), "FLD01", "un campo …"),
    "a field whose name another computes": (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>D</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:instrText>AUTO c</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        "FLD01", "un campo DAUTO",
    ),
    "a control bound to data": (
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="x"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>',
        "CTL01", "Word cambiaría su texto al abrirlo",
    ),
    "an old drawing from elsewhere": (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata src="http://x/y"/></v:shape>'
        "</w:pict></w:r></w:p>",
        "REL02", "toma contenido de otro lugar al abrirse (http://x/y)",
    ),
    "a simple field": ('<w:p><w:fldSimple w:instr=" INCLUDETEXT x "/></w:p>', "FLD01", "un campo INCLUDETEXT"),
    "a table of contents": (field(' TOC \\o "1-2" '), "FLD02", "un índice automático (TOC)"),
    "a tag within a field": (field(" PAGE {{ amount }}"), "FLD03", "dentro de un campo de Word: «PAGE {{ amount }}»"),
    "a hyperlink to a file": (field(' HYPERLINK "file:///c:/x.exe" '), "REL03", "no lleva a una página web"),
    "a hyperlink to another machine": (field(" HYPERLINK \\\\host\\x "), "REL03", "no lleva a una página web"),
    "an insertion": (f"<w:p><w:ins>{TEXT}</w:ins></w:p>", "TRK01", "un cambio sin aceptar"),
    "a deletion": (
        "<w:p><w:del><w:r><w:delText>{{ amount }}</w:delText></w:r></w:del></w:p>",
        "TRK01", "«{{ amount }}». Lo eliminado seguiría valiendo",
    ),
    "a move": (f"<w:p><w:moveTo>{TEXT}</w:moveTo></w:p>", "TRK01", "un cambio sin aceptar"),
    "a change of format": ("<w:p><w:r><w:rPr><w:rPrChange/></w:rPr><w:t>x</w:t></w:r></w:p>", "TRK01", "sin aceptar"),
    **{
        f"a change kept as {name}": (f"<w:p><w:r><w:t>viejo</w:t></w:r><w:{name}/></w:p>", "TRK01", "sin aceptar")
        for name in ("moveFromRangeStart", "moveToRangeEnd", "customXmlInsRangeStart", "customXmlDelRangeStart")
    },
    "a change of two people at once": (
        f'<w:p><w14:conflictIns xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">{TEXT}'
        "</w14:conflictIns></w:p>",
        "TRK01", "«viejo {{ amount }}»",
    ),
    "a control bound to data of Word 2013": (
        '<w:p><w:sdt><w:sdtPr><w15:dataBinding xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>'
        "</w:sdtPr><w:sdtContent/></w:sdt></w:p>",
        "CTL01", "Word cambiaría su texto al abrirlo",
    ),
    "the date that Word writes": ("<w:p><w:r><w:dayLong/></w:r></w:p>", "FLD01", "un campo dayLong"),
    "a form field that runs a macro": (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:entryMacro w:val="x"/></w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        "MAC01", "u otros programas",
    ),
    "an object in an old drawing": (
        '<w:p><w:r><w:pict><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office"/></w:pict></w:r></w:p>',
        "OLE01", "un objeto incrustado",
    ),
    "an old drawing with the address of its original": (
        '<w:p><w:r><w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:o="urn:schemas-microsoft-com:office:office" o:href="http://x/y"/></w:pict></w:r></w:p>',
        "REL02", "(http://x/y)",
    ),
    "a drawing that runs a program when clicked": (
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="x"><a:hlinkClick '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" action="ppaction://program"/></wp:docPr>'
        "</wp:inline></w:drawing></w:r></w:p>",
        "REL03", "(ppaction://program)",
    ),
    "a sign that turns the text around": (
        "<w:p><w:r><w:t>monto \u202e000,1\u202c</w:t></w:r></w:p>", "SIG01", "cambia lo que se lee: «monto �000,1�»",
    ),
    "the sign that stands for a reference": ("<w:p><w:r><w:t>\ue000x\ue001</w:t></w:r></w:p>", "SIG01", "«�x�»"),
    "an embedded object": ("<w:p><w:r><w:object/></w:r></w:p>", "OLE01", "un objeto incrustado"),
}  # fmt: skip


@pytest.mark.parametrize(("block", "code", "words"), BAD.values(), ids=BAD)
def test_what_stands_beside_the_text_is_refused(block: str, code: str, words: str) -> None:
    report = look_at(docx(CLAUSE, block))
    assert not report.ok
    finding = next((each for each in report.findings if each.code == code), None)
    assert finding is not None, report.findings
    assert finding.where == WHERE
    assert words in finding.message
    assert finding.hint


def test_a_row_inserted_with_changes_tracked_is_refused() -> None:
    row = "<w:tr><w:trPr><w:ins/></w:trPr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>"
    report = look_at(docx(CLAUSE, f"<w:tbl><w:tblPr/><w:tblGrid/>{row}</w:tbl>"))
    assert [(each.code, each.where) for each in report.findings] == [
        ("TRK01", "Cuadro 1, fila 1, celda 1, bajo «CLÁUSULA QUINTA: DEL PLAZO»")
    ]


def test_an_imported_document_is_refused() -> None:
    report = look_at(docx("x", '<w:altChunk r:id="rId99"/>'))
    assert [each.code for each in report.findings] == ["ALT01"]


@pytest.mark.parametrize(
    ("block", "code"),
    [
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>oculto</w:t></w:r></w:p>", "HID01"),
        ('<w:p><w:r><w:commentReference w:id="0"/></w:r></w:p>', "COM01"),
        ('<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/></wp:inline></w:drawing></w:r></w:p>', "IMG01"),
    ],
)
def test_what_may_stay_is_only_warned_of(block: str, code: str) -> None:
    report = look_at(docx(CLAUSE, block))
    assert report.ok
    assert [(each.severity, each.code, each.where) for each in report.findings] == [("warning", code, WHERE)]


def test_a_change_between_paragraphs_is_placed_at_the_next() -> None:
    report = look_at(docx(CLAUSE, "<w:moveFromRangeStart/>", "x"))
    assert [(each.code, each.where) for each in report.findings] == [("TRK01", WHERE)]


def test_a_table_without_the_measure_of_its_columns_is_refused() -> None:
    row = "<w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr>"
    report = look_at(docx(CLAUSE, f"<w:tbl><w:tblPr/>{row}</w:tbl>"))
    assert [(each.code, each.where) for each in report.findings] == [
        ("TBL01", "Cuadro 1, fila 1, celda 1, bajo «CLÁUSULA QUINTA: DEL PLAZO»")
    ]


@pytest.mark.parametrize("text", ["{{ amount }}", "{{ nothing }}", "{{ am</t><t>ount }}"])
def test_a_tag_in_a_part_that_nobody_fills_is_refused(text: str) -> None:
    chart = f"<c><t>{text}</t></c>".encode()
    report = look_at(with_parts(docx("x"), {"word/charts/chart1.xml": chart}))
    assert [(each.code, each.where) for each in report.findings] == [
        ("TAG02", "Archivo, parte «word/charts/chart1.xml»")
    ]


def test_braces_that_are_no_tag_are_left_to_a_part() -> None:
    part = {"word/charts/chart1.xml": b'<c uri="{ABC}"><t>{a} {{ b</t></c>'}
    assert look_at(with_parts(docx("x"), part)).findings == ()


def test_a_tag_in_the_properties_is_refused() -> None:
    report = look_at(docx("x", title='{{ cycler.__init__.__globals__.os.popen("id").read() }}'))
    assert [(each.code, each.where) for each in report.findings] == [("PRO01", "Propiedades del archivo")]


def test_a_tag_in_a_note_at_the_end_is_refused() -> None:
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
    declared = b'<Override PartName="/word/endnotes.xml" ContentType="%s"/></Types>' % kind
    notes = (
        b'<w:endnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:endnote>'
        b"<w:p><w:r><w:t>{{ amount }}</w:t></w:r></w:p></w:endnote></w:endnotes>"
    )
    content = with_text_replaced(docx("x"), "[Content_Types].xml", b"</Types>", declared)
    report = look_at(with_parts(content, {"word/endnotes.xml": notes}))
    assert [(each.code, each.where) for each in report.findings] == [("TAG02", "Notas al final, párrafo 1")]


class TestAutomaticLists:
    """Word's own numbers."""

    def numbered(self, form: str, *blocks: Any) -> bytes:
        """Return a file in which the paragraphs "# …" belong to a list with a form of number."""
        content = docx(*blocks)
        lists = (
            '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f'<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="{form}"/></w:lvl></w:abstractNum>'
            '<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
        )
        content = with_parts(content, {"word/numbering.xml": lists.encode()})
        in_list = b'<w:pStyle w:val="Heading1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'
        return with_text_replaced(content, "word/document.xml", b'<w:pStyle w:val="Heading1"/>', in_list)

    @pytest.mark.parametrize("form", ["ordinalText", "ordinal", "cardinalText"])
    def test_in_words_are_refused(self, form: str) -> None:
        report = look_at(self.numbered(form, "# DEL PLAZO"))
        assert [(each.code, each.where) for each in report.findings] == [
            ("NUM01", "Cuerpo, párrafo 1, bajo «DEL PLAZO»")
        ]

    def test_in_a_repetition_within_another_are_refused(self) -> None:
        blocks = [
            "{%p for row in penalties %}",
            "{%p for cause in row.causes %}",
            "# {{ cause }}",
            "{%p endfor %}",
            "{%p endfor %}",
        ]
        report = look_at(self.numbered("decimal", *blocks))
        assert [(each.code, each.where) for each in report.findings] == [("NUM02", "Cuerpo, párrafo 3")]
        assert "{{ loop.index }}" in report.findings[0].hint
        assert look_at(self.numbered("bullet", *blocks)).ok

    def test_elsewhere_are_accepted(self) -> None:
        assert look_at(self.numbered("decimal", "{%p for row in penalties %}", "# {{ row.name }}", "{%p endfor %}")).ok
