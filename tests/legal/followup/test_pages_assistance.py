"""The pages of technical assistance: the right person, others, and refusals as they are shown."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from legal.agreements.models import Agreement
from legal.followup.models import AssistanceRequest, Visit
from tests.factories import World, open_task
from tests.factories.agreements import PDF
from tests.factories.followup import ask, give, the_request, visit
from tests.legal.browsing import get, handed_over, has_form, post, see, send, typed, words

TODAY = {"occurred_on": "2026-03-02", "grounds": ""}
PEOPLE = "Ana Torres; Sectorista; DGPP\nHugo Luna; Coordinador; Gobierno Regional"
GIVEN = {
    "kind": "visit",
    "held_on": "2026-03-02",
    "place": "Chachapoyas",
    "people": PEOPLE,
    "done": "Se revisó el catálogo.",
}


def test_assistance_is_asked_for_and_shown_to_who_must_answer(in_force: Agreement, world: World) -> None:
    address = ("followup:request_assistance", in_force.case.number)
    page = get(world.coordinator, *address)
    assert has_form(page, "Pedir la asistencia")
    assert "Criterios" in page.content.decode()
    criterion = in_force.criteria.first()
    assert criterion is not None
    values = {
        "unit": world.executing_unit.pk,
        "addressee": world.directorate.pk,
        "subject": "Catálogo",
        "topic": f"criterion-{criterion.pk}",
        "detail": "No se acepta el catálogo.",
        **TODAY,
    }
    missing = post(world.coordinator, *address, **{**values, "detail": ""})
    assert missing.status_code == 422
    assert typed(missing, "subject") == "Catálogo"
    assert post(world.coordinator, *address, **values).status_code == 302
    assert AssistanceRequest.objects.get().criterion == criterion
    assert "Atender la solicitud de asistencia técnica" in words(get(world.formulator, "workflow:inbox"))
    case = words(get(world.formulator, "casefile:detail", in_force.case.number))
    assert "Espera desde hace 0 días" in case
    assert "No se acepta el catálogo." in case


def test_a_refusal_to_ask_is_shown(in_force: Agreement, world: World) -> None:
    address = ("followup:request_assistance", in_force.case.number)
    values = {"addressee": world.directorate.pk, "subject": "x", "topic": "", "detail": "y", **TODAY}
    page = post(world.executing_officer, *address, unit=world.region.pk, **values)
    assert page.status_code == 409
    assert "pide asistencia para sí" in words(page)
    assert post(world.formulator, *address, unit=world.region.pk, **values).status_code == 403
    assert post(world.coordinator, *address, unit=world.other_region.pk, **values).status_code == 422
    assert get(world.stranger, *address).status_code == 404
    assert not AssistanceRequest.objects.exists()


def test_a_request_is_answered_by_what_was_given(in_force: Agreement, world: World) -> None:
    ask(in_force, world)
    task = open_task(in_force.case, "answer")
    page = see(world.formulator, task)
    assert "El sistema no acepta el catálogo" in words(page)
    refused = send(world.formulator, task, decision="go_on", **{**GIVEN, "place": "", "people": "Ana"})
    assert refused.status_code == 422
    assert "Línea 1" in words(refused)
    refused = send(world.formulator, task, decision="go_on", **{**GIVEN, "place": ""})
    assert refused.status_code == 422
    assert "Escriba el lugar" in words(refused)
    file = SimpleUploadedFile("informe.exe", b"MZ")
    assert "no se admite" in words(send(world.formulator, task, decision="go_on", file=file, **GIVEN))
    file = SimpleUploadedFile("informe.pdf", PDF)
    assert send(world.formulator, task, decision="go_on", file=file, **GIVEN).status_code == 302
    given = Visit.objects.get()
    assert given.attendees.count() == 2
    for person in (world.coordinator, world.auditor):
        shown = words(get(person, "followup:visit", in_force.case.number, given.pk))
        assert "Se revisó el catálogo." in shown
        assert "Hugo Luna" in shown
        assert handed_over(get(person, "followup:visit_file", in_force.case.number, given.pk)) == PDF


def test_a_request_is_declined_with_a_reason(in_force: Agreement, world: World) -> None:
    ask(in_force, world)
    task = open_task(in_force.case, "answer")
    assert send(world.formulator, task, decision="turn_back").status_code == 422
    both = send(world.formulator, task, decision="turn_back", reason="No.", **GIVEN)
    assert both.status_code == 422
    assert "marque que se atendió" in words(both)
    assert send(world.coordinator, task, decision="turn_back", reason="No.").status_code == 403
    assert send(world.stranger, task, decision="turn_back", reason="No.").status_code == 404
    assert send(world.formulator, task, decision="turn_back", reason="No corresponde.").status_code == 302
    assert the_request().status == "declined"
    page = words(get(world.coordinator, "casefile:detail", in_force.case.number))
    assert "No atendida" in page
    assert "No corresponde." in page


def test_a_visit_is_recorded_by_who_gives_it(in_force: Agreement, world: World) -> None:
    address = ("followup:record_visit", in_force.case.number)
    values = {"subject": "Supervisión", "topic": "", **GIVEN, **TODAY}
    assert has_form(get(world.formulator, *address), "Registrar")
    refused = post(world.formulator, *address, **{**values, "held_on": "2026-03-01"})
    assert refused.status_code == 409
    assert "rige recién" in words(refused)
    assert post(world.formulator, *address, **values).status_code == 302
    assert post(world.coordinator, *address, **values).status_code == 403
    assert get(world.stranger, *address).status_code == 404
    assert "Supervisión" in words(get(world.coordinator, "casefile:detail", in_force.case.number))


def test_what_is_of_a_case_is_not_seen_from_outside_nor_from_another(in_force: Agreement, world: World) -> None:
    ask(in_force, world)
    give(the_request())
    visit(in_force, world)
    with_request, without = Visit.objects.order_by("pk")
    for name in ("followup:visit", "followup:visit_file"):
        assert get(world.stranger, name, in_force.case.number, with_request.pk).status_code == 404
        assert get(world.formulator, name, in_force.case.number, 999_999).status_code == 404
    assert get(world.formulator, "followup:visit_file", in_force.case.number, without.pk).status_code == 404


def test_the_case_says_what_to_do_while_nothing_is_followed(in_force: Agreement, world: World) -> None:
    page = words(get(world.coordinator, "casefile:detail", in_force.case.number))
    for said in ("Nadie la ha pedido", "La registra quien la da", "El sectorista registra cada acta firmada"):
        assert said in page
    assert "Pedir asistencia técnica" in page
    assert "Registrar un acta de reunión" not in page
