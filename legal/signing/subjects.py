"""What can be signed: later rooms register how their document is issued and what follows.

Signing does not know what it signs; it asks the subject of the round.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from legal.documents.models import IssuedDocument
from legal.signing.models import Signature, SignatureRound
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import User


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One kind of document that is signed.

    ``issue`` gives the document its number and text; ``obstacles_to_issuing`` says what is missing
    for that on a date; ``on_signed`` receives the date of the last signature; ``on_declined`` the signature
    that was refused.
    """

    name: str
    obstacles_to_issuing: Callable[[SignatureRound, date], list[Obstacle]]
    issue: Callable[[SignatureRound, User, Occurrence], IssuedDocument]
    on_signed: Callable[[SignatureRound, date], None]
    on_declined: Callable[[SignatureRound, Signature], None]


_subjects: dict[str, Subject] = {}


def register(subject: Subject) -> None:
    """Make a kind of document known to signing."""
    _subjects[subject.name] = subject


def subject_of(round_: SignatureRound) -> Subject:
    """Return what a round signs."""
    return _subjects[round_.subject]
