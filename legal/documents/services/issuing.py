"""Acts on documents: issue one, annul it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from legal.documents import numbering, spanish, uploads
from legal.documents.documents import DocumentContext, IssueStamp
from legal.documents.errors import CannotAnnul, CannotIssue
from legal.documents.kinds import kind_of
from legal.documents.models import (
    Annulment,
    DocumentKind,
    DocumentSource,
    IssuedDocument,
    PdfCopy,
    TemplateVersion,
)
from legal.documents.queries import template_in_force, template_of_version
from legal.documents.rendering import RenderedDocument, compressor_name, render, renderer_name
from legal.documents.rules import missing_mandatory_clauses, obstacles_to_annulling, obstacles_to_reissuing
from legal.documents.services.files import keep
from legal.documents.services.shipped import first_version, lock_versions, shipped_template
from legal.documents.wordtext import extract_text
from workflow.models import Case, Unit, User


@transaction.atomic
def issue_document(
    *,
    case: Case,
    kind: DocumentKind,
    unit: Unit,
    context: DocumentContext,
    title: str,
    issued_on: date,
    actor: User,
    reissue_of: IssuedDocument | None = None,
    number_text: str = "",
) -> IssuedDocument:
    """Give a document its number, fill its template, keep the file, and return the row that proves it.

    A re-issue keeps the number and gets the next version. ``number_text`` is printed in place of the unit's own
    number where the law counts otherwise (an addendum by its agreement). Runs inside the act that needs it, under
    the lock of the case; that act records it (``facts`` gives what to record).

    The template is the version in force on ``issued_on``, whatever the day on which it is issued.

    :raises CannotIssue: when the number cannot be reused, or a document that binds the parties lacks a mandatory
        clause.
    :raises CannotRender: when the template and the values do not fit.
    """
    if reissue_of is not None:
        obstacles = obstacles_to_reissuing(reissue_of, case=case, kind=kind, unit=unit, issued_on=issued_on)
        if obstacles:
            raise CannotIssue(*obstacles)
        number, year, version = reissue_of.number, reissue_of.year, reissue_of.version + 1
    else:
        number, year, version = numbering.take_number(kind=kind, unit=unit, year=issued_on.year), issued_on.year, 1
    number_text = number_text or numbering.number_text(number=number, year=year, unit=unit)
    code = numbering.new_code()
    stamp = IssueStamp(number=number_text, version=_version_text(version), verification_code=code)
    template = _template_held(kind_of(context), issued_on)
    rendered = _rendered(replace(context, stamp=stamp), template, issued_on)
    file_name = uploads.clean_name(f"{DocumentKind(kind).label} {number_text}".replace("/", "-"), uploads.DOCX)
    document = IssuedDocument.objects.create(
        case=case,
        kind=kind,
        number=number,
        year=year,
        unit=unit,
        number_text=number_text,
        version=version,
        replaces=reissue_of,
        title=title,
        issued_on=issued_on,
        issued_by=actor,
        file=keep(rendered.content, file_name, uploads.DOCX, actor),
        template=template,
        template_name=rendered.template_name,
        template_sha256=rendered.template_sha256,
        text_sha256=rendered.text_sha256,
        content_sha256=rendered.content_sha256,
        verification_code=code,
    )
    _keep_source(document, rendered)
    # The copy is made later, by a worker: nothing of it may delay or undo the act.
    PdfCopy.objects.create(document=document)
    return document


def preview_document(*, context: DocumentContext, dated: date) -> RenderedDocument:
    """Return a document filled as a draft by the template of ``dated``: without number, code, row or file kept.

    :raises CannotRender: when the template and the values do not fit.
    """
    kind = kind_of(context)
    version = template_in_force(kind, on=dated)
    template = template_of_version(version) if version else shipped_template(kind)
    return render(context, template=template, dated=dated)


@transaction.atomic
def annul(*, document: IssuedDocument, reason: str, annulled_on: date, actor: User | None) -> Annulment:
    """Annul a document within the act that leaves it without effect; its number stays taken (TUO 27444 art. 168).

    That act records it. ``actor`` is nobody where a date brought it about.

    :raises CannotAnnul: when it is annulled already or replaced, the reason is missing, or the date
        is before its issue.
    """
    obstacles = obstacles_to_annulling(document, reason=reason, annulled_on=annulled_on)
    if obstacles:
        raise CannotAnnul(*obstacles)
    return Annulment.objects.create(document=document, reason=reason.strip(), annulled_on=annulled_on, by=actor)


def facts(document: IssuedDocument) -> dict[str, Any]:
    """Return what the record of an act says about a document: its number, version and hashes."""
    return {
        "document": str(document),
        "version": document.version,
        "issued_on": document.issued_on.isoformat(),
        "file_sha256": document.file.sha256,
        "content_sha256": document.content_sha256,
        "text_sha256": document.text_sha256,
        "template": document.template_name,
        "template_version": document.template.number if document.template else 0,
        "template_sha256": document.template_sha256,
    }


def _template_held(kind: str, on: date) -> TemplateVersion:
    """Return the version in force on a day, and let no other be published until this transaction ends."""
    # Whoever publishes takes the same locks: either was there before, or waits and then sees this document.
    list(lock_versions(kind).values_list("pk"))
    return template_in_force(kind, on=on) or first_version(kind)


def _keep_source(document: IssuedDocument, rendered: RenderedDocument) -> None:
    name = uploads.clean_name(document.file.name, uploads.JSON)
    DocumentSource.objects.create(
        document=document,
        context=keep(rendered.context, name, uploads.JSON, document.issued_by),
        renderer=renderer_name(),
        compressor=compressor_name(),
    )


def _version_text(version: int) -> str:
    if version == 1:
        return ""
    return _("versión %(number)s") % {"number": spanish.counted(version, "masculine")}


def _rendered(context: DocumentContext, version: TemplateVersion, issued_on: date) -> RenderedDocument:
    rendered = render(context, template=template_of_version(version), dated=issued_on)
    if context.binds_the_parties and (obstacles := missing_mandatory_clauses(extract_text(rendered.content))):
        raise CannotIssue(*obstacles)
    return rendered
