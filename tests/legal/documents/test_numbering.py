"""Numbers under pressure: two people at once never get the same one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from legal.documents import numbering
from legal.documents.models import DocumentKind, NumberSequence
from tests.factories.people import make_unit
from workflow.models import Unit


def take(unit: Unit, times: int) -> list[int]:
    """Take numbers, each in a transaction of its own, on a connection of its own."""
    numbers = []
    try:
        for _time in range(times):
            with transaction.atomic():
                numbers.append(numbering.take_number(kind=DocumentKind.AGREEMENT, unit=unit, year=2015))
    finally:
        connection.close()
    return numbers


@pytest.fixture
def unit(transactional_db: None) -> Unit:
    return make_unit("DGPP", acronym="EF/50.01")


def test_two_people_at_once_get_different_numbers_and_leave_no_gap(unit: Unit) -> None:
    with ThreadPoolExecutor(2) as people:
        taken = [number for numbers in people.map(take, [unit] * 2, [10] * 2) for number in numbers]
    assert sorted(taken) == list(range(1, 21))


def test_papers_of_one_sort_share_their_numbers(unit: Unit) -> None:
    kinds = (DocumentKind.OBSERVATIONS_LETTER, DocumentKind.WARNING_LETTER, DocumentKind.VERIFICATION_REPORT)
    with transaction.atomic():
        numbers = [numbering.take_number(kind=kind, unit=unit, year=2026) for kind in kinds]
    assert numbers == [1, 2, 1]


def test_a_failed_issue_gives_its_number_back(unit: Unit) -> None:
    with transaction.atomic():
        numbering.take_number(kind=DocumentKind.AGREEMENT, unit=unit, year=2015)
        transaction.set_rollback(True)
    assert not NumberSequence.objects.exists()
    assert take(unit, 1) == [1]
