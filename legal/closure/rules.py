"""What stands in the way of the end of an agreement. Pure questions on plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workflow.errors import Obstacle


@dataclass(frozen=True, kw_only=True)
class Pending:
    """What is still open of an agreement: periods, transfers, letters, requests for assistance and addenda by name, and
    soles that are due or balance.

    ``carried`` names the tranches whose balance is of criteria that were carried and not met after all.
    """

    periods: Sequence[str]
    transfers: Sequence[str]
    due: Decimal
    balance: Decimal
    letters: Sequence[str] = ()
    requests: Sequence[str] = ()
    addenda: Sequence[str] = ()
    carried: Sequence[str] = ()
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
    obstacles += [
        Obstacle(
            text=_("Del %(tranche)s quedan criterios arrastrados que no se cumplieron: decida sobre su saldo.")
            % {"tranche": tranche},
            who=_("Director General"),
        )
        for tranche in pending.carried
    ]
    return obstacles


def obstacles_to_unspent(
    unspent: Decimal | None, *, note: str, difference: str, paid: Decimal, followed: Decimal | None
) -> list[Obstacle]:
    """Return what is wrong with the balance that a final report declares unspent; all in soles.

    ``paid`` is what was transferred. ``followed`` is what follow-up tells unspent, None where no spending was recorded;
    a report that declares another balance says why (``difference``).
    """
    if unspent is None or unspent < 0:
        return [Obstacle(text=_("Escriba el saldo no gastado; si no lo hay, escriba 0."), where="unspent")]
    found = []
    if unspent > 0 and not note:
        text = _("Escriba qué se hará con el saldo no gastado: conserva su finalidad.")
        found.append(Obstacle(text=text, where="unspent_note"))
    if unspent > paid:
        text = _("El saldo no gastado no puede superar lo transferido, S/ %(paid)s.") % {"paid": f"{paid:,.2f}"}
        found.append(Obstacle(text=text, where="unspent"))
    if followed is not None and unspent != followed and not difference:
        words = {"followed": f"{followed:,.2f}", "unspent": f"{unspent:,.2f}"}
        text = _("El seguimiento registra S/ %(followed)s sin gastar y el informe, S/ %(unspent)s: explique por qué.")
        found.append(Obstacle(text=text % words, where="difference"))
    if difference and (followed is None or unspent == followed):
        text = _("El saldo no difiere del que registra el seguimiento: borre la explicación.")
        found.append(Obstacle(text=text, where="difference"))
    return found


def obstacles_to_dating(on: date, *, last_movement: date | None) -> list[Obstacle]:
    """Return what is wrong with the date of the act that ends the accounts: money has moved after it."""
    if last_movement is None or on >= last_movement:
        return []
    text = _("La fecha no puede ser anterior al último movimiento de dinero del convenio, el %(date)s.")
    return [Obstacle(text=text % {"date": date_format(last_movement, "DATE_FORMAT")}, where="occurred_on")]


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
    obstacles += [
        Obstacle(
            text=_("La solicitud de asistencia técnica «%(request)s» sigue sin respuesta.") % {"request": request},
            who=_("Sectorista"),
        )
        for request in pending.requests
    ]
    obstacles += [
        Obstacle(
            text=_("Falta registrar la %(addendum)s, que ya se firmó.") % {"addendum": addendum},
            who=_("Mesa de partes"),
        )
        for addendum in pending.addenda
    ]
    return obstacles
