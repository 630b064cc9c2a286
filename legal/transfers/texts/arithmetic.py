"""From the explanation of an amount to its steps, and what would change it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from legal.documents import spanish
from legal.norms.names import Currency
from legal.norms.settlement import Change, FixedTranche, VariableTranche, fixed_changes, variable_changes
from legal.norms.settlement.changes import toward
from legal.transfers.documents import StepText

_SOLES: Final = re.compile(r"S/ (?=\d)")


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


def fixed_sentences(earned: FixedTranche, *, currency: Currency) -> tuple[str, ...]:
    """Return what one more criterion, and all of them, would add to a fixed tranche."""
    *single, every = fixed_changes(earned) or (None,)
    if every is None:
        return ()
    told = [
        f"Con {_criterion(gain, single)} cumplido, correspondería transferir {spanish.soles(gain, currency)} más."
        for gain in dict.fromkeys(change.gain for change in single)
        if gain and len(single) > 1
    ]
    rest = spanish.soles(every.gain, currency)
    what = "un criterio más cumplido" if len(single) == 1 else "todos los criterios cumplidos"
    return (*told, f"Con {what}, correspondería transferir {rest} más.")


def _criterion(gain: Decimal, changes: Sequence[Change]) -> str:
    """Return which criterion adds so much: any of them, or those that weigh as much."""
    codes = [change.code for change in changes if change.gain == gain]
    return "un criterio más" if len(codes) == len(changes) else f"el criterio {spanish.listing(codes, 'o')}"


def variable_sentences(earned: VariableTranche, units: Mapping[str, str], *, currency: Currency) -> tuple[str, ...]:
    """Return what one more point of each indicator, and its target reached, would add; ``units`` by code."""
    indicators = {each.code: each for each in earned.indicators}
    told = []
    for change in variable_changes(earned):
        indicator = indicators[change.code]
        added = f"correspondería transferir {spanish.soles(change.gain, currency)} más."
        if change.step == abs(indicator.target - indicator.achieved):
            told.append(f"Con la meta del indicador {change.code} alcanzada, {added}")
        else:
            point = "un punto porcentual" if units[change.code].strip() == "%" else "una unidad"
            step = f"{point} {'más' if toward(indicator) > 0 else 'menos'}"
            told.append(f"Con {step} en el indicador {change.code}, {added}")
    return tuple(told)
