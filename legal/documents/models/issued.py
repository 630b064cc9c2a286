"""Tables of issued documents, their numbers and their annulments."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from legal.documents.models.files import SHA256_LENGTH, StoredFile
from legal.documents.models.templates import TemplateVersion


class DocumentKind(models.TextChoices):
    """What a document is in law. Its value is stored; its label is what people read."""

    AGREEMENT = "agreement", _("convenio")
    ADDENDUM = "addendum", _("adenda")
    VERIFICATION_REPORT = "verification_report", _("informe de verificación")
    CORRECTION_REPORT = "correction_report", _("informe de verificación de la subsanación")
    OBSERVATIONS_LETTER = "observations_letter", _("oficio que comunica observaciones")
    CALCULATION_SHEET = "calculation_sheet", _("hoja de cálculo")
    WARNING_LETTER = "warning_letter", _("oficio de apercibimiento")
    CANCELLATION_LETTER = "cancellation_letter", _("oficio que cancela el saldo")
    CARRY_LETTER = "carry_letter", _("oficio que arrastra criterios")
    EXTENSION_LETTER = "extension_letter", _("oficio que resuelve una prórroga")
    SUSPENSION_LETTER = "suspension_letter", _("oficio de suspensión o reanudación")
    CLOSURE_ACT = "closure_act", _("acta de cierre")
    TERMINATION_ACT = "termination_act", _("oficio de resolución del convenio")


class NumberSequence(models.Model):
    """The last number given to a kind of document by a unit in a year. Its row is locked while one is taken."""

    kind = models.CharField(_("clase"), max_length=25, choices=DocumentKind)
    unit = models.ForeignKey("workflow.Unit", verbose_name=_("unidad"), on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("año"))
    last = models.PositiveIntegerField(_("último número"), default=0)

    class Meta:
        verbose_name = _("correlativo")
        verbose_name_plural = _("correlativos")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "unit", "year"], name="one_sequence_for_each_kind_unit_and_year"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}: {self.last}"


class IssuedDocument(models.Model):
    """A document that left: its number, its file and what proves that both are the ones issued.

    ``version`` counts the issues under one number: a re-issue ``replaces`` the one before.
    ``text_sha256`` covers the values that filled the template, ``content_sha256`` the parts of the
    file whatever their compression. ``template`` is empty where it was issued before versions were kept; its
    ``template_sha256`` tells it then (``queries.template_of``).
    """

    case = models.ForeignKey(
        "workflow.Case", verbose_name=_("expediente"), on_delete=models.PROTECT, related_name="documents"
    )
    kind = models.CharField(_("clase"), max_length=25, choices=DocumentKind)
    number = models.PositiveIntegerField(_("número"))
    year = models.PositiveSmallIntegerField(_("año"))
    unit = models.ForeignKey("workflow.Unit", verbose_name=_("unidad"), on_delete=models.PROTECT, related_name="+")
    number_text = models.CharField(_("numeración"), max_length=60)
    version = models.PositiveSmallIntegerField(_("versión"), default=1)
    replaces = models.OneToOneField(
        "self",
        verbose_name=_("reemplaza a"),
        on_delete=models.PROTECT,
        related_name="replaced_by",
        null=True,
        blank=True,
    )
    title = models.CharField(_("título"), max_length=500)
    issued_on = models.DateField(_("fecha"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("emitido por"), on_delete=models.PROTECT, related_name="+"
    )
    file = models.ForeignKey(StoredFile, verbose_name=_("archivo"), on_delete=models.PROTECT, related_name="documents")
    template = models.ForeignKey(
        TemplateVersion,
        verbose_name=_("versión de la plantilla"),
        on_delete=models.PROTECT,
        related_name="documents",
        null=True,
        blank=True,
    )
    template_name = models.CharField(_("plantilla"), max_length=100)
    template_sha256 = models.CharField(_("huella de la plantilla"), max_length=SHA256_LENGTH)
    text_sha256 = models.CharField(_("huella de los datos"), max_length=SHA256_LENGTH)
    content_sha256 = models.CharField(_("huella del contenido"), max_length=SHA256_LENGTH)
    verification_code = models.CharField(_("código de verificación"), max_length=19, unique=True)
    recorded_at = models.DateTimeField(_("registrado el"), auto_now_add=True)

    class Meta:
        verbose_name = _("documento emitido")
        verbose_name_plural = _("documentos emitidos")
        indexes: ClassVar = [models.Index(fields=["case", "kind", "-id"], name="documents_of_a_case")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "unit", "year", "number", "version"],
                name="document_number_and_version_are_never_reused",
            ),
            models.CheckConstraint(condition=models.Q(number__gt=0), name="document_number_is_positive"),
            models.CheckConstraint(condition=models.Q(version__gt=0), name="document_version_is_positive"),
            models.CheckConstraint(
                condition=models.Q(version=1, replaces__isnull=True) | models.Q(version__gt=1, replaces__isnull=False),
                name="only_a_later_version_replaces_a_document",
            ),
            models.CheckConstraint(condition=~models.Q(title=""), name="document_has_a_title"),
            models.CheckConstraint(condition=~models.Q(verification_code=""), name="document_has_a_code"),
            models.CheckConstraint(
                condition=models.Q(
                    Exact(Length("template_sha256"), SHA256_LENGTH),
                    Exact(Length("text_sha256"), SHA256_LENGTH),
                    Exact(Length("content_sha256"), SHA256_LENGTH),
                ),
                name="document_hashes_have_64_digits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_words} {self.number_text}"

    @property
    def kind_words(self) -> str:
        """What it is. Of a letter that either suspends or resumes, only that it is a letter: its title says which."""
        if self.kind == DocumentKind.SUSPENSION_LETTER:
            return gettext("Oficio")
        return str(self.get_kind_display()).capitalize()


class Annulment(models.Model):
    """A document was annulled: it stays, with its number, and says why it has no effect (TUO 27444 art. 168).

    By nobody where a date brought it about.
    """

    document = models.OneToOneField(
        IssuedDocument, verbose_name=_("documento"), on_delete=models.PROTECT, related_name="annulment"
    )
    reason = models.TextField(_("motivo"))
    annulled_on = models.DateField(_("fecha de anulación"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("anulado por"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    recorded_at = models.DateTimeField(_("registrado el"), auto_now_add=True)

    class Meta:
        verbose_name = _("anulación")
        verbose_name_plural = _("anulaciones")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="annulment_has_a_reason"),
        ]

    def __str__(self) -> str:
        return str(_("Anulación de %(document)s") % {"document": self.document})
