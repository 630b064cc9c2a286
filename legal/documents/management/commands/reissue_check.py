"""Prove that issued documents can be made again."""

from __future__ import annotations

import json
import sys
from typing import Any, Final

from django.conf import settings
from django.core.management.base import CommandParser
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from legal.documents.models import DocumentKind, IssuedDocument
from legal.documents.rendering import compressor_name, renderer_name
from legal.documents.reproduction import Reproduction, reproduce_all
from workflow.commands import PlainCommand
from workflow.models import Case

# Back to the start of the line, and empty to its end.
_CLEARED: Final = "\r\x1b[K"


class Command(PlainCommand):
    """Fill every template again with the values that were kept, and compare. Writes nothing."""

    help = "Make every issued document again from its values, template and date. Exits 1 when anything differs."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take which documents, and the shape."""
        parser.add_argument("--case", metavar="NUMBER", help="only the documents of one case")
        parser.add_argument("--kind", help="only one kind of document, such as agreement")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make each document again, tell of each what differs at once, and count."""
        documents = self._chosen(options["case"], options["kind"])
        counts = {"documents": 0, "same": 0, "same_bytes": 0, "different": 0, "without_data": 0}
        as_json, every = options["json"], documents.count() if self.stderr.isatty() else 0
        if as_json:
            self.stdout.write('{"differences": [', ending="")
        with translation.override(settings.LANGUAGE_CODE):
            for one in reproduce_all(documents):
                self._count(counts, one)
                if one.differences:
                    self._show(_CLEARED, every=every)
                    self._tell(one, as_json=as_json, is_first=counts["different"] == 1)
                self._show(f"\r{counts['documents']} / {every}", every=every)
        self._show(_CLEARED, every=every)
        if as_json:
            answer = {**counts, "ok": not counts["different"]}
            programs = {"renderer": renderer_name(), "compressor": compressor_name()}
            self.stdout.write("],\n" + json.dumps({**answer, **programs}, ensure_ascii=False)[1:])
        else:
            words = "documents {documents}, same {same} (to the byte {same_bytes}), different {different}, "
            self.stdout.write((words + "without data {without_data}").format(**counts))
        if counts["different"]:
            sys.exit(1)

    def _chosen(self, case: str | None, kind: str | None) -> QuerySet[IssuedDocument]:
        documents = IssuedDocument.objects.all()
        if kind is not None:
            if kind not in DocumentKind.values:
                self.refuse(f"--kind must be one of {', '.join(DocumentKind.values)}, not {kind!r}.")
            documents = documents.filter(kind=kind)
        if case is not None:
            if not Case.objects.filter(number=case).exists():
                self.refuse(f"--case must be the number of a case: there is no {case!r}.")
            documents = documents.filter(case__number=case)
        return documents

    def _show(self, progress: str, *, every: int) -> None:
        """Show how far it is, on a terminal only: elsewhere nobody waits for it."""
        if every:
            self.stderr.write(progress, str, ending="")
            self.stderr.flush()

    def _count(self, counts: dict[str, int], one: Reproduction) -> None:
        counts["documents"] += 1
        counts["different"] += bool(one.differences)
        counts["without_data"] += not one.has_context
        counts["same"] += one.has_context and not one.differences
        counts["same_bytes"] += one.has_same_bytes and not one.differences

    def _tell(self, one: Reproduction, *, as_json: bool, is_first: bool) -> None:
        document = one.document
        if not as_json:
            where = _("%(document)s, versión %(version)d, expediente %(case)s") % {
                "document": document,
                "version": document.version,
                "case": document.case.number,
            }
            for each in one.differences:
                self.stdout.write(f"{where}: {each.sentence}")
            if one.is_of_other_renderer:
                self.stdout.write(f"{where}: {_('Se hizo con otra versión del programa.')}")
            return
        told = {
            "case": document.case.number,
            "kind": document.kind,
            "number": document.number_text,
            "version": document.version,
            "issued_on": document.issued_on.isoformat(),
            "other_renderer": one.is_of_other_renderer,
            "parts": [{"part": each.part, "sentence": each.sentence} for each in one.differences],
        }
        self.stdout.write(("" if is_first else ",") + "\n" + json.dumps(told, ensure_ascii=False), ending="")
