"""Clauses that number themselves: refused where a document may come out in which keys or references fail."""

from __future__ import annotations

import pytest

from tests.legal.documents.linting.bad_templates import docx, look_at

PLAZO, REF = "{{ clausula('plazo') }}", "{{ ref('plazo') }}"


def under(condition: str, *paragraphs: str) -> list[str]:
    """Return paragraphs that are printed where a condition holds."""
    return [f"{{%p if {condition} %}}", *paragraphs, "{%p endif %}"]


BAD = {
    "a key of two clauses": ([PLAZO, PLAZO], "NUM03", 2),
    "a key of a clause and a numeral": ([PLAZO, "{{ numeral('plazo') }}"], "NUM03", 2),
    "a second clause that only some documents have": ([PLAZO, *under("amount == 'x'", PLAZO)], "NUM03", 3),
    "two clauses under conditions that may hold together": (
        [*under("is_urgent", PLAZO), *under("amount", PLAZO)], "NUM03", 5,
    ),
    "a reference to a clause that its condition leaves out": ([REF, *under("is_urgent", PLAZO)], "NUM08", 1),
    "a reference to a clause that a text leaves out": ([*under("amount != 'x'", PLAZO), REF], "NUM08", 4),
    "a reference to a clause that a number leaves out": ([*under("penalties|length != 1", PLAZO), REF], "NUM08", 4),
    "a reference under another condition": ([*under("is_urgent", PLAZO), *under("amount", REF)], "NUM08", 5),
    "a reference under one of two conditions": (
        [*under("is_urgent", PLAZO), *under("is_urgent or amount", REF)], "NUM08", 5,
    ),
    "a reference under a condition on an item that is called like the document's": (
        [*under("head.name", PLAZO), "{% for head in penalties %}{% if head.name %}" + REF + "{% endif %}{% endfor %}"],
        "NUM08", 4,
    ),
    "a clause that is printed where nothing of a list is left": (
        ["{%p for row in penalties if row.name %}", "x", "{%p else %}", PLAZO, "{%p endfor %}", REF], "NUM08", 6,
    ),
    "a numeral before any clause": (["{{ numeral() }}", PLAZO], "NUM06", 1),
    "a numeral after a clause that is not always printed": (
        [*under("amount == 'x'", PLAZO), "{{ numeral() }}"], "NUM06", 4,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("paragraphs", "code", "place"), BAD.values(), ids=BAD)
def test_what_fails_in_some_document_is_refused(paragraphs: list[str], code: str, place: int) -> None:
    found = [(each.code, each.where) for each in look_at(docx(*paragraphs)).findings]
    assert found == [(code, f"Cuerpo, párrafo {place}")]


GOOD = {
    "the two branches of a condition": [
        "{%p if is_urgent %}", PLAZO, "{%p elif amount == 'x' %}", PLAZO, "{%p else %}", PLAZO, "{%p endif %}", REF,
    ],
    "opposite conditions": [*under("is_urgent", PLAZO), *under("not is_urgent", PLAZO), REF],
    "texts that are and are not the same": [*under("amount == 'x'", PLAZO), *under("'x' != amount or 1 > 2", "x")],
    "a reference under the condition of its clause": [*under("is_urgent and amount", PLAZO, REF)],
    "a reference under a stricter condition": [*under("is_urgent", PLAZO), *under("amount and is_urgent", REF)],
    "a reference in a repetition of what a condition asks for": [
        *under("penalties", PLAZO), "{% for row in penalties %}" + REF + "{% endfor %}",
    ],
    "a numeral in each branch": ["{%p if amount %}", PLAZO, "{%p else %}", "{{ clausula('otra') }}", "{%p endif %}",
        "{{ numeral() }}",
    ],
    "numerals in a repetition": [PLAZO, "{%p for row in penalties %}", "{{ numeral() }}", "{%p endfor %}"],
}  # fmt: skip


@pytest.mark.parametrize("paragraphs", GOOD.values(), ids=GOOD)
def test_what_holds_in_every_document_is_accepted(paragraphs: list[str]) -> None:
    assert look_at(docx(*paragraphs)).findings == ()
