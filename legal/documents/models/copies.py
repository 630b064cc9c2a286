"""The PDF copies that are wanted and made, and when something last looked for them."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legal.documents.models.files import StoredFile
from legal.documents.models.issued import IssuedDocument

# After so many failures a document is left alone until somebody asks for it again.
MOST_ATTEMPTS: Final = 3


class PdfProblem(models.TextChoices):
    """Why the last attempt gave no copy. Its label ends the sentence "No se pudo hacer: …"."""

    LOST = "lost", _("el archivo de Word no se puede leer o no es el que se emitió")
    TIMEOUT = "timeout", _("la conversión tardó demasiado y se detuvo")
    STOPPED = "stopped", _("LibreOffice se cerró mientras lo convertía")
    REFUSED = "refused", _("LibreOffice no pudo convertirlo")
    NOT_ARCHIVAL = "not_archival", _("el resultado no es un PDF/A-2b con etiquetas")


class PdfCopyQuerySet(models.QuerySet["PdfCopy"]):
    """Copies by what is still to be done with them."""

    def pending(self) -> PdfCopyQuerySet:
        """Those that are wanted and not given up."""
        return self.filter(file__isnull=True, attempts__lt=MOST_ATTEMPTS)

    def free(self, now: datetime) -> PdfCopyQuerySet:
        """Those pending that no worker has in its hands at an instant."""
        return self.pending().filter(Q(taken_until__isnull=True) | Q(taken_until__lte=now))

    def failed(self) -> PdfCopyQuerySet:
        """Those that were given up."""
        return self.filter(file__isnull=True, attempts__gte=MOST_ATTEMPTS)


class PdfCopy(models.Model):
    """The copy in PDF/A of an issued document: wanted from the issue on, made by a worker, never changed once made.

    The Word file is the original, with its hashes; the copy has its own, that of its file. ``taken_until`` is
    until when the worker that took it may be busy with it: a worker that died keeps nothing.
    """

    class State(models.TextChoices):
        """What stands of the copy. Derived, never stored."""

        PENDING = "pending", _("PDF en preparación")
        DONE = "done", _("Copia en PDF")
        FAILED = "failed", _("Sin copia en PDF")

    document = models.OneToOneField(
        IssuedDocument, verbose_name=_("documento"), on_delete=models.PROTECT, related_name="pdf_copy"
    )
    file = models.OneToOneField(
        StoredFile,
        verbose_name=_("archivo"),
        on_delete=models.PROTECT,
        related_name="pdf_copy",
        null=True,
        blank=True,
    )
    made_at = models.DateTimeField(_("hecha el"), null=True, blank=True)
    converter = models.CharField(_("hecha con"), max_length=60, blank=True)
    attempts = models.PositiveSmallIntegerField(_("intentos"), default=0)
    taken_until = models.DateTimeField(_("en manos de un proceso hasta"), null=True, blank=True)
    problem = models.CharField(_("último problema"), max_length=20, choices=PdfProblem, blank=True)
    detail = models.CharField(_("detalle"), max_length=250, blank=True)

    objects = PdfCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("copia en PDF")
        verbose_name_plural = _("copias en PDF")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(file__isnull=True, made_at__isnull=True, converter="")
                | (Q(file__isnull=False, made_at__isnull=False) & ~Q(converter="")),
                name="pdf_copy_made_has_file_date_and_converter",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["id"], condition=Q(file__isnull=True), name="pdf_copy_to_make"),
            # Answers whether a converter has ever run here.
            models.Index(fields=["attempts"], name="pdf_copy_attempts"),
        ]

    def __str__(self) -> str:
        return str(_("Copia en PDF de %(document)s") % {"document": self.document})

    @property
    def state(self) -> PdfCopy.State:
        """What stands of the copy."""
        if self.file_id:
            return self.State.DONE
        return self.State.FAILED if self.attempts >= MOST_ATTEMPTS else self.State.PENDING


class ConverterLook(models.Model):
    """When a converter last looked for copies to make: one row, written now and then while one runs."""

    looked_at = models.DateTimeField(_("última búsqueda"))
    converter = models.CharField(_("programa"), max_length=60)

    class Meta:
        verbose_name = _("búsqueda de copias en PDF por hacer")
        verbose_name_plural = _("búsquedas de copias en PDF por hacer")

    def __str__(self) -> str:
        return self.converter
