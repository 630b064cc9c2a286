"""Task pages of a notice: send, record the receipt or the failure; and the proof of receipt."""

from __future__ import annotations

from datetime import timedelta

import pytest

from legal.notices.models import Notice
from legal.verification.models import Verification
from tests.factories import World, open_task
from tests.factories.agreements import PDF
from tests.factories.verification import communicate, to_first_report
from tests.legal.browsing import get, has_form, refused_accesses, see, send, typed, words
from tests.legal.verification.opened import a_file, first_year
from workflow import clock
from workflow.models import LedgerEntry, Task

pytestmark = pytest.mark.usefixtures("papers_without_word")


@pytest.fixture
def communicated(world: World) -> Verification:
    """Return a period whose letter waits to be sent."""
    period = to_first_report(first_year(world))
    communicate(period)
    return period


@pytest.fixture
def notice(communicated: Verification) -> Notice:
    """Return the notice of the letter."""
    found = communicated.notice
    assert found is not None
    return found


def step(notice: Notice, name: str) -> Task:
    """Return the open step of the notice."""
    return open_task(notice.case, name)


def to_sent(world: World, notice: Notice) -> Task:
    """Send the letter and return the step that records its receipt."""
    assert send(world.clerk, step(notice, "send"), channel="in_person").status_code == 302
    return step(notice, "receive")


def receipt(**changes: object) -> dict[str, object]:
    """Return the receipt as it is typed."""
    return {"result": "received", "receiver": "Mesa de partes", "file": a_file("cargo.pdf"), "reason": "", **changes}


class TestSending:
    def test_shows_the_document_and_its_addressee(self, world: World, notice: Notice) -> None:
        page = see(world.clerk, step(notice, "send"))
        assert f'href="/documentos/{notice.document_id}/"' in page.content.decode()
        assert "Gobierno Regional del Departamento de Amazonas" in words(page)
        assert "Ninguno todavía" in words(page)
        assert "Enviada el" in words(page)

    def test_keeps_channel_and_day(self, world: World, notice: Notice) -> None:
        to_sent(world, notice)
        notice.refresh_from_db()
        assert (notice.status, notice.channel, notice.sent_on, notice.attempts) == (
            "sent",
            "in_person",
            clock.today(),
            1,
        )

    def test_asks_for_the_channel(self, world: World, notice: Notice) -> None:
        page = send(world.clerk, step(notice, "send"), grounds="Guía N° 4")
        assert page.status_code == 422
        assert "Marque por qué medio salió el documento" in words(page)
        assert typed(page, "grounds") == "Guía N° 4"

    def test_is_refused_before_the_date_of_the_document(self, world: World, notice: Notice) -> None:
        day = (clock.today() - timedelta(days=3)).isoformat()
        page = send(world.clerk, step(notice, "send"), channel="courier", occurred_on=day, grounds="Guía N° 4")
        assert page.status_code == 409
        assert "no pudo enviarse antes" in words(page)
        assert typed(page, "grounds") == "Guía N° 4"
        assert LedgerEntry.objects.filter(case=notice.case, kind="refusal", act="notices.send").exists()

    def test_belongs_to_the_clerk(self, world: World, notice: Notice) -> None:
        task = step(notice, "send")
        page = see(world.coordinator, task)
        assert not has_form(page, "Registrar el envío")
        assert "Encargado de mesa de partes" in words(page)
        assert send(world.coordinator, task, channel="in_person").status_code == 403
        assert see(world.stranger, task).status_code == 404
        assert send(world.stranger, task, channel="in_person").status_code == 404
        assert refused_accesses(world.stranger) == 2


class TestReceiving:
    def test_says_that_without_proof_no_term_runs(self, world: World, notice: Notice) -> None:
        page = words(see(world.clerk, to_sent(world, notice)))
        assert "Sin cargo no corre plazo" in page
        assert "Recibida el" in page

    def test_keeps_who_received_and_starts_the_term(
        self, world: World, communicated: Verification, notice: Notice
    ) -> None:
        assert send(world.clerk, to_sent(world, notice), **receipt()).status_code == 302
        notice.refresh_from_db()
        communicated.refresh_from_db()
        assert (notice.status, notice.receiver) == ("received", "Mesa de partes")
        assert communicated.correction_deadline is not None

    @pytest.mark.parametrize(
        ("changes", "problem"),
        [
            ({"result": ""}, "Marque si se recibió o no se pudo entregar"),
            ({"receiver": ""}, "Escriba quién firmó o selló el cargo"),
            ({"file": ""}, "sin él no corre ningún plazo"),
            ({"reason": "No atendían."}, "Escribió por qué no se entregó"),
            ({"result": "failed", "receiver": "", "file": ""}, "Escriba por qué no se pudo entregar"),
            ({"result": "failed", "reason": "No atendían."}, "Indicó quién recibió o eligió un cargo"),
        ],
    )
    def test_is_never_ambiguous(self, world: World, notice: Notice, changes: dict[str, object], problem: str) -> None:
        values = receipt(**changes)
        page = send(world.clerk, to_sent(world, notice), **values)
        assert page.status_code == 422
        assert problem in words(page)
        assert typed(page, "receiver") == values["receiver"]
        assert typed(page, "reason") == values["reason"]
        notice.refresh_from_db()
        assert notice.status == "sent"

    def test_refuses_a_file_that_is_none(self, world: World, notice: Notice) -> None:
        page = send(world.clerk, to_sent(world, notice), **receipt(file=a_file("cargo.pdf", b"x")))
        assert page.status_code == 409
        assert "El tipo de archivo no se admite" in words(page)
        assert typed(page, "receiver") == "Mesa de partes"

    def test_that_failed_sends_it_again_and_says_why(
        self, world: World, communicated: Verification, notice: Notice
    ) -> None:
        values = receipt(result="failed", receiver="", file="", reason="La mesa de partes estaba cerrada.")
        assert send(world.clerk, to_sent(world, notice), **values).status_code == 302
        page = words(see(world.clerk, step(notice, "send")))
        assert "No se pudo entregar antes" in page
        assert "La mesa de partes estaba cerrada." in page
        communicated.refresh_from_db()
        assert communicated.correction_deadline is None

    def test_belongs_to_the_clerk(self, world: World, notice: Notice) -> None:
        task = to_sent(world, notice)
        assert send(world.director_general, task, **receipt()).status_code == 403
        assert send(world.stranger, task, **receipt()).status_code == 404


class TestReceipt:
    def test_is_handed_over_to_whoever_may_see_the_case(self, world: World, notice: Notice) -> None:
        assert get(world.auditor, "notices:receipt", notice.pk).status_code == 404
        send(world.clerk, to_sent(world, notice), **receipt())
        assert get(world.coordinator, "notices:receipt", notice.pk).getvalue() == PDF
        assert get(world.stranger, "notices:receipt", notice.pk).status_code == 404
        assert refused_accesses(world.stranger) == 1
