"""Fields of Word: their instructions, whole however Word split them, and which of them may stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from legal.documents.linting.findings import Findings, Place, quoted
from legal.documents.linting.places import W

# Fields that only count and refer. The others run programs, bring in other files, ask whoever opens the document,
# or say another day each time; new ones are refused with them.
_HARMLESS: Final = frozenset(
    "PAGE NUMPAGES SECTION SECTIONPAGES PAGEREF REF NOTEREF STYLEREF SEQ LISTNUM SYMBOL HYPERLINK".split()
)
_INDEXES: Final = frozenset({"TOC", "INDEX", "TOA"})
_NAME: Final = re.compile(r"\s*(\w+|\S)")
_MARK: Final = re.compile("{[{%#]|[}%#]}")
_HYPERLINK: Final = re.compile(r"\s*HYPERLINK\b", re.IGNORECASE)
_ARGUMENT: Final = re.compile(r'"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<bare>\S+)', re.DOTALL)
# Of a link: its place within the document, its tip and frame, and how its result looks.
_WITH_VALUE: Final = frozenset({"\\l", "\\o", "\\t", "\\*", "\\#", "\\@"})
_WITHOUT_VALUE: Final = frozenset({"\\m", "\\n"})
_WITHIN: Final = "\\l"
_NAME_OF_PLACE: Final = re.compile(r"[^:/\\]*")
ADDRESS: Final = re.compile(r"\s*(https?://|mailto:)", re.IGNORECASE)


@dataclass(kw_only=True)
class Field:
    """A field: where it begins, its instruction, and whether it stands within the instruction of another."""

    element: etree._Element
    is_computing: bool
    pieces: list[str] = field(default_factory=list)
    shows_result: bool = False

    @property
    def instruction(self) -> str:
        """Return the whole instruction."""
        return "".join(self.pieces)


def fields_of(root: etree._Element) -> Iterator[Field]:
    """Yield the fields of a part, over runs, paragraphs and fields within each other."""
    open_fields: list[Field] = []
    for element in root.iter(f"{W}fldSimple", f"{W}fldChar", f"{W}instrText", f"{W}t"):
        is_computing = bool(open_fields) and not open_fields[-1].shows_result
        kind = element.get(f"{W}fldCharType")
        if element.tag == f"{W}fldSimple":
            yield Field(element=element, is_computing=is_computing, pieces=[element.get(f"{W}instr", "")])
        elif element.tag == f"{W}instrText":
            # Without a beginning it belongs to no field, but nobody writes it so in good faith.
            open_fields = open_fields or [Field(element=element, is_computing=False)]
            open_fields[-1].pieces.append(element.text or "")
        elif element.tag == f"{W}t":
            # Word reads the text before the result as it reads the instruction.
            if is_computing:
                open_fields[-1].pieces.append(element.text or "")
        elif kind == "begin":
            open_fields.append(Field(element=element, is_computing=is_computing))
        elif kind == "separate" and open_fields:
            open_fields[-1].shows_result = True
        elif kind == "end" and open_fields:
            yield open_fields.pop()
    yield from open_fields


def check_field(found: Field, place: Place, findings: Findings) -> None:
    """Find what a field does that a template may not do."""
    instruction = found.instruction
    named = _NAME.match(instruction)
    name = named[1].upper() if named else ""
    if name in _INDEXES:
        findings.add("FLD02", place, field=name)
    elif name not in _HARMLESS:
        findings.add("FLD01", place, field=quoted(name) or "…")
    if found.is_computing:
        findings.add("FLD04", place, text=quoted(instruction))
    if _MARK.search(instruction):
        findings.add("FLD03", place, text=quoted(instruction))
    link = _HYPERLINK.match(instruction)
    if link:
        for target in _unsafe_targets(instruction[link.end() :]):
            findings.add("REL03", place, target=quoted(target))


def _unsafe_targets(arguments: str) -> Iterator[str]:
    """Yield where a link leads, of all it is told, that is neither a page, an address of mail nor in the document."""
    switch, is_anywhere = "", False
    for argument in _ARGUMENT.finditer(arguments):
        value = argument["quoted"] if argument["bare"] is None else argument["bare"]
        if switch:
            is_anywhere |= switch == _WITHIN
            if switch == _WITHIN and not _NAME_OF_PLACE.fullmatch(value):
                yield value
            switch = ""
        elif argument["bare"] and value.lower() in _WITH_VALUE:
            switch = value.lower()
        elif not (argument["bare"] and value.lower() in _WITHOUT_VALUE):
            is_anywhere = True
            if not ADDRESS.match(value):
                yield value
    if not is_anywhere:
        yield arguments.strip()
