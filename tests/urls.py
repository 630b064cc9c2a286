"""The site's addresses, and those of the pages that only tests have."""

from __future__ import annotations

from django.urls import include, path

from tests.workflow import pages

tests_patterns = (
    [
        path("pruebas/tareas/<int:pk>/", pages.ExaminePage.as_view(), name="task"),
        path("pruebas/expedientes/<str:number>/", pages.show_case, name="case"),
        path("pruebas/prohibido/", pages.forbidden, name="forbidden"),
    ],
    "tests",
)

urlpatterns = [path("", include(tests_patterns)), path("", include("config.urls"))]
