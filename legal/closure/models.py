"""The closure of an agreement, its termination, and what was learned from it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legal.agreements.models import Agreement, Period
from legal.documents.models import IssuedDocument, StoredFile
from legal.notices.models import Notice
from workflow.models import Case, Process, User
from workflow.tracking import Records


class Lesson(models.Model):
    """A good practice or a lesson learned, recorded when it is fresh: in a period or at closure."""

    class Kind(models.TextChoices):
        """What it is."""

        GOOD_PRACTICE = "good_practice", _("buena práctica")
        LESSON = "lesson", _("lección aprendida")

    case = models.ForeignKey(Case, verbose_name=_("expediente"), on_delete=models.PROTECT, related_name="lessons")
    period = models.ForeignKey(
        Period, verbose_name=_("período"), null=True, blank=True, on_delete=models.PROTECT, related_name="lessons"
    )
    kind = models.CharField(_("clase"), max_length=15, choices=Kind.choices)
    text = models.TextField(_("texto"))
    recorded_on = models.DateField(_("fecha"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    post_title = models.CharField(_("cargo"), max_length=250, blank=True)

    history = Records()

    class Meta:
        verbose_name = _("lección o buena práctica")
        verbose_name_plural = _("lecciones y buenas prácticas")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="lesson_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text}"[:80]


class Closure(models.Model):
    """The closure of an agreement whose term has ended: the final report and the act."""

    class Status(models.TextChoices):
        """Where the closure stands."""

        REPORTING = "reporting", _("en espera del informe final")
        REPORTED = "reported", _("informe final presentado")
        ACCEPTED = "accepted", _("informe final conforme")
        CLOSED = "closed", _("cerrado")

    case = models.OneToOneField(Case, verbose_name=_("expediente"), on_delete=models.PROTECT, related_name="closure")
    agreement = models.OneToOneField(
        Agreement, verbose_name=_("convenio"), on_delete=models.PROTECT, related_name="closure"
    )
    process = models.OneToOneField(Process, null=True, blank=True, on_delete=models.PROTECT, related_name="closure")
    status = models.CharField(
        _("estado"), max_length=10, choices=Status.choices, default=Status.REPORTING, editable=False
    )
    opened_on = models.DateField(_("abierto el"))
    report_number = models.CharField(_("informe final"), max_length=120, blank=True)
    report_file = models.ForeignKey(
        StoredFile, verbose_name=_("archivo"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    report_summary = models.TextField(_("resumen"), blank=True)
    reported_on = models.DateField(_("presentado el"), null=True, blank=True)
    unspent = models.DecimalField(_("saldos no gastados (S/)"), max_digits=17, decimal_places=2, null=True, blank=True)
    unspent_note = models.TextField(_("destino de los saldos"), blank=True)
    unspent_followed = models.DecimalField(
        _("saldos no gastados según el seguimiento (S/)"), max_digits=17, decimal_places=2, null=True, blank=True
    )
    unspent_difference = models.TextField(_("por qué difiere del seguimiento"), blank=True)
    returned_reason = models.TextField(_("motivo de la devolución"), blank=True)
    document = models.OneToOneField(
        IssuedDocument,
        verbose_name=_("acta de cierre"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="closure",
    )
    closed_on = models.DateField(_("cerrado el"), null=True, blank=True)

    history = Records()

    class Meta:
        verbose_name = _("cierre")
        verbose_name_plural = _("cierres")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(unspent__isnull=True) | Q(unspent__gte=0), name="unspent_balance_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(unspent__isnull=True)
                | Q(unspent_followed__isnull=True)
                | Q(unspent=models.F("unspent_followed"))
                | ~Q(unspent_difference=""),
                name="unspent_balance_that_differs_from_follow_up_is_explained",
            ),
            models.CheckConstraint(
                condition=Q(status="reporting") | Q(report_file__isnull=False, unspent__isnull=False),
                name="reported_closure_has_its_final_report",
            ),
            models.CheckConstraint(
                condition=~Q(status="closed") | Q(document__isnull=False, closed_on__isnull=False),
                name="closed_closure_has_its_act_and_date",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Cierre de %(agreement)s") % {"agreement": self.agreement})


class Termination(models.Model):
    """An early end: its cause, the legal opinion, the act, its notice and the settlement."""

    class Cause(models.TextChoices):
        """Why the agreement ends before its term (TUO Ley 27444 art. 88.3 for the separation)."""

        BREACH = "breach", _("incumplimiento")
        MUTUAL = "mutual", _("mutuo acuerdo")
        SEPARATION = "separation", _("libre separación")

    class Status(models.TextChoices):
        """Where the termination stands."""

        PROPOSED = "proposed", _("propuesta")
        OPINED = "opined", _("con opinión legal")
        DECIDED = "decided", _("resuelta, por notificar")
        SERVED = "served", _("notificada, en liquidación")
        SETTLED = "settled", _("liquidada")
        REJECTED = "rejected", _("no aprobada")

    case = models.ForeignKey(Case, verbose_name=_("expediente"), on_delete=models.PROTECT, related_name="terminations")
    agreement = models.ForeignKey(
        Agreement, verbose_name=_("convenio"), on_delete=models.PROTECT, related_name="terminations"
    )
    process = models.OneToOneField(Process, null=True, blank=True, on_delete=models.PROTECT, related_name="termination")
    status = models.CharField(
        _("estado"), max_length=10, choices=Status.choices, default=Status.PROPOSED, editable=False
    )
    cause = models.CharField(_("causa"), max_length=12, choices=Cause.choices)
    facts = models.TextField(_("hechos"))
    proposed_on = models.DateField(_("propuesta el"))
    opinion_report = models.CharField(_("informe legal"), max_length=120, blank=True)
    opinion = models.TextField(_("opinión legal"), blank=True)
    opined_on = models.DateField(_("opinada el"), null=True, blank=True)
    document = models.OneToOneField(
        IssuedDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="termination"
    )
    notice = models.OneToOneField(Notice, null=True, blank=True, on_delete=models.PROTECT, related_name="termination")
    decided_on = models.DateField(_("decidida el"), null=True, blank=True)
    reason = models.TextField(_("motivo"), blank=True)
    settled_on = models.DateField(_("liquidada el"), null=True, blank=True)
    cancelled = models.DecimalField(_("saldos cancelados"), max_digits=17, decimal_places=2, null=True, blank=True)

    history = Records()

    class Meta:
        verbose_name = _("resolución del convenio")
        verbose_name_plural = _("resoluciones de convenios")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agreement"], condition=~Q(status="rejected"), name="agreement_is_terminated_once"
            ),
            models.CheckConstraint(condition=~Q(facts=""), name="termination_states_its_facts"),
            models.CheckConstraint(
                condition=Q(status__in=["proposed", "opined", "rejected"])
                | Q(document__isnull=False, notice__isnull=False, decided_on__isnull=False),
                name="decided_termination_has_its_act_and_notice",
            ),
            models.CheckConstraint(
                condition=~Q(status="settled") | Q(settled_on__isnull=False), name="settled_termination_has_its_date"
            ),
            models.CheckConstraint(
                condition=~Q(status="settled") | Q(cancelled__isnull=False, cancelled__gte=0),
                name="settled_termination_says_what_it_cancelled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}: {self.get_cause_display()}"
