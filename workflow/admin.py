"""The administrator's pages: people, units, posts, mandates. Whatever has a life cycle is read-only."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from workflow import clock, mandates, recounting
from workflow.errors import Obstacle
from workflow.models import Grant, LedgerEntry, Mandate, Message, NonWorkingDay, Post, Unit, User
from workflow.units import obstacles_to_placing, save_unit

# Authority comes from posts: groups would grant nothing and look as if they did.
admin.site.unregister(Group)


class KeptAdmin(admin.ModelAdmin):
    """Nothing is deleted here, by anybody."""

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


@admin.register(User)
class PersonAdmin(UserAdmin):
    """People are deactivated, never deleted; authority comes from mandates, not from groups."""

    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Datos personales"), {"fields": ("first_name", "last_name", "email")}),
        (_("Acceso"), {"fields": ("is_active", "is_staff", "is_superuser")}),
    )
    list_display = ("username", "last_name", "first_name", "is_active")
    list_filter = ("is_active", "is_staff")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes people: the record points at them."""
        return False


class UnitForm(forms.ModelForm):
    """A unit, refused where the service that saves it would refuse."""

    def clean_parent(self) -> Unit | None:
        """Refuse a unit below itself."""
        parent: Unit | None = self.cleaned_data["parent"]
        if obstacles := obstacles_to_placing(self.instance, parent):
            raise forms.ValidationError([str(obstacle) for obstacle in obstacles])
        return parent


@admin.register(Unit)
class UnitAdmin(KeptAdmin):
    """Units and their place under others."""

    form = UnitForm
    list_display = ("name", "acronym", "code", "parent", "is_active")
    search_fields = ("name", "acronym", "code")

    def save_model(self, request: HttpRequest, obj: Unit, form: Any, change: bool) -> None:
        """Save through the service that keeps the paths of the tree."""
        save_unit(obj)


@admin.register(Post)
class PostAdmin(KeptAdmin):
    """Posts."""

    list_display = ("title", "unit", "role", "scope", "is_active")
    list_filter = ("role", "is_active")
    search_fields = ("title", "unit__name")


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


@admin.register(Grant)
class GrantAdmin(KeptAdmin):
    """Exceptions for one person on one case."""

    list_display = ("user", "permission", "object_pk", "source", "expires_on")


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
                str(_("Un expediente no se pudo contar de nuevo; el reloj lo intentará otra vez: %(failure)s"))
                % {"failure": failure},
                messages.WARNING,
            )


@admin.register(LedgerEntry, Message)
class RecordAdmin(ReadOnlyAdmin):
    """The record and the outbox, to look at."""
