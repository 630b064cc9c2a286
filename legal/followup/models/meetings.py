"""Meeting acts, and the targets that were agreed in them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legal.agreements.models import Agreement, Criterion, Indicator
from legal.documents.models import StoredFile
from workflow.models import Case, Unit, User
from workflow.tracking import Records


class Meeting(models.Model):
    """A meeting by its signed act (*acta*). The entity may confirm it, or object to it in writing."""

    class Answer(models.TextChoices):
        """What the entity answered."""

        PENDING = "pending", _("sin respuesta de la entidad")
        CONFIRMED = "confirmed", _("conforme")
        OBJECTED = "objected", _("objetada")

    case = models.ForeignKey(Case, verbose_name=_("expediente"), on_delete=models.PROTECT, related_name="meetings")
    agreement = models.ForeignKey(
        Agreement, verbose_name=_("convenio"), on_delete=models.PROTECT, related_name="meetings"
    )
    number = models.CharField(_("acta"), max_length=120)
    subject = models.CharField(_("asunto"), max_length=250)
    held_on = models.DateField(_("fecha"))
    place = models.CharField(_("lugar"), max_length=200)
    file = models.ForeignKey(StoredFile, verbose_name=_("acta firmada"), on_delete=models.PROTECT, related_name="+")
    recorded_on = models.DateField(_("registrada el"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(
        _("respuesta"), max_length=10, choices=Answer.choices, default=Answer.PENDING, editable=False
    )
    objection = models.TextField(_("objeción"), blank=True)
    answered_on = models.DateField(_("respondida el"), null=True, blank=True)

    history = Records()

    class Meta:
        verbose_name = _("acta de reunión")
        verbose_name_plural = _("actas de reunión")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "number"], name="meeting_act_is_registered_once"),
            models.CheckConstraint(
                condition=~Q(number="") & ~Q(subject="") & ~Q(place=""), name="meeting_says_which_where_and_what"
            ),
            models.CheckConstraint(
                condition=Q(answer="pending", answered_on__isnull=True)
                | (~Q(answer="pending") & Q(answered_on__isnull=False)),
                name="meeting_is_answered_on_a_date_or_waits",
            ),
            models.CheckConstraint(
                condition=Q(answer="objected") & ~Q(objection="") | ~Q(answer="objected") & Q(objection=""),
                name="only_an_objected_meeting_has_an_objection",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class AgreedTarget(models.Model):
    """What a unit agreed to do by a date (*meta acordada*), and whether it did, as a person says."""

    class Status(models.TextChoices):
        """What became of it."""

        PENDING = "pending", _("por cumplir")
        MET = "met", _("cumplida")
        NOT_MET = "not_met", _("no cumplida")

    meeting = models.ForeignKey(Meeting, verbose_name=_("acta"), on_delete=models.PROTECT, related_name="targets")
    position = models.PositiveSmallIntegerField(_("orden"))
    text = models.TextField(_("meta acordada"))
    unit = models.ForeignKey(Unit, verbose_name=_("unidad responsable"), on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(_("hasta el"))
    criterion = models.ForeignKey(
        Criterion, verbose_name=_("criterio"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicador"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    value = models.DecimalField(_("valor"), max_digits=18, decimal_places=6, null=True, blank=True)
    status = models.CharField(
        _("estado"), max_length=10, choices=Status.choices, default=Status.PENDING, editable=False
    )
    settled_on = models.DateField(_("fecha en que se determinó"), null=True, blank=True)
    reason = models.TextField(_("sustento"), blank=True)

    history = Records()

    class Meta:
        verbose_name = _("meta acordada")
        verbose_name_plural = _("metas acordadas")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "position"], name="agreed_target_has_its_place_in_its_act"),
            models.CheckConstraint(condition=~Q(text=""), name="agreed_target_says_something"),
            models.CheckConstraint(
                condition=Q(criterion__isnull=True) | Q(indicator__isnull=True), name="agreed_target_is_about_one_term"
            ),
            models.CheckConstraint(
                condition=Q(status="pending", settled_on__isnull=True, reason="")
                | (~Q(status="pending") & Q(settled_on__isnull=False) & ~Q(reason="")),
                name="agreed_target_is_settled_on_a_date_with_a_reason_or_waits",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
