"""Pages of the days that norms close."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workflow import clock, recounting
from workflow.admin.base import KeptAdmin
from workflow.models import NonWorkingDay


@admin.register(NonWorkingDay)
class NonWorkingDayAdmin(KeptAdmin):
    """Days that norms close. What is written stays; a norm that opens the day again is added to it."""

    list_display = ("day", "kind", "place", "name", "norm", "revoked_by")
    list_filter = ("kind",)
    date_hierarchy = "day"
    search_fields = ("name", "norm", "place")

    def get_readonly_fields(self, request: HttpRequest, obj: NonWorkingDay | None = None) -> tuple[str, ...]:
        """Once it is recorded, a day is only opened again: terms were counted with it."""
        return ("day", "kind", "place", "name", "norm") if obj else ()

    def get_fields(self, request: HttpRequest, obj: NonWorkingDay | None = None) -> tuple[str, ...]:
        """A new day has not been opened again yet."""
        return ("day", "kind", "place", "name", "norm", *(["revoked_by"] if obj else []))

    def save_model(self, request: HttpRequest, obj: NonWorkingDay, form: Any, change: bool) -> None:
        """Save the day, then count anew the terms that it moves, each case by itself."""
        super().save_model(request, obj, form, change)
        transaction.on_commit(partial(self._recount, request))

    def _recount(self, request: HttpRequest) -> None:
        recount = recounting.apply_closed_days(on=clock.today())
        told = ngettext("Se movió %(count)d plazo.", "Se movieron %(count)d plazos.", recount.moved)
        self.message_user(request, told % {"count": recount.moved})
        for failure in recount.failed:
            self.message_user(
                request,
                _("Un expediente no se pudo contar de nuevo; el reloj lo intentará otra vez: %(failure)s")
                % {"failure": failure},
                messages.WARNING,
            )
