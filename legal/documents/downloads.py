"""Hand over a kept file, after proving that its bytes are the ones recorded."""

from __future__ import annotations

import hashlib
import logging
import tempfile
from typing import Final

from django.http import FileResponse, HttpResponse
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from legal.documents import scanning
from legal.documents.errors import DamagedFile, InfectedFile
from legal.documents.models import FileScan, StoredFile
from legal.documents.uploads import DOCX, FileType, clean_name
from workflow.errors import Obstacle

logger = logging.getLogger(__name__)

_CHUNK: Final = 256 * 1024
_IN_MEMORY: Final = 4 * 1024 * 1024


def file_response(stored: StoredFile) -> FileResponse:
    """Return a file as an attachment. What was hashed is what is sent: one read, kept until then.

    The caller has checked that the person may see it.

    :raises DamagedFile: when the bytes are missing or changed; it is logged as an error.
    :raises InfectedFile: when the antivirus has found them infected.
    """
    if infection := scanning.infection_of(stored):
        raise _infected(stored, infection)
    copy = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the response closes it
    digest = hashlib.sha256()
    try:
        with stored.file.open("rb") as kept:
            for chunk in kept.chunks(_CHUNK):
                digest.update(chunk)
                copy.write(chunk)
    except OSError as error:
        copy.close()
        logger.error("Stored file %s cannot be read at %s.", stored.pk, stored.file.name)
        raise _damaged(stored) from error
    if digest.hexdigest() != stored.sha256:
        copy.close()
        logger.error("Stored file %s was changed: its bytes do not match %s.", stored.pk, stored.sha256)
        raise _damaged(stored)
    copy.seek(0)
    response = FileResponse(copy, as_attachment=True, filename=stored.name, content_type=stored.media_type)
    response["Content-Length"] = str(stored.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    # Whatever a browser makes of the bytes, it runs nothing of them.
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def draft_response(content: bytes, *, title: str, kind: FileType = DOCX) -> HttpResponse:
    """Return a draft or a workbook as an attachment; it is nobody's document, so nothing keeps it."""
    name = clean_name(title, kind)
    return HttpResponse(
        content,
        content_type=kind.media_type,
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment",
            "Cache-Control": "private, no-store",
        },
    )


def _infected(stored: StoredFile, infection: FileScan) -> InfectedFile:
    words = {"name": stored.name, "infection": infection.words, "on": date_format(infection.recorded_at)}
    return InfectedFile(
        Obstacle(
            text=_("El antivirus encontró «%(infection)s» en el archivo «%(name)s» el %(on)s: no se entrega.") % words,
            who=_("quien administra el sistema"),
        )
    )


def _damaged(stored: StoredFile) -> DamagedFile:
    return DamagedFile(
        Obstacle(
            text=_("El archivo «%(name)s» no coincide con el que se registró y no se entrega.") % {"name": stored.name},
            who=_("quien administra el sistema"),
        )
    )
