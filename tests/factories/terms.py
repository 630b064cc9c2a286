"""Terms extended and suspended by the acts themselves."""

from __future__ import annotations

from datetime import date
from functools import partial

from legal.agreements.models import Agreement
from legal.followup.models import ExtensionRequest
from legal.followup.services import extensions, suspended_terms, suspensions
from legal.norms.models import NormTerm
from tests.factories.tasks import do, open_task, today
from tests.factories.world import World
from workflow import service
from workflow.calendars import Term
from workflow.calendars import Unit as TermUnit
from workflow.models import Deadline, User

GROUND = "Huelga del personal de salud."
TEN_DAYS = Term(amount=10, unit=TermUnit.CALENDAR_DAYS)


def let_extend(*names: str, limit: Term | None = None) -> None:
    """Let the norms of the tests extend their terms of these names, within a limit if there is one."""
    for term in NormTerm.objects.filter(name__in=names):
        term.extension_basis = "TUO de la Ley N° 27444, art. 147, numeral 2"
        term.limit_amount, term.limit_unit = (limit.amount, limit.unit.value) if limit else (None, "")
        term.save()


def term_of(agreement: Agreement, name: str = "report_1") -> Deadline:
    """Return a term of an agreement as it is now."""
    return Deadline.objects.get(case=agreement.case, name=name)


def ask_extension(
    agreement: Agreement,
    world: World,
    *,
    name: str = "report_1",
    more: Term = TEN_DAYS,
    ground: str = GROUND,
    upload: tuple[str, bytes] | None = None,
    by: User | None = None,
    on: date | None = None,
) -> None:
    """Ask for the extension of a term, as the coordinator."""
    act = partial(
        extensions.request_extension,
        agreement=agreement,
        deadline=term_of(agreement, name),
        more=more,
        ground=ground,
        upload=upload,
    )
    service.perform(
        case=agreement.case,
        actor=by or world.coordinator,
        act_name="followup.request_extension",
        act=act,
        occurred=today(on),
    )


def decide_extension(
    agreement: Agreement, *, grant: bool = True, by: User | None = None, on: date | None = None, ground: str = GROUND
) -> ExtensionRequest:
    """Decide on the one extension that waits, and return it as it is then."""
    task = open_task(agreement.case, "decide")
    request = ExtensionRequest.objects.get(process=task.process_id)
    act = extensions.grant_extension if grant else extensions.refuse_extension
    do(task, act, by=by, on=on, request=request, ground=ground)
    return ExtensionRequest.objects.select_related("deadline").get(pk=request.pk)


def direct(
    agreement: Agreement,
    world: World,
    act_name: str,
    *,
    name: str = "",
    by: User | None = None,
    on: date | None = None,
    ground: str = GROUND,
) -> None:
    """Suspend a term (``name``) or the agreement, or let it go on, as the director general."""
    about = {"deadline": term_of(agreement, name)} if name else {}
    room = suspended_terms if act_name.endswith("_deadline") else suspensions
    act = partial(getattr(room, act_name), agreement=agreement, ground=ground, **about)
    service.perform(
        case=agreement.case,
        actor=by or world.director_general,
        act_name=f"followup.{act_name}",
        act=act,
        occurred=today(on),
    )
