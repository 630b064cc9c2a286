"""Carry what was not met into the next period that can still receive its evidence."""

from __future__ import annotations

from legal.agreements.models import Period
from legal.verification.models import CarriedLevel, CriterionFinding, Verification
from legal.verification.queries import level_findings, levels_of
from workflow import acting


def unmet_of(verification: Verification) -> list[CriterionFinding]:
    """Return the last verdict on each criterion of a level that is not met; none where nothing was verified."""
    found = level_findings(verification)
    in_order = [found[level.pk] for level in levels_of(verification) if level.pk in found]
    return [finding for finding in in_order if not finding.met]


def carry(verification: Verification, period: Period) -> list[CriterionFinding]:
    """Carry every criterion of a level that is not met into a period, and return their last verdicts.

    Called within the act that decides on the balance of the level's tranche.
    """
    unmet = unmet_of(verification)
    for finding in unmet:
        CarriedLevel.objects.create(
            level=finding.level, origin=verification, period=period, carried_on=acting.current().occurred.on
        )
    return unmet
