"""Judge the criteria and measure the indicators: the third body first, then the DGPP, then what was corrected.

Where the second pair of eyes returned the report, the same act is done again with a reply: what is judged otherwise is
written as a finding of the next round, and what stays as it was is not written again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from legal.entities.names import post_on
from legal.verification import rules
from legal.verification.errors import CannotVerify
from legal.verification.models import (
    CriterionFinding,
    FindingEvidence,
    IndicatorFinding,
    ReportReview,
    Stage,
    Verification,
)
from legal.verification.queries import (
    demands,
    evidence_keys,
    findings_at,
    fresh,
    judged_levels,
    last_review,
    looked_at_for,
    observations_of,
    targets_of,
    values_at,
)
from legal.verification.rules import Judged
from workflow import acting, ledger
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import User

LookedAt = Mapping[int, Collection[int]]


def verify_as_third(
    *,
    verification: Verification,
    criteria: Mapping[int, Judged],
    indicators: Mapping[int, Decimal | None],
    looked_at: LookedAt | None = None,
    actor: User,
    occurred: Occurrence,
) -> None:
    """Record the findings of the third body that the agreement names; the DGPP's verifier takes them up.

    ``looked_at`` are keys of the evidence that was looked at for each indicator, by its target.

    :raises CannotVerify: when a verdict, its reason, its evidence or a value is missing.
    """
    verification = fresh(verification)
    _verify(verification, criteria, indicators, looked_at or {})
    round_ = _Round(verification, Stage.THIRD, actor, occurred, returned=None)
    round_.record_criteria(criteria)
    round_.record_indicators(indicators, looked_at or {})
    _record(verification, criteria, indicators, act="verification.verify_as_third")


def verify(
    *,
    verification: Verification,
    criteria: Mapping[int, Judged],
    indicators: Mapping[int, Decimal | None],
    looked_at: LookedAt | None = None,
    reply: str = "",
    actor: User,
    occurred: Occurrence,
) -> None:
    """Judge each criterion of the level, and those carried into the period, and measure each indicator of the year.

    ``looked_at`` are keys of the evidence that was looked at for each indicator, by its target; ``reply`` answers the
    notes with which the report was returned.

    :raises CannotVerify: when a verdict, its reason, its evidence, a value or the reply is missing.
    """
    verification = fresh(verification)
    returned = last_review(verification, 1)
    replying = rules.obstacles_to_replying(returned=returned is not None, reply=reply)
    _verify(verification, criteria, indicators, looked_at or {}, *replying)
    round_ = _Round(verification, Stage.FIRST, actor, occurred, returned=returned)
    changed = round_.record_criteria(criteria) + round_.record_indicators(indicators, looked_at or {})
    _reply(returned, reply)
    _record(verification, criteria, indicators, act="verification.verify", changed=changed, reply=reply)


def verify_correction(
    *,
    verification: Verification,
    criteria: Mapping[int, Judged],
    reply: str = "",
    actor: User,
    occurred: Occurrence,
) -> None:
    """Judge again what was observed, and nothing else: what report II will say.

    :raises CannotVerify: when a verdict, its reason, its evidence or the reply is missing, or a criterion was not
        observed.
    """
    verification = fresh(verification)
    observed = {each.finding.level_id for each in observations_of(verification)}
    levels = [level for level in judged_levels(verification) if level.pk in observed]
    returned = last_review(verification, 2)
    obstacles = rules.obstacles_to_judging(demands(levels, verification), criteria)
    obstacles += rules.obstacles_to_replying(returned=returned is not None, reply=reply)
    if obstacles:
        raise CannotVerify(*obstacles)
    _Round(verification, Stage.SECOND, actor, occurred, returned=returned).record_criteria(criteria)
    _reply(returned, reply)
    corrected = sum(bool(each.met) for each in criteria.values())
    ledger.record(
        act="verification.verify_correction",
        subject=verification,
        after={"year": verification.period.year, "corrected": corrected, "observed": len(levels)},
        reason=reply.strip(),
    )


def _verify(
    verification: Verification,
    criteria: Mapping[int, Judged],
    indicators: Mapping[int, Decimal | None],
    looked_at: LookedAt,
    *others: Obstacle,
) -> None:
    codes = {target.pk: target.indicator.code for target in targets_of(verification)}
    obstacles = rules.obstacles_to_judging(demands(judged_levels(verification), verification), criteria)
    obstacles += rules.obstacles_to_measuring(codes, indicators)
    obstacles += rules.obstacles_to_looking_at(evidence_keys(verification, "target_id"), looked_at)
    obstacles += others
    if obstacles:
        raise CannotVerify(*obstacles)


def _record(
    verification: Verification,
    criteria: Mapping[int, Judged],
    indicators: Mapping[int, Decimal | None],
    *,
    act: str,
    changed: int = 0,
    reply: str = "",
) -> None:
    codes = {target.pk: target.indicator.code for target in targets_of(verification)}
    ledger.record(
        act=act,
        subject=verification,
        after={
            "year": verification.period.year,
            "met": sum(bool(each.met) for each in criteria.values()),
            "criteria": len(criteria),
            "values": {codes[pk]: str(value) for pk, value in indicators.items()},
            **({"changed": changed} if reply else {}),
        },
        reason=reply.strip(),
    )


def _reply(returned: ReportReview | None, reply: str) -> None:
    if returned is not None:
        returned.reply = reply.strip()
        returned.save()


class _Round:
    """One round of a stage: writes what is found in it, of a later round only what is found otherwise."""

    def __init__(
        self,
        verification: Verification,
        stage: Stage,
        actor: User,
        occurred: Occurrence,
        *,
        returned: ReportReview | None,
    ) -> None:
        self.verification = verification
        self.stage = stage
        self.number = returned.round + 1 if returned else 1
        self.seen = looked_at_for(verification) if returned else {}
        authority = acting.current().authority
        self.by = {
            "found_on": occurred.on,
            "verified_by": actor,
            "post_title": post_on(authority, occurred.on),
        }

    def record_criteria(self, criteria: Mapping[int, Judged]) -> int:
        """Write the verdicts and return how many were written."""
        before = findings_at(self.verification, self.stage) if self.number > 1 else {}
        written = 0
        for pk, judged in criteria.items():
            found = {"value": judged.value, "met": bool(judged.met), "reason": judged.reason.strip()}
            if pk in before and self._stays(before[pk], "criterion", found, judged.looked_at):
                continue
            finding = CriterionFinding.objects.create(
                verification=self.verification,
                level_id=pk,
                stage=self.stage,
                round=self.number,
                **found,
                **self.by,
            )
            for evidence in sorted(judged.looked_at):
                FindingEvidence.objects.create(criterion_finding=finding, evidence_id=evidence)
            written += 1
        return written

    def record_indicators(self, indicators: Mapping[int, Decimal | None], looked_at: LookedAt) -> int:
        """Write the values and return how many were written."""
        before = values_at(self.verification, self.stage) if self.number > 1 else {}
        written = 0
        for pk, value in indicators.items():
            assert value is not None
            marked = looked_at.get(pk, ())
            if pk in before and self._stays(before[pk], "indicator", {"value": value}, marked):
                continue
            finding = IndicatorFinding.objects.create(
                verification=self.verification,
                target_id=pk,
                stage=self.stage,
                round=self.number,
                value=value,
                **self.by,
            )
            for evidence in sorted(marked):
                FindingEvidence.objects.create(indicator_finding=finding, evidence_id=evidence)
            written += 1
        return written

    def _stays(
        self,
        before: CriterionFinding | IndicatorFinding,
        kind: str,
        found: Mapping[str, object],
        looked_at: Collection[int],
    ) -> bool:
        """Whether a finding is the one of the round before."""
        seen = {each.pk for each in self.seen.get((kind, before.pk), ())}
        same: bool = seen == set(looked_at)
        return same and all(getattr(before, name) == value for name, value in found.items())
