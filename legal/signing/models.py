"""Signature rounds: who signs an issued document, in which order, and what each one did."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legal.documents.models import IssuedDocument, StoredFile
from workflow.models import Case, Mandate, Process, Unit, User
from workflow.tracking import Records


class SignatureRound(models.Model):
    """One round of signatures over one version of a document; a refused signature ends it."""

    class Order(models.TextChoices):
        """Whether the signatories are asked one after the other."""

        SEQUENCE = "sequence", _("uno después de otro")
        PARALLEL = "parallel", _("en cualquier orden")

    class Status(models.TextChoices):
        """What became of the round."""

        PREPARED = "prepared", _("por emitir")
        RUNNING = "running", _("en suscripción")
        SIGNED = "signed", _("suscrito")
        DECLINED = "declined", _("devuelto")
        STOPPED = "stopped", _("sin efecto")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="signature_rounds")
    subject = models.CharField(_("documento"), max_length=20)
    unit = models.ForeignKey(Unit, verbose_name=_("unidad que emite"), on_delete=models.PROTECT, related_name="+")
    process = models.OneToOneField(
        Process, null=True, blank=True, on_delete=models.PROTECT, related_name="signature_round"
    )
    document = models.OneToOneField(
        IssuedDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="signature_round"
    )
    order = models.CharField(_("orden"), max_length=10, choices=Order.choices)
    status = models.CharField(_("estado"), max_length=10, choices=Status.choices, default=Status.PREPARED)
    closed_on = models.DateField(_("concluida el"), null=True, blank=True)

    history = Records()

    class Meta:
        verbose_name = _("ronda de firmas")
        verbose_name_plural = _("rondas de firmas")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "subject"],
                condition=Q(status__in=["prepared", "running"]),
                name="one_round_of_a_document_runs_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["prepared", "stopped"]) | Q(document__isnull=False),
                name="running_round_has_its_document",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document or self.subject}: {self.get_status_display()}"


class Signature(models.Model):
    """One signature that is asked for: of which post, and how it was given or declined."""

    class Status(models.TextChoices):
        """What the signatory did."""

        PENDING = "pending", _("pendiente")
        SIGNED = "signed", _("firmó")
        DECLINED = "declined", _("devolvió sin firmar")

    class Method(models.TextChoices):
        """How the signature was given."""

        CONFIRMATION = "confirmation", _("conformidad registrada en el sistema")
        SIGNED_FILE = "signed_file", _("archivo firmado")

    round = models.ForeignKey(SignatureRound, on_delete=models.PROTECT, related_name="signatures")
    unit = models.ForeignKey(Unit, verbose_name=_("unidad"), on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("rol"), max_length=40)
    position = models.PositiveSmallIntegerField(_("orden"))
    process = models.OneToOneField(Process, null=True, blank=True, on_delete=models.PROTECT, related_name="signature")
    status = models.CharField(_("estado"), max_length=10, choices=Status.choices, default=Status.PENDING)
    method = models.CharField(_("modo"), max_length=15, choices=Method.choices, blank=True)
    file = models.ForeignKey(
        StoredFile, verbose_name=_("archivo firmado"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signer = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    mandate = models.ForeignKey(Mandate, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    printed_as = models.CharField(_("firma como"), max_length=300, blank=True)
    signed_on = models.DateField(_("fecha"), null=True, blank=True)
    reason = models.TextField(_("motivo"), blank=True)

    history = Records()

    class Meta:
        verbose_name = _("firma")
        verbose_name_plural = _("firmas")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "position"], name="signatories_have_one_place_each"),
            models.CheckConstraint(
                condition=Q(status="pending") | Q(signer__isnull=False, mandate__isnull=False, signed_on__isnull=False),
                name="signature_names_its_signer_mandate_and_date",
            ),
            models.CheckConstraint(
                condition=~Q(status="declined") | ~Q(reason=""), name="declined_signature_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(method="signed_file") | Q(file__isnull=False), name="signed_file_is_kept"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.get_status_display()}"
