"""Days on which the State does not work, beyond weekends and the holidays of the law."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workflow.tracking import Records


class NonWorkingDay(models.Model):
    """A day that a norm closes: for the whole State, or for the units of one place.

    A norm that opens the day again is written down too (``revoked_by``); the row stays. ``was_closed``
    tells how the terms that run were counted last: where it differs from ``is_closed``, they are still
    to be counted anew.
    """

    class Kind(models.TextChoices):
        """What the norm makes of the day (TUO Ley 27444 art. 145.1 leaves out all three)."""

        PUBLIC_SECTOR = "public_sector", gettext_lazy("día no laborable del sector público")
        HOLIDAY = "holiday", gettext_lazy("feriado nacional")
        LOCAL = "local", gettext_lazy("feriado regional o local")

    day = models.DateField(gettext_lazy("día"))
    kind = models.CharField(gettext_lazy("clase"), max_length=15, choices=Kind.choices, default=Kind.PUBLIC_SECTOR)
    place = models.CharField(
        gettext_lazy("lugar"),
        max_length=6,
        blank=True,
        help_text=gettext_lazy(
            "De un feriado regional o local: UBIGEO del departamento (2 cifras), la provincia (4) o el distrito (6)."
        ),
    )
    name = models.CharField(gettext_lazy("denominación"), max_length=120, blank=True)
    norm = models.CharField(
        gettext_lazy("norma que lo declara"), max_length=120, help_text=gettext_lazy("Por ejemplo: DS 042-2025-PCM.")
    )
    revoked_by = models.CharField(gettext_lazy("norma que lo deja sin efecto"), max_length=120, blank=True)
    was_closed = models.BooleanField(default=False, editable=False)

    history = Records()

    class Meta:
        verbose_name = gettext_lazy("día no laborable")
        verbose_name_plural = gettext_lazy("días no laborables")
        ordering: ClassVar = ["-day", "place"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["day", "place"],
                name="day_is_closed_once_in_its_place",
                violation_error_message=gettext_lazy("Ese día ya está registrado para ese lugar."),
            ),
            models.CheckConstraint(
                condition=(Q(kind="local") & ~Q(place="")) | (~Q(kind="local") & Q(place="")),
                name="local_holiday_names_its_place",
                violation_error_message=gettext_lazy(
                    "Un feriado regional o local lleva su lugar; los demás días rigen en todo el país y van sin él."
                ),
            ),
            models.CheckConstraint(condition=~Q(norm=""), name="closed_day_names_its_norm"),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.ground}"

    @property
    def is_closed(self) -> bool:
        """Whether the day is closed, as far as the norms recorded say."""
        return not self.revoked_by

    @property
    def ground(self) -> str:
        """Why the day does not count, in words: "feriado regional: Batalla de Ayacucho (Ley 24682)"."""
        what = str(self.get_kind_display())
        if self.name:
            what = _("%(kind)s: %(name)s") % {"kind": what, "name": self.name}
        return f"{what} ({self.norm})"
