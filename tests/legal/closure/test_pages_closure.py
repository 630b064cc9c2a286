"""The pages of the closure: final report, review, act; and the lessons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from legal.agreements.models import Agreement
from legal.closure.models import Closure, Lesson
from tests.factories import World
from tests.factories import closure as closing
from tests.factories import transfers as money
from tests.factories import verification as verifying
from tests.factories.agreements import PDF
from tests.legal.browsing import get, has_form, post, see, send, typed, words
from tests.legal.transfers.reached import a_paper, in_force, queries_at, queries_of
from workflow import clock
from workflow.inbox import task_url

SIGNED = date(2026, 3, 2)
ENDED = SIGNED + timedelta(days=5 * 366)


def report(**changes: Any) -> dict[str, Any]:
    """Return a final report as it is typed."""
    return {
        "number": "Informe N° 012-2027-GRA/GRPPAT",
        "summary": "Se cumplió el objeto del convenio.",
        "unspent": "0",
        "unspent_note": "",
        "file": a_paper(),
        **changes,
    }


@pytest.fixture
def expired(world: World, travel: Callable[[date], None]) -> Closure:
    """Return the closure of an agreement of one year whose only tranche was paid in full."""
    travel(SIGNED)
    agreement = in_force(world, years=1)
    verifying.to_first_report(verifying.verification_of(agreement), unmet=())
    money.pay(money.open_transfer(agreement))
    travel(ENDED)
    return closing.expire(agreement)


class TestTheFinalReport:
    def test_lists_the_lessons_and_where_to_add_one(self, world: World, expired: Closure) -> None:
        closing.add_lesson(expired.agreement, world.coordinator, text="Comprar antes de abril.")
        page = see(world.coordinator, money.step_of(expired.process, "final_report"))
        assert "Comprar antes de abril." in words(page)
        assert reverse("closure:record_lesson", args=[expired.case.number]) in page.content.decode()
        assert "S/ 1,000,000.00" in words(page)

    def test_is_presented_with_what_was_not_spent(self, world: World, expired: Closure) -> None:
        task = money.step_of(expired.process, "final_report")
        values = report(unspent="12,500.50", unspent_note="Se incorporan como saldo de balance.")
        assert send(world.coordinator, task, **values).status_code == 302
        expired.refresh_from_db()
        assert (expired.status, f"{expired.unspent:.2f}") == ("reported", "12500.50")
        assert get(world.auditor, "closure:report_file", expired.case.number).getvalue() == PDF
        assert get(world.stranger, "closure:report_file", expired.case.number).status_code == 404

    @pytest.mark.parametrize(
        ("changes", "problem"),
        [
            ({"unspent": ""}, "si no lo hay, escriba 0"),
            ({"unspent": "10"}, "Escriba qué se hará con el saldo no gastado"),
            ({"unspent": "10,5"}, "no se lee como una cifra"),
            ({"summary": ""}, "Escriba el resumen"),
            ({"file": ""}, "elíjalos de nuevo"),
        ],
    )
    def test_says_what_is_wrong_and_loses_no_words(
        self, world: World, expired: Closure, changes: dict[str, Any], problem: str
    ) -> None:
        values = report(**changes)
        page = send(world.coordinator, money.step_of(expired.process, "final_report"), **values)
        assert page.status_code == 422
        assert problem in words(page)
        for name in ("number", "summary", "unspent"):
            assert typed(page, name) == values[name]

    def test_is_the_coordinators(self, world: World, expired: Closure) -> None:
        task = money.step_of(expired.process, "final_report")
        page = send(world.formulator, task, **report())
        assert page.status_code == 403
        assert "Coordinador del convenio" in words(page)
        assert see(world.stranger, task).status_code == 404
        assert get(world.coordinator, "closure:report_file", expired.case.number).status_code == 404


class TestTheReview:
    @pytest.fixture
    def presented(self, expired: Closure) -> Closure:
        """Return a closure whose final report waits for its review."""
        return closing.present_final_report(expired)

    def test_accepts(self, world: World, presented: Closure) -> None:
        task = money.step_of(presented.process, "review")
        assert "El convenio cumplió su objeto." in words(see(world.formulator, task))
        assert send(world.formulator, task, decision="go_on").status_code == 302
        presented.refresh_from_db()
        assert presented.status == "accepted"

    def test_returns_with_what_it_lacks_and_the_entity_reads_it(self, world: World, presented: Closure) -> None:
        task = money.step_of(presented.process, "review")
        assert send(world.formulator, task, decision="turn_back", reason="").status_code == 422
        send(world.formulator, task, decision="turn_back", reason="Faltan los gastos de la UE 401.")
        again = money.step_of(presented.process, "final_report")
        page = see(world.coordinator, again)
        assert "El informe final se devolvió" in words(page)
        assert "Faltan los gastos de la UE 401." in words(page)
        assert (typed(page, "summary"), typed(page, "unspent")) == ("El convenio cumplió su objeto.", "0.00")

    def test_is_the_formulators(self, world: World, presented: Closure) -> None:
        task = money.step_of(presented.process, "review")
        assert send(world.coordinator, task, decision="go_on").status_code == 403
        assert send(world.stranger, task, decision="go_on").status_code == 404


class TestTheAct:
    @pytest.fixture
    def accepted(self, expired: Closure) -> Closure:
        """Return a closure that waits for its act."""
        return closing.accept(closing.present_final_report(expired))

    def test_is_read_and_issued(self, world: World, accepted: Closure) -> None:
        task = money.step_of(accepted.process, "close")
        draft = send(world.director_general, task, preview="1")
        assert draft.content.startswith(b"PK")
        assert "Proyecto de acta de cierre" in draft["Content-Disposition"]
        assert send(world.director_general, task).status_code == 302
        accepted.agreement.refresh_from_db()
        assert accepted.agreement.status == "concluded"

    def test_says_what_is_pending(self, world: World, accepted: Closure) -> None:
        tranche = accepted.case.tranches.get()
        tranche.paid, tranche.balance = 0, tranche.paid
        tranche.save()
        task = money.step_of(accepted.process, "close")
        page = see(world.director_general, task)
        assert not has_form(page, "Emitir el acta de cierre")
        assert "Hay saldos por S/ 1,000,000.00 sobre los que nadie ha decidido" in words(page)
        assert has_form(page, "Ver el proyecto en Word")
        refused = send(world.director_general, task, grounds="Memorando N° 3")
        assert refused.status_code == 409
        assert typed(refused, "grounds") == "Memorando N° 3"

    def test_is_the_directors(self, world: World, accepted: Closure) -> None:
        task = money.step_of(accepted.process, "close")
        assert send(world.formulator, task).status_code == 403
        assert see(world.stranger, task).status_code == 404


class TestLessons:
    @pytest.fixture
    def agreement(self, world: World) -> Agreement:
        """Return an agreement in force."""
        return in_force(world)

    def typed(self, **changes: str) -> dict[str, str]:
        """Return a lesson as it is typed."""
        today = clock.today().isoformat()
        values = {"kind": "lesson", "text": "Comprar antes de abril.", "period": "", "occurred_on": today}
        return {**values, "grounds": "", **changes}

    def test_are_recorded_of_a_period_or_of_all(self, world: World, agreement: Agreement) -> None:
        address = ("closure:record_lesson", agreement.case.number)
        period = agreement.periods.get(year=2)
        post(world.coordinator, *address, **self.typed(period=str(period.pk)))
        post(world.formulator, *address, **self.typed(kind="good_practice", text="Reunirse cada mes."))
        lessons = Lesson.objects.filter(case=agreement.case).order_by("pk")
        assert [(each.kind, each.period) for each in lessons] == [("lesson", period), ("good_practice", None)]
        page = words(get(world.coordinator, *address))
        assert "Año 2, Nivel 1 · Coordinador del convenio" in page
        assert "Buena práctica Reunirse cada mes. Todo el convenio" in page

    def test_are_not_empty_and_not_of_another_agreement(self, world: World, agreement: Agreement) -> None:
        address = ("closure:record_lesson", agreement.case.number)
        assert post(world.coordinator, *address, **self.typed(text=" ")).status_code == 422
        other = in_force(world).periods.get(year=1)
        page = post(world.coordinator, *address, **self.typed(period=str(other.pk)))
        assert page.status_code == 422
        assert typed(page, "text") == "Comprar antes de abril."

    def test_are_those_of_the_people_of_the_agreement(self, world: World, agreement: Agreement) -> None:
        address = ("closure:record_lesson", agreement.case.number)
        page = post(world.auditor, *address, **self.typed())
        assert page.status_code == 403
        assert "Sectorista" in words(page)
        assert get(world.stranger, *address).status_code == 404

    def test_lead_back_to_the_final_report_that_waits(self, world: World, expired: Closure) -> None:
        address = ("closure:record_lesson", expired.case.number)
        done = post(world.coordinator, *address, **self.typed())
        assert done["Location"] == task_url(money.step_of(expired.process, "final_report"))
        closing.accept(closing.present_final_report(expired))
        again = self.typed(text="Comprar antes de mayo.")
        assert post(world.coordinator, *address, **again)["Location"].startswith("/expedientes/")

    def test_stay_open_until_the_agreement_is_over(self, world: World, expired: Closure) -> None:
        closing.close(closing.accept(closing.present_final_report(expired)))
        page = get(world.coordinator, "closure:record_lesson", expired.case.number)
        assert not has_form(page, "Registrar")
        assert "las lecciones se registran mientras está en vigor o en liquidación" in words(page)
        refused = post(world.coordinator, "closure:record_lesson", expired.case.number, **self.typed())
        assert refused.status_code == 409


def test_the_pages_take_as_many_queries_without_lessons_as_with_many(world: World, expired: Closure) -> None:
    task = money.step_of(expired.process, "final_report")
    address = reverse("closure:record_lesson", args=[expired.case.number])
    without = queries_of(world.coordinator, task), queries_at(world.coordinator, address)
    period = expired.agreement.periods.get()
    for number in range(3):
        closing.add_lesson(expired.agreement, world.coordinator, text=f"Lección {number}.", period=period)
    assert (queries_of(world.coordinator, task), queries_at(world.coordinator, address)) == without
