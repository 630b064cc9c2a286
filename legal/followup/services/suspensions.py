"""Suspend an agreement with all its terms, and lift the suspension: each by a document with its ground."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legal.agreements.models import Agreement
from legal.agreements.services.parts import fresh
from legal.agreements.status import AgreementStatus
from legal.followup.services.suspension_letters import put_lifting, put_suspension, terms_of
from workflow import acting, ledger, suspending
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import Deadline, User

Status = Agreement.Status


def obstacles_to_suspending(agreement: Agreement) -> list[Obstacle]:
    """Return what keeps an agreement from being suspended: it is not in force."""
    if agreement.status == Status.IN_FORCE:
        return []
    return [
        Obstacle(
            text=_("El convenio está «%(status)s»; solo se suspende el que está en vigor.")
            % {"status": agreement.get_status_display()}
        )
    ]


def suspend_agreement(*, agreement: Agreement, ground: str, actor: User, occurred: Occurrence) -> None:
    """Suspend an agreement in force, and with it every term that runs.

    :raises CannotSuspend: when it is not in force, its term has ended, or the ground is missing.
    """
    agreement = fresh(agreement)
    obstacles = obstacles_to_suspending(agreement)
    if agreement.in_force_from and occurred.on < agreement.in_force_from:
        obstacles.append(Obstacle(text=_("En esa fecha el convenio no estaba en vigor."), where="occurred_on"))
    # What has ended by that day is not suspended: the clock lets it expire.
    running = [each for each in terms_of(agreement, Deadline.Status.RUNNING) if each.due_on >= occurred.on]
    for deadline in running:
        obstacles += suspending.obstacles_to_suspending(deadline, list(deadline.changes.all()), occurred.on)
    suspension = put_suspension(agreement, running, ground, obstacles, actor, occurred)
    before = agreement.status
    AgreementStatus(agreement).suspend()
    agreement.save()
    for deadline in running:
        suspending.suspend(
            deadline, on=occurred.on, reason=_with_the_agreement(suspension.ground), document=suspension.document
        )
    ledger.record(
        act="followup.suspend_agreement",
        subject=agreement,
        before={"status": before},
        after={
            "status": agreement.status,
            "document": suspension.document,
            "terms": len(running),
            "file_sha256": suspension.file.sha256,
        },
        reason=suspension.ground,
    )


def obstacles_to_resuming(agreement: Agreement) -> list[Obstacle]:
    """Return what keeps an agreement from going on: it is not suspended."""
    if agreement.status == Status.SUSPENDED:
        return []
    return [Obstacle(text=_("El convenio no está suspendido."))]


def resume_agreement(*, agreement: Agreement, ground: str, actor: User, occurred: Occurrence) -> None:
    """Lift the suspension of an agreement; its terms go on, but for those that were suspended on their own.

    :raises CannotSuspend: when it is not suspended, the date is before that, a term would be over already, or the
        ground is missing.
    """
    agreement = fresh(agreement)
    stopped = _stopped_with(agreement)
    suspension = put_lifting(agreement, stopped, ground, obstacles_to_resuming(agreement), actor, occurred)
    before = agreement.status
    AgreementStatus(agreement).resume()
    agreement.save()
    resumed = _go_on(
        agreement, occurred.on, _with_the_agreement(suspension.lifting_ground), document=suspension.lifting_document
    )
    ledger.record(
        act="followup.resume_agreement",
        subject=agreement,
        before={"status": before},
        after={
            "status": agreement.status,
            "document": suspension.lifting_document,
            "terms": "; ".join(_ends(each) for each in resumed) or "–",
        },
        reason=suspension.lifting_ground,
    )


def end_suspension(agreement: Agreement, *, reason: str) -> None:
    """End the suspension of an agreement that is over: what was earned is still verified, in terms that run."""
    on = acting.current().occurred.on
    suspension = agreement.suspensions.filter(deadline__isnull=True, lifted_on__isnull=True).first()
    if suspension is None:
        return
    suspension.lifted_on, suspension.lifting_ground = max(on, suspension.suspended_on), reason
    suspension.save()
    _go_on(agreement, suspension.lifted_on, reason)


def _go_on(agreement: Agreement, on: date, reason: str, *, document: str = "") -> list[Deadline]:
    """Let the terms go on that stopped with the agreement."""
    resumed = _stopped_with(agreement)
    for deadline in resumed:
        suspending.resume(deadline, on=on, reason=reason, document=document)
    return resumed


def _stopped_with(agreement: Agreement) -> list[Deadline]:
    """Return the terms that stopped with the agreement: those that were suspended on their own did not."""
    alone = set(
        agreement.suspensions.filter(deadline__isnull=False, lifted_on__isnull=True).values_list("deadline", flat=True)
    )
    return [each for each in terms_of(agreement, Deadline.Status.SUSPENDED) if each.pk not in alone]


def _ends(deadline: Deadline) -> str:
    return _("%(title)s, hasta el %(date)s") % {
        "title": deadline.title,
        "date": date_format(deadline.due_on, "DATE_FORMAT"),
    }


def _with_the_agreement(ground: str) -> str:
    return _("Con todo el convenio: %(ground)s") % {"ground": ground}
