"""The rescue of balances: warning, answer, decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from legal.casefile.panels.documents import document_url
from legal.casefile.queries import CaseFile
from legal.transfers.models import Rescue
from workflow.models import Deadline
from workflow.templatetags.words import long_date

_STATES = {
    Rescue.Status.OPEN.value: "warn",
    Rescue.Status.WARNED.value: "warn",
    Rescue.Status.RUNNING.value: "warn",
    Rescue.Status.CANCELLED.value: "risk",
    Rescue.Status.CARRIED.value: "go",
    Rescue.Status.STOPPED.value: "idle",
}


@dataclass(frozen=True, kw_only=True)
class RescueRow:
    """What is done about a balance, in soles: that which waits, or that which was decided on.

    ``served`` tells the receipt of the warning and ``term`` what became of the time to answer it;
    ``days_left`` counts calendar days while it runs. Texts are empty for what has not happened.
    """

    tranche: str
    amount: Decimal
    status: str
    state: str
    warning: str
    warning_url: str
    served: str
    term: str
    days_left: int | None
    answer: str
    answer_url: str
    letter: str
    letter_url: str
    reason: str
    decided_on: date | None


def rescue_rows(file: CaseFile) -> tuple[RescueRow, ...]:
    """Return the rescues of a case, in the order in which they were opened."""
    return tuple(_row(rescue, file) for rescue in file.execution.rescues)


def _row(rescue: Rescue, file: CaseFile) -> RescueRow:
    term = rescue.answer_deadline
    is_running = term is not None and term.status == Deadline.Status.RUNNING
    return RescueRow(
        tranche=str(capfirst(str(rescue.tranche))),
        amount=rescue.tranche.balance if rescue.amount is None else rescue.amount,
        status=_status(rescue),
        state=_STATES[rescue.status],
        warning=str(rescue.warning or ""),
        warning_url=document_url(rescue.warning),
        served=_served(rescue),
        term=_term(rescue, term),
        days_left=(term.due_on - file.today).days if term and is_running else None,
        answer=rescue.answer,
        answer_url=reverse("transfers:answer_file", args=[file.case.number, rescue.pk])
        if rescue.answer_file_id
        else "",
        letter=str(rescue.letter or ""),
        letter_url=document_url(rescue.letter),
        reason=rescue.reason,
        decided_on=rescue.decided_on,
    )


def _status(rescue: Rescue) -> str:
    if rescue.status == Rescue.Status.CARRIED and rescue.carried_into is not None:
        return _("Criterios arrastrados al Nivel %(level)d") % {"level": rescue.carried_into.level}
    return str(capfirst(rescue.get_status_display()))


def _served(rescue: Rescue) -> str:
    notice = rescue.warning_notice
    if notice is None:
        return ""
    if notice.received_on is None:
        return _("Plazo no iniciado: falta la recepción del oficio")
    return _("Recibido el %(date)s") % {"date": long_date(notice.received_on)}


def _term(rescue: Rescue, term: Deadline | None) -> str:
    if rescue.answered_on:
        return _("Respondido el %(date)s") % {"date": long_date(rescue.answered_on)}
    if term is None:
        return ""
    words = {"date": long_date(term.due_on)}
    if term.status == Deadline.Status.RUNNING:
        return _("Puede responder hasta el %(date)s") % words
    if term.status == Deadline.Status.SUSPENDED:
        return _("Plazo suspendido; vencía el %(date)s") % words
    if term.status == Deadline.Status.STOPPED:
        return _("Plazo sin efecto")
    return _("Sin respuesta; el plazo venció el %(date)s") % words
