"""The figures of one run, and the table that shows them."""

from __future__ import annotations

from dataclasses import asdict
from statistics import median
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import translation

from tests.benchmarks import money, papers
from tests.benchmarks.pages import READER, measured_pages
from tests.benchmarks.periods import measured_periods
from tests.benchmarks.sides import comparisons, deciding, inboxes
from tests.benchmarks.state import measured_state
from tests.benchmarks.timing import Side, is_transaction_control, measure, ratio, statements
from tests.benchmarks.world import SIZES, make_world
from workflow.models import User

# What the bare statements of an act may be multiplied by, at most, on PostgreSQL.
AIM = 5
# A page takes as long as many acts: it is opened once in so many rounds.
ROUNDS_OF_A_PAGE = 5
# A paper takes as long as many pages.
ROUNDS_OF_A_PAPER = 10

Figures = dict[str, Any]


def measured(*, rounds: int, agreements: int) -> Figures:
    """Return the figures of one run, as plain values."""
    with translation.override(settings.LANGUAGE_CODE):
        world = make_world()
        compared, decide, readers = comparisons(world), deciding(world), inboxes(world)
        acts = [*(side for one in compared for side in one.sides), decide]
        times = measure(acts, rounds=rounds) | measure(list(readers.values()), rounds=rounds)
        sent = {side.name: statements(side) for side in (*acts, *readers.values())}
        pages = measured_pages(rounds=max(rounds // ROUNDS_OF_A_PAGE, 10))
        reader = User.objects.get(username=READER)
        periods = measured_periods(rounds=max(rounds // ROUNDS_OF_A_PAGE, 10), reader=reader)
        state = measured_state(agreements=agreements, rounds=max(rounds // ROUNDS_OF_A_PAGE, 10))

    def against(side: Side, other: Side) -> Figures:
        return asdict(ratio(times[side.name], times[other.name]))

    return {
        "database": connection.vendor,
        "rounds": rounds,
        "acts": [
            {
                "title": one.title,
                "sides": [side.name for side in one.sides],
                "to_floor": against(one.ours, one.floor),
                "to_viewflow": against(one.ours, one.plain),
                "viewflow_to_floor": against(one.plain, one.floor),
            }
            for one in compared
        ],
        "decide": {"name": decide.name, "to_complete": against(decide, compared[0].ours)},
        "inbox": [
            {"open_tasks": size, "name": readers[size].name, "to_smallest": against(readers[size], readers[SIZES[0]])}
            for size in SIZES
        ],
        "pages": pages,
        "periods": periods,
        "state": state,
        "money": money.measured_money(rounds=rounds),
        "papers": papers.measured_papers(rounds=max(rounds // ROUNDS_OF_A_PAPER, 5)),
        "milliseconds": {name: median(values) for name, values in times.items()},
        "statements": sent,
    }


def table(figures: Figures) -> str:
    """Return the figures as a terminal shows them: ratios first, milliseconds last."""
    acts, decide, pages = figures["acts"], figures["decide"], figures["pages"]
    small, large = pages[0]["agreements"]
    state, settled, period = figures["state"], figures["money"], figures["periods"]
    settling = f"settle {settled['agreements']:,} years"
    lines = [
        f"{figures['database']}, {figures['rounds']} rounds; ratios of the rounds: median (min-max), quickest tenth",
        "",
        _line("", "/ raw floor", "/ plain viewflow"),
        *(_line(one["title"], _spread(one["to_floor"]), _spread(one["to_viewflow"])) for one in acts),
        _line("", "/ complete", ""),
        _line("decide alone", _spread(decide["to_complete"]), ""),
        _line("", "/ 100 open tasks", ""),
        *(_line(_inbox_title(one), _spread(one["to_smallest"]), "") for one in figures["inbox"][1:]),
        _line("", f"/ {small:,} agreements", ""),
        *(_line(f"{one['name']} at {large:,} agreements", _spread(one["to_small"]), "") for one in pages),
        _line(f"period of {period['criteria'][1]} criteria, {period['files'][1]} files", *_of_small(period)),
        _line("", _spread(period["to_small"]), _spread(period["to_bare"])),
        _line(f"among {state['agreements']:,} agreements", "/ guardian's grants", "/ bare query"),
        *(_line(one["name"], _spread(one.get("to_guardian")), _spread(one["to_bare"])) for one in state["lists"]),
        _line("", "/ bare decimals", ""),
        _line(settling, _spread(settled["to_bare"]), ""),
        *papers.lines(figures["papers"], _line, _spread),
        "",
        _line("statements + transaction control", "ours", "viewflow", "floor"),
        *(_line(one["title"], *(_sent(figures, name) for name in one["sides"])) for one in acts),
        _line("decide alone", _sent(figures, decide["name"])),
        *(_line(_inbox_title(one), _sent(figures, one["name"])) for one in figures["inbox"]),
        _line("statements of a page", f"{small:,}", f"{large:,}", ""),
        *(_line(one["name"], *map(str, one["statements"]), "") for one in pages),
        _line("period, small and large", *map(str, period["statements"]), ""),
        "",
        _line("milliseconds, of this machine only", "ours", "viewflow", "floor"),
        *(_line(one["title"], *(_ms(figures, name) for name in one["sides"])) for one in acts),
        _line("decide alone", _ms(figures, decide["name"])),
        *(_line(_inbox_title(one), _ms(figures, one["name"])) for one in figures["inbox"]),
        *(_line(f"{one['name']} page", *(f"{value:.2f}" for value in one["milliseconds"]), "") for one in pages),
        _line("period: large, small, bare", *_times_of(period)),
        *(_line(one["name"], *_times_of(one)) for one in state["lists"]),
        _line(settling, *_times_of(settled)),
        "",
        f"complete / raw floor = {acts[0]['to_floor']['middle']:.1f}, "
        f"with a tracked row {acts[1]['to_floor']['middle']:.1f} (aim ≤ {AIM} on PostgreSQL)",
        f"settle / bare decimals = {settled['to_bare']['quick']:.1f} (aim ≤ {money.AIM})",
        *papers.aims(figures["papers"]),
    ]
    return "\n".join(line.rstrip() for line in lines)


def _of_small(period: Figures) -> tuple[str, str]:
    return f"/ {period['criteria'][0]} and {period['files'][0]}", "/ its statements alone"


def _times_of(one: Figures) -> list[str]:
    times = [f"{value:.2f}" for value in one["milliseconds"]]
    return [*times, *[""] * (3 - len(times))]


def _line(title: str, *cells: str) -> str:
    wide = 25 if len(cells) == 2 else 12
    return f"{title:42}" + "".join(f"{cell:>{wide}}" for cell in cells)


def _inbox_title(one: Figures) -> str:
    return f"inbox at {one['open_tasks']:,} open tasks"


def _spread(figures: Figures | None) -> str:
    if figures is None:
        return ""
    return f"{figures['middle']:.2f} ({figures['low']:.1f}-{figures['high']:.1f}), {figures['quick']:.2f}"


def _sent(figures: Figures, name: str) -> str:
    control = sum(map(is_transaction_control, figures["statements"][name]))
    return f"{len(figures['statements'][name]) - control} + {control}"


def _ms(figures: Figures, name: str) -> str:
    return f"{figures['milliseconds'][name]:.2f}"
