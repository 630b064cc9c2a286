"""What every suspension and every lifting has: its letter, its row, and the terms that it is about."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legal.agreements.models import Agreement
from legal.documents.models import DocumentKind
from legal.followup.errors import CannotSuspend
from legal.followup.models import Suspension
from legal.followup.services.letters import issue_letter, obstacles_to_ground
from legal.followup.texts import lifting_letter, suspension_letter
from legal.transfers.texts.antecedents import letter_name
from workflow import acting, recounting, suspending
from workflow.acting import Occurrence
from workflow.closed_days import calendar_at
from workflow.errors import Obstacle
from workflow.models import Deadline, User


def terms_of(agreement: Agreement, status: Deadline.Status) -> list[Deadline]:
    """Return the terms of an agreement that run, or are suspended, soonest first."""
    terms = Deadline.objects.filter(case=agreement.case_id, status=status)
    return list(terms.select_related("unit", "case").prefetch_related("changes").order_by("due_on", "pk"))


def put_suspension(
    agreement: Agreement,
    terms: list[Deadline],
    ground: str,
    obstacles: list[Obstacle],
    actor: User,
    occurred: Occurrence,
    *,
    deadline: Deadline | None = None,
) -> Suspension:
    """Issue the letter that suspends some terms, and keep the suspension: of one term alone, or of the agreement.

    :raises CannotSuspend: when there are obstacles, or the ground is missing.
    """
    if obstacles := [*dict.fromkeys([*obstacles, *obstacles_to_ground(ground)])]:
        raise CannotSuspend(*obstacles)
    context = suspension_letter(
        agreement,
        terms,
        whole=deadline is None,
        ground=ground,
        on=occurred.on,
        signatory=actor,
        authority=acting.current().authority,
    )
    letter = issue_letter(agreement, kind=DocumentKind.SUSPENSION_LETTER, context=context, actor=actor)
    return Suspension.objects.create(
        case=agreement.case,
        agreement=agreement,
        deadline=deadline,
        ground=ground.strip(),
        document=letter_name(letter),
        file=letter.file,
        suspended_on=occurred.on,
        suspended_by=actor,
    )


def put_lifting(
    agreement: Agreement,
    terms: list[Deadline],
    ground: str,
    obstacles: list[Obstacle],
    actor: User,
    occurred: Occurrence,
    *,
    deadline: Deadline | None = None,
) -> Suspension:
    """Issue the letter by which suspended terms go on, and keep the lifting with its suspension.

    :raises CannotSuspend: when there are obstacles, the date is before the suspension, a term would be over
        already, or the ground is missing.
    """
    suspension = agreement.suspensions.filter(deadline=deadline, lifted_on__isnull=True).first()
    obstacles = [*obstacles, *obstacles_to_ground(ground)]
    if suspension is not None and occurred.on < suspension.suspended_on:
        obstacles.append(Obstacle(text=_("La fecha es anterior a la suspensión."), where="occurred_on"))
    if suspension is None and not obstacles:
        obstacles.append(Obstacle(text=_("No consta la suspensión que se levanta.")))
    if obstacles or suspension is None:
        raise CannotSuspend(*obstacles)
    for each in terms:
        recounting.count_anew(each, on=occurred.on)
    ends = {each: _end_of(each, occurred.on) for each in terms}
    if over := _over_already(ends, acting.current().recorded_on):
        raise CannotSuspend(*over)
    context = lifting_letter(
        suspension,
        ends,
        ground=ground,
        on=occurred.on,
        signatory=actor,
        authority=acting.current().authority,
    )
    letter = issue_letter(agreement, kind=DocumentKind.SUSPENSION_LETTER, context=context, actor=actor)
    suspension.lifted_on, suspension.lifting_ground = occurred.on, ground.strip()
    suspension.lifting_document, suspension.lifting_file = letter_name(letter), letter.file
    suspension.save()
    return suspension


def _over_already(ends: dict[Deadline, date], today: date) -> list[Obstacle]:
    """Return the terms that could not go on as of a past day: they would have ended before today."""
    text = _("Reanudado en esa fecha, el plazo «%(title)s» ya habría vencido el %(date)s. Indique una fecha posterior.")
    return [
        Obstacle(text=text % {"title": deadline.title, "date": date_format(end, "DATE_FORMAT")}, where="occurred_on")
        for deadline, end in ends.items()
        if end < today
    ]


def _end_of(deadline: Deadline, on: date) -> date:
    """Return where a suspended term ends if it goes on from a date."""
    return suspending.resumed_end(deadline, calendar_at(deadline.unit.place), list(deadline.changes.all()), on)
