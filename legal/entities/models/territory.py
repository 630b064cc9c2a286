"""Departments, provinces and districts, by their UBIGEO (INEI)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Department(models.Model):
    """A department; ``code`` is the first two digits of the UBIGEO (INEI)."""

    code = models.CharField(_("código"), max_length=2, primary_key=True)
    name = models.CharField(_("nombre"), max_length=60)

    class Meta:
        verbose_name = _("departamento")
        verbose_name_plural = _("departamentos")

    def __str__(self) -> str:
        return self.name


class Province(models.Model):
    """A province; ``code`` is the first four digits of the UBIGEO."""

    code = models.CharField(_("código"), max_length=4, primary_key=True)
    name = models.CharField(_("nombre"), max_length=80)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="provinces")

    class Meta:
        verbose_name = _("provincia")
        verbose_name_plural = _("provincias")

    def __str__(self) -> str:
        return self.name


class District(models.Model):
    """A district; ``code`` is its UBIGEO."""

    code = models.CharField(_("UBIGEO"), max_length=6, primary_key=True)
    name = models.CharField(_("nombre"), max_length=80)
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="districts")

    class Meta:
        verbose_name = _("distrito")
        verbose_name_plural = _("distritos")

    def __str__(self) -> str:
        return self.name
