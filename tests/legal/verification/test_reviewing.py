"""The second pair of eyes: a report is read by somebody else before it is issued, and what changed since is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from legal.entities import roles
from legal.verification.errors import CannotReview, CannotVerify
from legal.verification.models import CriterionFinding, FindingEvidence, Verification
from legal.verification.queries import findings_at, fresh, levels_of, looked_at_for
from legal.verification.services import reviewing, verifying
from legal.verification.texts import first_report
from tests.factories import World, do, make_mandate
from tests.factories.verification import (
    SEEN,
    add_evidence,
    admit,
    agree,
    communicate,
    correct,
    issue_first_report,
    issue_second_report,
    judged,
    open_step,
    present,
    return_report,
    serve,
    to_served,
    verify,
    verify_correction,
)
from tests.legal.agreements.traces import last_act
from tests.legal.browsing import get, has_form, see, send, typed, words
from tests.legal.refusals import refused
from tests.legal.verification.opened import first_year
from workflow import clock, deadlines
from workflow.errors import NotAllowed
from workflow.models import Post

pytestmark = pytest.mark.usefixtures("papers_without_word")


@pytest.fixture
def period(world: World) -> Verification:
    """Return a period of two criteria that was verified: C-02 is not met; its draft waits for the second person."""
    period = first_year(world, criteria=2)
    add_evidence(period, "C-01")
    present(period)
    admit(period)
    verify(period, unmet=["C-02"])
    return period


def again(period: Verification, *, unmet: tuple[str, ...] = (), reply: str = "Se volvió a calcular.") -> None:
    """Verify anew after a return."""
    do(
        open_step(period.process, "verify"),
        verifying.verify,
        verification=period,
        criteria=judged(levels_of(period), unmet, period),
        indicators={},
        reply=reply,
    )


class TestAgreeing:
    def test_lets_the_verifier_issue_the_report(self, world: World, period: Verification) -> None:
        agree(period)
        review = period.reviews.get()
        assert (review.agrees, review.ordinal, review.reviewed_by) == (True, 1, world.technical_reviewer)
        assert review.post_title == "Especialista técnico, EF/50.01"
        assert review.history.get().history_user == world.technical_reviewer
        assert last_act(period.case).act == "verification.review_report"
        issue_first_report(period)
        assert period.reports.get().ordinal == 1

    def test_is_not_for_who_verified(self, world: World, period: Verification) -> None:
        post = Post.objects.get(unit=world.directorate, role=roles.TECHNICAL_REVIEWER)
        make_mandate(world.grantor_verifier, post, kind="encargatura")
        task = open_step(period.process, "review_first")
        told = refused(
            period.case, NotAllowed, lambda: do(task, reviewing.agree, by=world.grantor_verifier, verification=period)
        )
        assert "Quien presenta o verifica no revisa el informe de verificación." in told[0]
        assert "Usted ya intervino: verificar criterios e indicadores" in told[0]
        assert not period.reviews.exists()
        assert not has_form(see(world.grantor_verifier, task), "Registrar la revisión")

    def test_is_not_for_others(self, world: World, period: Verification) -> None:
        task = open_step(period.process, "review_first")
        assert send(world.director_general, task, decision="agree").status_code == 403
        assert send(world.stranger, task, decision="agree").status_code == 404


class TestReturning:
    def test_says_why_or_is_refused(self, period: Verification) -> None:
        told = refused(period.case, CannotReview, lambda: return_report(period, notes=" "))
        assert told == ["Escriba qué debe corregirse en el informe."]
        assert not period.reviews.exists()

    def test_opens_the_verification_again(self, period: Verification) -> None:
        return_report(period, notes="C-02: revise el cálculo.")
        assert last_act(period.case).act == "verification.return_report"
        assert last_act(period.case).reason == "C-02: revise el cálculo."
        assert open_step(period.process, "verify").role == roles.VERIFIER

    def test_is_replied_to(self, period: Verification) -> None:
        return_report(period)
        told = refused(period.case, CannotVerify, lambda: again(period, reply=" "))
        assert told == ["Responda las notas de quien revisó el informe."]
        again(period)
        assert period.reviews.get().reply == "Se volvió a calcular."

    def test_writes_only_what_is_judged_otherwise_and_keeps_what_was_found_before(self, period: Verification) -> None:
        return_report(period)
        again(period)
        found = CriterionFinding.objects.filter(verification=period).order_by("pk")
        assert [(each.level.criterion.code, each.round, each.met) for each in found] == [
            ("C-01", 1, True),
            ("C-02", 1, False),
            ("C-02", 2, True),
        ]
        assert {each.level.criterion.code: each.met for each in findings_at(period, "first").values()} == {
            "C-01": True,
            "C-02": True,
        }
        issue_first_report(period)
        assert (period.reports.get().met, period.reports.get().criteria) == (2, 2)

    def test_shows_what_changed_since_and_folds_the_rest(self, world: World, period: Verification) -> None:
        return_report(period, notes="C-02: revise el cálculo.")
        again(period, reply="Se usó la base depurada.")
        page = words(see(world.technical_reviewer, open_step(period.process, "review_first")))
        changes = page[page.index("Qué cambió desde que se devolvió") : page.index("Lo que expone el informe")]
        assert "C-02: revise el cálculo." in changes
        assert "Se usó la base depurada." in changes
        assert changes.count("C-02") == 2
        assert "No cumple 40" in changes
        assert "Cumple 80" in changes
        assert "C-01" not in changes
        assert "Ver todo el informe, también lo que no cambió" in page

    def test_tells_that_nothing_changed(self, world: World, period: Verification) -> None:
        return_report(period)
        again(period, unmet=("C-02",), reply="El valor es correcto.")
        page = words(see(world.technical_reviewer, open_step(period.process, "review_first")))
        assert "Ningún valor, veredicto, sustento ni evidencia cambió." in page
        assert CriterionFinding.objects.filter(verification=period).count() == 2

    def test_begins_with_what_was_found_and_is_told_on_the_page_of_the_period(
        self, world: World, period: Verification
    ) -> None:
        return_report(period, notes="C-02: revise el cálculo.")
        page = see(world.grantor_verifier, open_step(period.process, "verify"))
        assert "C-02: revise el cálculo." in words(page)
        level = levels_of(period)[1]
        assert typed(page, f"criterion_{level.pk}_value").startswith("40")
        shown = words(get(world.auditor, "verification:period", period.case.number, 1))
        assert "I Informe, revisión 1 Devuelto" in shown

    def test_is_done_on_the_page(self, world: World, period: Verification) -> None:
        task = open_step(period.process, "review_first")
        page = send(world.technical_reviewer, task, decision="return", notes="")
        assert page.status_code == 422
        assert "Escriba qué debe corregirse en el informe." in words(page)
        assert send(world.technical_reviewer, task, decision="return", notes="Revise C-02.").status_code == 302
        assert period.reviews.get().notes == "Revise C-02."


class TestReportTwo:
    @pytest.fixture
    def corrected(self, world: World) -> Verification:
        """Return a period whose correction was verified: C-02 is not corrected."""
        period = to_served(first_year(world, criteria=2), unmet=["C-01", "C-02"])
        correct(period)
        verify_correction(period, unmet=["C-02"])
        return period

    def test_is_read_by_another_person_too(self, world: World, corrected: Verification) -> None:
        return_report(corrected, ordinal=2, notes="C-02: vea la base nueva.")
        do(
            open_step(corrected.process, "verify_correction"),
            verifying.verify_correction,
            verification=corrected,
            criteria=judged(levels_of(corrected), (), corrected),
            reply="La base nueva lo acredita.",
        )
        page = words(see(world.technical_reviewer, open_step(corrected.process, "review_second")))
        changes = page[page.index("Qué cambió") : page.index("Lo que expone")]
        assert "C-02" in changes
        assert "C-01" not in changes
        agree(corrected, ordinal=2)
        issue_second_report(corrected)
        assert (corrected.status, corrected.outcome) == ("closed", "corrected")

    def test_goes_unread_where_nothing_was_verified(
        self, world: World, travel: Callable[[date], None], period: Verification
    ) -> None:
        issue_first_report(period)
        communicate(period)
        serve(period.case)
        period.refresh_from_db()
        assert period.correction_deadline is not None
        travel(date(2027, 8, 2))
        deadlines.run_clock(on=date(2027, 8, 2))
        assert open_step(period.process, "second_report").role == roles.VERIFIER


class TestEvidenceLookedAt:
    def test_is_kept_with_the_finding(self, world: World) -> None:
        period = first_year(world, criteria=2)
        add_evidence(period, "C-01")
        present(period)
        admit(period)
        file = period.evidence.get()
        level, other = levels_of(period)
        values = {
            f"criterion_{level.pk}_value": "85",
            f"criterion_{level.pk}_met": "met",
            f"criterion_{other.pk}_value": "85",
            f"criterion_{other.pk}_met": "met",
            f"criterion_{other.pk}_reason": SEEN,
            "looked_at": [str(file.pk)],
        }
        assert send(world.grantor_verifier, open_step(period.process, "verify"), **values).status_code == 302
        finding = period.criterion_findings.get(level=level)
        assert [each.evidence for each in finding.looked_at.all()] == [file]
        assert FindingEvidence.history.count() == 1
        assert looked_at_for(period) == {("criterion", finding.pk): [file]}
        shown = words(get(world.auditor, "verification:period", period.case.number, 1))
        assert "Examinó: Sustento de C-01" in shown

    def test_is_asked_for_where_a_criterion_is_met_without_a_reason(self, world: World) -> None:
        period = first_year(world)
        add_evidence(period, "C-01")
        present(period)
        admit(period)
        level = levels_of(period)[0]
        values = {f"criterion_{level.pk}_value": "85", f"criterion_{level.pk}_met": "met"}
        page = send(world.grantor_verifier, open_step(period.process, "verify"), **values)
        assert page.status_code == 422
        assert "Marque la evidencia que examinó del criterio C-01, o escriba con qué se verificó." in words(page)

    def test_is_not_another_criterions(self, world: World) -> None:
        period = first_year(world, criteria=2)
        add_evidence(period, "C-01")
        present(period)
        admit(period)
        foreign = period.evidence.get().pk
        verdicts = judged(levels_of(period), (), period)
        last = levels_of(period)[1].pk
        verdicts[last] = replace(verdicts[last], looked_at=frozenset({foreign}))
        task = open_step(period.process, "verify")
        told = refused(
            period.case,
            CannotVerify,
            lambda: do(task, verifying.verify, verification=period, criteria=verdicts, indicators={}),
        )
        assert told == ["Marcó evidencia que no es del criterio C-02."]
        assert not FindingEvidence.objects.exists()


def test_the_text_of_the_report_says_who_elaborated_and_who_reviewed(world: World, period: Verification) -> None:
    agree(period)
    author = world.grantor_verifier
    report = first_report(fresh(period), on=clock.today(), author=author, authority=None)
    assert len(report.elaborated) == 1
    assert report.elaborated[0].startswith(f"{author}, Especialista en verificación, EF/50.01 (verificó el ")
    assert report.reviewed.startswith(
        f"{world.technical_reviewer}, Especialista técnico, EF/50.01 (dio su conformidad el "
    )
