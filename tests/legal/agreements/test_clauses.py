"""The clauses of an agreement: told by their bookmarks in the text that was signed."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document

from legal.agreements.clauses import CLAUSES, by_key, clauses_in
from legal.agreements.queries import signed_clauses
from legal.documents.models import DocumentKind
from legal.documents.queries import content_of, current_document
from legal.documents.wordtext import extract_text
from scripts.word_templates.layout import bookmark
from tests.factories import World, make_draft, to_in_force


def issued(*paragraphs: str | tuple[str, str]) -> bytes:
    """Return a Word file of paragraphs; one with a key has the bookmark of that clause."""
    document = Document()
    for each in paragraphs:
        text, key = each if isinstance(each, tuple) else (each, "")
        paragraph = document.add_paragraph(text)
        if key:
            bookmark(paragraph, f"clausula_{key}")
    file = BytesIO()
    document.save(file)
    return file.getvalue()


class TestASignedText:
    def test_has_the_clauses_of_the_template_that_ships_each_with_its_text(self, world: World) -> None:
        agreement = to_in_force(make_draft(world), world)
        clauses = signed_clauses(agreement)
        assert [(each.key, each.ordinal, each.title) for each in clauses.values()] == [
            (each.key, each.ordinal, each.title) for each in CLAUSES
        ]
        assert [each.number for each in clauses.values()] == list(range(1, 19))
        assert clauses["vigencia"].text.startswith("11.1. El CONVENIO tiene una vigencia de")
        assert clauses["anexos"].text.startswith("18.1. Forman parte integrante del CONVENIO:")
        assert "conformidad" not in clauses["anexos"].text

    def test_refers_to_its_own_clauses(self, world: World) -> None:
        document = current_document(case=to_in_force(make_draft(world), world).case, kind=DocumentKind.AGREEMENT)
        assert document is not None
        text = extract_text(content_of(document))
        assert "con sujeción a la Cláusula Décima." in text
        assert "fin distinto del señalado en la Cláusula Décima." in text
        assert "ref(" not in text

    def test_names_a_clause_by_its_bookmark_wherever_it_stands_and_whatever_its_title(self) -> None:
        clauses = clauses_in(
            issued(
                ("CLÁUSULA PRIMERA: DE LA ANTICORRUPCIÓN", "anticorrupcion"),
                "1.1. Nadie paga a nadie.",
                ("CLÁUSULA SEGUNDA: DEL PLAZO", "vigencia"),
                "2.1. Tres años.",
                "2.2. Luego se cierra.",
                "CLÁUSULA TERCERA: SIN MARCADOR",
                "3.1. De nadie.",
                "En señal de conformidad con todo, LAS PARTES suscriben.",
            )
        )
        assert clauses["anticorrupcion"].text == "1.1. Nadie paga a nadie."
        term = clauses["vigencia"]
        assert (term.cited, term.number, term.name) == ("Segunda", 2, "segunda (del plazo)")
        assert term.text == "2.1. Tres años.\n2.2. Luego se cierra."
        assert next(iter(clauses)) == "anticorrupcion"

    @pytest.mark.parametrize("sign", [":", ".-", ".", " –", " - "])
    def test_may_part_ordinal_and_title_as_lawyers_do(self, sign: str) -> None:
        clauses = clauses_in(issued((f"CLÁUSULA DÉCIMO PRIMERA{sign} VIGENCIA", "vigencia"), "11.1. Tres años."))
        term = clauses["vigencia"]
        assert (term.ordinal, term.title, term.text) == ("DÉCIMO PRIMERA", "VIGENCIA", "11.1. Tres años.")

    @pytest.mark.parametrize("after", ["En señal de aceptación", "En fe de lo cual", "ANEXO I", "ANEXO A: TÉRMINOS"])
    def test_ends_where_the_signatures_or_the_annexes_begin(self, after: str) -> None:
        clauses = clauses_in(issued(("CLÁUSULA DÉCIMO OCTAVA: ANEXOS", "anexos"), "Forman parte: ANEXO I.", after, "x"))
        assert clauses["anexos"].text == "Forman parte: ANEXO I."

    def test_without_bookmarks_is_read_by_its_ordinals(self) -> None:
        clauses = clauses_in(issued("CLÁUSULA DÉCIMO PRIMERA: VIGENCIA", "11.1. Tres años.", "CLÁUSULA DÉCIMA: USO"))
        assert clauses["vigencia"].text == "11.1. Tres años."
        assert clauses["uso"].title == "USO"

    @pytest.mark.parametrize("content", [b"", b"no es un Word"])
    def test_that_cannot_be_read_has_the_clauses_of_the_template_and_no_text(self, content: bytes) -> None:
        clauses = clauses_in(content)
        assert clauses["vigencia"] == by_key("vigencia")
        assert clauses["vigencia"].text == ""
