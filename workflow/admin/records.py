"""Pages to look at the record, the outbox and the exceptions."""

from __future__ import annotations

from django.contrib import admin

from workflow.admin.base import KeptAdmin, ReadOnlyAdmin
from workflow.models import Grant, LedgerEntry, Message


@admin.register(Grant)
class GrantAdmin(KeptAdmin):
    """Exceptions for one person on one case."""

    list_display = ("user", "permission", "object_pk", "source", "expires_on")


@admin.register(LedgerEntry, Message)
class RecordAdmin(ReadOnlyAdmin):
    """The record and the outbox, to look at."""
