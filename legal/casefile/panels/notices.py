"""The notices: what was served on whom, and the proof that it was received."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from legal.casefile.panels.documents import document_url
from legal.casefile.queries import CaseFile
from legal.closure.services import termination
from legal.notices.models import Notice
from legal.transfers.services import rescue
from legal.verification.services import observations

_STATES = {
    Notice.Status.PENDING.value: "go",
    Notice.Status.SENT.value: "go",
    Notice.Status.RECEIVED.value: "ok",
}


@dataclass(frozen=True, kw_only=True)
class NoticeRow:
    """A document served on a unit. ``pending`` says what has not started without the receipt, if anything waits."""

    document: str
    url: str
    unit: str
    channel: str
    attempts: int
    sent_on: date | None
    received_on: date | None
    receiver: str
    receipt: str
    receipt_url: str
    pending: str
    status: str
    state: str


@dataclass(frozen=True, kw_only=True)
class NoticesPanel:
    """The notices, the last one first."""

    rows: tuple[NoticeRow, ...]


def notices(file: CaseFile) -> NoticesPanel:
    """Return the notices of a case."""
    return NoticesPanel(rows=tuple(_row(notice) for notice in reversed(file.execution.notices)))


def _row(notice: Notice) -> NoticeRow:
    receipt = notice.receipt
    return NoticeRow(
        document=str(notice.document),
        url=document_url(notice.document),
        unit=notice.unit.name,
        channel=str(capfirst(notice.get_channel_display())),
        attempts=notice.attempts,
        sent_on=notice.sent_on,
        received_on=notice.received_on,
        receiver=notice.receiver,
        receipt=receipt.name if receipt else "",
        receipt_url=reverse("notices:receipt", args=[notice.pk]) if receipt else "",
        pending="" if notice.received_on else _pending(notice.subject),
        status=str(capfirst(notice.get_status_display())),
        state=_STATES[notice.status],
    )


def _pending(subject: str) -> str:
    """Return what waits for the receipt of a document of a subject."""
    return {
        observations.NOTICE_SUBJECT: _("Plazo no iniciado"),
        rescue.WARNING: _("Plazo no iniciado"),
        termination.NOTICE_SUBJECT: _("Sin efecto todavía"),
    }.get(subject, "")
