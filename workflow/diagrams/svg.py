"""A flow as SVG, dressed by the classes of the site's stylesheet and by nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workflow.diagrams.graph import Kind, read, title_of
from workflow.diagrams.layout import PAGE, Drawn, Layout, Placed, Spot, arrange
from workflow.diagrams.shapes import ASIDE, LINE

_NO_STATES: Final[Mapping[str, str]] = MappingProxyType({})
_STATES: Final = frozenset({"done", "now", ""})
_HEADS: Final = {
    (1, 0): "l-6 -4m6 4l-6 4",
    (-1, 0): "l6 -4m-6 4l6 4",
    (0, 1): "l-4 -6m4 6l4 -6",
    (0, -1): "l-4 6m4 -6l4 6",
}


def draw(
    flow_class: type[Any],
    *,
    states: Mapping[str, str] = _NO_STATES,
    node_title: Callable[[Any], str] = title_of,
    key: str = "",
) -> SafeString:
    """Return a flow as an SVG picture, with the place of a process on it.

    ``states`` maps names of nodes to "done", "now" or "" (not yet); a node left out is not yet.
    ``node_title`` gives the text of a node. ``key`` tells apart two pictures of the same flow on
    one page. The picture has a title; what it shows in words is for ``steps``.

    Raises ``ValueError`` for any other state.
    """
    if unknown := set(states.values()) - _STATES:
        raise ValueError(f"The state of a node is 'done', 'now' or '', not {sorted(unknown)}.")
    graph = read(flow_class, also=(name for name, state in states.items() if state))
    layout = arrange(graph, states=states, node_title=node_title)
    ident = "-".join(filter(None, ["flow", _slug(flow_class.__name__), _slug(key)]))
    width, height = _number(max(PAGE, layout.width)), _number(layout.height)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart bpmn" height="{}" viewBox="0 0 {} {}"'
        ' preserveAspectRatio="xMinYMin" role="img" aria-labelledby="{}" fill="none" stroke="currentColor">'
        '<title id="{}">{}</title>{}{}</svg>',
        height,
        width,
        height,
        ident,
        ident,
        _summary(flow_class, layout, node_title, graph.nodes),
        _join(_line(drawn) for drawn in layout.links),
        _join(_node(placed) for placed in layout.nodes.values()),
    )


def _summary(flow_class: type[Any], layout: Layout, node_title: Callable[[Any], str], nodes: Mapping[str, Any]) -> str:
    placed = layout.nodes.values()
    count = sum(node.shape.is_box for node in placed)
    text = ngettext("Flujo «%(flow)s»: %(count)d paso.", "Flujo «%(flow)s»: %(count)d pasos.", count) % {
        "flow": flow_class.process_title,
        "count": count,
    }
    here = [node_title(nodes[node.name]) or node.name for node in placed if node.shape.state == "now"]
    if here:
        text += " " + _("Aquí está: %(steps)s.") % {"steps": "; ".join(here)}
    return text


def _line(drawn: Drawn) -> SafeString:
    (x1, y1), (x2, y2) = drawn.points[-2:]
    heading = (int(x2 > x1) - int(x2 < x1), int(y2 > y1) - int(y2 < y1))
    way = "M" + "L".join(_pair(point) for point in drawn.points) + _HEADS[heading]
    line = format_html('<path class="ln" d="{}"/>', way)
    return line + _text(drawn.link.label, drawn.label_at, "m") if drawn.link.label else line


def _node(placed: Placed) -> SafeString:
    shape, x, y = placed.shape, placed.x, placed.y
    top = y - shape.height / 2
    parts = [_outline(placed)]
    if shape.state == "done" and shape.is_box:
        # A tick beside the color: a state is never told by color alone.
        parts.append(_path("ln", f"M{_pair((x + shape.width / 2 - 16, top + 9))}l3 3 6 -6"))
    if shape.is_box:
        start = y - (len(shape.lines) - 1) * LINE / 2 + 4.5
        parts += [_text(line, (x, start + number * LINE)) for number, line in enumerate(shape.lines)]
    for number, line in enumerate(reversed(shape.heading)):
        spot = (x - ASIDE if shape.aside else x, top - shape.lift - 7 - number * LINE)
        style = "b" if number == len(shape.caption) else "m"
        parts.append(_text(line, spot, f"{style} e" if shape.aside else style))
    return format_html("<g>{}</g>", _join(parts))


def _outline(placed: Placed) -> SafeString:
    shape, x, y = placed.shape, placed.x, placed.y
    left, top = x - shape.width / 2, y - shape.height / 2
    match shape.kind:
        case Kind.START | Kind.END:
            return format_html(
                '<circle class="{}" cx="{}" cy="{}" r="{}" stroke-width="{}"/>',
                shape.state or "edge",
                _number(x),
                _number(y),
                _number(shape.width / 2),
                "4" if shape.kind is Kind.END else "1.5",
            )
        case Kind.DECISION | Kind.SPLIT | Kind.JOIN:
            half = _number(shape.width / 2)
            diamond = _path(shape.state or "edge", f"M{_pair((x, top))}l{half} {half}l-{half} {half}l-{half} -{half}z")
            mark = "m-6 -6l12 12m0 -12l-12 12" if shape.kind is Kind.DECISION else "m-9 0h18m-9 -9v18"
            return diamond + _path("ln", f"M{_pair((x, y))}{mark}")
        case Kind.CALL:
            # A sheet behind the box: the step is done in other flows, one or several.
            across, down = _number(shape.width - 10), _number(shape.height - 10)
            sheet = f"M{_pair((left + 4, top))}a4 4 0 0 1 4 -4h{across}a6 6 0 0 1 6 6v{down}a4 4 0 0 1 -4 4"
            behind = _path(shape.state or "t", sheet)
            return behind + _rect(shape.state or "t", (left, top), shape.width, shape.height, 6)
        case Kind.TASK:
            return _rect(shape.state or "t", (left, top), shape.width, shape.height, 6)
    return _rect(shape.state or "edge", (left, top), shape.width, shape.height, 4)


def _rect(style: str, corner: Spot, width: float, height: float, radius: int) -> SafeString:
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="{}"/>',
        style,
        _number(corner[0]),
        _number(corner[1]),
        _number(width),
        _number(height),
        radius,
    )


def _path(style: str, way: str) -> SafeString:
    return format_html('<path class="{}" d="{}"/>', style, way)


def _text(text: str, at: Spot, style: str = "") -> SafeString:
    # Anchor, fill and size repeat the stylesheet for a picture that is saved and opened without it.
    return format_html(
        '<text{} x="{}" y="{}" text-anchor="{}" font-size="13" fill="currentColor" stroke="none">{}</text>',
        format_html(' class="{}"', style) if style else "",
        _number(at[0]),
        _number(at[1]),
        "end" if style.endswith(" e") else "middle",
        text,
    )


def _join(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _pair(spot: Spot) -> str:
    return f"{_number(spot[0])} {_number(spot[1])}"


def _number(value: float) -> str:
    """Return a number as SVG reads it, whatever the language of the page."""
    return f"{value:.1f}".removesuffix(".0")


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
