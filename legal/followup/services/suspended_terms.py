"""Suspend one term, and let it go on: each by a document with its ground."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legal.agreements.models import Agreement
from legal.agreements.services.parts import fresh
from legal.followup.errors import CannotSuspend
from legal.followup.services.suspension_letters import put_lifting, put_suspension, terms_of
from workflow import ledger, suspending
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import Deadline, User

Status = Agreement.Status


def suspendable(agreement: Agreement, on: date) -> list[Deadline]:
    """Return the terms that may be suspended on their own by a date: they have begun and run, soonest first."""
    return [term for term in terms_of(agreement, Deadline.Status.RUNNING) if term.starts_on <= on]


def obstacles_to_suspending_terms(agreement: Agreement, on: date) -> list[Obstacle]:
    """Return what keeps any term from being suspended."""
    if suspendable(agreement, on):
        return []
    return [Obstacle(text=_("No corre ningún plazo que suspender."))]


def suspend_deadline(
    *, agreement: Agreement, deadline: Deadline, ground: str, actor: User, occurred: Occurrence
) -> None:
    """Suspend a term from the day of the act on; nobody knows its end until it goes on.

    :raises CannotSuspend: when it has not begun, does not run or is over, or its ground is missing.
    """
    deadline = _fresh_term(agreement, deadline)
    obstacles = suspending.obstacles_to_suspending(deadline, list(deadline.changes.all()), occurred.on)
    obstacles = obstacles or suspending.obstacles_before_it_runs(deadline, occurred.on)
    suspension = put_suspension(agreement, [deadline], ground, obstacles, actor, occurred, deadline=deadline)
    suspending.suspend(deadline, on=occurred.on, reason=suspension.ground, document=suspension.document)
    ledger.record(
        act="followup.suspend_deadline",
        subject=suspension,
        before={"status": Deadline.Status.RUNNING},
        after={
            "status": Deadline.Status.SUSPENDED,
            "title": deadline.title,
            "due_on": deadline.due_on,
            "document": suspension.document,
            "file_sha256": suspension.file.sha256,
        },
        reason=suspension.ground,
    )


def obstacles_to_resuming_terms(agreement: Agreement) -> list[Obstacle]:
    """Return what keeps any term from going on: none was suspended on its own, or the agreement itself is."""
    if agreement.status == Status.SUSPENDED:
        return [
            Obstacle(text=_("El convenio está suspendido: sus plazos se reanudan cuando se levante la suspensión."))
        ]
    # One that was met meanwhile keeps its suspension, and does not run any more.
    alone = agreement.suspensions.filter(lifted_on__isnull=True)
    if alone.filter(deadline__status=Deadline.Status.SUSPENDED).exists():
        return []
    return [Obstacle(text=_("No hay ningún plazo suspendido."))]


def resume_deadline(
    *, agreement: Agreement, deadline: Deadline, ground: str, actor: User, occurred: Occurrence
) -> None:
    """Let a suspended term go on from the day of the act, which counts already.

    :raises CannotSuspend: when it is not suspended, the agreement is or was on that day, it would be over already, or
        the ground is missing.
    """
    agreement = fresh(agreement)
    deadline = _fresh_term(agreement, deadline)
    obstacles = obstacles_to_resuming_terms(agreement)
    obstacles = obstacles or suspending.obstacles_to_resuming(deadline, list(deadline.changes.all()), occurred.on)
    obstacles = obstacles or _obstacles_with_the_agreement(agreement, occurred.on)
    suspension = put_lifting(agreement, [deadline], ground, obstacles, actor, occurred, deadline=deadline)
    suspending.resume(deadline, on=occurred.on, reason=suspension.lifting_ground, document=suspension.lifting_document)
    ledger.record(
        act="followup.resume_deadline",
        subject=suspension,
        before={"status": Deadline.Status.SUSPENDED},
        after={
            "status": deadline.status,
            "title": deadline.title,
            "due_on": deadline.due_on,
            "document": suspension.lifting_document,
        },
        reason=suspension.lifting_ground,
    )


def _obstacles_with_the_agreement(agreement: Agreement, on: date) -> list[Obstacle]:
    """Return what keeps a term from going on as of a day: the agreement itself went on after it."""
    later = agreement.suspensions.filter(deadline__isnull=True, lifted_on__gt=on).order_by("lifted_on").last()
    if later is None or later.lifted_on is None:
        return []
    text = _("La suspensión del convenio se levantó el %(date)s: el plazo no se reanuda antes de esa fecha.")
    words = {"date": date_format(later.lifted_on, "DATE_FORMAT")}
    return [Obstacle(text=text % words, where="occurred_on")]


def _fresh_term(agreement: Agreement, deadline: Deadline) -> Deadline:
    found = Deadline.objects.select_related("unit", "case").prefetch_related("changes")
    term = found.filter(pk=deadline.pk, case=agreement.case_id).first()
    if term is None:
        raise CannotSuspend(Obstacle(text=_("El plazo no es de este convenio."), where="deadline"))
    return term
