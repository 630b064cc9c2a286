"""What the official papers of an agreement share: the head of the page, to whom they go, who signs."""

from __future__ import annotations

from datetime import date
from typing import Final

from legal.agreements.models import Agreement
from legal.agreements.queries import grantor_of
from legal.agreements.texts import parties
from legal.agreements.texts.wording import BLANK
from legal.documents.documents import Addressee, Letterhead, Signatory
from legal.documents.queries import year_name
from legal.entities.names import name_on
from legal.norms.names import title_on
from workflow.models import Mandate, User

VICE_MINISTRY: Final = "Despacho Viceministerial de Hacienda"
DEMONSTRATION_NOTE: Final = "DOCUMENTO DE DEMOSTRACIÓN, SIN EFECTO LEGAL: CIFRAS, FECHAS Y PERSONAS INVENTADAS"
# Titles that tell nothing of the person who holds the post.
_NEUTRAL: Final = frozenset({"titular", "representante"})


def letterhead(agreement: Agreement, *, on: date) -> Letterhead:
    """Return the head of the grantor's papers, with the names that the year and its decade have; two queries."""
    grantor, year = grantor_of(agreement), year_name(on.year)
    return Letterhead(
        ministry=name_on(grantor.entity.unit, on),
        vice_ministry=VICE_MINISTRY,
        directorate=name_on(grantor.unit, on),
        decade_name=year.decade_name if year else "",
        year_name=year.name if year else "",
    )


def demonstration_note(agreement: Agreement) -> str:
    """Return what the papers of an invented agreement say across the page; nothing in real life."""
    return DEMONSTRATION_NOTE if agreement.demonstration_note else ""


def signatory_text(user: User, authority: Mandate | None, *, unit_name: str, on: date) -> Signatory:
    """Return who signs: the name and the post as it was called on the day, with the formula of its mandate.

    Without a mandate the post is left out: nobody signs as what he is not.
    """
    post = authority.signs_as(title_on(authority.post_title, on)) if authority else ""
    return Signatory(name=str(user), post=post, entity=unit_name)


def addressee_of_entity(agreement: Agreement, *, on: date) -> Addressee:
    """Return the head of the entity on a date, with the title that the law gave the post then; three queries.

    While the post is vacant its name is a line to fill in.
    """
    entity = parties.read(agreement, on=on).entity
    head = entity.text
    return Addressee(
        treatment=_treatment(head.representative_post, head.representative_name),
        name=head.representative_name,
        post=head.representative_post,
        entity=entity.entity_name,
        address=head.address,
    )


def _treatment(post: str, name: str) -> str:
    """Return how the holder is addressed: the form that the title has is that of the person."""
    first = post.partition(" ")[0].casefold()
    if name == BLANK or first in _NEUTRAL:
        return "Señor(a)"
    return "Señora" if first.endswith("a") else "Señor"
