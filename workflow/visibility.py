"""Which cases a person may see: one SQL condition, for lists and for a single page alike."""

from __future__ import annotations

from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from workflow import clock
from workflow.models import Case, Grant, Mandate, Participation, Post, User


def visible_to(user: User, on: date | None = None) -> Q:
    """Return the condition on ``Case`` that holds for what a person may see: one SQL condition."""
    on = on or clock.today()
    mandates = Mandate.objects.valid_on(on).filter(user=user)
    unit_path = ExpressionWrapper(OuterRef("unit__path"), output_field=CharField())
    takes_part = Participation.objects.filter(case=OuterRef("pk")).filter(
        Exists(mandates.annotate(unit_path=unit_path).filter(unit_path__startswith=F("post__unit__path")))
    )
    grants = (
        Grant.objects.valid_on(on)
        .filter(user=user, user__is_active=True, content_type=ContentType.objects.get_for_model(Case))
        .annotate(case_id=Cast("object_pk", BigIntegerField()))
        .values("case_id")
    )
    return Q(Exists(mandates.filter(post__scope=Post.Scope.ALL))) | Q(Exists(takes_part)) | Q(pk__in=grants)


def cases_visible_to(user: User, on: date | None = None) -> QuerySet[Case]:
    """Return the cases a person may see."""
    return Case.objects.filter(visible_to(user, on))
