"""What happened to accounts, and the half-yearly review of who holds which mandate."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflow.models.mandates import Mandate
from workflow.models.people import User


class AccountEvent(models.Model):
    """Something that changed how a person enters. ``by`` is empty when the person or the system did it.

    Triggers refuse to change or delete a row.
    """

    class Kind(models.TextChoices):
        """What happened."""

        LOCKED = "locked", _("se bloqueó por intentos fallidos")
        UNLOCKED = "unlocked", _("se desbloqueó")
        FACTOR_SET = "factor_set", _("activó su segundo factor")
        FACTOR_RESET = "factor_reset", _("se retiró su segundo factor")
        CODES_MADE = "codes_made", _("generó códigos de recuperación")
        PASSWORD_CHANGED = "password_changed", _("cambió su contraseña")
        SESSIONS_ENDED = "sessions_ended", _("se cerraron sus sesiones")
        DEACTIVATED = "deactivated", _("se desactivó la cuenta")
        REACTIVATED = "reactivated", _("se reactivó la cuenta")

    person = models.ForeignKey(User, verbose_name=_("persona"), on_delete=models.PROTECT, related_name="account_events")
    kind = models.CharField(_("hecho"), max_length=20, choices=Kind.choices)
    by = models.ForeignKey(
        User, verbose_name=_("por"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("motivo"), max_length=250, blank=True)
    recorded_at = models.DateTimeField(_("registrado el"), auto_now_add=True)

    class Meta:
        verbose_name = _("hecho de una cuenta")
        verbose_name_plural = _("hechos de las cuentas")
        indexes: ClassVar = [models.Index(fields=["person", "recorded_at"], name="account_event_by_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"


class PrivilegeReview(models.Model):
    """The answer of one administrator to one question: does this person still need this mandate?

    Triggers refuse to change or delete a row: the next review is another row.
    """

    class Outcome(models.TextChoices):
        """What the review decided."""

        CONFIRMED = "confirmed", _("confirmado")
        ENDED = "ended", _("con fin señalado")

    mandate = models.ForeignKey(Mandate, verbose_name=_("mandato"), on_delete=models.PROTECT, related_name="reviews")
    outcome = models.CharField(_("resultado"), max_length=20, choices=Outcome.choices)
    reviewed_by = models.ForeignKey(User, verbose_name=_("quien revisó"), on_delete=models.PROTECT, related_name="+")
    reviewed_on = models.DateField(_("fecha de la revisión"))
    recorded_at = models.DateTimeField(_("registrado el"), auto_now_add=True)

    class Meta:
        verbose_name = _("revisión de un mandato")
        verbose_name_plural = _("revisiones de mandatos")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome__in=["confirmed", "ended"]), name="review_confirms_or_ends_the_mandate"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["mandate", "reviewed_on"], name="review_by_mandate_and_day")]

    def __str__(self) -> str:
        return f"{self.mandate}: {self.get_outcome_display()}"
