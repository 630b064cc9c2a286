"""The pages of the rescue of a balance: warn, answer, decide."""

from __future__ import annotations

import pytest
from django.urls import reverse

from legal.agreements.models import Agreement
from legal.entities.roles import DIRECTOR_GENERAL
from legal.norms.models import UnmetCriteria
from legal.transfers.models import Rescue
from tests.factories import World, make_world
from tests.factories import transfers as money
from tests.factories.agreements import PDF
from tests.legal.browsing import get, has_form, post, see, send, typed, words
from tests.legal.transfers.reached import a_paper, also_hold, queries_at, queries_of, with_balance
from workflow import clock
from workflow.models import LedgerEntry

DECIDE = "Cancelar el saldo"
DRAFT = {"preview": "1"}


@pytest.fixture
def rescue(world: World) -> Rescue:
    """Return the rescue of a balance of S/ 1,000,000.00 that waits for its warning."""
    return with_balance(world)


def served(rescue: Rescue) -> Rescue:
    """Warn the entity, which receives it."""
    return money.serve_warning(money.warn(rescue))


class TestWarning:
    def test_shows_the_balance_and_what_led_to_it(self, world: World, rescue: Rescue) -> None:
        page = words(see(world.director_general, money.step_of(rescue.process, "warn")))
        assert "S/ 1,000,000.00" in page
        assert "No subsanado" in page
        assert "0 de 1 criterios" in page
        assert "La base remitida no permite reproducir el cálculo" in page

    def test_reads_the_letter_before_it_leaves(self, world: World, rescue: Rescue) -> None:
        task = money.step_of(rescue.process, "warn")
        entries = LedgerEntry.objects.count()
        draft = send(world.director_general, task, **DRAFT)
        assert draft.status_code == 200
        assert draft.content.startswith(b"PK")
        assert "attachment" in draft["Content-Disposition"]
        rescue.refresh_from_db()
        assert rescue.warning is None
        assert LedgerEntry.objects.count() == entries

    def test_is_issued(self, world: World, rescue: Rescue) -> None:
        assert send(world.director_general, money.step_of(rescue.process, "warn")).status_code == 302
        rescue.refresh_from_db()
        assert rescue.status == "warned"

    def test_is_refused_before_the_period_was_closed(self, world: World, rescue: Rescue) -> None:
        values = {"occurred_on": "2020-01-02", "grounds": "Memorando N° 7"}
        page = send(world.director_general, money.step_of(rescue.process, "warn"), **values)
        assert page.status_code == 409
        assert "la fecha no puede ser anterior" in words(page)
        assert typed(page, "grounds") == "Memorando N° 7"

    @pytest.mark.parametrize("values", [{}, DRAFT])
    def test_belongs_to_the_director(self, world: World, rescue: Rescue, values: dict[str, str]) -> None:
        task = money.step_of(rescue.process, "warn")
        page = send(world.formulator, task, **values)
        assert page.status_code == 403
        assert "Directora General" in words(page)
        assert send(world.stranger, task, **values).status_code == 404


class TestAnswering:
    def test_answers_with_a_document(self, world: World, rescue: Rescue) -> None:
        served(rescue)
        address = ("transfers:answer_warning", rescue.case.number, rescue.pk)
        assert "Plazo para responder" in words(get(world.coordinator, *address))
        values = {"answer": "Se subsanó.", "file": a_paper(), "occurred_on": clock.today().isoformat(), "grounds": ""}
        assert post(world.coordinator, *address, **values).status_code == 302
        rescue.refresh_from_db()
        assert rescue.answer == "Se subsanó."
        file = ("transfers:answer_file", rescue.case.number, rescue.pk)
        assert get(world.director_general, *file).getvalue() == PDF
        assert get(world.stranger, *file).status_code == 404

    def test_is_refused_while_the_warning_was_not_received_and_loses_no_words(
        self, world: World, rescue: Rescue
    ) -> None:
        money.warn(rescue)
        address = ("transfers:answer_warning", rescue.case.number, rescue.pk)
        page = get(world.coordinator, *address)
        assert not has_form(page, "Presentar la respuesta")
        assert "No hay un apercibimiento notificado que responder" in words(page)
        values = {"answer": "Se subsanó.", "occurred_on": clock.today().isoformat(), "grounds": ""}
        refused = post(world.coordinator, *address, **values)
        assert refused.status_code == 409
        assert typed(refused, "answer") == "Se subsanó."

    def test_is_the_entitys(self, world: World, rescue: Rescue) -> None:
        served(rescue)
        address = ("transfers:answer_warning", rescue.case.number, rescue.pk)
        assert "¿Por qué no puedo responder el apercibimiento?" in words(get(world.formulator, *address))
        values = {"answer": "No.", "occurred_on": clock.today().isoformat(), "grounds": ""}
        assert post(world.formulator, *address, **values).status_code == 403
        assert post(world.stranger, *address, **values).status_code == 404


