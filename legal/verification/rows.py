"""What a period demands, with what was presented and found, as the rows that its pages show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from legal.documents.scanning import ScanState
from legal.verification.rules import Demanded
from legal.verification.standings import FULFILLED, Standing

_STATES = {
    Standing.PENDING: "idle",
    Standing.MET: "ok",
    Standing.CORRECTED: "ok",
    Standing.OBSERVED: "warn",
    Standing.CARRIED: "warn",
    Standing.NOT_MET: "risk",
    Standing.NOT_CORRECTED: "risk",
}


@dataclass(frozen=True, kw_only=True)
class EvidenceRow:
    """A file that supports a criterion or an indicator, who supplied it, and the codes of what else it supports."""

    pk: int
    title: str
    url: str
    name: str
    size: int
    supplied_on: date
    by: str
    post: str
    is_correction: bool
    also: str
    scan: ScanState


@dataclass(frozen=True, kw_only=True)
class FindingRow:
    """What was found at a stage, by whom and with which evidence looked at.

    ``verdict`` is empty for an indicator, whose value is only measured. ``before`` is what the round before found,
    where the report was returned and this is judged anew in round ``round``.
    """

    stage: str
    value: Decimal | None
    is_met: bool
    verdict: str
    reason: str
    found_on: date
    post: str
    verifier: str
    looked_at: tuple[EvidenceRow, ...]
    round: int = 1
    before: FindingRow | None = None


@dataclass(frozen=True, kw_only=True)
class CriterionRow:
    """What the year demands of a criterion (``condition``: "≥ 80 %"), and where it ``stands``.

    ``demanded`` is the same as its rules ask for it. A stage without a finding is ``None``.
    """

    pk: int
    code: str
    statement: str
    process: str
    definition: str
    formula: str
    responsible: str
    condition: str
    demanded: Demanded
    unit: str
    source: str
    means: str
    evidence: tuple[EvidenceRow, ...]
    third: FindingRow | None
    first: FindingRow | None
    second: FindingRow | None
    stands: Standing = Standing.PENDING

    @property
    def state(self) -> str:
        """How its standing is colored."""
        return _STATES[self.stands]

    @property
    def is_fulfilled(self) -> bool:
        """Whether it stands as met, at first or corrected."""
        return self.stands in FULFILLED

    @property
    def first_evidence(self) -> list[EvidenceRow]:
        """What supports the report, before any correction."""
        return [each for each in self.evidence if not each.is_correction]

    @property
    def key(self) -> str:
        """How forms and addresses name the criterion."""
        return f"criterion_{self.pk}"

    @property
    def findings(self) -> list[FindingRow]:
        """What was found, stage by stage."""
        return [each for each in (self.third, self.first, self.second) if each]

    @property
    def standing(self) -> FindingRow | None:
        """What holds: the second verdict where there is one, else the first."""
        return self.second or self.first

    @property
    def is_met(self) -> bool:
        """Whether the criterion is met, as things stand; nobody may have verified it yet."""
        return self.standing is not None and self.standing.is_met

    @property
    def correction_evidence(self) -> list[EvidenceRow]:
        """What supports the correction."""
        return [each for each in self.evidence if each.is_correction]


@dataclass(frozen=True, kw_only=True)
class IndicatorRow:
    """The target of the year and its baseline, with the evidence and the values that were measured."""

    pk: int
    code: str
    name: str
    formula: str
    unit: str
    direction: str
    source: str
    baseline: Decimal
    baseline_year: int
    target: Decimal
    evidence: tuple[EvidenceRow, ...]
    third: FindingRow | None
    first: FindingRow | None

    @property
    def key(self) -> str:
        """How forms and addresses name the indicator."""
        return f"indicator_{self.pk}"


@dataclass(frozen=True, kw_only=True)
class ProcessRows:
    """A process with its criteria by code, or the criteria carried from a level; ``note`` says since when."""

    name: str
    criteria: tuple[CriterionRow, ...]
    note: str = ""

    @property
    def supported(self) -> int:
        """How many criteria have evidence."""
        return sum(bool(each.evidence) for each in self.criteria)

    @property
    def is_judged(self) -> bool:
        """Whether every criterion has a verdict that holds."""
        return all(each.standing for each in self.criteria)

    @property
    def met(self) -> int:
        """How many criteria are met, as things stand."""
        return sum(each.is_met for each in self.criteria)


@dataclass(frozen=True, kw_only=True)
class PeriodRows:
    """Everything that is judged in a year: what it demands, and what was carried into it from other levels."""

    processes: tuple[ProcessRows, ...]
    indicators: tuple[IndicatorRow, ...]
    carried: tuple[ProcessRows, ...] = ()
    observations: tuple[ObservationRow, ...] = ()

    @property
    def groups(self) -> tuple[ProcessRows, ...]:
        """The processes of the level, then what was carried from each other level."""
        return self.processes + self.carried

    @property
    def criteria(self) -> list[CriterionRow]:
        """The criteria of all groups."""
        return [criterion for group in self.groups for criterion in group.criteria]

    @property
    def unsupported(self) -> list[str]:
        """The codes of the criteria without any evidence."""
        return [each.code for each in self.criteria if not each.evidence]

    @property
    def unsupported_indicators(self) -> list[str]:
        """The codes of the indicators without any evidence."""
        return [each.code for each in self.indicators if not each.evidence]

    @property
    def of_level(self) -> list[CriterionRow]:
        """The criteria of the level, which alone count in it."""
        return [criterion for process in self.processes for criterion in process.criteria]

    @property
    def met(self) -> int:
        """How many criteria of the level are met, as things stand."""
        return sum(process.met for process in self.processes)

    @property
    def unmet(self) -> list[CriterionRow]:
        """The criteria that are not met, as things stand."""
        return [each for each in self.criteria if each.standing and not each.is_met]


@dataclass(frozen=True, kw_only=True)
class ObservationRow:
    """An observation with its criterion, its answer, and the evidence and verdict on the correction."""

    number: int
    text: str
    answer: str
    answered_on: date | None
    criterion: CriterionRow
