"""Kept files, handed over to whoever may see them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views import View

from legal.documents.downloads import file_response
from legal.documents.errors import NotHandedOver
from legal.documents.instruments import may_read
from legal.documents.models import IssuedDocument, MandateFile, PdfCopy, StoredFile
from legal.documents.pdf.queries import copy_of, has_converter
from workflow import clock
from workflow.inbox import case_url
from workflow.middleware import NotVisible
from workflow.models import User
from workflow.permissions import cases_visible_to


class DownloadView(View):
    """Hand over an issued document to whoever may see its case; for others it does not exist."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Return the file as an attachment, or a page that says why it is not handed over."""
        assert isinstance(request.user, User)
        return hand_over(request, document_for(request.user, kwargs["pk"]).file)


class PdfCopyView(View):
    """Hand over the PDF of an issued document as its Word file is, or say what stands of it."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Return the copy as an attachment, or a page that says that it is not there yet, and why."""
        assert isinstance(request.user, User)
        document = document_for(request.user, kwargs["pk"])
        copy = copy_of(document)
        if copy is not None and copy.file is not None:
            return hand_over(request, copy.file)
        context = {
            "document": document,
            "case_url": case_url(document.case),
            "copy": copy,
            "is_failed": copy is not None and copy.state is PdfCopy.State.FAILED,
            "has_converter": has_converter(clock.today()),
        }
        return render(request, "documents/pdf_copy.html", context)


class MandateFileView(View):
    """Hand over the file of a mandate's instrument to whoever may read it; for others it does not exist."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Return the file as an attachment, or a page that says why it is not handed over."""
        assert isinstance(request.user, User)
        found = get_object_or_404(MandateFile.objects.select_related("file", "mandate__post"), pk=kwargs["pk"])
        if not may_read(request.user, found.mandate, clock.today()):
            raise NotVisible(f"mandate file {found.pk}")
        return hand_over(request, found.file)


def document_for(user: User, key: int) -> IssuedDocument:
    """Return an issued document, with its file, to somebody who may see its case.

    :raises Http404: when there is none, or the person may not know that there is.
    """
    document = get_object_or_404(IssuedDocument.objects.select_related("file"), pk=key)
    if not cases_visible_to(user).filter(pk=document.case_id).exists():
        raise NotVisible(f"document {document.pk}")
    return document


def hand_over(request: HttpRequest, stored: StoredFile) -> HttpResponseBase:
    """Return a kept file as an attachment, or a page that says why it is not handed over.

    The caller has checked that the person may see it.
    """
    try:
        return file_response(stored)
    except NotHandedOver as refusal:
        context = {"obstacles": refusal.obstacles}
        return render(request, "documents/not_handed_over.html", context, status=refusal.status_code)
