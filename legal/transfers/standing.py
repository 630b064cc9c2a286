"""What a tranche is settled from: the verdicts and values that stand, or others that somebody supposes.

The calculation of a report and a simulation read the same here, so that both come to the same cents.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from django.db import models
from django.db.models import Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legal.agreements.models import Agreement
from legal.norms.rules import CENT
from legal.norms.settlement import CriterionVerdict, FixedTranche, IndicatorValue, Tranches, VariableTranche
from legal.norms.settlement.rules import ScoreRule, rules_from
from legal.transfers.models import Tranche
from legal.transfers.queries import kept
from legal.verification.models import CriterionFinding, IndicatorFinding, Stage, Verification
from legal.verification.queries import level_findings, levels_of, targets_of, values_at


def made_due(tranche: Tranche) -> Decimal:
    """Return what earlier calculations made due, paid or not; to the cent, because SQLite adds as floating point."""
    total: Decimal = tranche.calculations.aggregate(total=Sum("due"))["total"] or Decimal(0)
    return total.quantize(CENT, ROUND_HALF_UP)


def fixed_tranche(
    tranche: Tranche, verification: Verification, *, supposed: Mapping[int, bool] | None = None
) -> FixedTranche:
    """Return the fixed tranche of a year by the last verdict on each criterion of its level, by the agreement's rule.

    ``supposed`` are verdicts by the key of the level: they take the place of those that stand, and each criterion of
    the level needs one or the other. What was settled by a rule once is settled by it to the end.

    :raises SettlementError: when nothing can be settled by what is there.
    """
    standing = level_findings(verification)
    agreement = verification.period.agreement
    rules, first = agreement.rules, _first(tranche).fixed
    verdicts = []
    for level in levels_of(verification):
        finding = standing.get(level.pk)
        met = supposed[level.pk] if supposed is not None else standing[level.pk].met
        stands = finding is not None and finding.met == met
        verdicts.append(
            CriterionVerdict(
                code=level.criterion.code,
                met=met,
                weight=level.criterion.weight,
                basis=_judged(finding, verification) if finding and stands else _("Supuesto"),
            )
        )
    return FixedTranche(
        amount=tranche.amount,
        rule=first.rule if first else rules.fixed,
        percentage=first.percentage if first else rules.percentage,
        criteria=tuple(verdicts),
        already_paid=made_due(tranche),
        basis=_basis(agreement, "a"),
    )


def variable_tranche(
    tranche: Tranche, verification: Verification, *, supposed: Mapping[int, Decimal] | None = None
) -> VariableTranche:
    """Return the variable tranche of a year by the value that each indicator reached, each by its own rule.

    ``supposed`` are values by the key of the target, as for :func:`fixed_tranche`.

    :raises SettlementError: when nothing can be settled by what is there.
    """
    standing = values_at(verification, Stage.FIRST)
    agreement = verification.period.agreement
    general, first = agreement.rules.score, _first(tranche).variable
    before = {
        each.code: ScoreRule(rule=each.rule, minimum=each.minimum, bands=each.bands)
        for each in (first.indicators if first else ())
    }
    indicators = []
    for target in targets_of(verification):
        finding = standing.get(target.pk)
        value = supposed[target.pk] if supposed is not None else standing[target.pk].value
        stands = finding is not None and finding.value == value
        rule = before.get(target.indicator.code) or target.indicator.score or general
        indicators.append(
            IndicatorValue(
                code=target.indicator.code,
                weight=target.weight,
                baseline=target.indicator.baseline,
                target=target.target,
                achieved=value,
                rule=rule.rule,
                minimum=rule.minimum,
                bands=rule.bands,
                basis=_judged(finding, verification) if finding and stands else _("Supuesto"),
            )
        )
    return VariableTranche(amount=tranche.amount, indicators=tuple(indicators), basis=_basis(agreement, "b"))


def _basis(agreement: Agreement, letter: str) -> str:
    """Return what a rule rests on: the clause of the agreement that prints it, and the norm that gave or allowed it."""
    norm = agreement.norm
    words = {"letter": letter, "norm": norm.code}
    clause = _("Anexo II del convenio, numeral 1.03, literal %(letter)s); %(norm)s.") % words
    if agreement.rules != rules_from(agreement.opening_rules):
        return _("%(clause)s La regla la eligió el convenio: %(basis)s.") % {
            "clause": clause,
            "basis": norm.choice_basis.rstrip("."),
        }
    return f"{clause} {norm.rule_basis}".strip()


def _first(tranche: Tranche) -> Tranches:
    """Return what the first calculation of a tranche was made from, empty where there was none or nothing was kept."""
    before = tranche.calculations.order_by("pk").first()
    return kept(before) if before and before.inputs else Tranches()


def _judged(finding: CriterionFinding | IndicatorFinding, verification: Verification) -> str:
    """Return who judged, when and at which stage; and in which level, where the criterion was carried into another."""
    assert isinstance(finding, models.Model)
    words = {
        "stage": finding.get_stage_display(),
        "post": finding.post_title or finding.verified_by,
        "date": date_format(finding.found_on, "DATE_FORMAT"),
    }
    if finding.verification_id == verification.pk:
        return _("%(stage)s, %(post)s, %(date)s") % words
    words["level"] = str(finding.verification.period.level)
    return _("Arrastrado al Nivel %(level)s: %(stage)s, %(post)s, %(date)s") % words
