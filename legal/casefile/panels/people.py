"""Who takes part: the posts of the units, and who holds them today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from legal.agreements.services.review import CONSULTED_CAPACITY
from legal.casefile.panels.terms import capacity_words
from legal.casefile.queries import CaseFile, TakingPart
from legal.entities.roles import ADMINISTRATOR, AUDITOR, CONSULTED, VISA
from legal.signing.services.visas import VISA_CAPACITY
from workflow.models import Post


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """A post that takes part, in which capacity, and its holder; without one, the post is vacant.

    ``instrument`` is the act by which it is held, and ``instrument_url`` its file, where it was presented.
    ``delegates`` are those who act for the holder, each with the kind and the act of the delegation.
    """

    unit: str
    capacity: str
    post: str
    holder: str
    mandate: str
    since: date | None
    until: date | None
    instrument: str
    instrument_url: str
    delegates: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PeoplePanel:
    """The posts, in the order in which their units joined."""

    rows: tuple[PersonRow, ...]


def people(file: CaseFile) -> PeoplePanel:
    """Return who takes part in a case."""
    return PeoplePanel(rows=tuple(_row(each) for each in file.posts if _acts_as(each.post, each.capacity)))


def _acts_as(post: Post, capacity: str) -> bool:
    if capacity == CONSULTED_CAPACITY:
        return post.role == CONSULTED
    if capacity == VISA_CAPACITY:
        return post.role == VISA
    return post.role not in {ADMINISTRATOR, AUDITOR, CONSULTED}


def _row(each: TakingPart) -> PersonRow:
    mandate = each.mandate
    file_key = vars(mandate)["file_key"] if mandate else None  # annotated by the query that found it
    return PersonRow(
        unit=each.post.unit.name,
        capacity=capacity_words(each.capacity),
        post=mandate.post_title if mandate else each.post.title,
        holder=str(mandate.user) if mandate else "",
        mandate=str(mandate.get_kind_display()) if mandate else "",
        since=mandate.starts_on if mandate else None,
        until=mandate.ends_on if mandate else None,
        instrument=mandate.instrument if mandate else "",
        instrument_url=reverse("documents:mandate_file", args=[file_key]) if file_key else "",
        delegates=tuple(f"{one.user}, {one.get_kind_display()} ({one.instrument})" for one in each.delegates),
    )
