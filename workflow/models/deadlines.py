"""Terms that run: what starts them, how long they last, when they end, what became of them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflow.calendars import Term
from workflow.calendars import Unit as TermUnit
from workflow.models.cases import Case
from workflow.models.people import Unit as UnitModel

# How many calendar days before its end a term is reminded of, where its norm says nothing.
WARNING_DAYS = (30, 15, 5, 1)


def default_warning_days() -> list[int]:
    """Return the days before the end of a term on which it is reminded of, unless its norm fixes others."""
    return list(WARNING_DAYS)


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    """Filters of deadlines."""

    def running(self) -> Self:
        """Deadlines that have started and have neither been met, stopped nor expired; suspended ones do not run."""
        return self.filter(status=Deadline.Status.RUNNING)

    def unsettled(self) -> Self:
        """Deadlines that run or are suspended."""
        return self.filter(status__in=[Deadline.Status.RUNNING, Deadline.Status.SUSPENDED])


class Deadline(models.Model):
    """One term of a case. ``starts_on`` is the day that starts it and is not counted itself.

    ``warning_days`` are calendar days before its end. ``extension_basis`` is the provision that lets it be
    extended: without one it is not (TUO Ley 27444 art. 147.1). The limit is what the whole term, extension
    included, may last by its norm.
    """

    class Status(models.TextChoices):
        """What became of the term."""

        RUNNING = "running", _("en curso")
        SUSPENDED = "suspended", _("suspendido")
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
    warning_days = models.JSONField(_("se recuerda, días antes"), default=default_warning_days)
    extension_basis = models.CharField(_("norma que permite prorrogarlo"), max_length=250, blank=True)
    limit_amount = models.PositiveSmallIntegerField(_("máximo con su prórroga"), null=True, blank=True)
    limit_unit = models.CharField(_("unidad del máximo"), max_length=20, choices=TermUnit.choices, blank=True)
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
                condition=(Q(status__in=["running", "suspended"]) & Q(settled_on__isnull=True))
                | (~Q(status__in=["running", "suspended"]) & Q(settled_on__isnull=False)),
                name="deadline_is_settled_on_a_date_or_runs",
            ),
            models.CheckConstraint(
                condition=Q(limit_amount__isnull=True, limit_unit="") | Q(limit_amount__gte=1) & ~Q(limit_unit=""),
                name="limit_of_a_deadline_has_its_unit",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["due_on"], condition=Q(status="running"), name="running_by_due_date")]

    def __str__(self) -> str:
        return f"{self.title}: {self.due_on}"

    @property
    def term(self) -> Term:
        """Its length as the norm gives it."""
        return Term(amount=self.amount, unit=TermUnit(self.term_unit))

    @property
    def limit(self) -> Term | None:
        """What it may last with its extension, where the norm says so."""
        return None if self.limit_amount is None else Term(amount=self.limit_amount, unit=TermUnit(self.limit_unit))

    @property
    def is_unsettled(self) -> bool:
        """Whether it runs or is suspended."""
        return self.status in {self.Status.RUNNING, self.Status.SUSPENDED}

    @property
    def ends_on(self) -> date | None:
        """Its last day; None while it is suspended: then nobody knows it."""
        return None if self.status == self.Status.SUSPENDED else self.due_on

    @property
    def suspension(self) -> DeadlineChange | None:
        """What suspended it, while it is suspended: the last such of its changes, which are read for it."""
        if self.status != self.Status.SUSPENDED:
            return None
        return [each for each in self.changes.all() if each.kind == DeadlineChange.Kind.SUSPENDED][-1]

    def is_over_on(self, on: date) -> bool:
        """Whether its end has passed by a date. A suspended term does not end."""
        return self.status == self.Status.EXPIRED or (self.ends_on is not None and on > self.ends_on)


class DeadlineChange(models.Model):
    """What moved the end of a term, with both dates and the reason; never changed itself.

    ``on`` is the legal date: from that day a suspended term does not run, and from that day a resumed
    one runs again. Only an extension has a length; only a suspension leaves the end open. ``document`` is the
    paper by which it was done; days that a norm closes have none.
    """

    class Kind(models.TextChoices):
        """What happened to the term."""

        RECOUNTED = "recounted", _("contado de nuevo")
        EXTENDED = "extended", _("prorrogado")
        SUSPENDED = "suspended", _("suspendido")
        RESUMED = "resumed", _("reanudado")

    deadline = models.ForeignKey(Deadline, verbose_name=_("plazo"), on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(_("clase"), max_length=10, choices=Kind.choices)
    on = models.DateField(_("fecha"))
    due_before = models.DateField(_("vencía el"))
    due_after = models.DateField(_("vence el"), null=True, blank=True)
    amount = models.PositiveSmallIntegerField(_("cantidad"), null=True, blank=True)
    term_unit = models.CharField(_("unidad"), max_length=20, choices=Deadline.TermUnit.choices, blank=True)
    document = models.CharField(_("documento"), max_length=120, blank=True)
    reason = models.TextField(_("motivo"))
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("cambio de un plazo")
        verbose_name_plural = _("cambios de los plazos")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["deadline"], condition=Q(kind="extended"), name="deadline_is_extended_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="suspended", due_after__isnull=True)
                | (~Q(kind="suspended") & Q(due_after__isnull=False)),
                name="only_a_suspension_leaves_the_end_open",
            ),
            models.CheckConstraint(
                condition=Q(kind="extended", amount__gte=1) & ~Q(term_unit="")
                | (~Q(kind="extended") & Q(amount__isnull=True, term_unit="")),
                name="only_an_extension_has_a_length",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="change_of_a_deadline_has_its_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.deadline_id}: {self.kind} {self.due_before} → {self.due_after}"

    @property
    def why(self) -> str:
        """The document by which it was done, and the reason."""
        return f"{self.document}. {self.reason}" if self.document else self.reason


class Reminder(models.Model):
    """A reminder that the clock has given: so many days before an end, once. Where the end moves, it is another end."""

    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="reminders")
    due_on = models.DateField(_("vencía el"))
    days_before = models.PositiveSmallIntegerField(_("días antes"))
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("recordatorio")
        verbose_name_plural = _("recordatorios")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["deadline", "due_on", "days_before"], name="deadline_is_reminded_once_at_each_step"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deadline_id}: {self.days_before}"
