"""What the examples of fields say of filters is true of the papers: a filter that reads them reads what was printed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from legal.documents.kinds import document_kinds
from legal.documents.linting.filters import first_unread
from legal.documents.linting.report import terms_of
from legal.documents.linting.shapes import Shape, examples_in, kind_of, with_examples
from legal.documents.models import DocumentSource
from legal.documents.template_language import FILTERS

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("played")]


def texts_of(fields: dict[str, Shape], values: dict[str, Any], path: str = "") -> Iterator[tuple[str, Shape, str]]:
    """Yield every text of a paper with its path and its shape, which has the examples of the field."""
    for name, shape in fields.items():
        yield from _texts(shape, values[name], f"{path}{name}")


def _texts(shape: Shape, value: Any, path: str) -> Iterator[tuple[str, Shape, str]]:
    kind = kind_of(shape)
    if kind == "list":
        for item in value:
            yield from _texts(shape["list"], item, path)
    elif kind == "group":
        yield from texts_of(shape["fields"], value, f"{path}.")
    elif kind == "text":
        yield path, shape, value


def unfit(shape: Shape, text: str) -> list[str]:
    """Return the filters that read the examples of a field and not this text of it."""
    examples, taking_texts = examples_in(shape), (name for name, each in FILTERS.items() if "text" in each.takes)
    return [name for name in taking_texts if first_unread(name, [text]) and not first_unread(name, examples)]


def test_a_filter_that_reads_the_examples_of_a_field_reads_it_in_every_paper() -> None:
    misread = set()
    shapes = {
        f"{kind}.docx": with_examples(terms["fields"], terms["examples"])
        for kind, terms in ((kind, terms_of(contract)) for kind, contract in document_kinds().items())
    }
    seen = 0
    for source in DocumentSource.objects.select_related("document", "context"):
        with source.context.file.open("rb") as kept:
            values = json.loads(kept.read())
        template = source.document.template_name
        for path, shape, text in texts_of(shapes[template], values):
            seen += 1
            misread |= {(template, path, name, text) for name in unfit(shape, text)}
    assert seen > 1000
    assert misread == set()
