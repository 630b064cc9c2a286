"""Task pages after the opinions, the file of an instrument, and the page of withdrawal."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from legal.agreements.models import Agreement
from tests.factories import World, give_opinions, make_draft, open_task, to_in_force, to_in_review
from tests.factories.agreements import PDF
from tests.legal.browsing import get, has_form, post, refused_accesses, see, send, typed, words
from workflow import clock


def instrument(**changes: Any) -> dict[str, Any]:
    """Return an Acuerdo de Concejo as it is typed."""
    return {
        "kind": "council_agreement",
        "number": "N° 045-2026-MPCH",
        "issued_on": clock.today().isoformat(),
        "file": SimpleUploadedFile("acuerdo.pdf", PDF),
        **changes,
    }


class TestInstruments:
    @pytest.fixture
    def waiting(self, world: World) -> Agreement:
        """Return an agreement with a municipality that waits for its Acuerdo de Concejo."""
        agreement = to_in_review(make_draft(world, entity=world.municipality_entity), world)
        give_opinions(agreement)
        return agreement

    def test_are_asked_for_with_their_norm(self, world: World, waiting: Agreement) -> None:
        page = see(world.clerk, open_task(waiting.case, "instruments"))
        assert "Acuerdo de Concejo" in words(page)
        assert "Ley N° 27972, art. 9, numeral 26" in words(page)
        assert 'enctype="multipart/form-data"' in page.content.decode()

    def test_are_registered_with_their_file(self, world: World, waiting: Agreement) -> None:
        send(world.clerk, open_task(waiting.case, "instruments"), **instrument())
        brought = waiting.instruments.get()
        response = get(world.municipal_coordinator, "agreements:instrument_file", waiting.case.number, brought.pk)
        assert response.getvalue() == PDF
        stranger = get(world.stranger, "agreements:instrument_file", waiting.case.number, brought.pk)
        assert stranger.status_code == 404

    def test_are_handed_over_only_with_their_own_case(self, world: World, waiting: Agreement) -> None:
        send(world.clerk, open_task(waiting.case, "instruments"), **instrument())
        other = make_draft(world)
        brought = waiting.instruments.get()
        assert get(world.auditor, "agreements:instrument_file", other.case.number, brought.pk).status_code == 404

    @pytest.mark.parametrize(
        ("changes", "status", "problem"),
        [
            ({"number": ""}, 422, "Este campo es obligatorio"),
            ({"file": ""}, 422, "Los archivos no se conservan: elíjalos de nuevo"),
            ({"kind": "directoral_resolution"}, 422, "Instrumento"),
            ({"file": SimpleUploadedFile("a.exe", b"MZ" + b"0" * 40)}, 409, "El tipo de archivo no se admite"),
        ],
    )
    def test_say_what_is_wrong_and_lose_no_words(
        self, world: World, waiting: Agreement, changes: dict[str, Any], status: int, problem: str
    ) -> None:
        values = instrument(**changes)
        page = send(world.clerk, open_task(waiting.case, "instruments"), **values)
        assert page.status_code == status
        assert problem in words(page)
        assert typed(page, "number") == values["number"]
        assert "elíjalos de nuevo" in words(page)

    def test_are_not_dated_after_their_registration(self, world: World, waiting: Agreement) -> None:
        tomorrow = (clock.today() + timedelta(days=1)).isoformat()
        page = send(world.clerk, open_task(waiting.case, "instruments"), **instrument(issued_on=tomorrow))
        assert page.status_code == 409
        assert "no puede ser posterior a su registro" in words(page)

    def test_are_refused_by_their_size_before_they_are_read(
        self, world: World, waiting: Agreement, settings: Any
    ) -> None:
        settings.UPLOAD_MAX_BYTES = 10
        page = send(world.clerk, open_task(waiting.case, "instruments"), **instrument())
        assert page.status_code == 422
        assert "el máximo es" in words(page)

    def test_do_not_exist_for_a_stranger(self, world: World, waiting: Agreement) -> None:
        assert send(world.stranger, open_task(waiting.case, "instruments"), **instrument()).status_code == 404


class TestApproving:
    @pytest.fixture
    def ready(self, world: World) -> Agreement:
        """Return an agreement that waits for the director."""
        agreement = to_in_review(make_draft(world), world)
        give_opinions(agreement)
        return agreement

    def test_shows_the_opinions_first(self, world: World, ready: Agreement) -> None:
        page = words(see(world.director_general, open_task(ready.case, "approve")))
        assert page.index("Opinión presupuestal") < page.index("Su decisión")

    def test_opens_the_signature(self, world: World, ready: Agreement) -> None:
        send(world.director_general, open_task(ready.case, "approve"), decision="approve")
        ready.refresh_from_db()
        assert ready.status == "approved"
        assert open_task(ready.case).flow_task.name == "issue"

    def test_gives_way_to_sending_back(self, world: World, ready: Agreement) -> None:
        values = {"decision": "observed", "observation_money": "Baje el monto."}
        send(world.director_general, open_task(ready.case, "approve"), **values)
        assert ready.observations.get().origin == "director"
        assert open_task(ready.case).flow_task.name == "correct"

    @pytest.mark.parametrize(
        ("values", "problem"),
        [
            ({"decision": "observed"}, "Para devolver el texto, escriba qué debe corregirse"),
            ({"decision": "approve", "observation_money": "Baje."}, "Escribió observaciones y marcó que aprueba"),
            ({"observation_money": "Baje."}, "Este campo es obligatorio"),
        ],
    )
    def test_is_never_ambiguous(self, world: World, ready: Agreement, values: dict[str, str], problem: str) -> None:
        page = send(world.director_general, open_task(ready.case, "approve"), **values)
        assert page.status_code == 422
        assert problem in words(page)
        assert typed(page, "observation_money") == values.get("observation_money", "")
        ready.refresh_from_db()
        assert ready.status == "in_review"

    def test_is_not_for_who_formulates(self, world: World, ready: Agreement) -> None:
        task = open_task(ready.case, "approve")
        assert not has_form(see(world.formulator, task), "Registrar la decisión")
        assert send(world.formulator, task, decision="approve").status_code == 403

    def test_does_not_exist_for_a_stranger(self, world: World, ready: Agreement) -> None:
        assert see(world.stranger, open_task(ready.case, "approve")).status_code == 404


class TestWithdrawing:
    def test_needs_a_reason(self, world: World) -> None:
        draft = make_draft(world)
        values = {"occurred_on": clock.today().isoformat(), "grounds": "Oficio N° 1", "reason": " "}
        page = post(world.formulator, "agreements:withdraw", draft.case.number, **values)
        assert page.status_code == 422
        assert typed(page, "grounds") == "Oficio N° 1"
        post(world.formulator, "agreements:withdraw", draft.case.number, **{**values, "reason": "La entidad desistió."})
        draft.refresh_from_db()
        assert draft.status == "withdrawn"

    def test_says_that_it_is_too_late(self, world: World) -> None:
        agreement = to_in_force(make_draft(world), world)
        page = get(world.formulator, "agreements:withdraw", agreement.case.number)
        assert not has_form(page, "Registrar el desistimiento")
        assert "solo se desiste antes de que entre en vigor" in words(page)
        values = {"occurred_on": clock.today().isoformat(), "grounds": "", "reason": "Ya no conviene."}
        refused = post(world.formulator, "agreements:withdraw", agreement.case.number, **values)
        assert refused.status_code == 409
        assert typed(refused, "reason") == "Ya no conviene."

    def test_is_not_for_the_entity(self, world: World) -> None:
        draft = make_draft(world)
        page = get(world.coordinator, "agreements:withdraw", draft.case.number)
        assert "¿Por qué no puedo desistir del convenio?" in words(page)
        values = {"occurred_on": clock.today().isoformat(), "grounds": "", "reason": "No."}
        assert post(world.coordinator, "agreements:withdraw", draft.case.number, **values).status_code == 403

    def test_does_not_exist_for_a_stranger(self, world: World) -> None:
        draft = make_draft(world)
        assert post(world.stranger, "agreements:withdraw", draft.case.number).status_code == 404
        assert refused_accesses(world.stranger) == 1


@pytest.mark.django_db
def test_every_page_asks_who_it_is(client: Any) -> None:
    for name, arguments in (("list", []), ("create", []), ("text", ["2026-0001"]), ("part", ["2026-0001", "money"])):
        response = client.get(reverse(f"agreements:{name}", args=arguments))
        assert response.status_code == 302
        assert "/ingresar/" in response["Location"]
