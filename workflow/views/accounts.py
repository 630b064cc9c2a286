"""The pages of one's own account: password, second factor, and the form that outlived a session."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import requests
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.socialaccount.providers.openid_connect import views as openid
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from workflow import clock
from workflow.accounts import events, second_factor, services, sessions
from workflow.accounts.forms import CodeAgainForm, CodeForm, SetUpForm
from workflow.models import AccountEvent
from workflow.views.sign_in import person


@require_safe
@never_cache
def show_account(request: HttpRequest) -> HttpResponse:
    """Show how one enters, until when the session lasts, and what happened to the account."""
    who = person(request)
    context = {
        "has_second_factor": second_factor.is_set_up_for(who),
        "is_required": second_factor.is_required_of(who, on=clock.today()),
        "is_waived": second_factor.is_waived(),
        "codes_left": second_factor.codes_left_to(who),
        "has_password": who.has_usable_password(),
        "events": who.account_events.select_related("by").order_by("-recorded_at", "-pk")[:20],
    }
    return render(request, "workflow/account.html", context)


@require_safe
@never_cache
def resume(request: HttpRequest) -> HttpResponse:
    """Show the form that was sent after the session had ended, to be sent again."""
    form = sessions.kept_form(request.session, person(request).pk)
    if form is None:
        request.session.pop(sessions.KEPT, None)
        return redirect("workflow:inbox")
    return render(request, "workflow/resume.html", {"kept": form})


class ChangePassword(PasswordChangeView):
    """Change one's password; every other session ends with it."""

    template_name = "workflow/change_password.html"
    success_url = reverse_lazy("workflow:account")

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        """Change it, and record it."""
        response = super().form_valid(form)
        events.record(person(self.request), AccountEvent.Kind.PASSWORD_CHANGED)
        messages.success(self.request, _("Cambió su contraseña. Sus demás sesiones se cerraron."))
        return response


class AskCode(AuthenticateView):
    """The second step at the door."""

    form_class = CodeForm
    template_name = "workflow/code.html"


class AskCodeAgain(ReauthenticateView):
    """A code again, before something that changes the second factor."""

    form_class = CodeAgainForm
    template_name = "workflow/code_again.html"


class SetUpSecondFactor(ActivateTOTPView):
    """Set the second factor up; who needs one comes here before anything else."""

    form_class = SetUpForm
    template_name = "workflow/second_factor.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Who has one already sees the account: an administrator takes a lost one away."""
        if second_factor.is_set_up_for(person(request)):
            return redirect("workflow:account")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Tell who must why."""
        required = second_factor.is_missing(person(self.request), on=clock.today())
        return {**super().get_context_data(**kwargs), "is_required": required}

    def form_valid(self, form: SetUpForm) -> HttpResponse:
        """Activate it, end the sessions that were opened without it, and go on in this one."""
        response: HttpResponse = super().form_valid(form)
        who = person(self.request)
        services.after_second_factor_was_set(who)
        update_session_auth_hash(self.request, who)
        record_authentication(self.request, who, "mfa", type=Authenticator.Type.TOTP.value, reauthenticated=True)
        return response


class ShowRecoveryCodes(ViewRecoveryCodesView):
    """The recovery codes, shown once."""

    template_name = "workflow/recovery_codes.html"


class MakeRecoveryCodes(GenerateRecoveryCodesView):
    """Make new recovery codes; the old ones stop working."""

    template_name = "workflow/new_recovery_codes.html"

    def form_valid(self, form: Form) -> HttpResponse:
        """Make them, and record it."""
        if not second_factor.is_set_up_for(person(self.request)):
            return redirect("mfa_activate_totp")
        response: HttpResponse = super().form_valid(form)
        events.record(person(self.request), AccountEvent.Kind.CODES_MADE)
        return response


def _told(answer: Callable[[HttpRequest, str], HttpResponse]) -> Callable[[HttpRequest, str], HttpResponse]:
    """Say in words that the provider cannot be reached, or answers what no provider answers."""

    @login_not_required
    @never_cache
    def view(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return answer(request, provider_id)
        except (requests.RequestException, ValueError, KeyError):
            context = {"why": "unreachable", "name": settings.OIDC_NAME}
            return render(request, "workflow/identity_refused.html", context, status=502)

    return view


enter_by_provider = _told(openid.login)
return_from_provider = _told(openid.callback)
