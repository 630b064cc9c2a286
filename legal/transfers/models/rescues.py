"""The rescue of a balance before it is lost: warning, answer, and a person's decision."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legal.agreements.models import Period
from legal.documents.models import IssuedDocument, StoredFile
from legal.notices.models import Notice
from legal.transfers.models.tranches import Tranche
from workflow.models import Case, Deadline, Process, User
from workflow.tracking import Records

WAITING_STATUSES = ("open", "warned", "running")


class Rescue(models.Model):
    """What is done about the balance of a tranche whose period is closed. Nothing is cancelled by time alone.

    A tranche whose criteria are carried has another rescue when the period that judged them again ends with
    a balance still.
    """

    class Status(models.TextChoices):
        """Where the rescue stands."""

        OPEN = "open", _("por apercibir")
        WARNED = "warned", _("apercibimiento emitido")
        RUNNING = "running", _("apercibimiento notificado")
        CANCELLED = "cancelled", _("saldo cancelado")
        CARRIED = "carried", _("criterios arrastrados")
        STOPPED = "stopped", _("sin efecto")

    case = models.ForeignKey(Case, verbose_name=_("expediente"), on_delete=models.PROTECT, related_name="rescues")
    tranche = models.ForeignKey(Tranche, verbose_name=_("tramo"), on_delete=models.PROTECT, related_name="rescues")
    process = models.OneToOneField(Process, null=True, blank=True, on_delete=models.PROTECT, related_name="rescue")
    status = models.CharField(_("estado"), max_length=10, choices=Status.choices, default=Status.OPEN, editable=False)
    opened_on = models.DateField(_("abierto el"))
    warning = models.OneToOneField(
        IssuedDocument,
        verbose_name=_("apercibimiento"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="rescue",
    )
    warning_notice = models.OneToOneField(
        Notice, null=True, blank=True, on_delete=models.PROTECT, related_name="rescue"
    )
    answer_deadline = models.OneToOneField(
        Deadline, null=True, blank=True, on_delete=models.PROTECT, related_name="rescue"
    )
    answer = models.TextField(_("respuesta de la entidad"), blank=True)
    answer_file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField(_("respondido el"), null=True, blank=True)
    letter = models.OneToOneField(
        IssuedDocument,
        verbose_name=_("oficio que decide"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="decided_rescue",
    )
    letter_notice = models.OneToOneField(
        Notice, null=True, blank=True, on_delete=models.PROTECT, related_name="decided_rescue"
    )
    carried_into = models.ForeignKey(
        Period,
        verbose_name=_("período que verifica lo arrastrado"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    amount = models.DecimalField(_("monto cancelado"), max_digits=17, decimal_places=2, null=True, blank=True)
    reason = models.TextField(_("sustento"), blank=True)
    decided_on = models.DateField(_("decidido el"), null=True, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    history = Records()

    class Meta:
        verbose_name = _("rescate del saldo")
        verbose_name_plural = _("rescates de saldos")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["tranche"],
                condition=Q(status__in=WAITING_STATUSES),
                name="tranche_has_one_rescue_under_way",
            ),
            models.CheckConstraint(
                condition=~Q(status="carried")
                | Q(
                    carried_into__isnull=False,
                    letter__isnull=False,
                    decided_on__isnull=False,
                    decided_by__isnull=False,
                )
                & ~Q(reason=""),
                name="criteria_are_carried_by_a_person_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status="cancelled")
                | Q(
                    warning_notice__isnull=False,
                    letter__isnull=False,
                    amount__gt=0,
                    decided_on__isnull=False,
                    decided_by__isnull=False,
                )
                & ~Q(reason=""),
                name="balance_is_cancelled_after_a_warning_by_a_person_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answer="") | Q(answered_on__isnull=False) & ~Q(answer=""),
                name="answered_warning_has_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tranche}: {self.get_status_display()}"
