"""What a database is for, marked in itself."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

DEMONSTRATION = "demonstration"
UNFINISHED = "unfinished demonstration"
BENCHMARK = "benchmark"


class SiteMark(models.Model):
    """A mark on the whole database: it holds invented data. Dangerous commands ask for it."""

    name = models.CharField(max_length=40, primary_key=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("marca de la base de datos")
        verbose_name_plural = _("marcas de la base de datos")

    def __str__(self) -> str:
        return self.name
