"""The half-yearly review of who holds which mandate: what is to be reviewed, the answer, and the reminder."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workflow import mandates
from workflow.errors import Obstacle, Refusal
from workflow.models import LedgerEntry, Mandate, Message, PrivilegeReview, User

HALF_A_YEAR: Final = timedelta(days=183)


def to_review(*, on: date) -> QuerySet[Any]:
    """Return every mandate that gives authority on a day, those that waited longest first.

    Each carries ``waits_since`` (its last review, or its start), ``reviewed_on`` and the names of who
    did it, and ``last_act_at``: the last act of its holder in its post.
    """
    reviews = PrivilegeReview.objects.filter(mandate=OuterRef("pk")).order_by("-reviewed_on", "-pk")
    acts = LedgerEntry.objects.filter(actor=OuterRef("user"), post=OuterRef("post"), kind=LedgerEntry.Kind.ACT)
    last_act = acts.order_by().values("actor").annotate(last=Max("recorded_at")).values("last")
    return (
        Mandate.objects.valid_on(on)
        .select_related("user", "post__unit")
        .annotate(
            reviewed_on=Subquery(reviews.values("reviewed_on")[:1]),
            reviewer_first_name=Subquery(reviews.values("reviewed_by__first_name")[:1]),
            reviewer_last_name=Subquery(reviews.values("reviewed_by__last_name")[:1]),
            last_act_at=Subquery(last_act[:1]),
            waits_since=Coalesce("reviewed_on", "starts_on"),
        )
        .order_by("waits_since", "pk")
    )


def overdue(*, on: date) -> QuerySet[Any]:
    """Return the mandates that nobody has reviewed for half a year."""
    return to_review(on=on).filter(waits_since__lt=on - HALF_A_YEAR)


@transaction.atomic
def confirm(mandate: Mandate, *, by: User, on: date) -> PrivilegeReview:
    """Write down that the person still needs the mandate.

    :raises Refusal: for a mandate of one's own, or one that gives no authority any more.
    """
    _check(mandate, by, on)
    return _write(mandate, PrivilegeReview.Outcome.CONFIRMED, by, on)


@transaction.atomic
def end(mandate: Mandate, *, by: User, on: date, last_day: date | None) -> PrivilegeReview:
    """End a mandate that is not needed any more, and write down that the review did it.

    :raises Refusal: as ``confirm`` and ``mandates.end`` do; nothing is written.
    """
    _check(mandate, by, on)
    if last_day is None:
        raise Refusal(Obstacle(text=_("Indique el último día del mandato."), where="last_day"))
    mandates.end(mandate, on=last_day)
    return _write(mandate, PrivilegeReview.Outcome.ENDED, by, on)


def remind(*, on: date) -> int:
    """Write to the administrators, once a month, while reviews are overdue; return how many messages."""
    count = overdue(on=on).count()
    if not count:
        return 0
    people = User.objects.filter(is_active=True, is_staff=True).order_by("pk")
    return sum(_remind(person, count, on) for person in people if person.has_perm("workflow.change_mandate"))


def _remind(person: User, count: int, on: date) -> int:
    subject = ngettext("%(count)d mandato por revisar", "%(count)d mandatos por revisar", count) % {"count": count}
    body = _("Hace más de seis meses que nadie los revisa. Confírmelos o póngales fin: %(url)s") % {
        "url": f"{settings.SITE_URL}{reverse('admin:workflow_mandate_review')}"
    }
    _message, is_new = Message.objects.get_or_create(
        key=f"privileges:{on:%Y-%m}:{person.pk}", defaults={"user": person, "subject": subject, "body": body}
    )
    return int(is_new)


def _check(mandate: Mandate, by: User, on: date) -> None:
    if mandate.user_id == by.pk:
        raise Refusal(_("Nadie revisa su propio mandato: lo hace otro administrador."))
    if not Mandate.objects.valid_on(on).filter(pk=mandate.pk).exists():
        raise Refusal(_("El mandato ya no está vigente: no hay nada que revisar."))


def _write(mandate: Mandate, outcome: PrivilegeReview.Outcome, by: User, on: date) -> PrivilegeReview:
    return PrivilegeReview.objects.create(mandate=mandate, outcome=outcome, reviewed_by=by, reviewed_on=on)
