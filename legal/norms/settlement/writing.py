"""Tranches as the plain values that a file holds: kept with a calculation, they settle to the same cents for ever."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from legal.norms.settlement.values import CriterionVerdict, FixedTranche, IndicatorValue, Tranches, VariableTranche


def values_of(tranches: Tranches) -> dict[str, Any]:
    """Return what :func:`legal.norms.settlement.reading.tranches_from` reads back, without what says who judged."""
    found: dict[str, Any] = {}
    if tranches.fixed:
        found["fixed"] = _fixed(tranches.fixed)
    if tranches.variable:
        found["variable"] = _variable(tranches.variable)
    return found


def with_bases(tranches: Tranches, explanation: Mapping[str, Any]) -> Tranches:
    """Return tranches with what the explanation of their settlement says of each code: who judged, and when."""
    bases = {node["label"]: node["basis"] for node in _nodes(explanation)}
    fixed, variable = tranches.fixed, tranches.variable
    if fixed:
        criteria = tuple(replace(each, basis=bases.get(each.code, "")) for each in fixed.criteria)
        fixed = replace(fixed, criteria=criteria, basis=explanation["basis"])
    if variable:
        indicators = tuple(replace(each, basis=bases.get(each.code, "")) for each in variable.indicators)
        variable = replace(variable, indicators=indicators, basis=explanation["basis"])
    return Tranches(fixed=fixed, variable=variable)


def _nodes(explanation: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield explanation
    for child in explanation["children"]:
        yield from _nodes(child)


def _fixed(tranche: FixedTranche) -> dict[str, Any]:
    return {
        "amount": _plain(tranche.amount),
        "rule": tranche.rule.value,
        **_known(percentage=tranche.percentage),
        "already_paid": _plain(tranche.already_paid),
        "correction_expired": tranche.correction_expired,
        "on_expiry": tranche.on_expiry.value,
        "criteria": [_criterion(each) for each in tranche.criteria],
    }


def _criterion(verdict: CriterionVerdict) -> dict[str, Any]:
    return {"code": verdict.code, **_known(weight=verdict.weight), "met": verdict.met}


def _variable(tranche: VariableTranche) -> dict[str, Any]:
    return {"amount": _plain(tranche.amount), "indicators": [_indicator(each) for each in tranche.indicators]}


def _indicator(indicator: IndicatorValue) -> dict[str, Any]:
    found: dict[str, Any] = {
        "code": indicator.code,
        "weight": _plain(indicator.weight),
        "baseline": _plain(indicator.baseline),
        "target": _plain(indicator.target),
        "achieved": _plain(indicator.achieved),
        "rule": indicator.rule.value,
        **_known(minimum=indicator.minimum),
    }
    if indicator.bands:
        found["bands"] = [[_plain(band.from_share), _plain(band.score)] for band in indicator.bands]
    return found


def _known(**values: Decimal | None) -> dict[str, str]:
    return {name: _plain(value) for name, value in values.items() if value is not None}


def _plain(value: Decimal) -> str:
    return f"{value:f}"
