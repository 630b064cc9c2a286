"""What every page shows: the posts of the person who is signed in, and until when the session lasts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from workflow import clock
from workflow.accounts import sessions
from workflow.models import Mandate, Post, SiteMark
from workflow.models.site import DEMONSTRATION


@dataclass(frozen=True, kw_only=True)
class HeldPost:
    """A post of the person, as the menu shows it."""

    title: str
    unit_name: str
    kind: str
    since: date
    sees_all: bool


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the context that the base page needs; queried only where a page prints it."""
    posts = SimpleLazyObject(lambda: _posts(request))
    return {
        "posts": posts,
        "sees_all_cases": SimpleLazyObject(lambda: any(post.sees_all for post in posts)),
        "is_demonstration": SimpleLazyObject(lambda: SiteMark.objects.filter(name=DEMONSTRATION).exists()),
        **_session(request),
    }


def _session(request: HttpRequest) -> dict[str, Any]:
    """Return until when the session lasts, for who is signed in."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {}
    ends_at = sessions.ends_at(request.session)
    return {
        "session_ends_at": ends_at,
        "session_ends_soon": ends_at is not None and ends_at - clock.now() <= sessions.TOLD_BEFORE,
        "session_idle_minutes": settings.SESSION_IDLE_SECONDS // 60,
    }


def _posts(request: HttpRequest) -> list[HeldPost]:
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return []
    mandates = (
        Mandate.objects.valid_on(clock.today()).filter(user=request.user).select_related("post__unit", "origin__post")
    )
    return [
        HeldPost(
            title=mandate.post_title,
            unit_name=mandate.post.unit.short_name,
            kind=mandate.get_kind_display(),
            since=mandate.starts_on,
            sees_all=mandate.post.scope == Post.Scope.ALL,
        )
        for mandate in mandates.order_by("starts_on", "pk")
    ]
