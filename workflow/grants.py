"""Exceptions for one person on one case: given with a source and an end, ended early, never taken out of the record."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _

from workflow import permissions
from workflow.competence import VIEW
from workflow.errors import Obstacle, Refusal
from workflow.models import Case, Grant, User

if TYPE_CHECKING:
    from workflow.competence import Text


def grantable_acts() -> dict[str, Text]:
    """Return what may be granted: to see the case, and every act of a case that somebody does by their post."""
    acts = sorted(permissions.all_acts().items())
    on_a_case = {name: act.title for name, act in acts if act.roles and permissions.UNOPENED not in act.stages}
    return {VIEW: _("ver el expediente"), **on_a_case}


def obstacles_to_giving(
    *, user: User, act: str, case: Case, source: str, starts_on: date, expires_on: date
) -> list[Obstacle]:
    """Return what stands against an exception: no source, no time, or an act of the person that keeps them from it."""
    obstacles = []
    if act not in grantable_acts():
        obstacles.append(Obstacle(text=_("Ese acto no se autoriza por excepción."), where="act"))
    if not source.strip():
        obstacles.append(Obstacle(text=_("Indique el documento que funda la autorización."), where="source"))
    if expires_on < starts_on:
        obstacles.append(Obstacle(text=_("La autorización termina antes de empezar."), where="expires_on"))
    if objection := permissions.segregation(user, act, case):
        obstacles.append(Obstacle(text=objection, where="act"))
    return obstacles


@transaction.atomic
def give(*, user: User, act: str, case: Case, source: str, starts_on: date, expires_on: date) -> Grant:
    """Let a person do one act on one case from a day to another, both included, by what a document says.

    :raises Refusal: with what stands against it; nothing is written.
    """
    obstacles = obstacles_to_giving(
        user=user, act=act, case=case, source=source, starts_on=starts_on, expires_on=expires_on
    )
    if obstacles:
        raise Refusal(*obstacles)
    about = ContentType.objects.get_for_model(Case)
    permission, _created = Permission.objects.get_or_create(content_type=about, codename=act, defaults={"name": act})
    grant: Grant = Grant.objects.create(
        user=user,
        permission=permission,
        content_type=about,
        object_pk=str(case.pk),
        source=source.strip(),
        starts_on=starts_on,
        expires_on=expires_on,
    )
    return grant


def obstacles_to_ending(grant: Grant, *, on: date, reason: str) -> list[Obstacle]:
    """Return what stands against another last day: it is only moved forward, and for a reason."""
    obstacles = []
    if on < grant.starts_on:
        obstacles.append(Obstacle(text=_("La autorización termina antes de empezar."), where="expires_on"))
    if grant.expires_on is not None and on > grant.expires_on:
        text = _("Una autorización no se prolonga: otorgue otra, con el documento que la funda.")
        obstacles.append(Obstacle(text=text, where="expires_on"))
    if not reason.strip():
        obstacles.append(Obstacle(text=_("Escriba por qué termina antes."), where="reason"))
    return obstacles


@transaction.atomic
def end(grant: Grant, *, on: date, reason: str) -> Grant:
    """Let an exception end on an earlier day, its last; the reason is kept in its history.

    :raises Refusal: with what stands against it; nothing is written.
    """
    if obstacles := obstacles_to_ending(grant, on=on, reason=reason):
        raise Refusal(*obstacles)
    grant.expires_on = on
    grant._change_reason = reason.strip()[:100]  # type: ignore[attr-defined]
    grant.save()
    return grant
