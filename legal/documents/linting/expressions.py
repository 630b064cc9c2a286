"""What tags say: every field exists, and what is done with it fits what it is (``shapes``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from jinja2 import Environment, TemplateSyntaxError, nodes

from legal.documents.linting.conditions import Condition
from legal.documents.linting.findings import Findings, quoted
from legal.documents.linting.reader import Reader
from legal.documents.linting.shapes import Scope
from legal.documents.linting.tags import Tag

_TEXT: Final = re.compile(r"""'[^'\\]*'|"[^"\\]*\"""")
_INSTRUCTIONS: Final = frozenset({"if", "elif", "else", "endif", "for", "endfor"})
_ALONE: Final = {"if": "{}{{% endif %}}", "for": "{}{{% endfor %}}", "elif": "{{% if 1 %}}{}{{% endif %}}"}


def check_expressions(tags: list[Tag], fields: Scope, findings: Findings) -> Mapping[int, Condition] | None:
    """Find what the tags of a part say that may not be said, or that the document cannot answer.

    Return what each tag that opens a block or branch asks for, by its number from 1; nothing where a mistake hides it.
    """
    before = findings.errors
    environment = Environment(autoescape=True)
    # Line n of this skeleton is tag n, so every node of its tree knows its place.
    skeleton = _parsed("\n".join(tag.plain for tag in tags), environment)
    sound: set[str] = set()
    for tag in tags:
        # Most tags of a template are written more than once.
        if tag.plain not in sound:
            told = findings.errors
            _check_syntax(tag, environment, findings, parses=skeleton is not None and _ends_its_texts(tag))
            if findings.errors == told:
                sound.add(tag.plain)
    if findings.errors > before:
        return None
    if not tags:
        return {}
    if skeleton is None:
        findings.add("SIN01", tags[0].place, tag=quoted(tags[0].text))
        return None
    reader = Reader(tags, findings, numbers_clauses=tags[0].place.part == "body")
    reader.read(skeleton.body, fields)
    reader.keys.check()
    return reader.conditions if findings.errors == before else None


def _parsed(source: str, environment: Environment) -> nodes.Template | None:
    try:
        return environment.parse(source)
    except (TemplateSyntaxError, RecursionError):
        return None


def _ends_its_texts(tag: Tag) -> bool:
    """Whether every text that a tag begins ends in it; otherwise it may be understood only with the tags after it."""
    return not re.search("[\"']", _TEXT.sub("", tag.plain))


def _check_syntax(tag: Tag, environment: Environment, findings: Findings, *, parses: bool) -> None:
    """Find a tag that is badly written; ``parses`` where that was tried with all others."""
    if tag.text.startswith("{%") and tag.keyword not in _INSTRUCTIONS:
        findings.add("SIN02", tag.place, tag=quoted(tag.text), word=tag.keyword)
        return
    if tag.keyword in ("else", "endif", "endfor"):
        if tag.plain[2:-2].strip(" +") != tag.keyword:
            findings.add("SIN01", tag.place, tag=quoted(tag.text))
        return
    if not parses and _parsed(_ALONE.get(tag.keyword, "{}").format(tag.plain), environment) is None:
        findings.add("SIN01", tag.place, tag=quoted(tag.text))
