"""Follow-up, recorded by the acts themselves."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from legal.agreements.models import Agreement
from legal.followup.attendance import Person
from legal.followup.models import AgreedTarget, AssistanceRequest, Meeting, Spending, Visit
from legal.followup.services import assistance, meetings, siaf
from legal.followup.services import spending as services
from legal.followup.topics import FREE, Topic
from tests.factories.agreements import PDF
from tests.factories.tasks import do, open_tasks, today
from tests.factories.world import World
from workflow import service
from workflow.models import User
from workflow.service import LegalAct


def spend(agreement: Agreement, world: World, *, by: User | None = None, **changes: Any) -> None:
    """Record an amount spent today by the executing unit."""
    values: dict[str, Any] = {
        "unit": world.executing_unit,
        "product": agreement.products.first(),
        "amount": Decimal("100.50"),
        "spent_on": today().on,
        "reference": "0000000001",
    }
    entry = services.Entry(**{**values, **changes})
    act = partial(services.record_spending, agreement=agreement, entry=entry)
    _do(agreement, by or world.coordinator, "record_spending", act)


def bring(agreement: Agreement, world: World, content: bytes, *, by: User | None = None) -> None:
    """Import a file exported from SIAF."""
    act = partial(siaf.import_spending, agreement=agreement, content=content)
    _do(agreement, by or world.coordinator, "import_spending", act)


def reverse(
    spending: Spending,
    world: World,
    *,
    by: User | None = None,
    reference: str = "R-1",
    reason: str = "Duplicado.",
) -> None:
    """Reverse an amount spent."""
    act = partial(services.reverse_spending, spending=spending, reference=reference, reason=reason)
    _do(spending.agreement, by or world.coordinator, "reverse_spending", act)


PEOPLE = (
    Person(name="Ana Torres", post="Sectorista", unit="DGPP"),
    Person(name="Hugo Luna", post="Coordinador del convenio", unit="Gobierno Regional"),
)


def ask(agreement: Agreement, world: World, *, by: User | None = None, **changes: Any) -> None:
    """Ask the DGPP for technical assistance, for the executing unit."""
    values: dict[str, Any] = {
        "unit": world.executing_unit,
        "addressee": world.directorate,
        "subject": "Programación de insumos",
        "detail": "El sistema no acepta el catálogo de este año.",
    }
    _do(
        agreement,
        by or world.coordinator,
        "request_assistance",
        partial(assistance.request_assistance, agreement=agreement, asked=assistance.Asked(**{**values, **changes})),
    )


def the_request() -> AssistanceRequest:
    """Return the one request there is."""
    return AssistanceRequest.objects.select_related("case", "process").get()


def given(**changes: Any) -> assistance.Given:
    """Return a visit of today as the services take it."""
    values: dict[str, Any] = {
        "kind": Visit.Kind.VISIT,
        "held_on": today().on,
        "place": "Chachapoyas",
        "people": PEOPLE,
        "done": "Se revisó el catálogo con la unidad.",
    }
    return assistance.Given(**{**values, **changes})


def give(request: AssistanceRequest, *, by: User | None = None, **changes: Any) -> None:
    """Answer a request by a visit."""
    (task,) = open_tasks(request.case, "answer")
    do(task, assistance.give_assistance, by=by, request=request, given=given(**changes))


def decline(request: AssistanceRequest, *, by: User | None = None, reason: str = "No corresponde a la DGPP.") -> None:
    """Decline a request."""
    (task,) = open_tasks(request.case, "answer")
    do(task, assistance.decline_assistance, by=by, request=request, reason=reason)


def visit(
    agreement: Agreement,
    world: World,
    *,
    by: User | None = None,
    subject: str = "Supervisión de almacenes",
    topic: Topic = FREE,
    **changes: Any,
) -> None:
    """Record a visit that nobody asked for."""
    act = partial(assistance.record_visit, agreement=agreement, subject=subject, topic=topic, given=given(**changes))
    _do(agreement, by or world.formulator, "record_visit", act)


def agreed(world: World, **changes: Any) -> meetings.Agreed:
    """Return a target of the executing unit, due in ten days."""
    values: dict[str, Any] = {
        "text": "Depurar el padrón nominado",
        "unit": world.executing_unit,
        "due_on": today().on + timedelta(days=10),
    }
    return meetings.Agreed(**{**values, **changes})


def meet(
    agreement: Agreement,
    world: World,
    *targets: meetings.Agreed,
    by: User | None = None,
    upload: tuple[str, bytes] = ("acta.pdf", PDF),
    **changes: Any,
) -> Meeting:
    """Register the act of a meeting of today."""
    values: dict[str, Any] = {
        "number": "Acta de reunión N° 001-2026-EF/50.01",
        "subject": "Metas del año",
        "held_on": today().on,
        "place": "Lima",
        "people": PEOPLE,
        "targets": targets,
    }
    minutes = meetings.Minutes(**{**values, **changes})
    act = partial(meetings.record_meeting, agreement=agreement, minutes=minutes, upload=upload)
    _do(agreement, by or world.formulator, "record_meeting", act)
    return Meeting.objects.select_related("case").get(number=minutes.number)


def confirm(meeting: Meeting, by: User) -> None:
    """Confirm a meeting act."""
    _do(meeting.agreement, by, "answer_meeting", partial(meetings.confirm_meeting, meeting=meeting))


def object_to(meeting: Meeting, by: User, objection: str = "La meta era para junio.") -> None:
    """Object to a meeting act."""
    act = partial(meetings.object_to_meeting, meeting=meeting, objection=objection)
    _do(meeting.agreement, by, "answer_meeting", act)


def settle_target(target: AgreedTarget, by: User, *, is_met: bool = True, reason: str = "Consta en el padrón.") -> None:
    """Tell what became of an agreed target."""
    act = partial(meetings.settle_target, target=target, is_met=is_met, reason=reason)
    _do(target.meeting.agreement, by, "settle_target", act)


def _do(agreement: Agreement, by: User, name: str, act: LegalAct) -> None:
    service.perform(case=agreement.case, actor=by, act_name=f"followup.{name}", act=act, occurred=today())
