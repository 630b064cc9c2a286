"""What tags say: every field exists, and what is done with it fits what it is (``shapes``)."""

from __future__ import annotations

from typing import Final

from jinja2 import Environment, TemplateSyntaxError

from legal.documents.linting.findings import Findings, quoted
from legal.documents.linting.reader import Reader
from legal.documents.linting.shapes import Scope
from legal.documents.linting.tags import Tag

_INSTRUCTIONS: Final = frozenset({"if", "elif", "else", "endif", "for", "endfor"})
_ALONE: Final = {"if": "{}{{% endif %}}", "for": "{}{{% endfor %}}", "elif": "{{% if 1 %}}{}{{% endif %}}"}


def check_expressions(tags: list[Tag], fields: Scope, findings: Findings) -> None:
    """Find what the tags of a part say that may not be said, or that the document cannot answer."""
    before = findings.errors
    environment = Environment(autoescape=True)
    sound: set[str] = set()
    for tag in tags:
        # Most tags of a template are written more than once.
        if tag.plain not in sound:
            told = findings.errors
            _check_syntax(tag, environment, findings)
            if findings.errors == told:
                sound.add(tag.plain)
    if findings.errors == before and tags:
        # Line n of this skeleton is tag n, so every node of its tree knows its place.
        try:
            tree = environment.parse("\n".join(tag.plain for tag in tags))
        except TemplateSyntaxError as error:
            tag = tags[min(error.lineno, len(tags)) - 1]
            findings.add("SIN01", tag.place, tag=quoted(tag.text))
            return
        reader = Reader(tags, findings, numbers_clauses=tags[0].place.part == "body")
        reader.read(tree.body, fields)
        reader.keys.check()


def _check_syntax(tag: Tag, environment: Environment, findings: Findings) -> None:
    if tag.text.startswith("{%") and tag.keyword not in _INSTRUCTIONS:
        findings.add("SIN02", tag.place, tag=quoted(tag.text), word=tag.keyword)
        return
    if tag.keyword in ("else", "endif", "endfor"):
        if tag.plain[2:-2].strip(" +") != tag.keyword:
            findings.add("SIN01", tag.place, tag=quoted(tag.text))
        return
    try:
        environment.parse(_ALONE.get(tag.keyword, "{}").format(tag.plain))
    except (TemplateSyntaxError, RecursionError):
        findings.add("SIN01", tag.place, tag=quoted(tag.text))
