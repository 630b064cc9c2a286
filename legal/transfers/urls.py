"""Addresses of the room's pages."""

from __future__ import annotations

from django.urls import path

from legal.transfers.views import decisions, files, proposal, rescue, steps, transfer, what_if

app_name = "transfers"

urlpatterns = [
    # A transfer and a tranche, outside their tasks
    path("convenios/<str:number>/transferencias/<int:pk>/", transfer.ShowTransfer.as_view(), name="transfer"),
    path("convenios/<str:number>/transferencias/<int:pk>/retirar/", proposal.TakeBack.as_view(), name="take_back"),
    path("convenios/<str:number>/tramos/<int:pk>/proponer/", proposal.Propose.as_view(), name="propose"),
    path("convenios/<str:number>/saldos/<int:pk>/responder/", rescue.AnswerWarning.as_view(), name="answer_warning"),
    path("convenios/<str:number>/periodos/<int:year>/simulacion/", what_if.WhatIf.as_view(), name="what_if"),
    # Files
    path(
        "convenios/<str:number>/transferencias/<int:pk>/instruccion/",
        files.InstructionFile.as_view(),
        name="instruction_file",
    ),
    path(
        "convenios/<str:number>/transferencias/<int:pk>/resolucion/",
        files.ResolutionFile.as_view(),
        name="resolution_file",
    ),
    path("convenios/<str:number>/transferencias/<int:pk>/modelo/", files.ModelResolution.as_view(), name="model"),
    path("convenios/<str:number>/saldos/<int:pk>/respuesta/", files.AnswerFile.as_view(), name="answer_file"),
    path("convenios/<str:number>/calculos/<int:pk>/", files.CalculationWorkbook.as_view(), name="workbook"),
    # Tasks
    path("tareas/<int:pk>/revisar-calculo/", decisions.Review.as_view(), name="review"),
    path("tareas/<int:pk>/autorizar-transferencia/", decisions.Authorize.as_view(), name="authorize"),
    path("tareas/<int:pk>/instruir/", steps.Instruct.as_view(), name="instruct"),
    path("tareas/<int:pk>/incorporar/", steps.Incorporate.as_view(), name="incorporate"),
    path("tareas/<int:pk>/copias/", steps.SendCopies.as_view(), name="copies"),
    path("tareas/<int:pk>/confirmar-transferencia/", steps.Confirm.as_view(), name="confirm"),
    path("tareas/<int:pk>/apercibir/", rescue.Warn.as_view(), name="warn"),
    path("tareas/<int:pk>/cancelar-saldo/", rescue.CancelBalance.as_view(), name="cancel_balance"),
]
