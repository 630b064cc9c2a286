"""What happens before a page: the session is still good, and who signs has proved it twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import auth
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from workflow import clock
from workflow.accounts import second_factor, sessions
from workflow.models import AccessRefusal

# Pages that one reaches without the second factor that one needs: those that set it up, and the way out.
BEFORE_SECOND_FACTOR = frozenset({"mfa_activate_totp", "workflow:sign_out", "set_language"})


class SessionLimitMiddleware:
    """Ends a session that is over, and keeps what was typed meanwhile for the same person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """End the session, or mark that it is in use. The form was checked to come from this site before.

        A page that everybody sees, the door among them, is shown to whom the session has ended for as to anybody.
        """
        if not request.user.is_authenticated:
            return None
        now = clock.now()
        reason = sessions.why_ended(request.session, now)
        if not reason:
            sessions.mark_use(request.session, now)
            return None
        is_public = not getattr(view, "login_required", True)
        form = sessions.form_of(request) if request.method == "POST" and not is_public else None
        auth.logout(request)
        if is_public:
            return None
        request.session[sessions.ENDED] = reason
        if form:
            request.session[sessions.KEPT] = form
        return redirect(f"{reverse('workflow:sign_in')}?{urlencode({'next': self._back_to(request, form)})}")

    def _back_to(self, request: HttpRequest, form: dict[str, Any] | None) -> str:
        if form:
            return reverse("workflow:resume")
        return request.get_full_path() if request.method == "GET" else reverse("workflow:inbox")


class SecondFactorMiddleware:
    """Leads who needs a second factor and has none to set it up, before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Let pages through that everybody sees, and those of who has what is needed."""
        at = request.resolver_match
        if not getattr(view, "login_required", True) or (at and at.view_name in BEFORE_SECOND_FACTOR):
            return None
        if not request.user.is_authenticated or not second_factor.is_missing(request.user, on=clock.today()):
            return None
        if request.method in {"GET", "HEAD"}:
            address = reverse("mfa_activate_totp")
            return redirect(f"{address}?{urlencode({'next': request.get_full_path()})}")
        with transaction.atomic():
            AccessRefusal.objects.create(
                user=request.user,
                method=request.method or "",
                path=request.path[:400],
                status_code=403,
                reason="second factor missing",
            )
        return render(request, "workflow/second_factor_needed.html", status=403)
