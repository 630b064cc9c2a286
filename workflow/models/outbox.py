"""Messages to people, written with the act and sent afterwards."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflow.models.cases import Case
from workflow.models.people import User


class Message(models.Model):
    """One message to the holders of a post, or to one person. Sent once, tried again when the server fails."""

    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="messages")
    role = models.CharField(max_length=40, blank=True)
    unit = models.ForeignKey("workflow.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="messages")
    # Makes writing the same message twice harmless, where it must not be repeated.
    key = models.CharField(max_length=80, blank=True)
    subject = models.CharField(_("asunto"), max_length=250)
    body = models.TextField(_("texto"))
    recorded_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=250, blank=True)

    class Meta:
        verbose_name = _("mensaje")
        verbose_name_plural = _("mensajes")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) | (~Q(role="") & Q(unit__isnull=False)),
                name="message_names_who_receives_it",
            ),
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="message_with_a_key_is_written_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["id"], condition=Q(sent_at__isnull=True), name="message_to_send")]

    def __str__(self) -> str:
        return self.subject
