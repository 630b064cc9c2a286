"""Bookmarks that a template keeps, and who refers to them: told by the documents, and true of the code."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from legal.addenda.documents import AddendumDocument
from legal.addenda.rules import MANDATORY_CLAUSES
from legal.agreements.clauses import CLAUSES, bookmarks_of, by_key, cited_by
from legal.agreements.documents import AgreementDocument
from legal.documents.bookmarks import bookmark_rows
from legal.documents.kinds import document_kinds

LEGAL = Path(__file__).resolve().parents[3] / "legal"
KEYS = {clause.key for clause in CLAUSES}
# Rooms that read the clauses that the parties signed where they write a paper.
CITING = sorted(
    {
        path.relative_to(LEGAL).parts[0]
        for path in LEGAL.glob("*/texts/*.py")
        if "signed_clauses" in path.read_text(encoding="utf-8")
    }
)


def keys_in(room: str) -> set[str]:
    """Return the keys of clauses that the texts of a room name."""
    nodes = [
        node
        for path in (LEGAL / room / "texts").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    ]
    return {node.value for node in nodes if isinstance(node, ast.Constant) and node.value in KEYS}


@pytest.mark.parametrize("room", CITING)
def test_the_documents_of_a_room_say_which_clauses_its_texts_cite(room: str) -> None:
    documents = [each for each in document_kinds().values() if each.__module__.startswith(f"legal.{room}.")]
    assert keys_in(room)
    assert set(bookmarks_of(*keys_in(room))) == {name for each in documents for name in each.cites}


def test_every_bookmark_that_a_document_names_is_one_that_a_template_keeps() -> None:
    kept = {bookmark.name for each in document_kinds().values() for bookmark in each.bookmarks}
    for kind, each in document_kinds().items():
        assert {*each.cites, *each.may_change} <= kept, kind


def test_only_what_a_document_says_that_it_cites_can_be_cited() -> None:
    signed = {clause.key: replace(clause, text="…") for clause in CLAUSES}
    clauses = cited_by(AddendumDocument, signed)
    assert clauses["vigencia"] == signed["vigencia"]
    with pytest.raises(KeyError):
        clauses["uso"]


def test_a_bookmark_is_named_with_its_clause_and_who_refers_to_it() -> None:
    rows = {row.bookmark.name: row for row in bookmark_rows(AgreementDocument)}
    assert list(rows) == [clause.bookmark for clause in CLAUSES]
    assert rows["clausula_vigencia"].bookmark.title == "vigencia"
    assert rows["clausula_vigencia"].cited_by == ("adenda",)
    assert rows["clausula_vigencia"].changed_by == ("adenda",)
    assert rows["clausula_libre_adhesion"].cited_by == ("adenda", "oficio de resolución del convenio")
    assert rows["clausula_uso"].cited_by == ("modelo de resolución de incorporación",)
    assert "oficio que comunica observaciones" in rows["clausula_observaciones"].cited_by
    assert len(rows["clausula_observaciones"].cited_by) == 7
    assert rows["clausula_anexos"].cited_by == ()


def test_no_addendum_may_change_what_the_law_demands() -> None:
    unchanged = {row.bookmark.name for row in bookmark_rows(AgreementDocument) if not row.changed_by}
    assert unchanged == {by_key(key).bookmark for key in MANDATORY_CLAUSES}


def test_a_kind_without_bookmarks_has_no_rows() -> None:
    assert bookmark_rows(AddendumDocument) == []


def test_a_clause_that_there_is_not_cannot_be_declared() -> None:
    with pytest.raises(KeyError):
        bookmarks_of("inventada")
