"""What the second pair of eyes says of a verification report before it is issued."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legal.verification.models.verifications import Verification
from workflow.models import User
from workflow.tracking import Records


class ReportReview(models.Model):
    """One reading of the draft of report I or II: it is agreed with, or returned with notes that are replied to.

    ``round`` is that of the findings that were read; a report that was returned is read again in the next one.
    """

    verification = models.ForeignKey(Verification, on_delete=models.PROTECT, related_name="reviews")
    ordinal = models.PositiveSmallIntegerField(_("informe"))
    round = models.PositiveSmallIntegerField(_("vuelta"))
    agrees = models.BooleanField(_("conforme"))
    notes = models.TextField(_("notas"), blank=True)
    reviewed_on = models.DateField(_("revisado el"))
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    post_title = models.CharField(_("cargo"), max_length=250, blank=True)
    reply = models.TextField(_("respuesta del verificador"), blank=True)

    history = Records()

    class Meta:
        verbose_name = _("revisión de un informe")
        verbose_name_plural = _("revisiones de los informes")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["verification", "ordinal", "round"], name="report_is_reviewed_once_a_round"
            ),
            models.CheckConstraint(condition=Q(ordinal__in=[1, 2]), name="reviewed_reports_are_two"),
            models.CheckConstraint(condition=Q(agrees=True) | ~Q(notes=""), name="returned_report_says_why"),
            models.CheckConstraint(condition=Q(agrees=False) | Q(reply=""), name="agreed_report_needs_no_reply"),
        ]

    def __str__(self) -> str:
        return str(_("%(ordinal)s Informe, revisión %(round)d") % {"ordinal": "I" * self.ordinal, "round": self.round})
