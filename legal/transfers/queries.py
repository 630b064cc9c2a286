"""Reads of money: tranches, transfers, what is still open of an agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max, QuerySet, Sum
from django.utils.translation import gettext as _

from legal.agreements.models import Agreement
from legal.agreements.queries import grantor_of
from legal.agreements.texts.money import is_donated
from legal.norms.routes import Route
from legal.norms.settlement import (
    SettlementError,
    Tranches,
    explain_fixed,
    explain_variable,
    settle_fixed,
    settle_variable,
)
from legal.norms.settlement.reading import tranches_from
from legal.norms.settlement.workbook import workbook
from legal.norms.settlement.writing import with_bases
from legal.transfers.errors import CannotSettle
from legal.transfers.models import Calculation, Rescue, Tranche, Transfer
from legal.transfers.models.rescues import WAITING_STATUSES
from legal.transfers.models.transfers import OPEN_STATUSES
from workflow.errors import Obstacle
from workflow.models import Case, Unit

PARTS = ("amount", "paid", "due", "balance", "cancelled", "forgone")


@dataclass(frozen=True, kw_only=True)
class Sums:
    """The parts of all tranches of an agreement, in soles; they add up to ``amount``."""

    amount: Decimal
    paid: Decimal
    due: Decimal
    balance: Decimal
    cancelled: Decimal
    forgone: Decimal


def tranches_of(case: Case) -> QuerySet[Tranche]:
    """Return the tranches of a case, in the order of the years, the fixed one first."""
    return Tranche.objects.filter(case=case).select_related("period").order_by("period__year", "kind")


def sums_of(case: Case) -> Sums:
    """Return what became of the money of a case, in one query."""
    sums = Tranche.objects.filter(case=case).aggregate(**{part: Sum(part) for part in PARTS})
    return Sums(**{part: sums[part] or Decimal(0) for part in PARTS})


def open_transfers(case: Case) -> QuerySet[Transfer]:
    """Return the transfers of a case that are under way."""
    return Transfer.objects.filter(case=case, status__in=OPEN_STATUSES).select_related("tranche__period")


def last_movement(case: Case) -> date | None:
    """Return the last day on which money of a case was transferred, or a balance cancelled or kept, in two queries."""
    paid = Transfer.objects.filter(case=case, status=Transfer.Status.CONFIRMED).aggregate(last=Max("confirmed_on"))
    decided = Rescue.objects.filter(case=case).aggregate(last=Max("decided_on"))
    return max(filter(None, (paid["last"], decided["last"])), default=None)


def open_rescues(case: Case) -> QuerySet[Rescue]:
    """Return the rescues of a case that wait for a decision."""
    return Rescue.objects.filter(case=case, status__in=WAITING_STATUSES).select_related("tranche__period")


def carried_tranches(case: Case) -> QuerySet[Tranche]:
    """Return the tranches of a case whose criteria were carried to a later level."""
    return Tranche.objects.filter(case=case, rescues__status=Rescue.Status.CARRIED).distinct()


def fresh_transfer(transfer: Transfer) -> Transfer:
    """Read a transfer again, under the case's lock, with what its acts need."""
    return Transfer.objects.select_related(
        "case",
        "tranche__period__agreement__entity__unit",
        "tranche__period__agreement__norm",
        "tranche__period__agreement__source",
        "calculation__report__document",
        "copies_deadline",
    ).get(pk=transfer.pk)


def fresh_rescue(rescue: Rescue) -> Rescue:
    """Read a rescue again, under the case's lock, with what its acts need."""
    return Rescue.objects.select_related(
        "case",
        "tranche__period__agreement__entity__unit",
        "tranche__period__agreement__norm",
        "tranche__period__verification",
        "carried_into",
        "warning",
        "warning_notice",
        "answer_deadline",
    ).get(pk=rescue.pk)


def route_of(agreement: Agreement) -> str:
    """Return the way by which the money reaches the entity."""
    return Route.DONATIONS if is_donated(agreement.source) else Route.ORDINARY


def grantor_unit(agreement: Agreement) -> Unit:
    """Return the unit that grants, whose posts review, authorize and warn."""
    unit: Unit = grantor_of(agreement).unit
    return unit


def kept(calculation: Calculation) -> Tranches:
    """Return what a calculation was made from, with who judged each criterion and indicator.

    :raises CannotSettle: when nothing was kept, as before version 0.1.0.
    """
    try:
        return with_bases(tranches_from(calculation.inputs), calculation.explanation)
    except SettlementError as error:
        raise CannotSettle(Obstacle(text=_("No se guardaron los datos de este cálculo."))) from error


def workbook_of(calculation: Calculation) -> bytes:
    """Return a calculation as an XLSX with live formulas.

    :raises CannotSettle: when what it was made from was not kept, or a spreadsheet would not tell its last cent.
    """
    earned = kept(calculation)
    told = [explain_fixed(earned.fixed, settle_fixed(earned.fixed))] if earned.fixed else []
    if earned.variable:
        told.append(explain_variable(earned.variable, settle_variable(earned.variable)))
    try:
        return workbook(earned, told)
    except SettlementError as error:
        raise CannotSettle(Obstacle(text=str(error))) from error
