"""Carry what was not met to a later level: the balance stays with its tranche, nothing is paid or lost by it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from legal.agreements.models import Period
from legal.agreements.texts import law
from legal.documents import services as documents
from legal.documents.models import DocumentKind
from legal.transfers import rules
from legal.transfers.errors import CannotCarry
from legal.transfers.models import Rescue, Tranche
from legal.transfers.models.rescues import WAITING_STATUSES
from legal.transfers.queries import fresh_rescue
from legal.transfers.services.letters import issue_letter
from legal.transfers.texts import carry_letter
from legal.verification.queries import fresh
from legal.verification.queries import next_period as next_level
from legal.verification.services import carrying
from workflow import acting, deadlines, ledger
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import Deadline, User

NOTICE_SUBJECT = "carry"


def next_period(rescue: Rescue) -> Period | None:
    """Return the period that would judge what is carried, or nothing where no later level follows."""
    return next_level(fresh(rescue.tranche.period.verification))


def obstacles_to_carrying(rescue: Rescue) -> list[Obstacle]:
    """Return what keeps the criteria behind a balance from being carried; the page shows what the act refuses by."""
    norm = rescue.tranche.period.agreement.norm
    verification = fresh(rescue.tranche.period.verification)
    return rules.obstacles_to_carrying(
        norm=norm.code,
        lets_carry=law.lets_carry(norm),
        is_fixed=rescue.tranche.kind == Tranche.Kind.FIXED,
        is_waiting=rescue.status in WAITING_STATUSES,
        unmet=len(carrying.unmet_of(verification)),
        has_next=next_level(verification) is not None,
    )


def carry(*, rescue: Rescue, reason: str, actor: User, occurred: Occurrence) -> None:
    """Carry every criterion behind a balance to the next level, by a letter that is then served.

    :raises CannotCarry: when the norm says cancel, nothing was verified, no later level follows, no reason is
        given, or the date is before what led here.
    """
    rescue = fresh_rescue(rescue)
    obstacles = obstacles_to_carrying(rescue)
    if not obstacles:
        obstacles = rules.obstacles_to_order(_since(rescue), occurred.on, what=_("lo que lo sustenta"))
    if not reason.strip():
        obstacles.append(Obstacle(text=_("Escriba el sustento del arrastre."), where="reason"))
    if obstacles:
        raise CannotCarry(*obstacles)
    rescue.carried_into = next_period(rescue)
    rescue.amount, rescue.reason = rescue.tranche.balance, reason.strip()
    rescue.decided_on, rescue.decided_by = occurred.on, actor
    # The letter tells where the criteria were judged so far: it is written before they are carried.
    context = carry_letter(rescue, on=occurred.on, signatory=actor, authority=acting.current().authority)
    assert rescue.carried_into is not None
    carried = carrying.carry(rescue.tranche.period.verification, rescue.carried_into)
    rescue.letter, rescue.letter_notice = issue_letter(
        rescue,
        kind=DocumentKind.CARRY_LETTER,
        context=context,
        title=context.title,
        subject=NOTICE_SUBJECT,
        actor=actor,
    )
    before, rescue.status = rescue.status, Rescue.Status.CARRIED
    rescue.save()
    if rescue.answer_deadline is not None and rescue.answer_deadline.is_unsettled:
        deadlines.settle(rescue.answer_deadline, status=Deadline.Status.STOPPED, on=occurred.on)
    ledger.record(
        act="transfers.carry",
        subject=rescue.letter,
        before={"status": before},
        after={
            **documents.facts(rescue.letter),
            "status": rescue.status,
            "criteria": ", ".join(finding.level.criterion.code for finding in carried),
            "count": len(carried),
            "balance": f"{rescue.amount:,.2f}",
            "tranche": str(rescue.tranche),
            "level": rescue.carried_into.level,
        },
        reason=reason.strip(),
    )


def _since(rescue: Rescue) -> date:
    """Return the day of the last thing that led to the decision: the answer, the warning, the end of the period."""
    received = rescue.warning_notice.received_on if rescue.warning_notice else None
    day: date = rescue.answered_on or received or rescue.opened_on
    return day
