"""What the rows say of the money of each tranche, and what does not agree in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import Count, DecimalField, F, OuterRef, Prefetch, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from legal.agreements.models import Agreement, Period, YearAmount
from legal.norms.rules import tranches
from legal.transfers.models import Calculation, Rescue, Tranche, Transfer
from legal.transfers.models.transfers import OPEN_STATUSES

NOTHING = Decimal(0)
Kind = Tranche.Kind

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
    unreached: Decimal
    confirmed: Decimal
    under_way: Decimal
    rescued: Decimal
    is_of_its_case: bool = True

    @property
    def faults(self) -> list[str]:
        """What does not agree, in words."""
        parts = self.paid + self.due + self.balance + self.cancelled + self.forgone
        earned = self.paid + self.due
        pairs = [
            (_("monto del tramo"), self.amount, _("monto del año suscrito"), self.agreed),
            (_("suma de sus partes"), parts, _("monto del tramo"), self.amount),
            (_("transferido y por transferir"), earned, _("lo que hicieron exigible los cálculos"), self.calculated),
            (_("no alcanzado"), self.forgone, _("lo que los cálculos dejaron sin reconocer"), self.unreached),
            (_("transferido"), self.paid, _("transferencias confirmadas"), self.confirmed),
        ]
        found = [_differ(*pair) for pair in pairs if pair[1] != pair[3]]
        if self.under_way > self.due:
            found.append(_exceeds(_("transferencia en trámite"), self.under_way, _("por transferir"), self.due))
        if self.rescued > self.cancelled:
            found.append(_exceeds(_("saldos cancelados por acto"), self.rescued, _("cancelado"), self.cancelled))
        negative = [each.name for each in fields(self) if each.type == "Decimal" and getattr(self, each.name) < 0]
        found += [_("hay un monto negativo (%(part)s)") % {"part": name} for name in negative]
        return found if self.is_of_its_case else [*found, _("está en un expediente que no es el de su convenio")]


@dataclass(frozen=True, kw_only=True)
class CaseBooks:
    """The tranches of a case, those that it lacks, and what acts of later rooms cancelled in it, in soles."""

    number: str
    tranches: tuple[TrancheBooks, ...]
    lacking: tuple[str, ...] = ()
    cancelled_elsewhere: Decimal = NOTHING

    @property
    def faults(self) -> list[tuple[str, str]]:
        """What does not agree: the tranche, or nothing for the case as a whole, and the words."""
        found = [(name, _("falta, y el año suscrito le da un monto")) for name in self.lacking]
        found += [(tranche.name, words) for tranche in self.tranches for words in tranche.faults]
        cancelled = sum((tranche.cancelled for tranche in self.tranches), NOTHING)
        acts = sum((tranche.rescued for tranche in self.tranches), self.cancelled_elsewhere)
        if cancelled != acts:
            found.append(("", _differ(_("cancelado"), cancelled, _("saldos cancelados por acto"), acts)))
        return found


def read_books() -> Iterator[CaseBooks]:
    """Yield the books of every case whose agreement has periods, by its number; the rows come by chunks."""
    elsewhere: dict[int, Decimal] = {}
    for cancelled in _elsewhere:
        for case, amount in cancelled().items():
            elsewhere[case] = elsewhere.get(case, NOTHING) + amount
    for (case, number), rows in groupby(_periods().iterator(1_000), key=lambda row: (row.case, row.number)):
        periods = list(rows)
        found = {(row.period_id, row.kind): row for period in periods for row in period.tranches.all()}
        agreed = {
            (period.pk, kind): amount for period in periods for kind, amount in zip(Kind, _agreed(period), strict=True)
        }
        yield CaseBooks(
            number=number,
            tranches=tuple(_books(row, agreed[key], case) for key, row in found.items()),
            lacking=tuple(
                str(Tranche(period=period, kind=kind))
                for period in periods
                for kind in Kind
                if agreed[period.pk, kind] > 0 and (period.pk, kind) not in found
            ),
            cancelled_elsewhere=elsewhere.get(case, NOTHING),
        )


def agreements_without_books() -> int:
    """Return how many agreements have no periods, as they have not come into force: there is nothing to prove."""
    return Agreement.objects.filter(periods__isnull=True).count()


def _periods() -> QuerySet[Period, Any]:
    """Return the periods with the case and the signed year of each, and with their tranches as the acts leave them."""
    year = YearAmount.objects.filter(agreement=OuterRef("agreement"), year=OuterRef("year"))
    tranches_of_period = (
        Tranche.objects.select_related("period")
        .annotate(
            calculated=_sum(Calculation.objects.all(), "due"),
            calculations_made=Count("calculations"),
            confirmed=_sum(Transfer.objects.filter(status=Transfer.Status.CONFIRMED), "amount"),
            under_way=_sum(Transfer.objects.filter(status__in=OPEN_STATUSES), "amount"),
            rescued=_sum(Rescue.objects.filter(status=Rescue.Status.CANCELLED), "amount"),
        )
        .order_by("kind", "pk")
    )
    return (
        Period.objects.annotate(
            case=F("agreement__case"),
            number=F("agreement__case__number"),
            year_maximum=Subquery(year.values("maximum")[:1]),
            year_percentage=Subquery(year.values("fixed_percentage")[:1]),
        )
        .prefetch_related(Prefetch("tranches", queryset=tranches_of_period))
        .order_by("number", "year", "pk")
    )


def _sum(rows: QuerySet[Any, Any], of: str) -> Coalesce:
    """Return the sum of the rows of a tranche, each kind by itself: joined, they would multiply each other."""
    total = rows.filter(tranche=OuterRef("pk")).order_by().values("tranche").annotate(total=Sum(of)).values("total")
    money: DecimalField[Any, Any] = DecimalField(max_digits=17, decimal_places=2)
    return Coalesce(Subquery(total), Value(NOTHING), output_field=money)


def _books(row: Any, agreed: Decimal, case: int) -> TrancheBooks:
    parts = {name: getattr(row, name) for name in ("amount", "paid", "due", "balance", "cancelled", "forgone")}
    acts = {name: getattr(row, name) for name in ("calculated", "confirmed", "under_way", "rescued")}
    is_settled = row.kind == Kind.VARIABLE and row.calculations_made > 0
    return TrancheBooks(
        name=str(row),
        agreed=agreed,
        unreached=row.amount - row.calculated if is_settled else NOTHING,
        is_of_its_case=row.case_id == case,
        **parts,
        **acts,
    )


def _agreed(period: Any) -> tuple[Decimal, Decimal]:
    """Return the fixed and the variable tranche that the year of the signed agreement gives; nothing without one."""
    if period.year_maximum is None:
        return NOTHING, NOTHING
    return tranches(period.year_maximum, period.year_percentage)


def _differ(one: str, amount: Decimal, other: str, expected: Decimal) -> str:
    words = {"one": one, "amount": _soles(amount), "other": other, "expected": _soles(expected)}
    return _("%(one)s, %(amount)s, no es igual a %(other)s, %(expected)s") % words


def _exceeds(one: str, amount: Decimal, other: str, limit: Decimal) -> str:
    words = {"one": one, "amount": _soles(amount), "other": other, "limit": _soles(limit)}
    return _("%(one)s, %(amount)s, supera %(other)s, %(limit)s") % words


def _soles(amount: Decimal) -> str:
    return f"S/ {amount:,.2f}"
