"""Reads of documents and year names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from legal.documents.errors import CannotRender
from legal.documents.integrity import whole_bytes
from legal.documents.models import DocumentKind, IssuedDocument, TemplateDecision, TemplateVersion, YearName
from legal.documents.numbering import normalized_code
from legal.documents.rendering import Template
from workflow.errors import Obstacle
from workflow.models import Case


def year_name(year: int) -> YearName | None:
    """Return the official name of a year and its decade, or nothing where none is recorded."""
    return YearName.objects.filter(year=year).first()


def documents_of(case: Case) -> QuerySet[IssuedDocument]:
    """Return the documents issued in a case, newest first, with all that a list shows of them."""
    return (
        IssuedDocument.objects.filter(case=case)
        .select_related("file", "unit", "issued_by", "annulment", "replaced_by", "pdf_copy")
        .order_by("-issued_on", "-id")
    )


def current_document(*, case: Case, kind: DocumentKind) -> IssuedDocument | None:
    """Return the last document of a kind in a case that was neither annulled nor replaced."""
    return documents_of(case).filter(kind=kind, annulment__isnull=True, replaced_by__isnull=True).first()


def content_of(document: IssuedDocument) -> bytes:
    """Return the bytes of an issued document; nothing when they are not those that were issued."""
    return whole_bytes(document.file) or b""


def template_in_force(kind: str, *, on: date) -> TemplateVersion | None:
    """Return the version of a kind's template by which papers of a day are made; nothing where none is kept yet.

    It is the last that was published of those that begin on that day or before: each publication takes the place of
    the earlier ones that begin with it or later.
    """
    found = _publications(kind).filter(in_force_from__lte=on).first()
    return found.version if found else None


def latest_publication(kind: str) -> TemplateDecision | None:
    """Return the last publication of a kind, which is the one that comes into force last, or nothing."""
    return _publications(kind).first()


def standing_publications(kind: str) -> list[TemplateDecision]:
    """Return the publications of a kind that no later one replaces, in the order of their days."""
    return standing(_publications(kind))


def standing(publications: Iterable[TemplateDecision]) -> list[TemplateDecision]:
    """Return those of one kind's publications that no later one replaces, in the order of their days."""
    found: list[TemplateDecision] = []
    for each in sorted(publications, key=lambda each: each.pk):
        while found and found[-1].begins >= each.begins:
            found.pop()
        found.append(each)
    return found


def _publications(kind: str) -> QuerySet[TemplateDecision]:
    """Return the publications of a kind, the last one first."""
    published = TemplateDecision.objects.filter(kind=kind, outcome=TemplateDecision.Outcome.PUBLISHED)
    return published.select_related("version__file").order_by("-pk")


def template_of_version(version: TemplateVersion) -> Template:
    """Return the file of a version.

    :raises CannotRender: when its bytes cannot be read or are not those that were kept.
    """
    name, content = f"{version.kind}.docx", whole_bytes(version.file)
    if content is None:
        raise CannotRender(
            Obstacle(
                text=_("El archivo de la plantilla «%(name)s», versión %(number)d, no coincide con el que se registró.")
                % {"name": name, "number": version.number},
                who=_("quien administra el sistema"),
            )
        )
    return Template(name=name, content=content)


def template_of(document: IssuedDocument) -> TemplateVersion | None:
    """Return the version that filled a document, told by its hash where it was issued before versions were kept."""
    if document.template is not None:
        return document.template
    kind, _dot, _extension = document.template_name.rpartition(".")
    found = TemplateVersion.objects.filter(kind=kind, file__sha256=document.template_sha256)
    return found.order_by("number").first()


def last_issued_on(kind: str) -> date | None:
    """Return the latest date of a document that a kind's template filled, or nothing."""
    found: date | None = IssuedDocument.objects.filter(template_name=f"{kind}.docx").aggregate(last=Max("issued_on"))[
        "last"
    ]
    return found


def document_with_code(written: str) -> IssuedDocument | None:
    """Return the document that a verification code proves, however it was typed, or nothing."""
    code = normalized_code(written)
    if not code:
        return None
    return IssuedDocument.objects.select_related("file", "annulment").filter(verification_code=code).first()
