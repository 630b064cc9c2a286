"""What is overdue is told to the superior of the post that should have done it: once for each end."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workflow import ledger, service
from workflow.acting import Occurrence
from workflow.models import Message, Post, Task
from workflow.models.tasks import OPEN
from workflow.schedule import NoLongerDue


def run(*, on: date) -> tuple[int, list[str]]:
    """Tell the superiors of the steps that are overdue on a date; return how many steps and the failures in words.

    Who is told is data of the post: its superior. Of a post without one nobody is told.
    """
    below = {
        (post.role, post.unit_id): post
        for post in Post.objects.filter(superior__isnull=False, is_active=True).select_related("superior__unit")
    }
    overdue = Task.objects.filter(
        status__in=OPEN, due_on__lt=on, escalated_on__isnull=True, role__in={role for role, _unit in below}
    )
    done, failed = 0, []
    for task in overdue.select_related("process__case").order_by("due_on", "pk"):
        post = below.get((task.role, task.unit_id))
        if post is None:
            continue
        try:
            _escalate(task, post, on)
            done += 1
        except NoLongerDue:
            continue
        except Exception as error:  # noqa: BLE001 - whatever fails in one case is reported, and the others go on
            told = " ".join(str(error).split()) or type(error).__name__
            failed.append(f"{task.process.case.number} tasks.escalate: {told}")
    return done, failed


def _escalate(task: Task, post: Post, on: date) -> None:
    """Tell the superior of a post of one overdue step."""
    superior = post.superior
    assert superior is not None
    case = task.process.case

    def escalate(*, actor: object, occurred: Occurrence) -> None:
        fresh = Task.objects.select_related("process").get(pk=task.pk)
        if not fresh.is_open or fresh.escalated_on is not None or fresh.due_on is None or fresh.due_on >= on:
            raise NoLongerDue(f"task {fresh.pk}")
        fresh.escalated_on = on
        fresh.save()
        title = str(fresh.flow_task.task_title)
        words = {
            "task": title,
            "post": str(post),
            "date": date_format(fresh.due_on, "DATE_FORMAT"),
            "case": case.title,
            "number": case.number,
            "url": settings.SITE_URL,
        }
        Message.objects.create(
            case=case,
            role=superior.role,
            unit=superior.unit,
            subject=(_("Venció el %(date)s: %(task)s · expediente %(number)s") % words)[:250],
            body=_(
                "%(case)s\n\n«%(task)s», a cargo de %(post)s, venció el %(date)s y sigue pendiente.\n"
                "Se le avisa, una sola vez, como superior jerárquico. Bandeja: %(url)s"
            )
            % words,
        )
        ledger.record(
            act="tasks.escalate",
            subject=fresh.process,
            after={"task": title, "of_post": str(post), "superior": str(superior), "due_on": fresh.due_on},
        )

    service.perform_unattended(case=case, act_name="tasks.escalate", act=escalate, occurred=Occurrence(on=on))
