"""What the rows say of the money of each tranche, and what does not agree in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import DecimalField, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from legal.agreements.models import Agreement, YearAmount
from legal.norms.rules import tranches
from legal.transfers.models import Calculation, Rescue, Tranche, Transfer
from legal.transfers.models.transfers import OPEN_STATUSES

NOTHING = Decimal(0)

# What later rooms cancelled: the amount by case. The settlement of a termination registers here.
Cancellations = Callable[[], Mapping[int, Decimal]]
_elsewhere: list[Cancellations] = []


def count_cancellations(of: Cancellations) -> None:
    """Register what a later room cancels, so that the books of a case know it."""
    _elsewhere.append(of)


@dataclass(frozen=True, kw_only=True)
class TrancheBooks:
    """A tranche in soles: its parts, what its year agreed, and what the acts behind the parts add up to.

    ``calculated`` was made due by reports; ``confirmed`` arrived by transfers; ``under_way`` is the transfer that
    has not ended; ``rescued`` is what rescues ended in cancelling.
    """

    name: str
    agreed: Decimal
    amount: Decimal
    paid: Decimal
    due: Decimal
    balance: Decimal
    cancelled: Decimal
    forgone: Decimal
    calculated: Decimal
    confirmed: Decimal
    under_way: Decimal
    rescued: Decimal

    @property
    def faults(self) -> list[str]:
        """What does not agree, in words."""
        parts = self.paid + self.due + self.balance + self.cancelled + self.forgone
        earned = self.paid + self.due
        pairs = [
            (_("monto del tramo"), self.amount, _("monto del año suscrito"), self.agreed),
            (_("suma de sus partes"), parts, _("monto del tramo"), self.amount),
            (_("transferido y por transferir"), earned, _("lo que hicieron exigible los cálculos"), self.calculated),
            (_("transferido"), self.paid, _("transferencias confirmadas"), self.confirmed),
        ]
        found = [_differ(*pair) for pair in pairs if pair[1] != pair[3]]
        if self.under_way > self.due:
            found.append(_exceeds(_("transferencia en trámite"), self.under_way, _("por transferir"), self.due))
        if self.rescued > self.cancelled:
            found.append(_exceeds(_("saldos cancelados por acto"), self.rescued, _("cancelado"), self.cancelled))
        negative = [each.name for each in fields(self) if each.type == "Decimal" and getattr(self, each.name) < 0]
        return found + [_("hay un monto negativo (%(part)s)") % {"part": name} for name in negative]


@dataclass(frozen=True, kw_only=True)
class CaseBooks:
    """The tranches of a case, and what acts of later rooms cancelled in it, in soles."""

    number: str
    tranches: tuple[TrancheBooks, ...]
    cancelled_elsewhere: Decimal = NOTHING

    @property
    def faults(self) -> list[tuple[str, str]]:
        """What does not agree: the tranche, or nothing for the case as a whole, and the words."""
        found = [(tranche.name, words) for tranche in self.tranches for words in tranche.faults]
        cancelled = sum((tranche.cancelled for tranche in self.tranches), NOTHING)
        acts = sum((tranche.rescued for tranche in self.tranches), self.cancelled_elsewhere)
        if cancelled != acts:
            found.append(("", _differ(_("cancelado"), cancelled, _("saldos cancelados por acto"), acts)))
        return found


def read_books() -> Iterator[CaseBooks]:
    """Yield the books of every case with tranches, by its number; the rows come by chunks, whatever their number."""
    elsewhere: dict[int, Decimal] = {}
    for cancelled in _elsewhere:
        for case, amount in cancelled().items():
            elsewhere[case] = elsewhere.get(case, NOTHING) + amount
    for (case, number), rows in groupby(_rows().iterator(2_000), key=lambda row: (row.case_id, row.case.number)):
        yield CaseBooks(
            number=number,
            tranches=tuple(_books(row) for row in rows),
            cancelled_elsewhere=elsewhere.get(case, NOTHING),
        )


def agreements_without_books() -> int:
    """Return how many agreements have no tranches, as they have not come into force: there is nothing to prove."""
    return Agreement.objects.exclude(case__in=Tranche.objects.values("case")).count()


def _rows() -> QuerySet[Tranche, Any]:
    year = YearAmount.objects.filter(agreement=OuterRef("period__agreement"), year=OuterRef("period__year"))
    return (
        Tranche.objects.select_related("case", "period")
        .annotate(
            year_maximum=Subquery(year.values("maximum")[:1]),
            year_percentage=Subquery(year.values("fixed_percentage")[:1]),
            calculated=_sum(Calculation.objects.all(), "due"),
            confirmed=_sum(Transfer.objects.filter(status=Transfer.Status.CONFIRMED), "amount"),
            under_way=_sum(Transfer.objects.filter(status__in=OPEN_STATUSES), "amount"),
            rescued=_sum(Rescue.objects.filter(status=Rescue.Status.CANCELLED), "amount"),
        )
        .order_by("case__number", "period__year", F("kind"), "pk")
    )


def _sum(rows: QuerySet[Any, Any], of: str) -> Coalesce:
    """Return the sum of the rows of a tranche, each kind by itself: joined, they would multiply each other."""
    total = rows.filter(tranche=OuterRef("pk")).order_by().values("tranche").annotate(total=Sum(of)).values("total")
    money: DecimalField[Any, Any] = DecimalField(max_digits=17, decimal_places=2)
    return Coalesce(Subquery(total), Value(NOTHING), output_field=money)


def _books(row: Any) -> TrancheBooks:
    agreed = dict(zip(Tranche.Kind, _agreed(row), strict=True))
    parts = {name: getattr(row, name) for name in ("amount", "paid", "due", "balance", "cancelled", "forgone")}
    acts = {name: getattr(row, name) for name in ("calculated", "confirmed", "under_way", "rescued")}
    return TrancheBooks(name=str(row), agreed=agreed[Tranche.Kind(row.kind)], **parts, **acts)


def _agreed(row: Any) -> tuple[Decimal, Decimal]:
    """Return the fixed and the variable tranche that the year of the signed agreement gives; nothing without one."""
    if row.year_maximum is None:
        return NOTHING, NOTHING
    return tranches(row.year_maximum, row.year_percentage)


def _differ(one: str, amount: Decimal, other: str, expected: Decimal) -> str:
    words = {"one": one, "amount": _soles(amount), "other": other, "expected": _soles(expected)}
    return _("%(one)s, %(amount)s, no es igual a %(other)s, %(expected)s") % words


def _exceeds(one: str, amount: Decimal, other: str, limit: Decimal) -> str:
    words = {"one": one, "amount": _soles(amount), "other": other, "limit": _soles(limit)}
    return _("%(one)s, %(amount)s, supera %(other)s, %(limit)s") % words


def _soles(amount: Decimal) -> str:
    return f"S/ {amount:,.2f}"
