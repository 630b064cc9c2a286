"""Lock-out after failed attempts: where they come from, what the person is told, whom it holds (django-axes)."""

from __future__ import annotations

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from workflow import clock
from workflow.accounts import events
from workflow.models import AccountEvent, User


def address_of(request: HttpRequest) -> str:
    """Return the address of who asks: behind our own proxy, the one that it has added last."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def tell(request: HttpRequest, _original: HttpResponse | None, credentials: dict[str, Any] | None) -> HttpResponse:
    """Answer an attempt that is locked out, and record the one that locked it."""
    username = (credentials or {}).get("username", "")
    if getattr(request, "axes_failures_since_start", 0) == settings.AXES_FAILURE_LIMIT:
        person = User.objects.filter(username=username).first()
        if person is not None:
            events.record(person, AccountEvent.Kind.LOCKED, reason=address_of(request))
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(request, "workflow/locked_out.html", {"minutes": minutes}, status=429)


def may_try(request: HttpRequest, person: User) -> bool:
    """Whether a code of this person may be tried from this address."""
    return bool(AxesProxyHandler.is_allowed(request, {"username": person.username}))


def count_failure(request: HttpRequest, person: User) -> None:
    """Count a wrong code as a failed attempt, like a wrong password."""
    user_login_failed.send(sender=__name__, credentials={"username": person.username}, request=request)


def is_locked(person: User) -> bool:
    """Whether some address is locked out of this person's account now."""
    since = clock.now() - settings.AXES_COOLOFF_TIME
    attempts = AccessAttempt.objects.filter(username=person.username, attempt_time__gte=since)
    counted = attempts.values("ip_address").annotate(failures=Sum("failures_since_start"))
    return counted.filter(failures__gte=settings.AXES_FAILURE_LIMIT).exists()
