"""The addenda of the agreement, from the request to the day from which they rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legal.addenda.models import Addendum
from legal.addenda.queries import change_terms
from legal.addenda.terms import ChangeTerms
from legal.casefile.queries import CaseFile
from workflow.templatetags.words import long_date

Status = Addendum.Status
_STATES: Final = {
    Status.IN_FORCE: "ok",
    Status.DENIED: "idle",
    Status.WITHDRAWN: "idle",
    Status.LAPSED: "idle",
}


@dataclass(frozen=True, kw_only=True)
class AddendumRow:
    """One addendum: its name and page, status, what it ``changes``, who asked for it, and the days that matter.

    Where no change is written, ``unwritten`` says so with the beginning of what grounds it.
    """

    name: str
    url: str
    status: str
    state: str
    changes: tuple[str, ...]
    unwritten: str
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
            changes=tuple(_told(file, change_terms(row)) for row in each.written),  # type: ignore[attr-defined]
            unwritten=_unwritten(each),
            requested_by=each.requested_by.name,
            requested_on=each.requested_on,
            signed_on=each.signed_on,
            in_force_from=each.in_force_from,
            document_id=each.document_id,
        )
        for each in file.execution.addenda
    )


def _unwritten(addendum: Addendum) -> str:
    words = {"grounds": Truncator(addendum.grounds).words(12, truncate="…")}
    if addendum.has_failed:
        return _("No llegó a redactarse. Sustento: %(grounds)s") % words
    return _("Por redactar. Sustento: %(grounds)s") % words


def _told(file: CaseFile, change: ChangeTerms) -> str:
    match change.kind:
        case "term":
            return _("Vigencia: hasta el %(date)s") % {"date": long_date(change.ends_on)}
        case "ambit":
            return _("Ámbito: %(moved)s") % {"moved": ", ".join(_moved(len(change.added), len(change.removed)))}
        case _:
            return _("Texto de la cláusula %(clause)s") % {"clause": file.clauses[change.clause].name}


def _moved(added: int, removed: int) -> Iterator[str]:
    if added:
        yield ngettext("entra %(count)d distrito", "entran %(count)d distritos", added) % {"count": added}
    if removed:
        yield ngettext("sale %(count)d distrito", "salen %(count)d distritos", removed) % {"count": removed}
