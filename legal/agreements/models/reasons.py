"""Why a warning of the checks may stand: who wrote it, in which post, about which words."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from legal.agreements.models.agreements import Agreement
from workflow.models import Post, User
from workflow.tracking import Records


class Reason(models.Model):
    """The reason for which a warning may stand. It stands only while the warning says what its ``digest`` is of."""

    code = models.CharField(_("aviso"), max_length=40)
    subject = models.CharField(_("sobre"), max_length=250, blank=True)
    digest = models.CharField(_("huella de lo que se avisó"), max_length=64)
    warning = models.TextField(_("lo que se avisó"))
    reason = models.TextField(_("motivo"))
    given_by = models.ForeignKey(User, verbose_name=_("persona"), on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(
        Post, verbose_name=_("cargo"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    given_on = models.DateField(_("fecha"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.code} {self.subject}: {self.reason}"[:120]


class WarningReason(Reason):
    """The reason for a warning about the terms of a draft."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="warning_reasons")

    history = Records()

    class Meta:
        verbose_name = _("motivo de un aviso")
        verbose_name_plural = _("motivos de avisos")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "digest"], name="warning_has_one_reason_in_its_agreement"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="reason_of_a_warning_is_written"),
        ]
