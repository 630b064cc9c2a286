"""Pages of the authority ledger: record, end and annul mandates, hand a post over, find doubtful acts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from workflow import mandates
from workflow.admin.base import AdministratorPage, KeptAdmin, KeptForm
from workflow.admin.privileges import PrivilegeReviewView
from workflow.authority import doubtful_acts
from workflow.errors import Obstacle, Refusal
from workflow.forms import DateField, RefusableForm
from workflow.handover import hand_over
from workflow.models import Mandate, User


class MandateForm(KeptForm):
    """A mandate, refused where the services that record, end and annul it would refuse."""

    def clean(self) -> dict[str, Any]:
        """Refuse what the law refuses, each sentence beside its field."""
        values = super().clean() or self.cleaned_data
        if not self.errors:
            for obstacle in self._obstacles():
                self.add_error(obstacle.where if obstacle.where in self.fields else None, str(obstacle))
        return values

    def _obstacles(self) -> list[Obstacle]:
        if self.instance.pk is None:
            proposed = Mandate(**self.cleaned_data)
            return mandates.obstacles_to_recording(proposed, Mandate.objects.filter(post=proposed.post))
        recorded = Mandate.objects.get(pk=self.instance.pk)
        ends_on = self.cleaned_data.get("ends_on")
        if ends_on is None or ends_on == recorded.ends_on:
            return []
        return mandates.obstacles_to_ending(recorded, ends_on)


@admin.register(Mandate)
class MandateAdmin(KeptAdmin):
    """Mandates: recorded once, then only ended or annulled, because acts and signatures are proved by them."""

    form = MandateForm
    list_display = ("user", "post", "kind", "starts_on", "ends_on", "annulled_on")
    list_filter = ("kind",)
    search_fields = ("user__last_name", "user__first_name", "post__title", "instrument")
    autocomplete_fields = ("user", "post", "own_post", "origin")
    change_form_template = "workflow/mandate.html"
    change_list_template = "workflow/mandates.html"
    recorded = (
        "user",
        "post",
        "title",
        "kind",
        "instrument",
        "instrument_on",
        "starts_on",
        "origin",
        "own_post",
        "acts",
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Mandate | None = None) -> tuple[str, ...]:
        """Once it is recorded, a mandate only ends or is annulled; one annulled does not change any more."""
        if obj is None:
            return ()
        return (*self.recorded, "ends_on", "annulled_on", "annulled_by") if obj.annulled_on else self.recorded

    def get_fields(self, request: HttpRequest, obj: Mandate | None = None) -> tuple[str, ...]:
        """A new mandate has not been annulled."""
        return (*self.recorded, "ends_on", *(["annulled_on", "annulled_by"] if obj else []))

    def get_urls(self) -> list[URLPattern]:
        """Add the pages that are about more than one row."""
        hand_over = self.admin_site.admin_view(HandOverView.as_view(model_admin=self))
        doubtful = self.admin_site.admin_view(DoubtfulActsView.as_view(model_admin=self))
        review = self.admin_site.admin_view(PrivilegeReviewView.as_view(model_admin=self))
        return [
            path("revision/", review, name="workflow_mandate_review"),
            path("observados/", doubtful, name="workflow_mandate_doubtful"),
            path("<int:pk>/entregar/", hand_over, name="workflow_mandate_hand_over"),
            *super().get_urls(),
        ]


class HandOverForm(RefusableForm):
    """Who takes a post over, by which act, from when."""

    successor = forms.ModelChoiceField(
        label=gettext_lazy("Quien recibe el cargo"),
        queryset=User.objects.filter(is_active=True).order_by("last_name", "first_name"),
    )
    title = forms.CharField(
        label=gettext_lazy("Cargo, como lo nombra quien lo ocupa"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Por ejemplo Directora General. Vacío, la denominación del cargo."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Clase"),
        choices=[(kind.value, kind.label) for kind in Mandate.Kind if kind not in Mandate.DELEGATIONS],
        initial=Mandate.Kind.TITULAR,
    )
    instrument = forms.CharField(label=gettext_lazy("Acto que lo otorga"), max_length=200)
    instrument_on = DateField(label=gettext_lazy("Fecha del acto"))
    starts_on = DateField(
        label=gettext_lazy("Desde"),
        help_text=gettext_lazy(
            "El mandato de quien entrega termina el día anterior. Las tareas que tomó pasan a quien recibe."
        ),
    )


class HandOverView(AdministratorPage):
    """Hand a post over to somebody else."""

    template_name = "workflow/hand_over.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask who takes it over."""
        return self._form(request, self._mandate(pk), HandOverForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Hand it over, or say why not."""
        mandate, form = self._mandate(pk), HandOverForm(request.POST)
        if not form.is_valid():
            return self._form(request, mandate, form, status=400)
        try:
            done = hand_over(outgoing=mandate, **form.cleaned_data)
        except Refusal as refusal:
            form.add_obstacles(refusal.obstacles)
            return self._form(request, mandate, form, status=refusal.status_code)
        told = ngettext(
            "%(who)s recibió el cargo y %(count)d tarea.", "%(who)s recibió el cargo y %(count)d tareas.", done.tasks
        )
        messages.success(request, told % {"who": done.mandate.user, "count": done.tasks})
        for failure in done.failed:
            messages.warning(request, _("Una tarea quedó en el cargo, por tomar: %(failure)s") % {"failure": failure})
        return redirect("admin:workflow_mandate_changelist")

    def _mandate(self, pk: int) -> Mandate:
        return get_object_or_404(Mandate.objects.select_related("user", "post__unit"), pk=pk)

    def _form(self, request: HttpRequest, mandate: Mandate, form: HandOverForm, *, status: int = 200) -> HttpResponse:
        title = _("Entregar el cargo de %(post)s") % {"post": mandate.post}
        return self.page(request, title, status=status, mandate=mandate, form=form)


class DoubtfulActsView(AdministratorPage):
    """List the acts whose mandate was annulled, or cut short, after they were done."""

    template_name = "workflow/doubtful_acts.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the list."""
        return self.page(request, _("Actos con mandato observado"), acts=doubtful_acts())
