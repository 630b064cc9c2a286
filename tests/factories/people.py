"""People, units, posts, mandates, grants and bare cases."""

from __future__ import annotations

from datetime import date
from itertools import count

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType

from workflow.models import Case, Grant, Mandate, Post, Unit, User
from workflow.units import save_unit

LONG_AGO = date(2015, 1, 1)
_numbers = count(1)


def make_user(username: str, first_name: str = "", last_name: str = "", **fields: object) -> User:
    """Make a person; the name is taken from the user name when none is given."""
    return User.objects.create_user(
        username=username,
        first_name=first_name or username.capitalize(),
        last_name=last_name,
        email=f"{username}@convenia.example",
        **fields,
    )


def make_unit(code: str, name: str = "", parent: Unit | None = None, acronym: str = "") -> Unit:
    """Make a unit, below another when one is given."""
    return save_unit(Unit(code=code, name=name or f"Unidad {code}", acronym=acronym, parent=parent))


def make_post(unit: Unit, role: str, title: str = "", scope: str = Post.Scope.UNIT, **fields: object) -> Post:
    """Make a post of a role in a unit."""
    return Post.objects.create(unit=unit, role=role, title=title or role.capitalize(), scope=scope, **fields)


def make_mandate(user: User, post: Post, starts_on: date = LONG_AGO, **fields: object) -> Mandate:
    """Make a person the holder of a post, since long ago and without an end unless dates are given."""
    values = {"instrument": "Resolución Ministerial N° 001-2015-EF/43", "instrument_on": starts_on, **fields}
    return Mandate.objects.create(user=user, post=post, starts_on=starts_on, **values)


def make_grant(user: User, act: str, case: Case, starts_on: date = LONG_AGO, **fields: object) -> Grant:
    """Let a person do one act on one case; ``cases.view`` is the act of seeing it."""
    content_type = ContentType.objects.get_for_model(Case)
    permission, _created = Permission.objects.get_or_create(
        content_type=content_type, codename=act, defaults={"name": act}
    )
    values = {"source": "Oficio N° 010-2026-CG", **fields}
    return Grant.objects.create(
        user=user,
        permission=permission,
        content_type=content_type,
        object_pk=str(case.pk),
        starts_on=starts_on,
        **values,
    )


def make_case(unit: Unit, opened_by: User, title: str = "Asunto de prueba") -> Case:
    """Make a bare case, without acts or flows; its number is never one that the engine gives."""
    return Case.objects.create(
        number=f"PRUEBA-{next(_numbers):04d}", title=title, unit=unit, opened_on=LONG_AGO, opened_by=opened_by
    )
