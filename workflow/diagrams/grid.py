"""Where each node of a flow stands: a column and a row, folded into bands that fit the page."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from workflow.diagrams.graph import Graph, Kind, Link, kind_of

# What a fold costs: each band, each link beyond the first that a cut parts, and a band left empty.
_BAND: Final = 10
_CROSSING: Final = 6
_SPARE: Final = 4


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A place on the grid, both counted from 0."""

    column: int
    row: int


def place(graph: Graph, *, widths: Mapping[str, float], page: float) -> dict[str, Cell]:
    """Return the cell of each node.

    Columns follow the longest way from the start; the main way keeps its row and branches go
    below. What is wider than ``page`` is folded into bands, read like lines of text.
    ``widths`` gives the room each node needs, gaps included, in the unit of ``page``.
    """
    out = _forward(graph)
    columns = _columns(graph, out)
    rows = _rows(graph, out, columns)
    rooms = [0.0] * (1 + max(columns.values(), default=0))
    for name, column in columns.items():
        rooms[column] = max(rooms[column], widths[name])
    crossings = [0] * len(rooms)
    for link in graph.links:
        for column in range(*sorted((columns[link.src], columns[link.dst]))):
            crossings[column + 1] += 1
    return _fold(columns, rows, _bands(rooms, crossings, page))


def _forward(graph: Graph) -> dict[str, list[Link]]:
    out: dict[str, list[Link]] = {name: [] for name in graph.nodes}
    for link in graph.forward():
        out[link.src].append(link)
    return out


def _columns(graph: Graph, out: Mapping[str, list[Link]]) -> dict[str, int]:
    columns = dict.fromkeys(graph.nodes, 0)
    for name in graph.nodes:
        for link in out[name]:
            columns[link.dst] = max(columns[link.dst], columns[name] + 1)
    for name in reversed(_late(graph, out)):
        columns[name] = min((columns[link.dst] for link in out[name]), default=columns[name] + 1) - 1
    return columns


def _late(graph: Graph, out: Mapping[str, list[Link]]) -> list[str]:
    """Return the nodes that the main start does not reach: they stand beside what they lead to."""
    reached: set[str] = set()
    waiting = list(graph.nodes)[:1]
    while waiting:
        name = waiting.pop()
        reached.add(name)
        waiting += [link.dst for link in out[name] if link.dst not in reached]
    return [name for name in graph.nodes if name not in reached]


def _rows(graph: Graph, out: Mapping[str, list[Link]], columns: Mapping[str, int]) -> dict[str, int]:
    heirs = _heirs(graph, out)
    wanted: dict[str, list[int]] = defaultdict(list)
    lower: dict[str, list[int]] = defaultdict(list)
    rows: dict[str, int] = {}
    taken: set[tuple[int, int]] = set()
    late = _late(graph, out)
    for name in graph.nodes:
        row = min(wanted[name], default=max(lower[name], default=int(name in late)))
        while (columns[name], row) in taken:
            row += 1
        rows[name] = row
        taken.add((columns[name], row))
        for link in out[name]:
            if link.dst == heirs[name]:
                wanted[link.dst].append(row)
            else:
                lower[link.dst].append(row + 1)
    return rows


def _heirs(graph: Graph, out: Mapping[str, list[Link]]) -> dict[str, str]:
    """Return, for each node, the one that follows it on the same row.

    After a decision that is the longer way, so that a loop or a refusal hangs below; parallel
    ways keep the order in which they are declared.
    """
    depth: dict[str, int] = {}
    heirs: dict[str, str] = {}
    for name in reversed(list(graph.nodes)):
        depth[name] = 1 + max((depth[link.dst] for link in out[name]), default=0)
        following = [link.dst for link in out[name]]
        if kind_of(graph.nodes[name]) is Kind.SPLIT:
            heirs[name] = following[0]
        else:
            heirs[name] = max(following, key=lambda dst: depth[dst], default="")
    return heirs


def _bands(rooms: Sequence[float], crossings: Sequence[int], page: float) -> list[int]:
    """Return the first column of each band, so that bands fit the page with their columns aligned."""
    limit = page
    while True:
        firsts = _cuts(rooms, crossings, limit)
        ends = [*firsts[1:], len(rooms)]
        bands = [rooms[first:end] for first, end in zip(firsts, ends, strict=True)]
        aligned = sum(max(column) for column in zip_longest(*bands, fillvalue=0.0))
        if aligned <= page or len(firsts) == len(rooms):
            return firsts
        limit -= page / 20


def _cuts(rooms: Sequence[float], crossings: Sequence[int], limit: float) -> list[int]:
    """Return the cheapest bands: few, well filled, and cut where few links cross."""
    best: list[tuple[float, list[int]]] = [(0.0, [])]
    for end in range(1, len(rooms) + 1):
        choices = []
        for first in range(end):
            used = sum(rooms[first:end])
            if used <= limit or first == end - 1:
                cut = _CROSSING * max(0, crossings[first] - 1)
                spare = _SPARE * max(0.0, 1 - used / limit) ** 2
                choices.append((best[first][0] + _BAND + cut + spare, [*best[first][1], first]))
        best.append(min(choices))
    return best[-1][1]


def _fold(columns: Mapping[str, int], rows: Mapping[str, int], firsts: Sequence[int]) -> dict[str, Cell]:
    """Set the bands one below the other, each with the rows it uses and no others."""
    bands = {name: bisect_right(firsts, column) - 1 for name, column in columns.items()}
    lines = {name: (band, rows[name]) for name, band in bands.items()}
    dense = {line: number for number, line in enumerate(sorted(set(lines.values())))}
    return {name: Cell(column=column - firsts[bands[name]], row=dense[lines[name]]) for name, column in columns.items()}
