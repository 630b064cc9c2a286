"""What stands in the way of the end of an agreement. Pure questions on plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from workflow.errors import Obstacle


@dataclass(frozen=True, kw_only=True)
class Pending:
    """What is still open of an agreement: periods, transfers and letters by name, and soles that are due or balance."""

    periods: Sequence[str]
    transfers: Sequence[str]
    due: Decimal
    balance: Decimal
    letters: Sequence[str] = ()
    is_being_terminated: bool = False


def obstacles_to_closing(pending: Pending) -> list[Obstacle]:
    """Return what keeps an agreement from being closed: open periods, transfers, dues, balances, a termination."""
    obstacles = obstacles_to_settling(pending)
    if pending.is_being_terminated:
        obstacles.append(
            Obstacle(text=_("Hay una resolución del convenio en trámite."), who=_("Director General")),
        )
    if pending.balance > 0:
        obstacles.append(
            Obstacle(
                text=_("Hay saldos por S/ %(balance)s sobre los que nadie ha decidido.")
                % {"balance": f"{pending.balance:,.2f}"},
                who=_("Director General"),
            )
        )
    return obstacles


def obstacles_to_settling(pending: Pending) -> list[Obstacle]:
    """Return what keeps a termination from being settled: what is verified, due or being served comes first."""
    obstacles = [
        Obstacle(text=_("El período «%(period)s» sigue abierto.") % {"period": period}) for period in pending.periods
    ]
    obstacles += [
        Obstacle(text=_("La transferencia «%(transfer)s» sigue en trámite.") % {"transfer": transfer})
        for transfer in pending.transfers
    ]
    if pending.due > 0 and not pending.transfers:
        obstacles.append(
            Obstacle(
                text=_("Falta transferir S/ %(due)s que ya corresponden.") % {"due": f"{pending.due:,.2f}"},
                who=_("Responsable de transferencias"),
            )
        )
    obstacles += [
        Obstacle(text=_("Falta notificar: %(letter)s.") % {"letter": letter}, who=_("Mesa de partes"))
        for letter in pending.letters
    ]
    return obstacles
