"""What every test stands on: the language, the files, the databases, and the people of ``World``."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection, connections
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import TransactionTestCase
from django.utils import translation

from tests.factories import World, make_world
from workflow import triggers

LIMA = ZoneInfo("America/Lima")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what this run cannot do, and say why."""
    from django.conf import settings

    on_postgres = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    has_browser = chromium() is not None
    for item in items:
        if item.get_closest_marker("postgres") and not on_postgres:
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: set TEST_DATABASE_URL"))
        if item.get_closest_marker("browser") and not has_browser:
            item.add_marker(pytest.mark.skip(reason="no Chromium: scripts/install_system_packages.sh chromium"))


def chromium() -> Path | None:
    """Return the browser of this machine: the one that ``CHROMIUM`` names, or the first on the path."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    return Path(found) if found else None


@pytest.fixture(scope="session", autouse=True)
def _databases_can_be_emptied() -> Iterator[None]:
    """Let transactional tests empty their database: without the append-only triggers meanwhile, and quickly.

    On PostgreSQL the triggers refuse TRUNCATE too, and TRUNCATE of all tables takes seconds; the
    constraints are deferred, so that DELETE does it in any order. Django empties test databases only.
    """
    empty = TransactionTestCase._fixture_teardown

    def empty_without_triggers(case: TransactionTestCase) -> None:
        for alias in case._databases_names(include_mirrors=False):
            triggers.remove(connections[alias])
        empty(case)
        for alias in case._databases_names(include_mirrors=False):
            triggers.install(connections[alias])

    def delete_all(
        operations: BaseDatabaseOperations, _style: object, tables: list[str], **_options: object
    ) -> list[str]:
        return [f"DELETE FROM {operations.quote_name(table)}" for table in tables]  # noqa: S608 - Django's own names

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_without_triggers)
        if connection.vendor == "postgresql":
            patch.setattr(type(connection.ops), "sql_flush", delete_all)
        yield


@pytest.fixture(autouse=True)
def _spanish() -> Iterator[None]:
    """Speak Spanish, whatever language the request of an earlier test has left."""
    with translation.override("es-pe"):
        yield


@pytest.fixture(autouse=True)
def _own_files(settings: object, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the files of each test apart."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")  # type: ignore[attr-defined]


@pytest.fixture
def travel() -> Iterator[Callable[[date], None]]:
    """Return a function that sets the clock to noon in Lima of a day; it ticks on from there."""
    journeys: list[time_machine.travel] = []

    def travel_to(day: date) -> None:
        if journeys:
            journeys.pop().stop()
        journeys.append(time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=LIMA)))
        journeys[0].start()

    yield travel_to
    for journey in journeys:
        journey.stop()


@pytest.fixture
def world(db: None) -> World:
    """Return the people, units and norms that the tests of all rooms share."""
    return make_world()
