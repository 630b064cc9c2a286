"""The table of what issued documents were made of."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from legal.documents.models.files import StoredFile
from legal.documents.models.issued import IssuedDocument


class DocumentSource(models.Model):
    """What a document was made of besides its template and its date: the values, and the program that filled it.

    ``context`` is the canonical JSON of the values, whose hash is the document's ``text_sha256``. ``renderer`` names
    what decides the content of the file, ``compressor`` what decides its bytes as well. A document issued before this
    was kept has no such row.
    """

    document = models.OneToOneField(
        IssuedDocument, verbose_name=_("documento"), on_delete=models.PROTECT, related_name="source"
    )
    context = models.ForeignKey(StoredFile, verbose_name=_("datos"), on_delete=models.PROTECT, related_name="sources")
    renderer = models.CharField(_("programa que lo llenó"), max_length=200)
    compressor = models.CharField(_("programa que lo comprimió"), max_length=60)

    class Meta:
        verbose_name = _("datos de un documento")
        verbose_name_plural = _("datos de documentos")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(renderer="") & ~models.Q(compressor=""), name="document_source_names_its_program"
            ),
        ]

    def __str__(self) -> str:
        return str(_("Datos de %(document)s") % {"document": self.document})
