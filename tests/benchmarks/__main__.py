"""Measure: ``python -m tests.benchmarks [--rounds N] [--agreements N] [--json]`` with the settings of the tests."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import django


def main(arguments: list[str]) -> int:
    """Measure and print. Being slow is no error: the exit code is 0 whatever the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="What the engine costs, as ratios.")
    parser.add_argument("--rounds", type=int, default=150, help="rounds in which every side runs once (150)")
    parser.add_argument(
        "--agreements",
        type=int,
        default=10_000,
        help="agreements among which lists are read (10000)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object, with the statements themselves")
    options = parser.parse_args(arguments)
    if options.rounds < 1:
        parser.error("--rounds must be at least 1")
    if options.agreements < 100:
        parser.error("--agreements must be at least 100")
    django.setup()
    # Models can be imported from here on only.
    from tests.benchmarks import results

    with _own_database():
        measured = results.measured(rounds=options.rounds, agreements=options.agreements)
    print(json.dumps(measured, ensure_ascii=False, indent=2) if options.json else results.table(measured))
    return 0


@contextmanager
def _own_database() -> Iterator[None]:
    """Make a database for this run, and take it away again."""
    from django.test.utils import setup_databases, teardown_databases

    made = setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
    try:
        yield
    finally:
        teardown_databases(made, verbosity=0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
