"""Keep a file for good."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from legal.documents import scanning, uploads
from legal.documents.errors import CannotStore
from legal.documents.models import StoredFile
from workflow.models import User


def store_file(*, content: bytes, name: str, uploaded_by: User) -> StoredFile:
    """Keep a file for good and return its row; the same bytes are kept once on the disk.

    :raises CannotStore: when the bytes are not a file that may be kept (see ``uploads.file_type``), or the
        antivirus has found them infected.
    """
    kind = check_file(content)
    return keep(content, uploads.clean_name(name, kind), kind, uploaded_by)


def check_file(content: bytes, *, only: uploads.FileType | None = None) -> uploads.FileType:
    """Return the type of a file that may be kept. What the antivirus said of it was asked at the door.

    ``only`` is the one type that is taken, where it is one.

    :raises CannotStore: when it may not be kept.
    """
    kind = uploads.file_type(content, largest=settings.UPLOAD_MAX_BYTES, only=only)
    if obstacles := scanning.obstacles_to_keeping(hashlib.sha256(content).hexdigest()):
        raise CannotStore(*obstacles)
    return kind


def keep(content: bytes, name: str, kind: uploads.FileType, uploaded_by: User | None) -> StoredFile:
    """Keep bytes of a known type for good, under a clean name; nobody uploads what comes with the product.

    :raises CannotStore: when the same bytes are kept already, and were changed.
    """
    digest = hashlib.sha256(content).hexdigest()
    path = f"{digest[:2]}/{digest}"
    if not default_storage.exists(path):
        written = default_storage.save(path, ContentFile(content))
        if written != path:
            # Somebody wrote the same bytes meanwhile; the storage set ours aside under another name.
            default_storage.delete(written)
    with default_storage.open(path) as kept:
        if hashlib.sha256(kept.read()).hexdigest() != digest:
            raise CannotStore(_("El archivo guardado con esa huella está dañado. Avise a quien administra el sistema."))
    return StoredFile.objects.create(
        sha256=digest, size=len(content), media_type=kind.media_type, name=name, file=path, uploaded_by=uploaded_by
    )
