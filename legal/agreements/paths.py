"""How the parts of a text are named in addresses, and the addresses that pages and obstacles share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from django.urls import reverse

from legal.agreements.checks.findings import Finding
from legal.agreements.models import Agreement
from legal.agreements.models.review import Part
from legal.agreements.terms import Terms
from workflow.errors import Obstacle

WORDS: Final = {
    Part.OBJECT: "objeto",
    Part.PARTIES: "partes",
    Part.AMBIT: "ambito",
    Part.MONEY: "monto",
    Part.COMMITMENTS: "criterios",
    Part.INDICATORS: "indicadores",
}


# Where an obstacle is mended by a reason: the review of the draft.
CHECKS: Final = "checks"


class PartConverter:
    """Writes a part of the text in addresses in Spanish, as everything people see."""

    regex = "|".join(WORDS.values())
    _parts: Final = {word: part for part, word in WORDS.items()}

    def to_python(self, value: str) -> Part:
        """Return the part that a word names."""
        return self._parts[value]

    def to_url(self, value: str) -> str:
        """Return the word of a part.

        :raises ValueError: when there is no such part: the address does not exist.
        """
        return WORDS[Part(value)]


def text_url(agreement: Agreement) -> str:
    """Return the address of the whole text."""
    return reverse("agreements:text", args=[agreement.case.number])


def part_url(agreement: Agreement, part: str) -> str:
    """Return the address of a part of the text."""
    return reverse("agreements:part", args=[agreement.case.number, part])


def checks_url(agreement: Agreement) -> str:
    """Return the address of the review of the draft."""
    return reverse("agreements:checks", args=[agreement.case.number])


def mend_url(agreement: Agreement, finding: Finding, terms: Terms) -> str:
    """Return the address of the form that mends a finding: that of its criterion or indicator, or of its part."""
    if finding.code.startswith("activity_"):
        return reverse("agreements:activities", args=[agreement.case.number])
    code = finding.subject.split(", ")[0]
    rows: dict[str, tuple[str, Iterable[Any]]] = {
        Part.COMMITMENTS: ("agreements:criterion", terms.criteria),
        Part.INDICATORS: ("agreements:indicator", terms.indicators),
    }
    name, named = rows.get(finding.part, ("", ()))
    if any(each.code == code for each in named):
        return reverse(name, args=[agreement.case.number, code])
    return part_url(agreement, finding.part)


def linked(obstacles: Iterable[Obstacle], agreement: Agreement) -> list[Obstacle]:
    """Return obstacles with the address of the part that each one names, so that a page can link to it."""
    return [replace(obstacle, where=_address(agreement, obstacle.where)) for obstacle in obstacles]


def _address(agreement: Agreement, where: str) -> str:
    if where == CHECKS:
        return checks_url(agreement)
    return part_url(agreement, where) if where in Part.values else where
