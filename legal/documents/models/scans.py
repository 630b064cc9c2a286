"""The table of what an antivirus said."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from legal.documents.models.files import SHA256_LENGTH


class FileScan(models.Model):
    """What an antivirus said of some bytes. They are named by their hash: what it refuses is never kept."""

    class Outcome(models.TextChoices):
        """What it said."""

        CLEAN = "clean", _("sin hallazgos")
        INFECTED = "infected", _("infectado")
        FAILED = "failed", _("sin respuesta")

    sha256 = models.CharField(_("huella SHA-256"), max_length=SHA256_LENGTH, db_index=True)
    outcome = models.CharField(_("resultado"), max_length=8, choices=Outcome)
    words = models.CharField(_("lo que dijo el antivirus"), max_length=200, blank=True)
    signatures = models.CharField(_("versión de sus firmas"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(_("registrado el"), auto_now_add=True)

    class Meta:
        verbose_name = _("análisis de un archivo")
        verbose_name_plural = _("análisis de archivos")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Exact(Length("sha256"), SHA256_LENGTH), name="scan_names_64_digits"),
            models.CheckConstraint(
                condition=models.Q(outcome="failed") | ~models.Q(signatures=""), name="verdict_names_its_signatures"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="clean") | ~models.Q(words=""), name="scan_that_is_not_clean_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.sha256[:12]}"
