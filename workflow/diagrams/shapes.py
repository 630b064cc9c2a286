"""How large each node of a flow is drawn, and how its title breaks into lines. Lengths are pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from workflow.diagrams.graph import Kind, kind_of

LINE: Final = 17
_BOX_WIDTH: Final = 110
_BOX_HEIGHT: Final = 56
_PADDING: Final = 8
_CAPTION_WIDTH: Final = 100
_REACH: Final = 8
ASIDE: Final = 6
_SIZES: Final = {
    Kind.START: (26, 26),
    Kind.END: (26, 26),
    Kind.AUTOMATIC: (26, 26),
    Kind.DECISION: (40, 40),
    Kind.SPLIT: (40, 40),
    Kind.JOIN: (40, 40),
}
# Widths of letters at the stylesheet's 13 px; a little generous, since the reader's font is unknown.
_NARROW: Final = frozenset("ijltfrI.,;:'|!¡()-í ")
_WIDE: Final = frozenset("mwMW@%&<>=+—…")


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A node as it is drawn: its outline's size and the lines of its title.

    The title of a box stands inside it; that of a small node is a caption above it. What stands
    above is set ``aside``, to the left, where a link comes or goes through the top.
    """

    kind: Kind
    width: float
    height: float
    lines: tuple[str, ...]
    state: str = ""
    aside: bool = False

    @property
    def is_box(self) -> bool:
        """Whether it is a step that people take, drawn as a box."""
        return self.kind in {Kind.TASK, Kind.CALL}

    @property
    def caption(self) -> tuple[str, ...]:
        """The lines above the outline."""
        return () if self.is_box else self.lines

    @property
    def before(self) -> float:
        """What it needs left of its middle."""
        if self.aside:
            return max([self.width / 2, *(text_width(line) + ASIDE for line in self.heading)])
        return self.after

    @property
    def after(self) -> float:
        """What it needs right of its middle. A caption may reach a little into the gap."""
        captions = () if self.aside else self.caption
        return max([self.width / 2, *(text_width(line) / 2 - _REACH for line in captions)])

    @property
    def heading(self) -> tuple[str, ...]:
        """The lines above the outline: the caption under the mark of where the case is."""
        return (_("Aquí está"), *self.caption) if self.state == "now" else self.caption

    @property
    def above(self) -> float:
        """What it needs above its middle."""
        return self.height / 2 + self.lift + (LINE * len(self.heading) + 4 if self.heading else 0)

    @property
    def lift(self) -> float:
        """How far the sheet behind a call rises above its box."""
        return 4 if self.kind is Kind.CALL else 0


def shape_of(node: Any, title: str, state: str) -> Shape:
    """Return how a node with this title is drawn."""
    kind = kind_of(node)
    if kind in _SIZES:
        width, height = _SIZES[kind]
        return Shape(kind=kind, width=width, height=height, lines=_wrap(title, _CAPTION_WIDTH), state=state)
    lines = _wrap(title, _BOX_WIDTH - 2 * _PADDING)
    return Shape(
        kind=kind,
        width=max([_BOX_WIDTH, *(text_width(line) + 2 * _PADDING for line in lines)]),
        height=max(_BOX_HEIGHT, LINE * len(lines) + 3 * _PADDING),
        lines=lines,
        state=state,
    )


def text_width(text: str) -> float:
    """Return about how wide a text is at the size of the stylesheet."""
    return sum(4.4 if char in _NARROW else 11.5 if char in _WIDE else 9 if char.isupper() else 7.6 for char in text)


def _wrap(text: str, width: float) -> tuple[str, ...]:
    """Break a text between words into the fewest lines that fit, as even as they can be."""
    lines = _fill(text, width)
    while len(narrower := _fill(text, width - 4)) == len(lines) and width > 4:
        lines, width = narrower, width - 4
    return tuple(lines)


def _fill(text: str, width: float) -> list[str]:
    """Break a text into lines as full as they can be; a word longer than a line stays whole."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}") <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines
