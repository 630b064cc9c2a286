"""What is said about a draft: consultations, opinions, observations, required instruments."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from legal.agreements.models.agreements import Agreement
from legal.documents.models import StoredFile
from legal.entities.models import InstrumentKind
from workflow.models import Process, Unit, User
from workflow.tracking import Records


class Part(models.TextChoices):
    """The parts of the terms: what an observation is about, and what it unlocks."""

    OBJECT = "object", _("Objeto, objetivos y contrapartida")
    PARTIES = "parties", _("Partes y firmas")
    AMBIT = "ambit", _("Programas, ámbito y productos priorizados")
    MONEY = "money", _("Monto, distribución y duración")
    COMMITMENTS = "commitments", _("Compromisos de gestión")
    INDICATORS = "indicators", _("Indicadores y metas")


class Consultation(models.Model):
    """A unit asked to comment on a draft; its silence does not stop the draft once the term is over."""

    class Status(models.TextChoices):
        """What became of the consultation."""

        PENDING = "pending", _("en consulta")
        ANSWERED = "answered", _("respondida")
        UNANSWERED = "unanswered", _("sin respuesta en el plazo")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="consultations")
    unit = models.ForeignKey(
        Unit, verbose_name=_("unidad consultada"), on_delete=models.PROTECT, related_name="consultations"
    )
    process = models.OneToOneField(
        Process, null=True, blank=True, on_delete=models.PROTECT, related_name="consultation"
    )
    status = models.CharField(_("estado"), max_length=12, choices=Status.choices, default=Status.PENDING)
    comment = models.TextField(_("comentario"), blank=True)
    answered_on = models.DateField(_("respondida el"), null=True, blank=True)

    history = Records()

    class Meta:
        verbose_name = _("consulta")
        verbose_name_plural = _("consultas")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "unit"], name="unit_is_consulted_once_on_an_agreement"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.get_status_display()}"


class OpinionQuerySet(models.QuerySet["Opinion"]):
    """Filters of opinions."""

    def standing(self) -> Self:
        """Opinions that stand: the last of each kind."""
        return self.filter(replaced=False)


class Opinion(models.Model):
    """The technical, budget or legal opinion on the text of a draft."""

    class Kind(models.TextChoices):
        """The three opinions."""

        TECHNICAL = "technical", _("Opinión técnica")
        BUDGET = "budget", _("Opinión presupuestal")
        LEGAL = "legal", _("Opinión legal")

    class Status(models.TextChoices):
        """What the opinion concludes."""

        PENDING = "pending", _("pendiente")
        FAVORABLE = "favorable", _("favorable")
        OBSERVED = "observed", _("con observaciones")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="opinions")
    kind = models.CharField(_("clase"), max_length=10, choices=Kind.choices)
    round = models.PositiveSmallIntegerField(_("vuelta"), default=1)
    process = models.OneToOneField(Process, null=True, blank=True, on_delete=models.PROTECT, related_name="opinion")
    status = models.CharField(_("sentido"), max_length=10, choices=Status.choices, default=Status.PENDING)
    report = models.CharField(_("informe"), max_length=120, blank=True)
    conclusions = models.TextField(_("conclusiones"), blank=True)
    given_on = models.DateField(_("emitida el"), null=True, blank=True)
    given_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text_hash = models.CharField(_("huella del texto"), max_length=64, blank=True)
    replaced = models.BooleanField(_("reemplazada por una posterior"), default=False)

    history = Records()
    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("opinión")
        verbose_name_plural = _("opiniones")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "kind", "round"], name="opinion_is_given_once_a_round"),
            models.UniqueConstraint(
                fields=["agreement", "kind"], condition=Q(replaced=False), name="one_opinion_of_each_kind_stands"
            ),
            models.CheckConstraint(
                condition=Q(status="pending") | Q(given_on__isnull=False, given_by__isnull=False),
                name="given_opinion_names_its_date_and_author",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.round})"


class Observation(models.Model):
    """Something to correct in one part of the text, or in all of it. Only what is observed unlocks."""

    WHOLE_TEXT: ClassVar = ""

    class Origin(models.TextChoices):
        """Who observes."""

        OPINION = "opinion", _("opinión")
        DIRECTOR = "director", _("Dirección General")
        SIGNATORY = "signatory", _("firmante")
        VISA = "visa", _("visto bueno")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="observations")
    number = models.PositiveSmallIntegerField(_("número"))
    origin = models.CharField(_("origen"), max_length=10, choices=Origin.choices)
    opinion = models.ForeignKey(Opinion, null=True, blank=True, on_delete=models.PROTECT, related_name="observations")
    part = models.CharField(_("parte"), max_length=12, choices=Part.choices, blank=True)
    text = models.TextField(_("observación"))
    raised_on = models.DateField(_("formulada el"))
    answer = models.TextField(_("respuesta"), blank=True)
    answered_on = models.DateField(_("respondida el"), null=True, blank=True)

    history = Records()

    class Meta:
        verbose_name = _("observación")
        verbose_name_plural = _("observaciones")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "number"], name="observation_has_its_own_number"),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answer="") | (Q(answered_on__isnull=False) & ~Q(answer="")),
                name="answered_observation_has_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"[:80]

    @property
    def opens(self) -> tuple[str, ...]:
        """The parts that it opens for correction."""
        return (self.part,) if self.part else tuple(Part.values)

    @property
    def part_title(self) -> str:
        """What it is about, in words."""
        return str(self.get_part_display()) if self.part else gettext("Todo el texto")


class Instrument(models.Model):
    """A required instrument that was brought, tied to the text it approved."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="instruments")
    kind = models.CharField(_("instrumento"), max_length=30, choices=InstrumentKind.choices)
    number = models.CharField(_("número"), max_length=120)
    issued_on = models.DateField(_("fecha"))
    file = models.ForeignKey(StoredFile, verbose_name=_("archivo"), on_delete=models.PROTECT, related_name="+")
    text_hash = models.CharField(_("huella del texto que aprobó"), max_length=64)
    registered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    history = Records()

    class Meta:
        verbose_name = _("instrumento")
        verbose_name_plural = _("instrumentos")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "kind", "number"], name="instrument_is_registered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"
