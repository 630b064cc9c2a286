"""The notice of a document: how it was sent, when it was received, and the proof of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from legal.documents.models import IssuedDocument, StoredFile
from workflow.models import Case, Process, Unit
from workflow.tracking import Records


class Notice(models.Model):
    """One document served on one unit. Terms run from ``received_on`` only (TUO Ley 27444 arts. 20 to 25)."""

    class Channel(models.TextChoices):
        """How the document travels (TUO Ley 27444 art. 20)."""

        IN_PERSON = "in_person", _("entrega en la mesa de partes del destinatario")
        ELECTRONIC = "electronic", _("casilla o correo electrónico autorizado")
        COURIER = "courier", _("servicio de mensajería")

    class Status(models.TextChoices):
        """Where the notice stands."""

        PENDING = "pending", _("por enviar")
        SENT = "sent", _("enviada")
        RECEIVED = "received", _("recibida")

    case = models.ForeignKey(Case, verbose_name=_("expediente"), on_delete=models.PROTECT, related_name="notices")
    document = models.ForeignKey(
        IssuedDocument, verbose_name=_("documento"), on_delete=models.PROTECT, related_name="notices"
    )
    unit = models.ForeignKey(Unit, verbose_name=_("destinatario"), on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(_("asunto"), max_length=20)
    process = models.OneToOneField(Process, null=True, blank=True, on_delete=models.PROTECT, related_name="notice")
    status = models.CharField(_("estado"), max_length=10, choices=Status.choices, default=Status.PENDING)
    channel = models.CharField(_("medio"), max_length=15, choices=Channel.choices, blank=True)
    attempts = models.PositiveSmallIntegerField(_("envíos"), default=0)
    sent_on = models.DateField(_("enviada el"), null=True, blank=True)
    received_on = models.DateField(_("recibida el"), null=True, blank=True)
    receiver = models.CharField(_("quien recibió"), max_length=200, blank=True)
    receipt = models.ForeignKey(
        StoredFile,
        verbose_name=_("cargo de recepción"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    history = Records()

    class Meta:
        verbose_name = _("notificación")
        verbose_name_plural = _("notificaciones")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "unit"], name="document_is_served_once_on_each_unit"),
            models.CheckConstraint(
                condition=Q(status="pending") | Q(sent_on__isnull=False, attempts__gte=1),
                name="sent_notice_has_its_date",
            ),
            models.CheckConstraint(
                condition=(Q(status="received") & Q(received_on__isnull=False, receipt__isnull=False) & ~Q(receiver=""))
                | (~Q(status="received") & Q(received_on__isnull=True)),
                name="received_notice_has_its_date_and_receipt",
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(received_on__gte=F("sent_on")),
                name="notice_is_received_after_it_is_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document}, {self.unit.short_name}"
