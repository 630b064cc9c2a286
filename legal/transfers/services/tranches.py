"""Open the tranches of an agreement, and move money between their parts: nobody else does."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from legal.agreements.models import Agreement
from legal.norms.rules import tranches
from legal.transfers.errors import CannotMove
from legal.transfers.models import Tranche
from workflow import ledger


def open_tranches(agreement: Agreement) -> None:
    """Open the fixed and the variable tranche of every year when the agreement enters into force.

    All of a tranche is balance until it is verified. A year without one of the two has no row for it.
    """
    amounts = {row.year: row for row in agreement.year_amounts.all()}
    opened = []
    for period in agreement.periods.order_by("year"):
        year = amounts[period.year]
        fixed, variable = tranches(year.maximum, year.fixed_percentage)
        for kind, amount in ((Tranche.Kind.FIXED, fixed), (Tranche.Kind.VARIABLE, variable)):
            if amount > 0:
                opened.append(
                    Tranche.objects.create(case=agreement.case, period=period, kind=kind, amount=amount, balance=amount)
                )
    ledger.record(
        act="transfers.open",
        subject=agreement,
        after={
            "tranches": [f"{tranche}: {tranche.amount:.2f}" for tranche in opened],
            "total": f"{sum((tranche.amount for tranche in opened), Decimal(0)):,.2f}",
        },
    )


def move(tranche: Tranche, amount: Decimal, *, source: str, target: str) -> Tranche:
    """Move soles from one part of a tranche to another, under the case's lock; return the tranche as it is now.

    ``source`` and ``target`` are among due, paid, balance, cancelled and forgone.

    :raises CannotMove: when the source holds less.
    """
    tranche = Tranche.objects.select_related("period").get(pk=tranche.pk)
    held: Decimal = getattr(tranche, source)
    if amount <= 0 or amount > held:
        raise CannotMove(
            _("Del %(tranche)s no pueden moverse S/ %(amount)s: hay S/ %(held)s.")
            % {"tranche": tranche, "amount": f"{amount:,.2f}", "held": f"{held:,.2f}"}
        )
    setattr(tranche, source, held - amount)
    setattr(tranche, target, getattr(tranche, target) + amount)
    tranche.save()
    return tranche
