"""What people see of the antivirus: beside each file of evidence, at its download, at the form and on the case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection

from legal.casefile.infections import PLACES
from legal.documents import scanning
from legal.documents.models import DocumentSource, FileScan, MandateFile, StoredFile, TemplateSample, TemplateVersion
from legal.verification.models import Verification
from legal.verification.queries import levels_of
from tests.factories import World
from tests.factories.agreements import PDF
from tests.factories.verification import add_evidence
from tests.legal.browsing import get, post, words
from tests.legal.documents.fake_clamd import EICAR, VERSION, FakeClamd, fake_clamd
from tests.legal.verification.opened import a_file, second_year
from workflow import clock
from workflow.models import LedgerEntry

pytestmark = pytest.mark.usefixtures("papers_without_word")

INFECTED = PDF + EICAR


@pytest.fixture
def period(world: World, travel: Callable[[date], None]) -> Verification:
    """Return the second year of an agreement with two criteria."""
    return second_year(world, travel, criteria=2)


@pytest.fixture
def clamd(settings: Any) -> Iterator[FakeClamd]:
    """Return a clamd that is up."""
    with fake_clamd(settings) as server:
        yield server


def bring(world: World, period: Verification, content: bytes) -> Any:
    """Bring evidence of the first criterion as a person does."""
    values = {
        "title": "Base del padrón",
        "file": a_file("base.pdf", content),
        "supports": [f"criterion_{levels_of(period)[0].pk}"],
        "occurred_on": clock.today().isoformat(),
        "grounds": "",
    }
    return post(world.coordinator, "verification:add_evidence", period.case.number, 2, **values)


def say(outcome: str, content: bytes = PDF) -> None:
    """Record a verdict on some bytes, as a later scan does."""
    digest = StoredFile.objects.filter(size=len(content)).latest("pk").sha256
    FileScan.objects.create(sha256=digest, outcome=outcome, words="Eicar-Test-Signature", signatures=VERSION)


class TestTheForm:
    def test_refuses_an_infected_file_and_the_refusal_is_recorded(
        self, world: World, period: Verification, clamd: FakeClamd
    ) -> None:
        before = StoredFile.objects.count()
        page = bring(world, period, INFECTED)
        assert page.status_code == 409
        assert "El antivirus encontró «Eicar-Test-Signature» en el archivo y no se admite" in words(page)
        assert not period.evidence.exists()
        assert StoredFile.objects.count() == before
        refusal = LedgerEntry.objects.get(case=period.case, kind="refusal")
        assert "Eicar-Test-Signature" in refusal.reason

    def test_asks_the_antivirus_before_the_case_is_locked(
        self, world: World, period: Verification, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        depths = []
        monkeypatch.setattr(scanning, "scan", lambda content: depths.append(len(connection.savepoint_ids)))
        before = len(connection.savepoint_ids)
        assert bring(world, period, PDF).status_code == 302
        assert depths == [before]

    def test_refuses_to_reuse_what_was_found_infected_later(self, world: World, period: Verification) -> None:
        add_evidence(period, "C-01")
        say("infected")
        values: dict[str, object] = {"title": "x", "kept": period.evidence.get().file_id, "grounds": ""}
        values |= {"supports": [f"criterion_{levels_of(period)[1].pk}"], "occurred_on": clock.today().isoformat()}
        page = post(world.coordinator, "verification:add_evidence", period.case.number, 2, **values)
        assert page.status_code == 409
        assert "El antivirus encontró" in words(page)


class TestTheFile:
    @pytest.mark.parametrize(
        ("address", "outcome", "told"),
        [
            ("", "", "No analizado por antivirus"),
            ("/nowhere/clamd.ctl", "", "Pendiente de análisis por antivirus"),
            ("/nowhere/clamd.ctl", "failed", "Pendiente de análisis por antivirus"),
            ("/nowhere/clamd.ctl", "clean", "Analizado por antivirus, sin hallazgos, 04/01/2027"),
            ("", "infected", "Infectado («Eicar-Test-Signature»): no se entrega, 04/01/2027"),
        ],
    )
    def test_says_what_the_antivirus_said(
        self, world: World, period: Verification, settings: Any, address: str, outcome: str, told: str
    ) -> None:
        settings.CLAMD_ADDRESS = address
        add_evidence(period, "C-01")
        if outcome:
            say(outcome)
        assert told in words(get(world.auditor, "verification:period", period.case.number, 2))

    def test_is_not_handed_over_once_found_infected_but_stays_in_the_record(
        self, world: World, period: Verification
    ) -> None:
        add_evidence(period, "C-01")
        file = period.evidence.get().file_id
        say("infected")
        page = get(world.auditor, "verification:file", period.case.number, 2, file)
        assert page.status_code == 403
        assert "El antivirus encontró «Eicar-Test-Signature» en el archivo «base.pdf»" in words(page)
        assert get(world.stranger, "verification:file", period.case.number, 2, file).status_code == 404
        assert "Sustento de C-01" in words(get(world.auditor, "verification:period", period.case.number, 2))
        case = words(get(world.auditor, "casefile:detail", period.case.number))
        assert "El antivirus encontró archivos infectados, que no se entregan: base.pdf." in case


def test_the_page_of_a_case_looks_at_every_link_to_a_file() -> None:
    # The values of a document came from nobody, and nobody gets them.
    of_no_page = {DocumentSource, MandateFile, TemplateSample, TemplateVersion}
    linked = {
        (each.related_model, each.field.name)
        for each in StoredFile._meta.get_fields(include_hidden=True)
        if each.auto_created and each.is_relation and not each.related_model.__name__.startswith("Historical")
    }
    assert {(model, field) for model, field in linked if model not in of_no_page} == {
        (model, field) for model, field, _way in PLACES
    }
