"""Reads for the end of an agreement."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Sum

from legal.addenda.queries import open_addenda
from legal.agreements.models import Agreement
from legal.closure.models import Termination
from legal.closure.rules import Pending
from legal.followup.queries import open_requests_of
from legal.notices.models import Notice
from legal.transfers.queries import carried_tranches, open_rescues, open_transfers, sums_of
from legal.verification.models import Verification


def open_periods(agreement: Agreement) -> list[str]:
    """Return the periods that are not closed, by name; one that never opened is pending too."""
    periods = agreement.periods.select_related("verification").order_by("year")
    return [
        f"Año {period.year} (Nivel {period.level})"
        for period in periods
        if not hasattr(period, "verification") or period.verification.status != Verification.Status.CLOSED
    ]


def cancelled_by_terminations() -> dict[int, Decimal]:
    """Return what the settlement of terminations cancelled, in soles by case."""
    settled = Termination.objects.filter(status=Termination.Status.SETTLED)
    return dict(settled.values_list("case").annotate(total=Sum("cancelled")))


def pending(agreement: Agreement) -> Pending:
    """Return everything that is still open of an agreement, in nine queries."""
    sums = sums_of(agreement.case)
    letters = Notice.objects.filter(case=agreement.case, process__finished__isnull=True).select_related("document")
    terminations = Termination.objects.filter(agreement=agreement)
    carried = open_rescues(agreement.case).filter(tranche__in=carried_tranches(agreement.case)).order_by("pk")
    return Pending(
        periods=open_periods(agreement),
        transfers=[str(transfer) for transfer in open_transfers(agreement.case)],
        due=sums.due,
        balance=sums.balance,
        requests=[request.subject for request in open_requests_of(agreement.case)],
        letters=[str(notice.document) for notice in letters.order_by("pk")],
        # Those that lacked a signature lapsed with the agreement.
        addenda=[addendum.label for addendum in open_addenda(agreement)],
        carried=[str(rescue.tranche) for rescue in carried],
        is_being_terminated=terminations.exclude(status=Termination.Status.REJECTED).exists(),
    )
