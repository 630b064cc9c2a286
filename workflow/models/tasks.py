"""viewflow's processes and tasks on our own tables: real keys to the case, nobody deleted."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.models import AbstractProcess, AbstractTask
from viewflow.workflow.status import STATUS

from workflow.models.cases import Case
from workflow.models.deadlines import DeadlineChange
from workflow.models.people import Unit, User

OPEN = (STATUS.NEW, STATUS.ASSIGNED)


class Process(AbstractProcess):
    """One run of a flow for a case. ``key`` makes starting it twice harmless."""

    case = models.ForeignKey(Case, verbose_name=_("expediente"), on_delete=models.PROTECT, related_name="processes")
    key = models.CharField(max_length=60, blank=True)
    parent_task = models.ForeignKey(
        "workflow.Task", null=True, blank=True, on_delete=models.PROTECT, related_name="subprocesses"
    )
    data = models.JSONField(default=dict, blank=True)

    seed = artifact = None

    # viewflow's own manager answers its inbox; ours is workflow.inbox.
    objects: ClassVar[models.Manager[Process]] = models.Manager()

    class Meta:
        verbose_name = _("flujo de un expediente")
        verbose_name_plural = _("flujos de los expedientes")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "flow_class", "key"], condition=~Q(key=""), name="flow_starts_once_for_each_key"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["case", "status"], name="process_by_case_and_status")]


class Task(AbstractTask):
    """One step of a process: which role in which unit may take it, until when, and who did it."""

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="task_set")
    owner = models.ForeignKey(
        User, verbose_name=_("responsable"), null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    # viewflow's column, unused: its own table has the same reverse name.
    owner_permission_content_type = models.ForeignKey(
        ContentType, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(_("rol"), max_length=40, blank=True)
    unit = models.ForeignKey(
        Unit, verbose_name=_("unidad"), null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    # The legal date of the act that opened the step: its own act is not dated before it.
    opened_on = models.DateField(_("abierta el"), null=True, blank=True)
    due_on = models.DateField(_("vence"), null=True, blank=True)
    # What suspended the term that fixes when it is due; until the term goes on it is due on no day.
    suspended_by = models.ForeignKey(
        DeadlineChange,
        verbose_name=_("suspendida por"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    # When the superior of its post was told that it is overdue: once for each end.
    escalated_on = models.DateField(_("avisada al superior el"), null=True, blank=True)
    data = models.JSONField(default=dict, blank=True)

    # viewflow reads and writes these on a revived task; we carry no generic keys.
    seed = artifact = None

    objects: ClassVar[models.Manager[Task]] = models.Manager()

    class Meta:
        verbose_name = _("tarea")
        verbose_name_plural = _("tareas")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(suspended_by__isnull=True) | Q(due_on__isnull=True),
                name="step_of_a_suspended_term_is_due_on_no_day",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["role", "unit", "due_on", "id"],
                condition=Q(status__in=OPEN, flow_task_type="HUMAN"),
                name="open_task_by_role_and_unit",
            ),
            models.Index(
                fields=["owner", "due_on", "id"], condition=Q(status=STATUS.ASSIGNED), name="taken_task_by_owner"
            ),
            models.Index(fields=["process", "status"], name="task_by_process_and_status"),
        ]

    @property
    def is_open(self) -> bool:
        """Whether somebody may still do it."""
        return self.status in OPEN
