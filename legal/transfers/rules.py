"""What stands in the way of the acts on money. Pure questions on plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legal.documents import citations
from workflow.errors import Obstacle
from workflow.models import Deadline

# The SIAF shows the number of an administrative record with ten digits.
SIAF_DIGITS: Final = 10


def obstacles_to_authorizing(*, amount: Decimal, due: Decimal) -> list[Obstacle]:
    """Return what keeps a transfer from being authorized: it is of more than is due."""
    if amount > due:
        return [
            Obstacle(
                text=_("La transferencia es de S/ %(amount)s y solo corresponde transferir S/ %(due)s.")
                % {"amount": f"{amount:,.2f}", "due": f"{due:,.2f}"}
            )
        ]
    return []


def obstacles_to_proposing(*, due: Decimal, has_open: bool) -> list[Obstacle]:
    """Return what keeps a transfer from being proposed: nothing is due, or one is under way."""
    obstacles = []
    if has_open:
        obstacles.append(Obstacle(text=_("Ya hay una transferencia en trámite de este tramo.")))
    if due <= 0:
        obstacles.append(Obstacle(text=_("No hay monto por transferir en este tramo.")))
    return obstacles


def obstacles_to_order(earlier: date | None, on: date, *, what: str) -> list[Obstacle]:
    """Return what is wrong with a date: the act comes before the one it follows. ``what`` names that one."""
    if earlier is not None and on < earlier:
        return [
            Obstacle(
                text=_("Antes está %(what)s, del %(date)s: la fecha no puede ser anterior.")
                % {"what": what, "date": date_format(earlier, "DATE_FORMAT")},
                where="occurred_on",
            )
        ]
    return []


def siaf_number(record: str) -> str:
    """Return the number of a SIAF record as it is kept: ten digits, however many zeros were written before it.

    Empty when it is no such number.
    """
    number = record.strip().lstrip("0")
    is_number = number.isascii() and number.isdigit() and len(number) <= SIAF_DIGITS
    return number.zfill(SIAF_DIGITS) if is_number else ""


def obstacles_to_citing_record(record: str, *, confirms: Sequence[str]) -> list[Obstacle]:
    """Return what is wrong with the SIAF record that confirms a transfer; ``confirms`` names those it confirms already.

    The SIAF numbers its records anew each year.
    """
    if not record.strip():
        return [Obstacle(text=_("Escriba el número del registro SIAF."), where="siaf_record")]
    if not siaf_number(record):
        text = _("«%(record)s» no es el número de un registro SIAF: son solo cifras, diez como máximo.")
        return [Obstacle(text=text % {"record": record.strip()}, where="siaf_record")]
    if confirms:
        text = _("El registro SIAF %(record)s ya confirma otra transferencia: %(others)s. Revise el número.")
        words = {"record": siaf_number(record), "others": "; ".join(confirms)}
        return [Obstacle(text=text % words, where="siaf_record")]
    return []


def obstacles_to_copies(bodies: tuple[str, ...], documents: Mapping[str, str]) -> list[Obstacle]:
    """Return which bodies get no copy, or by a document that cannot be found again: all do (DL 1440 art. 31.4)."""
    obstacles = []
    for place, body in enumerate(bodies, start=1):
        document, where = documents.get(body, ""), f"copy_{place}"
        if not document.strip():
            text = _("Falta el documento que remite la copia a: %(body)s.") % {"body": body}
            obstacles.append(Obstacle(text=text, where=where))
        obstacles += citations.obstacles_to_citing(document, like=citations.LETTER_OF_ENTITY, where=where)
    return obstacles


def obstacles_to_cancelling(
    *, balance: Decimal, warned_on: date | None, answer_term: Deadline | None, answered_on: date | None, on: date
) -> list[Obstacle]:
    """Return what keeps a balance from being cancelled.

    Only after a written warning was received, and the entity has answered it or its term is over
    (directive, 17.7; TUO Ley 27444 art. 151.2).
    """
    obstacles = []
    if balance <= 0:
        obstacles.append(Obstacle(text=_("El tramo no tiene saldo que cancelar.")))
    if warned_on is None or answer_term is None:
        return [
            *obstacles,
            Obstacle(
                text=_("El apercibimiento no consta como recibido: plazo no iniciado. Nada se cancela sin él."),
                who=_("Mesa de partes"),
            ),
        ]
    if answered_on is None and answer_term.status == Deadline.Status.SUSPENDED:
        obstacles.append(Obstacle(text=_("El plazo para responder el apercibimiento está suspendido.")))
    elif answered_on is None and on <= answer_term.due_on:
        obstacles.append(
            Obstacle(
                text=_("La entidad puede responder el apercibimiento hasta el %(date)s.")
                % {"date": date_format(answer_term.due_on, "DATE_FORMAT")},
                where="occurred_on",
            )
        )
    obstacles += obstacles_to_order(answered_on or warned_on, on, what=_("lo que la sustenta"))
    return obstacles


def obstacles_to_carrying(
    *, norm: str, lets_carry: bool, is_fixed: bool, is_waiting: bool, unmet: int, has_next: bool
) -> list[Obstacle]:
    """Return what keeps the criteria behind a balance from being carried to a later level.

    Each sentence names what is left to do: to cancel the balance, with its own guarantees.
    """
    if not is_waiting:
        return [Obstacle(text=_("Sobre este saldo ya se decidió."))]
    if not lets_carry:
        return [
            Obstacle(
                text=_("%(norm)s no permite arrastrar lo no subsanado: solo procede la cancelación del saldo.")
                % {"norm": norm}
            )
        ]
    if not is_fixed:
        return [
            Obstacle(
                text=_(
                    "Se arrastran criterios, y el tramo variable no los tiene: solo procede la cancelación del saldo."
                )
            )
        ]
    if not unmet:
        return [
            Obstacle(
                text=_(
                    "No se verificó ningún criterio del período, así que no hay qué arrastrar: solo procede la "
                    "cancelación del saldo."
                )
            )
        ]
    if not has_next:
        return [
            Obstacle(
                text=_("No queda un nivel posterior por verificar: solo procede la cancelación del saldo."),
            )
        ]
    return []
