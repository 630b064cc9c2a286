"""One file, several criteria: chosen among those that the period has, never kept nor presented twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from legal.agreements.models import Agreement
from legal.agreements.services import matrices
from legal.documents.models import StoredFile
from legal.verification.errors import CannotAddEvidence
from legal.verification.models import Evidence, Verification
from legal.verification.queries import levels_of, targets_of
from legal.verification.reading import period_rows
from tests.factories import (
    World,
    a_criterion,
    approve,
    complete_terms,
    give_opinions,
    issue,
    make_draft,
    register,
    sign_all,
    submit,
    verification_of,
    write,
)
from tests.factories.agreements import PDF
from tests.factories.verification import add_evidence, to_served
from tests.legal.browsing import get, handed_over, has_form, post, words
from tests.legal.refusals import refused
from tests.legal.verification.opened import a_file, first_year, second_year
from workflow import clock

pytestmark = pytest.mark.usefixtures("papers_without_word")

OTHER = PDF + b"% otra"


@pytest.fixture
def period(world: World, travel: Callable[[date], None]) -> Verification:
    """Return the second year of an agreement with two criteria, of its executing unit, and an indicator."""
    return second_year(world, travel, criteria=2)


@pytest.fixture
def shared_out(world: World) -> Verification:
    """Return the first year of an agreement whose C-02 the region itself answers for."""
    agreement: Agreement = make_draft(world)
    complete_terms(agreement, world)
    terms = replace(a_criterion(code="C-02"))
    write(agreement, world.formulator, matrices.write_criterion, terms=terms, responsible_unit=world.region)
    for step in (submit, give_opinions, approve, issue, sign_all, register):
        step(agreement)
    return verification_of(agreement)


def evidence_form(*supports: str, **changes: object) -> dict[str, object]:
    """Return evidence as it is sent."""
    today = clock.today().isoformat()
    return {"title": "Padrón nominal", "supports": list(supports), "occurred_on": today, "grounds": "", **changes}


def keys(period: Verification) -> dict[str, str]:
    """Return how the form names what the year demands, by code."""
    found = {each.criterion.code: f"criterion_{each.pk}" for each in levels_of(period)}
    return found | {each.indicator.code: f"indicator_{each.pk}" for each in targets_of(period)}


class TestAFileOfThePeriod:
    def test_supports_another_criterion_without_a_copy(self, world: World, period: Verification) -> None:
        add_evidence(period, "C-01", by=world.executing_officer)
        file = period.evidence.get().file_id
        files = StoredFile.objects.count()
        values = evidence_form(keys(period)["C-02"], keys(period)["I-01"], kept=file)
        done = post(world.coordinator, "verification:add_evidence", period.case.number, 2, **values)
        assert done.status_code == 302
        assert StoredFile.objects.count() == files
        found = [(each.file_id, each.supplied_by, each.supplied_on) for each in period.evidence.order_by("pk")]
        today = clock.today()
        assert found == [(file, world.executing_officer, today), *[(file, world.coordinator, today)] * 2]

    def test_is_shared_when_the_same_bytes_are_brought_again(self, period: Verification) -> None:
        add_evidence(period, "C-01")
        add_evidence(period, "C-02", name="otro nombre.pdf")
        assert period.evidence.values("file").distinct().count() == 1

    def test_may_be_a_report_of_the_entity(self, world: World) -> None:
        period = first_year(world, criteria=2)
        to_served(period, unmet=("C-02",))
        report = period.compliance_reports.get()
        add_evidence(period, "C-02", kept=report.file_id)
        assert period.evidence.get().file == report.file
        assert period.evidence.get().for_correction

    def test_is_offered_in_words_and_each_only_once(self, world: World, period: Verification) -> None:
        add_evidence(period, "C-01", "C-02", name="base.pdf")
        page = get(world.coordinator, "verification:add_evidence", period.case.number, 2)
        assert page.content.decode().count("base.pdf: Sustento de C-01, C-02</option>") == 1

    def test_is_not_asked_for_where_there_is_none(self, world: World, period: Verification) -> None:
        page = get(world.coordinator, "verification:add_evidence", period.case.number, 2)
        assert has_form(page, "Registrar la evidencia")
        assert 'name="kept"' not in page.content.decode()

    def test_is_one_of_this_period(self, world: World, travel: Callable[[date], None]) -> None:
        other = second_year(world, travel, criteria=2)
        add_evidence(other, "C-01", content=OTHER)
        period = second_year(world, travel, criteria=2)
        stranger = other.evidence.get().file_id
        told = refused(period.case, CannotAddEvidence, lambda: add_evidence(period, "C-01", kept=stranger))
        assert told == ["Ese archivo no se presentó en este período."]
        add_evidence(period, "C-01")
        values = evidence_form(keys(period)["C-02"], kept=stranger)
        page = post(world.coordinator, "verification:add_evidence", period.case.number, 2, **values)
        assert page.status_code == 422
        assert "Ese archivo no se presentó en este período" in words(page)
        assert period.evidence.count() == 1

    def test_is_not_chosen_beside_a_new_one(self, world: World, period: Verification) -> None:
        add_evidence(period, "C-01")
        file = period.evidence.get().file_id
        values = evidence_form(keys(period)["C-02"], kept=file, file=a_file("nuevo.pdf", OTHER))
        page = post(world.coordinator, "verification:add_evidence", period.case.number, 2, **values)
        assert page.status_code == 422
        assert "Elija un archivo nuevo o uno ya presentado, no los dos" in words(page)
        assert period.evidence.count() == 1


class TestTheSameTwice:
    def test_is_refused_with_all_that_it_supports_and_since_when(self, period: Verification) -> None:
        add_evidence(period, "C-01", "I-01")
        told = refused(period.case, CannotAddEvidence, lambda: add_evidence(period, "C-01", "C-02", "I-01"))
        assert [each.partition(" el ")[0] for each in told] == [
            "«base.pdf» ya se presentó como evidencia de C-01",
            "«base.pdf» ya se presentó como evidencia de I-01",
        ]
        assert told[0].endswith("el 4 de enero de 2027 (Coordinador del convenio, GRA).")
        assert period.evidence.count() == 2

    def test_is_no_correction(self, world: World) -> None:
        period = first_year(world, criteria=2)
        add_evidence(period, "C-02")
        file = period.evidence.get().file_id
        to_served(period, unmet=("C-02",))
        told = refused(period.case, CannotAddEvidence, lambda: add_evidence(period, "C-02", kept=file))
        assert "ya se presentó como evidencia de C-02" in told[0]

    def test_is_refused_by_the_database_too(self, period: Verification) -> None:
        add_evidence(period, "C-01")
        row = period.evidence.get()
        row.pk = None
        with pytest.raises(IntegrityError, match=r"presented_once|UNIQUE"), transaction.atomic():
            row.save(force_insert=True)


class TestAnExecutingUnit:
    def test_is_offered_only_what_it_answers_for(self, world: World, shared_out: Verification) -> None:
        page = words(get(world.executing_officer, "verification:add_evidence", shared_out.case.number, 1))
        assert "C-01" in page
        assert "C-02" not in page
        everything = words(get(world.coordinator, "verification:add_evidence", shared_out.case.number, 1))
        assert "C-02" in everything

    def test_supports_nothing_of_others_by_hand_either(self, world: World, shared_out: Verification) -> None:
        told = refused(
            shared_out.case, CannotAddEvidence, lambda: add_evidence(shared_out, "C-02", by=world.executing_officer)
        )
        assert told == ["Su unidad sustenta solo los criterios de los que responde."]
        values = evidence_form(keys(shared_out)["C-02"], file=a_file("base.pdf"))
        page = post(world.executing_officer, "verification:add_evidence", shared_out.case.number, 1, **values)
        assert page.status_code == 422
        assert not shared_out.evidence.exists()

    def test_reads_and_reuses_what_others_presented_in_the_case(self, world: World, shared_out: Verification) -> None:
        add_evidence(shared_out, "C-02", by=world.coordinator)
        file = shared_out.evidence.get().file_id
        answer = get(world.executing_officer, "verification:file", shared_out.case.number, 1, file)
        assert handed_over(answer) == PDF
        add_evidence(shared_out, "C-01", by=world.executing_officer, kept=file)
        assert Evidence.objects.filter(file=file).count() == 2


class TestThePage:
    def test_says_on_each_criterion_what_else_the_file_supports(self, world: World, period: Verification) -> None:
        add_evidence(period, "C-01", "C-02", "I-01", by=world.executing_officer)
        add_evidence(period, "C-02", content=OTHER)
        rows = period_rows(period)
        shown = {each.code: [file.also for file in each.evidence] for each in rows.criteria}
        assert shown == {"C-01": ["C-02, I-01"], "C-02": ["C-01, I-01", ""]}
        page = words(get(world.auditor, "verification:period", period.case.number, 2))
        assert "También sustenta C-02, I-01." in page
        assert "Presentada el 04/01/2027 por Irma Kuroki (Directora de la unidad ejecutora" in page


class TestWhatAPeriodMayHold:
    def test_is_so_many_files(self, period: Verification, settings: Any) -> None:
        settings.EVIDENCE_MAX_FILES = 1
        add_evidence(period, "C-01")
        told = refused(period.case, CannotAddEvidence, lambda: add_evidence(period, "C-02", content=OTHER))
        assert told == ["El período ya tiene el máximo de archivos de evidencia (1): elija uno de ellos o reúnalos."]
        add_evidence(period, "C-02")
        assert period.evidence.count() == 2

    def test_is_so_many_bytes(self, period: Verification, settings: Any) -> None:
        settings.EVIDENCE_MAX_BYTES = len(PDF) + len(OTHER) - 1
        add_evidence(period, "C-01", "C-02")
        told = refused(period.case, CannotAddEvidence, lambda: add_evidence(period, "C-01", content=OTHER))
        assert "La evidencia del período pesa" in told[0]
        settings.EVIDENCE_MAX_BYTES += 1
        add_evidence(period, "C-01", content=OTHER)
