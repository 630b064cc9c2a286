"""Reads of spending: what was taken into the budget, what was spent, what lies idle."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, Sum

from legal.agreements.models import Agreement, Product
from legal.followup.models import Spending
from legal.followup.rules import IdleMoney, Incorporation, idle_money
from legal.transfers.models import Transfer
from workflow.models import Case, Unit


def taken_in(transfers: Iterable[Transfer]) -> list[Incorporation]:
    """Return what of these transfers was taken into the entity's budget and not returned."""
    return [
        Incorporation(on=each.resolved_on, amount=each.amount)
        for each in transfers
        if each.resolved_on and each.status != Transfer.Status.RETURNED
    ]


def incorporations_of(case: Case) -> list[Incorporation]:
    """Return what was taken into the entity's budget, oldest first; a transfer that was returned is not there."""
    return taken_in(Transfer.objects.filter(case=case).order_by("resolved_on", "pk"))


def spent_of(case: Case) -> Decimal:
    """Return what was spent of a case, in soles, less what was reversed."""
    return Spending.objects.filter(case=case).aggregate(total=Sum("amount"))["total"] or Decimal(0)


def idle_of(case: Case, *, on: date) -> IdleMoney:
    """Return what lies idle on a date, in two queries."""
    return idle_money(incorporations_of(case), spent=spent_of(case), on=on)


def spending_of(case: Case) -> QuerySet[Spending]:
    """Return what was spent of a case, in the order of its dates."""
    rows = Spending.objects.filter(case=case).select_related("unit", "product", "reverses", "reversal")
    return rows.order_by("spent_on", "pk")


def units_of(agreement: Agreement) -> QuerySet[Unit]:
    """Return the units of the entity that may spend: its own and those below it, in use."""
    return Unit.objects.filter(path__startswith=agreement.entity.unit.path, is_active=True).order_by("name")


def products_of(agreement: Agreement) -> QuerySet[Product]:
    """Return the products of an agreement."""
    return agreement.products.filter(in_text=True).order_by("name")
