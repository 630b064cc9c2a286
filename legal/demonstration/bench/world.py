"""The large world: its organization, the agreements that are lived, and their copies."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from random import Random

from django.db import transaction

from legal.agreements.models import Agreement
from legal.demonstration import database
from legal.demonstration.bench.life import NOTE
from legal.demonstration.bench.offices import NATIONAL as MINISTRIES
from legal.demonstration.bench.offices import Office, make_offices, municipalities_for, read_offices, regions
from legal.demonstration.bench.points import POINTS, live
from legal.demonstration.organization import load_organization
from legal.documents.models import IssuedDocument
from legal.documents.numbering import CODE_ALPHABET
from legal.entities.models import Level
from workflow.bulk import CaseModel, Copy, Vary
from workflow.models import Case, User
from workflow.models.site import BENCHMARK

LEAST, MOST = len(POINTS), 1_000_000
BATCH = 1_000
REASON = "Mundo de ensayo, escrito en bloque"
# Numbers of the documents of a copy: none of a model reaches it.
NUMBERS_OF_A_COPY = 1_000


@dataclass(frozen=True, kw_only=True)
class _Lived:
    """An agreement that was lived, ready to be copied, with the office it was lived with."""

    model: CaseModel
    office: Office
    level: str
    documents: tuple[tuple[str, int], ...]
    number: str


@transaction.atomic
def begin(*, today: date) -> None:
    """Mark an empty database, load the organization and live one agreement for each point of a life."""
    database.mark(BENCHMARK)
    load_organization("!")
    counts: dict[str, int] = {
        Level.NATIONAL: len(MINISTRIES),
        Level.REGIONAL: regions(),
        Level.LOCAL: municipalities_for(0),
    }
    offices = {level: make_offices(level, first=0, count=count) for level, count in counts.items()}
    for number, point in enumerate(POINTS, start=1):
        live(point, offices[point.level][0], number=number, today=today)


def held() -> int:
    """Return how many agreements of this world there are."""
    return Agreement.objects.filter(demonstration_note=NOTE).count()


def extend(*, to: int, seed: int, today: date) -> int:
    """Write copies until the database holds ``to`` agreements, and return how many were written.

    The same seed writes the same copies, in one go or in several.
    """
    first = held() - len(POINTS)
    last = to - len(POINTS)
    if last <= first:
        return 0
    offices = _offices(to)
    lived = _read_lived(offices)
    actor = User.objects.get(username="administrador")
    for start in range(first, last, BATCH):
        drawn = sorted((_draw(seed, index), index) for index in range(start, min(start + BATCH, last)))
        for point, indexes in groupby(drawn, key=lambda each: each[0]):
            one = lived[point]
            copies = [_copy(one, offices[one.level], seed, index) for _point, index in indexes]
            one.model.write(copies, actor=actor, on=today, reason=REASON)
    return last - first


def _offices(agreements: int) -> dict[str, list[Office]]:
    there = len(read_offices(Level.LOCAL))
    if (wanted := municipalities_for(agreements)) > there:
        with transaction.atomic():
            make_offices(Level.LOCAL, first=there, count=wanted - there)
    return {level: read_offices(level) for level in Level.values}


def _read_lived(offices: dict[str, list[Office]]) -> list[_Lived]:
    cases = Case.objects.filter(agreement__demonstration_note=NOTE).order_by("pk")[: len(POINTS)]
    lived = []
    for point, case in zip(POINTS, cases, strict=True):
        issued = IssuedDocument.objects.filter(case=case).order_by("pk").values_list("number_text", "number")
        documents = tuple(dict.fromkeys(issued))
        office = offices[point.level][0]
        words = [*office.words, case.number, *(text for text, _number in documents)]
        vary: Vary = {
            (IssuedDocument, "number"): lambda number, index: number + NUMBERS_OF_A_COPY * (index + 1),
            (IssuedDocument, "verification_code"): _code,
        }
        model = CaseModel(case, words=words, vary=vary)
        lived.append(_Lived(model=model, office=office, level=point.level, documents=documents, number=case.number))
    return lived


def _draw(seed: int, index: int) -> int:
    """Return which of the lived agreements the copy is of; the first copies go through all of them."""
    if index < len(POINTS):
        return index
    chance = Random(f"{seed}:{index}:point")  # noqa: S311 - invented data
    return chance.choices(range(len(POINTS)), weights=[point.share for point in POINTS])[0]


def _copy(one: _Lived, offices: list[Office], seed: int, index: int) -> Copy:
    chance = Random(f"{seed}:{index}:office")  # noqa: S311 - invented data
    # A world that grows draws from the offices that were there when the copy's turn came.
    known = min(len(offices), municipalities_for(index)) if one.level == Level.LOCAL else len(offices)
    office = offices[chance.randrange(known)]
    told = zip(one.office.words, office.words, strict=True)
    numbers = {
        text: text.replace(f"N° {number:03d}", f"N° {number + NUMBERS_OF_A_COPY * (index + 1)}")
        for text, number in one.documents
    }
    return Copy(
        index=index,
        replaced={(type(ours), ours.pk): theirs.pk for ours, theirs in zip(one.office.rows, office.rows, strict=True)},
        words={**dict(told), **numbers, one.number: f"ENSAYO-{index + 1:07d}"},
        moved=timedelta(days=chance.randrange(21)),
    )


def _code(code: str, index: int) -> str:
    """Return the verification code of a copy's document: always the same one, and nobody else's."""
    drawn = hashlib.sha256(f"{code}:{index}".encode()).digest()[:16]
    signs = "".join(CODE_ALPHABET[byte % len(CODE_ALPHABET)] for byte in drawn)
    return "-".join(signs[place : place + 4] for place in range(0, 16, 4))
