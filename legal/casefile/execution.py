"""What has become of an agreement since it entered into force: periods, money, notices, its end. Read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, Min, OuterRef, Q

from legal.addenda.models import Addendum
from legal.addenda.queries import addenda_of, with_changes
from legal.agreements.models import Agreement, Period
from legal.closure.models import Closure, Lesson, Termination
from legal.followup.models import AgreedTarget, AssistanceRequest, Meeting, Spending, Visit
from legal.followup.queries import meetings_of, requests_of, spending_of, targets_of, visits_of
from legal.notices.models import Notice
from legal.transfers.models import Calculation, Rescue, Tranche, Transfer
from legal.transfers.queries import tranches_of
from legal.verification.models import ComplianceReport, Report, Verification

WAITING = frozenset({Rescue.Status.OPEN, Rescue.Status.WARNED, Rescue.Status.RUNNING})
OPENING = frozenset({Agreement.Status.IN_FORCE, Agreement.Status.SUSPENDED})


@dataclass(frozen=True, kw_only=True)
class PeriodFile:
    """A year with its verification once it is open, its reports in their order, and counts of its observations and of
    the criteria carried into it.

    ``is_to_come`` when it is not open yet, and will be.
    """

    period: Period
    verification: Verification | None
    is_to_come: bool
    reports: tuple[Report, ...]
    presented_on: date | None
    observed: int
    answered: int
    carried: int

    @property
    def is_open(self) -> bool:
        """Whether it is being verified."""
        return self.verification is not None and self.verification.status != Verification.Status.CLOSED

    @property
    def has_open_observations(self) -> bool:
        """Whether something was found not met in a period that is still open."""
        return self.is_open and any(report.is_observed for report in self.reports)


@dataclass(frozen=True, kw_only=True)
class TrancheFile:
    """A tranche; ``is_settled`` when its balance is what verification left of it, not what is still to be verified."""

    tranche: Tranche
    is_settled: bool


@dataclass(frozen=True, kw_only=True)
class Execution:
    """What followed entry into force, each kind of row in the order of the years or of its making."""

    periods: Sequence[PeriodFile] = ()
    addenda: Sequence[Addendum] = ()
    tranches: Sequence[TrancheFile] = ()
    transfers: Sequence[Transfer] = ()
    rescues: Sequence[Rescue] = ()
    notices: Sequence[Notice] = ()
    closure: Closure | None = None
    terminations: Sequence[Termination] = ()
    lessons: Sequence[Lesson] = ()
    spending: Sequence[Spending] = ()
    requests: Sequence[AssistanceRequest] = ()
    visits: Sequence[Visit] = ()
    meetings: Sequence[Meeting] = ()
    targets: Sequence[AgreedTarget] = ()

    @property
    def due(self) -> Decimal:
        """What is earned and not yet paid, in soles."""
        return sum((each.tranche.due for each in self.tranches), Decimal(0))

    @property
    def at_risk(self) -> Decimal:
        """The balances, in soles, that are lost unless what was observed is corrected in its term."""
        observed = {each.period.pk for each in self.periods if each.has_open_observations}
        balances = (
            each.tranche.balance
            for each in self.tranches
            if each.is_settled and each.tranche.kind == Tranche.Kind.FIXED and each.tranche.period_id in observed
        )
        return sum(balances, Decimal(0))

    @property
    def undecided(self) -> Decimal:
        """The balances, in soles, that wait for a person to decide on them."""
        return sum((each.tranche.balance for each in self.rescues if each.status in WAITING), Decimal(0))

    @property
    def termination(self) -> Termination | None:
        """The termination that was served, or is on its way: the one that was not rejected."""
        return next((each for each in self.terminations if each.status != Termination.Status.REJECTED), None)


def read_execution(agreement: Agreement) -> Execution:
    """Read what followed entry into force; before it nothing exists, and no query is spent."""
    if agreement.in_force_from is None:
        return Execution()
    case = agreement.case
    periods = _periods(agreement)
    rescues = list(
        Rescue.objects.filter(case=case)
        .select_related("tranche__period", "warning", "warning_notice", "answer_deadline", "letter", "carried_into")
        .order_by("pk")
    )
    return Execution(
        periods=periods,
        addenda=list(with_changes(addenda_of(agreement))),
        tranches=_tranches(agreement, periods, rescues),
        transfers=list(
            Transfer.objects.filter(case=case)
            .select_related("tranche__period")
            .order_by("tranche__period__year", "tranche__kind", "sequence")
        ),
        rescues=rescues,
        notices=list(Notice.objects.filter(case=case).select_related("document", "unit", "receipt").order_by("pk")),
        closure=Closure.objects.filter(case=case).select_related("document").first(),
        terminations=list(Termination.objects.filter(case=case).select_related("document", "notice").order_by("pk")),
        lessons=list(Lesson.objects.filter(case=case).select_related("period").order_by("recorded_on", "pk")),
        spending=list(spending_of(case)),
        requests=list(requests_of(case)),
        visits=list(visits_of(case)),
        meetings=list(meetings_of(case)),
        targets=list(targets_of(case)),
    )


def _periods(agreement: Agreement) -> list[PeriodFile]:
    presented = ~Q(verification__compliance_reports__kind=ComplianceReport.Kind.CORRECTION)
    answered = Q(verification__observations__answered_on__isnull=False)
    periods = (
        agreement.periods.select_related("report_deadline", "verification__notice", "verification__correction_deadline")
        .prefetch_related("verification__reports")
        .annotate(
            presented_on=Min("verification__compliance_reports__presented_on", filter=presented),
            observed=Count("verification__observations", distinct=True),
            answered=Count("verification__observations", filter=answered, distinct=True),
            carried=Count("carried_in", distinct=True),
        )
        .order_by("year")
    )
    return [_period(period, agreement) for period in periods]


def _period(period: Period, agreement: Agreement) -> PeriodFile:
    verification = getattr(period, "verification", None)
    reports = verification.reports.all() if verification else ()
    return PeriodFile(
        period=period,
        verification=verification,
        # No other period opens once an agreement is terminated or its term is over.
        is_to_come=verification is None and agreement.status in OPENING,
        reports=tuple(sorted(reports, key=lambda report: report.ordinal)),
        presented_on=period.presented_on,  # type: ignore[attr-defined]
        observed=period.observed,  # type: ignore[attr-defined]
        answered=period.answered,  # type: ignore[attr-defined]
        carried=period.carried,  # type: ignore[attr-defined]
    )


def _tranches(agreement: Agreement, periods: Sequence[PeriodFile], rescues: Sequence[Rescue]) -> list[TrancheFile]:
    # A period that ends without a report earns nothing: its balance is what is left without a calculation.
    awaited = {each.period.pk for each in periods if each.is_open or each.is_to_come}
    # What was carried into a period that is still to be verified is not settled yet.
    carried = {each.tranche_id for each in rescues if each.carried_into_id in awaited}
    calculated = Exists(Calculation.objects.filter(tranche=OuterRef("pk")))
    return [
        TrancheFile(
            tranche=tranche,
            is_settled=tranche.pk not in carried and (tranche.is_calculated or tranche.period_id not in awaited),
        )
        for tranche in tranches_of(agreement.case).annotate(is_calculated=calculated)
    ]
