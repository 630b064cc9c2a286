"""Tables of the files that are kept for good."""

from __future__ import annotations

from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

SHA256_LENGTH: Final = 64


class StoredFile(models.Model):
    """Bytes kept for good. The path is their hash, so that the same bytes are kept once.

    What came with the product was uploaded by nobody.
    """

    sha256 = models.CharField(_("huella SHA-256"), max_length=SHA256_LENGTH, db_index=True)
    size = models.PositiveBigIntegerField(_("tamaño en bytes"))
    media_type = models.CharField(_("tipo"), max_length=100)
    name = models.CharField(_("nombre"), max_length=150)
    file = models.FileField(_("archivo"), max_length=100)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("registrado por"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    recorded_at = models.DateTimeField(_("registrado el"), auto_now_add=True)

    class Meta:
        verbose_name = _("archivo")
        verbose_name_plural = _("archivos")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Exact(Length("sha256"), SHA256_LENGTH), name="stored_file_hash_has_64_digits"
            ),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="stored_file_is_not_empty"),
            models.CheckConstraint(condition=~models.Q(name=""), name="stored_file_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class MandateFile(models.Model):
    """The file of the instrument by which a mandate was given. A later one stands beside it, and replaces none."""

    mandate = models.ForeignKey(
        "workflow.Mandate", verbose_name=_("mandato"), on_delete=models.PROTECT, related_name="files"
    )
    file = models.OneToOneField(
        StoredFile, verbose_name=_("archivo"), on_delete=models.PROTECT, related_name="of_mandate"
    )

    class Meta:
        verbose_name = _("archivo de un mandato")
        verbose_name_plural = _("archivos de mandatos")

    def __str__(self) -> str:
        return str(self.file)
