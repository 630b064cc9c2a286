"""Everybody who asks: each role where its unit takes part, and where it does not; and those without any post."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from django.conf import settings
from django.test import Client
from django.urls import reverse

from legal.entities import roles
from legal.entities.models import Entity, Level
from tests.factories.people import make_grant, make_mandate, make_post, make_unit, make_user
from workflow.models import Case, Post, Unit, User

# Whose posts see every case in the organization of the demonstration.
EVERYWHERE: Final = (roles.AUDITOR, roles.FORMULATOR, roles.DIRECTOR_GENERAL)


@dataclass(frozen=True, kw_only=True)
class Someone:
    """One who asks: the role of their post, whether its unit takes part in the cases, whether it sees all of them."""

    name: str
    user: User | None = None
    role: str = ""
    takes_part: bool = False
    sees_all: bool = False
    is_granted_sight: bool = False
    is_administrator: bool = False
    session: str = ""

    @property
    def sees_cases(self) -> bool:
        """Whether any case of the crawl exists for them."""
        return self.takes_part or self.sees_all or self.is_granted_sight

    def __str__(self) -> str:
        return self.name


def make_people(own: Unit, other: Unit) -> Iterator[Someone]:
    """Write everybody."""
    yield Someone(name="nobody")
    for role in roles.ROLES:
        yield _holder(f"{role}, own", own, role, takes_part=True)
        yield _holder(f"{role}, other", other, role)
    for role in EVERYWHERE:
        yield _holder(f"{role}, everywhere", other, role, scope=Post.Scope.ALL, sees_all=True)
    yield _signed_in(Someone(name="without a post"), make_user("crawl.idle"))
    granted = make_user("crawl.granted")
    for case in Case.objects.all():
        make_grant(granted, "cases.view", case)
    yield _signed_in(Someone(name="granted sight", is_granted_sight=True), granted)
    administrator = make_user("crawl.administrator", is_staff=True, is_superuser=True)
    yield _signed_in(Someone(name="who administers", is_administrator=True), administrator)


def _holder(name: str, unit: Unit, role: str, *, scope: str = Post.Scope.UNIT, **grounds: bool) -> Someone:
    user = make_user(f"crawl.{name}".replace(", ", "."))
    make_mandate(user, make_post(unit, role, name, scope))
    return _signed_in(Someone(name=name, role=role, **grounds), user)


def _signed_in(someone: Someone, user: User) -> Someone:
    client = Client()
    client.force_login(user)
    # The first page writes into the session when it began.
    assert client.get(reverse("workflow:account")).status_code == 200
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return replace(someone, user=user, session=session)


def make_entity(code: str) -> Unit:
    """Write a national entity: all roles act at its level."""
    unit = make_unit(code)
    Entity.objects.create(unit=unit, level=Level.NATIONAL, code=code, sector_code="90")
    return unit
