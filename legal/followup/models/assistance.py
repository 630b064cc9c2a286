"""Technical assistance that the entity asks for, and the visits and assistance that it was given."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legal.agreements.models import Agreement, Criterion, Indicator
from legal.documents.models import StoredFile
from workflow.models import Case, Process, Unit, User
from workflow.tracking import Records


class AssistanceRequest(models.Model):
    """What a unit of the entity asks of the DGPP or of the verifying body; answered by a visit, or declined."""

    class Status(models.TextChoices):
        """What became of the request."""

        OPEN = "open", _("sin respuesta")
        GIVEN = "given", _("atendida")
        DECLINED = "declined", _("no atendida")

    case = models.ForeignKey(
        Case, verbose_name=_("expediente"), on_delete=models.PROTECT, related_name="assistance_requests"
    )
    agreement = models.ForeignKey(
        Agreement, verbose_name=_("convenio"), on_delete=models.PROTECT, related_name="assistance_requests"
    )
    process = models.OneToOneField(
        Process, null=True, blank=True, on_delete=models.PROTECT, related_name="assistance_request"
    )
    unit = models.ForeignKey(Unit, verbose_name=_("unidad que la pide"), on_delete=models.PROTECT, related_name="+")
    addressee = models.ForeignKey(Unit, verbose_name=_("a quién se pide"), on_delete=models.PROTECT, related_name="+")
    criterion = models.ForeignKey(
        Criterion, verbose_name=_("criterio"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicador"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    subject = models.CharField(_("asunto"), max_length=250)
    detail = models.TextField(_("qué se necesita"))
    requested_on = models.DateField(_("pedida el"))
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(_("estado"), max_length=10, choices=Status.choices, default=Status.OPEN, editable=False)
    answered_on = models.DateField(_("respondida el"), null=True, blank=True)
    reason = models.TextField(_("por qué no se atiende"), blank=True)

    history = Records()

    class Meta:
        verbose_name = _("solicitud de asistencia técnica")
        verbose_name_plural = _("solicitudes de asistencia técnica")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(subject="") & ~Q(detail=""), name="assistance_request_says_what_is_needed"
            ),
            models.CheckConstraint(
                condition=Q(criterion__isnull=True) | Q(indicator__isnull=True),
                name="assistance_request_is_about_one_term",
            ),
            models.CheckConstraint(
                condition=Q(status="open", answered_on__isnull=True)
                | (~Q(status="open") & Q(answered_on__isnull=False)),
                name="assistance_request_is_answered_on_a_date_or_open",
            ),
            models.CheckConstraint(
                condition=Q(status="declined") & ~Q(reason="") | ~Q(status="declined") & Q(reason=""),
                name="only_a_declined_assistance_request_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Visit(models.Model):
    """A visit to the entity, or technical assistance that it was given; with or without a request. Never edited."""

    class Kind(models.TextChoices):
        """What it was."""

        VISIT = "visit", _("visita")
        ASSISTANCE = "assistance", _("asistencia técnica")

    case = models.ForeignKey(Case, verbose_name=_("expediente"), on_delete=models.PROTECT, related_name="visits")
    agreement = models.ForeignKey(
        Agreement, verbose_name=_("convenio"), on_delete=models.PROTECT, related_name="visits"
    )
    request = models.OneToOneField(
        AssistanceRequest,
        verbose_name=_("solicitud que atiende"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="visit",
    )
    kind = models.CharField(_("clase"), max_length=10, choices=Kind.choices)
    unit = models.ForeignKey(Unit, verbose_name=_("quién la dio"), on_delete=models.PROTECT, related_name="+")
    criterion = models.ForeignKey(
        Criterion, verbose_name=_("criterio"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicador"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    subject = models.CharField(_("asunto"), max_length=250)
    held_on = models.DateField(_("fecha"))
    place = models.CharField(_("lugar"), max_length=200)
    done = models.TextField(_("qué se hizo"))
    file = models.ForeignKey(
        StoredFile, verbose_name=_("archivo"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_on = models.DateField(_("registrada el"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    post_title = models.CharField(_("cargo"), max_length=250, blank=True)

    history = Records()

    class Meta:
        verbose_name = _("visita o asistencia técnica")
        verbose_name_plural = _("visitas y asistencia técnica")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(subject="") & ~Q(place="") & ~Q(done=""), name="visit_says_where_and_what"
            ),
            models.CheckConstraint(
                condition=Q(criterion__isnull=True) | Q(indicator__isnull=True), name="visit_is_about_one_term"
            ),
        ]

    def __str__(self) -> str:
        return self.subject
