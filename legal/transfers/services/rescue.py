"""The rescue of a balance: warn, receive the answer, and only then let a person cancel it."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from legal.agreements.models import Agreement
from legal.documents import services as documents
from legal.documents.models import DocumentKind
from legal.entities.roles import COORDINATOR
from legal.norms.terms import open_term
from legal.notices.models import Notice
from legal.transfers import rules
from legal.transfers.errors import CannotCancel, CannotWarn
from legal.transfers.models import Rescue, Tranche
from legal.transfers.models.rescues import WAITING_STATUSES
from legal.transfers.queries import fresh_rescue
from legal.transfers.services.letters import issue_letter
from legal.transfers.services.tranches import move
from legal.transfers.texts import cancellation_letter, warning_letter
from legal.verification.models import Verification
from legal.verification.queries import origins_of
from workflow import acting, deadlines, ledger, service
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import Deadline, User

Status = Rescue.Status
WARNING = "warning"
CANCELLATION = "cancellation"
ANSWER = "warning_answer"


def open_rescues(verification: Verification) -> None:
    """Open the rescue of each tranche that the end of a period leaves with a balance, unless it was terminated.

    They are the tranches of the year, and the fixed ones whose criteria were carried into it and not met there.
    """
    # The flow calls this room's services, so they cannot import it at the top.
    from legal.transfers.flows import RescueFlow

    if verification.period.agreement.status == Agreement.Status.TERMINATED:
        # The settlement of the termination disposes of these balances.
        return
    of_year = Q(period=verification.period)
    carried = Q(kind=Tranche.Kind.FIXED, period__verification__in=origins_of(verification))
    tranches = Tranche.objects.filter(of_year | carried, balance__gt=0)
    for tranche in tranches.select_related("period", "case").order_by("period__year", "kind"):
        rescue = Rescue.objects.create(case=tranche.case, tranche=tranche, opened_on=acting.current().occurred.on)
        ledger.record(
            act="transfers.open_rescue",
            subject=rescue,
            after={"status": rescue.status, "tranche": str(tranche), "balance": f"{tranche.balance:,.2f}"},
        )
        service.start(RescueFlow, rescue=rescue)


def warn(*, rescue: Rescue, actor: User, occurred: Occurrence) -> None:
    """Issue the written warning before a cancellation (*apercibimiento*, TUO Ley 27444 art. 151.2); it is then served.

    :raises CannotWarn: when the date is before the end of the period.
    """
    rescue = fresh_rescue(rescue)
    if obstacles := rules.obstacles_to_order(rescue.opened_on, occurred.on, what=_("el cierre del período")):
        raise CannotWarn(*obstacles)
    context = warning_letter(rescue, on=occurred.on, signatory=actor, authority=acting.current().authority)
    rescue.warning, rescue.warning_notice = issue_letter(
        rescue, kind=DocumentKind.WARNING_LETTER, context=context, title=context.title, subject=WARNING, actor=actor
    )
    before, rescue.status = rescue.status, Status.WARNED
    rescue.save()
    ledger.record(
        act="transfers.warn",
        subject=rescue.warning,
        before={"status": before},
        after={
            **documents.facts(rescue.warning),
            "status": rescue.status,
            "tranche": str(rescue.tranche),
            "balance": f"{rescue.tranche.balance:,.2f}",
        },
    )


def start_answer(notice: Notice, received_on: date) -> None:
    """Start the term to answer on the day the warning was received."""
    rescue = fresh_rescue(Rescue.objects.get(warning_notice=notice))
    agreement = rescue.tranche.period.agreement
    term = agreement.norm.terms.get(name=ANSWER)
    rescue.answer_deadline = open_term(
        term,
        name=f"{ANSWER}_{rescue.pk}",
        title=f"{term.title} ({rescue.tranche})",
        starts_on=received_on,
        role=COORDINATOR,
        unit=agreement.entity.unit,
    )
    before, rescue.status = rescue.status, Status.RUNNING
    rescue.save()
    ledger.record(
        act="transfers.start_answer",
        subject=rescue,
        before={"status": before},
        after={"status": rescue.status, "tranche": str(rescue.tranche), "due_on": rescue.answer_deadline.due_on},
    )


def obstacles_to_answering(rescue: Rescue) -> list[Obstacle]:
    """Return what keeps a warning from being answered: not received yet, answered, or decided."""
    if rescue.status != Status.RUNNING:
        return [Obstacle(text=_("No hay un apercibimiento notificado que responder."))]
    if rescue.answered_on is not None:
        return [Obstacle(text=_("El apercibimiento ya fue respondido."))]
    return []


def answer_warning(
    *, rescue: Rescue, answer: str, upload: tuple[str, bytes] | None, actor: User, occurred: Occurrence
) -> None:
    """Answer a warning: what the entity has to say before its balance is decided on.

    :raises CannotWarn: when there is no warning to answer, or the answer is empty.
    """
    rescue = fresh_rescue(rescue)
    obstacles = obstacles_to_answering(rescue)
    if not answer.strip():
        obstacles.append(Obstacle(text=_("Escriba la respuesta de la entidad."), where="answer"))
    if rescue.warning_notice is not None:
        obstacles += rules.obstacles_to_order(
            rescue.warning_notice.received_on, occurred.on, what=_("la recepción del apercibimiento")
        )
    if obstacles:
        raise CannotWarn(*obstacles)
    if upload is not None:
        name, content = upload
        rescue.answer_file = documents.store_file(content=content, name=name, uploaded_by=actor)
    rescue.answer = answer.strip()
    rescue.answered_on = occurred.on
    rescue.save()
    if rescue.answer_deadline is not None and rescue.answer_deadline.is_unsettled:
        deadlines.meet(rescue.answer_deadline, on=occurred.on)
    ledger.record(
        act="transfers.answer_warning",
        subject=rescue,
        after={"tranche": str(rescue.tranche), "answer": rescue.answer},
    )


def obstacles_to_cancelling(rescue: Rescue, on: date) -> list[Obstacle]:
    """Return what keeps a balance from being cancelled on a date; the page shows what the act refuses by."""
    return rules.obstacles_to_cancelling(
        balance=rescue.tranche.balance,
        warned_on=rescue.warning_notice.received_on if rescue.warning_notice else None,
        answer_term=rescue.answer_deadline,
        answered_on=rescue.answered_on,
        on=on,
    )


def cancel_balance(*, rescue: Rescue, reason: str, actor: User, occurred: Occurrence) -> None:
    """Cancel the transfer of the balance, by a letter that is then served (directive, 17.7).

    :raises CannotCancel: when the warning was not received, its term still runs, or no reason is given.
    """
    rescue = fresh_rescue(rescue)
    obstacles = obstacles_to_cancelling(rescue, occurred.on)
    if not reason.strip():
        obstacles.append(Obstacle(text=_("Escriba el sustento de la cancelación."), where="reason"))
    if obstacles:
        raise CannotCancel(*obstacles)
    agreement = rescue.tranche.period.agreement
    balance = rescue.tranche.balance
    rescue.tranche = move(rescue.tranche, balance, source="balance", target="cancelled")
    rescue.amount, rescue.reason = balance, reason.strip()
    rescue.decided_on, rescue.decided_by = occurred.on, actor
    # The text of the letter needs the agreement behind the tranche.
    rescue.tranche.period.agreement = agreement
    context = cancellation_letter(rescue, on=occurred.on, signatory=actor, authority=acting.current().authority)
    rescue.letter, rescue.letter_notice = issue_letter(
        rescue,
        kind=DocumentKind.CANCELLATION_LETTER,
        context=context,
        title=context.title,
        subject=CANCELLATION,
        actor=actor,
    )
    before, rescue.status = rescue.status, Status.CANCELLED
    rescue.save()
    if rescue.answer_deadline is not None and rescue.answer_deadline.is_unsettled:
        # It is over by the date of this act; the clock has not come to it yet.
        deadlines.settle(rescue.answer_deadline, status=Deadline.Status.EXPIRED, on=occurred.on)
    ledger.record(
        act="transfers.cancel_balance",
        subject=rescue.letter,
        before={"status": before, "balance": f"{balance:.2f}"},
        after={
            **documents.facts(rescue.letter),
            "status": rescue.status,
            "amount": f"{balance:,.2f}",
            "tranche": str(rescue.tranche),
        },
        reason=reason.strip(),
    )


def stop_rescues() -> None:
    """Stop the rescues of the case under way that wait for a decision: its termination settles their balances."""
    for rescue in Rescue.objects.filter(case=acting.current().case, status__in=WAITING_STATUSES).order_by("pk"):
        rescue.status = Status.STOPPED
        rescue.save()
        if rescue.answer_deadline is not None and rescue.answer_deadline.is_unsettled:
            deadlines.settle(rescue.answer_deadline, status=Deadline.Status.STOPPED, on=acting.current().occurred.on)
        if rescue.process is not None and rescue.process.finished is None:
            service.cancel_process(rescue.process)
