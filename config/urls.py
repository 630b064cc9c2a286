"""Addresses of the site. None of viewflow's pages is mounted."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.templatetags.static import static
from django.urls import include, path
from django.utils.functional import lazy
from django.views.generic import RedirectView
from django.views.i18n import set_language

from workflow.views.sign_in import enter_administration

# Read when it is asked for: where files have names by their content, the list of them is not there before.
icon = lazy(static, str)("workflow/icon.svg")

urlpatterns = [
    path("", include("workflow.urls")),
    path("", include("workflow.account_urls")),
    path("", include("legal.agreements.urls")),
    path("", include("legal.signing.urls")),
    path("", include("legal.notices.urls")),
    path("", include("legal.addenda.urls")),
    path("", include("legal.verification.urls")),
    path("", include("legal.transfers.urls")),
    path("", include("legal.followup.urls")),
    path("", include("legal.closure.urls")),
    path("", include("legal.documents.urls")),
    path("", include("legal.casefile.urls")),
    # Browsers ask for this address where a page names no icon: the administration's pages do not.
    path("favicon.ico", login_not_required(RedirectView.as_view(url=icon)), name="icon"),
    path("idioma/", login_not_required(set_language), name="set_language"),
    # One door and one page of the password, which record what happens, in place of the administration's own.
    path("administracion/login/", login_not_required(enter_administration)),
    path("administracion/password_change/", RedirectView.as_view(pattern_name="workflow:change_password")),
    path("administracion/", admin.site.urls),
]
