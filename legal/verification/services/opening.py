"""Open the periods of an agreement on their dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial

from legal.agreements.models import Agreement, Party, Period
from legal.agreements.queries import parties_of
from legal.verification.models import Verification
from legal.verification.queries import levels_of
from legal.verification.rules import period_opens_on
from workflow import acting, ledger, service
from workflow.acting import Occurrence
from workflow.models import User
from workflow.schedule import DueEffect, NoLongerDue

EXECUTING = "executing"


def due_periods(on: date) -> Iterator[DueEffect]:
    """Yield the periods of agreements in force that are to be opened by a date, for the clock."""
    waiting = Period.objects.filter(
        verification__isnull=True, agreement__status=Agreement.Status.IN_FORCE
    ).select_related("agreement__case")
    for period in waiting.order_by("pk"):
        opens_on = _opens_on(period)
        if opens_on <= on:
            yield DueEffect(case=period.agreement.case, on=opens_on, act=partial(open_period, period=period))


def open_first_periods(agreement: Agreement) -> None:
    """Open the periods that are due when an agreement enters into force: at least the first one."""
    today = acting.current().occurred.on
    _open(period for period in agreement.periods.order_by("year") if _opens_on(period) <= today)


def open_period(*, period: Period, actor: User | None, occurred: Occurrence) -> None:
    """Open a period: the entity may present its reports, and its executing units their evidence.

    :raises NoLongerDue: when it is open already, or the agreement is no longer in force.
    """
    waiting = Period.objects.filter(
        pk=period.pk, verification__isnull=True, agreement__status=Agreement.Status.IN_FORCE
    )
    if not waiting.exists():
        raise NoLongerDue(f"{period} does not wait to be opened.")
    _open(waiting)


def _open(periods: Iterable[Period]) -> None:
    # The flow calls this room's services, so they cannot import it at the top.
    from legal.verification.flows import VerificationFlow

    for period in periods:
        third = parties_of(period.agreement).filter(capacity=Party.Capacity.VERIFIER).first()
        verification = Verification.objects.create(
            case=period.agreement.case,
            period=period,
            third_unit=third.unit if third else None,
            opened_on=acting.current().occurred.on,
        )
        for unit in {level.criterion.responsible_unit for level in levels_of(verification)}:
            service.take_part(unit=unit, capacity=EXECUTING)
        ledger.record(
            act="verification.open",
            subject=verification,
            after={
                "year": period.year,
                "level": period.level,
                "fiscal_year": period.fiscal_year,
                "due_on": period.report_deadline.due_on,
            },
        )
        service.start(VerificationFlow, key=f"verification_{period.year}", verification=verification)


def _opens_on(period: Period) -> date:
    signed_on = period.agreement.signed_on
    assert signed_on is not None
    return period_opens_on(signed_on, period.year)
