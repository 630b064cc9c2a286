"""People, the units they work in, and the posts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.models import AbstractUser
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from workflow.tracking import Records

if TYPE_CHECKING:
    from django.db.models import Model


class User(AbstractUser):
    """A person with an account. Never deleted, only deactivated: the record points at people."""

    first_name = models.CharField(_("nombres"), max_length=150)
    last_name = models.CharField(_("apellidos"), max_length=150)

    dni = models.CharField(
        "DNI",
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{8}$", _("El DNI tiene ocho cifras."))],
        help_text=_("Figura en los convenios que firma, junto a su nombre."),
    )

    # Part of what a session is proved by: one more, and every session of the person has ended.
    sessions_ended = models.PositiveIntegerField(_("veces que se cerraron sus sesiones"), default=0, editable=False)

    history = Records(excluded_fields=["password", "last_login", "sessions_ended"])

    class Meta:
        verbose_name = _("persona")
        verbose_name_plural = _("personas")

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return what Django compares at every page: the password, and how often sessions were ended."""
        proof = f"{self.password}{self.sessions_ended}"
        return salted_hmac("workflow.User.sessions", proof, secret=secret, algorithm="sha256").hexdigest()

    def has_perm(self, perm: str, obj: Model | None = None) -> bool:
        """Answer legal acts through ``decide``, superusers included; the rest as Django does."""
        from workflow import permissions

        if permissions.is_act(perm):
            return obj is not None and permissions.decide(user=self, act=perm, obj=obj).allowed
        return super().has_perm(perm, obj)


class Unit(models.Model):
    """An organ or office. ``path`` lists the keys from the top unit down: own unit and below is a prefix."""

    code = models.CharField(_("código"), max_length=40, unique=True)
    name = models.CharField(_("nombre"), max_length=200)
    acronym = models.CharField(_("sigla"), max_length=40, blank=True)
    numbering_code = models.CharField(
        _("sigla de sus documentos"),
        max_length=40,
        blank=True,
        help_text=_("La que lleva el número de los documentos que emite, por ejemplo EF/50.01."),
    )
    parent = models.ForeignKey(
        "self", verbose_name=_("unidad superior"), null=True, blank=True, on_delete=models.PROTECT, related_name="units"
    )
    path = models.CharField(max_length=200, unique=True, editable=False)
    place = models.CharField(
        _("lugar donde funciona"),
        max_length=6,
        blank=True,
        help_text=_(
            "UBIGEO del departamento, la provincia o el distrito: rigen sus feriados. Vacío, el de la unidad superior."
        ),
    )
    is_active = models.BooleanField(_("activa"), default=True)

    history = Records()

    class Meta:
        verbose_name = _("unidad")
        verbose_name_plural = _("unidades")

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        """The acronym where there is one, as letters and lists name the unit."""
        return self.acronym or self.name

    @property
    def acronym_of_papers(self) -> str:
        """The acronym that its documents carry in their number, or its name where it has none."""
        return self.numbering_code or self.short_name

    def lies_within(self, other: Unit) -> bool:
        """Whether this unit is the other one or below it."""
        return self.path.startswith(other.path)


class Post(models.Model):
    """A post: a role in a unit. Acts are signed by posts; people hold them by mandate."""

    class Scope(models.TextChoices):
        """How far the post's authority reaches."""

        UNIT = "unit", _("su unidad y las que dependen de ella")
        ALL = "all", _("todos los expedientes")

    unit = models.ForeignKey(Unit, verbose_name=_("unidad"), on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(_("rol"), max_length=40)
    title = models.CharField(_("denominación"), max_length=200)
    scope = models.CharField(_("alcance"), max_length=10, choices=Scope.choices, default=Scope.UNIT)
    is_sole = models.BooleanField(
        _("lo ocupa un solo titular"),
        default=False,
        help_text=_("Como el de la autoridad máxima: no puede haber dos titulares en la misma fecha."),
    )
    superior = models.ForeignKey(
        "self",
        verbose_name=_("superior jerárquico"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("El cargo al que se avisa, una vez, cuando a este se le vence un paso."),
    )
    is_active = models.BooleanField(_("activo"), default=True)

    history = Records()

    class Meta:
        verbose_name = _("cargo")
        verbose_name_plural = _("cargos")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "role", "title"], name="post_is_named_once_in_its_unit"),
            models.CheckConstraint(condition=~Q(superior=F("pk")), name="post_is_not_its_own_superior"),
        ]
        indexes: ClassVar = [models.Index(fields=["role", "unit"], name="post_by_role_and_unit")]

    def __str__(self) -> str:
        return f"{self.title}, {self.unit.short_name}"


def path_prefixes(paths: Iterable[str]) -> list[str]:
    """Return each path and the paths above it: the units whose posts reach these units.

    >>> path_prefixes(["/1/5/"])
    ['/1/', '/1/5/']
    """
    prefixes: set[str] = set()
    for path in paths:
        parts = path.strip("/").split("/")
        prefixes.update("/" + "/".join(parts[: index + 1]) + "/" for index in range(len(parts)))
    return sorted(prefixes)
