"""Which cases a person may see: one SQL condition, for lists and for a single page alike."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, kw_only=True)
class Sight:
    """One ground on which a person sees a case: a post (``through`` a unit, or for all cases) or a grant."""

    mandate: Mandate | None = None
    through: Participation | None = None
    grant: Grant | None = None


def grounds_of_sight(user: User, case: Case, on: date) -> list[Sight]:
    """Return on which grounds a person sees a case: what ``visible_to`` asks, told one by one. Three queries."""
    mandates = Mandate.objects.valid_on(on).filter(user=user).select_related("post__unit").order_by("pk")
    participations = list(Participation.objects.filter(case=case).select_related("unit").order_by("pk"))
    grounds = []
    for mandate in mandates:
        if mandate.post.scope == Post.Scope.ALL:
            grounds.append(Sight(mandate=mandate))
            continue
        grounds += [
            Sight(mandate=mandate, through=each) for each in participations if each.unit.lies_within(mandate.post.unit)
        ]
    grants = Grant.objects.valid_on(on).filter(
        user=user, content_type=ContentType.objects.get_for_model(Case), object_pk=str(case.pk)
    )
    return grounds + [Sight(grant=each) for each in grants.select_related("permission").order_by("pk")]
