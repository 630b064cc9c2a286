"""The addendum itself: who asked for it, on which grounds, and where it stands."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from legal.agreements.models import Agreement
from legal.documents.models import IssuedDocument, StoredFile
from legal.signing.models import SignatureRound
from workflow.models import Case, Process, Unit
from workflow.tracking import Records


class Addendum(models.Model):
    """An addendum of an agreement in force, numbered in its agreement when it is issued. Services move its status."""

    class Status(models.TextChoices):
        """Where the addendum stands."""

        REQUESTED = "requested", _("Solicitada")
        DRAFTING = "drafting", _("En redacción")
        IN_REVIEW = "in_review", _("En opinión")
        APPROVED = "approved", _("Aprobada para la firma")
        IN_SIGNATURE = "in_signature", _("En suscripción")
        SIGNED = "signed", _("Suscrita, por entrar en vigor")
        IN_FORCE = "in_force", _("En vigor")
        DENIED = "denied", _("Denegada")
        WITHDRAWN = "withdrawn", _("Desistida")
        LAPSED = "lapsed", _("Sin efecto")

    case = models.ForeignKey(Case, verbose_name=_("expediente"), on_delete=models.PROTECT, related_name="addenda")
    agreement = models.ForeignKey(
        Agreement, verbose_name=_("convenio"), on_delete=models.PROTECT, related_name="addenda"
    )
    process = models.OneToOneField(Process, null=True, blank=True, on_delete=models.PROTECT, related_name="addendum")
    signature_round = models.OneToOneField(
        SignatureRound, null=True, blank=True, on_delete=models.PROTECT, related_name="addendum"
    )
    document = models.OneToOneField(
        IssuedDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="addendum"
    )
    status = models.CharField(
        _("estado"), max_length=12, choices=Status.choices, default=Status.REQUESTED, editable=False
    )
    number = models.PositiveSmallIntegerField(_("número"), null=True, blank=True, editable=False)
    requested_by = models.ForeignKey(Unit, verbose_name=_("solicitada por"), on_delete=models.PROTECT, related_name="+")
    requested_on = models.DateField(_("solicitada el"))
    grounds = models.TextField(_("sustento"))
    report = models.CharField(_("informe que la sustenta"), max_length=120)
    report_file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    effective_on = models.DateField(_("rige desde"), null=True, blank=True)
    signed_on = models.DateField(_("suscrita el"), null=True, blank=True, editable=False)
    in_force_from = models.DateField(_("en vigor desde"), null=True, blank=True, editable=False)
    reason = models.TextField(_("motivo"), blank=True)

    history = Records()

    class Meta:
        verbose_name = _("adenda")
        verbose_name_plural = _("adendas")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "number"], name="addendum_number_is_unique_in_its_agreement"),
            models.CheckConstraint(condition=Q(number__isnull=True) | Q(number__gte=1), name="addenda_start_at_one"),
            models.CheckConstraint(condition=~Q(grounds="") & ~Q(report=""), name="addendum_states_its_grounds"),
            models.CheckConstraint(
                condition=~Q(status__in=["signed", "in_force"])
                | Q(number__isnull=False, signed_on__isnull=False, in_force_from__isnull=False),
                name="signed_addendum_has_number_and_dates",
            ),
            models.CheckConstraint(
                condition=Q(in_force_from__isnull=True) | Q(in_force_from__gte=F("signed_on")),
                name="addendum_rules_from_its_signature_or_later",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["denied", "withdrawn", "lapsed"]) | ~Q(reason=""),
                name="addendum_that_failed_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} – {self.agreement}"

    @property
    def label(self) -> str:
        """Its number; while it has none, the day on which it was asked for tells it from others."""
        if self.number:
            return str(_("Adenda N° %(number)d") % {"number": self.number})
        words = {"date": date_format(self.requested_on, "DATE_FORMAT")}
        return str(_("Adenda sin número, solicitada el %(date)s") % words)

    @property
    def has_failed(self) -> bool:
        """Whether it ended without ruling."""
        return self.status in {self.Status.DENIED, self.Status.WITHDRAWN, self.Status.LAPSED}

    @property
    def named(self) -> str:
        """Its label as a sentence has it after an article: *adenda N° 1*."""
        return self.label[:1].lower() + self.label[1:]
