"""From verdicts and measured values to soles: exact decimals, pure, each result with its explanation.

Amounts are rounded half up to the cent once, on cumulative figures, so that no cent is lost between
one payment and the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, Final

from django.utils.translation import gettext as _

from legal.norms.rules import CENT

SHARE_PLACES: Final = Decimal("0.000001")


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """One line of how a figure came about: what it is, its value, the norm or fact behind it, and its parts."""

    label: str
    value: str
    basis: str = ""
    children: tuple[Explanation, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the tree as plain values, to be kept with the amount it explains."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class CriterionVerdict:
    """Whether a criterion of the level is met so far; ``basis`` says by which report, who judged and when."""

    code: str
    met: bool
    basis: str = ""


@dataclass(frozen=True, kw_only=True)
class IndicatorValue:
    """What an indicator has reached, between its baseline and its target; ``weight`` within its year."""

    code: str
    weight: Decimal
    baseline: Decimal
    target: Decimal
    achieved: Decimal
    basis: str = ""


@dataclass(frozen=True, kw_only=True)
class FixedSettlement:
    """What the fixed tranche owes, in soles: ``cumulative`` so far, ``due_now`` the new part; the rest is balance."""

    share: Decimal
    cumulative: Decimal
    due_now: Decimal
    balance: Decimal
    explanation: Explanation


@dataclass(frozen=True, kw_only=True)
class VariableSettlement:
    """What the variable tranche owes, in soles; what was not achieved is forgone."""

    share: Decimal
    scores: dict[str, Decimal]
    due_now: Decimal
    forgone: Decimal
    explanation: Explanation


def settle_fixed(
    *, amount: Decimal, criteria: Sequence[CriterionVerdict], already_due: Decimal, basis: str = ""
) -> FixedSettlement:
    """Settle a fixed tranche by the rule ``proportional``: criteria met ÷ criteria of the level.

    ``already_due`` is what earlier calculations made due, paid or not. The rule is chosen by the
    norm's data (Annex II, 1.03 is not public).

    :raises ValueError: with a sentence, for no criteria, a negative amount, or more due before than
        is earned now: a second verdict never takes back what the first one gave.
    """
    _check_amount(amount)
    if not criteria:
        raise ValueError(_("El nivel no tiene criterios: no hay con qué calcular el tramo fijo."))
    met = sum(verdict.met for verdict in criteria)
    share = Fraction(met, len(criteria))
    cumulative = _cents(Fraction(amount) * share)
    due_now = cumulative - already_due
    if already_due < 0 or due_now < 0:
        raise ValueError(
            _("Lo que ya correspondía (S/ %(before)s) supera lo que corresponde ahora (S/ %(now)s).")
            % {"before": f"{already_due:,.2f}", "now": f"{cumulative:,.2f}"}
        )
    balance = amount - cumulative
    verdicts = tuple(
        Explanation(label=each.code, value=_("cumple") if each.met else _("no cumple"), basis=each.basis)
        for each in criteria
    )
    explanation = Explanation(
        label=_("Corresponde transferir ahora"),
        value=_soles(due_now),
        basis=basis,
        children=(
            Explanation(
                label=_("Corresponde hasta ahora"),
                value=_soles(cumulative),
                basis=_("%(amount)s × %(met)d ÷ %(all)d, redondeado al céntimo")
                % {"amount": _soles(amount), "met": met, "all": len(criteria)},
                children=(
                    Explanation(label=_("Tramo fijo del año"), value=_soles(amount)),
                    Explanation(
                        label=_("Criterios cumplidos entre criterios del nivel"),
                        value=f"{met} ÷ {len(criteria)} = {_rounded(share)}",
                        children=verdicts,
                    ),
                ),
            ),
            Explanation(label=_("Ya correspondía por cálculos anteriores"), value=_soles(already_due)),
            Explanation(label=_("Saldo del tramo"), value=_soles(balance), basis=_effect(amount, met, len(criteria))),
        ),
    )
    return FixedSettlement(
        share=_rounded(share), cumulative=cumulative, due_now=due_now, balance=balance, explanation=explanation
    )


def _effect(amount: Decimal, met: int, count: int) -> str:
    """Return what one more criterion would change."""
    if met == count:
        return _("Todos los criterios del nivel se cumplen.")
    more = _cents(Fraction(amount) * Fraction(met + 1, count)) - _cents(Fraction(amount) * Fraction(met, count))
    return _("Un criterio más cumplido añade %(more)s.") % {"more": _soles(more)}


def settle_variable(*, amount: Decimal, indicators: Sequence[IndicatorValue], basis: str = "") -> VariableSettlement:
    """Settle a variable tranche by the rule ``proportional``: amount × Σ weight × score.

    Score = (achieved − baseline) ÷ (target − baseline), not below 0 nor above 1; it serves
    indicators that should fall too.

    :raises ValueError: with a sentence, for no indicators, weights that do not add up to 1, or a
        target equal to its baseline.
    """
    _check_amount(amount)
    if not indicators:
        raise ValueError(_("El año no tiene indicadores con meta: no hay con qué calcular el tramo variable."))
    if sum(each.weight for each in indicators) != 1:
        raise ValueError(_("Los pesos de los indicadores del año no suman 1."))
    scores = {each.code: _score(each) for each in indicators}
    share = sum((Fraction(each.weight) * scores[each.code] for each in indicators), Fraction(0))
    due = _cents(Fraction(amount) * share)
    forgone = amount - due
    parts = tuple(
        Explanation(
            label=each.code,
            value=_("%(weight)s × %(score)s") % {"weight": f"{each.weight:f}", "score": _rounded(scores[each.code])},
            basis=each.basis,
            children=(
                Explanation(
                    label=_("Puntaje: (logrado − línea de base) ÷ (meta − línea de base), de 0 a 1"),
                    value=f"({_plain(each.achieved)} − {_plain(each.baseline)}) ÷ "
                    f"({_plain(each.target)} − {_plain(each.baseline)}) → {_rounded(scores[each.code])}",
                ),
            ),
        )
        for each in indicators
    )
    explanation = Explanation(
        label=_("Corresponde transferir ahora"),
        value=_soles(due),
        basis=basis,
        children=(
            Explanation(label=_("Tramo variable del año"), value=_soles(amount)),
            Explanation(label=_("Suma de peso × puntaje"), value=str(_rounded(share)), children=parts),
            Explanation(label=_("No alcanzado"), value=_soles(forgone)),
        ),
    )
    return VariableSettlement(
        share=_rounded(share),
        scores={code: _rounded(score) for code, score in scores.items()},
        due_now=due,
        forgone=forgone,
        explanation=explanation,
    )


def _score(indicator: IndicatorValue) -> Fraction:
    way = Fraction(indicator.target) - Fraction(indicator.baseline)
    if way == 0:
        raise ValueError(_("La meta del indicador %(code)s es igual a su línea de base.") % {"code": indicator.code})
    reached = (Fraction(indicator.achieved) - Fraction(indicator.baseline)) / way
    return min(max(reached, Fraction(0)), Fraction(1))


def _check_amount(amount: Decimal) -> None:
    if amount < 0:
        raise ValueError(_("El monto de un tramo no es negativo."))


def _cents(exact: Fraction) -> Decimal:
    """Return soles rounded half up to the cent, without passing through a rounded quotient."""
    return Decimal((exact * 200 + 1) // 2) * CENT


def _rounded(exact: Fraction) -> Decimal:
    """Return a share with six places, half up."""
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(SHARE_PLACES, ROUND_HALF_UP)


def _soles(amount: Decimal) -> str:
    return f"S/ {amount:,.2f}"


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
