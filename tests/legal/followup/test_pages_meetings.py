"""The pages of meetings: the right person, others, and refusals as they are shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse as url_of

from legal.agreements.models import Agreement
from legal.followup.forms.meetings import MOST_TARGETS
from legal.followup.models import Meeting
from tests.factories import World
from tests.factories.agreements import PDF
from tests.factories.followup import agreed, ask, meet, the_request, visit
from tests.legal.browsing import get, handed_over, has_form, post, typed, words
from tests.legal.transfers.reached import queries_at

TODAY = {"occurred_on": "2026-03-02", "grounds": ""}


def written(*targets: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return the form of a meeting with its targets."""
    rows = {f"metas-{place}-{name}": value for place, row in enumerate(targets) for name, value in row.items()}
    return {
        "number": "Acta N° 001-2026",
        "subject": "Metas del año",
        "held_on": "2026-03-02",
        "place": "Lima",
        "people": "Ana Torres; Sectorista; DGPP",
        "file": SimpleUploadedFile("acta.pdf", PDF),
        "metas-TOTAL_FORMS": MOST_TARGETS,
        "metas-INITIAL_FORMS": 0,
        **rows,
        **TODAY,
        **changes,
    }


def a_target(world: World, **changes: Any) -> dict[str, Any]:
    """Return a row."""
    row = {
        "text": "Depurar el padrón",
        "unit": world.executing_unit.pk,
        "due_on": "2026-03-12",
        "topic": "",
        "value": "",
    }
    return {**row, **changes}


@pytest.mark.parametrize("count", ["-1", "x", ""])
def test_rows_that_are_not_counted_are_not_passed_over(in_force: Agreement, world: World, count: str) -> None:
    address = ("followup:record_meeting", in_force.case.number)
    changes = {"metas-TOTAL_FORMS": count}
    assert post(world.formulator, *address, **written(a_target(world), **changes)).status_code == 422
    assert not Meeting.objects.exists()


def test_an_act_is_registered_with_its_targets(in_force: Agreement, world: World) -> None:
    address = ("followup:record_meeting", in_force.case.number)
    assert has_form(get(world.formulator, *address), "Registrar el acta")
    refused = post(world.formulator, *address, **written(a_target(world), a_target(world, due_on="")))
    assert refused.status_code == 422
    assert "Fila 2, Hasta el" in words(refused)
    assert typed(refused, "metas-0-text") == "Depurar el padrón"
    refused = post(world.formulator, *address, **written(a_target(world, due_on="2026-03-01")))
    assert refused.status_code == 409
    assert "Meta 1: vence antes de la reunión" in words(refused)
    hostile = SimpleUploadedFile("acta.pdf", b"MZ")
    assert "no se admite" in words(post(world.formulator, *address, **written(file=hostile)))
    assert not Meeting.objects.exists()
    indicator = in_force.indicators.first()
    assert indicator is not None
    row = a_target(world, topic=f"indicator-{indicator.pk}", value="62.5")
    assert post(world.formulator, *address, **written(row, a_target(world, text="Contratar"))).status_code == 302
    first, second = Meeting.objects.get().targets.order_by("position")
    assert (first.indicator, first.value, second.text) == (indicator, Decimal("62.5"), "Contratar")


def test_an_act_is_not_registered_by_others(in_force: Agreement, world: World) -> None:
    address = ("followup:record_meeting", in_force.case.number)
    assert post(world.coordinator, *address, **written()).status_code == 403
    assert get(world.stranger, *address).status_code == 404


def test_the_form_of_an_act_costs_the_same_whatever_its_rows(in_force: Agreement, world: World) -> None:
    assert queries_at(world.formulator, url_of("followup:record_meeting", args=[in_force.case.number])) <= 16


def test_the_entity_answers_and_the_page_offers_it_to_nobody_else(in_force: Agreement, world: World) -> None:
    meeting = meet(in_force, world, agreed(world))
    page = ("followup:meeting", in_force.case.number, meeting.pk)
    address = ("followup:answer_meeting", in_force.case.number, meeting.pk)
    assert "Responder al acta" in words(get(world.coordinator, *page))
    for person in (world.formulator, world.executing_officer, world.auditor):
        assert "Responder al acta" not in words(get(person, *page))
    assert post(world.coordinator, *address, decision="turn_back", reason="", **TODAY).status_code == 422
    assert post(world.formulator, *address, decision="go_on", reason="", **TODAY).status_code == 403
    objected = post(world.coordinator, *address, decision="turn_back", reason="Era para junio.", **TODAY)
    assert objected.status_code == 302
    shown = words(get(world.auditor, *page))
    assert "Objetada" in shown
    assert "Era para junio." in shown
    again = post(world.coordinator, *address, decision="go_on", reason="", **TODAY)
    assert again.status_code == 409
    assert "ya respondió al acta" in words(again)


def test_what_became_of_a_target_is_told_and_what_is_overdue_stands_out(
    in_force: Agreement, world: World, travel: Callable[[date], None]
) -> None:
    target = meet(in_force, world, agreed(world)).targets.get()
    travel(date(2026, 3, 14))
    case = words(get(world.coordinator, "casefile:detail", in_force.case.number))
    assert "Venció hace 2 días" in case
    assert "1 meta acordada vencida" in case
    assert "Determinar si se cumplió" not in case
    assert "Determinar si se cumplió" in words(get(world.formulator, "casefile:detail", in_force.case.number))
    address = ("followup:settle_target", in_force.case.number, target.pk)
    values = {"outcome": "not_met", "reason": "No se contrató.", "occurred_on": "2026-03-12", "grounds": "Acta"}
    refused = post(world.formulator, *address, **values)
    assert refused.status_code == 409
    assert "puede cumplirse hasta el 12 de marzo" in words(refused)
    assert post(world.coordinator, *address, **values).status_code == 403
    assert post(world.formulator, *address, **{**values, "occurred_on": "2026-03-14"}).status_code == 302
    case = words(get(world.coordinator, "casefile:detail", in_force.case.number))
    assert "No cumplida" in case
    assert "meta acordada vencida" not in case
    assert "ya consta como no cumplida" in words(get(world.formulator, *address))


def test_a_meeting_of_another_case_is_not_found(in_force: Agreement, world: World) -> None:
    meeting = meet(in_force, world, agreed(world))
    for name in ("followup:meeting", "followup:meeting_file", "followup:answer_meeting"):
        assert get(world.stranger, name, in_force.case.number, meeting.pk).status_code == 404
        assert get(world.formulator, name, in_force.case.number, 999_999).status_code == 404
    assert (
        get(world.stranger, "followup:settle_target", in_force.case.number, meeting.targets.get().pk).status_code == 404
    )
    assert handed_over(get(world.auditor, "followup:meeting_file", in_force.case.number, meeting.pk)) == PDF


def test_the_page_of_the_case_costs_the_same_with_more_of_everything(in_force: Agreement, world: World) -> None:
    def more(number: int) -> None:
        ask(in_force, world, subject=f"Asunto {number}")
        visit(in_force, world, subject=f"Visita {number}")
        meet(in_force, world, agreed(world), agreed(world, text="Otra"), number=f"Acta {number}")

    url = url_of("casefile:detail", args=[in_force.case.number])
    more(1)
    assert the_request().status == "open"
    few = {person: queries_at(person, url) for person in (world.coordinator, world.formulator, world.auditor)}
    for number in range(2, 6):
        more(number)
    assert {person: queries_at(person, url) for person in few} == few
