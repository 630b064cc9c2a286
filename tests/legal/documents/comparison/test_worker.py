"""What is read of two files: all that is printed, and what else makes them print differently."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.conf import settings
from docx import Document

from legal.documents.comparison import inline, looks, report
from legal.documents.comparison.looks import fingerprint
from legal.documents.comparison.package import open_package
from legal.documents.comparison.report import TooLarge, compare
from legal.documents.packages import UnreadablePackage
from tests.legal.documents.comparison.printing import (
    BASE,
    DOUBLE,
    MAIN,
    NAMESPACES,
    added,
    cell,
    compared,
    leading,
    paragraph,
    related,
    with_body,
    with_note,
)
from tests.legal.documents.word_files import make_docx, with_parts, with_text_replaced

GRID = '<w:tblPr/><w:tblGrid><w:gridCol w:w="1"/></w:tblGrid>'
RUN = f"<w:r><w:t>{DOUBLE}</w:t></w:r>"
BOX = f"<w:txbxContent>{paragraph(DOUBLE)}</w:txbxContent>"
CHOICE = '<mc:AlternateContent><mc:Choice Requires="w14">'


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
    name = {"header": "encabezado sin sección", "footer": "pie de página sin sección"}[kind]
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

    @staticmethod
    def pictured(image: bytes) -> bytes:
        """Return a file with an image."""
        markup = paragraph("", '<w:r><w:drawing><a:blip r:embed="rIdMuestra"/></w:drawing></w:r>')
        content = with_parts(with_body(BASE, markup), {"word/media/sello.png": image})
        return leading(content, "image", "media/sello.png")

    def test_of_images_change_with_their_bytes(self) -> None:
        pictured = self.pictured
        assert re.fullmatch(r"\[imagen: huella [0-9a-f]{12}\]", added(BASE, pictured(b"uno")))
        assert compared(pictured(b"uno"), pictured(b"uno")).differences == ()
        assert compared(pictured(b"uno"), pictured(b"otro")).differences

    def test_are_compared_by_all_of_their_fingerprint(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Images with the same beginning of theirs can be made, but not with the same fingerprint."""

        def alike(tokens: Iterable[str | bytes]) -> str:
            return "0" * 12 + fingerprint(tokens)[12:]

        for module in (inline, looks):
            monkeypatch.setattr(module, "fingerprint", alike)
        (found,) = compared(self.pictured(b"uno"), self.pictured(b"otro")).differences
        assert [run.text for run in found.before if run.changed] == ["000000000000]"]
        assert [run.text for run in found.after if run.changed] == ["000000000000]"]

    def test_a_text_that_looks_like_a_fingerprint_is_shown_whole(self) -> None:
        text = f"huella {'ab' * 32}"
        assert added(BASE, with_body(BASE, paragraph(text))) == text

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


class TestConfinement:
    """The process that reads the files."""

    def test_answers_as_the_reading_itself(self) -> None:
        after = with_note(BASE, DOUBLE)
        assert compare(BASE, after) == compared(BASE, after)

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nada", with_parts(BASE, {MAIN: b"<w:x"})])
    def test_says_nothing_of_what_cannot_be_read(self, content: bytes) -> None:
        assert compare(BASE, content) is None

    def test_says_of_what_takes_too_long_that_it_is_too_large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(report, "_PROGRAM", "import time; time.sleep(600)")
        monkeypatch.setattr(report, "SECONDS", 0.1)
        assert compare(BASE, BASE) == TooLarge()

    def test_says_so_of_what_needs_too_much_memory(self) -> None:
        before, after = (make_docx(" ".join(f"{letter}{number}" for number in range(90_000))) for letter in ("a", "b"))
        assert compare(before, after) == TooLarge()

    def test_a_package_without_a_text_is_none(self) -> None:
        with pytest.raises(UnreadablePackage):
            open_package(with_text_replaced(BASE, "_rels/.rels", b"word/document.xml", b"word/nada.xml"))


@pytest.mark.parametrize("path", sorted(Path(settings.DOCX_TEMPLATES_DIR).glob("*.docx")), ids=lambda path: path.stem)
def test_of_what_ships_every_paragraph_is_read(path: Path) -> None:
    document = Document(str(path))
    text = added(BASE, path.read_bytes())
    words = {word for each in document.paragraphs for word in each.text.split()}
    assert words <= {*text.split(), "Uno", "Dos"}
