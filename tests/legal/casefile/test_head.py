"""The first look: where a case is, whose turn it is, until when; and its way through life."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from legal.agreements.models import Agreement
from legal.agreements.services import approval
from legal.casefile.head import Head, head, life
from tests.factories import (
    World,
    complete_terms,
    give_opinions,
    make_draft,
    sign_all,
    submit,
    to_approved,
    to_in_force,
    to_in_review,
    to_in_signature,
    today,
)
from tests.legal.agreements.steps import OBSERVED_COMMITMENTS
from tests.legal.casefile.reading import TODAY, read
from workflow import deadlines, service
from workflow.models import User


@pytest.fixture
def draft(world: World, travel: Callable[[date], None]) -> Agreement:
    """Return an empty draft with the regional government."""
    travel(TODAY)
    return make_draft(world)


def looked_at(agreement: Agreement, user: User, *, on: date = TODAY) -> Head:
    """Return the cover as a person sees it."""
    return head(*read(agreement, user, on=on))


def life_of(agreement: Agreement, user: User) -> list[tuple[str, str]]:
    """Return the steps of life with their states."""
    return [(step.title, step.state) for step in life(read(agreement, user)[0])]


class TestWhere:
    def test_of_a_draft_is_its_formulation(self, draft: Agreement, world: World) -> None:
        cover = looked_at(draft, world.formulator)
        assert cover.where == "En formulación: formular el proyecto de convenio"
        assert cover.number == ""
        assert cover.summary == (
            "0002 Salud Materno Neonatal. Gobierno Regional del Departamento de Amazonas, "
            "Dirección General de Presupuesto Público. 3 años de vigencia."
        )

    def test_in_review_counts_the_steps_under_way(self, draft: Agreement, world: World) -> None:
        to_in_review(draft, world)
        cover = looked_at(draft, world.formulator)
        assert cover.where == "En revisión: emitir la opinión técnica y 2 pasos más"

    def test_in_signature_counts_the_signatures(self, draft: Agreement, world: World) -> None:
        to_in_signature(draft, world)
        cover = looked_at(draft, world.auditor)
        assert cover.where == "En suscripción: firmar el documento"
        assert [tag.text for tag in cover.tags] == ["0 de 2 firmas"]
        sign_all(draft)
        assert [tag.text for tag in looked_at(draft, world.auditor).tags] == ["2 de 2 firmas"]

    def test_says_what_is_still_to_be_answered(self, draft: Agreement, world: World) -> None:
        complete_terms(draft, world)
        submit(draft, consulted=[world.health_ministry])
        assert [tag.text for tag in looked_at(draft, world.auditor).tags] == ["1 consulta sin respuesta"]

    def test_in_force_says_from_when_to_when(self, draft: Agreement, world: World) -> None:
        to_in_force(draft, world)
        cover = looked_at(draft, world.auditor)
        assert cover.where == "En vigor"
        assert "Del 23 de noviembre de 2026 al 22 de noviembre de 2029." in cover.summary
        assert cover.tags == ()
        later = looked_at(draft, world.auditor, on=date(2029, 11, 23))
        assert [tag.text for tag in later.tags] == ["Su término venció el 22 de noviembre de 2029"]


class TestTurns:
    def test_are_those_of_the_open_steps(self, draft: Agreement, world: World) -> None:
        turn = looked_at(draft, world.auditor).turns[0]
        assert (turn.post, turn.title) == ("Sectorista, EF/50.01", "Formular el proyecto de convenio")
        assert (turn.url, turn.due_on, turn.days_left) == ("", None, None)

    def test_put_the_readers_own_first_among_equals(self, draft: Agreement, world: World) -> None:
        to_in_review(draft, world)
        for user in (world.legal_reviewer, world.budget_reviewer):
            first, *others = looked_at(draft, user).turns
            assert first.url
            assert len(others) == 2
            assert not any(turn.url for turn in others)

    def test_count_the_days_that_are_left(self, draft: Agreement, world: World) -> None:
        to_in_review(draft, world)
        turn = looked_at(draft, world.auditor).turns[0]
        assert (turn.due_on, turn.days_left) == (date(2026, 12, 2), 9)
        assert looked_at(draft, world.auditor, on=date(2026, 12, 4)).turns[0].days_left == -2

    def test_in_force_are_those_of_the_next_term(self, draft: Agreement, world: World) -> None:
        to_in_force(draft, world)
        turns = looked_at(draft, world.coordinator).turns
        assert [(turn.post, turn.title, turn.is_term) for turn in turns] == [
            ("Coordinador del convenio, GRA", "Informe de cumplimiento del año 1 (Nivel 0)", True)
        ]
        assert turns[0].due_on == date(2026, 12, 23)

    def test_of_a_post_that_does_not_exist_name_the_role(self, draft: Agreement, world: World) -> None:
        to_in_review(draft, world)
        file, reader = read(draft, world.auditor)
        assert file.post_of("verifier", world.region) == "Verificador, GRA"
        assert file.post_of("verifier", None) == "Verificador"
        assert reader.held


class TestLife:
    LATER = [("Año 1, Nivel 0", "next"), ("Año 2, Nivel 1", "next"), ("Año 3, Nivel 2", "next"), ("Cierre", "next")]

    def test_begins_with_formulation(self, draft: Agreement, world: World) -> None:
        formulating = [("Formulación", "now"), ("Suscripción", "next"), *self.LATER]
        assert life_of(draft, world.auditor) == formulating
        to_in_review(draft, world)
        assert life_of(draft, world.auditor) == formulating

    def test_goes_back_to_formulation_with_what_is_observed(self, draft: Agreement, world: World) -> None:
        to_in_review(draft, world)
        give_opinions(draft, observations=[OBSERVED_COMMITMENTS])
        assert life_of(draft, world.auditor)[0] == ("Formulación", "now")
        assert looked_at(draft, world.auditor).where == "En revisión: corregir lo observado"

    def test_goes_on_with_signature(self, draft: Agreement, world: World) -> None:
        to_approved(draft, world)
        signing = [("Formulación", "done"), ("Suscripción", "now"), *self.LATER]
        assert life_of(draft, world.auditor) == signing
        steps = life(read(draft, world.auditor)[0])
        assert steps[0].note == "Del 23 de noviembre de 2026 al 23 de noviembre de 2026"

    def test_goes_on_year_by_year(self, draft: Agreement, world: World, travel: Callable[[date], None]) -> None:
        to_in_force(draft, world)
        steps = life(read(draft, world.auditor)[0])
        assert [step.state for step in steps] == ["done", "done", "now", "next", "next", "next"]
        assert steps[1].note == "Última firma: 23 de noviembre de 2026"
        assert steps[2].note == "Informe hasta el 23 de diciembre de 2026"
        assert steps[-1].note == "Vence el 22 de noviembre de 2029"
        travel(date(2026, 12, 24))
        deadlines.run_clock(on=date(2026, 12, 24))
        late = life(read(draft, world.auditor, on=date(2026, 12, 24))[0])
        assert late[2].note == "El plazo del informe venció el 23 de diciembre de 2026"

    @pytest.mark.parametrize(("reached", "before"), [(to_in_review, 1), (to_approved, 2)])
    def test_ends_with_withdrawal(
        self, draft: Agreement, world: World, reached: Callable[[Agreement, World], Agreement], before: int
    ) -> None:
        reached(draft, world)
        service.perform(
            case=draft.case,
            actor=world.formulator,
            act_name="agreements.withdraw",
            act=partial(approval.withdraw, agreement=draft, reason="La entidad desiste."),
            occurred=today(),
        )
        steps = life_of(draft, world.auditor)
        assert steps[:-1] == [("Formulación", "done"), ("Suscripción", "done")][:before]
        assert steps[-1] == ("Desistimiento", "now")
        assert looked_at(draft, world.auditor).turns == ()
