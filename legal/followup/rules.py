"""What of the money lies idle, until when follow-up is open, and which agreed targets are overdue. Plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from legal.agreements.models import Agreement
from workflow.errors import Obstacle
from workflow.templatetags.words import long_date

OPEN_TO_FOLLOW_UP = frozenset({Agreement.Status.IN_FORCE, Agreement.Status.SUSPENDED, Agreement.Status.EXPIRED})


@dataclass(frozen=True, kw_only=True)
class Incorporation:
    """An amount, in soles, taken into the entity's budget on a date. ``arrived_on`` is None until the money came."""

    on: date
    amount: Decimal
    arrived_on: date | None

    @property
    def spendable_from(self) -> date | None:
        """The date from which it lies idle unless it is spent: it is in the budget, and it has come."""
        return max(self.on, self.arrived_on) if self.arrived_on else None


@dataclass(frozen=True, kw_only=True)
class IdleMoney:
    """What has come, what of it was spent and what was not, in soles; ``awaited`` is in the budget and has not come.

    ``spent`` is None where no spending was ever recorded: what was not spent is unknown then, and so is ``amount``.
    ``since`` is the date of the oldest money that is not spent whole, ``days`` the calendar days from it until today,
    or until the agreement ended (``until``); what came after that is counted by no day.
    """

    arrived: Decimal
    awaited: Decimal
    spent: Decimal | None
    amount: Decimal | None
    since: date | None
    until: date | None
    days: int


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What the entity's final report declares unspent, in soles, and which report it is."""

    amount: Decimal
    report: str
    on: date


def idle_money(
    incorporations: Sequence[Incorporation], *, spent: Decimal | None, on: date, ended_on: date | None = None
) -> IdleMoney:
    """Return what lies idle on a date. What came first is taken as spent first.

    Only money that has come can lie idle. ``ended_on`` is the last day of the agreement: no day counts after it.
    """
    came = sorted((each.spendable_from, each.amount) for each in incorporations if each.spendable_from)
    arrived = sum((amount for _from, amount in came), Decimal(0))
    left, since = spent or Decimal(0), None
    for spendable_from, amount in came:
        if left < amount:
            since = spendable_from
            break
        left -= amount
    until = ended_on if ended_on and ended_on < on else None
    if since and until and since > until:
        since = None
    return IdleMoney(
        arrived=arrived,
        awaited=sum((each.amount for each in incorporations), Decimal(0)) - arrived,
        spent=spent,
        # The budget may be spent before its money comes; less than nothing never lies idle.
        amount=None if spent is None else max(arrived - spent, Decimal(0)),
        since=since,
        until=until,
        days=max(((until or on) - since).days, 0) if since else 0,
    )


def obstacles_to_following(agreement: Agreement) -> list[Obstacle]:
    """Return what keeps an agreement from being followed: it is not in force yet, or it is over."""
    if agreement.status in OPEN_TO_FOLLOW_UP:
        return []
    words = {"status": agreement.get_status_display()}
    text = _("El convenio está «%(status)s»; el seguimiento se registra mientras está en vigor o en liquidación.")
    return [Obstacle(text=text % words)]


def obstacles_to_date(agreement: Agreement, held_on: date, *, recorded_on: date, where: str) -> list[Obstacle]:
    """Return what is wrong with the date of something that was done: after its record, or before the agreement."""
    if held_on > recorded_on:
        return [Obstacle(text=_("La fecha es posterior a la del acto que la registra."), where=where)]
    if agreement.in_force_from is not None and held_on < agreement.in_force_from:
        words = {"date": long_date(agreement.in_force_from)}
        return [Obstacle(text=_("El convenio rige recién desde el %(date)s.") % words, where=where)]
    return []


def days_overdue(due_on: date, *, is_pending: bool, on: date) -> int:
    """Return by how many calendar days something that is still pending is overdue; zero when it is not."""
    return max((on - due_on).days, 0) if is_pending else 0
