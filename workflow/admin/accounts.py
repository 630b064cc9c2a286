"""The account of a person, as the administrator sees it: unlock, take a lost second factor away, end sessions."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workflow import clock
from workflow.accounts import lockout, second_factor, services
from workflow.admin.base import AdministratorPage
from workflow.errors import Refusal
from workflow.forms import RefusableForm
from workflow.models import User

STEPS: dict[str, Any] = {
    "unlock": (services.unlock, gettext_lazy("desbloquear la cuenta")),
    "reset_second_factor": (services.reset_second_factor, gettext_lazy("retirar el segundo factor que perdió")),
    "end_sessions": (services.end_sessions, gettext_lazy("cerrar todas sus sesiones")),
}


class AccessForm(RefusableForm):
    """What to do to an account, and why."""

    step = forms.ChoiceField(
        label=gettext_lazy("Qué hacer"), choices=[(name, title) for name, (_step, title) in STEPS.items()]
    )
    reason = forms.CharField(
        label=gettext_lazy("Motivo"),
        max_length=250,
        required=False,
        help_text=gettext_lazy("Queda en el registro de la cuenta, por ejemplo «perdió el teléfono, Memorando N° …»."),
    )


class AccessView(AdministratorPage):
    """Show the state and the record of an account, and do one of three things to it."""

    template_name = "workflow/access.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        return self._form(request, get_object_or_404(User, pk=pk), AccessForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it, or say why not."""
        person, form = get_object_or_404(User, pk=pk), AccessForm(request.POST)
        if not form.is_valid():
            return self._form(request, person, form, status=400)
        step, title = STEPS[form.cleaned_data["step"]]
        try:
            step(person, by=cast(User, request.user), reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            form.add_obstacles(refusal.obstacles)
            return self._form(request, person, form, status=refusal.status_code)
        messages.success(request, _("Hecho: %(step)s. Quedó registrado.") % {"step": title})
        return redirect("admin:workflow_user_access", person.pk)

    def _form(self, request: HttpRequest, person: User, form: AccessForm, *, status: int = 200) -> HttpResponse:
        return self.page(
            request,
            _("Acceso de %(person)s") % {"person": person},
            status=status,
            person=person,
            form=form,
            is_locked=lockout.is_locked(person),
            has_second_factor=second_factor.is_set_up_for(person),
            is_required=second_factor.is_required_of(person, on=clock.today()),
            events=person.account_events.select_related("by").order_by("-recorded_at", "-pk")[:50],
        )
