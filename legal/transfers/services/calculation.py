"""Settle what a verification report makes due, and propose its transfer. No person takes part."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django.db import models
from django.db.models import Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legal.norms.models import FirstPayment
from legal.norms.rules import CENT
from legal.norms.settlement import (
    CriterionVerdict,
    Explanation,
    FixedTranche,
    IndicatorValue,
    Settlement,
    SettlementError,
    Tranches,
    VariableTranche,
    explain_fixed,
    explain_variable,
    settle_fixed,
    settle_variable,
)
from legal.norms.settlement.writing import values_of
from legal.transfers.errors import CannotSettle
from legal.transfers.models import Calculation, Tranche
from legal.transfers.queries import kept
from legal.transfers.services.proposal import propose_due
from legal.transfers.services.tranches import move
from legal.verification.models import CriterionFinding, IndicatorFinding, Report, Stage, Verification
from legal.verification.queries import fresh, level_findings, levels_of, origins_of, targets_of, values_at
from workflow import acting, ledger
from workflow.errors import Obstacle

Kind = Tranche.Kind


def settle_report(report: Report) -> None:
    """Settle each tranche of the year by the norm's rule, and propose the transfer of what is newly due.

    The variable tranche is settled once, with report I. A fixed tranche whose criteria were carried into the
    period is settled anew: what they earn comes from its balance. Where the norm makes the first payment wait
    for report II, an observed report I settles nothing yet.
    """
    verification = fresh(report.verification)
    norm = verification.period.agreement.norm
    waits = norm.first_payment_after == FirstPayment.REPORT_2 and report.ordinal == 1 and report.is_observed
    if waits:
        return
    for tranche in Tranche.objects.filter(period=verification.period).select_related("period").order_by("kind"):
        if tranche.kind == Kind.FIXED:
            _settle_fixed(tranche, report, verification, norm.rule_basis)
        elif not tranche.calculations.exists():
            _settle_variable(tranche, report, norm.rule_basis)
        propose_due(tranche)
    for origin in origins_of(verification):
        for tranche in Tranche.objects.filter(period=origin.period, kind=Kind.FIXED).select_related("period"):
            _settle_fixed(tranche, report, origin, norm.rule_basis)
            propose_due(tranche)


def _settle_fixed(tranche: Tranche, report: Report, verification: Verification, basis: str) -> None:
    """Settle the fixed tranche of a year by the last verdict on each criterion of its level.

    What was settled by a rule once is settled by it to the end, whatever the norm says since.
    """
    standing = level_findings(verification)
    verdicts = tuple(
        CriterionVerdict(
            code=level.criterion.code,
            met=standing[level.pk].met,
            weight=level.criterion.weight,
            basis=_judged(standing[level.pk], verification),
        )
        for level in levels_of(verification)
    )
    norm = report.verification.period.agreement.norm
    before = tranche.calculations.order_by("pk").first()
    first = kept(before).fixed if before and before.inputs else None
    try:
        earned = FixedTranche(
            amount=tranche.amount,
            rule=first.rule if first else norm.fixed,
            percentage=first.percentage if first else norm.partial_share,
            criteria=verdicts,
            already_paid=_made_due(tranche),
            basis=basis,
        )
        settled = settle_fixed(earned)
    except SettlementError as error:
        raise CannotSettle(Obstacle(text=str(error))) from error
    _keep(tranche, report, settled, explain_fixed(earned, settled), Tranches(fixed=earned), forgone=Decimal(0))


def _made_due(tranche: Tranche) -> Decimal:
    """Return what earlier calculations made due, paid or not; to the cent, because SQLite adds as floating point."""
    total: Decimal = tranche.calculations.aggregate(total=Sum("due"))["total"] or Decimal(0)
    return total.quantize(CENT, ROUND_HALF_UP)


def _settle_variable(tranche: Tranche, report: Report, basis: str) -> None:
    """Settle the variable tranche of a year by the values measured."""
    verification = report.verification
    values = values_at(verification, Stage.FIRST)
    norm = verification.period.agreement.norm
    try:
        indicators = tuple(
            IndicatorValue(
                code=target.indicator.code,
                weight=target.weight,
                baseline=target.indicator.baseline,
                target=target.target,
                achieved=values[target.pk].value,
                rule=norm.variable,
                minimum=norm.minimum_share,
                bands=norm.score_bands,
                basis=_judged(values[target.pk], verification),
            )
            for target in targets_of(verification)
        )
        earned = VariableTranche(amount=tranche.amount, indicators=indicators, basis=basis)
    except SettlementError as error:
        raise CannotSettle(Obstacle(text=str(error))) from error
    settled = settle_variable(earned)
    told = explain_variable(earned, settled)
    _keep(tranche, report, settled, told, Tranches(variable=earned), forgone=settled.forgone)


def _keep(
    tranche: Tranche,
    report: Report,
    settled: Settlement,
    explanation: Explanation,
    inputs: Tranches,
    *,
    forgone: Decimal,
) -> None:
    rule = inputs.fixed.rule if inputs.fixed else report.verification.period.agreement.norm.variable
    Calculation.objects.create(
        tranche=tranche,
        report=report,
        rule=rule.value,
        inputs=values_of(inputs),
        share=settled.share,
        due=settled.due_now,
        explanation=explanation.as_json(),
        calculated_on=acting.current().occurred.on,
    )
    before = tranche
    if settled.due_now:
        tranche = move(tranche, settled.due_now, source="balance", target="due")
    if forgone:
        tranche = move(tranche, forgone, source="balance", target="forgone")
    ledger.record(
        act="transfers.settle",
        subject=tranche,
        before={"due": f"{before.due:.2f}", "balance": f"{before.balance:.2f}"},
        after={
            "tranche": str(tranche),
            "due_now": f"{settled.due_now:,.2f}",
            "due": f"{tranche.due:,.2f}",
            "balance": f"{tranche.balance:,.2f}",
            "share": str(settled.share),
            "rule": rule.value,
        },
    )


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
