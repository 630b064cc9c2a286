"""Signature rounds: who initials and who signs an issued document, in which order, and what each one did."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from legal.documents.models import IssuedDocument, StoredFile
from legal.entities.models import DocumentSubject
from workflow.models import Case, Mandate, Post, Process, Unit, User
from workflow.tracking import Records


class SignatureRound(models.Model):
    """One round of signatures over one version of a document; a refused signature ends it."""

    class Order(models.TextChoices):
        """Whether the signatories are asked one after the other."""

        SEQUENCE = "sequence", _("uno después de otro")
        PARALLEL = "parallel", _("en cualquier orden")

    class Status(models.TextChoices):
        """What became of the round."""

        PREPARED = "prepared", _("por emitir")
        RUNNING = "running", _("en suscripción")
        SIGNED = "signed", _("suscrito")
        DECLINED = "declined", _("devuelto")
        STOPPED = "stopped", _("sin efecto")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="signature_rounds")
    subject = models.CharField(_("documento"), max_length=20)
    unit = models.ForeignKey(Unit, verbose_name=_("unidad que emite"), on_delete=models.PROTECT, related_name="+")
    process = models.OneToOneField(
        Process, null=True, blank=True, on_delete=models.PROTECT, related_name="signature_round"
    )
    document = models.OneToOneField(
        IssuedDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="signature_round"
    )
    order = models.CharField(_("orden"), max_length=10, choices=Order.choices)
    status = models.CharField(_("estado"), max_length=10, choices=Status.choices, default=Status.PREPARED)
    closed_on = models.DateField(_("concluida el"), null=True, blank=True)

    history = Records()

    class Meta:
        verbose_name = _("ronda de firmas")
        verbose_name_plural = _("rondas de firmas")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "subject"],
                condition=Q(status__in=["prepared", "running"]),
                name="one_round_of_a_document_runs_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["prepared", "stopped"]) | Q(document__isnull=False),
                name="running_round_has_its_document",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document or self.subject}: {self.get_status_display()}"


class Signature(models.Model):
    """One signature that is asked for: of which post, and how it was given or declined."""

    class Status(models.TextChoices):
        """What the signatory did."""

        PENDING = "pending", _("pendiente")
        SIGNED = "signed", _("firmó")
        DECLINED = "declined", _("devolvió sin firmar")

    class Method(models.TextChoices):
        """How the signature was given."""

        CONFIRMATION = "confirmation", _("conformidad registrada en el sistema")
        SIGNED_FILE = "signed_file", _("archivo firmado")

    round = models.ForeignKey(SignatureRound, on_delete=models.PROTECT, related_name="signatures")
    unit = models.ForeignKey(Unit, verbose_name=_("unidad"), on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("rol"), max_length=40)
    position = models.PositiveSmallIntegerField(_("orden"))
    process = models.OneToOneField(Process, null=True, blank=True, on_delete=models.PROTECT, related_name="signature")
    status = models.CharField(_("estado"), max_length=10, choices=Status.choices, default=Status.PENDING)
    method = models.CharField(_("modo"), max_length=15, choices=Method.choices, blank=True)
    file = models.ForeignKey(
        StoredFile, verbose_name=_("archivo firmado"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signer = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    mandate = models.ForeignKey(Mandate, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    printed_as = models.CharField(_("firma como"), max_length=300, blank=True)
    signed_on = models.DateField(_("fecha"), null=True, blank=True)
    reason = models.TextField(_("motivo"), blank=True)

    history = Records()

    class Meta:
        verbose_name = _("firma")
        verbose_name_plural = _("firmas")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "position"], name="signatories_have_one_place_each"),
            models.CheckConstraint(
                condition=Q(status="pending") | Q(signer__isnull=False, mandate__isnull=False, signed_on__isnull=False),
                name="signature_names_its_signer_mandate_and_date",
            ),
            models.CheckConstraint(
                condition=~Q(status="declined") | ~Q(reason=""), name="declined_signature_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(method="signed_file") | Q(file__isnull=False), name="signed_file_is_kept"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.get_status_display()}"


class Motive(models.TextChoices):
    """Why a post puts its mark on a document, as the mark prints it."""

    AUTHOR = "author", _("Soy el autor del documento")
    APPROVAL = "approval", _("Doy V°B°")


class VisaRequirementQuerySet(models.QuerySet["VisaRequirement"]):
    """Filters of requirements."""

    def in_force(self, *, subject: str, on: date) -> Self:
        """What is required for a kind of document on a date."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), subject=subject, valid_from__lte=on)


