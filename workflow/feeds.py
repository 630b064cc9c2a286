"""The due dates of a post as an iCalendar file (RFC 5545), at a secret address that can be revoked."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from workflow import clock
from workflow.inbox import case_url, task_url
from workflow.models import CalendarAddress, Case, Deadline, Mandate, Post, Task, User
from workflow.models.tasks import OPEN

ONE_DAY = timedelta(days=1)
MOST_EVENTS = 1000


@transaction.atomic
def make_address(*, user: User, post: Post) -> str:
    """Make an address for a post and return its secret, which is kept nowhere; the one before is revoked."""
    for address in addresses_of(user).filter(post=post):
        revoke(address)
    secret = secrets.token_urlsafe(32)
    CalendarAddress.objects.create(user=user, post=post, secret_hash=_hash(secret), made_at=clock.now())
    return secret


def revoke(address: CalendarAddress) -> None:
    """Let an address find nothing any more."""
    address.revoked_at = address.revoked_at or clock.now()
    address.save()


def addresses_of(user: User) -> QuerySet[CalendarAddress]:
    """Return the addresses of a person that work."""
    return CalendarAddress.objects.filter(user=user, revoked_at__isnull=True).select_related("post__unit")


def find(secret: str, *, today: date) -> CalendarAddress | None:
    """Return the address of a secret, unless it is revoked or its person does not hold the post today."""
    address = (
        CalendarAddress.objects.filter(secret_hash=_hash(secret), revoked_at__isnull=True)
        .select_related("post__unit")
        .first()
    )
    if address is None:
        return None
    holds = Mandate.objects.valid_on(today).filter(user=address.user_id, post=address.post_id).exists()
    return address if holds else None


def calendar_of(post: Post, *, today: date, site: str) -> bytes:
    """Return the file: each open step and running term of the post, a whole day each, at most a thousand.

    A step that a term fixes is told once. ``site`` begins the addresses that the events link to.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Convenia//ES")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Vencimientos: %(post)s") % {"post": post})
    calendar.add("x-wr-timezone", "America/Lima")
    steps = (
        Task.objects.filter(
            status__in=OPEN, role=post.role, unit__path__startswith=post.unit.path, due_on__isnull=False
        )
        .select_related("process__case", "unit")
        .order_by("due_on", "pk")
    )
    told = set()
    for task in steps[:MOST_EVENTS]:
        case = task.process.case
        told.add((case.pk, task.due_on))
        title = str(task.flow_task.task_title) if hasattr(task.flow_task, "task_title") else _("Paso retirado")
        calendar.add_component(_event(f"task-{task.pk}", task.due_on, title, case, site + task_url(task)))
    terms = (
        Deadline.objects.running()
        .filter(role=post.role, unit__path__startswith=post.unit.path)
        .select_related("case")
        .order_by("due_on", "pk")
    )
    for term in terms[:MOST_EVENTS]:
        if (term.case_id, term.due_on) not in told:
            event = _event(f"deadline-{term.pk}", term.due_on, term.title, term.case, site + case_url(term.case))
            event.add("comment", term.basis)
            calendar.add_component(event)
    return calendar.to_ical()


def _event(uid: str, due_on: date | None, title: str, case: Case, url: str) -> Event:
    assert due_on is not None
    event = Event()
    event.add("uid", f"{uid}@convenia")
    event.add("dtstamp", clock.now())
    event.add("dtstart", due_on)
    event.add("dtend", due_on + ONE_DAY)
    event.add("summary", _("Vence: %(title)s") % {"title": title})
    event.add("description", f"{case.title}\n{case.number}\n{url}")
    event.add("url", url)
    return event


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
