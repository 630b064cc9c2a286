"""Reads of follow-up: money taken in, spent and idle; visits, requests, meetings; who may be asked or named."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from legal.agreements.models import Agreement, Party, Product
from legal.entities.roles import EXECUTING_UNIT
from legal.followup.models import AgreedTarget, AssistanceRequest, Meeting, Spending, Visit
from legal.followup.rules import IdleMoney, Incorporation, idle_money
from legal.norms.rules import CENT
from legal.transfers.models import Transfer
from legal.verification.services.opening import EXECUTING
from workflow.models import Case, Participation, Post, Unit


def taken_in(transfers: Iterable[Transfer]) -> list[Incorporation]:
    """Return what of these transfers was taken into the entity's budget and not returned."""
    return [
        Incorporation(on=each.resolved_on, amount=each.amount, arrived_on=each.confirmed_on)
        for each in transfers
        if each.resolved_on and each.status != Transfer.Status.RETURNED
    ]


def incorporations_of(case: Case) -> list[Incorporation]:
    """Return what was taken into the entity's budget, oldest first; a transfer that was returned is not there."""
    return taken_in(Transfer.objects.filter(case=case).order_by("resolved_on", "pk"))


def spent_of(case: Case) -> Decimal | None:
    """Return what was spent of a case, in soles, less what was reversed; None where no spending was ever recorded."""
    total: Decimal | None = Spending.objects.filter(case=case).aggregate(total=Sum("amount"))["total"]
    # SQLite adds decimals as floats: the sum is brought back to cents.
    return None if total is None else total.quantize(CENT)


def idle_of(agreement: Agreement, *, on: date) -> IdleMoney:
    """Return what lies idle on a date, in two queries."""
    case = agreement.case
    return idle_money(incorporations_of(case), spent=spent_of(case), on=on, ended_on=agreement.ends_on)


def spending_of(case: Case) -> QuerySet[Spending]:
    """Return what was spent of a case, in the order of its dates."""
    rows = Spending.objects.filter(case=case).select_related("unit", "product", "reverses", "reversal")
    return rows.order_by("spent_on", "pk")


def units_of(agreement: Agreement) -> QuerySet[Unit]:
    """Return the units of the entity: its own and those below it, in use."""
    return Unit.objects.filter(path__startswith=agreement.entity.unit.path, is_active=True).order_by("name")


def spending_units_of(agreement: Agreement) -> QuerySet[Unit]:
    """Return the units of the entity that may spend: itself, its executing units, those with such a post,
    and those that take part so.
    """
    unit = OuterRef("pk")
    executes = Exists(Post.objects.filter(unit=unit, role=EXECUTING_UNIT, is_active=True))
    takes_part = Exists(Participation.objects.filter(unit=unit, case=agreement.case_id, capacity=EXECUTING))
    coded = Q(executing_unit__isnull=False)
    units = units_of(agreement).filter(Q(pk=agreement.entity.unit_id) | coded | executes | takes_part)
    return units.select_related("executing_unit")


def products_of(agreement: Agreement) -> QuerySet[Product]:
    """Return the products of an agreement, each with its programme."""
    return agreement.products.filter(in_text=True).select_related("programme").order_by("programme__code", "name")


def unspent_of(agreement: Agreement, *, on: date) -> Decimal | None:
    """Return what came and was not spent, in soles; None where no spending was recorded to tell it by."""
    return idle_of(agreement, on=on).amount


def answering_units_of(agreement: Agreement) -> QuerySet[Unit]:
    """Return the units that may be asked for assistance: the DGPP and, where there is one, the verifying body."""
    asked = (Party.Capacity.GRANTOR, Party.Capacity.VERIFIER)
    parties = agreement.parties.filter(capacity__in=asked, in_text=True)
    return Unit.objects.filter(pk__in=parties.values("unit")).order_by("pk")


def responsible_units_of(agreement: Agreement) -> QuerySet[Unit]:
    """Return the units that may answer for an agreed target: those of the entity, and the parties."""
    parties = agreement.parties.filter(in_text=True).values("unit")
    own = Q(path__startswith=agreement.entity.unit.path)
    return Unit.objects.filter(own | Q(pk__in=parties), is_active=True).order_by("name")


def requests_of(case: Case) -> QuerySet[AssistanceRequest]:
    """Return the requests for assistance of a case, the last one first, each with the visit that answered it."""
    rows = AssistanceRequest.objects.filter(case=case)
    return rows.select_related("unit", "addressee", "criterion", "indicator", "visit").order_by("-requested_on", "-pk")


def open_requests_of(case: Case) -> QuerySet[AssistanceRequest]:
    """Return the requests for assistance that nobody has answered, the oldest first."""
    return AssistanceRequest.objects.filter(case=case, status=AssistanceRequest.Status.OPEN).order_by("pk")


def visits_of(case: Case) -> QuerySet[Visit]:
    """Return the visits and the assistance of a case, the last one first."""
    return Visit.objects.filter(case=case).select_related("unit", "criterion", "indicator").order_by("-held_on", "-pk")


def meetings_of(case: Case) -> QuerySet[Meeting]:
    """Return the meetings of a case, the last one first."""
    return Meeting.objects.filter(case=case).order_by("-held_on", "-pk")


def targets_of(case: Case) -> QuerySet[AgreedTarget]:
    """Return the targets agreed in the meetings of a case, as they fall due."""
    rows = AgreedTarget.objects.filter(meeting__case=case)
    return rows.select_related("meeting", "unit", "criterion", "indicator").order_by("due_on", "meeting", "position")
