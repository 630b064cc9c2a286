"""Pages to look at the record, the outbox and the exceptions."""

from __future__ import annotations

from django.contrib import admin

from workflow.admin.base import ReadOnlyAdmin
from workflow.models import LedgerEntry, Message


@admin.register(LedgerEntry, Message)
class RecordAdmin(ReadOnlyAdmin):
    """The record and the outbox, to look at."""
