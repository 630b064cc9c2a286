"""The task page of the correction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from legal.verification.models import Verification
from tests.factories import World
from tests.factories.verification import REASON, add_evidence, open_step, to_served
from tests.legal.browsing import has_form, see, send, typed, words
from tests.legal.verification.opened import SIGNED, a_file, first_year
from workflow.models import LedgerEntry

pytestmark = pytest.mark.usefixtures("papers_without_word")

AFTER_FIVE_MONTHS = date(2026, 8, 5)


@pytest.fixture
def period(world: World, travel: Callable[[date], None]) -> Verification:
    """Return a period with two observations; the letter was received on the day of signature."""
    travel(SIGNED)
    return to_served(first_year(world, criteria=3), unmet=("C-01", "C-03"))


def answers(**changes: object) -> dict[str, object]:
    """Return the correction as it is sent."""
    return {
        "answer_1": "Se remite la base.",
        "answer_2": "Se depuró el padrón.",
        "number": "Informe N° 131-2026-GRPPAT",
        "file": a_file("subsanacion.pdf"),
        **changes,
    }


class TestCorrecting:
    def test_says_until_when_and_what_was_observed(self, world: World, period: Verification) -> None:
        page = words(see(world.coordinator, open_step(period.process, "correct")))
        assert "El oficio se recibió el 2 de marzo de 2026. Puede subsanar hasta el lunes 3 de agosto de 2026" in page
        assert "Observación 1 · C-01" in page
        assert "Observación 2 · C-03" in page
        assert page.count(REASON) == 2
        assert "C-02" not in page

    def test_shows_the_evidence_of_each_criterion_and_where_more_is_added(
        self, world: World, period: Verification
    ) -> None:
        add_evidence(period, "C-03")
        page = see(world.coordinator, open_step(period.process, "correct"))
        assert words(page).count("Sustento de C-03") == 1
        assert words(page).count("Todavía sin evidencia de lo corregido") == 1
        level = period.evidence.get().level_id
        assert f"/periodos/1/evidencia/?sustenta=criterion_{level}" in page.content.decode()

    def test_keeps_every_answer(self, world: World, period: Verification) -> None:
        assert send(world.coordinator, open_step(period.process, "correct"), **answers()).status_code == 302
        period.refresh_from_db()
        assert period.status == "answered"
        assert list(period.observations.order_by("number").values_list("answer", flat=True)) == [
            "Se remite la base.",
            "Se depuró el padrón.",
        ]

    def test_says_what_is_missing_and_loses_nothing(self, world: World, period: Verification) -> None:
        task = open_step(period.process, "correct")
        page = send(world.coordinator, task, **answers(answer_2="", number="", file=""))
        assert page.status_code == 422
        for problem in (
            "Falta responder la observación 2",
            "Escriba el número del informe de subsanación",
            "Elija el archivo del informe de subsanación",
        ):
            assert problem in words(page)
        assert typed(page, "answer_1") == "Se remite la base."

    def test_after_its_term_is_refused_unless_it_was_presented_in_time(
        self, world: World, period: Verification, travel: Callable[[date], None]
    ) -> None:
        travel(AFTER_FIVE_MONTHS)
        task = open_step(period.process, "correct")
        assert "Solo se recibe lo presentado hasta ese día" in words(see(world.coordinator, task))
        page = send(world.coordinator, task, **answers())
        assert page.status_code == 409
        assert "El plazo de subsanación venció" in words(page)
        assert typed(page, "answer_2") == "Se depuró el padrón."
        assert LedgerEntry.objects.filter(case=period.case, kind="refusal", act="verification.correct").exists()
        in_time = answers(occurred_on="2026-08-03", grounds="Cargo de mesa de partes del 3 de agosto")
        assert send(world.coordinator, task, **in_time).status_code == 302

    def test_waits_for_the_receipt_of_the_letter(self, world: World, period: Verification) -> None:
        deadline = period.correction_deadline
        period.correction_deadline = None
        period.save()
        assert deadline is not None
        page = see(world.coordinator, open_step(period.process, "correct"))
        assert "Plazo no iniciado." in words(page)
        assert not has_form(page, "Presentar la subsanación")

    def test_is_the_coordinators(self, world: World, period: Verification) -> None:
        task = open_step(period.process, "correct")
        page = see(world.executing_officer, task)
        assert not has_form(page, "Presentar la subsanación")
        assert "Coordinador del convenio" in words(page)
        assert send(world.executing_officer, task, **answers()).status_code == 403
        assert send(world.stranger, task, **answers()).status_code == 404
