"""A run of the worker: every pending copy once, one after the other, outside any transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from legal.documents.errors import CannotStore
from legal.documents.models import PdfCopy, PdfProblem
from legal.documents.pdf import services
from legal.documents.pdf.inspection import shortcomings
from legal.documents.pdf.office import ConversionFailed


class Converter(Protocol):
    """What makes a PDF of a Word file."""

    version: str

    def convert(self, content: bytes) -> bytes:
        """Return the PDF of a Word file. Raises ``ConversionFailed`` where it gives none."""
        ...


def convert_pending(converter: Converter, *, now: Callable[[], datetime], limit: int) -> tuple[int, int]:
    """Make the copies that are wanted, those with fewest failures first, and return (made, failed).

    ``now`` reads the clock. One document that fails does not stop the others.
    """
    made = failed = 0
    for key in list(PdfCopy.objects.free(now()).order_by("attempts", "id").values_list("pk", flat=True)[:limit]):
        copy = services.take(key, now=now())
        if copy is None:
            continue
        if _convert(copy, converter, now):
            made += 1
        else:
            failed += 1
    return made, failed


def _convert(copy: PdfCopy, converter: Converter, now: Callable[[], datetime]) -> bool:
    try:
        content = _pdf_of(copy, converter)
        services.keep(copy, content=content, converter=converter.version, now=now())
    except ConversionFailed as failure:
        services.miss(copy, problem=failure.problem, detail=failure.detail)
        return False
    except CannotStore as refusal:
        services.miss(copy, problem=PdfProblem.NOT_ARCHIVAL, detail=str(refusal))
        return False
    except BaseException:
        # The worker is told to stop, or cannot go on: that is no fault of the document.
        services.give_back(copy)
        raise
    return True


def _pdf_of(copy: PdfCopy, converter: Converter) -> bytes:
    original = services.original_of(copy)
    if original is None:
        raise ConversionFailed(PdfProblem.LOST)
    content = converter.convert(original)
    lacking = shortcomings(content)
    if lacking:
        raise ConversionFailed(PdfProblem.NOT_ARCHIVAL, "; ".join(lacking))
    return content
