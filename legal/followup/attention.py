"""Money that asks for attention, in all the cases that a person may see: idle, taken in late, about to be lost.

Each list is one condition in SQL, of what is ``visible`` by its case and of a few words; a page of it is read in a
number of queries that no number of rows changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db import models
from django.db.models import DecimalField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Round
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.listing import post_of
from legal.agreements.models import Agreement
from legal.agreements.queries import find
from legal.entities.roles import COORDINATOR
from legal.followup.models import Spending
from legal.followup.queries import taken_in
from legal.followup.rules import OPEN_TO_FOLLOW_UP, IdleMoney, idle_money
from legal.norms.rules import CENT
from legal.transfers.models import Rescue, Tranche, Transfer
from legal.transfers.models.rescues import WAITING_STATUSES
from legal.verification.models import Verification
from workflow.inbox import case_url
from workflow.keyset import Column
from workflow.models import Case, Deadline, Task
from workflow.models.tasks import OPEN

# How many calendar days before its end a term to correct makes a balance one that is about to be lost.
SOON: Final = 30
_MONEY: Final = DecimalField(max_digits=17, decimal_places=2)


class Kind(models.TextChoices):
    """Why money asks for attention."""

    IDLE = "ocioso", gettext_lazy("Dinero ocioso")
    LATE = "tarde", gettext_lazy("Incorporación o copias fuera de plazo")
    AT_RISK = "riesgo", gettext_lazy("Saldos por perderse")


@dataclass(frozen=True, kw_only=True)
class MoneyRow:
    """Money of an agreement in soles, what it is about, since when it asks for attention, and whose turn it is.

    ``days`` counts the calendar days from ``since`` until today, or ``until`` the agreement ended; ``due_on`` is the
    last day of a term that runs, with ``days_left`` until then. What does not apply is empty.
    """

    title: str
    url: str
    number: str
    entity: str
    about: str
    note: str
    amount: Decimal
    since: date | None = None
    until: date | None = None
    days: int = 0
    due_on: date | None = None
    days_left: int | None = None
    turn: str = ""


def idle(visible: Q, *, text: str) -> QuerySet[Agreement]:
    """Return the agreements in force or in settlement to which more money has come than was spent, the most first.

    Where no spending was recorded, all that has come counts: nobody has told what became of it.
    """
    arrived = Transfer.objects.filter(
        case=OuterRef("case"), status=Transfer.Status.CONFIRMED, resolved_on__isnull=False
    )
    spent = Spending.objects.filter(case=OuterRef("case"))
    rows = Agreement.objects.filter(visible, status__in=OPEN_TO_FOLLOW_UP).select_related("case", "entity__unit")
    # Rounded, because SQLite adds decimals as floating point.
    left = Round(_sum(arrived) - _sum(spent), precision=2)
    return find(rows, text).annotate(left=left).filter(left__gt=0)


def late(visible: Q, *, text: str, today: date) -> QuerySet[Transfer]:
    """Return the transfers whose incorporation, or whose copies, are past their term, the largest first."""
    overdue = _open_steps(Q(process=OuterRef("process"))).filter(due_on__lt=today)
    waiting = [Transfer.Status.INSTRUCTED, Transfer.Status.INCORPORATED]
    rows = Transfer.objects.filter(visible, status__in=waiting)
    return _found(rows, text).filter(Exists(overdue)).select_related(*_OF_TRANCHE["tranche"], "process")


def at_risk(visible: Q, *, text: str, today: date) -> QuerySet[Tranche]:
    """Return the balances that are lost unless somebody acts, the largest first.

    A person is to decide on them, or the term to correct what was observed is over or ends within ``SOON`` days.
    """
    ends_soon = Q(correction_deadline__status=Deadline.Status.RUNNING) & Q(
        correction_deadline__due_on__lte=today + timedelta(days=SOON)
    )
    to_correct = Q(status=Verification.Status.OBSERVED) & ends_soon | Q(status=Verification.Status.LAPSED)
    of_year = Verification.objects.filter(to_correct, period=OuterRef("period"))
    undecided = Rescue.objects.filter(tranche=OuterRef("pk"), status__in=WAITING_STATUSES)
    rows = Tranche.objects.filter(visible, balance__gt=0)
    lost = Exists(undecided) | Q(kind=Tranche.Kind.FIXED) & Exists(of_year)
    return _found(rows, text).filter(lost).select_related(*_OF_TRANCHE[""], "period__verification__correction_deadline")


# The order of each list; an address can only name columns of its table.
ORDERS: Final[Mapping[str, Sequence[Column]]] = {
    Kind.IDLE: (Column(name="left", descending=True, field=_MONEY), Column(name="id")),
    Kind.LATE: (Column(name="amount", descending=True), Column(name="id")),
    Kind.AT_RISK: (Column(name="balance", descending=True), Column(name="id")),
}
_OF_TRANCHE: Final = {
    "": ("case", "period__agreement__entity__unit"),
    "tranche": ("case", "tranche__period__agreement__entity__unit"),
}


def _sum(rows: QuerySet[Any, Any]) -> Coalesce:
    total = rows.order_by().values("case").annotate(total=Sum("amount")).values("total")
    return Coalesce(Subquery(total, output_field=_MONEY), Value(Decimal(0)), output_field=_MONEY)


def _found(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Narrow what belongs to a case by the words of its agreement."""
    return rows.filter(case__in=find(Agreement.objects.all(), text).values("case")) if text else rows


