"""Tables of the Word templates: their versions, the samples made with them, and what became of each version."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from legal.documents.models.files import StoredFile

# The first version of a kind rules from before any agreement, so that papers of any date have a template.
BEGINNING: Final = date(1900, 1, 1)


class TemplateVersion(models.Model):
    """A version of the Word template of one kind of document; neither it nor its file ever changes.

    ``kind`` is the name of the contract, as ``kinds.document_kinds`` gives it. Numbers count from 1 in each kind and
    are never reused. One that came with the product has nobody who uploaded it. ``findings`` are the warnings of the
    check that let it in, ``text`` its paragraphs, one on each line, as comparisons read them.
    """

    class Origin(models.TextChoices):
        """Where a version comes from."""

        SHIPPED = "shipped", _("vino con el sistema")
        UPLOADED = "uploaded", _("la subió una persona")

    kind = models.CharField(_("clase"), max_length=40)
    number = models.PositiveSmallIntegerField(_("versión"))
    origin = models.CharField(_("origen"), max_length=10, choices=Origin)
    file = models.ForeignKey(StoredFile, verbose_name=_("archivo"), on_delete=models.PROTECT, related_name="templates")
    note = models.TextField(_("qué cambia"))
    text = models.TextField(_("texto"), blank=True)
    findings = models.JSONField(_("observaciones de la revisión"), default=list, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("subida por"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    post_title = models.CharField(_("en el cargo de"), max_length=300, blank=True)
    authority = models.JSONField(_("prueba de su autoridad"), default=dict, blank=True)
    recorded_at = models.DateTimeField(_("registrada el"), auto_now_add=True)

    class Meta:
        verbose_name = _("versión de plantilla")
        verbose_name_plural = _("versiones de plantillas")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "number"], name="template_version_numbers_are_never_reused"),
            models.CheckConstraint(condition=models.Q(number__gt=0), name="template_version_number_is_positive"),
            models.CheckConstraint(condition=~models.Q(note=""), name="template_version_says_what_it_changes"),
            models.CheckConstraint(
                condition=models.Q(origin="shipped", uploaded_by__isnull=True)
                | models.Q(origin="uploaded", uploaded_by__isnull=False),
                name="only_a_shipped_template_version_has_nobody_who_uploaded_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {_('versión')} {self.number}"


class TemplateSample(models.Model):
    """A version filled with made-up values before anybody publishes it: what its reader should look at."""

    class Conditions(models.TextChoices):
        """What the made-up values are."""

        FULL = "full", _("con todos los datos y todas las condiciones verdaderas")
        EMPTY = "empty", _("sin datos y con todas las condiciones falsas")

    version = models.ForeignKey(
        TemplateVersion, verbose_name=_("versión"), on_delete=models.PROTECT, related_name="samples"
    )
    conditions = models.CharField(_("muestra"), max_length=10, choices=Conditions)
    file = models.ForeignKey(StoredFile, verbose_name=_("archivo"), on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("muestra de plantilla")
        verbose_name_plural = _("muestras de plantillas")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "conditions"], name="one_sample_of_each_sort_for_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.get_conditions_display()}"


class TemplateDecision(models.Model):
    """What became of a version: published, in force from a day on, or discarded for a reason. It gets one answer only.

    A publication ``follows`` the one that was made before it in its kind, whatever their days; those from before this
    was kept follow nothing. It takes the place of all earlier ones that begin on its day or later: they never rule.
    No two follow the same, so that the database refuses publications that do not know of each other. ``kind`` and
    ``uploaded_by`` are those of the version, repeated so that it refuses one by the person who uploaded it too.
    """

    class Outcome(models.TextChoices):
        """The answer."""

        PUBLISHED = "published", _("publicada")
        DISCARDED = "discarded", _("descartada")

    version = models.OneToOneField(
        TemplateVersion, verbose_name=_("versión"), on_delete=models.PROTECT, related_name="decision"
    )
    outcome = models.CharField(_("resultado"), max_length=10, choices=Outcome)
    kind = models.CharField(_("clase"), max_length=40)
    in_force_from = models.DateField(_("rige desde"), null=True, blank=True)
    follows = models.OneToOneField(
        "self",
        verbose_name=_("publicada después de"),
        on_delete=models.PROTECT,
        related_name="followed_by",
        null=True,
        blank=True,
    )
    reason = models.TextField(_("motivo"), blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("subida por"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decidida por"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    post_title = models.CharField(_("en el cargo de"), max_length=300, blank=True)
    authority = models.JSONField(_("prueba de su autoridad"), default=dict, blank=True)
    recorded_at = models.DateTimeField(_("registrada el"), auto_now_add=True)

    class Meta:
        verbose_name = _("decisión sobre una plantilla")
        verbose_name_plural = _("decisiones sobre plantillas")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(outcome="published", in_force_from__isnull=False)
                | (models.Q(outcome="discarded", in_force_from__isnull=True, by__isnull=False) & ~models.Q(reason="")),
                name="template_is_published_from_a_day_or_discarded_for_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="discarded")
                | models.Q(uploaded_by__isnull=True)
                | (models.Q(by__isnull=False) & ~models.Q(by=models.F("uploaded_by"))),
                name="template_is_published_by_another_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.get_outcome_display()}"

    @property
    def begins(self) -> date:
        """The day from which a publication was to rule. A discard has none."""
        assert self.in_force_from is not None
        return self.in_force_from
