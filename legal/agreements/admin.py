"""Read-only pages of agreements for the administrator: their life is moved by acts alone."""

from __future__ import annotations

from django.contrib import admin

from legal.agreements.models import (
    Agreement,
    Consultation,
    Criterion,
    Indicator,
    Instrument,
    Observation,
    Opinion,
    Party,
    Period,
    SupportedProgramme,
)
from workflow.admin import ReadOnlyAdmin


@admin.register(Agreement)
class AgreementAdmin(ReadOnlyAdmin):
    """Agreements."""

    list_display = ("title", "number", "entity", "status", "in_force_from", "ends_on")
    list_filter = ("status", "entity__level")
    list_select_related = ("entity__unit",)
    search_fields = ("title", "number", "case__number", "entity__unit__name")


@admin.register(Party, SupportedProgramme, Criterion, Indicator)
class TermAdmin(ReadOnlyAdmin):
    """What the parties agree on."""

    list_display = ("__str__", "agreement", "in_text")
    list_filter = ("in_text",)
    list_select_related = ("agreement",)
    search_fields = ("agreement__title", "agreement__number")


@admin.register(Consultation, Opinion)
class ReviewAdmin(ReadOnlyAdmin):
    """What was asked about a text and what was answered."""

    list_display = ("__str__", "agreement", "status")
    list_filter = ("status",)
    list_select_related = ("agreement",)
    search_fields = ("agreement__title", "agreement__number")


@admin.register(Observation)
class ObservationAdmin(ReadOnlyAdmin):
    """Observations with their answers."""

    list_display = ("agreement", "number", "part", "origin", "raised_on", "answered_on")
    list_filter = ("part", "origin")
    list_select_related = ("agreement",)


@admin.register(Instrument)
class InstrumentAdmin(ReadOnlyAdmin):
    """Required instruments that were brought."""

    list_display = ("agreement", "kind", "number", "issued_on")
    list_filter = ("kind",)
    list_select_related = ("agreement",)


@admin.register(Period)
class PeriodAdmin(ReadOnlyAdmin):
    """Periods of agreements in force."""

    list_display = ("agreement", "year", "fiscal_year", "report_deadline")
    list_select_related = ("agreement", "report_deadline")
