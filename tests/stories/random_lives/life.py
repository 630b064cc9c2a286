"""One agreement as the model knows it: where everything stands, what runs, what the clock brings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.stories.random_lives.money import FixedRule, Parts, Target, split
from tests.stories.random_lives.tables import FOLLOWS, TABLES

ONE_DAY = timedelta(days=1)
WAITING = {"open", "warned", "running"}

Key = tuple[str, Hashable]


@dataclass(kw_only=True)
class Track:
    """One run through a table. ``since`` is the legal date of the act that brought it where it is."""

    table: str
    state: str
    since: date
    dates: dict[str, date] = field(default_factory=dict)
    outcome: str = ""

    def __post_init__(self) -> None:
        self.dates["open"] = self.since

    @property
    def status(self) -> str:
        """The status, as the database keeps it."""
        return self.state.partition("/")[0]

    @property
    def step(self) -> str:
        """The open step, empty when there is none."""
        return self.state.partition("/")[2]

    def allows(self, act: str) -> bool:
        """Whether the table lets the act happen now."""
        return (self.state, act) in TABLES[self.table]

    def earliest(self, act: str) -> date:
        """Return the day that an act may not precede."""
        return self.dates[FOLLOWS[act]] if act in FOLLOWS else self.since

    def go(self, act: str, on: date, to: str = "") -> None:
        """Move on, to the one state of the table or to the one of them that is named."""
        ends = TABLES[self.table][self.state, act]
        assert to in ends if to else len(ends) == 1
        self.state, self.since, self.dates[act] = to or ends[0], on, on


@dataclass(frozen=True, kw_only=True)
class Outline:
    """What was agreed. Amounts are in cents; ``count`` gives the last day of a term by its name."""

    people: Mapping[str, str]
    signed_on: date
    ends_on: date
    amounts: Sequence[tuple[int, int]]
    criteria: Sequence[str]
    targets: Mapping[int, Sequence[Target]]
    fixed_rule: FixedRule
    has_third: bool
    is_ordinary: bool
    waits_for_report_2: bool
    refuses_late: bool
    separates_freely: bool
    lets_carry: bool
    count: Callable[[date, str], date]


class Life:
    """An agreement in force, and all that comes after."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.people = outline.people
        on = outline.signed_on
        self.agreement = Track(table="agreement", state="in_force/", since=on)
        self.tracks: dict[Key, Track] = {}
        self.parts: dict[tuple[int, str], Parts] = {}
        self.amounts: dict[Key, int] = {}
        self.terms: dict[Key, date] = {}
        self.unmet: dict[int, frozenset[str]] = {}
        # What was observed in a year and what of it still is, by the year that demanded it and the code.
        self.observed: dict[int, frozenset[tuple[int, str]]] = {}
        self.still: dict[int, frozenset[tuple[int, str]]] = {}
        # The codes carried into a year, by the year that demanded them.
        self.carried: dict[int, dict[int, frozenset[str]]] = {}
        self.values: dict[int, Mapping[str, int]] = {}
        self.is_late: dict[int, bool] = {}
        self.done_by: dict[str, set[str]] = {}
        self.due_since: dict[tuple[int, str], date] = {}
        for year, (maximum, percent) in enumerate(outline.amounts, start=1):
            for kind, amount in zip(("fixed", "variable"), split(maximum, percent), strict=True):
                if amount:
                    self.parts[year, kind] = Parts(amount=amount)
            self.terms["report", year] = (
                outline.count(on, "report_year_1")
                if year == 1
                else outline.count(date(on.year + year - 2, 12, 31), "report_years")
            )
        self.report_due = {year: due for (_name, year), due in self.terms.items()}
        self.open_period(1, on)

    @property
    def years(self) -> range:
        """The years of the agreement."""
        return range(1, len(self.outline.amounts) + 1)

    def of(self, kind: str) -> dict[Hashable, Track]:
        """Return the tracks of a kind by what they are about."""
        return {about: track for (each, about), track in self.tracks.items() if each == kind}

    def transfers_of(self, tranche: tuple[int, str]) -> list[Track]:
        """Return the transfers of a tranche in their order."""
        return [track for (year, kind, _sequence), track in self.of("transfer").items() if (year, kind) == tranche]

    def has_open_transfer(self, tranche: tuple[int, str]) -> bool:
        """Whether a transfer of a tranche is under way."""
        return any(track.step for track in self.transfers_of(tranche))

    def termination(self) -> Track | None:
        """Return the termination that is neither rejected nor missing."""
        return next((track for track in self.of("termination").values() if track.status != "rejected"), None)

    def has_letter_under_way(self) -> bool:
        """Whether a letter that decides on a balance is still to be served."""
        return any(track.status in {"cancelled", "carried"} and track.step for track in self.of("rescue").values())

    def judged(self, year: int) -> set[tuple[int, str]]:
        """Return what is judged in a year: the criteria of its level, and those carried into it."""
        carried = {(origin, code) for origin, codes in self.carried.get(year, {}).items() for code in codes}
        return {(year, code) for code in self.outline.criteria} | carried

    def find(self, year: int, still: frozenset[tuple[int, str]]) -> None:
        """Take in the verdicts of a year: what of that which is judged in it is not met."""
        self.still[year] = still
        for origin in {year, *self.carried.get(year, {})}:
            self.unmet[origin] = frozenset(code for demanded, code in still if demanded == origin)

    def next_for(self, origin: int) -> int | None:
        """Return the year that can judge again what a year has left, or nothing."""
        carried = [year for year, by in self.carried.items() if origin in by and ("verification", year) in self.tracks]
        for year in self.years:
            track = self.tracks.get(("verification", year))
            is_open = track.status == "reporting" if track else self.agreement.status == "in_force"
            if year > max([origin, *carried]) and is_open:
                return year
        return None

    def last_movement(self) -> date:
        """Return the last day on which money was paid, or a balance cancelled or kept."""
        days = [track.dates["confirm"] for track in self.of("transfer").values() if track.status == "confirmed"]
        for track in self.of("rescue").values():
            days += [track.dates[act] for act in ("cancel", "carry") if act in track.dates]
        return max(days, default=self.outline.signed_on)

    @property
    def is_over(self) -> bool:
        """Whether the agreement was closed, or terminated and settled."""
        termination = self.termination()
        return self.agreement.status == "concluded" or (termination is not None and termination.status == "settled")

    # --- What happens without a person ----------------------------------------------------------

    def open_period(self, year: int, on: date) -> None:
        """Open a period: the entity may present its reports."""
        self.tracks["verification", year] = Track(table="verification", state="reporting/present", since=on)

    def open_transfer(self, tranche: tuple[int, str], on: date, by: str) -> None:
        """Propose the transfer of what is due, unless nothing is or one is under way."""
        if self.parts[tranche].due and not self.has_open_transfer(tranche):
            key = ("transfer", (*tranche, len(self.transfers_of(tranche)) + 1))
            self.tracks[key] = Track(table="transfer", state="proposed/review", since=on)
            self.amounts[key] = self.parts[tranche].due
            self.done_by.setdefault(by, set()).add("propose")

    def close_period(self, year: int, act: str, on: date, outcome: str) -> None:
        """Close a period; a balance opens its rescue, unless the termination settles it."""
        track = self.tracks["verification", year]
        track.go(act, on, "closed/")
        track.outcome = outcome
        for name in ("report", "completion"):
            self.terms.pop((name, year), None)
        if self.agreement.status == "terminated":
            return
        left = [(year, "fixed"), (year, "variable"), *((origin, "fixed") for origin in self.carried.get(year, {}))]
        for tranche in left:
            if tranche in self.parts and self.parts[tranche].balance:
                before = sum(about[:2] == tranche for about in self.of("rescue"))  # type: ignore[index]
                self.tracks["rescue", (*tranche, before + 1)] = Track(table="rescue", state="open/warn", since=on)

    def take_effect(self, on: date) -> None:
        """Terminate: what nobody reported on ends, what waits for a decision stops."""
        self.agreement.go("take_effect", on)
        if ("closure", 0) in self.tracks:
            self.tracks["closure", 0].go("stop", on)
        for year in self.years:
            track = self.tracks.get(("verification", year))
            if track is None:
                self.terms.pop(("report", year), None)
            elif track.allows("end"):
                self.close_period(year, "end", on, "terminated")
        for about, track in self.of("rescue").items():
            if track.status in WAITING:
                track.go("stop", on)
                self.terms.pop(("warning_answer", about), None)

    def clock(self, today: date) -> None:
        """Let the dates up to today bring about what they bring."""
        events = [(self.opens_on(year), year) for year in self.years if ("verification", year) not in self.tracks]
        events.append((self.outline.ends_on + ONE_DAY, 0))
        for on, year in sorted(events):
            if on <= today and self.agreement.status == "in_force":
                if year:
                    self.open_period(year, on)
                else:
                    self.agreement.go("expire", on)
                    self.tracks["closure", 0] = Track(table="closure", state="reporting/final_report", since=on)
        for term, due in sorted(self.terms.items(), key=lambda each: each[1]):
            if due < today and self.terms.pop(term, None):
                self.expire(*term, due + ONE_DAY)

    def expire(self, name: str, about: Hashable, on: date) -> None:
        """Let a term end without what it was for."""
        track = self.tracks.get(("verification", about))
        if name == "report" and track and track.status == "reporting" and self.outline.refuses_late:
            self.close_period(about, "declare", on, "not_reported")
        elif name == "completion" and track and track.status == "completing":
            track.go("give_up", on)
        elif name == "correction" and track and track.step == "correct":
            track.go("lapse", on)

    def opens_on(self, year: int) -> date:
        """Return the day on which a period opens."""
        signed_on = self.outline.signed_on
        return signed_on if year == 1 else date(signed_on.year + year - 1, 1, 1)

    # --- What can be compared -------------------------------------------------------------------

    def snapshot(self) -> dict[str, object]:
        """Return everything that the database must say, as plain values."""
        return {
            "agreement": self.agreement.status,
            "tracks": {key: track.status for key, track in self.tracks.items()},
            "outcomes": {about: track.outcome for about, track in self.of("verification").items()},
            "money": {about: parts.all for about, parts in self.parts.items()},
            "amounts": dict(self.amounts),
            "steps": dict(
                Counter((kind, about, track.step) for (kind, about), track in self.tracks.items() if track.step)
            ),
            "terms": dict(self.terms),
        }
