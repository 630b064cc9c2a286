"""Addresses of the room's pages."""

from __future__ import annotations

from django.urls import path

from legal.followup.views import siaf, spending

app_name = "followup"

urlpatterns = [
    path("convenios/<str:number>/gastos/nuevo/", spending.RecordSpending.as_view(), name="record_spending"),
    path("convenios/<str:number>/gastos/importar/", siaf.ImportSpending.as_view(), name="import_spending"),
    path("convenios/<str:number>/gastos/confirmar/", siaf.ConfirmImport.as_view(), name="confirm_import"),
    path(
        "convenios/<str:number>/gastos/<int:pk>/extornar/", spending.ReverseSpending.as_view(), name="reverse_spending"
    ),
]
