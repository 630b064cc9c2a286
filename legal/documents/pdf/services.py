"""What moves a PDF copy: it is wanted, taken by a worker, made, missed, given back or asked for again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from legal.documents import services
from legal.documents.errors import CannotAskAgain
from legal.documents.integrity import whole_bytes
from legal.documents.models import ConverterLook, PdfCopy, PdfProblem
from workflow.errors import Obstacle

# Seldom enough to cost nothing, often enough for whoever asks whether one has run today.
LOOKS_EVERY: Final = timedelta(hours=1)
# Longer than a conversion may take with its start, so that two workers never have one copy.
HELD_FOR: Final = timedelta(minutes=10)


@transaction.atomic
def note_look(*, converter: str, now: datetime) -> None:
    """Write down that a converter looks for copies to make, unless it was written within the hour."""
    look = ConverterLook.objects.select_for_update().first()
    if look is None or not now - LOOKS_EVERY < look.looked_at <= now or look.converter != converter:
        look = look or ConverterLook()
        look.looked_at, look.converter = now, converter
        look.save()


@transaction.atomic
def take(key: int, *, now: datetime) -> PdfCopy | None:
    """Take a pending copy and count the attempt; nothing when it is made, given up or in other hands.

    The attempt is counted before it begins: a document that ends the worker is given up too.
    """
    skips = transaction.get_connection().features.has_select_for_update_skip_locked
    copy = PdfCopy.objects.free(now).select_for_update(skip_locked=skips).filter(pk=key).first()
    if copy is not None:
        copy.attempts += 1
        copy.taken_until = now + HELD_FOR
        copy.save()
    return copy


def original_of(copy: PdfCopy) -> bytes | None:
    """Return the Word file of which a copy is wanted; nothing when it is missing or not the one that was issued."""
    return whole_bytes(copy.document.file)


@transaction.atomic
def keep(copy: PdfCopy, *, content: bytes, converter: str, now: datetime) -> PdfCopy:
    """Keep the PDF made of a document, as a file of whoever issued it. One that is there already stays.

    :raises CannotStore: when the bytes are not a file that may be kept.
    """
    copy = PdfCopy.objects.select_for_update().get(pk=copy.pk)
    if copy.file_id:
        return copy
    name = copy.document.file.name.removesuffix(".docx")
    copy.file = services.store_file(content=content, name=f"{name}.pdf", uploaded_by=copy.document.issued_by)
    copy.made_at, copy.converter = now, converter
    copy.taken_until, copy.problem, copy.detail = None, "", ""
    copy.save()
    return copy


@transaction.atomic
def miss(copy: PdfCopy, *, problem: PdfProblem, detail: str = "") -> None:
    """Write down why an attempt gave no copy; the next run tries again, three times in all."""
    copy = PdfCopy.objects.select_for_update().get(pk=copy.pk)
    copy.taken_until, copy.problem, copy.detail = None, problem, detail[:250]
    copy.save()


@transaction.atomic
def give_back(copy: PdfCopy) -> None:
    """Give back a copy that was taken and not attempted to the end, because the worker was told to stop."""
    copy = PdfCopy.objects.select_for_update().get(pk=copy.pk)
    copy.taken_until = None
    copy.attempts = max(copy.attempts - 1, 0)
    copy.save()


@transaction.atomic
def ask_again(copy: PdfCopy) -> None:
    """Ask again for a copy that was given up.

    :raises CannotAskAgain: when it is there, or still being prepared.
    """
    copy = PdfCopy.objects.select_for_update().get(pk=copy.pk)
    if copy.state is not PdfCopy.State.FAILED:
        raise CannotAskAgain(
            Obstacle(text=_("%(copy)s no ha fallado: está hecha o en preparación.") % {"copy": copy}, where="copy")
        )
    copy.attempts, copy.problem, copy.detail = 0, "", ""
    copy.save()
