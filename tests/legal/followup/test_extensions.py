"""An extension is asked for once and before the term ends; it is granted or refused with a reason and a document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest

from legal.agreements.models import Agreement
from legal.documents.models import IssuedDocument
from legal.followup.errors import CannotExtend
from legal.followup.models import ExtensionRequest
from legal.followup.services.extensions import extendable, request_extension
from tests.factories import World, make_draft, open_task, open_tasks, to_in_force
from tests.factories.tasks import today
from tests.factories.terms import TEN_DAYS, ask_extension, decide_extension, let_extend, term_of
from tests.factories.verification import correct, to_served, verification_of
from tests.legal.agreements.traces import last_act
from tests.legal.refusals import refused
from workflow import deadlines, service
from workflow.calendars import Term
from workflow.calendars import Unit as TermUnit
from workflow.errors import NotAllowed
from workflow.models import Deadline, Message

Travel = Callable[[date], None]
SIGNED_ON, DUE = date(2026, 3, 2), date(2026, 4, 1)
ONE_MONTH, FIVE_MONTHS = Term(amount=1, unit=TermUnit.MONTHS), Term(amount=5, unit=TermUnit.MONTHS)


@pytest.fixture
def agreement(world: World, travel: Travel, papers_without_word: None) -> Agreement:
    """Return an agreement signed on 2 March 2026: its first report is due on 1 April and may be extended."""
    travel(SIGNED_ON)
    let_extend("report_year_1", "report_years")
    let_extend("correction", limit=FIVE_MONTHS)
    return to_in_force(make_draft(world, years=2), world)


class TestAsking:
    def test_waits_for_the_director_while_the_term_runs(self, agreement: Agreement, world: World) -> None:
        ask_extension(agreement, world)
        task = open_task(agreement.case, "decide")
        assert (task.role, task.due_on) == ("director_general", DUE)
        assert (term_of(agreement).status, term_of(agreement).due_on) == (Deadline.Status.RUNNING, DUE)
        entry = last_act(agreement.case)
        assert (entry.act, entry.actor, entry.reason) == (
            "followup.request_extension",
            world.coordinator,
            "Huelga del personal de salud.",
        )
        assert (entry.after["more"], entry.after["due_on"]) == ("10 días calendario", "2026-04-01")

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"ground": " "}, "Escriba por qué"),
            ({"more": FIVE_MONTHS}, "no puede durar más que el plazo (30 días calendario)"),
        ],
    )
    def test_needs_a_ground_and_a_length_within_the_norm(
        self, agreement: Agreement, world: World, changes: dict[str, Any], words: str
    ) -> None:
        told = refused(agreement.case, CannotExtend, lambda: ask_extension(agreement, world, **changes))
        assert words in told[0]

    def test_happens_once_even_after_a_refusal(self, agreement: Agreement, world: World) -> None:
        ask_extension(agreement, world)
        decide_extension(agreement, grant=False)
        told = refused(agreement.case, CannotExtend, lambda: ask_extension(agreement, world))
        assert told == ["La prórroga de este plazo ya se pidió: se pide una sola vez."]

    def test_comes_before_the_end(self, agreement: Agreement, world: World, travel: Travel) -> None:
        travel(date(2026, 4, 2))
        told = refused(agreement.case, CannotExtend, lambda: ask_extension(agreement, world))
        assert "venció el 1 de abril de 2026" in told[0]

    def test_is_not_for_a_term_that_no_norm_extends(
        self, world: World, travel: Travel, papers_without_word: None
    ) -> None:
        travel(SIGNED_ON)
        agreement = to_in_force(make_draft(world, years=2), world)
        told = refused(agreement.case, CannotExtend, lambda: ask_extension(agreement, world))
        assert "es improrrogable" in told[0]

    def test_is_the_entitys(self, agreement: Agreement, world: World) -> None:
        refused(agreement.case, NotAllowed, lambda: ask_extension(agreement, world, by=world.formulator))
        refused(agreement.case, NotAllowed, lambda: ask_extension(agreement, world, by=world.stranger))

    def test_is_not_about_a_term_of_another_agreement(self, agreement: Agreement, world: World) -> None:
        foreign = term_of(to_in_force(make_draft(world, years=2), world))
        act = partial(
            request_extension, agreement=agreement, deadline=foreign, more=TEN_DAYS, ground="Huelga.", upload=None
        )
        told = refused(
            agreement.case,
            CannotExtend,
            lambda: service.perform(
                case=agreement.case,
                actor=world.coordinator,
                act_name="followup.request_extension",
                act=act,
                occurred=today(),
            ),
        )
        assert told == ["El plazo no es de la entidad en este convenio."]


class TestGranting:
    def test_moves_the_end_and_the_step_that_waits_for_it(
        self, agreement: Agreement, world: World, travel: Travel
    ) -> None:
        ask_extension(agreement, world)
        travel(date(2026, 3, 20))
        Message.objects.all().delete()
        request = decide_extension(agreement)
        assert (request.status, request.document) == ("granted", "Oficio N° 001-2026-EF/50.01")
        assert term_of(agreement).due_on == date(2026, 4, 13)
        assert open_task(agreement.case, "present").due_on == date(2026, 4, 13)
        (change,) = request.deadline.changes.all()
        assert (change.kind, change.due_before, change.due_after) == ("extended", DUE, date(2026, 4, 13))
        assert (change.document, change.reason) == (request.document, "Huelga del personal de salud.")
        message = Message.objects.get(unit=agreement.entity.unit)
        assert (message.role, message.unit) == ("coordinator", world.region)
        assert "vence el 13 de abril de 2026" in message.subject

    def test_is_told_by_the_record(self, agreement: Agreement, world: World) -> None:
        ask_extension(agreement, world)
        decide_extension(agreement)
        entry = last_act(agreement.case)
        assert (entry.act, entry.actor) == ("followup.grant_extension", world.director_general)
        assert (entry.before["due_on"], entry.after["due_on"]) == ("2026-04-01", "2026-04-13")
        assert entry.after["document"] == "Oficio N° 001-2026-EF/50.01"

    @pytest.mark.parametrize("grant", [True, False])
    def test_and_refusing_need_their_reason(self, agreement: Agreement, world: World, grant: bool) -> None:
        ask_extension(agreement, world)
        told = refused(agreement.case, CannotExtend, lambda: decide_extension(agreement, grant=grant, ground=" "))
        assert "Escriba el sustento" in told[0]
        assert not IssuedDocument.objects.filter(kind="extension_letter").exists()

    def test_comes_before_the_end_and_may_be_refused_after_it(
        self, agreement: Agreement, world: World, travel: Travel
    ) -> None:
        ask_extension(agreement, world)
        travel(date(2026, 4, 2))
        told = refused(agreement.case, CannotExtend, lambda: decide_extension(agreement))
        assert "la prórroga se pide y se concede antes" in told[0]
        deadlines.run_clock(on=date(2026, 4, 2))
        assert decide_extension(agreement, grant=False).status == "refused"

    @pytest.mark.parametrize("clock_runs", [True, False])
    def test_as_of_an_earlier_day_is_refused_after_the_end_whether_the_clock_ran_or_not(
        self, agreement: Agreement, world: World, travel: Travel, clock_runs: bool
    ) -> None:
        travel(date(2026, 3, 30))
        ask_extension(agreement, world)
        travel(date(2026, 4, 10))
        if clock_runs:
            deadlines.run_clock(on=date(2026, 4, 10))
        refused(agreement.case, CannotExtend, lambda: decide_extension(agreement, on=date(2026, 3, 31)))
        assert term_of(agreement).due_on == DUE
        assert decide_extension(agreement, grant=False).status == "refused"

    def test_is_the_directors(self, agreement: Agreement, world: World) -> None:
        ask_extension(agreement, world)
        refused(agreement.case, NotAllowed, lambda: decide_extension(agreement, by=world.formulator))
        refused(agreement.case, NotAllowed, lambda: decide_extension(agreement, by=world.coordinator))

    def test_lets_the_clock_expire_the_term_on_its_new_end(
        self, agreement: Agreement, world: World, travel: Travel
    ) -> None:
        ask_extension(agreement, world)
        decide_extension(agreement)
        travel(date(2026, 4, 14))
        assert deadlines.run_clock(on=date(2026, 4, 13)).expired == 0
        assert [deadlines.run_clock(on=date(2026, 4, 14)).expired for _turn in range(2)] == [1, 0]


class TestTheTermToCorrect:
    def observed(self, agreement: Agreement) -> None:
        """Let the observations be received today: the term to correct runs."""
        to_served(verification_of(agreement))

    def test_that_lasts_the_maximum_is_extended_by_addendum_only(self, agreement: Agreement, world: World) -> None:
        self.observed(agreement)
        told = refused(
            agreement.case,
            CannotExtend,
            lambda: ask_extension(agreement, world, name="correction_1", more=ONE_MONTH),
        )
        assert "un plazo mayor solo se acuerda por adenda" in told[0]
        assert "correction_1" not in {each.name for each in extendable(agreement, today())}

    def test_that_is_shorter_is_extended_up_to_the_maximum(
        self, agreement: Agreement, world: World, travel: Travel
    ) -> None:
        agreement.norm.terms.filter(name="correction").update(amount=3)
        self.observed(agreement)
        three = Term(amount=3, unit=TermUnit.MONTHS)
        told = refused(
            agreement.case, CannotExtend, lambda: ask_extension(agreement, world, name="correction_1", more=three)
        )
        assert "hasta el 3 de agosto de 2026" in told[0]
        ask_extension(agreement, world, name="correction_1", more=Term(amount=2, unit=TermUnit.MONTHS))
        decide_extension(agreement)
        assert term_of(agreement, "correction_1").due_on == date(2026, 8, 3)
        travel(date(2026, 7, 15))
        correct(verification_of(agreement))
        assert term_of(agreement, "correction_1").status == Deadline.Status.MET


def test_a_refused_request_leaves_the_term_as_it_was(agreement: Agreement, world: World) -> None:
    ask_extension(agreement, world)
    request = decide_extension(agreement, grant=False)
    assert (request.status, request.reason) == ("refused", "Huelga del personal de salud.")
    assert term_of(agreement).due_on == DUE
    assert open_tasks(agreement.case, "decide") == []
    assert last_act(agreement.case).act == "followup.refuse_extension"
    assert ExtensionRequest.objects.count() == 1
