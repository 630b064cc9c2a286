"""What can be signed: later rooms register how their document is issued and what follows.

Signing does not know what it signs; it asks the subject of the round.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from legal.documents.models import IssuedDocument
from legal.signing.models import SignatureRound
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import Unit, User

if TYPE_CHECKING:
    from workflow.permissions import Text


@dataclass(frozen=True, kw_only=True)
class Wording:
    """How pages and sentences name what is signed; whole sentences, because its gender runs through them.

    ``named`` puts the article before ``%(document)s``; ``to_issue``, ``to_sign`` and ``to_register`` are
    the titles of the steps, infinitives. The helps say what follows each step, the others what was done.
    """

    title: Text
    named: Text
    to_issue: Text
    to_sign: Text
    to_register: Text
    issue_help: Text
    sign_help: Text
    register_help: Text
    issued: Text
    declined: Text
    unvisaed: Text
    registered: Text


@dataclass(frozen=True, kw_only=True)
class Returned:
    """Who sent a document back, when and why: a party that does not sign, or a post that does not initial it."""

    unit: Unit
    on: date
    reason: str
    is_unvisaed: bool = False


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One kind of document that is signed, with its ``wording``.

    ``issue`` gives the document its number and text; ``obstacles_to_issuing`` says what is missing
    for that on a date, ``obstacles_to_signing`` what keeps a signature from bearing a date; ``on_signed`` receives
    the date of the last signature; ``on_declined`` who sent the document back.
    """

    name: str
    wording: Wording
    obstacles_to_issuing: Callable[[SignatureRound, date], list[Obstacle]]
    issue: Callable[[SignatureRound, User, Occurrence], IssuedDocument]
    on_signed: Callable[[SignatureRound, date], None]
    on_declined: Callable[[SignatureRound, Returned], None]
    obstacles_to_signing: Callable[[SignatureRound, date], list[Obstacle]] = lambda _round, _on: []


_subjects: dict[str, Subject] = {}


def register(subject: Subject) -> None:
    """Make a kind of document known to signing."""
    _subjects[subject.name] = subject


def subject_of(round_: SignatureRound) -> Subject:
    """Return what a round signs."""
    return _subjects[round_.subject]
