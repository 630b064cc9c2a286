"""Pages of the authority ledger: record, end and annul mandates, and hand a post over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from workflow import mandates
from workflow.admin.base import KeptAdmin
from workflow.errors import Obstacle
from workflow.models import Mandate


class MandateForm(forms.ModelForm):
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
    recorded = ("user", "post", "kind", "instrument", "instrument_on", "starts_on", "origin", "own_post", "acts")

    def get_readonly_fields(self, request: HttpRequest, obj: Mandate | None = None) -> tuple[str, ...]:
        """Once it is recorded, a mandate only ends or is annulled; one annulled does not change any more."""
        if obj is None:
            return ()
        return (*self.recorded, "ends_on", "annulled_on", "annulled_by") if obj.annulled_on else self.recorded

    def get_fields(self, request: HttpRequest, obj: Mandate | None = None) -> tuple[str, ...]:
        """A new mandate has not been annulled."""
        return (*self.recorded, "ends_on", *(["annulled_on", "annulled_by"] if obj else []))
