"""Every node and link of a flow at its place on the page. Lengths are pixels from the top left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

from workflow.diagrams.graph import Graph, Link
from workflow.diagrams.grid import Cell, place
from workflow.diagrams.routing import Run, route
from workflow.diagrams.shapes import Shape, shape_of, text_width

PAGE: Final = 832
_WIDEST: Final = 900
_EDGE: Final = 8
_GAP: Final = 26
_CHANNEL: Final = 22
_LANE: Final = 10
_BESIDE: Final = 12
_ARROW: Final = 14

Spot = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A node with the middle of its outline."""

    name: str
    shape: Shape
    x: float
    y: float


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A link with its corners and the place of its label's middle."""

    link: Link
    points: tuple[Spot, ...]
    label_at: Spot


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A flow ready to be drawn."""

    width: float
    height: float
    nodes: Mapping[str, Placed]
    links: tuple[Drawn, ...]


@dataclass(frozen=True, kw_only=True)
class _Axis:
    """The places of the columns, or of the rows, and of the channels between them."""

    middles: Sequence[float]
    channels: Sequence[float]
    length: float

    def at(self, run: Run) -> float:
        """Return where a run across this axis lies."""
        if run.line % 2:
            return self.middles[run.line // 2]
        return self.channels[run.line // 2] + _LANE * run.lane


def arrange(graph: Graph, *, states: Mapping[str, str], node_title: Callable[[Any], str]) -> Layout:
    """Return the layout of a flow, as wide as the page or little more unless single words are very long."""
    shapes = {name: shape_of(node, node_title(node), states.get(name, "")) for name, node in graph.nodes.items()}
    widths = {name: 2 * shape.after + _GAP for name, shape in shapes.items()}
    cells = place(graph, widths=widths, page=_WIDEST - 2 * _EDGE + _GAP)
    runs = route(cells, graph.links, covered=frozenset(name for name, shape in shapes.items() if shape.heading))
    for link, way in zip(graph.links, runs, strict=True):
        if way[0].upright and way[0].end < way[0].begin:
            shapes[link.src] = replace(shapes[link.src], aside=True)
        if way[-1].upright and way[-1].end > way[-1].begin:
            shapes[link.dst] = replace(shapes[link.dst], aside=True)
    across = _columns(cells, shapes, graph.links, runs)
    down = _rows(cells, shapes, runs)
    nodes = {
        name: Placed(name=name, shape=shapes[name], x=across.middles[cell.column], y=down.middles[cell.row])
        for name, cell in cells.items()
    }
    links = tuple(_draw(link, way, nodes, across, down) for link, way in zip(graph.links, runs, strict=True))
    return Layout(width=across.length, height=down.length, nodes=nodes, links=links)


def _columns(
    cells: Mapping[str, Cell], shapes: Mapping[str, Shape], links: Sequence[Link], runs: list[list[Run]]
) -> _Axis:
    count = 1 + max((cell.column for cell in cells.values()), default=-1)
    sizes = []
    for column in range(count):
        here = [shapes[name] for name, cell in cells.items() if cell.column == column]
        sizes.append((max(shape.before for shape in here), max(shape.after for shape in here)))
    clear = [0.0] * (count + 1)
    for link, way in zip(links, runs, strict=True):
        if link.label and (way[0].upright or way[0].end > way[0].begin):
            # The label stands between the outline, or the upright line, and the next column.
            column = cells[link.src].column
            begin = 2.0 if way[0].upright else shapes[link.src].width / 2
            clear[column + 1] = max(clear[column + 1], begin + text_width(link.label) + 8 - sizes[column][1])
    return _axis(sizes, runs, upright=True, gap=_GAP, clear=clear)


def _rows(cells: Mapping[str, Cell], shapes: Mapping[str, Shape], runs: list[list[Run]]) -> _Axis:
    count = 1 + max((cell.row for cell in cells.values()), default=-1)
    sizes = []
    for row in range(count):
        here = [shapes[name] for name, cell in cells.items() if cell.row == row]
        sizes.append((max(shape.above for shape in here), max(shape.height / 2 for shape in here)))
    return _axis(sizes, runs, upright=False, gap=_CHANNEL, clear=[0.0] * (count + 1))


def _axis(
    sizes: Sequence[tuple[float, float]], runs: list[list[Run]], *, upright: bool, gap: float, clear: Sequence[float]
) -> _Axis:
    """Set rows or columns one after the other, with channels as wide as their lanes need.

    ``sizes`` gives what each needs before and after its middle, ``gap`` the least distance
    between two, ``clear`` what must stay free of lanes at the beginning of each channel.
    """
    lanes: dict[int, int] = defaultdict(int)
    for run in (run for way in runs for run in way if run.upright is upright and run.line % 2 == 0):
        lanes[run.line // 2] = max(lanes[run.line // 2], run.lane + 1)
    middles, channels, end = [], [], float(_EDGE)
    for number in range(len(sizes) + 1):
        first = max(clear[number], float(_BESIDE))
        channels.append(end + first)
        least = gap if 0 < number < len(sizes) else 0
        end += max(least, first + _LANE * (lanes[number] - 1) + _ARROW if lanes[number] else clear[number])
        if number < len(sizes):
            before, after = sizes[number]
            middles.append(end + before)
            end += before + after
    return _Axis(middles=middles, channels=channels, length=end + _EDGE)


def _draw(link: Link, way: Sequence[Run], nodes: Mapping[str, Placed], across: _Axis, down: _Axis) -> Drawn:
    first, last = way[0], way[-1]
    points = [_port(nodes[link.src], first, forward=first.end > first.begin)]
    for here, there in pairwise(way):
        x, y = (here, there) if here.upright else (there, here)
        points.append((across.at(x), down.at(y)))
    points.append(_port(nodes[link.dst], last, forward=last.end < last.begin))
    return Drawn(link=link, points=tuple(points), label_at=_label_at(link, points[0], points[1]))


def _port(node: Placed, run: Run, *, forward: bool) -> Spot:
    """Return where a run touches the outline of a node, on its far side (right, bottom) or near side."""
    half_width, half_height = node.shape.width / 2, node.shape.height / 2
    if run.upright:
        return node.x, node.y + half_height if forward else node.y - half_height - node.shape.lift
    return node.x + (half_width if forward else -half_width), node.y


def _label_at(link: Link, start: Spot, corner: Spot) -> Spot:
    """Return where a label stands: above a level start, right of an upright one."""
    half = text_width(link.label) / 2
    if start[1] == corner[1]:
        sign = 1 if corner[0] > start[0] else -1
        return start[0] + sign * (half + 4), start[1] - 6
    return start[0] + half + 6, start[1] + (15 if corner[1] > start[1] else -8)
