"""The administrator's pages: which posts initial what; rounds, visas and signatures are only read."""

from __future__ import annotations

from django.contrib import admin

from legal.signing.forms import VisaRequirementForm
from legal.signing.models import Signature, SignatureRound, Visa, VisaRequirement
from workflow.admin import KeptAdmin, ReadOnlyAdmin


@admin.register(VisaRequirement)
class VisaRequirementAdmin(KeptAdmin):
    """Which posts initial which documents."""

    form = VisaRequirementForm
    list_display = ("post", "subject", "motive", "basis", "valid_from", "valid_to")
    list_filter = ("subject",)
    list_select_related = ("post__unit",)


@admin.register(Visa)
class VisaAdmin(ReadOnlyAdmin):
    """Visas with the mandate that backs each one."""

    list_display = ("round", "post", "motive", "status", "printed_as", "done_on")
    list_filter = ("status",)
    list_select_related = ("round__document", "post__unit")


@admin.register(SignatureRound)
class SignatureRoundAdmin(ReadOnlyAdmin):
    """Rounds of signatures."""

    list_display = ("case", "subject", "document", "order", "status", "closed_on")
    list_filter = ("status",)
    list_select_related = ("case", "document")


@admin.register(Signature)
class SignatureAdmin(ReadOnlyAdmin):
    """Signatures with the mandate that backs each one."""

    list_display = ("round", "position", "unit", "status", "printed_as", "signed_on")
    list_filter = ("status",)
    list_select_related = ("round__document", "unit")
