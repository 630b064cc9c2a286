"""What a visa and a signature share: the document that bears them, and how they are printed."""

from __future__ import annotations

from datetime import date

from legal.documents.models import IssuedDocument
from legal.signing.models import SignatureRound
from legal.signing.subjects import subject_of
from workflow.models import Mandate, User
from workflow.titles import title_on


def document_of(round_: SignatureRound) -> IssuedDocument:
    """Return the document of a round that is issued."""
    assert round_.document is not None
    return round_.document


def named(round_: SignatureRound) -> str:
    """Return the document of a round with its article, as a sentence names it."""
    return str(subject_of(round_).wording.named) % {"document": round_.document}


def as_printed(mandate: Mandate, actor: User, on: date) -> str:
    """Return name and post as they stand below a signature or a visa, with "(s)", "(e)", "por" or "por delegación"."""
    return f"{actor}, {mandate.signs_as(title_on(mandate.post_title, on))}"