def _open_steps(condition: Q) -> QuerySet[Task]:
    return Task.objects.filter(condition, status__in=OPEN, flow_task_type="HUMAN")


def idle_rows(agreements: Sequence[Agreement], today: date) -> list[MoneyRow]:
    """Return a page of idle money as rows, in two queries."""
    cases = [agreement.case_id for agreement in agreements]
    transfers: dict[int, list[Transfer]] = {case: [] for case in cases}
    for transfer in Transfer.objects.filter(case__in=cases):
        transfers[transfer.case_id].append(transfer)
    sums = Spending.objects.filter(case__in=cases).order_by().values("case").annotate(total=Sum("amount"))
    spent = {row["case"]: row["total"].quantize(CENT) for row in sums}
    return [_idle_row(each, transfers[each.case_id], spent.get(each.case_id), today) for each in agreements]


def _idle_row(agreement: Agreement, transfers: Iterable[Transfer], spent: Decimal | None, today: date) -> MoneyRow:
    found: IdleMoney = idle_money(taken_in(transfers), spent=spent, on=today, ended_on=agreement.ends_on)
    return MoneyRow(
        **_of(agreement, agreement.case),
        about=_("Llegó y no se gastó"),
        note=_("No se registró ningún gasto.") if spent is None else "",
        amount=found.arrived if found.amount is None else found.amount,
        since=found.since,
        until=found.until,
        days=found.days,
        turn=post_of(COORDINATOR, agreement.entity.unit),
    )


def late_rows(transfers: Sequence[Transfer], today: date) -> list[MoneyRow]:
    """Return a page of late transfers as rows, in one query."""
    steps = _steps(Q(process__in=[each.process_id for each in transfers]))
    rows = []
    for each in transfers:
        step = steps.get(each.process_id)
        rows.append(
            MoneyRow(
                **_of(each.tranche.period.agreement, each.case),
                about=str(capfirst(str(each.tranche))),
                note=str(step.flow_task.task_title) if step else "",
                amount=each.amount,
                since=step.due_on if step else None,
                days=(today - step.due_on).days if step and step.due_on else 0,
                turn=post_of(step.role, step.unit) if step else "",
            )
        )
    return rows


def at_risk_rows(tranches: Sequence[Tranche], today: date) -> list[MoneyRow]:
    """Return a page of balances that are about to be lost as rows, in two queries."""
    waiting = Rescue.objects.filter(tranche__in=tranches, status__in=WAITING_STATUSES).select_related(
        "answer_deadline", "warning_notice"
    )
    rescues = {each.tranche_id: each for each in waiting}
    processes = [each.process_id for each in rescues.values()]
    processes += [each.period.verification.process_id for each in tranches]
    served = Q(process__notice__rescue__in=[each.pk for each in rescues.values()])
    steps = _steps(Q(process__in=processes) | served)
    return [_at_risk_row(each, rescues.get(each.pk), steps, today) for each in tranches]


def _at_risk_row(tranche: Tranche, rescue: Rescue | None, steps: Mapping[int | None, Task], today: date) -> MoneyRow:
    verification = tranche.period.verification
    if rescue:
        notice = rescue.warning_notice.process_id if rescue.warning_notice else None
        step = steps.get(rescue.process_id) or steps.get(notice)
        deadline, note, since = rescue.answer_deadline, rescue.get_status_display(), rescue.opened_on
    else:
        step = steps.get(verification.process_id)
        deadline, note, since = verification.correction_deadline, verification.get_status_display(), None
    due_on = deadline.due_on if deadline and deadline.status == Deadline.Status.RUNNING else None
    return MoneyRow(
        **_of(tranche.period.agreement, tranche.case),
        about=str(capfirst(str(tranche))),
        note=str(capfirst(note)),
        amount=tranche.balance,
        since=since,
        days=(today - since).days if since else 0,
        due_on=due_on,
        days_left=(due_on - today).days if due_on else None,
        turn=post_of(step.role, step.unit) if step else "",
    )


def _steps(condition: Q) -> dict[int | None, Task]:
    """Return the open step of each process: the one that is due first."""
    by_due = F("due_on").desc(nulls_first=True)
    return {task.process_id: task for task in _open_steps(condition).select_related("process", "unit").order_by(by_due)}


def _of(agreement: Agreement, case: Case) -> dict[str, Any]:
    return {
        "title": agreement.title,
        "url": case_url(case),
        "number": agreement.number or case.number,
        "entity": agreement.entity.unit.name,
    }
