"""The data files of the demonstration world, read as plain values: what the tests reckon from, without the product."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

LEGAL = Path(__file__).resolve().parents[3] / "legal"
ENTITIES = LEGAL / "entities" / "data"
NORMS = LEGAL / "norms" / "data"
WORLD = LEGAL / "demonstration" / "data"
CENT = Decimal("0.01")

Table = dict[str, Any]


def table(path: Path) -> Table:
    """Read a TOML file."""
    with path.open("rb") as file:
        return tomllib.load(file)


def rows(name: str) -> list[dict[str, str]]:
    """Read a CSV file of the entities."""
    with (ENTITIES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def keys(items: Iterable[Table], key: str) -> set[str]:
    """Return the values of a key, which must not repeat."""
    values = [item[key] for item in items]
    assert len(values) == len(set(values)), f"{key} repeats"
    return set(values)


def next_weekday(day: date) -> date:
    """Return the day, or the Monday after it when it falls on a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def cents(exact: Fraction) -> Decimal:
    """Return soles rounded half up to the cent."""
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(CENT, ROUND_HALF_UP)


ORGANIZATION_FILES = [
    table(path)
    for path in [
        WORLD / "organization.toml",
        WORLD / "people.toml",
        *sorted(WORLD.glob("*_organization.toml")),
    ]
]
ORGANIZATION: Table = {
    name: [row for file in ORGANIZATION_FILES for row in file.get(name, [])]
    for name in ("unit", "entity", "post", "user", "mandate")
}
NORM_LIST: list[Table] = table(NORMS / "norms.toml")["norm"]
PROGRAMMES: list[Table] = table(NORMS / "programmes.toml")["programme"]
SOURCES: list[Table] = table(NORMS / "sources.toml")["source"]
UNITS = {unit["code"]: unit for unit in ORGANIZATION["unit"]}
POSTS = {post["key"]: post for post in ORGANIZATION["post"]}


