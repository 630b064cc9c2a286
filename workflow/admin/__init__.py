"""The administrator's pages: people, units, posts, mandates, days. Whatever has a life cycle is read-only."""

from __future__ import annotations

from workflow.admin import calendars, mandates, people, records
from workflow.admin.base import KeptAdmin, ReadOnlyAdmin

__all__ = ["KeptAdmin", "ReadOnlyAdmin", "calendars", "mandates", "people", "records"]
