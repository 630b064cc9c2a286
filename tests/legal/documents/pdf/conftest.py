"""A document that was issued, and a converter that needs no LibreOffice."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from legal.documents.models import IssuedDocument, PdfProblem
from legal.documents.pdf.office import ConversionFailed
from tests.factories.people import make_case, make_mandate, make_post, make_unit, make_user
from tests.legal.documents.test_rules import CONTROL, FREE_ADHESION
from tests.legal.documents.test_services import issue
from tests.legal.documents.word_files import write_template
from workflow.models import Participation, User


def archival_pdf(change: Callable[[pikepdf.Pdf], None] = lambda pdf: None) -> bytes:
    """Return a small file that says of itself what a tagged PDF/A-2b says, with something changed."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    with pdf.open_metadata() as metadata:
        metadata["dc:title"] = "Convenio de prueba"
        metadata["pdfaid:part"], metadata["pdfaid:conformance"] = "2", "B"
    profile = pdf.make_stream(b"a profile")
    pdf.Root.OutputIntents = pikepdf.Array([pikepdf.Dictionary(S=pikepdf.Name.GTS_PDFA1, DestOutputProfile=profile)])
    pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
    pdf.Root.StructTreeRoot = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    pdf.Root.Lang = pikepdf.String("es-PE")
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    change(pdf)
    output = io.BytesIO()
    pdf.save(output)
    return output.getvalue()


class FakeConverter:
    """Makes the same PDF of everything, unless told to fail."""

    version = "LibreOffice 0.0"

    def __init__(self) -> None:
        self.failing: dict[bytes, PdfProblem] = {}
        self.seen: list[bytes] = []
        self.stops: type[BaseException] | None = None

    def convert(self, content: bytes) -> bytes:
        """Return a PDF, fail as told, or be stopped as told."""
        self.seen.append(content)
        if self.stops is not None:
            raise self.stops
        if content in self.failing:
            raise ConversionFailed(self.failing[content], "as told")
        return archival_pdf()


@pytest.fixture
def converter() -> FakeConverter:
    return FakeConverter()


@pytest.fixture
def clerk() -> User:
    return make_user("ana")


@pytest.fixture
def issue_another(clerk: User, settings: Any, tmp_path: Path) -> Callable[[], IssuedDocument]:
    """Return what issues one more document of a case that the clerk may see."""
    settings.DOCX_TEMPLATES_DIR = tmp_path
    write_template(tmp_path, "{{ stamp.number }}", FREE_ADHESION, CONTROL)
    unit = make_unit("DGPP", acronym="EF/50.01")
    make_mandate(clerk, make_post(unit, "clerk"))
    case = make_case(unit, clerk)
    Participation.objects.create(case=case, unit=unit, capacity="grantor")
    return lambda: issue(case, unit, clerk)


@pytest.fixture
def document(issue_another: Callable[[], IssuedDocument]) -> IssuedDocument:
    return issue_another()


def word_of(document: IssuedDocument) -> bytes:
    """Return the bytes of a document's Word file."""
    return Path(document.file.file.path).read_bytes()
