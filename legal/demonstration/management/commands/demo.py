"""Load and play the demonstration world."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandParser

from legal.agreements.models import Agreement
from legal.demonstration import database
from legal.demonstration.lives import AGREEMENTS
from legal.demonstration.organization import accounts, load_organization
from legal.demonstration.play import play_lives
from legal.transfers.queries import sums_of
from workflow import clock
from workflow.commands import PlainCommand
from workflow.models.site import UNFINISHED

PASSWORD = "demostracion-2026"  # noqa: S105 - printed on purpose: the accounts are invented
KEPT_PASSWORD = f"{PASSWORD}, si no se fijó otra al cargar"


class Command(PlainCommand):
    """Make the demonstration world in an empty database, or say what it holds."""

    help = (
        "Load the demonstration world: invented people and agreements, played through the real services. "
        "Refuses a database that holds anything else. Exits 2 when it refuses."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Say whether to start over, and how to print."""
        parser.add_argument("--reset", action="store_true", help="throw a demonstration database away and load it anew")
        parser.add_argument("--if-needed", action="store_true", help="keep a demonstration that is already loaded")
        parser.add_argument("--json", action="store_true", help="print agreements and accounts as JSON")
        parser.add_argument("--password", default=PASSWORD, help=f"password of every account ({PASSWORD})")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check the password and the database, load, play, print."""
        if not options["password"].strip() or not options["password"].isprintable():
            self.refuse("demo: --password must be text that can be typed: neither blank nor with control characters.")
        kept = self._may_keep(options)
        if not kept:
            self._load(options["password"], quiet=options["json"])
        if options["json"]:
            self._print_json()
        else:
            self._print(KEPT_PASSWORD if kept else options["password"])

    def _may_keep(self, options: dict[str, Any]) -> bool:
        """Return whether the world is there already; refuse a database that is somebody's."""
        if database.is_marked():
            if options["reset"]:
                database.recreate()
                return False
            if database.is_marked(UNFINISHED):
                self.refuse(
                    "demo: the demonstration was not played to its end, or is being played now; "
                    "manage.py demo --reset throws it away and loads it anew."
                )
            if options["if_needed"]:
                return True
            self.refuse("demo: the demonstration is already loaded; use --reset to load it anew.")
        if not database.is_empty():
            self.refuse("demo: this database holds data that is no demonstration; name an empty one in DATABASE_URL.")
        return False

    def _load(self, password: str, *, quiet: bool) -> None:
        call_command("migrate", verbosity=0)
        told = self.stderr if quiet else self.stdout
        call_command("load_catalogues", stdout=told)
        database.begin()
        load_organization(password)
        told.write(f"playing {len(AGREEMENTS)} agreements, act by act: about a minute ...")
        told.flush()
        play_lives(AGREEMENTS, until=clock.today())
        database.finish()

    def _print(self, password: str) -> None:
        self.stdout.write("\nConvenios de demostración:")
        for agreement in _agreements():
            self.stdout.write(
                f"  {agreement.number or agreement.case.number}  {agreement.title}  [{agreement.get_status_display()}]"
            )
        self.stdout.write(f"\nCuentas (contraseña de todas: {password}):")
        for account in accounts():
            self.stdout.write(f"  {account.username:24} {account.post}, {account.unit}")
        self.stdout.write(f"\nSitio: {settings.SITE_URL}\n")

    def _print_json(self) -> None:
        world = {
            "agreements": [_told(agreement) for agreement in _agreements()],
            "accounts": [
                {"username": account.username, "post": account.post, "unit": account.unit} for account in accounts()
            ],
        }
        self.stdout.write(json.dumps(world, ensure_ascii=False, indent=2))


def _agreements() -> list[Agreement]:
    return list(Agreement.objects.select_related("case", "entity__unit").order_by("pk"))


def _told(agreement: Agreement) -> dict[str, str]:
    """Return what is told of an agreement; its money in soles, as text with two decimals."""
    sums = sums_of(agreement.case)
    return {
        "number": agreement.number,
        "entity": agreement.entity.unit.name,
        "level": agreement.entity.level,
        "status": agreement.status,
        "paid": f"{sums.paid:.2f}",
        "due": f"{sums.due:.2f}",
        "balance": f"{sums.balance:.2f}",
        "cancelled": f"{sums.cancelled:.2f}",
        "forgone": f"{sums.forgone:.2f}",
    }
