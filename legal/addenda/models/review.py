"""What is said about the draft of an addendum, and the instruments that its level requires."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legal.addenda.models.addenda import Addendum
from legal.documents.models import StoredFile
from legal.entities.models import InstrumentKind
from workflow.models import Process, User
from workflow.tracking import Records


class AddendumOpinionQuerySet(models.QuerySet["AddendumOpinion"]):
    """Filters of opinions."""

    def standing(self) -> Self:
        """Opinions on the text as it was last sent."""
        return self.filter(replaced=False)


class AddendumOpinion(models.Model):
    """The technical or legal opinion on an addendum. No typed change moves money yet, so no budget opinion is asked."""

    class Kind(models.TextChoices):
        """The opinions."""

        TECHNICAL = "technical", _("Opinión técnica")
        LEGAL = "legal", _("Opinión legal")

    class Status(models.TextChoices):
        """What the opinion concludes."""

        PENDING = "pending", _("pendiente")
        FAVORABLE = "favorable", _("favorable")
        OBSERVED = "observed", _("con observaciones")

    addendum = models.ForeignKey(Addendum, on_delete=models.PROTECT, related_name="opinions")
    kind = models.CharField(_("clase"), max_length=10, choices=Kind.choices)
    round = models.PositiveSmallIntegerField(_("vuelta"), default=1)
    process = models.OneToOneField(
        Process, null=True, blank=True, on_delete=models.PROTECT, related_name="addendum_opinion"
    )
    status = models.CharField(_("sentido"), max_length=10, choices=Status.choices, default=Status.PENDING)
    report = models.CharField(_("informe"), max_length=120, blank=True)
    conclusions = models.TextField(_("conclusiones"), blank=True)
    given_on = models.DateField(_("emitida el"), null=True, blank=True)
    given_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text_hash = models.CharField(_("huella del texto"), max_length=64, blank=True)
    replaced = models.BooleanField(_("reemplazada por una posterior"), default=False)

    history = Records()
    objects = AddendumOpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("opinión sobre la adenda")
        verbose_name_plural = _("opiniones sobre la adenda")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["addendum", "kind", "round"], name="addendum_opinion_is_given_once_a_round"
            ),
            models.CheckConstraint(
                condition=Q(status="pending") | Q(given_on__isnull=False, given_by__isnull=False),
                name="given_addendum_opinion_names_its_date_and_author",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.round})"


class AddendumInstrument(models.Model):
    """A required instrument that was brought, tied to the text of the addendum that it approved."""

    addendum = models.ForeignKey(Addendum, on_delete=models.PROTECT, related_name="instruments")
    kind = models.CharField(_("instrumento"), max_length=30, choices=InstrumentKind.choices)
    number = models.CharField(_("número"), max_length=120)
    issued_on = models.DateField(_("fecha"))
    file = models.ForeignKey(StoredFile, verbose_name=_("archivo"), on_delete=models.PROTECT, related_name="+")
    text_hash = models.CharField(_("huella del texto que aprobó"), max_length=64)
    registered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    history = Records()

    class Meta:
        verbose_name = _("instrumento de la adenda")
        verbose_name_plural = _("instrumentos de la adenda")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["addendum", "kind", "number"], name="addendum_instrument_is_registered_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"
