"""Judge the criteria and measure the indicators: the third body first, then the DGPP, then what was corrected."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from legal.verification import rules
from legal.verification.errors import CannotVerify
from legal.verification.models import CriterionFinding, IndicatorFinding, Stage, Verification
from legal.verification.queries import demands, fresh, judged_levels, observations_of, targets_of
from legal.verification.rules import Judged
from workflow import acting, ledger
from workflow.acting import Occurrence
from workflow.models import User


def verify_as_third(
    *,
    verification: Verification,
    criteria: Mapping[int, Judged],
    indicators: Mapping[int, Decimal | None],
    actor: User,
    occurred: Occurrence,
) -> None:
    """Record the findings of the third body that the agreement names; the DGPP's verifier takes them up.

    :raises CannotVerify: when a verdict, its reason or a value is missing.
    """
    _verify(verification, Stage.THIRD, criteria, indicators, actor, occurred, act="verification.verify_as_third")


def verify(
    *,
    verification: Verification,
    criteria: Mapping[int, Judged],
    indicators: Mapping[int, Decimal | None],
    actor: User,
    occurred: Occurrence,
) -> None:
    """Judge each criterion of the level, and those carried into the period, and measure each indicator of the year.

    :raises CannotVerify: when a verdict, its reason or a value is missing.
    """
    _verify(verification, Stage.FIRST, criteria, indicators, actor, occurred, act="verification.verify")


def verify_correction(
    *, verification: Verification, criteria: Mapping[int, Judged], actor: User, occurred: Occurrence
) -> None:
    """Judge again what was observed, and nothing else: what report II will say.

    :raises CannotVerify: when a verdict or its reason is missing, or a criterion was not observed.
    """
    verification = fresh(verification)
    observed = {each.finding.level_id for each in observations_of(verification)}
    levels = [level for level in judged_levels(verification) if level.pk in observed]
    if obstacles := rules.obstacles_to_judging(demands(levels, verification), criteria):
        raise CannotVerify(*obstacles)
    _record_findings(verification, Stage.SECOND, criteria, actor, occurred)
    corrected = sum(bool(each.met) for each in criteria.values())
    ledger.record(
        act="verification.verify_correction",
        subject=verification,
        after={"year": verification.period.year, "corrected": corrected, "observed": len(levels)},
    )


def _verify(
    verification: Verification,
    stage: Stage,
    criteria: Mapping[int, Judged],
    indicators: Mapping[int, Decimal | None],
    actor: User,
    occurred: Occurrence,
    *,
    act: str,
) -> None:
    verification = fresh(verification)
    levels, targets = judged_levels(verification), targets_of(verification)
    codes = {target.pk: target.indicator.code for target in targets}
    obstacles = rules.obstacles_to_judging(demands(levels, verification), criteria)
    obstacles += rules.obstacles_to_measuring(codes, indicators)
    if obstacles:
        raise CannotVerify(*obstacles)
    _record_findings(verification, stage, criteria, actor, occurred)
    for pk in codes:
        value = indicators[pk]
        assert value is not None
        IndicatorFinding.objects.create(
            verification=verification,
            target_id=pk,
            stage=stage,
            value=value,
            found_on=occurred.on,
            verified_by=actor,
            post_title=_post(),
        )
    ledger.record(
        act=act,
        subject=verification,
        after={
            "year": verification.period.year,
            "met": sum(bool(each.met) for each in criteria.values()),
            "criteria": len(levels),
            "values": {codes[pk]: str(indicators[pk]) for pk in codes},
        },
    )


def _record_findings(
    verification: Verification, stage: Stage, criteria: Mapping[int, Judged], actor: User, occurred: Occurrence
) -> None:
    for pk, judged in criteria.items():
        CriterionFinding.objects.create(
            verification=verification,
            level_id=pk,
            stage=stage,
            value=judged.value,
            met=bool(judged.met),
            reason=judged.reason.strip(),
            found_on=occurred.on,
            verified_by=actor,
            post_title=_post(),
        )


def _post() -> str:
    authority = acting.current().authority
    return authority.post_name if authority else ""