@dataclass(frozen=True, kw_only=True)
class Life:
    """One agreement of the data files, with its acts in the order of their dates."""

    name: str
    agreement: Table
    criteria: Table
    files: list[Table]
    acts: list[Table]

    def __str__(self) -> str:
        return self.name

    @property
    def years(self) -> range:
        """The years of the agreement."""
        return range(1, self.agreement["agreement"]["years"] + 1)

    @property
    def verified(self) -> list[int]:
        """The years whose report I was issued."""
        return [year for year in self.years if self.named("issue_first_report", year)]

    @property
    def observations(self) -> list[Table]:
        """The observations of the opinions."""
        return self.files[0]["observation"]  # type: ignore[no-any-return]

    def named(self, name: str, year: int | None = None) -> list[Table]:
        """Return the acts of a name, of one year or of all."""
        return [act for act in self.acts if act["act"] == name and (year is None or act.get("year") == year)]

    def one(self, name: str, year: int | None = None) -> Table:
        """Return the one act of a name."""
        (act,) = self.named(name, year)
        return act

    def last(self, name: str, year: int) -> Table:
        """Return the last act of a name in a year: what a second reader returned was done again."""
        return self.named(name, year)[-1]

    def demanded(self, year: int) -> dict[str, tuple[str, Decimal]]:
        """Return what a year demands of each criterion: the operator and the threshold."""
        return {
            row["code"]: (row["operator"], Decimal(level["threshold"]))
            for row in self.criteria["criterion"]
            for level in row["levels"]
            if level["year"] == year
        }

    def tranche(self, year: int, kind: str) -> Decimal:
        """Return the amount of a tranche."""
        row = next(row for row in self.agreement["year"] if row["year"] == year)
        return (Decimal(row["maximum"]) * row[f"{kind}_percentage"] / 100).quantize(CENT)

    def earned(self, year: int) -> list[Decimal]:
        """Return what the fixed tranche owes after report I, after report II if any, and wherever it was carried to."""
        count, first = len(self.demanded(year)), self.last("verify", year)
        met = count - len(first.get("unmet", {}))
        shares = [Fraction(met, count)]
        for second in self.named("verify_correction", year)[-1:]:
            met += len(second["values"]) - len(second.get("unmet", {}))
            shares.append(Fraction(met, count))
        for again in self.judged_again(year):
            met += len(again["carried"]) - len(again.get("carried_unmet", {}))
            shares.append(Fraction(met, count))
        return [cents(Fraction(self.tranche(year, "fixed")) * share) for share in shares]

    def judged_again(self, year: int) -> list[Table]:
        """Return the acts of the next year that judge what was carried from this one."""
        return [act for act in self.acts if "carried" in act and act["year"] == year + 1]

    def achieved(self, year: int) -> Decimal:
        """Return what the variable tranche owes: amount × Σ weight × (achieved − baseline) ÷ (target − baseline)."""
        values, share = self.last("verify", year)["indicators"], Fraction(0)
        for row in self.agreement["indicator"]:
            for target in row["targets"]:
                if target["year"] == year:
                    base = Fraction(row["baseline"])
                    score = (Fraction(values[row["code"]]) - base) / (Fraction(target["target"]) - base)
                    share += Fraction(target["weight"]) * min(max(score, Fraction(0)), Fraction(1))
        return cents(Fraction(self.tranche(year, "variable")) * share)

    def tranches(self) -> dict[tuple[int, str], dict[str, Decimal]]:
        """Return the parts of each tranche at the end of the acts; none before the agreement is registered."""
        kinds = ("fixed", "variable") if self.named("register") else ()
        places = [(year, kind) for year in self.years for kind in kinds if self.tranche(year, kind)]
        return {(year, kind): self._parts(year, kind) for year, kind in places}

    def payments(self, year: int, kind: str) -> list[Decimal]:
        """Return what each report made due of a tranche for the first time: one transfer each."""
        reports = len(self.named("issue_first_report", year)) + len(self.named("issue_second_report", year))
        reports += len(self.judged_again(year)) if kind == "fixed" else 0
        if not reports or not self.tranche(year, kind):
            return []
        earned = self.earned(year)[:reports] if kind == "fixed" else [self.achieved(year)]
        return [later - earlier for earlier, later in pairwise([Decimal("0.00"), *earned]) if later > earlier]

    def _parts(self, year: int, kind: str) -> dict[str, Decimal]:
        """Return what became of a tranche: reports earn, confirmed transfers pay, a person cancels."""
        zero, payments = Decimal("0.00"), self.payments(year, kind)
        confirmed = [act for act in self.named("confirm_transfers", year) if kind in act["tranches"]]
        earned, paid = sum(payments, zero), sum(payments[: len(confirmed)], zero)
        rest = self.tranche(year, kind) - earned
        forgone = rest if kind == "variable" and year in self.verified else zero
        lost = self.named("settle_termination") or (kind == "fixed" and self.named("cancel_balance", year))
        return {
            "amount": self.tranche(year, kind),
            "paid": paid,
            "due": earned - paid,
            "balance": zero if lost else rest - forgone,
            "cancelled": rest - forgone if lost else zero,
            "forgone": forgone,
        }


def _life(name: str) -> Life:
    agreement = table(WORLD / f"{name}.toml")
    numbered = [path for part in ("year", "addendum") for path in sorted(WORLD.glob(f"{name}_{part}_*.toml"))]
    numbered += WORLD.glob(f"{name}_followup.toml")
    files = [table(WORLD / f"{name}_acts.toml"), *(table(path) for path in numbered)]
    when = "day" if "living" in agreement else "occurred_on"
    # Acts of the fiscal calendar come last: where they fall depends on the day of loading.
    acts = sorted((act for file in files for act in file["act"]), key=lambda act: act.get(when, 0))
    return Life(name=name, agreement=agreement, criteria=table(WORLD / f"{name}_criteria.toml"), files=files, acts=acts)


_ALL = {life.name: life for path in WORLD.glob("*_acts.toml") for life in [_life(path.name.removesuffix("_acts.toml"))]}
AMAZONAS, HUANCAVELICA, MIDIS, PIURA, RENIEC = (
    _ALL[name] for name in ("amazonas", "huancavelica", "midis", "piura", "reniec")
)
# Those whose files give dates, and those whose files count days until the day of loading.
LIVES = sorted((life for life in _ALL.values() if "living" not in life.agreement), key=str)
LIVING = sorted((life for life in _ALL.values() if "living" in life.agreement), key=str)
