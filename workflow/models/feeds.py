"""Secret addresses at which a calendar program fetches the due dates of a post."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflow.models.people import Post, User


class CalendarAddress(models.Model):
    """An address of one person for one post. Only the hash of its secret is kept; a new one revokes the last."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="calendar_addresses")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("creada el"))
    revoked_at = models.DateTimeField(_("revocada el"), null=True, blank=True)

    class Meta:
        verbose_name = _("dirección de calendario")
        verbose_name_plural = _("direcciones de calendario")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "post"],
                condition=Q(revoked_at__isnull=True),
                name="person_has_one_calendar_address_for_each_post",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.post}"