class TestDeciding:
    def test_waits_for_the_answer_or_the_end_of_its_term(self, world: World, rescue: Rescue) -> None:
        task = money.step_of(served(rescue).process, "decide")
        page = see(world.director_general, task)
        assert not has_form(page, DECIDE)
        assert "La entidad puede responder el apercibimiento hasta el" in words(page)
        assert "La entidad no ha respondido" in words(page)
        refused = send(world.director_general, task, reason="No subsanó.")
        assert refused.status_code == 409
        assert typed(refused, "reason") == "No subsanó."

    def test_shows_the_receipt_and_the_answer(self, world: World, rescue: Rescue) -> None:
        money.answer_warning(served(rescue), world)
        page = see(world.director_general, money.step_of(rescue.process, "decide"))
        assert "Los criterios se subsanaron en agosto" in words(page)
        rescue.refresh_from_db()
        assert reverse("notices:receipt", args=[rescue.warning_notice_id]) in page.content.decode()
        assert has_form(page, DECIDE)

    def test_reads_the_letter_with_what_was_typed_so_far(self, world: World, rescue: Rescue) -> None:
        task = money.step_of(served(rescue).process, "decide")
        draft = send(world.director_general, task, reason="", **DRAFT)
        assert draft.status_code == 200
        assert draft.content.startswith(b"PK")
        rescue.tranche.refresh_from_db()
        assert (rescue.tranche.balance, rescue.tranche.cancelled) == (1_000_000, 0)

    def test_cancels(self, world: World, rescue: Rescue) -> None:
        money.answer_warning(served(rescue), world)
        task = money.step_of(rescue.process, "decide")
        assert send(world.director_general, task, reason="").status_code == 422
        assert send(world.director_general, task, reason="No acreditó la subsanación.").status_code == 302
        rescue.refresh_from_db()
        assert (rescue.status, rescue.amount) == ("cancelled", 1_000_000)

    def test_is_not_for_who_verified(self, world: World, rescue: Rescue) -> None:
        money.answer_warning(served(rescue), world)
        also_hold(world.grantor_verifier, world.directorate, DIRECTOR_GENERAL)
        task = money.step_of(rescue.process, "decide")
        assert "Quien verifica no aprueba el monto" in words(see(world.grantor_verifier, task))
        assert send(world.grantor_verifier, task, reason="Cancelo.").status_code == 403
        assert see(world.stranger, task).status_code == 404


class TestCarrying:
    @pytest.fixture(autouse=True)
    def _carrying_norm(self, world: World) -> None:
        """Let the norm of the world carry what is not met."""
        world.norm.unmet_criteria = UnmetCriteria.CARRY
        world.norm.save()

    def test_is_offered_beside_the_warning_and_reads_its_own_letter(self, world: World, rescue: Rescue) -> None:
        task = money.step_of(rescue.process, "warn")
        page = see(world.director_general, task)
        assert "Arrastrar lo no subsanado al siguiente nivel" in words(page)
        draft = send(world.director_general, task, decision="turn_back", reason="", **DRAFT)
        assert draft.status_code == 200
        assert "Arrastre" in draft["Content-Disposition"]
        assert send(world.director_general, task, decision="turn_back", reason="").status_code == 422
        done = send(world.director_general, task, decision="turn_back", reason="Se subsana en el Nivel 1.")
        assert done.status_code == 302
        rescue.refresh_from_db()
        assert (rescue.status, rescue.amount) == ("carried", 1_000_000)

    def test_may_follow_the_warning_while_its_term_runs(self, world: World, rescue: Rescue) -> None:
        task = money.step_of(served(rescue).process, "decide")
        assert "Arrastrar al siguiente nivel" in words(see(world.director_general, task))
        refused = send(world.director_general, task, decision="go_on", reason="No subsanó.")
        assert refused.status_code == 409
        assert send(world.director_general, task, decision="turn_back", reason="Avanza.").status_code == 302
        rescue.refresh_from_db()
        assert rescue.status == "carried"

    def test_says_why_it_cannot_be_where_no_level_follows(self, world: World, rescue: Rescue) -> None:
        Agreement.objects.filter(case=rescue.case).update(status=Agreement.Status.EXPIRED)
        page = words(see(world.director_general, money.step_of(rescue.process, "warn")))
        assert "No queda un nivel posterior por verificar: solo procede la cancelación del saldo" in page
        assert "Arrastrar lo no subsanado" not in page


@pytest.mark.django_db
def test_the_pages_take_as_many_queries_for_one_criterion_as_for_many() -> None:
    world = make_world()
    counts = []
    for criteria in (1, 3):
        rescue = with_balance(world, criteria=criteria)
        warn = queries_of(world.director_general, money.step_of(rescue.process, "warn"))
        served(rescue)
        decide = queries_of(world.director_general, money.step_of(rescue.process, "decide"))
        address = reverse("transfers:answer_warning", args=[rescue.case.number, rescue.pk])
        counts.append((warn, decide, queries_at(world.coordinator, address)))
    assert counts[0] == counts[1]
