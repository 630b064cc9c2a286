"""Task pages that issue the papers of verification, and their drafts."""

from __future__ import annotations

import pytest

from legal.documents.wordtext import extract_text
from legal.verification.models import Verification
from tests.factories import World
from tests.factories.verification import (
    REASON,
    admit,
    agree,
    correct,
    issue_first_report,
    open_step,
    present,
    to_first_report,
    to_served,
    verify,
    verify_correction,
)
from tests.legal.browsing import get, has_form, refused_accesses, see, send, words
from tests.legal.verification.opened import first_year
from workflow.models import AccessRefusal, LedgerEntry


@pytest.fixture
def period(world: World) -> Verification:
    """Return an open period with two criteria."""
    return first_year(world, criteria=2)


def to_verified(period: Verification, *, unmet: tuple[str, ...] = ("C-02",)) -> Verification:
    """Take an open period to report I, agreed with and not issued yet."""
    present(period)
    admit(period)
    verify(period, unmet=unmet)
    agree(period)
    return period


@pytest.mark.usefixtures("papers_without_word")
class TestReportOne:
    def test_shows_what_it_will_state(self, world: World, period: Verification) -> None:
        page = words(see(world.grantor_verifier, open_step(to_verified(period).process, "first_report")))
        assert "Se cumplen 1 de 2 criterios" in page
        assert "No cumple" in page
        assert REASON in page

    def test_says_when_nothing_is_observed(self, world: World, period: Verification) -> None:
        step = open_step(to_verified(period, unmet=()).process, "first_report")
        assert "con el informe se cierra el período" in words(see(world.grantor_verifier, step))

    def test_is_issued(self, world: World, period: Verification) -> None:
        done = send(world.grantor_verifier, open_step(to_verified(period).process, "first_report"))
        assert done.status_code == 302
        report = period.reports.get()
        assert (report.ordinal, report.met, report.criteria) == (1, 1, 2)

    def test_is_refused_with_a_date_before_the_findings(self, world: World, period: Verification) -> None:
        task = open_step(to_verified(period).process, "first_report")
        page = send(world.grantor_verifier, task, occurred_on="2026-01-05", grounds="Informe de esa fecha")
        assert page.status_code == 409
        assert "no puede ser anterior a la verificación" in words(page)
        assert LedgerEntry.objects.filter(case=period.case, kind="refusal", act="verification.report_1").exists()

    def test_is_the_verifiers(self, world: World, period: Verification) -> None:
        task = open_step(to_verified(period).process, "first_report")
        assert not has_form(see(world.director_general, task), "Emitir el I Informe")
        assert send(world.director_general, task).status_code == 403
        assert see(world.stranger, task).status_code == 404


@pytest.mark.usefixtures("papers_without_word")
class TestCommunicating:
    def test_lists_every_observation_of_the_letter(self, world: World, period: Verification) -> None:
        to_first_report(period, unmet=("C-01", "C-02"))
        page = words(see(world.director_general, open_step(period.process, "communicate")))
        assert "2 observaciones en un solo oficio" in page
        assert page.index("Observación 1, criterio C-01") < page.index("Observación 2, criterio C-02")

    def test_issues_the_letter_and_waits_for_its_receipt(self, world: World, period: Verification) -> None:
        to_first_report(period)
        assert send(world.director_general, open_step(period.process, "communicate")).status_code == 302
        page = words(get(world.coordinator, "verification:period", period.case.number, 1))
        assert "Por enviar: plazo no iniciado." in page
        assert "Enviar la notificación" in page

    def test_is_refused_with_a_date_before_report_one(self, world: World, period: Verification) -> None:
        to_first_report(period)
        task = open_step(period.process, "communicate")
        page = send(world.director_general, task, occurred_on="2026-01-05", grounds="Oficio de esa fecha")
        assert page.status_code == 409
        assert "no se comunican antes de la fecha del informe" in words(page)

    def test_is_the_directors(self, world: World, period: Verification) -> None:
        to_first_report(period)
        task = open_step(period.process, "communicate")
        assert "Directora General" in words(see(world.grantor_verifier, task))
        assert send(world.grantor_verifier, task).status_code == 403
        assert send(world.stranger, task).status_code == 404


@pytest.mark.usefixtures("papers_without_word")
class TestReportTwo:
    @pytest.fixture
    def corrected(self, period: Verification) -> Verification:
        """Return a period whose correction was verified: one observation corrected, one not."""
        to_served(period, unmet=("C-01", "C-02"))
        correct(period)
        verify_correction(period, unmet=("C-02",))
        agree(period, ordinal=2)
        return period

    def test_shows_what_became_of_each_observation(self, world: World, corrected: Verification) -> None:
        page = words(see(world.grantor_verifier, open_step(corrected.process, "second_report")))
        assert "Se cumplen 1 de 2 criterios" in page
        assert "criterio C-01 Subsanado" in page
        assert "criterio C-02 No subsanado" in page

    def test_closes_the_period(self, world: World, corrected: Verification) -> None:
        assert send(world.grantor_verifier, open_step(corrected.process, "second_report")).status_code == 302
        corrected.refresh_from_db()
        assert (corrected.status, corrected.outcome) == ("closed", "partly_corrected")
        page = words(get(world.auditor, "verification:period", corrected.case.number, 1))
        assert "Período cerrado: subsanado en parte" in page

    def test_is_the_verifiers(self, world: World, corrected: Verification) -> None:
        task = open_step(corrected.process, "second_report")
        assert send(world.coordinator, task).status_code == 403
        assert send(world.stranger, task).status_code == 404


class TestDrafts:
    def test_are_read_by_the_second_person_and_name_the_verifier(self, world: World, period: Verification) -> None:
        present(period)
        admit(period)
        verify(period)
        task = open_step(period.process, "review_first")
        draft = get(world.technical_reviewer, "verification:draft", task.pk)
        assert draft.status_code == 200
        said = extract_text(draft.content)
        assert f"Elaboró: {world.grantor_verifier}" in said
        assert str(world.technical_reviewer) not in said

    def test_are_read_in_word_before_issuing(self, world: World, period: Verification) -> None:
        task = open_step(to_verified(period).process, "first_report")
        assert f'href="/tareas/{task.pk}/borrador/"' in see(world.grantor_verifier, task).content.decode()
        draft = get(world.grantor_verifier, "verification:draft", task.pk)
        assert draft.status_code == 200
        assert "attachment" in draft["Content-Disposition"]
        assert REASON.rstrip(".") in extract_text(draft.content)
        assert not period.reports.exists()

    def test_hold_the_letter_with_its_observations(self, world: World, period: Verification) -> None:
        to_verified(period)
        issue_first_report(period)
        draft = get(world.director_general, "verification:draft", open_step(period.process, "communicate").pk)
        assert REASON.rstrip(".") in extract_text(draft.content)
        assert not period.observations.exists()

    def test_are_for_whoever_may_issue_them(self, world: World, period: Verification) -> None:
        task = open_step(to_verified(period).process, "first_report")
        assert get(world.coordinator, "verification:draft", task.pk).status_code == 403
        assert AccessRefusal.objects.get(user=world.coordinator).status_code == 403
        assert get(world.stranger, "verification:draft", task.pk).status_code == 404
        assert refused_accesses(world.stranger) == 1

    def test_do_not_exist_for_other_steps_nor_once_issued(self, world: World, period: Verification) -> None:
        assert get(world.coordinator, "verification:draft", open_step(period.process, "present").pk).status_code == 404
        task = open_step(to_verified(period).process, "first_report")
        issue_first_report(period)
        assert get(world.grantor_verifier, "verification:draft", task.pk).status_code == 404
