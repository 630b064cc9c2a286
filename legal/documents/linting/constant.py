"""What a template prints in every document, whatever the conditions: where the law's own clauses must be found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from legal.documents.linting.conditions import ALWAYS, follows
from legal.documents.linting.expressions import check_expressions
from legal.documents.linting.findings import Findings
from legal.documents.linting.package import Part, read_package
from legal.documents.linting.places import TAG, paragraphs_of
from legal.documents.linting.shapes import Scope, with_examples
from legal.documents.linting.structure import printed_where
from legal.documents.linting.tags import read_tags


def always_printed(content: bytes, contract: dict[str, Any]) -> str:
    """Return what the body of an accepted template prints in every document: a paragraph on each line, without tags."""
    fields = with_examples(contract["fields"], contract["examples"])
    bodies = (part for part in read_package(content, _unheard()) if part.kind == "body")
    return "\n".join(text for body in bodies for text in _always(body, fields))


def _always(body: Part, fields: Scope) -> Iterator[str]:
    paragraphs = paragraphs_of(body, frozenset())
    tags = read_tags(paragraphs, _unheard()) or []
    printed = printed_where(paragraphs, tags, check_expressions(tags, fields, _unheard()) or {})
    for paragraph, given in zip(paragraphs, printed.where, strict=True):
        if follows(ALWAYS, [given]):
            yield _outside_choices(paragraph.text)


def _outside_choices(text: str) -> str:
    """Return a paragraph without its tags, and without the words that only some documents have."""
    kept, depth, end = "", 0, 0
    for tag in TAG.finditer(text):
        kept += "" if depth else text[end : tag.start()]
        words = tag[0][2:-2].split()
        if tag[0].startswith("{%") and words:
            depth += (words[0] in ("if", "for")) - (words[0] in ("endif", "endfor"))
        end = tag.end()
    return kept + text[end:]


def _unheard() -> Findings:
    """Return findings that nobody hears: the template was accepted."""
    return Findings(lambda _line: None)
