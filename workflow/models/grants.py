"""Exceptions per person and case: guardian's table, swapped for one with a source and an end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from guardian.managers import UserObjectPermissionManager
from guardian.models import UserObjectPermissionAbstract

from workflow.models.people import User
from workflow.tracking import Records


class GrantQuerySet(models.QuerySet["Grant"]):
    """Filters of grants."""

    def valid_on(self, on: date) -> Self:
        """Grants that have started and not expired."""
        return self.filter(Q(expires_on__isnull=True) | Q(expires_on__gte=on), starts_on__lte=on)


class Grant(UserObjectPermissionAbstract):
    """One person may do one act on one object, for a stated reason and until a date."""

    user = models.ForeignKey(User, verbose_name=_("persona"), on_delete=models.PROTECT, related_name="grants")
    source = models.CharField(_("fundamento"), max_length=250)
    starts_on = models.DateField(_("desde"))
    expires_on = models.DateField(_("hasta"), null=True, blank=True)

    history = Records()
    objects: ClassVar[Any] = UserObjectPermissionManager.from_queryset(GrantQuerySet)()

    class Meta(UserObjectPermissionAbstract.Meta):
        abstract = False
        verbose_name = _("autorización excepcional")
        verbose_name_plural = _("autorizaciones excepcionales")
        # guardian's rows are unique; ours end, and the same may be given again by another document.
        unique_together: ClassVar[list[Sequence[str]]] = []
        indexes: ClassVar = [
            models.Index(fields=["user", "content_type", "object_pk"], name="grant_by_user_and_object"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(source=""), name="grant_names_its_source"),
        ]

    def proof(self) -> dict[str, Any]:
        """The authority as it is stored with an act, readable without this table."""
        return {
            "grant": self.pk,
            "kind": str(self._meta.verbose_name),
            "instrument": self.source,
            "starts_on": self.starts_on.isoformat(),
            "ends_on": self.expires_on.isoformat() if self.expires_on else None,
        }
