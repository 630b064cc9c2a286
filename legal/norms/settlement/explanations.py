"""A settlement told as a tree, from the soles back to rule, criterion and value; what would change it, too."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from legal.norms.settlement.arithmetic import MILLIONTH, Share, met_of, rounded, way_of
from legal.norms.settlement.changes import ALL, Change, fixed_changes, toward, variable_changes
from legal.norms.settlement.results import FixedSettlement, VariableSettlement
from legal.norms.settlement.values import (
    ONE,
    FixedRule,
    FixedTranche,
    IndicatorValue,
    VariableRule,
    VariableTranche,
)


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """One line of how a figure came about: what it is, its value, the norm or fact behind it, and its parts.

    A basis that ends with a full stop is a remark; any other is an operation or a source.
    """

    label: str
    value: str
    basis: str = ""
    children: tuple[Explanation, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the tree as plain values, to be kept with the amount it explains."""
        return asdict(self)


def explain_fixed(tranche: FixedTranche, settled: FixedSettlement) -> Explanation:
    """Tell how the soles of a fixed tranche came about."""
    changes = fixed_changes(tranche)
    amount = Explanation(label=_("Tramo fijo del año"), value=soles(tranche.amount))
    rest = settled.balance + settled.cancelled
    return Explanation(
        label=_("Corresponde transferir ahora"),
        value=soles(settled.due_now),
        basis=tranche.basis or _("Regla: %(rule)s") % {"rule": tranche.rule.label},
        children=(
            Explanation(
                label=_("Corresponde hasta ahora"),
                value=soles(settled.cumulative),
                basis=_("%(amount)s × %(share)s, redondeado al céntimo")
                % {"amount": soles(tranche.amount), "share": _share_text(tranche, settled)},
                children=(amount, _criteria(tranche, settled, changes)),
            ),
            Explanation(label=_("Ya correspondía por cálculos anteriores"), value=soles(settled.already_paid)),
            Explanation(
                label=_("Saldo cancelado") if settled.cancelled else _("Saldo del tramo"),
                value=soles(rest),
                basis=_effect(tranche, changes),
            ),
        ),
    )


def _share_text(tranche: FixedTranche, settled: FixedSettlement) -> str:
    if tranche.rule in {FixedRule.PROPORTIONAL, FixedRule.WEIGHTED}:
        return " ÷ ".join(plain(each) for each in met_of(tranche))
    return plain(settled.share)


def _criteria(tranche: FixedTranche, settled: FixedSettlement, changes: tuple[Change, ...]) -> Explanation:
    is_weighted = tranche.rule == FixedRule.WEIGHTED
    met, of = (plain(each) for each in met_of(tranche))
    gains = {each.code: each.gain for each in changes} if is_weighted else {}
    return Explanation(
        label=_("Pesos de los criterios cumplidos entre pesos del nivel")
        if is_weighted
        else _("Criterios cumplidos entre criterios del nivel"),
        value=f"{met} ÷ {of} = {settled.share}"
        if tranche.rule in {FixedRule.PROPORTIONAL, FixedRule.WEIGHTED}
        else _("%(met)s de %(all)s → %(share)s") % {"met": met, "all": of, "share": settled.share},
        children=tuple(
            Explanation(
                label=each.code,
                value=_verdict(each.met, each.weight if is_weighted else None),
                basis=each.basis,
                children=(Explanation(label=_("Si se cumple, añade"), value=soles(gains[each.code])),)
                if each.code in gains
                else (),
            )
            for each in tranche.criteria
        ),
    )


def _verdict(met: bool, weight: Decimal | None) -> str:
    told = _("cumple") if met else _("no cumple")
    return told if weight is None else _("%(verdict)s, peso %(weight)s") % {"verdict": told, "weight": plain(weight)}


