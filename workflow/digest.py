"""One message a day for each person: what is overdue, what is due soon, how much waits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workflow.inbox import TOGETHER, Due, Inbox, InboxItem, InboxList, Narrowing, inbox
from workflow.models import Mandate, Message, User


def write_digests(*, on: date) -> int:
    """Write the day's message to everybody for whom something is overdue or due within a week; return how many.

    Writing them twice on one day does no harm. People without an address get none.
    """
    holders = Mandate.objects.valid_on(on).values("user")
    people = User.objects.filter(pk__in=holders).exclude(email="").order_by("pk")
    return sum(_write(person, on) for person in people)


@transaction.atomic
def _write(person: User, on: date) -> int:
    found = inbox(person, on)
    if not found.overdue.items and not found.soon.number:
        return 0
    due = found.overdue.count.number + found.soon.number
    subject = ngettext("%(count)d tarea vencida o por vencer", "%(count)d tareas vencidas o por vencer", due)
    _message, is_new = Message.objects.get_or_create(
        key=f"digest:{on.isoformat()}:{person.pk}",
        defaults={
            "user": person,
            "subject": subject % {"count": due},
            "body": _body(found, _due_soon(person, found, on), on),
        },
    )
    return int(is_new)


def _due_soon(person: User, found: Inbox, on: date) -> InboxList:
    if not found.soon.number:
        return InboxList()
    due = inbox(person, on, narrowed=Narrowing(due=Due.SOON))
    waiting = [*due.mine.items, *due.available.items]
    return InboxList(
        items=sorted(waiting, key=lambda item: (item.due_on or date.max, item.task_id))[:TOGETHER], count=found.soon
    )


def _body(found: Inbox, soon: InboxList, on: date) -> str:
    parts = [
        _section(_("Vencidas"), found.overdue),
        _section(_("Vencen en los próximos siete días"), soon),
        _("Tomadas por usted: %(mine)d. Sus cargos pueden tomar: %(available)d.")
        % {"mine": found.mine.count.number, "available": found.available.count.number},
        _("Su bandeja: %(url)s") % {"url": settings.SITE_URL},
        _("Resumen del %(date)s.") % {"date": date_format(on, "DATE_FORMAT")},
    ]
    return "\n\n".join(part for part in parts if part)


def _section(title: str, found: InboxList) -> str:
    if not found.items:
        return ""
    return "\n".join([title, *_lines(found.items), *_rest(found)])


def _lines(items: Iterable[InboxItem]) -> Iterable[str]:
    for item in items:
        due = date_format(item.due_on, "DATE_FORMAT") if item.due_on else ""
        yield _("- %(due)s: %(task)s. Expediente %(number)s, %(case)s") % {
            "due": due,
            "task": item.title,
            "number": item.case_number,
            "case": item.case_title,
        }


def _rest(found: InboxList) -> list[str]:
    left = found.count.number - len(found.items)
    return [ngettext("y %(count)d más", "y %(count)d más", left) % {"count": left}] if left > 0 else []
