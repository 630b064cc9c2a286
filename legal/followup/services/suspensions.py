"""Suspend a term, or the agreement with all its terms, and let them go on: each by a document with its ground."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legal.agreements.models import Agreement
from legal.agreements.services.parts import fresh
from legal.agreements.status import AgreementStatus
from legal.documents.models import DocumentKind
from legal.followup.errors import CannotSuspend
from legal.followup.models import Suspension
from legal.followup.services.letters import issue_letter, obstacles_to_ground
from legal.followup.texts import lifting_letter, suspension_letter
from legal.transfers.texts.antecedents import letter_name
from workflow import acting, ledger, recounting, suspending
from workflow.acting import Occurrence
from workflow.closed_days import calendar_at
from workflow.errors import Obstacle
from workflow.models import Deadline, User

Status = Agreement.Status


def terms_of(agreement: Agreement, status: Deadline.Status) -> list[Deadline]:
    """Return the terms of an agreement that run, or are suspended, soonest first."""
    terms = Deadline.objects.filter(case=agreement.case_id, status=status)
    return list(terms.select_related("unit", "case").prefetch_related("changes").order_by("due_on", "pk"))


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
    suspension = _suspend(agreement, [deadline], ground, obstacles, actor, occurred, deadline=deadline)
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
    suspension = _lift(agreement, [deadline], ground, obstacles, actor, occurred, deadline=deadline)
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
    suspension = _suspend(agreement, running, ground, obstacles, actor, occurred)
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
    suspension = _lift(agreement, stopped, ground, obstacles_to_resuming(agreement), actor, occurred)
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


def _suspend(
    agreement: Agreement,
    terms: list[Deadline],
    ground: str,
    obstacles: list[Obstacle],
    actor: User,
    occurred: Occurrence,
    *,
    deadline: Deadline | None = None,
) -> Suspension:
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


def _lift(
    agreement: Agreement,
    terms: list[Deadline],
    ground: str,
    obstacles: list[Obstacle],
    actor: User,
    occurred: Occurrence,
    *,
    deadline: Deadline | None = None,
) -> Suspension:
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


def _ends(deadline: Deadline) -> str:
    return _("%(title)s, hasta el %(date)s") % {
        "title": deadline.title,
        "date": date_format(deadline.due_on, "DATE_FORMAT"),
    }


def _with_the_agreement(ground: str) -> str:
    return _("Con todo el convenio: %(ground)s") % {"ground": ground}


def _fresh_term(agreement: Agreement, deadline: Deadline) -> Deadline:
    found = Deadline.objects.select_related("unit", "case").prefetch_related("changes")
    term = found.filter(pk=deadline.pk, case=agreement.case_id).first()
    if term is None:
        raise CannotSuspend(Obstacle(text=_("El plazo no es de este convenio."), where="deadline"))
    return term
