"""Pages of people and their accounts, of units and posts."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, cast

import allauth.account.admin
import allauth.mfa.admin
import allauth.socialaccount.admin
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from workflow.accounts import events, services
from workflow.admin.accounts import AccessView
from workflow.admin.base import KeptAdmin, KeptForm
from workflow.competence import all_roles
from workflow.forms import PlainTexts, UnitChoiceField
from workflow.models import AccountEvent, Post, Unit, User
from workflow.posts import obstacles_to_keeping
from workflow.units import obstacles_to_placing, save_unit

# Authority comes from posts: groups would grant nothing and look as if they did.
admin.site.unregister(Group)
# allauth's tables are changed by its steps and by our services, which record what they do.
assert allauth.account.admin
assert allauth.mfa.admin
assert allauth.socialaccount.admin
admin.site.unregister([EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken])


class PersonForm(PlainTexts, UserChangeForm):
    """A person, in texts that a paper bears: papers print names."""


class NewPersonForm(PlainTexts, AdminUserCreationForm):
    """A new person."""


@admin.register(User)
class PersonAdmin(UserAdmin):
    """People are deactivated, never deleted; authority comes from mandates, not from groups."""

    form = PersonForm
    add_form = NewPersonForm

    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Datos personales"), {"fields": ("first_name", "last_name", "dni", "email")}),
        (_("Acceso"), {"fields": ("is_active", "is_staff", "is_superuser")}),
    )
    list_display = ("username", "last_name", "first_name", "is_active")
    list_filter = ("is_active", "is_staff")

    change_form_template = "workflow/person.html"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes people: the record points at them."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """Add the page of a person's account."""
        access = self.admin_site.admin_view(AccessView.as_view(model_admin=self))
        return [path("<int:pk>/acceso/", access, name="workflow_user_access"), *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Save; an account that is deactivated loses its sessions, and both ways are recorded."""
        super().save_model(request, obj, form, change)
        if change and "is_active" in form.changed_data:
            services.after_activity_changed(obj, by=cast(User, request.user))

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Give a new password, and record it; the person's sessions end with the old one."""
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == HTTPStatus.FOUND:
            person = User.objects.get(pk=id)
            events.record(person, AccountEvent.Kind.PASSWORD_CHANGED, by=cast(User, request.user))
        return response


class UnitForm(KeptForm):
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


class PostForm(KeptForm):
    """A post, refused where it could never act."""

    unit = UnitChoiceField(label=_("Unidad"), queryset=Unit.objects.all())
    role = forms.ChoiceField(label=_("Rol"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = list(all_roles().items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Show each obstacle beside its field."""
        values = super().clean() or self.cleaned_data
        if not self.errors:
            for obstacle in obstacles_to_keeping(Post(pk=self.instance.pk, **values)):
                self.add_error(obstacle.where or None, str(obstacle))
        return values


@admin.register(Post)
class PostAdmin(KeptAdmin):
    """Posts."""

    form = PostForm
    list_display = ("title", "unit", "role", "scope", "superior", "is_active")
    list_select_related = ("unit", "superior__unit")
    autocomplete_fields = ("superior",)
    list_filter = ("role", "is_active")
    ordering = ("title", "pk")
    search_fields = ("title", "unit__name")