def _effect(tranche: FixedTranche, changes: tuple[Change, ...]) -> str:
    """Return what one more criterion would change, as a remark."""
    if not changes:
        return _("Todos los criterios del nivel se cumplen.")
    if tranche.rule == FixedRule.PROPORTIONAL:
        return _("Un criterio más cumplido añade %(more)s.") % {"more": soles(changes[0].gain)}
    gain = next(each.gain for each in changes if each.code == ALL)
    return _("Con todos los criterios cumplidos se añade %(more)s.") % {"more": soles(gain)}


def explain_variable(tranche: VariableTranche, settled: VariableSettlement) -> Explanation:
    """Tell how the soles of a variable tranche came about."""
    changes = variable_changes(tranche)
    return Explanation(
        label=_("Corresponde transferir ahora"),
        value=soles(settled.due_now),
        basis=tranche.basis or _("Suma de peso × puntaje, por la regla de cada indicador"),
        children=(
            Explanation(label=_("Tramo variable del año"), value=soles(tranche.amount)),
            Explanation(
                label=_("Suma de peso × puntaje"),
                value=str(settled.share),
                children=tuple(
                    _indicator(each, settled.scores[each.code], [one for one in changes if one.code == each.code])
                    for each in tranche.indicators
                ),
            ),
            Explanation(label=_("No alcanzado"), value=soles(settled.forgone)),
        ),
    )


def _indicator(indicator: IndicatorValue, score: Decimal, changes: list[Change]) -> Explanation:
    way = f"({plain(indicator.achieved)} − {plain(indicator.baseline)}) ÷ "
    way += f"({plain(indicator.target)} − {plain(indicator.baseline)})"
    if indicator.rule != VariableRule.PROPORTIONAL:
        way += f" = {way_text(indicator)}"
    return Explanation(
        label=indicator.code,
        value=_("%(weight)s × %(score)s") % {"weight": f"{indicator.weight:f}", "score": score},
        basis=indicator.basis,
        children=(
            Explanation(label=score_label(indicator), value=f"{way} → {score}"),
            *(Explanation(label=_step(indicator, each), value=soles(each.gain)) for each in changes),
        ),
    )


def score_label(indicator: IndicatorValue) -> str:
    """Return how an indicator is scored, in words."""
    if indicator.rule == VariableRule.THRESHOLD:
        return _(
            "Puntaje: (logrado − línea de base) ÷ (meta − línea de base), de 0 a 1; 0 si no llega a %(minimum)s"
        ) % {"minimum": plain(indicator.minimum or ONE)}
    if indicator.rule == VariableRule.STEP:
        return _("Puntaje: 1 si (logrado − línea de base) ÷ (meta − línea de base) llega a 1; si no, 0")
    if indicator.rule == VariableRule.BANDS:
        bands = "; ".join(
            _("desde %(start)s, %(score)s") % {"start": plain(band.from_share), "score": plain(band.score)}
            for band in indicator.bands or ()
        )
        return _("Puntaje según (logrado − línea de base) ÷ (meta − línea de base): %(bands)s; antes, 0") % {
            "bands": bands
        }
    return _("Puntaje: (logrado − línea de base) ÷ (meta − línea de base), de 0 a 1")


def _step(indicator: IndicatorValue, change: Change) -> str:
    if indicator.achieved + toward(indicator) * change.step == indicator.target:
        return _("Con la meta alcanzada, añade")
    return _("Con una unidad más, añade") if toward(indicator) > 0 else _("Con una unidad menos, añade")


def way_text(indicator: IndicatorValue) -> str:
    """Return how far of its way an indicator has gone, with six places at most; it may be negative."""
    way = way_of(indicator)
    size = rounded(Share(abs(way.part), way.over), MILLIONTH)
    return plain(size if way.part >= 0 else -size)


def soles(amount: Decimal) -> str:
    """Return an amount as pages show it."""
    return f"S/ {amount:,.2f}"


def plain(value: Decimal) -> str:
    """Return a figure without the zeros that say nothing."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
