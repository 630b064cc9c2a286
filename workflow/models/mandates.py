"""What gives a person the authority of a post: five kinds of mandate, each with its instrument and its dates."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from workflow.models.people import Post, User
from workflow.tracking import Records


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Filters of mandates."""

    def valid_on(self, on: date) -> Self:
        """Mandates that give authority on a date, of active people in active posts; an annulled one gives none."""
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=on),
            starts_on__lte=on,
            annulled_on__isnull=True,
            user__is_active=True,
            post__is_active=True,
        )


class Mandate(models.Model):
    """What lets a person act for a post: its kind, its instrument, its dates, and what it reaches.

    A delegation comes from the mandate of who delegates (``origin``); a *suplencia* or *encargatura*
    may name the one whom it replaces there. ``own_post`` is the post of a delegate himself, which is
    printed with the delegation. ``title`` is the post in the form that its holder bears (*Alcaldesa*), and in
    a delegation that of ``own_post``. ``acts`` limits it to acts by name; empty reaches every act of the post.
    """

    class Kind(models.TextChoices):
        """How the authority is held (TUO Ley 27444 arts. 78, 83, 84)."""

        TITULAR = "titular", _("titular")
        SUPLENCIA = "suplencia", _("suplencia")
        ENCARGATURA = "encargatura", _("encargatura")
        COMPETENCE = "competence", _("delegación de competencia")
        SIGNATURE = "signature", _("delegación de firma")

    DELEGATIONS = (Kind.COMPETENCE, Kind.SIGNATURE)

    user = models.ForeignKey(User, verbose_name=_("persona"), on_delete=models.PROTECT, related_name="mandates")
    post = models.ForeignKey(Post, verbose_name=_("cargo"), on_delete=models.PROTECT, related_name="mandates")
    title = models.CharField(
        _("cargo, como lo nombra quien lo ocupa"),
        max_length=200,
        blank=True,
        help_text=_(
            "Por ejemplo Directora General, si el cargo es de Director General. Vacío, la denominación del cargo."
        ),
    )
    kind = models.CharField(_("clase"), max_length=20, choices=Kind.choices, default=Kind.TITULAR)
    instrument = models.CharField(_("acto que lo otorga"), max_length=200)
    instrument_on = models.DateField(_("fecha del acto"))
    starts_on = models.DateField(_("desde"))
    ends_on = models.DateField(_("hasta"), null=True, blank=True)
    origin = models.ForeignKey(
        "self",
        verbose_name=_("mandato de quien delega o es reemplazado"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="derived",
    )
    own_post = models.ForeignKey(
        Post,
        verbose_name=_("cargo propio del delegado"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    acts = models.JSONField(_("actos que comprende"), default=list, blank=True)
    annulled_on = models.DateField(_("anulado el"), null=True, blank=True)
    annulled_by = models.CharField(_("acto que lo anula"), max_length=200, blank=True)

    history = Records()
    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandato")
        verbose_name_plural = _("mandatos")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="mandate_ends_after_it_starts",
                violation_error_message=_("El mandato termina antes de empezar."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["competence", "signature"]) | Q(origin__isnull=False),
                name="delegation_comes_from_a_mandate",
            ),
            models.CheckConstraint(
                condition=(Q(annulled_on__isnull=True) & Q(annulled_by=""))
                | (Q(annulled_on__isnull=False) & ~Q(annulled_by="")),
                name="annulled_mandate_names_the_act_that_annuls_it",
                violation_error_message=_("Para anular el mandato, indique el día y el acto que lo anula."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["user", "starts_on"], name="mandate_by_user_and_start")]

    def __str__(self) -> str:
        return f"{self.post} ({self.get_kind_display()})"

    @property
    def post_title(self) -> str:
        """The post whose authority it gives, in the form that its holder bears; of a delegation, who delegates."""
        if self.kind in self.DELEGATIONS and self.origin is not None:
            return self.origin.post_title
        return self.title or self.post.title

    @property
    def post_held(self) -> str:
        """The post in the form that its holder bears, with its unit: what a person is told of their own post."""
        return f"{self.post_title}, {self.post.unit.short_name}"

    @property
    def post_name(self) -> str:
        """The post with its unit, as the record names it."""
        return self.named_on_record(self.post_title)

    def named_on_record(self, title: str, unit: str = "") -> str:
        """Return the post as who acts bears it, with its unit.

        ``title`` is what the law called it on the day, and ``unit`` how the unit was then called for short, where that
        is known to be otherwise.

        The formula is that of the signature; the instrument of a delegation stays with the proof of authority.
        """
        match self.kind:
            case self.Kind.SUPLENCIA | self.Kind.ENCARGATURA | self.Kind.SIGNATURE:
                title = self.signs_as(title)
            case self.Kind.COMPETENCE:
                title = _now("%(post)s, por delegación") % {"post": self.own_title(title)}
        return f"{title}, {unit or self.post.unit.short_name}"[:250]

    def own_title(self, title: str) -> str:
        """Return the post from which a delegated competence is exercised, or else the one that delegates it."""
        return self.title or (self.own_post.title if self.own_post else title)

    def signs_as(self, title: str = "") -> str:
        """Return the post as it is printed below the name; ``title`` where the law called it otherwise on the day.

        "(s)" for a *suplencia* and "(e)" for an *encargatura*, with effect for all purposes (TUO Ley 27444
        art. 84.2); "por delegación, [instrument]" for a delegation of competence (art. 78.4); "por", with
        name and post of who delegates, for a delegation of signature (art. 83.3).
        """
        title = title or self.post_title
        match self.kind:
            case self.Kind.SUPLENCIA:
                return f"{title} (s)"
            case self.Kind.ENCARGATURA:
                return f"{title} (e)"
            case self.Kind.COMPETENCE:
                words = {"post": self.own_title(title), "instrument": self.instrument}
                return _now("%(post)s, por delegación, %(instrument)s") % words
            case self.Kind.SIGNATURE:
                assert self.origin is not None
                return _now("por %(delegator)s, %(post)s") % {
                    "delegator": self.origin.user,
                    "post": self.origin.signs_as(title),
                }
        return title

    def proof(self) -> dict[str, Any]:
        """The authority as it is stored with an act, readable without this table."""
        return {
            "mandate": self.pk,
            "kind": self.kind,
            "instrument": self.instrument,
            "instrument_on": self.instrument_on.isoformat(),
            "starts_on": self.starts_on.isoformat(),
            "ends_on": self.ends_on.isoformat() if self.ends_on else None,
            **({"origin": {"person": str(self.origin.user), **self.origin.proof()}} if self.origin else {}),
        }

    def is_valid_on(self, on: date) -> bool:
        """Whether the dates of the mandate include the date, and nothing has annulled it."""
        return self.annulled_on is None and self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)

    def covers(self, act: str) -> bool:
        """Whether it reaches an act, by its name."""
        return not self.acts or act in self.acts
