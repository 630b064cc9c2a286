"""Say whether the templates in force and to come still fit their documents: after a release, fields may have gone."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils import translation

from legal.documents.errors import CannotRender
from legal.documents.linting.report import Report, UnreadableTemplate
from legal.documents.models import BEGINNING
from legal.documents.ruling import NothingKept, RulingTemplate, ruling_templates
from workflow import clock
from workflow.commands import PlainCommand


class Command(PlainCommand):
    """The linter of templates, on all that were published. Writes nothing."""

    help = "Check every Word template in force or to come. Exits 0 all accepted, 1 one refused, 2 one cannot be read."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the shape."""
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look at each template, tell what was found, and count."""
        with translation.override(settings.LANGUAGE_CODE):
            checked = self._checked()
        refused = sum(not report.ok for _template, report in checked)
        if options["json"]:
            versions = [template.as_json(report) for template, report in checked]
            answer = {
                "versions": versions,
                "accepted": len(checked) - refused,
                "refused": refused,
                "ok": not refused,
            }
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
        else:
            for template, report in checked:
                self.stdout.write(f"{_title(template)}\n{report.as_text()}")
            self.stdout.write(f"versions {len(checked)}, accepted {len(checked) - refused}, refused {refused}")
        if refused:
            sys.exit(1)

    def _checked(self) -> list[tuple[RulingTemplate, Report]]:
        """Return each template with its report, or end the command when one cannot be read."""
        try:
            templates = ruling_templates(clock.today())
        except NothingKept as nothing:
            self.refuse(f"No template of {nothing.kind} is kept yet: run manage.py load_catalogues.")
        except CannotRender as refusal:
            self.refuse(str(refusal))
        return [(template, self._report_on(template)) for template in templates]

    def _report_on(self, template: RulingTemplate) -> Report:
        try:
            return template.check()
        except UnreadableTemplate:
            self.refuse(f"{template.kind}, version {template.version}, cannot be read as a Word file.")


def _title(template: RulingTemplate) -> str:
    since = "the beginning" if template.in_force_from == BEGINNING else template.in_force_from.isoformat()
    state = f"to come on {since}" if template.to_come else f"in force from {since}"
    return f"{template.kind}, version {template.version}, {state}"
