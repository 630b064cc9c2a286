"""Pages of the authority ledger: record, end and annul mandates, hand a post over, find doubtful acts."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from workflow import enclosures, mandates
from workflow.admin.base import AdministratorPage, KeptAdmin, KeptForm
from workflow.admin.privileges import PrivilegeReviewView
from workflow.authority import doubtful_acts
from workflow.competence import all_acts
from workflow.errors import Obstacle, Refusal
from workflow.forms import DateField, FileField, RefusableForm
from workflow.handover import hand_over
from workflow.models import Mandate, User


class EnclosingForm(forms.Form):
    """A form that takes the file of an instrument."""

    file = FileField(
        label=gettext_lazy("Archivo del acto"),
        required=False,
        help_text=gettext_lazy("PDF, Word (.docx), Excel (.xlsx) o imagen. Se guarda con su huella y no se reemplaza."),
    )

    def clean_file(self) -> Any:
        """Refuse a file that is not kept."""
        file, keeper = self.cleaned_data["file"], enclosures.keeper()
        if file and keeper:
            try:
                keeper.check(file)
            except Refusal as refusal:
                raise forms.ValidationError([str(obstacle) for obstacle in refusal.obstacles]) from refusal
        return file


def enclose(mandate: Mandate, file: Any, request: HttpRequest) -> None:
    """Keep the file of a mandate's instrument, where one was presented."""
    if file and (keeper := enclosures.keeper()):
        keeper.keep(mandate, file, by=cast(User, request.user))


class MandateForm(EnclosingForm, KeptForm):
    """A mandate, refused where the services that record, end and annul it would refuse."""

    acts = forms.MultipleChoiceField(
        label=gettext_lazy("Actos que comprende"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("«%(value)s» no es un acto: escoja de la lista.")},
        help_text=gettext_lazy("Sin ninguno marcado, todos los del cargo. Solo se admiten los que hace su rol."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "acts" in self.fields:
            acts = sorted((str(act.title), name) for name, act in all_acts().items() if act.roles)
            self.fields["acts"].choices = [(name, title) for title, name in acts]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse what the law refuses, each sentence beside its field."""
        values = super().clean() or self.cleaned_data
        if not self.errors:
            for obstacle in self._obstacles():
                self.add_error(obstacle.where if obstacle.where in self.fields else None, str(obstacle))
        return values

    def _obstacles(self) -> list[Obstacle]:
        if self.instance.pk is None:
            proposed = Mandate(**{name: value for name, value in self.cleaned_data.items() if name != "file"})
            mandates.fill_own_post(proposed)
            self.cleaned_data["own_post"] = proposed.own_post
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
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Mandate | None = None) -> tuple[str, ...]:
        """Once it is recorded, a mandate only ends or is annulled; one annulled does not change any more."""
        if obj is None:
            return ()
        enclosed = ("enclosed",) if enclosures.keeper() else ()
        ended = ("ends_on", "annulled_on", "annulled_by") if obj.annulled_on else ()
        return (*self.recorded, "reached", *enclosed, *ended)

    def get_fields(self, request: HttpRequest, obj: Mandate | None = None) -> tuple[str, ...]:
        """A new mandate has not been annulled; its file may come later."""
        files = [*(["enclosed"] if obj else []), "file"] if enclosures.keeper() else []
        return (
            *self.recorded,
            "reached" if obj else "acts",
            *files,
            "ends_on",
            *(["annulled_on", "annulled_by"] if obj else []),
        )

    def save_model(self, request: HttpRequest, obj: Mandate, form: Any, change: bool) -> None:
        """Save the mandate, and keep the file of its instrument."""
        super().save_model(request, obj, form, change)
        enclose(obj, form.cleaned_data.get("file"), request)

    @admin.display(description=gettext_lazy("actos que comprende"))
    def reached(self, mandate: Mandate) -> str:
        """Return the acts to which it is limited, as infinitives."""
        return "; ".join(mandates.titles_of(mandate.acts)) or _("Todos los del cargo")

    @admin.display(description=gettext_lazy("archivos del acto"))
    def enclosed(self, mandate: Mandate) -> SafeString:
        """Return the files of the instrument with their hash, the latest first."""
        keeper = enclosures.keeper()
        found = keeper.enclosed_with(mandate) if keeper else ()
        if not found:
            return format_html("{}", _("Todavía no se ha presentado."))
        rows = ((each.url, each.name, each.sha256, each.by) for each in found)
        return format_html_join("", '<div><a href="{}">{}</a> · SHA-256 <code>{}</code> · {}</div>', rows)

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


class HandOverForm(EnclosingForm, RefusableForm):
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

    field_order = ("successor", "title", "kind", "instrument", "instrument_on", "file", "starts_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if enclosures.keeper() is None:
            del self.fields["file"]


class HandOverView(AdministratorPage):
    """Hand a post over to somebody else."""

    template_name = "workflow/hand_over.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask who takes it over."""
        return self._form(request, self._mandate(pk), HandOverForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Hand it over, or say why not."""
        mandate, form = self._mandate(pk), HandOverForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._form(request, mandate, form, status=400)
        given = dict(form.cleaned_data)
        file = given.pop("file", None)
        try:
            done = hand_over(outgoing=mandate, **given)
        except Refusal as refusal:
            form.add_obstacles(refusal.obstacles)
            return self._form(request, mandate, form, status=refusal.status_code)
        enclose(done.mandate, file, request)
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
