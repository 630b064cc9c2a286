"""The page of a period, what it costs, and the declaration that nobody reported."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from legal.verification.models import Verification
from tests.factories import World
from tests.factories.verification import (
    ANSWER,
    REASON,
    add_evidence,
    communicate,
    correct,
    issue_second_report,
    open_step,
    serve,
    to_first_report,
    verify_correction,
)
from tests.legal.browsing import get, has_form, post, refused_accesses, typed, words
from tests.legal.verification.opened import SIGNED, first_year
from workflow import clock
from workflow.models import User

pytestmark = pytest.mark.usefixtures("papers_without_word")

AFTER_ITS_TERM = date(2026, 5, 4)


@pytest.fixture
def period(world: World, travel: Callable[[date], None]) -> Verification:
    """Return the first year of an agreement with two criteria."""
    travel(SIGNED)
    return first_year(world, criteria=2)


def page_of(period: Verification, user: User) -> str:
    """Return the words of the page of a period."""
    return words(get(user, "verification:period", period.case.number, period.period.year))


class TestPeriod:
    def test_says_where_it_stands_and_what_follows(self, world: World, period: Verification) -> None:
        page = get(world.coordinator, "verification:period", period.case.number, 1)
        assert "En espera del informe de cumplimiento" in words(page)
        assert f'href="/tareas/{open_step(period.process, "present").pk}/informe-de-cumplimiento/"' in (
            page.content.decode()
        )
        assert "Agregar evidencia" in words(page)

    def test_shows_everything_once_it_is_over(self, world: World, period: Verification) -> None:
        add_evidence(period, "C-01")
        to_first_report(period, unmet=("C-02",))
        communicate(period)
        serve(period.case)
        period.refresh_from_db()
        add_evidence(period, "C-02")
        correct(period)
        verify_correction(period)
        issue_second_report(period)
        page = page_of(period, world.auditor)
        for text in (
            "Período cerrado: subsanado",
            "Informe de cumplimiento (a), tramo fijo",
            "Informe de subsanación",
            "Sustento de C-01",
            "Sustento de C-02 (subsanación)",
            REASON,
            ANSWER,
            "Observación 1, criterio C-02 Subsanado",
            "lo recibió el 2 de marzo de 2026 (Mesa de partes)",
            "Se cumplen 1 de 2 criterios",
            "Se cumplen 2 de 2 criterios",
            "El período se cerró el 2 de marzo de 2026",
        ):
            assert text in page

    def test_says_that_the_term_to_correct_waits_for_the_receipt(self, world: World, period: Verification) -> None:
        to_first_report(period)
        communicate(period)
        page = page_of(period, world.coordinator)
        assert "Observaciones comunicadas" in page
        assert "Plazo no iniciado" in page

    def test_says_when_it_opens(self, world: World, period: Verification) -> None:
        page = words(get(world.coordinator, "verification:period", period.case.number, 2))
        assert "El período todavía no está abierto" in page
        assert "Se abre el 1 de enero de 2027" in page

    def test_does_not_exist_for_strangers_nor_for_years_without_one(self, world: World, period: Verification) -> None:
        assert get(world.stranger, "verification:period", period.case.number, 1).status_code == 404
        assert refused_accesses(world.stranger) == 1
        assert get(world.coordinator, "verification:period", period.case.number, 9).status_code == 404
        assert get(world.coordinator, "verification:add_evidence", period.case.number, 2).status_code == 404

    def test_offers_each_what_is_theirs(
        self, world: World, period: Verification, travel: Callable[[date], None]
    ) -> None:
        travel(AFTER_ITS_TERM)
        period.period.report_deadline.status = "expired"
        period.period.report_deadline.settled_on = AFTER_ITS_TERM
        period.period.report_deadline.save()
        assert "Declarar que no se presentó" in page_of(period, world.formulator)
        assert "Agregar evidencia" not in page_of(period, world.formulator)
        assert "Agregar evidencia" in page_of(period, world.executing_officer)
        assert "Declarar que no se presentó" not in page_of(period, world.coordinator)

    def test_holds_no_soles(self, world: World, period: Verification) -> None:
        assert "S/" not in page_of(period, world.grantor_verifier)


class TestDeclaring:
    @pytest.fixture
    def unreported(self, period: Verification, travel: Callable[[date], None]) -> Verification:
        """Return a period whose term is over without a report."""
        travel(AFTER_ITS_TERM)
        deadline = period.period.report_deadline
        deadline.status, deadline.settled_on = "expired", AFTER_ITS_TERM
        deadline.save()
        return period

    @staticmethod
    def declare(user: User, period: Verification, reason: str = "Venció el plazo sin informe.") -> object:
        """Send the declaration."""
        return post(
            user,
            "verification:declare_unreported",
            period.case.number,
            1,
            reason=reason,
            occurred_on=clock.today().isoformat(),
            grounds="",
        )

    def test_closes_the_period(self, world: World, unreported: Verification) -> None:
        done = self.declare(world.formulator, unreported)
        assert done["Location"] == f"/convenios/{unreported.case.number}/periodos/1/"
        assert "Período cerrado: sin informe de cumplimiento" in page_of(unreported, world.formulator)

    def test_needs_words(self, world: World, unreported: Verification) -> None:
        page = self.declare(world.formulator, unreported, reason=" ")
        assert page.status_code == 422
        assert "Escriba el sustento" in words(page)

    def test_is_closed_while_the_term_runs(self, world: World, period: Verification) -> None:
        page = get(world.formulator, "verification:declare_unreported", period.case.number, 1)
        assert not has_form(page, "Cerrar el período sin informe")
        assert "El plazo para presentar el informe corre hasta el" in words(page)
        refused = self.declare(world.formulator, period)
        assert refused.status_code == 409
        assert typed(refused, "reason") == "Venció el plazo sin informe."

    def test_is_the_ministrys(self, world: World, unreported: Verification) -> None:
        page = get(world.coordinator, "verification:declare_unreported", unreported.case.number, 1)
        assert not has_form(page, "Cerrar el período sin informe")
        assert "Sectorista" in words(page)
        assert self.declare(world.coordinator, unreported).status_code == 403
        assert self.declare(world.stranger, unreported).status_code == 404