class VisaRequirement(models.Model):
    """A post that initials a kind of document before anybody signs it, wherever its entity is a party."""

    # What is signed in rounds; a termination is decided by one party.
    SUBJECTS = (DocumentSubject.AGREEMENT, DocumentSubject.ADDENDUM)

    post = models.ForeignKey(
        Post,
        verbose_name=_("cargo que visa"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Un cargo con el rol «Visto bueno». Se le pide cuando su entidad es parte del documento."),
    )
    subject = models.CharField(_("documento"), max_length=20, choices=[(each.value, each.label) for each in SUBJECTS])
    motive = models.CharField(_("motivo"), max_length=10, choices=Motive.choices, default=Motive.APPROVAL)
    basis = models.CharField(
        _("norma o acto que lo dispone"),
        max_length=250,
        help_text=_("Por ejemplo el reglamento de organización o la directiva interna de la entidad."),
    )
    valid_from = models.DateField(_("desde"))
    valid_to = models.DateField(_("hasta"), null=True, blank=True)

    history = Records()
    objects = VisaRequirementQuerySet.as_manager()

    class Meta:
        verbose_name = _("cargo que visa")
        verbose_name_plural = _("cargos que visan")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["post", "subject"],
                condition=Q(valid_to__isnull=True),
                name="post_initials_a_kind_of_document_once_at_a_time",
                violation_error_message=_("Este cargo ya visa ese documento: cierre antes la exigencia vigente."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="visa_requirement_ends_after_it_starts",
                violation_error_message=_("La exigencia termina antes de empezar."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}: {self.get_subject_display()}"


class Visa(models.Model):
    """One V°B° that is asked for before the signatures: of which post, and how it was given, or not.

    It is of one round, so of one version of the document, whose hash it keeps: a new version is initialed anew.
    ``signature`` is the one that it goes before: that of the party to whose house the post belongs.
    """

    class Status(models.TextChoices):
        """What the post did."""

        PENDING = "pending", _("pendiente")
        GIVEN = "given", _("visó")
        RETURNED = "returned", _("devolvió sin visar")
        WAIVED = "waived", _("se prescindió del visto bueno")

    round = models.ForeignKey(SignatureRound, on_delete=models.PROTECT, related_name="visas")
    signature = models.ForeignKey(Signature, on_delete=models.PROTECT, related_name="visas")
    post = models.ForeignKey(Post, verbose_name=_("cargo"), on_delete=models.PROTECT, related_name="+")
    motive = models.CharField(_("motivo"), max_length=10, choices=Motive.choices)
    process = models.OneToOneField(Process, null=True, blank=True, on_delete=models.PROTECT, related_name="visa")
    status = models.CharField(_("estado"), max_length=10, choices=Status.choices, default=Status.PENDING)
    actor = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    mandate = models.ForeignKey(Mandate, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    printed_as = models.CharField(_("visa como"), max_length=300, blank=True)
    file_sha256 = models.CharField(_("huella del archivo"), max_length=64, blank=True)
    done_on = models.DateField(_("fecha"), null=True, blank=True)
    reason = models.TextField(_("explicación"), blank=True)

    history = Records()

    class Meta:
        verbose_name = _("visto bueno")
        verbose_name_plural = _("vistos buenos")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "post"], name="post_initials_a_document_once"),
            models.CheckConstraint(
                condition=Q(status="pending") | Q(actor__isnull=False, mandate__isnull=False, done_on__isnull=False),
                name="visa_names_its_actor_mandate_and_date",
            ),
            models.CheckConstraint(
                condition=Q(status="pending") | ~Q(file_sha256=""), name="visa_keeps_the_hash_of_its_document"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["returned", "waived"]) | ~Q(reason=""),
                name="visa_that_is_not_given_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}: {self.get_status_display()}"
