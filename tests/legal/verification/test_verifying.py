"""Verdicts and values, the two reports, the one letter, the correction: acts, refusals, and who is in the history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from legal.documents.models import IssuedDocument
from legal.verification.errors import CannotAddEvidence, CannotCorrect, CannotIssueReport, CannotVerify
from legal.verification.models import CriterionFinding, Evidence, Verification
from legal.verification.queries import levels_of
from legal.verification.rules import Judged
from legal.verification.services import verifying
from tests.factories import World, do, open_tasks
from tests.factories.agreements import in_force_with_criteria
from tests.factories.verification import (
    SEEN,
    add_evidence,
    admit,
    agree,
    communicate,
    correct,
    issue_first_report,
    issue_second_report,
    open_step,
    present,
    serve,
    to_first_report,
    to_served,
    verification_of,
    verify,
    verify_as_third,
    verify_correction,
)
from tests.legal.agreements.traces import acts_of, last_act
from tests.legal.refusals import refused
from workflow import deadlines
from workflow.errors import NotAllowed
from workflow.models import Deadline, Unit

SIGNED_ON = date(2026, 3, 2)
Travel = Callable[[date], None]


@pytest.fixture
def verification(world: World, travel: Travel, papers_without_word: None) -> Verification:
    """Return the verification of the first year of an agreement with three criteria, signed on 2 March 2026."""
    travel(SIGNED_ON)
    return verification_of(in_force_with_criteria(world, 3))


def to_verify(verification: Verification) -> Verification:
    """Take an open period to its verification."""
    present(verification)
    admit(verification)
    return verification


def open_steps(verification: Verification) -> list[tuple[str, Unit | None]]:
    """Return the open steps of its case with the unit that each one waits for."""
    return [(task.flow_task.name, task.unit) for task in open_tasks(verification.case)]


class TestVerdicts:
    def test_are_kept_with_the_value_the_person_and_the_post(self, verification: Verification, world: World) -> None:
        verify(to_verify(verification), unmet=("C-02",))
        found = CriterionFinding.objects.filter(verification=verification).order_by("level__criterion__code")
        assert [(each.level.criterion.code, each.met, each.value) for each in found] == [
            ("C-01", True, Decimal(80)),
            ("C-02", False, Decimal(40)),
            ("C-03", True, Decimal(80)),
        ]
        assert {(each.verified_by, each.post_title) for each in found} == {
            (world.grantor_verifier, "Especialista en verificación, EF/50.01")
        }
        assert found[0].history.get().history_user == world.grantor_verifier

    def test_are_one_for_each_criterion_of_the_level(self, verification: Verification) -> None:
        task = open_step(to_verify(verification).process, "verify")
        first = levels_of(verification)[0]
        only_one = {first.pk: Judged(value=None, met=True, reason=SEEN)}
        words = refused(
            verification.case,
            CannotVerify,
            lambda: do(task, verifying.verify, verification=verification, criteria=only_one, indicators={}),
        )
        assert words == ["Falta el veredicto del criterio C-02.", "Falta el veredicto del criterio C-03."]

    def test_are_not_given_by_who_presented_what_is_verified(self, verification: Verification, world: World) -> None:
        to_verify(verification)
        task = open_step(verification.process, "verify")
        refused(
            verification.case,
            NotAllowed,
            lambda: do(
                task, verifying.verify, by=world.coordinator, verification=verification, criteria={}, indicators={}
            ),
        )

    def test_come_first_from_the_third_body_that_the_agreement_names(
        self, world: World, travel: Travel, papers_without_word: None
    ) -> None:
        travel(SIGNED_ON)
        verification = verification_of(in_force_with_criteria(world, 3, verifier=world.insurer_entity))
        to_verify(verification)
        assert [(task.flow_task.name, task.unit) for task in open_tasks(verification.case)] == [
            ("third", world.insurer)
        ]
        verify_as_third(verification, unmet=("C-01",))
        assert open_steps(verification) == [("verify", world.directorate)]
        verify(verification, unmet=())
        stages = CriterionFinding.objects.filter(level__criterion__code="C-01").order_by("pk")
        assert [(each.stage, each.met, each.verified_by) for each in stages] == [
            ("third", False, world.verifier),
            ("first", True, world.grantor_verifier),
        ]


class TestTheFirstReport:
    def test_without_observations_closes_the_period(self, verification: Verification) -> None:
        to_first_report(verification, unmet=())
        verification.refresh_from_db()
        assert (verification.status, verification.outcome) == ("closed", "all_met")
        assert [each.act for each in acts_of(verification.case)][-4:] == [
            "verification.report_1",
            "transfers.settle",
            "transfers.propose",
            "verification.close",
        ]

    def test_counts_what_is_met(self, verification: Verification) -> None:
        to_first_report(verification, unmet=("C-01", "C-03"))
        report = verification.reports.get()
        assert (report.ordinal, report.met, report.criteria, report.is_observed) == (1, 1, 3, True)
        assert verification.status == "reported"

    def test_is_not_older_than_what_it_says(self, verification: Verification, travel: Travel) -> None:
        travel(date(2026, 3, 20))
        verify(to_verify(verification))
        agree(verification)
        words = refused(
            verification.case, CannotIssueReport, lambda: issue_first_report(verification, on=date(2026, 3, 19))
        )
        assert "no puede ser anterior a la verificación" in words[0]


class TestObservations:
    def test_go_in_one_letter_with_a_number_for_each(self, verification: Verification) -> None:
        to_first_report(verification, unmet=("C-01", "C-03"))
        communicate(verification)
        assert IssuedDocument.objects.filter(case=verification.case, kind="observations_letter").count() == 1
        found = verification.observations.order_by("number")
        assert [(each.number, each.finding.level.criterion.code) for each in found] == [(1, "C-01"), (2, "C-03")]
        assert verification.correction_deadline is None

    def test_start_the_term_to_correct_on_the_day_the_letter_is_received(
        self, verification: Verification, travel: Travel
    ) -> None:
        travel(date(2026, 3, 20))
        to_first_report(verification)
        communicate(verification)
        serve(verification.case, sent_on=date(2026, 3, 20), on=date(2026, 3, 20))
        verification.refresh_from_db()
        deadline = Deadline.objects.get(pk=verification.correction_deadline_id)
        assert (deadline.starts_on, deadline.due_on) == (date(2026, 3, 20), date(2026, 8, 20))
        assert open_step(verification.process, "correct").due_on == date(2026, 8, 20)
        assert last_act(verification.case).act == "verification.start_correction"


class TestTheCorrection:
    def test_answers_each_observation(self, verification: Verification) -> None:
        to_served(verification, unmet=("C-01", "C-03"))
        words = refused(
            verification.case, CannotCorrect, lambda: correct(verification, answers={1: "Se corrigió.", 2: " "})
        )
        assert words == ["Falta responder la observación 2."]
        correct(verification)
        assert verification.status == "answered"
        assert verification.observations.filter(answered_on__isnull=True).count() == 0

    def test_is_judged_only_where_it_was_observed(self, verification: Verification) -> None:
        to_served(verification, unmet=("C-01", "C-03"))
        correct(verification)
        verify_correction(verification, unmet=("C-03",))
        issue_second_report(verification)
        verification.refresh_from_db()
        second = CriterionFinding.objects.filter(verification=verification, stage="second")
        assert {each.level.criterion.code: each.met for each in second} == {"C-01": True, "C-03": False}
        assert verification.outcome == "partly_corrected"
        assert verification.reports.get(ordinal=2).met == 2

    def test_a_verdict_on_what_was_not_observed_is_refused(self, verification: Verification) -> None:
        to_served(verification, unmet=("C-01",))
        correct(verification)
        everything = {level.pk: Judged(value=None, met=True, reason=SEEN) for level in levels_of(verification)}
        task = open_step(verification.process, "verify_correction")
        words = refused(
            verification.case,
            CannotVerify,
            lambda: do(task, verifying.verify_correction, verification=verification, criteria=everything),
        )
        assert "no se verifican aquí" in words[0]

    def test_is_refused_after_its_term(self, verification: Verification, travel: Travel) -> None:
        to_served(verification)
        travel(date(2026, 8, 4))
        words = refused(verification.case, CannotCorrect, lambda: correct(verification))
        assert "venció el 3 de agosto de 2026" in words[0].lower()

    def test_that_never_comes_leads_to_the_second_report_and_cancels_nothing(
        self, verification: Verification, travel: Travel
    ) -> None:
        to_served(verification)
        travel(date(2026, 8, 4))
        assert deadlines.run_clock(on=date(2026, 8, 4)).failed == ()
        verification.refresh_from_db()
        assert verification.status == "lapsed"
        issue_second_report(verification)
        verification.refresh_from_db()
        assert (verification.status, verification.outcome) == ("closed", "not_corrected")
        tranche = verification.period.tranches.get()
        assert tranche.cancelled == 0
        assert tranche.balance == tranche.amount - tranche.due


class TestEvidence:
    def test_one_file_supports_several_criteria_without_a_copy(self, verification: Verification, world: World) -> None:
        add_evidence(verification, "C-01", "C-02", by=world.executing_officer)
        kept = Evidence.objects.filter(verification=verification)
        assert kept.count() == 2
        assert kept.values("file").distinct().count() == 1
        entry = last_act(verification.case)
        assert (entry.act, entry.actor, entry.after["supports"]) == (
            "verification.add_evidence",
            world.executing_officer,
            "C-01, C-02",
        )

    def test_is_not_received_while_it_is_verified(self, verification: Verification) -> None:
        to_verify(verification)
        words = refused(verification.case, CannotAddEvidence, lambda: add_evidence(verification, "C-01"))
        assert "en verificación" in words[0]

    def test_of_a_correction_supports_only_what_was_observed(self, verification: Verification) -> None:
        to_served(verification, unmet=("C-01",))
        words = refused(verification.case, CannotAddEvidence, lambda: add_evidence(verification, "C-02"))
        assert "lo que fue observado" in words[0]
        add_evidence(verification, "C-01")
        assert Evidence.objects.get(verification=verification).for_correction

    def test_supports_something(self, verification: Verification) -> None:
        words = refused(verification.case, CannotAddEvidence, lambda: add_evidence(verification))
        assert words[0] == "Elija qué criterio o indicador sustenta el archivo."

    def test_is_not_taken_from_a_stranger(self, verification: Verification, world: World) -> None:
        refused(verification.case, NotAllowed, lambda: add_evidence(verification, "C-01", by=world.stranger))


@pytest.mark.parametrize("change", ["update", "delete"])
def test_a_finding_is_never_changed_nor_deleted(verification: Verification, change: str) -> None:
    verify(to_verify(verification))
    found = CriterionFinding.objects.filter(verification=verification)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        found.update(met=True) if change == "update" else found._raw_delete(found.db)
