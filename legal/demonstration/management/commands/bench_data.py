"""Write a large world of invented agreements, to measure on."""

from __future__ import annotations

import json
from collections import Counter
from time import perf_counter
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandParser
from django.db import IntegrityError

from legal.agreements.models import Agreement
from legal.demonstration import database
from legal.demonstration.bench import world
from workflow import clock
from workflow.commands import PlainCommand
from workflow.models.site import BENCHMARK


class Command(PlainCommand):
    """Make the large world in an empty database, or let one that is there grow."""

    help = (
        "Write a large world of invented agreements, to measure on. Only in an empty database, or in one that "
        "this command has made. Exits 2 when it refuses."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Say how many agreements, from which seed, and how to print."""
        parser.add_argument("--agreements", type=int, required=True, metavar="N", help="how many there shall be")
        parser.add_argument("--seed", type=int, default=1, help="the same seed writes the same agreements (1)")
        parser.add_argument("--json", action="store_true", help="print JSON instead of text")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check the number and the database, write, print."""
        wanted = options["agreements"]
        if not world.LEAST <= wanted <= world.MOST:
            self.refuse(f"bench_data: --agreements must lie between {world.LEAST} and {world.MOST}.")
        begun = perf_counter()
        try:
            self._begin(quiet=options["json"])
            written = world.extend(to=wanted, seed=options["seed"], today=clock.today())
        except IntegrityError:
            # Both draw the same rows; whoever comes second finds them written.
            self.refuse("bench_data: another run is writing this world; wait for its end, then run it again.")
        self._print(written, perf_counter() - begun, as_json=options["json"])

    def _begin(self, *, quiet: bool) -> None:
        if database.is_marked(BENCHMARK):
            return
        if database.is_marked() or not database.is_empty():
            self.refuse("bench_data: this database holds data that was not made to measure; name an empty one.")
        call_command("migrate", verbosity=0)
        call_command("load_catalogues", stdout=self.stderr if quiet else self.stdout)
        world.begin(today=clock.today())

    def _print(self, written: int, seconds: float, *, as_json: bool) -> None:
        statuses = Counter(Agreement.objects.values_list("status", flat=True))
        told = {"agreements": world.held(), "written": written, "seconds": round(seconds, 2), "statuses": statuses}
        if as_json:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True))
            return
        self.stdout.write(f"agreements {told['agreements']}, written {written} in {seconds:.1f} s")
        for status, count in sorted(statuses.items()):
            self.stdout.write(f"  {status:14} {count}")
