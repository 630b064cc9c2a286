"""The addenda of the agreement, from the request to the day from which they rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from legal.addenda.models import Addendum
from legal.casefile.queries import CaseFile

Status = Addendum.Status
_STATES: Final = {
    Status.IN_FORCE: "ok",
    Status.DENIED: "idle",
    Status.WITHDRAWN: "idle",
    Status.LAPSED: "idle",
}


@dataclass(frozen=True, kw_only=True)
class AddendumRow:
    """One addendum: its name and page, status, who asked for it, and the days that matter."""

    name: str
    url: str
    status: str
    state: str
    requested_by: str
    requested_on: date
    signed_on: date | None
    in_force_from: date | None
    document_id: int | None


def addenda(file: CaseFile) -> tuple[AddendumRow, ...]:
    """Return the addenda in the order in which they were asked for."""
    return tuple(
        AddendumRow(
            name=each.label,
            url=reverse("addenda:addendum", args=[file.case.number, each.pk]),
            status=str(each.get_status_display()),
            state=_STATES.get(Status(each.status), "go"),
            requested_by=each.requested_by.name,
            requested_on=each.requested_on,
            signed_on=each.signed_on,
            in_force_from=each.in_force_from,
            document_id=each.document_id,
        )
        for each in file.execution.addenda
    )
