"""The acts outside a task that a person may start from the page of a case."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from legal.agreements.models import Agreement
from legal.agreements.paths import text_url
from legal.agreements.status import NOT_YET_IN_FORCE
from legal.casefile.panels.review import silent_consultations
from legal.casefile.queries import CaseFile
from legal.casefile.reader import Reader

Status = Agreement.Status


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An act that may be started, by its page."""

    label: str
    url: str


def offers(file: CaseFile, reader: Reader) -> list[Offer]:
    """Return what a person may start now. What is not theirs to do is not offered."""
    found = []
    is_unlocked = any(observation.answered_on is None for observation in file.observations)
    if file.agreement.status == Status.DRAFT and reader.may("agreements.edit", file.case):
        found.append(Offer(label=_("Redactar el texto"), url=text_url(file.agreement)))
    elif file.agreement.status == Status.IN_REVIEW and is_unlocked and reader.may("agreements.edit", file.case):
        found.append(Offer(label=_("Corregir el texto observado"), url=text_url(file.agreement)))
    if file.agreement.status in NOT_YET_IN_FORCE and reader.may("agreements.withdraw", file.case):
        found.append(
            Offer(label=_("Desistir del convenio"), url=reverse("agreements:withdraw", args=[file.case.number]))
        )
    return found


def may_close_consultations(file: CaseFile, reader: Reader) -> bool:
    """Whether a person may close a consultation that nobody answered; nobody is asked while there is none."""
    return bool(silent_consultations(file)) and reader.may("agreements.close_consultation", file.case)
