"""What is read of two files: all that is printed, and what else makes them print differently."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from docx import Document
from docx.shared import Pt

from legal.documents.comparison import report, worker
from legal.documents.comparison.package import open_package
from legal.documents.comparison.report import Comparison, compare
from legal.documents.packages import UnreadablePackage
from tests.legal.documents.comparison.printing import (
    MAIN,
    NAMESPACES,
    OFFICE,
    paragraph,
    related,
    with_body,
    with_note,
)
from tests.legal.documents.rewording import changed, shipped
from tests.legal.documents.word_files import make_docx, with_parts, with_text_replaced

DOUBLE = "La entidad paga el doble"
BASE = make_docx("Uno", "Dos", header="Cabecera")
GRID = '<w:tblPr/><w:tblGrid><w:gridCol w:w="1"/></w:tblGrid>'
RUN = f"<w:r><w:t>{DOUBLE}</w:t></w:r>"
BOX = f"<w:txbxContent>{paragraph(DOUBLE)}</w:txbxContent>"
CHOICE = '<mc:AlternateContent><mc:Choice Requires="w14">'
FORMAT, MARGINS = "formato o disposición del texto", "encabezados y pies de página"


def compared(before: bytes, after: bytes) -> Comparison:
    """Compare two files in this process, with the words of a page."""
    answer = worker.compare(open_package(before), open_package(after), report._words())
    names = report._names()
    return Comparison(
        differences=tuple(report._difference(each) for each in answer["differences"]),
        others=tuple(names[each] for each in names if each in answer["others"]),
    )


def added(before: bytes, after: bytes) -> str:
    """Return what the second file says that the first does not."""
    return "\n".join(run.text for each in compared(before, after).differences for run in each.after if run.changed)


def leading(content: bytes, kind: str, place: str, more: str = "") -> bytes:
    """Return a file whose text has one more relationship."""
    relation = f'<Relationship Id="rIdMuestra" Type="{OFFICE}{kind}" Target="{place}"{more}/></Relationships>'
    return with_text_replaced(content, "word/_rels/document.xml.rels", b"</Relationships>", relation.encode())


def cell(inner: str) -> str:
    return f"<w:tc>{inner}</w:tc>"


@pytest.mark.parametrize(
    "markup",
    [
        paragraph(DOUBLE),
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(DOUBLE)}</w:sdtContent></w:sdt>",
        f'<w:customXml w:element="x"><w:customXml w:element="y">{paragraph(DOUBLE)}</w:customXml></w:customXml>',
        f"<w:ins>{paragraph(DOUBLE)}</w:ins>",
        f"{CHOICE}{paragraph(DOUBLE)}</mc:Choice><mc:Fallback/></mc:AlternateContent>",
        f"{CHOICE}{paragraph('Otra')}</mc:Choice>"
        f"<mc:Fallback>{paragraph(DOUBLE)}</mc:Fallback></mc:AlternateContent>",
        f"<w:tbl>{GRID}<w:sdt><w:sdtContent><w:tr>{cell(paragraph(DOUBLE))}</w:tr></w:sdtContent></w:sdt></w:tbl>",
        f"<w:tbl>{GRID}<w:tr><w:sdt><w:sdtContent>{cell(paragraph(DOUBLE))}</w:sdtContent></w:sdt></w:tr></w:tbl>",
        f"<w:tbl>{GRID}<w:tr>{cell(f'<w:tbl>{GRID}<w:tr>{cell(paragraph(DOUBLE))}</w:tr></w:tbl><w:p/>')}</w:tr></w:tbl>",
        paragraph("", f"<w:sdt><w:sdtContent>{RUN}</w:sdtContent></w:sdt>"),
        paragraph("", f'<w:smartTag w:element="x">{RUN}</w:smartTag>'),
        paragraph("", f'<w:fldSimple w:instr="REF x">{RUN}</w:fldSimple>'),
        paragraph("", f"<w:r><w:ruby><w:rt>{RUN}</w:rt><w:rubyBase/></w:ruby></w:r>"),
        paragraph("", "<w:r><w:t>La entidad <!-- nada -->paga <?nada?>el doble</w:t></w:r>"),
        paragraph("", f"<m:oMath><m:r><m:t>{DOUBLE}</m:t></m:r></m:oMath>"),
        f"<m:oMathPara><m:oMath><m:r><m:t>{DOUBLE}</m:t></m:r></m:oMath></m:oMathPara>",
        paragraph("", f"<w:r><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r>"),
        paragraph("", f'<w:r><w:pict><v:shape><v:textpath string="{DOUBLE}"/></v:shape></w:pict></w:r>'),
        paragraph("", f"<w:r><w:drawing><a:t>{DOUBLE}</a:t></w:drawing></w:r>"),
        paragraph(
            "",
            f"<w:r>{CHOICE}<w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice></mc:AlternateContent></w:r>",
        ),
        f"<w:tbl>{GRID}<w:tr>{cell(paragraph('', f'<w:r><w:pict>{BOX}</w:pict></w:r>'))}</w:tr></w:tbl>",
    ],
)  # fmt: skip
def test_words_are_read_in_whatever_holds_them(markup: str) -> None:
    assert DOUBLE in added(BASE, with_body(BASE, markup))


@pytest.mark.parametrize(("kind", "mark"), [("footnote", "nota 1"), ("endnote", "nota final 1")])
def test_notes_are_lines_of_their_own_after_what_refers_to_them(kind: str, mark: str) -> None:
    assert added(BASE, with_note(BASE, DOUBLE, kind)) == f"Véase[{mark}]\n[{mark}] {DOUBLE}"


def test_a_note_that_says_something_else_is_shown() -> None:
    found = compared(with_note(BASE, "Paga la mitad"), with_note(BASE, "Paga el doble")).differences
    assert [run.text for run in found[0].after if run.changed] == ["el doble"]


def test_what_parts_the_notes_from_the_text_is_read() -> None:
    note = f'<w:footnote w:type="separator" w:id="0">{paragraph(DOUBLE)}</w:footnote>'
    notes = f"<w:footnotes {NAMESPACES}>{note}</w:footnotes>"
    assert (
        added(BASE, related(BASE, "apuntes.xml", "footnotes", notes.encode())) == f"[separador de las notas] {DOUBLE}"
    )


@pytest.mark.parametrize("kind", ["header", "footer"])
def test_headers_and_footers_are_told_by_their_relationship_and_not_by_their_name(kind: str) -> None:
    part = f"<w:{kind} {NAMESPACES}>{paragraph(DOUBLE)}</w:{kind}>"
    name = {"header": "encabezado", "footer": "pie de página"}[kind]
    assert added(BASE, related(BASE, "cualquiera.xml", kind, part.encode())) == f"[{name}] {DOUBLE}"


class TestMarks:
    """What is no text has a mark, which changes with it."""

    @pytest.mark.parametrize(
        ("markup", "mark"),
        [
            ('<w:r><w:sym w:font="Arial" w:char="0039"/></w:r>', "[símbolo: 9 Arial 0039]"),
            ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "[símbolo: Wingdings F0FE]"),
            ('<w:r><w:br w:type="page"/></w:r>', "[salto de página]"),
            ("<w:r><w:noBreakHyphen/></w:r>", "\N{NON-BREAKING HYPHEN}"),
            ("<w:r><w:yearLong/></w:r>", "[campo: yearLong]"),
            ('<w:fldSimple w:instr=" SEQ x \\* MERGEFORMAT "/>', "[campo: SEQ x]"),
            ("<w:r><w:t>a\N{RIGHT-TO-LEFT OVERRIDE}b</w:t></w:r>", "a[U+202E]b"),
        ],
    )
    def test_tell_what_it_is(self, markup: str, mark: str) -> None:
        assert added(BASE, with_body(BASE, paragraph("", markup))) == mark

    @pytest.mark.parametrize(("value", "mark"), [("", "[salto de página] "), (' w:val="0"', "")])
    def test_tell_that_a_paragraph_begins_a_page(self, value: str, mark: str) -> None:
        markup = paragraph(DOUBLE, properties=f"<w:pageBreakBefore{value}/>")
        assert added(BASE, with_body(BASE, markup)) == f"{mark}{DOUBLE}"

    def test_of_a_page_number_leave_out_what_each_program_counts(self) -> None:
        field = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{}</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
        three, four = (with_body(BASE, paragraph("Hoja ", field.format(count))) for count in (3, 4))
        assert added(BASE, three) == "Hoja [campo: PAGE]"
        assert not compared(three, four).differences

    def test_of_formulas_tell_a_fraction_from_a_product(self) -> None:
        letters = "<m:r><m:t>a</m:t></m:r>", "<m:r><m:t>b</m:t></m:r>"
        flat = f"<m:oMath>{''.join(letters)}</m:oMath>"
        over = f"<m:oMath><m:f><m:num>{letters[0]}</m:num><m:den>{letters[1]}</m:den></m:f></m:oMath>"
        before, after = (with_body(BASE, paragraph("", each)) for each in (flat, over))
        assert added(BASE, before).startswith("[fórmula: ab ")
        assert compared(before, after).differences

    def test_of_images_change_with_their_bytes(self) -> None:
        def pictured(image: bytes) -> bytes:
            markup = paragraph("", '<w:r><w:drawing><a:blip r:embed="rIdMuestra"/></w:drawing></w:r>')
            content = with_parts(with_body(BASE, markup), {"word/media/sello.png": image})
            return leading(content, "image", "media/sello.png")

        assert added(BASE, pictured(b"uno")).startswith("[imagen: huella ")
        assert compared(pictured(b"uno"), pictured(b"uno")).differences == ()
        assert compared(pictured(b"uno"), pictured(b"otro")).differences

    def test_of_shapes_change_with_them(self) -> None:
        one, two = (
            with_body(BASE, paragraph("", f'<w:r><w:pict><v:shape style="width:{width}"/></w:pict></w:r>'))
            for width in (1, 2)
        )
        assert added(BASE, one).startswith("[dibujo: huella ")
        assert compared(one, two).differences

    def test_of_links_say_where_they_lead(self) -> None:
        content = with_body(BASE, paragraph("", f'<w:hyperlink r:id="rIdMuestra">{RUN}</w:hyperlink>'))
        content = leading(content, "hyperlink", "https://mef.gob.pe", " TargetMode='External'")
        assert added(BASE, content) == f"{DOUBLE}[enlace: https://mef.gob.pe]"


class TestLabels:
    """What lists print before their paragraphs."""

    @staticmethod
    def listed(pattern: str, *, start: int = 1, count: str = "decimal", by_style: bool = False) -> bytes:
        """Return a file with a paragraph of a list whose definition prints a pattern."""
        numbering = (
            f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="{start}"/>'
            f'<w:numFmt w:val="{count}"/><w:lvlText w:val="{pattern}"/></w:lvl></w:abstractNum>'
            '<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
        )
        content = with_parts(BASE, {"word/numbering.xml": numbering.encode()})
        properties = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'
        if by_style:
            style = (
                '<w:style w:type="paragraph" w:styleId="Hijo"><w:basedOn w:val="Padre"/></w:style><w:style '
                f'w:type="paragraph" w:styleId="Padre"><w:pPr>{properties}</w:pPr></w:style></w:styles>'
            )
            content = with_text_replaced(content, "word/styles.xml", b"</w:styles>", style.encode())
            properties = '<w:pStyle w:val="Hijo"/>'
        return with_body(content, paragraph("texto", properties=properties))

    @pytest.mark.parametrize("by_style", [False, True])
    def test_are_read_from_where_they_are_defined(self, by_style: bool) -> None:
        found = added(self.listed("%1.", by_style=by_style), self.listed(f"{DOUBLE} %1", by_style=by_style))
        assert found == f"{DOUBLE} %1]"

    def test_change_with_what_they_begin_and_count_with(self) -> None:
        assert "%1. 5]" in added(self.listed("%1."), self.listed("%1.", start=5))
        assert "%1. upperRoman]" in added(self.listed("%1."), self.listed("%1.", count="upperRoman"))


class TestEquals:
    """The last net: files with the same text that do not print the same."""

    def test_of_one_file_nothing_differs(self) -> None:
        assert compared(BASE, BASE) == Comparison(differences=(), others=())

    def test_what_a_program_says_of_the_file_is_no_difference(self) -> None:
        assert compared(make_docx("Uno", title="A"), make_docx("Uno", title="B")) == Comparison(
            differences=(), others=()
        )

    def test_neither_is_its_picture_in_a_folder(self) -> None:
        name = "docProps/thumbnail.jpeg"
        one, two = (with_parts(BASE, {name: content}) for content in (b"uno", b"otro"))
        assert compared(one, two) == Comparison(differences=(), others=())

    @pytest.mark.parametrize("kind", ["metadata/thumbnail", "metadata/core-properties"])
    def test_what_passes_as_its_picture_or_properties_is_compared(self, kind: str) -> None:
        address = f"http://schemas.openxmlformats.org/package/2006/relationships/{kind}"
        relation = f'<Relationship Id="rIdMuestra" Type="{address}" Target="word/styles.xml"/></Relationships>'
        before = with_text_replaced(BASE, "_rels/.rels", b"</Relationships>", relation.encode())
        after = with_text_replaced(before, "word/styles.xml", b"</w:styles>", b"<w:style/></w:styles>")
        assert compared(before, after).others == ("estilos",)

    def test_an_image_that_is_also_in_the_text_is_compared(self) -> None:
        one, two = (with_parts(BASE, {"docProps/thumbnail.jpeg": content}) for content in (b"uno", b"otro"))
        one, two = (leading(each, "image", "../docProps/thumbnail.jpeg") for each in (one, two))
        assert compared(one, two).others == ("imágenes",)

    def test_neither_are_the_habits_of_a_program(self) -> None:
        text = f'<w:p {NAMESPACES} w:rsidR="00A1"><w:r><w:t>Uno</w:t></w:r></w:p>'
        cut = (
            f'<w:p {NAMESPACES} w:rsidR="00B2"><w:proofErr w:type="spellStart"/><w:r><w:t>U</w:t></w:r>'
            '<w:r w:rsidR="00C3"><w:lastRenderedPageBreak/><w:t>no</w:t></w:r></w:p>'
        )
        before, after = (
            with_text_replaced(BASE, MAIN, b"<w:body>", f"<w:body>{each}".encode()) for each in (text, cut)
        )
        assert compared(before, after) == Comparison(differences=(), others=())

    @pytest.mark.parametrize(
        ("change", "names"),
        [
            (lambda it: setattr(it.paragraphs[0].runs[0].font, "hidden", True), (FORMAT,)),
            (lambda it: setattr(it.sections[0], "left_margin", Pt(3)), (FORMAT,)),
            (lambda it: setattr(it.styles["Normal"].font, "bold", True), ("estilos",)),
            (lambda it: setattr(it.sections[0].header.paragraphs[0], "alignment", 1), (MARGINS,)),
            (
                lambda it: setattr(it.settings, "odd_and_even_pages_header_footer", True),
                ("configuración del documento",),
            ),
        ],
    )
    def test_names_what_differs(self, change: Any, names: tuple[str, ...]) -> None:
        kind = "extension_letter"
        assert compared(shipped(kind), changed(change, kind=kind)) == Comparison(differences=(), others=names)

    def test_beside_a_change_of_words_only_the_format_of_what_stayed_is_told(self) -> None:
        def change(document: Any) -> None:
            document.add_paragraph(DOUBLE)

        def change_both(document: Any) -> None:
            change(document)
            document.paragraphs[0].runs[0].font.hidden = True

        assert compared(shipped(), changed(change)).others == ()
        assert compared(shipped(), changed(change_both)).others == (FORMAT,)

    def test_an_unknown_part_is_told(self) -> None:
        assert compared(BASE, with_parts(BASE, {"word/otra.bin": b"x"})).others == ("otras partes del archivo",)

    def test_a_relationship_to_a_part_that_came_is_told_by_that(self) -> None:
        assert compared(BASE, with_note(BASE, DOUBLE)).others == ()

    def test_so_is_a_relationship_that_leads_elsewhere(self) -> None:
        first, second = b"<styles/>", b"<styles> <a/></styles>"
        both = with_parts(BASE, {"word/a.xml": first, "word/b.xml": second})
        relations = "word/_rels/document.xml.rels"
        led = [with_text_replaced(both, relations, b'"styles.xml"', each) for each in (b'"a.xml"', b'"b.xml"')]
        assert "enlaces y vínculos entre las partes" in compared(*led).others


class TestConfinement:
    """The process that reads the files."""

    def test_answers_as_the_reading_itself(self) -> None:
        after = with_note(BASE, DOUBLE)
        assert compare(BASE, after) == compared(BASE, after)

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nada", with_parts(BASE, {MAIN: b"<w:x"})])
    def test_says_nothing_of_what_cannot_be_read(self, content: bytes) -> None:
        assert compare(BASE, content) is None

    def test_says_nothing_of_what_takes_too_long(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(report, "_PROGRAM", "import time; time.sleep(600)")
        monkeypatch.setattr(report, "SECONDS", 0.1)
        assert compare(BASE, BASE) is None

    def test_a_package_without_a_text_is_none(self) -> None:
        with pytest.raises(UnreadablePackage):
            open_package(with_text_replaced(BASE, "_rels/.rels", b"word/document.xml", b"word/nada.xml"))


@pytest.mark.parametrize("path", sorted(Path(settings.DOCX_TEMPLATES_DIR).glob("*.docx")), ids=lambda path: path.stem)
def test_of_what_ships_every_paragraph_is_read(path: Path) -> None:
    document = Document(str(path))
    text = added(BASE, path.read_bytes())
    words = {word for each in document.paragraphs for word in each.text.split()}
    assert words <= {*text.split(), "Uno", "Dos"}
