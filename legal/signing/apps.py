"""The room as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SigningConfig(AppConfig):
    """Signature rounds over an issued document; it does not know what is signed."""

    name = "legal.signing"
    verbose_name = _("Suscripción")
