"""The pages that people open most, in a small and in a large world of agreements."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from io import StringIO
from statistics import median
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import Client

from legal.agreements.models import Agreement
from legal.demonstration.bench import world
from tests.benchmarks.timing import Side, measure, ratio, statements
from workflow import clock
from workflow.models import User

AGREEMENTS = (200, 2_000)
SEED = 1
# Sees every agreement, and has steps waiting in many of them.
READER = "director.dgpp"


def measured_pages(*, rounds: int) -> list[dict[str, Any]]:
    """Return the figures of each page. One world grows under it, so that the sizes cannot take turns in a round."""
    call_command("load_catalogues", stdout=StringIO())
    world.begin(today=clock.today())
    times, sent = {}, {}
    for size in AGREEMENTS:
        world.extend(to=size, seed=SEED, today=clock.today())
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        sides = _pages()
        times[size] = measure(sides, rounds=rounds)
        sent[size] = {side.name: len(statements(side)) for side in sides}
    small, large = AGREEMENTS
    return [
        {
            "name": name,
            "agreements": [small, large],
            "to_small": asdict(ratio(times[large][name], times[small][name])),
            "milliseconds": [median(times[size][name]) for size in AGREEMENTS],
            "statements": [sent[size][name] for size in AGREEMENTS],
        }
        for name in times[small]
    ]


def _pages() -> list[Side]:
    """Return the pages; the case is one that was lived, and so the same in both worlds."""
    client = Client()
    client.force_login(User.objects.get(username=READER))
    lived = Agreement.objects.filter(status=Agreement.Status.IN_FORCE).order_by("pk")[0]
    addresses = {"list": "/convenios/", "inbox": "/", "case": f"/expedientes/{lived.case.number}/"}
    return [Side(name=name, run=partial(_open, client, address)) for name, address in addresses.items()]


def _open(client: Client, address: str, _nothing: object) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, f"{address} answered {answer.status_code}"
