"""Workbooks and rows of the matrices for tests: as they are exported, changed in a cell, sent to the page."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from openpyxl import Workbook, load_workbook

from legal.agreements.models import Agreement
from tests.legal.browsing import get, post, typed
from workflow.models import User

Change = Callable[[Workbook], Any]


def exported(agreement: Agreement, by: User) -> bytes:
    """Return the workbook that the page hands over."""
    response = get(by, "agreements:matrices_workbook", agreement.case.number)
    assert response.status_code == 200
    return response.content


def changed(content: bytes, change: Change) -> bytes:
    """Return a workbook that somebody opened, changed and saved."""
    book = load_workbook(BytesIO(content))
    change(book)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Return the bytes of a workbook."""
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def preview(agreement: Agreement, by: User, content: bytes, name: str = "matrices.xlsx") -> HttpResponse:
    """Send a workbook to be previewed."""
    file = SimpleUploadedFile(name, content)
    return post(by, "agreements:matrices", agreement.case.number, file=file)


def paste(agreement: Agreement, by: User, part: str, rows: str) -> HttpResponse:
    """Send pasted rows to be previewed."""
    return post(by, "agreements:matrices", agreement.case.number, part=part, rows=rows)


def confirm(agreement: Agreement, by: User, page: HttpResponse, **changes: str) -> HttpResponse:
    """Confirm what a page has previewed."""
    values = {name: typed(page, name) for name in ("content", "seal", "kind", "seen")}
    return post(by, "agreements:confirm_matrices", agreement.case.number, **{**values, **changes})
