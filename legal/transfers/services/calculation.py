"""Settle what a verification report makes due, and propose its transfer. No person takes part."""

from __future__ import annotations

from decimal import Decimal

from legal.norms.models import FirstPayment
from legal.norms.settlement import (
    Explanation,
    Settlement,
    SettlementError,
    Tranches,
    VariableRule,
    explain_fixed,
    explain_variable,
    settle_fixed,
    settle_variable,
)
from legal.norms.settlement.writing import values_of
from legal.transfers.errors import CannotSettle
from legal.transfers.models import Calculation, Tranche
from legal.transfers.services.proposal import propose_due
from legal.transfers.services.tranches import move
from legal.transfers.standing import fixed_tranche, variable_tranche
from legal.verification.models import Report, Verification
from legal.verification.queries import fresh, origins_of
from workflow import acting, ledger
from workflow.errors import Obstacle

Kind = Tranche.Kind


def settle_report(report: Report) -> None:
    """Settle each tranche of the year by the agreement's rules, and propose the transfer of what is newly due.

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
            _settle_fixed(tranche, report, verification)
        elif not tranche.calculations.exists():
            _settle_variable(tranche, report)
        propose_due(tranche)
    for origin in origins_of(verification):
        for tranche in Tranche.objects.filter(period=origin.period, kind=Kind.FIXED).select_related("period"):
            _settle_fixed(tranche, report, origin)
            propose_due(tranche)


def _settle_fixed(tranche: Tranche, report: Report, verification: Verification) -> None:
    """Settle the fixed tranche of a year by the last verdict on each criterion of its level."""
    try:
        earned = fixed_tranche(tranche, verification)
        settled = settle_fixed(earned)
    except SettlementError as error:
        raise CannotSettle(Obstacle(text=str(error))) from error
    _keep(tranche, report, settled, explain_fixed(earned, settled), Tranches(fixed=earned), forgone=Decimal(0))


def _settle_variable(tranche: Tranche, report: Report) -> None:
    """Settle the variable tranche of a year by the values measured."""
    try:
        earned = variable_tranche(tranche, report.verification)
    except SettlementError as error:
        raise CannotSettle(Obstacle(text=str(error))) from error
    settled = settle_variable(earned)
    told = explain_variable(earned, settled)
    _keep(tranche, report, settled, told, Tranches(variable=earned), forgone=settled.forgone)


def _rule_of_indicators(inputs: Tranches, report: Report) -> VariableRule:
    """Return the rule that all indicators have; where they differ, the general one: the inputs tell that of each."""
    rules = {each.rule for each in inputs.variable.indicators} if inputs.variable else set()
    return rules.pop() if len(rules) == 1 else report.verification.period.agreement.variable


def _keep(
    tranche: Tranche,
    report: Report,
    settled: Settlement,
    explanation: Explanation,
    inputs: Tranches,
    *,
    forgone: Decimal,
) -> None:
    rule = inputs.fixed.rule if inputs.fixed else _rule_of_indicators(inputs, report)
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
