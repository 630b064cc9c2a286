"""A template is published while documents of its kind are issued: each paper is by the template that rules its day."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from legal.documents.kinds import document_kinds
from legal.documents.linting.report import Report
from legal.documents.models import DocumentKind, IssuedDocument, TemplateDecision
from legal.documents.queries import template_in_force
from legal.documents.services import templates
from tests.factories import World, make_case
from tests.factories.world import make_world
from tests.legal.documents.rewording import KIND
from tests.legal.documents.test_reproduction import filled
from tests.legal.documents.test_services import issue
from tests.legal.documents.test_templates import colleague, draft, publish
from tests.legal.papers import issue_without_word
from tests.legal.racing import at_once, refusal_of
from workflow import clock
from workflow.errors import Refusal

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

PATIENCE = 10


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Word and without the check of the template, which would always come last."""
    issue_without_word(monkeypatch)
    monkeypatch.setattr(templates, "check_template", lambda *_arguments, **_options: Report(findings=()))


def letter(world: World, day: date) -> IssuedDocument:
    """Issue a letter of a day."""
    values: dict[str, Any] = {"kind": DocumentKind.EXTENSION_LETTER, "issued_on": day, "title": "Oficio"}
    values["context"] = replace(filled(document_kinds()[KIND]), title="Oficio")
    with transaction.atomic():
        return issue(make_case(world.region, world.formulator), world.directorate, world.formulator, **values)


def meanwhile(first: Callable[[], object], second: Callable[[], object]) -> Refusal | None:
    """Do a first act, and before it is committed begin a second, which waits for it; return what refused that."""

    def run() -> Refusal | None:
        try:
            return refusal_of(second)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            waiting: Future[Refusal | None] = pool.submit(run)
            _wait_until_somebody_waits()
        return waiting.result(timeout=PATIENCE)


def _wait_until_somebody_waits() -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("nobody waits")


def test_a_publication_waits_for_a_document_of_its_first_day_and_is_refused() -> None:
    world, today = make_world(), clock.today()
    version = draft(world.legal_reviewer)
    refusal = meanwhile(lambda: letter(world, today), lambda: publish(version, colleague(world), today))
    assert "Ya hay un documento de esta clase" in str(refusal)
    assert not TemplateDecision.objects.filter(version=version).exists()


def test_a_publication_waits_for_another_and_is_refused_where_that_comes_before_it() -> None:
    world, today = make_world(), clock.today()
    publisher, between, version = colleague(world), draft(world.legal_reviewer), draft(world.legal_reviewer, 3)
    refusal = meanwhile(
        lambda: publish(between, publisher, today + timedelta(days=2)),
        lambda: publish(version, publisher, today + timedelta(days=5)),
    )
    assert "La situación cambió" in str(refusal)
    assert not TemplateDecision.objects.filter(version=version).exists()


def test_a_document_waits_for_a_publication_and_is_made_by_the_template_that_came() -> None:
    world, today = make_world(), clock.today()
    version = draft(world.legal_reviewer)
    assert meanwhile(lambda: publish(version, colleague(world), today), lambda: letter(world, today)) is None
    assert IssuedDocument.objects.get().template == version


def test_whoever_comes_first_each_document_is_by_the_template_of_its_day_and_no_number_is_lost() -> None:
    world, today = make_world(), clock.today()
    publisher = colleague(world)
    for number in range(2, 7):
        day, version = today + timedelta(days=number), draft(world.legal_reviewer, number)
        at_once(
            lambda day=day, version=version: publish(version, publisher, day),
            *[lambda day=day: letter(world, day)] * 3,
        )
        letter(world, day)
    documents = IssuedDocument.objects.order_by("number")
    assert all(each.template == template_in_force(KIND, on=each.issued_on) for each in documents)
    assert [each.number for each in documents] == list(range(1, len(documents) + 1))
