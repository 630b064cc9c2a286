"""The pages of terms: who is offered what, refusals as they are shown, and the count that tells what changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from legal.agreements.models import Agreement
from legal.followup.models import ExtensionRequest
from tests.factories import World, make_draft, open_task, to_in_force
from tests.factories.agreements import PDF
from tests.factories.terms import ask_extension, decide_extension, direct, let_extend, term_of
from tests.factories.verification import serve
from tests.legal.browsing import get, handed_over, has_form, post, see, send, typed, words
from workflow import clock, deadlines
from workflow.inbox import inbox

Travel = Callable[[date], None]
TODAY = {"occurred_on": "2026-03-02", "grounds": ""}


@pytest.fixture
def agreement(world: World, travel: Travel, papers_without_word: None) -> Agreement:
    """Return an agreement signed on 2 March 2026, whose first report may be extended."""
    travel(date(2026, 3, 2))
    let_extend("report_year_1")
    return to_in_force(make_draft(world, years=2), world)


def document(**changes: Any) -> dict[str, Any]:
    """Return what a letter needs, as it is typed."""
    return {"reason": "Huelga del personal de salud.", **changes}


def case_page(person: Any, agreement: Agreement) -> str:
    return words(get(person, "casefile:detail", agreement.case.number))


def test_an_extension_is_asked_for_on_its_page(agreement: Agreement, world: World) -> None:
    assert "Pedir la prórroga de un plazo" in case_page(world.coordinator, agreement)
    address = ("followup:request_extension", agreement.case.number)
    page = get(world.coordinator, *address)
    assert has_form(page, "Pedir la prórroga")
    assert "vence el 1 de abril de 2026" in words(page)
    values = {"deadline": term_of(agreement).pk, "amount": "10", "term_unit": "calendar_days", **TODAY}
    missing = post(world.coordinator, *address, **values, reason="")
    assert missing.status_code == 422
    assert typed(missing, "amount") == "10"
    late = post(world.coordinator, *address, **{**values, "amount": "90"}, reason="Huelga.")
    assert late.status_code == 409
    assert "no puede durar más que el plazo" in words(late)
    assert post(world.coordinator, *address, **values, reason="Huelga.").status_code == 302
    assert "Resolver la solicitud de prórroga" in words(get(world.director_general, "workflow:inbox"))
    assert "Pedir la prórroga de un plazo" not in case_page(world.coordinator, agreement)
    assert "Ningún plazo en curso" in words(get(world.coordinator, *address))


def test_an_extension_is_granted_on_the_page_of_its_step(agreement: Agreement, world: World) -> None:
    ask_extension(agreement, world, upload=("solicitud.pdf", PDF))
    task = open_task(agreement.case, "decide")
    page = words(see(world.director_general, task))
    assert "10 días calendario" in page
    assert "Huelga del personal de salud." in page
    draft = send(world.director_general, task, decision="go_on", preview="1", **document())
    assert "Proyecto de oficio que resuelve la pr" in draft["Content-Disposition"].replace("%20", " ")
    assert send(world.formulator, task, decision="go_on", preview="1", **document()).status_code == 403
    undecided = send(world.director_general, task, **document())
    assert undecided.status_code == 422
    assert send(world.formulator, task, decision="go_on", **document()).status_code == 403
    assert send(world.director_general, task, decision="go_on", **document()).status_code == 302
    request = ExtensionRequest.objects.get()
    assert request.status == "granted"
    page = case_page(world.auditor, agreement)
    assert "Prorrogado el 2 de marzo de 2026: vencía el 1 de abril de 2026 y vence el 13 de abril de 2026" in page
    assert "Oficio N° 001-2026-EF/50.01" in page
    assert handed_over(get(world.auditor, "followup:term_file", agreement.case.number, request.file_id)) == PDF
    for pk in (request.file_id, request.document_file_id):
        address = ("followup:term_file", agreement.case.number, pk)
        assert handed_over(get(world.auditor, *address))
        assert get(world.stranger, *address).status_code == 404


def test_a_request_that_cannot_be_granted_says_so_and_may_be_refused(
    agreement: Agreement, world: World, travel: Travel
) -> None:
    ask_extension(agreement, world)
    travel(date(2026, 4, 2))
    task = open_task(agreement.case, "decide")
    assert "No puede concederse" in words(see(world.director_general, task))
    late = send(world.director_general, task, decision="go_on", **document())
    assert late.status_code == 409
    assert "se concede antes" in words(late)
    assert send(world.director_general, task, decision="turn_back", **document()).status_code == 302
    assert ExtensionRequest.objects.get().status == "refused"


def test_a_term_is_suspended_and_resumed_on_its_pages(agreement: Agreement, world: World, travel: Travel) -> None:
    assert "Suspender un plazo" in case_page(world.director_general, agreement)
    assert "Suspender un plazo" not in case_page(world.coordinator, agreement)
    address = ("followup:suspend_deadline", agreement.case.number)
    values = {"deadline": term_of(agreement).pk, **TODAY}
    assert post(world.director_general, *address, **values, **document(reason="")).status_code == 422
    assert post(world.coordinator, *address, **values, **document()).status_code == 403
    assert post(world.director_general, *address, **values, **document()).status_code == 302
    page = case_page(world.director_general, agreement)
    assert "Suspendido desde el 2 de marzo de 2026; vencía el 1 de abril de 2026" in page
    assert "Reanudar un plazo" in page
    travel(date(2026, 3, 16))
    values["occurred_on"] = "2026-03-16"
    resumed = post(world.director_general, "followup:resume_deadline", agreement.case.number, **values, **document())
    assert resumed.status_code == 302
    page = case_page(world.auditor, agreement)
    assert "No se cuenta: plazo suspendido del 2 de marzo de 2026 al 15 de marzo de 2026." in page
    assert "Reanudado el 16 de marzo de 2026" in page


SUSPENDED = "Plazo suspendido desde el 2 de marzo de 2026 (Oficio N° 001-2026-EF/50.01)"


def test_a_suspended_term_is_told_wherever_its_end_is_looked_for(agreement: Agreement, world: World) -> None:
    direct(agreement, world, "suspend_deadline", name="report_1")
    serve(agreement.case)
    task = open_task(agreement.case, "present")
    pages = (
        get(world.coordinator, "casefile:detail", agreement.case.number),
        see(world.coordinator, task),
        get(world.coordinator, "workflow:inbox"),
        get(world.coordinator, "agreements:list"),
    )
    for page in pages:
        assert SUSPENDED in words(page)
        assert "Este paso no tiene plazo" not in words(page)
    assert "No se cuenta desde este día: plazo suspendido. Oficio N° 001-2026-EF/50.01. Huelga" in words(pages[0])


def test_the_inbox_tells_of_suspended_terms_in_as_many_queries(
    agreement: Agreement, world: World, django_assert_num_queries: Any
) -> None:
    with CaptureQueriesContext(connection) as running:
        inbox(world.coordinator, clock.today())
    direct(agreement, world, "suspend_deadline", name="report_1")
    with django_assert_num_queries(len(running)):
        assert inbox(world.coordinator, clock.today()).available.items[0].suspended == SUSPENDED


def test_a_term_stands_still_for_weeks_and_goes_on_where_it_stood(
    agreement: Agreement, world: World, travel: Travel
) -> None:
    travel(date(2026, 3, 12))
    values = {"deadline": term_of(agreement).pk, "grounds": ""}
    suspend, resume = ((f"followup:{act}_deadline", agreement.case.number) for act in ("suspend", "resume"))
    sent = post(world.director_general, *suspend, **values, **document(), occurred_on="2026-03-12")
    assert sent.status_code == 302
    for day in (date(2026, 4, 2), date(2026, 4, 30)):
        # Nothing expires nor is escalated meanwhile, and what is offered is to let it go on.
        travel(day)
        report = deadlines.run_clock(on=day)
        assert (report.expired, report.escalated, report.failed) == (0, 0, ())
    page = get(world.director_general, *resume)
    assert "suspendido; vencía el 1 de abril de 2026" in words(page)
    early = post(world.director_general, *resume, **values, **document(), occurred_on="2026-03-11")
    assert early.status_code in {409, 422}
    resumed = document(reason="Terminó la huelga.")
    assert post(world.director_general, *resume, **values, **resumed, occurred_on="2026-04-30").status_code == 302
    told = case_page(world.auditor, agreement)
    # Nine of its thirty days ran before 12 March; the other twenty-one end on 20 May.
    assert "Reanudado el 30 de abril de 2026: vencía el 1 de abril de 2026 y vence el 20 de mayo de 2026" in told
    assert "del 12 de marzo de 2026 al 29 de abril de 2026. Oficio N° 001-2026-EF/50.01. Huelga" in told
    assert "Informe hasta el 20 de mayo de 2026" in told
    assert "Informe hasta el 1 de abril" not in told
    assert "miércoles 20 de mayo de 2026" in words(see(world.coordinator, open_task(agreement.case, "present")))


def test_a_term_that_has_not_begun_is_not_offered(agreement: Agreement, world: World) -> None:
    page = get(world.director_general, "followup:suspend_deadline", agreement.case.number)
    assert term_of(agreement).title in words(page)
    assert term_of(agreement, "report_2").title not in words(page)


def test_an_agreement_is_suspended_and_goes_on_on_its_pages(agreement: Agreement, world: World) -> None:
    address = ("followup:suspend_agreement", agreement.case.number)
    assert "solo una adenda la amplía" in words(get(world.director_general, *address))
    assert get(world.stranger, *address).status_code == 404
    assert post(world.coordinator, *address, **TODAY, **document()).status_code == 403
    assert post(world.director_general, *address, **TODAY, **document()).status_code == 302
    page = case_page(world.director_general, agreement)
    assert "Suspendido" in page
    assert "Levantar la suspensión del convenio" in page
    assert "Suspender un plazo" not in page
    again = post(world.director_general, *address, **TODAY, **document())
    assert again.status_code == 409
    assert "solo se suspende el que está en vigor" in words(again)
    lifted = post(world.director_general, "followup:resume_agreement", agreement.case.number, **TODAY, **document())
    assert lifted.status_code == 302
    assert Agreement.objects.get().status == "in_force"


def test_the_count_shows_the_extension_after_the_term(agreement: Agreement, world: World) -> None:
    direct(agreement, world, "suspend_deadline", name="report_1")
    direct(agreement, world, "resume_deadline", name="report_1")
    ask_extension(agreement, world)
    decide_extension(agreement)
    page = case_page(world.auditor, agreement)
    assert page.count("Inicio del plazo: este día no se cuenta") >= 2
    assert "1–9" in page
