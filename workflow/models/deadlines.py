"""Terms that run: what starts them, how long they last, when they end, what became of them."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflow.calendars import Unit as TermUnit
from workflow.models.cases import Case
from workflow.models.people import Unit as UnitModel


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    """Filters of deadlines."""

    def running(self) -> Self:
        """Deadlines that have started and have neither been met, stopped nor expired."""
        return self.filter(status=Deadline.Status.RUNNING)


class Deadline(models.Model):
    """One term of a case. ``starts_on`` is the day that starts it and is not counted itself."""

    class Status(models.TextChoices):
        """What became of the term."""

        RUNNING = "running", _("en curso")
        MET = "met", _("cumplido")
        STOPPED = "stopped", _("sin efecto")
        EXPIRED = "expired", _("vencido")

    class TermUnit(models.TextChoices):
        """How the term is counted."""

        CALENDAR_DAYS = TermUnit.CALENDAR_DAYS.value, _("días calendario")
        WORKING_DAYS = TermUnit.WORKING_DAYS.value, _("días hábiles")
        MONTHS = TermUnit.MONTHS.value, _("meses")

    case = models.ForeignKey(Case, verbose_name=_("expediente"), on_delete=models.PROTECT, related_name="deadlines")
    role = models.CharField(_("rol que debe cumplirlo"), max_length=40)
    unit = models.ForeignKey(
        UnitModel, verbose_name=_("unidad que debe cumplirlo"), on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("plazo"), max_length=60)
    title = models.CharField(_("denominación"), max_length=200)
    starts_on = models.DateField(_("corre desde"))
    amount = models.PositiveSmallIntegerField(_("cantidad"))
    term_unit = models.CharField(_("unidad"), max_length=20, choices=TermUnit.choices)
    basis = models.CharField(_("norma que lo fija"), max_length=250)
    due_on = models.DateField(_("vence el"))
    status = models.CharField(_("estado"), max_length=10, choices=Status.choices, default=Status.RUNNING)
    settled_on = models.DateField(_("concluyó el"), null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    clock_error = models.CharField(_("error del reloj"), max_length=250, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("plazo")
        verbose_name_plural = _("plazos")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "name"], name="deadline_is_named_once_in_its_case"),
            models.CheckConstraint(condition=Q(amount__gte=1), name="deadline_lasts_at_least_one"),
            models.CheckConstraint(
                condition=Q(status="running", settled_on__isnull=True)
                | (~Q(status="running") & Q(settled_on__isnull=False)),
                name="deadline_is_settled_on_a_date_or_runs",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["due_on"], condition=Q(status="running"), name="running_by_due_date")]

    def __str__(self) -> str:
        return f"{self.title}: {self.due_on}"


class Reminder(models.Model):
    """A reminder that the clock has given: so many days before the end, once."""

    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="reminders")
    days_before = models.PositiveSmallIntegerField(_("días antes"))
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("recordatorio")
        verbose_name_plural = _("recordatorios")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["deadline", "days_before"], name="deadline_is_reminded_once_at_each_step"),
        ]

    def __str__(self) -> str:
        return f"{self.deadline_id}: {self.days_before}"
