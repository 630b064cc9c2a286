"""Who took part in a visit or in a meeting."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legal.followup.models.assistance import Visit
from legal.followup.models.meetings import Meeting
from workflow.tracking import Records


class Attendee(models.Model):
    """A person who took part, by the words of the paper: many have no post in the system."""

    visit = models.ForeignKey(
        Visit, verbose_name=_("visita"), null=True, blank=True, on_delete=models.PROTECT, related_name="attendees"
    )
    meeting = models.ForeignKey(
        Meeting, verbose_name=_("reunión"), null=True, blank=True, on_delete=models.PROTECT, related_name="attendees"
    )
    name = models.CharField(_("nombre"), max_length=150)
    post = models.CharField(_("cargo"), max_length=150)
    unit = models.CharField(_("unidad o entidad"), max_length=200)

    history = Records()

    class Meta:
        verbose_name = _("participante")
        verbose_name_plural = _("participantes")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(visit__isnull=True, meeting__isnull=False) | Q(visit__isnull=False, meeting__isnull=True),
                name="attendee_took_part_in_one_visit_or_meeting",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(post="") & ~Q(unit=""), name="attendee_is_named_with_post_and_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.post}, {self.unit}"
