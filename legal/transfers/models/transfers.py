"""A transfer from its proposal to its confirmation, and the copies of the act that takes it into the budget."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legal.documents.models import IssuedDocument, StoredFile
from legal.norms.routes import Route
from legal.transfers.models.tranches import Calculation, Tranche
from workflow.models import Case, Deadline, Process
from workflow.tracking import Records

OPEN_STATUSES = ("proposed", "reviewed", "authorized", "instructed", "incorporated", "copied")


class Transfer(models.Model):
    """One transfer of what is due of a tranche. Its status is moved by services alone."""

    class Status(models.TextChoices):
        """Where the transfer stands."""

        PROPOSED = "proposed", _("propuesta")
        REVIEWED = "reviewed", _("cálculo conforme")
        AUTHORISED = "authorized", _("autorizada")
        INSTRUCTED = "instructed", _("instruida")
        INCORPORATED = "incorporated", _("incorporada en el presupuesto")
        COPIED = "copied", _("copias remitidas")
        CONFIRMED = "confirmed", _("transferida")
        RETURNED = "returned", _("devuelta")

    case = models.ForeignKey(Case, verbose_name=_("expediente"), on_delete=models.PROTECT, related_name="transfers")
    tranche = models.ForeignKey(Tranche, verbose_name=_("tramo"), on_delete=models.PROTECT, related_name="transfers")
    calculation = models.ForeignKey(
        Calculation, verbose_name=_("cálculo"), on_delete=models.PROTECT, related_name="transfers"
    )
    sequence = models.PositiveSmallIntegerField(_("orden"))
    process = models.OneToOneField(Process, null=True, blank=True, on_delete=models.PROTECT, related_name="transfer")
    amount = models.DecimalField(_("monto"), max_digits=17, decimal_places=2)
    route = models.CharField(_("fuente"), max_length=10, choices=Route.choices)
    status = models.CharField(
        _("estado"), max_length=12, choices=Status.choices, default=Status.PROPOSED, editable=False
    )
    proposed_on = models.DateField(_("propuesta el"))
    sheet = models.OneToOneField(
        IssuedDocument,
        verbose_name=_("hoja de cálculo"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="transfer",
    )
    instruction = models.CharField(_("documento que instruye"), max_length=120, blank=True)
    instructed_on = models.DateField(_("instruida el"), null=True, blank=True)
    instruction_file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    resolution = models.CharField(_("resolución del titular"), max_length=120, blank=True)
    resolved_on = models.DateField(_("fecha de la resolución"), null=True, blank=True)
    resolution_file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    copies_deadline = models.OneToOneField(
        Deadline, null=True, blank=True, on_delete=models.PROTECT, related_name="transfer"
    )
    siaf_record = models.CharField(_("registro SIAF"), max_length=40, blank=True)
    confirmed_on = models.DateField(_("confirmada el"), null=True, blank=True)
    return_reason = models.TextField(_("motivo de la devolución"), blank=True)
    returned_on = models.DateField(_("devuelta el"), null=True, blank=True)

    history = Records()

    class Meta:
        verbose_name = _("transferencia")
        verbose_name_plural = _("transferencias")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tranche", "sequence"], name="transfer_is_unique_in_its_tranche"),
            models.UniqueConstraint(
                fields=["tranche"], condition=Q(status__in=OPEN_STATUSES), name="tranche_has_one_transfer_under_way"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="transfer_is_of_something"),
            models.CheckConstraint(
                condition=~Q(status="confirmed") | Q(confirmed_on__isnull=False) & ~Q(siaf_record=""),
                name="confirmed_transfer_has_its_record",
            ),
            models.CheckConstraint(
                condition=~Q(status="returned") | Q(returned_on__isnull=False) & ~Q(return_reason=""),
                name="returned_transfer_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tranche}, {self.sequence}"

    @property
    def is_open(self) -> bool:
        """Whether it is under way: neither confirmed nor returned."""
        return self.status in OPEN_STATUSES


class BudgetCopy(models.Model):
    """A copy of the act that takes the money into the budget, sent to a body (DL 1440 art. 31.4)."""

    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="copies")
    body = models.CharField(_("destinatario"), max_length=200)
    document = models.CharField(_("documento"), max_length=120)
    sent_on = models.DateField(_("remitida el"))

    history = Records()

    class Meta:
        verbose_name = _("copia")
        verbose_name_plural = _("copias")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["transfer", "body"], name="copy_goes_once_to_each_body"),
            models.CheckConstraint(condition=~Q(document=""), name="copy_goes_with_a_document"),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.document}"
