"""The verification of a period, and the reports it ends in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legal.agreements.models import Period
from legal.documents.models import IssuedDocument
from legal.notices.models import Notice
from workflow.models import Case, Deadline, Process, Unit
from workflow.tracking import Records


class Verification(models.Model):
    """The verification of one year and level. Its status is moved by services alone."""

    class Status(models.TextChoices):
        """Where the verification stands."""

        REPORTING = "reporting", _("en espera del informe de cumplimiento")
        SUBMITTED = "submitted", _("informe de cumplimiento presentado")
        COMPLETING = "completing", _("informe por completar")
        ADMITTED = "admitted", _("en verificación")
        REPORTED = "reported", _("I Informe de Verificación emitido")
        OBSERVED = "observed", _("observaciones comunicadas")
        ANSWERED = "answered", _("subsanación presentada")
        LAPSED = "lapsed", _("plazo de subsanación vencido")
        CLOSED = "closed", _("período cerrado")

    class Outcome(models.TextChoices):
        """How the period ended."""

        ALL_MET = "all_met", _("sin observaciones")
        CORRECTED = "corrected", _("subsanado")
        PARTLY_CORRECTED = "partly_corrected", _("subsanado en parte")
        NOT_CORRECTED = "not_corrected", _("no subsanado")
        NOT_REPORTED = "not_reported", _("sin informe de cumplimiento")
        TERMINATED = "terminated", _("sin efecto por la resolución del convenio")

    case = models.ForeignKey(Case, verbose_name=_("expediente"), on_delete=models.PROTECT, related_name="verifications")
    period = models.OneToOneField(
        Period, verbose_name=_("período"), on_delete=models.PROTECT, related_name="verification"
    )
    third_unit = models.ForeignKey(
        Unit,
        verbose_name=_("tercero que verifica primero"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    process = models.OneToOneField(
        Process, null=True, blank=True, on_delete=models.PROTECT, related_name="verification"
    )
    status = models.CharField(
        _("estado"), max_length=12, choices=Status.choices, default=Status.REPORTING, editable=False
    )
    outcome = models.CharField(_("resultado"), max_length=20, choices=Outcome.choices, blank=True, editable=False)
    opened_on = models.DateField(_("abierta el"))
    is_late = models.BooleanField(_("informe fuera de plazo"), default=False)
    late_note = models.TextField(_("constancia del informe tardío"), blank=True)
    completion_asked_on = models.DateField(_("requerimiento de completar"), null=True, blank=True)
    completion_request = models.TextField(_("qué debe completarse"), blank=True)
    notice = models.OneToOneField(Notice, null=True, blank=True, on_delete=models.PROTECT, related_name="verification")
    correction_deadline = models.OneToOneField(
        Deadline, null=True, blank=True, on_delete=models.PROTECT, related_name="verification"
    )
    closed_on = models.DateField(_("cerrada el"), null=True, blank=True)

    history = Records()

    class Meta:
        verbose_name = _("verificación")
        verbose_name_plural = _("verificaciones")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status="closed", closed_on__isnull=False) & ~Q(outcome="")
                | ~Q(status="closed") & Q(closed_on__isnull=True, outcome=""),
                name="closed_verification_has_its_outcome_and_date",
            ),
            models.CheckConstraint(
                condition=Q(completion_asked_on__isnull=True, completion_request="")
                | Q(completion_asked_on__isnull=False) & ~Q(completion_request=""),
                name="completion_is_asked_for_in_words",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Año %(year)d (Nivel %(level)d)") % {"year": self.period.year, "level": self.period.level})


class Report(models.Model):
    """A verification report: I after the findings, II after the correction. Issued, hence never changed."""

    verification = models.ForeignKey(Verification, on_delete=models.PROTECT, related_name="reports")
    ordinal = models.PositiveSmallIntegerField(_("informe"))
    document = models.OneToOneField(IssuedDocument, on_delete=models.PROTECT, related_name="verification_report")
    criteria = models.PositiveSmallIntegerField(_("criterios del nivel"))
    met = models.PositiveSmallIntegerField(_("criterios cumplidos"))
    carried = models.PositiveSmallIntegerField(_("criterios arrastrados de otros niveles"), default=0)
    carried_met = models.PositiveSmallIntegerField(_("criterios arrastrados cumplidos"), default=0)
    issued_on = models.DateField(_("emitido el"))

    history = Records()

    class Meta:
        verbose_name = _("informe de verificación")
        verbose_name_plural = _("informes de verificación")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["verification", "ordinal"], name="verification_report_is_issued_once"),
            models.CheckConstraint(condition=Q(ordinal__in=[1, 2]), name="verification_reports_are_two"),
            models.CheckConstraint(condition=Q(met__lte=models.F("criteria")), name="met_criteria_are_of_the_level"),
            models.CheckConstraint(
                condition=Q(carried_met__lte=models.F("carried")), name="met_carried_criteria_are_of_the_carried"
            ),
        ]

    def __str__(self) -> str:
        return f"{'I' * self.ordinal} {self.document.number_text}"

    @property
    def is_observed(self) -> bool:
        """Whether some criterion is not met, of the level or of those carried into its period."""
        return self.met < self.criteria or self.carried_met < self.carried
