"""The one request to extend a term, and its decision."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legal.documents.models import StoredFile
from workflow.calendars import Term
from workflow.calendars import Unit as TermUnit
from workflow.models import Case, Deadline, Process, User
from workflow.tracking import Records


class ExtensionRequest(models.Model):
    """The entity asks to extend a term, once, before its end; the DGPP grants or refuses it with a document."""

    class Status(models.TextChoices):
        """What became of the request."""

        OPEN = "open", _("por resolver")
        GRANTED = "granted", _("concedida")
        REFUSED = "refused", _("denegada")

    case = models.ForeignKey(
        Case, verbose_name=_("expediente"), on_delete=models.PROTECT, related_name="extension_requests"
    )
    process = models.OneToOneField(
        Process, null=True, blank=True, on_delete=models.PROTECT, related_name="extension_request"
    )
    deadline = models.OneToOneField(
        Deadline, verbose_name=_("plazo"), on_delete=models.PROTECT, related_name="extension_request"
    )
    amount = models.PositiveSmallIntegerField(_("cantidad que se pide"))
    term_unit = models.CharField(_("unidad"), max_length=20, choices=Deadline.TermUnit.choices)
    ground = models.TextField(_("sustento"))
    file = models.ForeignKey(
        StoredFile, verbose_name=_("archivo"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    requested_on = models.DateField(_("pedida el"))
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(_("estado"), max_length=10, choices=Status.choices, default=Status.OPEN, editable=False)
    document = models.CharField(_("documento que la resuelve"), max_length=120, blank=True)
    document_file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("motivo de la decisión"), blank=True)
    decided_on = models.DateField(_("resuelta el"), null=True, blank=True)

    history = Records()

    class Meta:
        verbose_name = _("solicitud de prórroga")
        verbose_name_plural = _("solicitudes de prórroga")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gte=1) & ~Q(ground=""), name="extension_is_asked_with_a_ground"),
            models.CheckConstraint(
                condition=Q(status="open", decided_on__isnull=True)
                | Q(decided_on__isnull=False, document_file__isnull=False)
                & ~Q(status="open")
                & ~Q(document="")
                & ~Q(reason=""),
                name="extension_is_decided_with_a_reason_and_a_document",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deadline.title}: {self.get_status_display()}"

    @property
    def more(self) -> Term:
        """How much longer the entity asks for."""
        return Term(amount=self.amount, unit=TermUnit(self.term_unit))
