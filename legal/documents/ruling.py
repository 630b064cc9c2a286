"""The templates that rule or will rule, and whether they still fit the documents that they are to fill."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from legal.documents.admission import check_template
from legal.documents.kinds import document_kinds
from legal.documents.linting.report import Report
from legal.documents.queries import standing_publications, template_of_version
from legal.documents.rendering import Template
from legal.documents.trials import SECONDS


@dataclass(frozen=True, kw_only=True)
class RulingTemplate:
    """A version that was published: from which day it rules, whether that is to come, and its file."""

    kind: str
    version: int
    in_force_from: date
    to_come: bool
    template: Template

    def check(self) -> Report:
        """Return what must be mended in it for the documents of its kind as they are today.

        :raises UnreadableTemplate: when its file is not a Word document.
        """
        return check_template(self.template.content, document_kinds()[self.kind], seconds=SECONDS)

    def as_json(self, report: Report) -> dict[str, Any]:
        """Return it with what was found in the shape that docs/reference/commands.md describes."""
        return {
            "kind": self.kind,
            "version": self.version,
            "in_force_from": self.in_force_from.isoformat(),
            "to_come": self.to_come,
            **report.as_json(),
        }


class NothingKept(Exception):
    """No template of a kind is in force: its first document would keep the one that ships. ``kind`` names it."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def ruling_templates(on: date) -> list[RulingTemplate]:
    """Return the templates of every kind that rule on a day or later, by kinds and days.

    :raises NothingKept: when none of a kind rules.
    :raises CannotRender: when a file cannot be read or is not the one that was kept.
    """
    return [template for kind in document_kinds() for template in _of_kind(kind, on)]


def _of_kind(kind: str, on: date) -> Iterator[RulingTemplate]:
    found = standing_publications(kind)
    begun = [each for each in found if each.begins <= on]
    if not begun:
        raise NothingKept(kind)
    for each in [begun[-1], *found[len(begun) :]]:
        yield RulingTemplate(
            kind=kind,
            version=each.version.number,
            in_force_from=each.begins,
            to_come=each.begins > on,
            template=template_of_version(each.version),
        )
