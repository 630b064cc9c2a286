"""From the explanation of an amount to its steps, and what would change it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from legal.documents import spanish
from legal.norms.names import Currency
from legal.norms.settlement import CriterionVerdict, IndicatorValue, settle_fixed, settle_variable
from legal.transfers.documents import StepText

_SOLES: Final = re.compile(r"S/ (?=\d)")
_ONE: Final = Decimal(1)


def steps(explanation: Mapping[str, Any], *, codes: Collection[str], currency: Currency) -> Iterator[StepText]:
    """Yield the arithmetic, each figure after those it is made of.

    What is said of one criterion or indicator (``codes``) has its own table. A basis with a final stop
    is a remark for the page, not an operation.
    """
    if explanation["label"] in codes:
        return
    for child in explanation["children"]:
        yield from steps(child, codes=codes, currency=currency)
    basis = "" if explanation["basis"].endswith(".") else explanation["basis"]
    yield StepText(
        label=explanation["label"], value=_in_coin(explanation["value"], currency), basis=_in_coin(basis, currency)
    )


def _in_coin(text: str, currency: Currency) -> str:
    """Return a text with its amounts in the coin of the paper, kept on one line."""
    return _SOLES.sub(f"{currency.sign}{spanish.NO_BREAK}", text)


def fixed_changes(amount: Decimal, *, met: int, count: int, currency: Currency) -> tuple[str, ...]:
    """Return what one more criterion, and all of them, would add to a fixed tranche of ``amount`` soles."""
    if met == count:
        return ()
    one_more = _earned(amount, met + 1, count) - _earned(amount, met, count)
    changes = [f"Con un criterio más cumplido, correspondería transferir {spanish.soles(one_more, currency)} más."]
    if count - met > 1:
        rest = spanish.soles(amount - _earned(amount, met, count), currency)
        changes.append(f"Con todos los criterios cumplidos, correspondería transferir {rest} más.")
    return tuple(changes)


def _earned(amount: Decimal, met: int, count: int) -> Decimal:
    verdicts = [CriterionVerdict(code=str(number), met=number < met) for number in range(count)]
    return settle_fixed(amount=amount, criteria=verdicts, already_due=Decimal(0)).cumulative


def variable_changes(
    amount: Decimal, indicators: Sequence[IndicatorValue], units: Mapping[str, str], *, currency: Currency
) -> tuple[str, ...]:
    """Return what one more point of each indicator, and its target reached, would add; ``units`` by code."""
    now = settle_variable(amount=amount, indicators=indicators).due_now

    def added(position: int, value: Decimal) -> Decimal:
        changed = [
            replace(each, achieved=value) if place == position else each for place, each in enumerate(indicators)
        ]
        return settle_variable(amount=amount, indicators=changed).due_now - now

    changes = []
    for position, each in enumerate(indicators):
        way = each.target - each.achieved if each.target > each.baseline else each.achieved - each.target
        toward = _ONE if each.target > each.baseline else -_ONE
        point = "un punto porcentual" if units[each.code].strip() == "%" else "una unidad"
        step = f"{point} {'más' if toward > 0 else 'menos'}"
        if way > 1 and (more := added(position, each.achieved + toward)):
            changes.append(
                f"Con {step} en el indicador {each.code}, correspondería transferir "
                f"{spanish.soles(more, currency)} más."
            )
        if way > 0 and (more := added(position, each.target)):
            changes.append(
                f"Con la meta del indicador {each.code} alcanzada, correspondería transferir "
                f"{spanish.soles(more, currency)} más."
            )
    return tuple(changes)
