"""The played world, for the tests that look at it. Playing takes long: the tests of this folder share one."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.core.management import call_command
from django.db import transaction
from django.utils import translation

from legal.demonstration.lives import AGREEMENTS
from legal.demonstration.organization import load_organization
from legal.demonstration.play import play_lives
from workflow import clock


@pytest.fixture(scope="package")
def played(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Play every agreement once for all tests of this folder, and take everything back after them.

    Returns the folder of their files. Each test stands in a savepoint of its own within the one
    transaction of the play.
    """
    media = tmp_path_factory.mktemp("played")
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        translation.override("es-pe"),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(site, "MEDIA_ROOT", media)
        call_command("load_catalogues", stdout=StringIO())
        load_organization("una contraseña de prueba")
        play_lives(AGREEMENTS, until=clock.today())
        yield media
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _own_files(played: Path, settings: Any) -> None:
    """Read the files of the played world."""
    settings.MEDIA_ROOT = played
