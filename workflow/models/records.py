"""The ledger: every act and every refused attempt, appended and never changed."""

from __future__ import annotations

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflow.models.cases import Case
from workflow.models.people import Post, User
from workflow.models.tasks import Task


class LedgerEntry(models.Model):
    """One entry of a case's record, readable without any other table.

    ``occurred_on`` is the legal date and ``grounds`` the document that grounds it when it lies in the
    past; ``recorded_at`` is the system's clock. Triggers refuse to change or delete a row.
    """

    class Kind(models.TextChoices):
        """What the entry tells."""

        ACT = "act", _("acto")
        REFUSAL = "refusal", _("intento rechazado")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="ledger")
    sequence = models.PositiveIntegerField(_("asiento"))
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.ACT)
    act = models.CharField(_("acto"), max_length=60)
    actor = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(_("persona"), max_length=301)
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    post_title = models.CharField(_("cargo"), max_length=250, blank=True)
    authority = models.JSONField(_("mandato"), default=dict, blank=True)
    occurred_on = models.DateField(_("fecha del acto"))
    grounds = models.CharField(_("documento que lo sustenta"), max_length=250, blank=True)
    recorded_at = models.DateTimeField(_("registrado el"), auto_now_add=True)
    subject = models.CharField(max_length=80)
    subject_label = models.CharField(max_length=250, blank=True)
    before = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    reason = models.TextField(_("motivo"), blank=True)
    task = models.ForeignKey(Task, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # Filled when entries are chained; an entry is the same entry before and after.
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("asiento")
        verbose_name_plural = _("asientos")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "sequence"], name="entry_has_its_own_number_in_the_case"),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="entry_numbers_start_at_one"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["case", "act"], name="entry_by_case_and_act"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.sequence} {self.act}"


class AccessRefusal(models.Model):
    """An attempt refused before it reached a case's record: who asked for which page, and when."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=10)
    path = models.CharField(max_length=400)
    status_code = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("acceso rechazado")
        verbose_name_plural = _("accesos rechazados")

    def __str__(self) -> str:
        return f"{self.method} {self.path}"
