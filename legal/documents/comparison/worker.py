"""The confined process that compares two files of a template, so that people see what a publication changes.

It takes the words of marks as a line of JSON with the length of the first file, then both files, and answers with one
JSON object: the passages that differ, and codes of what else does. Files that
need more memory than it has end it with ``OUT_OF_MEMORY``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from legal.documents.comparison.differences import Difference, differences, kept_pairs, passages
from legal.documents.comparison.lines import Line
from legal.documents.comparison.looks import fingerprint, of_part, relations_differ, shown
from legal.documents.comparison.package import Package, open_package
from legal.documents.comparison.reading import Reading, read_lines
from legal.documents.confinement import confine
from legal.documents.packages import CONTENT_TYPES

CPU_SECONDS: Final = 5
MEMORY_BYTES: Final = 512 * 1024 * 1024
OUT_OF_MEMORY: Final = 3

# What a part is, by how its declared type ends.
_GROUPS: Final = {
    "document.main+xml": "format",
    "header+xml": "margins",
    "footer+xml": "margins",
    "footnotes+xml": "notes",
    "endnotes+xml": "notes",
    "styles+xml": "styles",
    "stylesWithEffects+xml": "styles",
    "numbering+xml": "numbering",
    "theme+xml": "fonts",
    "fontTable+xml": "fonts",
    "obfuscatedFont": "fonts",
    "settings+xml": "settings",
    "webSettings+xml": "settings",
    "comments+xml": "comments",
    "custom-properties+xml": "data",
    "customXmlProperties+xml": "data",
    "application/xml": "data",
}
# Whose words are compared line by line.
_READ: Final = frozenset({"format", "margins", "notes"})
# What says of the file itself who made it and when, and shows it in a folder: by the kind of the only relationships
# that lead to it, with the type that it then has. A part that serves for anything else is compared.
_ABOUT_THE_FILE: Final = {
    "core-properties": "application/vnd.openxmlformats-package.core-properties+xml",
    "extended-properties": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "thumbnail": "image/",
}


def compare(before: Package, after: Package, words: dict[str, str]) -> dict[str, Any]:
    """Return what differs between two files."""
    old, new = read_lines(before, words), read_lines(after, words)
    texts = [each.text for each in old.lines], [each.text for each in new.lines]
    found = differences(*texts)
    others = _groups_that_differ(before, after)
    if found:
        others -= _READ
        if _looks_differ(old, new, texts):
            others.add("format")
    if relations_differ(before, after):
        others.add("relations")
    return {"differences": [_told(each) for each in found], "others": sorted(others)}


def _told(found: Difference) -> dict[str, Any]:
    """Return a passage as people read it."""
    before, after = ([{**asdict(run), "text": shown(run.text)} for run in side] for side in (found.before, found.after))
    return {"under": shown(found.under), "before": before, "after": after}


def _looks_differ(old: Reading, new: Reading, texts: tuple[list[str], list[str]]) -> bool:
    """Whether anything but the words that are shown looks otherwise."""
    if old.rest != new.rest or (old.separators and new.separators and old.separators != new.separators):
        return True
    if any(old.lines[left].look != new.lines[right].look for left, right in kept_pairs(*texts)):
        return True
    return any(_passage_looks_otherwise(old.lines[gone], new.lines[come]) for gone, come in passages(*texts))


def _passage_looks_otherwise(before: Sequence[Line], after: Sequence[Line]) -> bool:
    """Whether, in lines that changed, what stayed looks otherwise, or new words look as none of the old ones did."""
    if len(before) == len(after) and any(old.shape != new.shape for old, new in zip(before, after, strict=True)):
        return True
    old, new = ([word for line in lines for word in line.words] for lines in (before, after))
    if any(old[left] != new[right] for left, right in kept_pairs([_.text for _ in old], [_.text for _ in new])):
        return True
    looks = {look for word in old for look, _count in word.runs}
    return bool(old) and any(look not in looks for word in new for look, _count in word.runs)


def _groups_that_differ(before: Package, after: Package) -> set[str]:
    old, new = _prints(before), _prints(after)
    return {
        group for (name, group), digest in {**old, **new}.items() if old.get((name, group)) != new.get((name, group))
    }


def _prints(package: Package) -> dict[tuple[str, str], str]:
    """Return the fingerprint of each part by its name and what it is; without relationships, which are told apart."""
    uses: dict[str, set[tuple[str, str]]] = {}
    for source in ("", *package.parts):
        for _id, target in package.relations(source):
            uses.setdefault(target.place, set()).add((source, target.kind))
    found = {}
    for name in package.parts:
        media_type = package.media_type(name)
        is_about_the_file = _is_about_the_file(media_type, uses.get(name, set()))
        if name != CONTENT_TYPES and not name.lower().endswith(".rels") and not is_about_the_file:
            found[name, _group(media_type)] = fingerprint([media_type, of_part(package, name)])
    return found


def _is_about_the_file(media_type: str, uses: set[tuple[str, str]]) -> bool:
    """Whether a part only says something of the file; ``uses`` are who refers to it, and as what."""
    return bool(uses) and all(
        source == "" and kind in _ABOUT_THE_FILE and media_type.startswith(_ABOUT_THE_FILE[kind])
        for source, kind in uses
    )


def _group(media_type: str) -> str:
    if media_type.startswith("image/"):
        return "images"
    return next((group for ending, group in _GROUPS.items() if media_type.endswith(ending)), "other")


def main() -> int:
    """Read two files, say what differs. Returns the exit code."""
    confine(cpu_seconds=CPU_SECONDS, memory_bytes=MEMORY_BYTES)
    job = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    before, after = content[: job["length"]], content[job["length"] :]
    try:
        answer = compare(open_package(before), open_package(after), job["words"])
    except MemoryError:
        return OUT_OF_MEMORY
    sys.stdout.write(json.dumps(answer))
    return 0
