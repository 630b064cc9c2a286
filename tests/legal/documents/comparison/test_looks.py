"""What else makes two files print differently, with the same words or beside others."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document
from docx.shared import Pt

from legal.documents.comparison.report import Comparison
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
    with_body,
    with_note,
)
from tests.legal.documents.rewording import changed, shipped
from tests.legal.documents.word_files import make_docx, with_parts, with_text_replaced

FORMAT, MARGINS = "formato o disposición del texto", "encabezados y pies de página"


def term(*runs: str) -> str:
    """Return a paragraph of runs; plain words become one."""
    return paragraph("", "".join(each if each.startswith("<") else f"<w:r><w:t>{each}</w:t></w:r>" for each in runs))


def struck(text: str) -> str:
    return f"<w:r><w:rPr><w:strike/></w:rPr><w:t>{text}</w:t></w:r>"


def held(inner: str, tag: str) -> str:
    """Return a control that holds paragraphs."""
    return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'


def tabled(inner: str, width: int) -> str:
    """Return a table of a cell."""
    grid = f'<w:tblPr/><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>'
    return f"<w:tbl>{grid}<w:tr>{cell(inner)}</w:tr></w:tbl>"


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

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (term("Diez días y no se prorroga"), term("Once días y ", struck("no"), " se prorroga")),
            (term("El plazo es de diez días"), term("El plazo es de ", struck("once"), " días")),
            (term("El plazo es de ", struck("diez"), " días"), term("El plazo es ", struck("de"), " once días")),
            (term("Diez días"), paragraph("Once días", properties='<w:jc w:val="right"/>')),
            (
                term("Diez días y no se prorroga"),
                term("Nueva") + term("Once días y ", struck("no"), " se prorroga") + term("Otra"),
            ),
            (term("Diez días"), term("Nueva") + term("Once ", struck("días"))),
            (term("Diez"), term("Nueva") + term(struck("Once"))),
            (held(term("Diez días"), "a"), held(term("Once días"), "b")),
            (held(term("Diez días") + term("fin"), "a"), held(term("Once días") + term("fin"), "b")),
            (tabled(term("Diez días"), 5), tabled(term("Once días"), 9)),
            (tabled(term("Diez días"), 5), tabled(term("Nueva") + term("Once días"), 9)),
        ],
        ids=[
            "a word that stayed",
            "a word that came",
            "another word than before",
            "the paragraph",
            "a word among lines that came",
            "a word after a line that came",
            "a word that came after a line that came",
            "what holds the line",
            "what holds a line that stayed",
            "the table",
            "the table, with a line that came",
        ],
    )  # fmt: skip
    def test_in_a_changed_line_what_looks_otherwise_is_told(self, before: str, after: str) -> None:
        found = compared(with_body(BASE, before), with_body(BASE, after))
        assert found.differences
        assert FORMAT in found.others

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (term("El plazo es de diez días"), term("El plazo es de once días hábiles")),
            (term("El ", struck("plazo"), " de 5 días"), term("El ", struck("plazo"), " de 10 días")),
            (term("El ", struck("plazo"), " de 5 días"), term("El ", struck("término"), " de 5 días") + term("Fin")),
            (tabled(term("Diez días"), 5), tabled(term("Once días"), 5)),
        ],
        ids=["plain", "beside a format", "in a format", "in a table"],
    )
    def test_words_alone_are_no_change_of_format(self, before: str, after: str) -> None:
        found = compared(with_body(BASE, before), with_body(BASE, after))
        assert found.differences
        assert found.others == ()

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


class TestMargins:
    """Headers and footers are told by the pages and sections that they are for."""

    @staticmethod
    def headed(default: str, first: str, text: str = "Uno") -> bytes:
        """Return a file with a header for its first page, and another for the rest."""

        def change(document: Any) -> None:
            section = document.sections[0]
            section.different_first_page_header_footer = True
            section.header.paragraphs[0].text, section.first_page_header.paragraphs[0].text = default, first
            document.add_paragraph(text)

        return changed(change)

    def test_one_that_changes_places_with_another_is_shown_beside_a_change_of_words(self) -> None:
        assert added(self.headed("A", "B", "Diez"), self.headed("B", "A", "Once")) == "Once\nB\nA"

    def test_the_same_in_another_section_is_left_out(self) -> None:
        assert added(self.sections("A", "A"), self.sections("B", "B")) == "B"

    def test_one_of_a_later_section_says_from_where_on_it_is(self) -> None:
        assert "[encabezado desde la sección 2] B" in added(BASE, self.sections("A", "B"))

    @pytest.mark.parametrize(("before", "after"), [("AB", "BA"), ("AAB", "ABB"), ("ABB", "ABA")])
    def test_those_of_sections_that_change_places_are_shown(self, before: str, after: str) -> None:
        assert compared(self.sections(*before), self.sections(*after)).differences

    @staticmethod
    def sections(*headers: str) -> bytes:
        """Return a file with a section for each header."""
        document = Document(io.BytesIO(BASE))
        for number, text in enumerate(headers):
            section = document.sections[0] if number == 0 else document.add_section()
            section.header.is_linked_to_previous = False
            section.header.paragraphs[0].text = text
        output = io.BytesIO()
        document.save(output)
        return output.getvalue()
