"""The first look: where a case is, whose turn it is, until when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from legal.agreements.models import Agreement
from legal.casefile.head import Head, head
from tests.factories import (
    World,
    communicate,
    complete_terms,
    correct,
    issue_second_report,
    serve,
    sign_all,
    submit,
    to_first_report,
    to_in_force,
    to_in_review,
    to_in_signature,
    verification_of,
    verify_correction,
)
from tests.factories.closure import expire
from tests.factories.transfers import (
    answer_warning,
    cancel_balance,
    open_rescue,
    open_transfer,
    pay,
    serve_warning,
    warn,
)
from tests.legal.casefile.reading import TODAY, not_corrected, read
from workflow.models import User


def looked_at(agreement: Agreement, user: User, *, on: date = TODAY) -> Head:
    """Return the cover as a person sees it."""
    return head(*read(agreement, user, on=on))


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
        assert cover.where == "En vigor: presentar el informe de cumplimiento"
        assert "Del 23 de noviembre de 2026 al 22 de noviembre de 2029." in cover.summary
        assert cover.tags == ()

    def test_past_its_term_says_so_until_the_clock_lets_it_expire(
        self, draft: Agreement, world: World, travel: Callable[[date], None]
    ) -> None:
        to_in_force(draft, world)
        day_after = date(2029, 11, 23)
        travel(day_after)
        late = looked_at(draft, world.auditor, on=day_after)
        assert [tag.text for tag in late.tags] == ["Su término venció el 22 de noviembre de 2029"]
        expire(draft)
        cover = looked_at(draft, world.auditor, on=day_after)
        assert cover.where == "Vencido, en liquidación: presentar el informe de cumplimiento y 1 paso más"
        assert cover.tags == ()


class TestTags:
    def test_count_periods_with_observations_while_they_are_corrected(self, in_force: Agreement, world: World) -> None:
        first = verification_of(in_force)
        to_first_report(first, unmet=["C-02"])
        assert "1 período con observaciones en curso" in texts(in_force, world)
        communicate(first)
        serve(in_force.case)
        correct(first)
        verify_correction(first)
        assert "1 período con observaciones en curso" in texts(in_force, world)
        issue_second_report(first)
        assert texts(in_force, world) == ["Por transferir: S/\u00a01,000,000.00"]

    def test_tell_what_is_due_until_it_is_paid(self, in_force: Agreement, world: World) -> None:
        to_first_report(verification_of(in_force), unmet=["C-02"])
        assert "Por transferir: S/\u00a0500,000.00" in texts(in_force, world)
        pay(open_transfer(in_force))
        assert texts(in_force, world) == [
            "1 período con observaciones en curso",
            "Saldo en riesgo: S/\u00a0500,000.00",
        ]

    def test_tell_the_balance_that_waits_for_a_decision(
        self, in_force: Agreement, world: World, travel: Callable[[date], None]
    ) -> None:
        not_corrected(in_force)
        assert "Saldo por decidir: S/\u00a0500,000.00" in texts(in_force, world)
        rescue = serve_warning(warn(open_rescue(in_force)))
        cancel_balance(answer_warning(rescue, world))
        assert texts(in_force, world) == ["Por transferir: S/\u00a0500,000.00"]


def texts(agreement: Agreement, world: World) -> list[str]:
    """Return the tags of the cover."""
    return [tag.text for tag in looked_at(agreement, world.auditor).tags]


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

    def test_in_force_are_steps_and_say_which_period_they_are_about(self, in_force: Agreement, world: World) -> None:
        turn, *others = looked_at(in_force, world.coordinator).turns
        assert (turn.post, turn.title) == ("Coordinador del convenio, GRA", "Presentar el informe de cumplimiento")
        assert (turn.about, turn.due_on, turn.is_term) == ("Año 1, Nivel 0", date(2026, 12, 23), False)
        assert turn.url
        # The term of the step is not told twice, and those of the years to come wait.
        assert others == []

    def test_between_periods_are_those_of_the_next_term(self, in_force: Agreement, world: World) -> None:
        to_first_report(verification_of(in_force), unmet=[])
        pay(open_transfer(in_force))
        turns = looked_at(in_force, world.coordinator).turns
        assert [(turn.post, turn.title, turn.is_term) for turn in turns] == [
            ("Coordinador del convenio, GRA", "Informe de cumplimiento del año 2 (Nivel 1)", True)
        ]

    def test_include_a_term_that_runs_without_a_step(self, in_force: Agreement, world: World) -> None:
        not_corrected(in_force)
        serve_warning(warn(open_rescue(in_force)))
        turns = looked_at(in_force, world.auditor).turns
        assert [(turn.title, turn.about) for turn in turns if turn.is_term] == [
            ("Responder el apercibimiento (tramo fijo del año 1)", "")
        ]
        assert ("Decidir sobre el saldo", "tramo fijo del año 1") in [(turn.title, turn.about) for turn in turns]

    def test_of_a_post_that_does_not_exist_name_the_role(self, draft: Agreement, world: World) -> None:
        to_in_review(draft, world)
        file, reader = read(draft, world.auditor)
        assert file.post_of("verifier", world.region) == "Verificador, GRA"
        assert file.post_of("verifier", None) == "Verificador"
        assert reader.held
