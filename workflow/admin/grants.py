"""Pages of exceptions: give one with its source and its end, end one early, find those that are about to end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from workflow import clock, grants
from workflow.admin.base import KeptAdmin, KeptForm
from workflow.forms import DateField
from workflow.models import Case, Grant

SOON = timedelta(days=30)


class GiveForm(KeptForm):
    """A new exception, refused where the service that gives it would refuse."""

    case = forms.ModelChoiceField(
        label=_("Expediente"),
        queryset=Case.objects.all(),
        to_field_name="number",
        widget=forms.TextInput(),
        error_messages={"invalid_choice": _("No hay expediente con el número «%(value)s».")},
    )
    act = forms.ChoiceField(label=_("Acto"))
    expires_on = DateField(label=_("Hasta"), help_text=_("Último día en que rige."))

    class Meta:
        model = Grant
        fields = ("user", "source", "starts_on", "expires_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = list(grants.grantable_acts().items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Show each obstacle beside its field."""
        values = super().clean() or self.cleaned_data
        if not self.errors:
            for obstacle in grants.obstacles_to_giving(**self._values()):
                self.add_error(obstacle.where or None, str(obstacle))
        return values

    def _values(self) -> dict[str, Any]:
        names = ("user", "act", "case", "source", "starts_on", "expires_on")
        return {name: self.cleaned_data[name] for name in names}

    def save(self, commit: bool = True) -> Grant:
        """Give it: the service writes."""
        return grants.give(**self._values())

    def save_m2m(self) -> None:
        """Do nothing: an exception has no lists of other rows."""


class EndForm(KeptForm):
    """An exception that was given: it only ends earlier, for a reason."""

    expires_on = DateField(label=_("Hasta"))
    reason = forms.CharField(label=_("Motivo"), max_length=100, help_text=_("Por qué termina antes. Queda anotado."))

    class Meta:
        model = Grant
        fields = ("expires_on",)

    def clean(self) -> dict[str, Any]:
        """Show each obstacle beside its field."""
        values = super().clean() or self.cleaned_data
        if not self.errors:
            for obstacle in grants.obstacles_to_ending(self._given(), on=values["expires_on"], reason=values["reason"]):
                self.add_error(obstacle.where or None, str(obstacle))
        return values

    def _given(self) -> Grant:
        given: Grant = Grant.objects.get(pk=self.instance.pk)
        return given

    def save(self, commit: bool = True) -> Grant:
        """End it: the service writes."""
        return grants.end(self._given(), on=self.cleaned_data["expires_on"], reason=self.cleaned_data["reason"])

    def save_m2m(self) -> None:
        """Do nothing: an exception has no lists of other rows."""


class ValidityFilter(admin.SimpleListFilter):
    """In force, about to end, over."""

    title = _("vigencia")
    parameter_name = "vigencia"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the choices."""
        return [("vigentes", _("Vigentes")), ("por-vencer", _("Vencen en 30 días")), ("vencidas", _("Vencidas"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Grant]) -> QuerySet[Grant]:
        """Return the rows of a choice."""
        today = clock.today()
        if self.value() == "vencidas":
            return queryset.filter(expires_on__lt=today)
        if self.value() == "por-vencer":
            return queryset.filter(expires_on__gte=today, expires_on__lte=today + SOON)
        if self.value() == "vigentes":
            return queryset.valid_on(today)  # type: ignore[attr-defined]
        return queryset


@admin.register(Grant)
class GrantAdmin(KeptAdmin):
    """Exceptions for one person on one case: given once, then only ended; the record keeps them."""

    list_display = ("user", "act_title", "case_number", "expires_on", "starts_on", "source")
    list_filter = (ValidityFilter,)
    ordering = ("expires_on", "pk")
    search_fields = ("user__last_name", "user__first_name", "source")
    autocomplete_fields = ("user",)
    given = ("user", "act_title", "case_number", "source", "starts_on")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Grant]:
        """Bring the cases along."""
        rows: QuerySet[Grant] = super().get_queryset(request)
        return rows.select_related("user", "permission").prefetch_related("content_object")

    def get_form(self, request: HttpRequest, obj: Grant | None = None, change: bool = False, **kwargs: Any) -> Any:
        """Return the form that gives one, or the one that ends it."""
        return super().get_form(request, obj, change, form=EndForm if obj else GiveForm, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Grant | None = None) -> tuple[str, ...]:
        """Return what the page shows."""
        given = (*self.given, "expires_on", "reason")
        return given if obj else ("user", "case", "act", "source", "starts_on", "expires_on")

    def get_readonly_fields(self, request: HttpRequest, obj: Grant | None = None) -> tuple[str, ...]:
        """What was given does not change."""
        return self.given if obj else ()

    def save_model(self, request: HttpRequest, obj: Grant, form: Any, change: bool) -> None:
        """Nothing more to write: the form's service wrote it."""

    def response_add(self, request: HttpRequest, obj: Grant, post_url_continue: str | None = None) -> HttpResponse:
        """Say what was given to whom, and until when."""
        told = gettext("%(person)s: %(act)s, en el expediente %(case)s, hasta el %(date)s. Quedó autorizado.") % {
            "person": obj.user,
            "act": self.act_title(obj),
            "case": self.case_number(obj),
            "date": date_format(obj.expires_on) if obj.expires_on else "",
        }
        self.message_user(request, told, messages.SUCCESS)
        return self.response_post_save_add(request, obj)

    @admin.display(description=_("acto"))
    def act_title(self, grant: Grant) -> str:
        """The act as an infinitive."""
        return str(grants.grantable_acts().get(grant.permission.codename, grant.permission.codename))

    @admin.display(description=_("expediente"))
    def case_number(self, grant: Grant) -> str:
        """The number of the case."""
        return str(grant.content_object)
