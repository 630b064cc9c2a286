"""Messages to the people whose turn it is: written with the act, sent by ``send_outbox``."""

from __future__ import annotations

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from workflow import clock
from workflow.models import Mandate, Message, Task

MAX_ATTEMPTS = 8


def announce_tasks(tasks: list[Task]) -> None:
    """Write one message for each newly opened task, to the posts that may take it."""
    messages = [
        Message(
            case=task.process.case,
            role=task.role,
            unit=task.unit,
            subject=_("%(task)s · expediente %(case)s")
            % {"task": task.flow_task.task_title, "case": task.process.case.number},
            body=_("%(title)s\n\nLe toca: %(task)s.\nIngrese a su bandeja: %(url)s")
            % {"title": task.process.case.title, "task": task.flow_task.task_title, "url": settings.SITE_URL},
        )
        for task in tasks
    ]
    if messages:
        # Messages are not tracked records: one statement for all of them.
        Message.objects.bulk_create(messages)


def receivers(message: Message) -> list[str]:
    """Return the addresses of whoever holds the message's post today, or of its one person."""
    if message.user is not None:
        return [message.user.email] if message.user.is_active and message.user.email else []
    holders = Mandate.objects.valid_on(clock.today()).filter(post__role=message.role, post__unit=message.unit)
    return sorted({mandate.user.email for mandate in holders.select_related("user") if mandate.user.email})


def send_pending(*, limit: int = 500) -> tuple[int, int]:
    """Send what is due and return (sent, failed). Each message is locked, so two senders never send twice."""
    sent = failed = 0
    keys = Message.objects.filter(sent_at__isnull=True, attempts__lt=MAX_ATTEMPTS).order_by("id")
    for key in list(keys.values_list("pk", flat=True)[:limit]):
        with transaction.atomic():
            message = Message.objects.select_for_update(skip_locked=_can_skip()).filter(pk=key, sent_at=None).first()
            if message is None:
                continue
            if _send(message):
                sent += 1
            else:
                failed += 1
    return sent, failed


def _can_skip() -> bool:
    return transaction.get_connection().features.has_select_for_update_skip_locked


def _send(message: Message) -> bool:
    message.attempts = F("attempts") + 1
    addresses = receivers(message)
    try:
        if addresses:
            EmailMessage(message.subject, message.body, to=addresses).send()
        message.sent_at = clock.now()
        message.last_error = "" if addresses else "nobody with an address holds the post"
    except (smtplib.SMTPException, OSError) as error:
        message.last_error = str(error)[:250]
    message.save()
    return message.sent_at is not None
