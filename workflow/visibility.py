"""Which cases a person may see: one SQL condition, for lists and for a single page alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models.functions import Cast

from workflow import clock
from workflow.models import Case, Grant, Mandate, Participation, Post, User


def visible_to(user: User, on: date | None = None, *, case: str = "pk") -> Q:
    """Return the condition that holds for the cases a person may see: one SQL condition.

    It is one on ``Case``, or on what belongs to a case where ``case`` names that relation. The person's
    posts are read first, in one query: who sees everything needs no condition, and for everybody else
    the database looks up the cases of their units instead of asking every case.
    """
    on = on or clock.today()
    posts = set(Mandate.objects.valid_on(on).filter(user=user).values_list("post__scope", "post__unit__path"))
    if any(scope == Post.Scope.ALL for scope, _path in posts):
        return ~Q(pk__in=[])
    own_units = reduce(or_, (Q(unit__path__startswith=path) for _scope, path in posts), Q(pk__in=[]))
    takes_part = Participation.objects.filter(own_units).values("case_id")
    grants = (
        Grant.objects.valid_on(on)
        .filter(user=user, user__is_active=True, content_type=ContentType.objects.get_for_model(Case))
        .values(seen_id=Cast("object_pk", BigIntegerField()))
    )
    return Q(**{f"{case}__in": takes_part.union(grants)})


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
    mandates = (
        Mandate.objects.valid_on(on).filter(user=user).select_related("post__unit", "origin__post").order_by("pk")
    )
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
        user=user,
        user__is_active=True,
        content_type=ContentType.objects.get_for_model(Case),
        object_pk=str(case.pk),
    )
    return grounds + [Sight(grant=each) for each in grants.select_related("permission").order_by("pk")]
