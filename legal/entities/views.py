"""The administrator's page that imports entities: upload, preview, confirm."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views import View

from legal.entities.errors import ImportRefused, UnreadableFile
from legal.entities.forms import ConfirmForm, UploadForm
from legal.entities.services import import_entities, preview_import
from workflow.models import User


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
            outcome = preview_import(content)
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
            outcome = import_entities(content=content, actor=request.user, source=name)
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
            **more,
        }
        return TemplateResponse(request, "entities/import.html", context, status=status)
