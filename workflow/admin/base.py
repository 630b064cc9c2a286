"""What the administrator's pages share: nothing is deleted, and some rows are only read."""

from __future__ import annotations

from copy import copy
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views import View

from workflow.forms import DateField, PlainTexts


class KeptForm(PlainTexts, forms.ModelForm):
    """A row, in texts that a paper bears. What is refused changes nothing, not even the row that the page shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Validation writes into the instance: the page decides by the row as it is stored what can be changed.
        super().__init__(*args, **{**kwargs, "instance": copy(kwargs.get("instance"))})


class KeptAdmin(admin.ModelAdmin):
    """Nothing is deleted here, by anybody; dates are read as on all pages."""

    formfield_overrides: ClassVar = {models.DateField: {"form_class": DateField, "widget": AdminDateWidget()}}

    form = KeptForm

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes."""
        return False


class ReadOnlyAdmin(KeptAdmin):
    """Pages to look at; changes go through acts."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes."""
        return False


class AdministratorPage(View):
    """A page beside the lists, for whoever may change what it is about."""

    model_admin: Any = None
    template_name: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let in whoever may change the rows that the page is about."""
        if not self.model_admin.has_change_permission(request):
            raise PermissionDenied(self.model_admin.opts.label_lower)
        return super().dispatch(request, *args, **kwargs)

    def page(self, request: HttpRequest, title: str, *, status: int = 200, **more: Any) -> HttpResponse:
        """Return the page in the administrator's frame."""
        frame = self.model_admin.admin_site.each_context(request)
        context = {**frame, "title": title, "opts": self.model_admin.opts, **more}
        return TemplateResponse(request, self.template_name, context, status=status)
