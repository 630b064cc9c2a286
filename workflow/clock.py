"""The system's clock: the one place below views and commands that reads it.

It answers *recorded at* and *today*; the legal date of an act is always an argument.
"""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """Return this instant."""
    return timezone.now()


def today() -> date:
    """Return today's date in Lima; the day ends there at midnight."""
    return timezone.localdate()
