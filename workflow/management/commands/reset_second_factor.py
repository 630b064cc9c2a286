"""Take somebody's lost second factor away, where no administrator can sign in to do it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils import translation

from workflow.accounts import services
from workflow.commands import PlainCommand
from workflow.errors import Refusal
from workflow.models import User


class Command(PlainCommand):
    """Take a second factor away; the person sets a new one up at the next entry."""

    help = "Take somebody's second factor and recovery codes away, and end their sessions; recorded with the reason."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the person and the reason."""
        parser.add_argument("username", help="the user name of the person")
        parser.add_argument("--reason", required=True, help="why, as the record of the account keeps it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say why not."""
        person = User.objects.filter(username=options["username"]).first()
        if person is None:
            self.refuse(f"Nobody has the user name {options['username']!r}.")
        with translation.override(settings.LANGUAGE_CODE):
            try:
                services.reset_second_factor(person, by=None, reason=options["reason"])
            except Refusal as refusal:
                self.refuse(str(refusal))
        self.stdout.write(f"reset {person.username}")
