"""From the end of an agreement to the text of its papers, in Spanish whatever the language of the page."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils import translation

from legal.closure.documents import ClosureActDocument, TerminationActDocument
from legal.closure.models import Closure, Termination
from legal.closure.texts import closing, ending
from workflow.models import Mandate, User


def closure_act(closure: Closure, *, on: date, signatory: User, authority: Mandate | None) -> ClosureActDocument:
    """Return the act that closes an agreement where nothing is pending."""
    with translation.override(settings.LANGUAGE_CODE):
        return closing.closure_act(closure, on=on, signatory=signatory, authority=authority)


def termination_act(
    termination: Termination, *, on: date, signatory: User, authority: Mandate | None
) -> TerminationActDocument:
    """Return the letter that terminates an agreement; it takes effect on the day the entity receives it."""
    with translation.override(settings.LANGUAGE_CODE):
        return ending.termination_act(termination, on=on, signatory=signatory, authority=authority)
