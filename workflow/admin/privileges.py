"""The half-yearly review of mandates: one page, one answer a row."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workflow import clock, privileges
from workflow.admin.base import AdministratorPage
from workflow.errors import Refusal
from workflow.forms import DateField
from workflow.models import Mandate, User

ROWS = 50


class ReviewForm(forms.Form):
    """The answer to one row."""

    mandate = forms.IntegerField()
    outcome = forms.ChoiceField(choices=[("confirm", ""), ("end", "")])
    last_day = DateField(required=False)
    sure = forms.BooleanField(required=False)


class PrivilegeReviewView(AdministratorPage):
    """List every active mandate, those that waited longest first, and take the answer to one of them."""

    template_name = "workflow/privilege_review.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the list."""
        return self._list(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take one answer, or say why not."""
        form = ReviewForm(request.POST)
        if not form.is_valid():
            return self._list(request, refused=[_("La respuesta no se entiende: revise la fecha.")], status=400)
        today, by = clock.today(), cast(User, request.user)
        mandate = get_object_or_404(Mandate, pk=form.cleaned_data["mandate"])
        try:
            if form.cleaned_data["outcome"] == "confirm":
                privileges.confirm(mandate, by=by, on=today)
                told = _("Revisado: %(person)s, %(mandate)s.")
            else:
                if not form.cleaned_data["sure"]:
                    raise Refusal(_("Para poner fin al mandato, marque antes que ya no se necesita. Nada cambió."))
                privileges.end(mandate, by=by, on=today, last_day=form.cleaned_data["last_day"])
                told = _("Terminado: %(person)s, %(mandate)s. Su último día es el %(date)s.")
        except Refusal as refusal:
            refused = [f"{mandate.user}, {mandate}: {obstacle}" for obstacle in refusal.obstacles]
            return self._list(request, refused=refused, status=refusal.status_code)
        words = {"person": mandate.user, "mandate": mandate, "date": date_format(mandate.ends_on or today)}
        messages.success(request, told % words)
        return redirect(request.get_full_path())

    def _list(self, request: HttpRequest, *, refused: list[str] | None = None, status: int = 200) -> HttpResponse:
        today = clock.today()
        rows = Paginator(privileges.to_review(on=today), ROWS).get_page(request.GET.get("pagina"))
        return self.page(
            request,
            _("Revisión semestral de mandatos"),
            status=status,
            rows=rows,
            overdue=privileges.overdue(on=today).count(),
            overdue_before=today - privileges.HALF_A_YEAR,
            today=today,
            refused=refused or [],
        )
