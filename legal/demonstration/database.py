"""Whether a database may hold invented data, and how one that does is emptied."""

from __future__ import annotations

from pathlib import Path

from django.db import connection, connections, transaction
from django.db.utils import DatabaseError

from workflow.models import SiteMark, User
from workflow.models.site import DEMONSTRATION, UNFINISHED


def is_marked(name: str = DEMONSTRATION) -> bool:
    """Whether the database says of itself that it holds the demonstration world, or another one by its name."""
    if not _has_tables():
        return False
    return SiteMark.objects.filter(name=name).exists()


def is_empty() -> bool:
    """Whether nobody works with the database: it has no tables, or no people."""
    return not _has_tables() or not User.objects.exists()


def mark(name: str = DEMONSTRATION) -> None:
    """Mark the database as a demonstration, or as another invented world by its name."""
    SiteMark.objects.get_or_create(name=name)


@transaction.atomic
def begin() -> None:
    """Mark the database as a demonstration whose playing has begun: should it stop, ``recreate`` may clear what is."""
    mark()
    mark(UNFINISHED)


def finish() -> None:
    """Say that the demonstration has been played to its end."""
    SiteMark.objects.filter(name=UNFINISHED).delete()


def recreate() -> None:
    """Throw a marked database away: its file, or everything in its schema. Append-only tables leave no other way.

    :raises RuntimeError: when the database is not marked; the caller asks first.
    """
    if not is_marked():
        raise RuntimeError("Only a database marked as a demonstration is recreated.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
        return
    path = Path(connection.settings_dict["NAME"])
    connections.close_all()
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _has_tables() -> bool:
    try:
        return SiteMark._meta.db_table in connection.introspection.table_names()
    except DatabaseError:
        return False
