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
    """An amount, in soles, taken into the entity's budget on a date."""

    on: date
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class IdleMoney:
    """What was taken into the budget, what of it was spent and what was not, in soles.

    ``since`` is the date of the oldest incorporation that is not spent whole, ``days`` the calendar days from it.
    """

    incorporated: Decimal
    spent: Decimal
    amount: Decimal
    since: date | None
    days: int


def idle_money(incorporations: Sequence[Incorporation], *, spent: Decimal, on: date) -> IdleMoney:
    """Return what lies idle on a date. What came in first is taken as spent first."""
    incorporated = sum((each.amount for each in incorporations), Decimal(0))
    left, since = spent, None
    for each in sorted(incorporations, key=lambda each: each.on):
        if left < each.amount:
            since = each.on
            break
        left -= each.amount
    return IdleMoney(
        incorporated=incorporated,
        spent=spent,
        amount=incorporated - spent,
        since=since,
        days=max((on - since).days, 0) if since else 0,
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
