"""The way of each link between the boxes: along rows, columns and the channels between them.

The picture is a lattice. Odd coordinates are the middle lines of columns and rows, where nodes
stand; even ones are the channels between them. A link takes the cheapest way that crosses no
node: few bends, forward from right to left side, back below the row, apart from other links.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from workflow.diagrams.graph import Link
from workflow.diagrams.grid import Cell

Point = tuple[int, int]
RIGHT, DOWN, LEFT, UP = (1, 0), (0, 1), (-1, 0), (0, -1)
_SIDES: Final = (RIGHT, DOWN, LEFT, UP)

# Cost of leaving by a side, and of arriving while heading somewhere (heading right is entering on the left).
_LEAVE: Final = {RIGHT: 0, DOWN: 3, UP: 4, LEFT: 9}
_ARRIVE: Final = {RIGHT: 0, DOWN: 3, UP: 3, LEFT: 9}
_LEAVE_BACK: Final = {DOWN: 0, LEFT: 1, UP: 4, RIGHT: 5}
_ARRIVE_BACK: Final = {UP: 0, DOWN: 3, LEFT: 4, RIGHT: 6}
_BEND: Final = 2
_SHARE: Final = 5
_CROSS: Final = 1
_SAME_SIDE: Final = 12
_UNDER_TEXT: Final = 6


@dataclass(frozen=True, kw_only=True)
class Run:
    """A straight piece of a link on line ``line``; it spans ``begin`` to ``end`` on the other axis.

    ``lane`` sets apart the runs that share a channel.
    """

    upright: bool
    line: int
    begin: int
    end: int
    lane: int = 0

    @property
    def channel(self) -> tuple[bool, int]:
        """The line that runs on it share, when it lies between columns or rows."""
        return self.upright, self.line


class _Traffic:
    """What the links routed so far occupy."""

    def __init__(self) -> None:
        self.steps: dict[frozenset[Point], list[Link]] = defaultdict(list)
        self.points: dict[Point, int] = defaultdict(int)
        self.leaving: dict[tuple[str, Point], list[Link]] = defaultdict(list)
        self.arriving: dict[tuple[str, Point], list[Link]] = defaultdict(list)

    def add(self, link: Link, path: Sequence[Point]) -> None:
        for here, there in pairwise(path):
            self.steps[frozenset((here, there))].append(link)
        for point in path[1:-1]:
            self.points[point] += 1
        self.leaving[link.src, _heading(path[0], path[1])].append(link)
        self.arriving[link.dst, _heading(path[-2], path[-1])].append(link)

    def step(self, link: Link, here: Point, there: Point) -> int:
        others = [other for other in self.steps[frozenset((here, there))] if not _may_share(link, other)]
        # In a channel, links that run side by side get lanes; on a middle line they would lie on each other.
        shared = here[0] if here[0] == there[0] else here[1]
        return (_SHARE if shared % 2 else 1) * len(others) + (_CROSS if self.points[there] else 0)

    def leave(self, link: Link, side: Point) -> int:
        """Ways out with different labels, and ways in and out, keep to different sides."""
        rivals = [other for other in self.leaving[link.src, side] if link.label or other.label]
        return _SAME_SIDE * (len(rivals) + len(self.arriving[link.src, _opposite(side)]))

    def arrive(self, link: Link, heading: Point) -> int:
        return _SAME_SIDE * len(self.leaving[link.dst, _opposite(heading)])


def route(cells: Mapping[str, Cell], links: Sequence[Link], *, covered: frozenset[str]) -> list[list[Run]]:
    """Return the runs of each link, lanes assigned. ``covered`` names nodes with text above them."""
    traffic = _Traffic()
    paths: dict[int, list[Point]] = {}

    def difficulty(number: int) -> tuple[bool, bool, int]:
        # Straight ways first, then those to other rows, then those that pass by others; returns last.
        src, dst = cells[links[number].src], cells[links[number].dst]
        across, down = abs(src.column - dst.column), abs(src.row - dst.row)
        return links[number].back, down == 0 and across > 1, across + down

    for number in sorted(range(len(links)), key=difficulty):
        paths[number] = _cheapest(cells, links[number], traffic, covered)
        traffic.add(links[number], paths[number])
    return _with_lanes([_runs(paths[number]) for number in range(len(links))], links)


def _cheapest(cells: Mapping[str, Cell], link: Link, traffic: _Traffic, covered: frozenset[str]) -> list[Point]:
    """Return the cheapest way of a link over the lattice (Dijkstra on point and heading)."""
    nodes = {_middle(cell) for cell in cells.values()}
    width, height = (2 * (1 + max(axis)) for axis in zip(*((c.column, c.row) for c in cells.values()), strict=True))
    start, goal = _middle(cells[link.src]), _middle(cells[link.dst])
    leave, arrive = (_LEAVE_BACK, _ARRIVE_BACK) if link.back else (_LEAVE, _ARRIVE)
    queue: list[tuple[int, int, Point, Point, tuple[Point, ...]]] = []
    tie = 0
    for side in _SIDES:
        cost = leave[side] + traffic.leave(link, side) + (_UNDER_TEXT if side == UP and link.src in covered else 0)
        queue.append((cost, tie := tie + 1, start, side, (start,)))
    heapq.heapify(queue)
    settled: set[tuple[Point, Point]] = set()
    while True:
        cost, _, here, heading, path = heapq.heappop(queue)
        if here == goal and len(path) > 1:
            return list(path)
        if (here, heading) in settled:
            continue
        settled.add((here, heading))
        for turn in _SIDES if len(path) > 1 else (heading,):
            there = (here[0] + turn[0], here[1] + turn[1])
            if turn == _opposite(heading) or not (0 <= there[0] <= width and 0 <= there[1] <= height):
                continue
            if there in nodes and there != goal:
                continue
            price = cost + 1 + (_BEND if turn != heading else 0) + traffic.step(link, here, there)
            if there == goal:
                price += arrive[turn] + traffic.arrive(link, turn)
                price += _UNDER_TEXT if turn == DOWN and link.dst in covered else 0
            heapq.heappush(queue, (price, tie := tie + 1, there, turn, (*path, there)))


def _runs(path: Sequence[Point]) -> list[Run]:
    """Return the straight pieces of a way."""
    corners = [path[0]]
    for before, here, after in zip(path, path[1:], path[2:], strict=False):
        if _heading(before, here) != _heading(here, after):
            corners.append(here)
    corners.append(path[-1])
    runs = []
    for (x1, y1), (x2, y2) in pairwise(corners):
        upright = x1 == x2
        runs.append(
            Run(upright=upright, line=x1 if upright else y1, begin=y1 if upright else x1, end=y2 if upright else x2)
        )
    return runs


def _with_lanes(routes: list[list[Run]], links: Sequence[Link]) -> list[list[Run]]:
    """Give runs that would lie on each other in a channel lanes of their own, short ones first."""
    taken: dict[tuple[bool, int], list[tuple[Run, Link]]] = defaultdict(list)
    places = [(route, index) for route in range(len(routes)) for index in range(len(routes[route]))]
    for route, index in sorted(places, key=lambda place: abs(_span(routes[place[0]][place[1]]))):
        run, link = routes[route][index], links[route]
        if run.line % 2:
            continue
        rivals = {
            other.lane for other, owner in taken[run.channel] if _overlap(run, other) and not (_may_share(link, owner))
        }
        lane = next(lane for lane in range(len(rivals) + 1) if lane not in rivals)
        routes[route][index] = Run(upright=run.upright, line=run.line, begin=run.begin, end=run.end, lane=lane)
        taken[run.channel].append((routes[route][index], link))
    return routes


def _may_share(link: Link, other: Link) -> bool:
    """Whether two links may lie on each other: they part from, or meet at, the same node and say nothing different."""
    return link.dst == other.dst or (link.src == other.src and not link.label and not other.label)


def _overlap(run: Run, other: Run) -> bool:
    low, high = sorted((run.begin, run.end))
    other_low, other_high = sorted((other.begin, other.end))
    return low <= other_high and other_low <= high


def _span(run: Run) -> int:
    return run.end - run.begin


def _middle(cell: Cell) -> Point:
    return 2 * cell.column + 1, 2 * cell.row + 1


def _heading(here: Point, there: Point) -> Point:
    return there[0] - here[0], there[1] - here[1]


def _opposite(heading: Point) -> Point:
    return -heading[0], -heading[1]
