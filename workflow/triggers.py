"""Append-only tables: triggers that refuse to change or delete a row, on both databases.

Rooms name their tables with ``append_only``. The triggers are reinstalled after every migration
(SQLite drops them silently when a migration remakes a table) and verified by a system check.
"""

from __future__ import annotations

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

_tables: dict[str, None] = {}

POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION convenia_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
"""


def append_only(*models_: type[models.Model]) -> None:
    """Declare that the rows of these models are never changed nor deleted."""
    for model in models_:
        _tables[model._meta.db_table] = None


def tables() -> list[str]:
    """Return the append-only tables."""
    return list(_tables)


def install(connection: BaseDatabaseWrapper) -> None:
    """Install every trigger whose table exists. Safe to repeat."""
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_FUNCTION)
        for table in _tables:
            if table in existing:
                for name, statement in _statements(connection, table):
                    if connection.vendor == "postgresql":
                        cursor.execute(f'DROP TRIGGER IF EXISTS {name} ON "{table}"')
                    cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Remove every trigger. For test databases and for remaking a demonstration database only."""
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in _tables:
            if table in existing:
                for name, _statement in _statements(connection, table):
                    on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of triggers that should be there and are not."""
    tables_there = set(connection.introspection.table_names())
    wanted = {name for table in _tables if table in tables_there for name, _statement in _statements(connection, table)}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return sorted(wanted - {row[0] for row in cursor.fetchall()})


def _statements(connection: BaseDatabaseWrapper, table: str) -> list[tuple[str, str]]:
    if connection.vendor == "postgresql":
        return [
            (
                f"{table}_append_only",
                f'CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON "{table}" '
                "FOR EACH ROW EXECUTE FUNCTION convenia_refuse_change()",
            ),
            (
                f"{table}_no_truncate",
                f'CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON "{table}" '
                "FOR EACH STATEMENT EXECUTE FUNCTION convenia_refuse_change()",
            ),
        ]
    return [
        (
            f"{table}_no_{verb}",
            f'CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb} ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, 'table {table} is append-only'); END",
        )
        for verb in ("update", "delete")
    ] + [
        (
            f"{table}_no_replace",
            # INSERT OR REPLACE deletes without firing delete triggers, unless a connection asks for it.
            f'CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON "{table}" '  # noqa: S608 - our own names
            f'WHEN EXISTS (SELECT 1 FROM "{table}" WHERE id = NEW.id) '
            f"BEGIN SELECT RAISE(ABORT, 'table {table} is append-only'); END",
        )
    ]
