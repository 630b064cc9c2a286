"""Read-only pages of rounds and signatures for the administrator."""

from __future__ import annotations

from django.contrib import admin

from legal.signing.models import Signature, SignatureRound
from workflow.admin import ReadOnlyAdmin


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
