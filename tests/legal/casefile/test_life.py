"""The way through life: formulation, signature, each year, the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from legal.agreements.models import Agreement
from legal.agreements.services import approval
from legal.casefile.head import head
from legal.casefile.life import LifeStep, life
from legal.casefile.queries import CaseFile
from tests.factories import (
    World,
    give_opinions,
    present,
    to_approved,
    to_first_report,
    to_in_force,
    to_in_review,
    to_served,
    today,
    verification_of,
)
from tests.factories.closure import (
    accept,
    close,
    expire,
    opine_on_termination,
    present_final_report,
    propose_termination,
    serve_termination,
    settle_termination,
    terminate,
)
from tests.factories.transfers import open_transfer, pay
from tests.legal.agreements.steps import OBSERVED_COMMITMENTS
from tests.legal.casefile.reading import Reads, not_corrected, read
from workflow import deadlines, service

LATER = [("Año 1, Nivel 0", "next"), ("Año 2, Nivel 1", "next"), ("Año 3, Nivel 2", "next"), ("Cierre", "next")]


def states(file: CaseFile) -> list[tuple[str, str]]:
    """Return the steps of life with their states."""
    return [(step.title, step.state) for step in life(file)]


def step(file: CaseFile, title: str) -> LifeStep:
    """Return a step by its title."""
    return next(each for each in life(file) if each.title == title)


class TestBeforeForce:
    def test_life_begins_with_formulation(self, draft: Agreement, world: World, file_of: Reads) -> None:
        formulating = [("Formulación", "now"), ("Suscripción", "next"), *LATER]
        assert states(file_of(draft)) == formulating
        to_in_review(draft, world)
        assert states(file_of(draft)) == formulating

    def test_it_goes_back_to_formulation_with_what_is_observed(
        self, draft: Agreement, world: World, file_of: Reads
    ) -> None:
        to_in_review(draft, world)
        give_opinions(draft, observations=[OBSERVED_COMMITMENTS])
        assert states(file_of(draft))[0] == ("Formulación", "now")
        assert head(*read(draft, world.auditor)).where == "En revisión: corregir lo observado"

    def test_it_goes_on_with_signature(self, draft: Agreement, world: World, file_of: Reads) -> None:
        to_approved(draft, world)
        assert states(file_of(draft)) == [("Formulación", "done"), ("Suscripción", "now"), *LATER]
        assert step(file_of(draft), "Formulación").note == "Del 23 de noviembre de 2026 al 23 de noviembre de 2026"

    @pytest.mark.parametrize(("reached", "before"), [(to_in_review, 1), (to_approved, 2)])
    def test_it_ends_with_withdrawal(
        self,
        draft: Agreement,
        world: World,
        file_of: Reads,
        reached: Callable[[Agreement, World], Agreement],
        before: int,
    ) -> None:
        reached(draft, world)
        service.perform(
            case=draft.case,
            actor=world.formulator,
            act_name="agreements.withdraw",
            act=partial(approval.withdraw, agreement=draft, reason="La entidad desiste."),
            occurred=today(),
        )
        steps = states(file_of(draft))
        assert steps[:-1] == [("Formulación", "done"), ("Suscripción", "done")][:before]
        assert steps[-1] == ("Desistimiento", "now")
        assert head(*read(draft, world.auditor)).turns == ()


class TestYears:
    def test_the_open_one_is_now_and_the_others_wait_for_their_reports(
        self, draft: Agreement, world: World, file_of: Reads, travel: Callable[[date], None]
    ) -> None:
        to_in_force(draft, world)
        steps = life(file_of(draft))
        assert [each.state for each in steps] == ["done", "done", "now", "next", "next", "next"]
        assert [each.note for each in steps[1:4]] == [
            "Última firma: 23 de noviembre de 2026",
            "Informe hasta el 23 de diciembre de 2026",
            "Informe hasta el 15 de febrero de 2027",
        ]
        assert steps[-1].note == "Vence el 22 de noviembre de 2029"
        travel(date(2026, 12, 24))
        deadlines.run_clock(on=date(2026, 12, 24))
        assert life(file_of(draft))[2].note == "El plazo del informe venció el 23 de diciembre de 2026"

    def test_it_says_where_the_verification_of_a_year_stands(self, in_force: Agreement, file_of: Reads) -> None:
        verification = verification_of(in_force)
        present(verification)
        assert step(file_of(in_force), "Año 1, Nivel 0").note == "Informe de cumplimiento presentado"

    def test_a_closed_one_is_done_with_its_outcome_and_date(self, in_force: Agreement, file_of: Reads) -> None:
        to_first_report(verification_of(in_force), unmet=[])
        assert step(file_of(in_force), "Año 1, Nivel 0") == LifeStep(
            title="Año 1, Nivel 0", note="Sin observaciones. Cerrado el 23 de noviembre de 2026", state="done"
        )

    def test_two_may_be_open_at_once(self, in_force: Agreement, file_of: Reads, travel: Callable[[date], None]) -> None:
        to_served(verification_of(in_force), unmet=["C-02"])
        travel(date(2027, 1, 1))
        deadlines.run_clock(on=date(2027, 1, 1))
        steps = life(file_of(in_force))[2:5]
        assert [each.state for each in steps] == ["now", "now", "next"]
        assert steps[0].note == "Observaciones comunicadas"


class TestTheEnd:
    def test_closure_is_now_when_the_term_is_over_and_done_with_its_act(
        self, in_force: Agreement, file_of: Reads, travel: Callable[[date], None]
    ) -> None:
        for year in (1, 2, 3):
            if year > 1:
                travel(date(2025 + year, 1, 4))
                deadlines.run_clock(on=date(2025 + year, 1, 4))
            to_first_report(verification_of(in_force, year), unmet=[])
            for kind in ("fixed", "variable")[: 1 if year == 1 else 2]:
                pay(open_transfer(in_force, kind))
        travel(date(2029, 11, 23))
        closure = expire(in_force)
        assert step(file_of(in_force), "Cierre") == LifeStep(
            title="Cierre", note="Venció el 22 de noviembre de 2029", state="now"
        )
        close(accept(present_final_report(closure, unspent=Decimal(0))))
        steps = life(file_of(in_force))
        assert {each.state for each in steps} == {"done"}
        assert steps[-1].note == "Concluido el 23 de noviembre de 2029"

    def test_a_termination_says_when_and_leaves_out_the_years_that_never_came(
        self, in_force: Agreement, world: World, file_of: Reads
    ) -> None:
        termination = terminate(opine_on_termination(propose_termination(in_force, world)))
        assert states(file_of(in_force))[-1] == ("Cierre", "next")
        settle_termination(serve_termination(termination))
        steps = life(file_of(in_force))
        assert [(each.title, each.note) for each in steps[2:]] == [
            ("Año 1, Nivel 0", "Sin efecto por la resolución del convenio. Cerrado el 23 de noviembre de 2026"),
            ("Resolución", "Resuelto el 23 de noviembre de 2026"),
        ]
        assert {each.state for each in steps} == {"done"}


def test_a_balance_left_over_does_not_keep_a_year_open(in_force: Agreement, file_of: Reads) -> None:
    not_corrected(in_force)
    assert step(file_of(in_force), "Año 1, Nivel 0").note == "No subsanado. Cerrado el 23 de noviembre de 2026"
