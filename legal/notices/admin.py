"""Read-only pages of notices for the administrator."""

from __future__ import annotations

from django.contrib import admin

from legal.notices.models import Notice
from workflow.admin import ReadOnlyAdmin


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    """Notices."""

    list_display = ("case", "document", "unit", "status", "sent_on", "received_on")
    list_filter = ("status", "subject")
    list_select_related = ("case", "document", "unit")
