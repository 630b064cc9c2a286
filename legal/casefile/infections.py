"""Files of a case that an antivirus has found infected: they stay in the record, and nobody gets them."""

from __future__ import annotations

from typing import Final

from django.db.models import Model

from legal.addenda.models import Addendum, AddendumInstrument
from legal.agreements.models import Instrument
from legal.closure.models import Closure
from legal.documents import scanning
from legal.documents.models import IssuedDocument, PdfCopy, StoredFile
from legal.followup.models import ExtensionRequest, Meeting, Suspension, Visit
from legal.notices.models import Notice
from legal.signing.models import Signature
from legal.transfers.models import Rescue, Transfer
from legal.verification.models import ComplianceReport, Evidence
from workflow.models import Case

# Every link from something of a case to a kept file: the model, the field, and its way to the case.
PLACES: Final[tuple[tuple[type[Model], str, str], ...]] = (
    (IssuedDocument, "file", "case"),
    (PdfCopy, "file", "document__case"),
    (Notice, "receipt", "case"),
    (Signature, "file", "round__case"),
    (Instrument, "file", "agreement__case"),
    (Addendum, "report_file", "case"),
    (AddendumInstrument, "file", "addendum__case"),
    (ComplianceReport, "file", "verification__case"),
    (Evidence, "file", "verification__case"),
    (Transfer, "instruction_file", "case"),
    (Transfer, "resolution_file", "case"),
    (Rescue, "answer_file", "case"),
    (Meeting, "file", "case"),
    (Visit, "file", "case"),
    (ExtensionRequest, "file", "case"),
    (ExtensionRequest, "document_file", "case"),
    (Suspension, "file", "case"),
    (Suspension, "lifting_file", "case"),
    (Closure, "report_file", "case"),
)


def infected_files(case: Case) -> list[str]:
    """Return the names of the infected files of a case; one query where the site has none."""
    hashes = scanning.infected_hashes()
    if not hashes:
        return []
    found: set[int] = set()
    for model, field, way in PLACES:
        rows = model._default_manager.filter(**{way: case, f"{field}__sha256__in": hashes})
        found.update(rows.values_list(field, flat=True))
    return sorted(set(StoredFile.objects.filter(pk__in=found).values_list("name", flat=True)))
