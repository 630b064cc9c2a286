"""Pages by the key of a row: whatever the list, its pages hold each row once, in order, both ways."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories import open_task
from tests.workflow.hospital import admit, make_hospital
from workflow.keyset import LAST, Column, Page, page_of
from workflow.models import Task

DAY = date(2026, 3, 10)
# Where ``due_on`` is empty, the row comes last whichever way the rest is sorted.
ORDERS = (
    (Column(name="due_on"), Column(name="id")),
    (Column(name="due_on", descending=True), Column(name="id", descending=True)),
    (Column(name="process__case__opened_on"), Column(name="due_on"), Column(name="id", descending=True)),
)
DAYS = st.lists(st.none() | st.integers(min_value=0, max_value=3), min_size=1, max_size=12)


class PagesOfTasks(TestCase):
    """Tasks due on few days and never, so that many rows share a key."""

    model_task: ClassVar[Task]

    @classmethod
    def setUpTestData(cls) -> None:
        """Write the one task that the others are copies of."""
        cls.model_task = open_task(admit(make_hospital()))

    def write(self, days: list[int | None]) -> None:
        """Write a task for each day; the one they are copies of is left out of what is read."""
        for day in days:
            self.model_task.pk, self.model_task.role = None, "copied"
            self.model_task.due_on = None if day is None else DAY + timedelta(days=day)
            self.model_task.save(force_insert=True)

    def page(self, order: tuple[Column, ...], size: int, at: str = "") -> Page[Task]:
        """Return a page of the copies."""
        return page_of(Task.objects.filter(role="copied"), order, size=size, at=at)

    @settings(max_examples=40, deadline=None)
    @given(days=DAYS, size=st.integers(min_value=1, max_value=5), order=st.sampled_from(ORDERS))
    def test_hold_each_row_once_in_order_forwards_and_backwards(
        self, days: list[int | None], size: int, order: tuple[Column, ...]
    ) -> None:
        self.write(days)
        whole = [task.pk for task in self.page(order, len(days)).rows]
        assert len(whole) == len(set(whole)) == len(days)

        pages = [self.page(order, size)]
        while (place := pages[-1].next) is not None:
            pages.append(self.page(order, size, place))
        assert [task.pk for page in pages for task in page.rows] == whole
        assert [page.first is None for page in pages] == [page.previous is None for page in pages]
        assert (pages[0].previous, pages[-1].last) == (None, None)

        back = [self.page(order, size, LAST)]
        while (place := back[-1].previous) is not None:
            back.append(self.page(order, size, place))
        assert [task.pk for task in back[0].rows] == whole[-size:]
        assert [task.pk for task in back[-1].rows] == whole[:size]
        assert {task.pk for page in back for task in page.rows} == set(whole)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "place",
    [
        "x",
        "despues",
        "despues~1",
        "despues~hoy~1",
        "antes~2026-02-30~1",
        "despues~2026-01-01~x",
        "despues~-~" + "9" * 40,
    ],
)
def test_a_place_that_no_page_gave_is_the_first_page(place: str) -> None:
    task = open_task(admit(make_hospital()))
    page = page_of(Task.objects.filter(pk=task.pk), ORDERS[0], size=1, at=place)
    assert (page.rows, page.first) == ([task], None)


@pytest.mark.django_db
def test_what_came_meanwhile_is_neither_repeated_nor_skipped() -> None:
    hospital = make_hospital()
    tasks = [open_task(admit(hospital)) for _number in range(3)]
    rows, order = Task.objects.filter(flow_task_type="HUMAN"), (Column(name="id", descending=True),)
    first = page_of(rows, order, size=1)
    newest = open_task(admit(hospital))
    assert first.rows == [tasks[2]]
    assert first.next is not None
    assert page_of(rows, order, size=1, at=first.next).rows == [tasks[1]]
    assert page_of(rows, order, size=1).rows == [newest]
