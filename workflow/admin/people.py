"""Pages of people, units and posts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from workflow.admin.base import KeptAdmin
from workflow.models import Post, Unit, User
from workflow.units import obstacles_to_placing, save_unit

# Authority comes from posts: groups would grant nothing and look as if they did.
admin.site.unregister(Group)


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
