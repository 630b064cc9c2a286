"""Hand a post over: one mandate ends, the next begins, and the steps in hand change hands, with nothing orphaned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from viewflow.workflow import STATUS

from workflow import acting, clock, ledger, mandates, service
from workflow.acting import Occurrence
from workflow.errors import Refusal
from workflow.models import Case, Mandate, Post, Task, User


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """The mandate of who takes over, the steps that changed hands, and the cases in which that failed, in words."""

    mandate: Mandate
    tasks: int
    failed: tuple[str, ...]


def hand_over(
    *,
    outgoing: Mandate,
    successor: User,
    kind: str,
    instrument: str,
    instrument_on: date,
    starts_on: date,
    title: str = "",
) -> HandOver:
    """End a mandate the day before another begins, and give the steps that its holder had taken to who follows.

    Both mandates are written together; the steps follow case by case. What fails there stays with the
    post, whose new holder can take it: ``hand_over_tasks`` may be repeated.

    :raises Refusal: with what the law says against either mandate; nothing is written.
    """
    if outgoing.user_id == successor.pk:
        raise Refusal(_("El cargo se entrega a otra persona."))
    with transaction.atomic():
        mandates.end(outgoing, on=starts_on - timedelta(days=1))
        mandate = mandates.record(
            Mandate(
                user=successor,
                post=outgoing.post,
                title=title,
                kind=kind,
                instrument=instrument,
                instrument_on=instrument_on,
                starts_on=starts_on,
                origin=outgoing if kind in {Mandate.Kind.SUPLENCIA, Mandate.Kind.ENCARGATURA} else None,
            )
        )
    tasks, failed = hand_over_tasks(post=outgoing.post, holder=outgoing.user, successor=successor)
    return HandOver(mandate=mandate, tasks=tasks, failed=failed)


def hand_over_tasks(*, post: Post, holder: User, successor: User) -> tuple[int, tuple[str, ...]]:
    """Give the steps of a post that one person has taken to another, one case a transaction."""
    handed, failed = 0, []
    in_hand = _in_hand(post, holder)
    for case in Case.objects.filter(pk__in=in_hand.values("process__case")).order_by("pk"):
        try:
            handed += _hand_over_in(case, post, holder, successor)
        except Exception as error:  # noqa: BLE001 - whatever fails in one case is reported, and the others go on
            told = " ".join(str(error).split()) or type(error).__name__
            failed.append(f"{case.number}: {told}")
    return handed, tuple(failed)


def _in_hand(post: Post, holder: User) -> QuerySet[Task]:
    return Task.objects.filter(
        owner=holder, status=STATUS.ASSIGNED, role=post.role, unit__path__startswith=post.unit.path
    )


def _hand_over_in(case: Case, post: Post, holder: User, successor: User) -> int:
    handed: list[str] = []

    def change_hands(*, actor: object, occurred: Occurrence) -> None:
        current = acting.current().case
        for task in _in_hand(post, holder).filter(process__case=current).select_related("process").order_by("pk"):
            task.owner, task.assigned = successor, clock.now()
            task.save()
            handed.append(str(task.flow_task.task_title))
        ledger.record(
            act="tasks.hand_over",
            subject=current,
            before={"holder": str(holder)},
            after={
                "post_handed": str(post),
                "holder": str(successor),
                "before_holder": str(holder),
                "tasks": "; ".join(handed),
                "on": date_format(occurred.on, "DATE_FORMAT"),
            },
        )

    service.perform_unattended(
        case=case, act_name="tasks.hand_over", act=change_hands, occurred=Occurrence(on=clock.today())
    )
    return len(handed)
