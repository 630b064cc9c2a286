"""Look at one Word template, in a process of its own that can do nothing else.

Run by ``report`` with Python's isolated mode: it imports nothing of Django, has no environment, little
memory and little time, and opens neither files to write nor connections. A line of JSON with the contract
of the document comes on the standard input, then the bytes of the template. Each finding leaves on a line of
its own as soon as it is found; the last line says ``{"done": true}``, or ``{"not_word": reason}``.
"""

from __future__ import annotations

import json
import sys
from typing import Any, Final

from legal.documents.confinement import confine
from legal.documents.linting import samples
from legal.documents.linting.bookmarks import check_bookmarks
from legal.documents.linting.expressions import check_expressions
from legal.documents.linting.findings import Findings, NotWord, TooMuch
from legal.documents.linting.lists import Numbering, check_lists
from legal.documents.linting.package import read_package
from legal.documents.linting.places import check_length, heading_styles, paragraphs_of
from legal.documents.linting.shapes import with_examples
from legal.documents.linting.structure import check_structure, printed_where
from legal.documents.linting.tags import read_tags
from legal.documents.linting.word import check_settings, check_word, hidden_styles
from legal.documents.template_environment import Environment

CPU_SECONDS: Final = 2
MEMORY_BYTES: Final = 384 * 1024 * 1024
# docxtpl fills all but the last three, whose tags it leaves as they are.
_READ: Final = ("body", "header", "footer", "footnotes", "endnotes", "comments", "glossary")


def look(content: bytes, contract: dict[str, Any], findings: Findings) -> None:
    """Add what is wrong with a template for a document of these ``fields``, ``examples`` and ``bookmarks``.

    :raises NotWord: when it cannot be read as a Word document.
    :raises TooMuch: when it is not looked at further; its finding was added.
    """
    fields, parts = with_examples(contract["fields"], contract["examples"]), read_package(content, findings)
    check_settings(parts, findings)
    headings, hidden, numbering = heading_styles(parts), hidden_styles(parts), Numbering(parts)
    texts = [(part, paragraphs_of(part, headings)) for part in parts if part.kind in _READ]
    check_length([paragraphs for _part, paragraphs in texts], findings)
    filled, environment = [], Environment(is_sample=True)
    for part, paragraphs in texts:
        check_word(part, paragraphs, hidden, findings)
        tags, printed = read_tags(paragraphs, findings), None
        if tags is not None:
            conditions = check_expressions(tags, fields, findings)
            printed = None if conditions is None else printed_where(paragraphs, tags, conditions)
            check_lists(paragraphs, tags, numbering, findings)
            filled.append((part, paragraphs, len(tags)))
            if printed is not None:
                check_structure(paragraphs, tags, printed.where, findings)
        if part.kind == "body":
            check_bookmarks(part, paragraphs, printed, contract["bookmarks"], findings)
    made = samples.all_samples(fields)
    if not findings.errors:
        for part, paragraphs, count in filled:
            samples.check_part(part, paragraphs, count, made, findings, environment)
    if not findings.errors:
        samples.check_whole(content, made, findings, environment)


def main() -> int:
    """Read a template, say what is wrong with it. Returns the exit code."""
    confine(cpu_seconds=CPU_SECONDS, memory_bytes=MEMORY_BYTES)
    findings = Findings(_say)
    try:
        contract = json.loads(sys.stdin.buffer.readline())
        look(sys.stdin.buffer.read(), contract, findings)
    except NotWord as refusal:
        _say(json.dumps({"not_word": refusal.reason}))
        return 0
    except TooMuch:
        pass
    except (MemoryError, RecursionError):
        return 1
    except Exception:  # noqa: BLE001 - a file that breaks the reader is refused as any other
        findings.add("LIM05")
    _say(json.dumps({"done": True}))
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
