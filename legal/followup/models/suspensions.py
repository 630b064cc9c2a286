"""The suspension of a term, or of the whole agreement with its terms, until it is lifted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legal.agreements.models import Agreement
from legal.documents.models import StoredFile
from workflow.models import Case, Deadline, User
from workflow.tracking import Records


class Suspension(models.Model):
    """From a day on a term does not run; without a ``deadline``, the agreement and all its terms do not."""

    case = models.ForeignKey(Case, verbose_name=_("expediente"), on_delete=models.PROTECT, related_name="suspensions")
    agreement = models.ForeignKey(
        Agreement, verbose_name=_("convenio"), on_delete=models.PROTECT, related_name="suspensions"
    )
    deadline = models.ForeignKey(
        Deadline,
        verbose_name=_("plazo"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="suspensions",
    )
    ground = models.TextField(_("sustento"))
    document = models.CharField(_("documento que la dispone"), max_length=120)
    file = models.ForeignKey(StoredFile, verbose_name=_("archivo"), on_delete=models.PROTECT, related_name="+")
    suspended_on = models.DateField(_("desde"))
    suspended_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    lifted_on = models.DateField(_("levantada el"), null=True, blank=True)
    lifting_ground = models.TextField(_("sustento del levantamiento"), blank=True)
    lifting_document = models.CharField(_("documento que la levanta"), max_length=120, blank=True)
    lifting_file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    history = Records()

    class Meta:
        verbose_name = _("suspensión")
        verbose_name_plural = _("suspensiones")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["deadline"], condition=Q(lifted_on__isnull=True), name="term_has_one_suspension_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(lifted_on__isnull=True, deadline__isnull=True),
                name="agreement_has_one_suspension_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(ground="") & ~Q(document=""), name="suspension_has_its_ground_and_document"
            ),
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True) | Q(lifted_on__gte=models.F("suspended_on")),
                name="suspension_is_lifted_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deadline or self.agreement}: {self.suspended_on}"
