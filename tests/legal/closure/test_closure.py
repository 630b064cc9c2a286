"""The end by date: what the clock does, the final report, the act of closure, and what stands in its way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from legal.agreements.models import Agreement
from legal.closure.errors import CannotClose, CannotRecord, CannotReport
from legal.closure.models import Closure, Lesson
from legal.closure.services import closure as closures
from tests.factories import World, do, make_draft, open_tasks, to_in_force
from tests.factories.closure import accept, add_lesson, close, expire, present_final_report
from tests.factories.followup import spend
from tests.factories.transfers import open_transfer, pay, step_of
from tests.factories.verification import to_first_report, verification_of
from tests.legal.agreements.traces import last_act
from tests.legal.refusals import refused
from workflow import deadlines
from workflow.errors import NotAllowed

SIGNED_ON, ENDED_ON = date(2026, 3, 2), date(2028, 3, 2)
Travel = Callable[[date], None]


@pytest.fixture
def in_force(world: World, travel: Travel, papers_without_word: None) -> Agreement:
    """Return an agreement of two years in force since 2 March 2026."""
    travel(SIGNED_ON)
    return to_in_force(make_draft(world, years=2), world)


@pytest.fixture
def finished(in_force: Agreement, travel: Travel) -> Agreement:
    """Return it with both years verified and paid."""
    to_first_report(verification_of(in_force), unmet=())
    pay(open_transfer(in_force))
    travel(date(2027, 1, 15))
    deadlines.run_clock(on=date(2027, 1, 15))
    to_first_report(verification_of(in_force, 2), unmet=())
    pay(open_transfer(in_force, "fixed"))
    pay(open_transfer(in_force, "variable"))
    return in_force


class TestExpiry:
    def test_comes_with_the_clock_on_the_day_after_the_last_one(self, in_force: Agreement, travel: Travel) -> None:
        travel(date(2028, 3, 10))
        deadlines.run_clock(on=date(2028, 3, 1))
        in_force.refresh_from_db()
        assert in_force.status == "in_force"
        deadlines.run_clock(on=date(2028, 3, 10))
        in_force.refresh_from_db()
        assert in_force.status == "expired"
        entry = next(each for each in in_force.case.ledger.all() if each.act == "closure.expire")
        assert (entry.occurred_on, entry.actor) == (ENDED_ON, None)

    def test_opens_the_closure_once(self, in_force: Agreement, travel: Travel) -> None:
        travel(ENDED_ON)
        for _turn in range(3):
            assert deadlines.run_clock(on=ENDED_ON).failed == ()
        assert Closure.objects.filter(agreement=in_force).count() == 1
        assert [task.flow_task.name for task in open_tasks(in_force.case, "final_report")] == ["final_report"]


class TestClosure:
    def test_concludes_an_agreement_of_which_nothing_is_pending(
        self, finished: Agreement, world: World, travel: Travel
    ) -> None:
        travel(ENDED_ON)
        closure = close(accept(present_final_report(expire(finished))))
        finished.refresh_from_db()
        assert (closure.status, finished.status) == ("closed", "concluded")
        assert closure.document is not None
        assert open_tasks(finished.case) == []
        assert (last_act(finished.case).act, last_act(finished.case).actor) == ("closure.close", world.director_general)

    def test_is_refused_while_periods_and_balances_are_open(self, in_force: Agreement, travel: Travel) -> None:
        travel(date(2027, 1, 15))
        deadlines.run_clock(on=date(2027, 1, 15))
        travel(ENDED_ON)
        closure = accept(present_final_report(expire(in_force)))
        words = refused(in_force.case, CannotClose, lambda: close(closure))
        assert [text[:28] for text in words] == [
            "El período «Año 1 (Nivel 0)»",
            "El período «Año 2 (Nivel 1)»",
            "Hay saldos por S/ 2,000,000.",
        ]

    def test_is_refused_while_something_is_due(self, in_force: Agreement, travel: Travel) -> None:
        to_first_report(verification_of(in_force), unmet=())
        travel(ENDED_ON)
        closure = accept(present_final_report(expire(in_force)))
        words = refused(in_force.case, CannotClose, lambda: close(closure))
        assert "La transferencia «tramo fijo del año 1, 1» sigue en trámite." in words

    def test_is_not_older_than_the_final_report(self, finished: Agreement, travel: Travel) -> None:
        travel(date(2028, 3, 20))
        closure = accept(present_final_report(expire(finished)))
        words = refused(finished.case, CannotClose, lambda: close(closure, on=date(2028, 3, 19)))
        assert words == ["El acta no puede ser anterior al informe final."]

    def test_is_not_older_than_the_last_payment(self, in_force: Agreement, travel: Travel) -> None:
        to_first_report(verification_of(in_force), unmet=())
        pay(open_transfer(in_force))
        travel(date(2027, 1, 15))
        deadlines.run_clock(on=date(2027, 1, 15))
        to_first_report(verification_of(in_force, 2), unmet=())
        pay(open_transfer(in_force, "fixed"))
        travel(ENDED_ON)
        closure = present_final_report(expire(in_force))
        travel(date(2028, 3, 20))
        pay(open_transfer(in_force, "variable"))
        closure = accept(closure, on=date(2028, 3, 5))
        words = refused(in_force.case, CannotClose, lambda: close(closure, on=date(2028, 3, 19)))
        assert words == [
            "La fecha no puede ser anterior al último movimiento de dinero del convenio, el 20 de marzo de 2028."
        ]
        assert close(closure, on=date(2028, 3, 20)).status == "closed"


class TestTheFinalReport:
    def test_says_what_was_not_spent(self, finished: Agreement, travel: Travel) -> None:
        travel(ENDED_ON)
        closure = expire(finished)
        words = refused(finished.case, CannotReport, lambda: present_final_report(closure, unspent=Decimal("-1")))
        assert words == ["Escriba el saldo no gastado; si no lo hay, escriba 0."]
        words = refused(finished.case, CannotReport, lambda: present_final_report(closure, unspent=Decimal("150.10")))
        assert "conserva su finalidad" in words[0]
        words = refused(
            finished.case,
            CannotReport,
            lambda: present_final_report(closure, unspent=Decimal("2000000.01"), unspent_note="Se incorpora."),
        )
        assert words == ["El saldo no gastado no puede superar lo transferido, S/ 2,000,000.00."]
        closure = present_final_report(closure, unspent=Decimal("150.10"), unspent_note="Se incorpora como saldo.")
        assert closure.unspent == Decimal("150.10")

    def test_is_compared_with_what_follow_up_tells(self, finished: Agreement, world: World, travel: Travel) -> None:
        spend(finished, world, amount=Decimal("1999000.00"))
        travel(ENDED_ON)
        closure = expire(finished)
        note = "Se incorpora como saldo."
        words = refused(finished.case, CannotReport, lambda: present_final_report(closure))
        assert words == ["El seguimiento registra S/ 1,000.00 sin gastar y el informe, S/ 0.00: explique por qué."]
        words = refused(
            finished.case,
            CannotReport,
            lambda: present_final_report(
                closure, unspent=Decimal("1000.00"), unspent_note=note, difference="Comisiones."
            ),
        )
        assert words == ["El saldo no difiere del que registra el seguimiento: borre la explicación."]
        closure = present_final_report(
            closure, unspent=Decimal("990.00"), unspent_note=note, difference="Comisiones bancarias."
        )
        assert (closure.unspent_followed, closure.unspent_difference) == (Decimal("1000.00"), "Comisiones bancarias.")
        assert last_act(finished.case).after["followed"] == "1,000.00"

    def test_is_not_agreed_with_once_follow_up_has_changed(
        self, finished: Agreement, world: World, travel: Travel
    ) -> None:
        travel(ENDED_ON)
        closure = present_final_report(expire(finished))
        spend(finished, world, amount=Decimal("10.00"))
        words = refused(finished.case, CannotReport, lambda: accept(closure))
        assert "devuélvalo para que lo actualice" in words[0]

    def test_may_be_sent_back_with_what_it_lacks(self, finished: Agreement, travel: Travel) -> None:
        travel(ENDED_ON)
        closure = present_final_report(expire(finished))
        task = step_of(closure.process, "review")
        words = refused(
            finished.case, CannotReport, lambda: do(task, closures.return_final_report, closure=closure, reason=" ")
        )
        assert words == ["Escriba qué le falta al informe final."]
        do(task, closures.return_final_report, closure=closure, reason="Falta el anexo de gastos.")
        closure.refresh_from_db()
        assert (closure.status, closure.returned_reason) == ("reporting", "Falta el anexo de gastos.")
        assert accept(present_final_report(closure)).status == "accepted"


class TestLessons:
    def test_are_recorded_while_the_agreement_lives(self, in_force: Agreement, world: World) -> None:
        add_lesson(in_force, world.coordinator, text="El padrón se depura cada mes.", kind=Lesson.Kind.GOOD_PRACTICE)
        lesson = Lesson.objects.get(case=in_force.case)
        assert (lesson.kind, lesson.recorded_by) == ("good_practice", world.coordinator)
        assert lesson.history.get().history_user == world.coordinator

    def test_say_something(self, in_force: Agreement, world: World) -> None:
        words = refused(in_force.case, CannotRecord, lambda: add_lesson(in_force, world.coordinator, text=" "))
        assert words == ["Escriba la lección o la buena práctica."]

    def test_is_recorded_once(self, in_force: Agreement, world: World) -> None:
        add_lesson(in_force, world.coordinator, text="El padrón se depura cada mes.")
        words = refused(
            in_force.case,
            CannotRecord,
            lambda: add_lesson(in_force, world.coordinator, text=" El padrón se depura cada mes. "),
        )
        assert words[0].startswith("Eso mismo ya se registró el ")
        assert Lesson.objects.count() == 1
        add_lesson(in_force, world.coordinator, text="El padrón se depura cada mes.", kind=Lesson.Kind.GOOD_PRACTICE)

    def test_are_not_recorded_of_a_draft(self, world: World, papers_without_word: None) -> None:
        draft = make_draft(world)
        words = refused(draft.case, CannotRecord, lambda: add_lesson(draft, world.coordinator, text="Algo."))
        assert "En formulación" in words[0]

    def test_are_not_recorded_by_a_stranger(self, in_force: Agreement, world: World) -> None:
        refused(in_force.case, NotAllowed, lambda: add_lesson(in_force, world.stranger, text="Algo."))
