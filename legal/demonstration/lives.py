"""Which agreements the demonstration plays, and what the data files say of each, dated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, takewhile
from typing import Any

from legal.demonstration.organization import DATA, read
from workflow.calendars import national_calendar

# Played together in the order of their acts; each name stands on its own line.
AGREEMENTS = (
    "huancavelica",
    "reniec",
    "piura",
    "midis",
    "amazonas",
    "cajamarca",
    "montero",
    "ayacucho",
    "sis",
    "devida",
)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Life:
    """One agreement of the data files; every date in it is a date, also where the files count days.

    ``acts`` come in the order of their dates: ``<name>_acts.toml``, then one file for each year
    of the agreement, one for each addendum and one for what is followed, where it has one.
    """

    name: str
    data: dict[str, Any]
    criteria: list[dict[str, Any]]
    observations: dict[str, dict[str, Any]]
    acts: list[dict[str, Any]]


def read_life(name: str, *, today: date) -> Life:
    """Return an agreement of the data files. ``today`` dates a living one and means nothing to the others."""
    data = read(f"{name}.toml")
    script = read(f"{name}_acts.toml")
    parts = (script, *_numbered(name, "year"), *_numbered(name, "addendum"), *_followup(name))
    acts = [act for part in parts for act in part["act"]]
    if data.get("living", False):
        acts = [dated_act(act, today=today) for act in [*acts, *_of_fiscal_years(acts, today=today)] if "day" in act]
        for indicator in data["indicator"]:
            indicator["baseline_year"] += today.year
    return Life(
        name=name,
        data=data,
        criteria=read(f"{name}_criteria.toml")["criterion"],
        observations={row["key"]: row for row in script.get("observation", [])},
        acts=sorted(acts, key=lambda act: act["occurred_on"]),
    )


def _of_fiscal_years(acts: list[dict[str, Any]], *, today: date) -> list[dict[str, Any]]:
    """Return the acts that a file dates by a ``fiscal_day`` of their year, with their ``day``, once it has come.

    A report of a later year is due on a day of the fiscal calendar, wherever the day of loading falls
    (40: forty days into the fiscal year, that of the last signature for year 1).
    """
    signed = max((act["day"] for act in acts if act["act"] == "sign"), default=0)
    first_year = working_day(today + timedelta(days=signed)).year
    placed = []
    for act in acts:
        if "fiscal_day" in act:
            rest = {key: value for key, value in act.items() if key != "fiscal_day"}
            day = date(first_year + act["year"] - 1, 1, 1) + timedelta(days=act["fiscal_day"] - 1)
            placed.append({**rest, "day": (day - today).days})
    return [act for act in placed if act["day"] <= 0]


def dated_act(act: dict[str, Any], *, today: date) -> dict[str, Any]:
    """Return an act of a living agreement with dates in place of days, counted from ``today`` (-95: 95 days before).

    ``day`` becomes ``occurred_on``, in the document of the act ``issued_on`` (the day of the act
    where it names none), and any other ``<name>_day`` becomes ``<name>_on``. Each ``{year}`` in a
    text is the year of the act.
    """
    occurred = working_day(today + timedelta(days=act["day"]))
    dated: dict[str, Any] = {"occurred_on": occurred, **_dated(act, today=today, year=occurred.year)}
    if "document" in act:
        document = act["document"]
        issued = working_day(today + timedelta(days=document.get("day", act["day"])))
        dated["document"] = {"issued_on": issued, **_dated(document, today=today, year=issued.year)}
    return dated


def working_day(day: date) -> date:
    """Return the day itself when the State works on it, otherwise the last day before it on which it does."""
    calendar = national_calendar()
    while not calendar.is_working(day):
        day -= ONE_DAY
    return day


def _dated(value: dict[str, Any], *, today: date, year: int) -> dict[str, Any]:
    dated: dict[str, Any] = {}
    for key, each in value.items():
        if key.endswith("_day"):
            dated[f"{key.removesuffix('_day')}_on"] = working_day(today + timedelta(days=each))
        elif key != "day":
            dated[key] = _dated_within(each, today=today, year=year)
    return dated


def _dated_within(value: Any, *, today: date, year: int) -> Any:
    if isinstance(value, str):
        return value.replace("{year}", str(year))
    if isinstance(value, list):
        return [_dated_within(each, today=today, year=year) for each in value]
    if isinstance(value, dict):
        return _dated(value, today=today, year=year)
    return value


def _followup(name: str) -> list[dict[str, Any]]:
    """Return the acts of what is followed, where there is a file of them."""
    file = f"{name}_followup.toml"
    return [read(file)] if (DATA / file).exists() else []


def _numbered(name: str, part: str) -> list[dict[str, Any]]:
    """Return the acts of the years, or of the addenda, that have a file, from the first on."""
    names = (f"{name}_{part}_{number}.toml" for number in count(1))
    return [read(each) for each in takewhile(lambda each: (DATA / each).exists(), names)]
