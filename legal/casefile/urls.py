"""Addresses of the room's pages."""

from __future__ import annotations

from django.urls import path

from legal.casefile import views

app_name = "casefile"

urlpatterns = [
    path("expedientes/<str:number>/", views.show_case, name="detail"),
    path("expedientes/<str:number>/historia/", views.show_history, name="history"),
    path("expedientes/<str:number>/gastos/", views.show_spending, name="spending"),
    path("expedientes/<str:number>/acceso/", views.show_access, name="access"),
    path("expedientes/<str:number>/archivos/<int:pk>/", views.download, name="file"),
]
