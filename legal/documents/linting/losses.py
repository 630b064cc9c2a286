"""What docxtpl loses with a tag: all that stands in the block the tag takes away, or between its own letters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from legal.documents.linting.places import BOOKMARKS, MATH, TBL, TC, P, W, is_off

T: Final = f"{W}t"
_BREAK: Final = f"{W}br"
_SILENT: Final = frozenset(
    W + name
    for name in (
        "t", "proofErr", "lastRenderedPageBreak", "commentRangeStart", "commentRangeEnd", "commentReference",
        "annotationRef", "sdtContent",
    )
)  # fmt: skip
_PROPERTIES: Final = frozenset(
    W + name
    for name in ("pPr", "rPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sdtPr", "sdtEndPr", "smartTagPr",
                 "customXmlPr")
)  # fmt: skip
# What only groups runs, or is told by itself; whether it is lost matters to nobody.
_GROUPS: Final = frozenset(
    {P, TC, *(W + name for name in ("r", "smartTag", "dir", "bdo", "ins", "del", "moveFrom", "moveTo"))}
)
_HOLDERS: Final = frozenset(W + name for name in ("hyperlink", "sdt", "sdtContent", "fldSimple", "customXml"))
_WHAT: Final = {
    **{W + name: "field" for name in ("fldSimple", "fldChar", "instrText", "delInstrText", "pgNum")},
    **{W + name: "symbol" for name in ("sym",)},
    **{W + name: "hyphen" for name in ("noBreakHyphen", "softHyphen")},
    **{MATH + name: "formula" for name in ("oMath", "oMathPara")},
    **{W + name: "note" for name in ("footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef")},
    **{W + name: "control" for name in ("sdt", "customXml")},
    **{W + name: "picture" for name in ("drawing", "pict", "object")},
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent": "picture",
    f"{W}hyperlink": "link",
    f"{W}tab": "tab",
    f"{W}ptab": "tab",
    f"{W}cr": "line_break",
    TBL: "table",
    **dict.fromkeys(BOOKMARKS, "bookmark"),
}
_BREAKS: Final = {"page": "page_break", "column": "column_break"}
# Nobody misses these where a paragraph goes.
_SPACE: Final = frozenset({"tab", "line_break"})


def beside(block: etree._Element, own: frozenset[str]) -> Iterator[str]:
    """Yield what prints, or what others refer to, in a paragraph, row or cell that goes with its tag.

    Each is a name that the report has words for; ``own`` are the ids of the bookmarks that are Word's own.
    """
    for paragraph in block.iter(P):
        above = paragraph.find(f"{W}pPr/{W}pageBreakBefore")
        if above is not None and not is_off(above):
            yield "page_break"
    for merged in block.iterfind(f"{W}tc/{W}tcPr/{W}vMerge"):
        if merged.get(f"{W}val") == "restart":
            yield "merged_cells"
    for element in _standing(block):
        what = _what(element)
        if what and what not in _SPACE and not (what == "bookmark" and element.get(f"{W}id", "") in own):
            yield what


def inside(paragraph: etree._Element) -> list[tuple[int, str]]:
    """Return what stands between the letters of a paragraph, each with the sign of its text that follows it."""
    found, length = [], 0
    for element in _standing(paragraph):
        what = _what(element)
        if what and what != "bookmark":
            found.append((length, what))
        if element.tag == T:
            length += len(element.text or "")
        elif what and element.tag not in _HOLDERS:
            # As the reader of paragraphs counts: what a box holds is the text of its own paragraphs.
            own = (each for each in element.iter(T) if next(each.iterancestors(P), None) is paragraph)
            length += sum(len(each.text or "") for each in own)
    return found


def _standing(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        # A comment of the markup has no name.
        if not isinstance(child.tag, str) or child.tag in _PROPERTIES:
            continue
        yield child
        if child.tag in _GROUPS or child.tag in _HOLDERS:
            yield from _standing(child)


def _what(element: etree._Element) -> str:
    tag = str(element.tag)
    if tag in _SILENT or tag in _GROUPS:
        return ""
    if tag == _BREAK:
        return _BREAKS.get(element.get(f"{W}type", ""), "line_break")
    return _WHAT.get(tag, "other")
