"""The tranches: what became of each sol, drawn and added up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from legal.casefile.execution import TrancheFile
from legal.casefile.panels.commitments import year_label
from legal.transfers.queries import PARTS
from workflow.templatetags.words import soles

SHOWN = (*PARTS, "unverified")


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A part of a bar: where it starts and how wide it is, in percent as SVG writes them, and how it looks."""

    start: str
    width: str
    look: str


@dataclass(frozen=True, kw_only=True)
class TrancheRow:
    """A tranche in soles; its six parts add up to ``amount``. ``bar`` tells the drawing in words.

    ``unverified`` is what no report has calculated yet, ``balance`` what verification left: it can be lost.
    """

    year: str
    kind: str
    fiscal_year: int
    amount: Decimal
    paid: Decimal
    due: Decimal
    unverified: Decimal
    balance: Decimal
    cancelled: Decimal
    forgone: Decimal
    pieces: tuple[Piece, ...]
    bar: str


@dataclass(frozen=True, kw_only=True)
class TrancheSums:
    """The parts of all tranches, in soles."""

    amount: Decimal
    paid: Decimal
    due: Decimal
    unverified: Decimal
    balance: Decimal
    cancelled: Decimal
    forgone: Decimal


def tranche_rows(tranches: Sequence[TrancheFile]) -> tuple[TrancheRow, ...]:
    """Return the tranches of an agreement, year by year."""
    return tuple(_row(each) for each in tranches)


def tranche_sums(rows: Sequence[TrancheRow]) -> TrancheSums:
    """Return the totals of the rows."""
    return TrancheSums(**{part: sum((getattr(row, part) for row in rows), Decimal(0)) for part in SHOWN})


def _row(each: TrancheFile) -> TrancheRow:
    tranche = each.tranche
    year, kind = year_label(tranche.period.year), str(tranche.get_kind_display())
    parts = list(_parts(each))
    told = [_("%(part)s %(amount)s") % {"part": words, "amount": soles(amount)} for _look, words, amount in parts]
    bar = _("%(year)s, %(kind)s de %(amount)s: %(parts)s")
    return TrancheRow(
        year=year,
        kind=kind,
        fiscal_year=tranche.period.fiscal_year,
        **{part: getattr(tranche, part) for part in PARTS if part != "balance"},
        unverified=Decimal(0) if each.is_settled else tranche.balance,
        balance=tranche.balance if each.is_settled else Decimal(0),
        pieces=tuple(_pieces(tranche.amount, [(look, amount) for look, _words, amount in parts])),
        bar=bar % {"year": year, "kind": kind, "amount": soles(tranche.amount), "parts": "; ".join(told)},
    )


def _parts(each: TrancheFile) -> Iterator[tuple[str, str, Decimal]]:
    """Yield the parts that hold anything, in the order in which they are drawn: look, name, soles."""
    tranche = each.tranche
    rest = ("risk", _("saldo en riesgo")) if each.is_settled else ("soft", _("por verificar"))
    for look, words, amount in (
        ("ok", _("transferido"), tranche.paid),
        ("go", _("por transferir"), tranche.due),
        (*rest, tranche.balance),
        ("idle", _("cancelado"), tranche.cancelled),
        ("none", _("no alcanzado"), tranche.forgone),
    ):
        if amount > 0:
            yield look, words, amount


def _pieces(whole: Decimal, parts: Sequence[tuple[str, Decimal]]) -> Iterator[Piece]:
    """Yield the parts of a bar. Both ends are rounded, not the widths: the pieces touch, and end with the bar."""
    reached = Decimal(0)
    for look, amount in parts:
        start, reached = reached, reached + amount
        yield Piece(start=_percent(start, whole), width=_width(start, reached, whole), look=look)


def _percent(amount: Decimal, whole: Decimal) -> str:
    return f"{amount * 100 / whole:.2f}"


def _width(start: Decimal, end: Decimal, whole: Decimal) -> str:
    return str(Decimal(_percent(end, whole)) - Decimal(_percent(start, whole)))
