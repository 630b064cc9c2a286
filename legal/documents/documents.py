"""What every Word template receives: plain values, already written in the language of the document."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from legal.documents.errors import CannotRender
from workflow.errors import Obstacle


@dataclass(frozen=True, kw_only=True)
class IssueStamp:
    """What issuing adds to a text: its number, its version and the code that proves it.

    ``version`` is empty for the first; ``is_draft`` says that the text has no legal value yet.
    """

    number: str
    version: str
    verification_code: str
    is_draft: bool = False


DRAFT_STAMP = IssueStamp(number="N° ___-____", version="", verification_code="sin emitir", is_draft=True)


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """The head of an official paper: the offices from the larger to the smaller, the decade and the year.

    ``decade_name`` and ``year_name`` go without quotation marks; empty when that year has none.
    """

    country: str = "PERÚ"
    ministry: str
    vice_ministry: str
    directorate: str
    decade_name: str
    year_name: str


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """To whom an official letter goes: "Señora", the name, the post, the entity and, where known, its address."""

    treatment: str
    name: str
    post: str
    entity: str
    address: str


@dataclass(frozen=True, kw_only=True)
class Signatory:
    """Who signs an official paper: the name, the post (with "(e)" or "(s)" where due) and the office or entity."""

    name: str
    post: str
    entity: str


@dataclass(frozen=True, kw_only=True)
class DocumentContext:
    """Base of the contract between a kind of document and the template that lawyers edit.

    A document declares ``template_name`` and fields of text, whole numbers, booleans, tuples and
    further frozen dataclasses of these; nothing else reaches a template. ``stamp`` is replaced when
    the document is issued. One that ``binds_the_parties`` must hold the clauses that the law demands
    of agreements. ``bookmarks`` are those of Word that its template must keep, because others refer to them.
    """

    template_name: ClassVar[str]
    binds_the_parties: ClassVar[bool] = False
    bookmarks: ClassVar[tuple[str, ...]] = ()

    title: str
    letterhead: Letterhead
    stamp: IssueStamp = DRAFT_STAMP


def plain_values(document: DocumentContext) -> dict[str, Any]:
    """Return a document's fields as what JSON can hold.

    :raises CannotRender: when a value is anything but text, a whole number, a boolean, a list or a
        dataclass of these: models, dates, decimals and lazy texts would let the template decide how
        the law reads, or reach the database from it.
    """
    values: dict[str, Any] = _plain(document, type(document).__name__)
    return values


def _plain(value: Any, place: str) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name), f"{place}.{each.name}") for each in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(item, f"{place}[{position}]") for position, item in enumerate(value)]
    # Exact types: a subclass of str may be a lazy text or marked as safe.
    if type(value) is str:
        if any("\ud800" <= sign <= "\udfff" for sign in value):
            raise CannotRender(Obstacle(text=_("El dato «%(place)s» tiene caracteres rotos.") % {"place": place}))
        return value
    if type(value) in (int, bool):
        return value
    raise CannotRender(
        Obstacle(
            text=_("El dato «%(place)s» no es texto: es de tipo %(type)s.")
            % {"place": place, "type": type(value).__name__},
            where=place,
        )
    )
