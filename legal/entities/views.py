"""The administrator's pages of entities: import a table (upload, preview, confirm), change and recall names."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from legal.entities import columns
from legal.entities.errors import ImportRefused, UnreadableFile
from legal.entities.forms import ConfirmForm, RecallForm, RenameForm, UploadForm
from legal.entities.names import names_of
from legal.entities.services.importing import import_entities, preview_import
from workflow import clock
from workflow.admin.base import AdministratorPage
from workflow.errors import Refusal
from workflow.models import Unit, User


class ImportView(View):
    """Show the form, what a file would do, and do it once it is confirmed."""

    model_admin: ModelAdmin[Any] | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let in whoever may add and change entities."""
        assert self.model_admin
        if not (self.model_admin.has_add_permission(request) and self.model_admin.has_change_permission(request)):
            raise PermissionDenied("import of entities")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the file."""
        return self._page(request, UploadForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Preview an uploaded file, or import the one that was previewed."""
        return self._import(request) if "seal" in request.POST else self._preview(request)

    def _preview(self, request: HttpRequest) -> HttpResponse:
        assert isinstance(request.user, User)
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(request, form, status=400)
        content, name = form.content(), str(form.cleaned_data["file"].name)
        try:
            outcome = preview_import(content, today=clock.today())
        except UnreadableFile as refusal:
            form.add_obstacles(refusal.obstacles)
            return self._page(request, form, status=refusal.status_code)
        confirm = None if outcome.bad else ConfirmForm.of(content, name=name, user=request.user)
        return self._page(request, UploadForm(), outcome=outcome, confirm=confirm, name=name)

    def _import(self, request: HttpRequest) -> HttpResponse:
        assert isinstance(request.user, User)
        form = UploadForm({}, MultiValueDict())
        form.is_valid()
        try:
            content, name = ConfirmForm(request.POST).previewed(request.user)
            outcome = import_entities(content=content, actor=request.user, source=name, today=clock.today())
        except forms.ValidationError as refusal:
            form.errors.clear()
            form.add_error(None, refusal)
            return self._page(request, form, status=409)
        except (UnreadableFile, ImportRefused) as refusal:
            form.errors.clear()
            form.add_obstacles(refusal.obstacles)
            return self._page(request, form, status=refusal.status_code)
        messages.success(
            request,
            _("Entidades nuevas: %(new)s; cambiadas: %(changed)s; iguales: %(equal)s.")
            % {"new": len(outcome.new), "changed": len(outcome.changed), "equal": len(outcome.equal)},
        )
        return redirect("admin:entities_entity_changelist")

    def _page(self, request: HttpRequest, form: UploadForm, *, status: int = 200, **more: Any) -> HttpResponse:
        assert self.model_admin
        context = {
            **self.model_admin.admin_site.each_context(request),
            "title": _("Importar entidades"),
            "opts": self.model_admin.opts,
            "form": form,
            "columns": columns.ALL,
            **more,
        }
        return TemplateResponse(request, "entities/import.html", context, status=status)


class NamingView(AdministratorPage):
    """Write a name of a unit down; whoever may change entities may."""

    template_name = "entities/naming.html"
    form_class: ClassVar[type[RenameForm] | type[RecallForm]]
    title: ClassVar[Any]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the name, of the unit that the address names."""
        return self._form(request, self.form_class(initial={"unit": request.GET.get("unidad", "")}))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Write it, or say why not."""
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self._form(request, form, status=400)
        try:
            former = form.write(actor=cast(User, request.user), today=clock.today())
        except Refusal as refusal:
            form.add_obstacles(refusal.obstacles)
            return self._form(request, form, status=refusal.status_code)
        messages.success(
            request,
            _("%(unit)s se llamó «%(former)s» hasta el %(date)s: así lo imprimen los papeles de esos días.")
            % {"unit": former.unit, "former": former.name, "date": date_format(former.until, "DATE_FORMAT")},
        )
        return redirect("admin:entities_formername_changelist")

    def _form(self, request: HttpRequest, form: RenameForm | RecallForm, *, status: int = 200) -> HttpResponse:
        asked = str(form["unit"].value() or "")
        unit = Unit.objects.filter(pk=asked).first() if asked.isdecimal() else None
        return self.page(request, self.title, status=status, form=form, unit=unit, names=names_of(unit) if unit else ())


class RenameView(NamingView):
    """A unit has a new name, or an entity another code."""

    form_class = RenameForm
    title = gettext_lazy("Cambiar un nombre o un código")


class RecallView(NamingView):
    """A unit had a name that nobody had written down yet."""

    form_class = RecallForm
    title = gettext_lazy("Registrar un nombre anterior")
