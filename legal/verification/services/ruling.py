"""Settle under which terms a period is verified."""

from __future__ import annotations

from datetime import date

from legal.verification.models import RulingAddendum, Verification
from legal.verification.queries import ruling_addenda


def settle_terms(verification: Verification, *, on: date) -> None:
    """Keep the addenda in force on the day that settles a period, before its report I or its end is written."""
    for addendum in ruling_addenda(verification, asked_on=on):
        RulingAddendum.objects.create(verification=verification, addendum=addendum)
