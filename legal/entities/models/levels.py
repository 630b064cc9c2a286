"""The levels of government."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """Level of government."""

    NATIONAL = "national", _("Gobierno Nacional")
    REGIONAL = "regional", _("Gobierno Regional")
    LOCAL = "local", _("Gobierno Local")
