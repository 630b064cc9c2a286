"""What stands in the way of sending a notice and of recording its receipt."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legal.notices.models import Notice
from workflow.errors import Obstacle


def obstacles_to_sending(notice: Notice, on: date) -> list[Obstacle]:
    """Return what keeps a notice from being sent: it was received, or the document is of a later date."""
    obstacles = []
    if notice.status == Notice.Status.RECEIVED:
        obstacles.append(Obstacle(text=_("El documento ya fue recibido.")))
    if on < notice.document.issued_on:
        obstacles.append(
            Obstacle(
                text=_("El documento es del %(date)s; no pudo enviarse antes.")
                % {"date": date_format(notice.document.issued_on, "DATE_FORMAT")},
                where="occurred_on",
            )
        )
    return obstacles


def obstacles_to_receiving(notice: Notice, on: date, *, receiver: str) -> list[Obstacle]:
    """Return what keeps a receipt from being recorded: without its proof nothing starts to run."""
    obstacles = []
    if notice.status != Notice.Status.SENT or notice.sent_on is None:
        obstacles.append(Obstacle(text=_("La notificación no está en camino.")))
    elif on < notice.sent_on:
        obstacles.append(
            Obstacle(
                text=_("Se envió el %(date)s; no pudo recibirse antes.")
                % {"date": date_format(notice.sent_on, "DATE_FORMAT")},
                where="occurred_on",
            )
        )
    if not receiver.strip():
        obstacles.append(Obstacle(text=_("Escriba quién firmó o selló el cargo."), where="receiver"))
    return obstacles
