"""The record is appended to and never changed: triggers refuse it on both databases."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from tests.factories import World, make_draft, open_task
from tests.workflow.hospital import Hospital, admit, complete, entries, mandate_of
from workflow import acting, checks, ledger, triggers
from workflow.models import AccessRefusal, LedgerEntry

ON_POSTGRES = pytest.mark.postgres
REFUSED = "append-only"


@pytest.fixture
def record(hospital: Hospital) -> list[Model]:
    """Return one row of each table of the engine that is appended to."""
    entry = entries(admit(hospital))[0]
    refusal = AccessRefusal.objects.create(user=hospital.doctor, method="GET", path="/", status_code=404)
    return [entry, refusal]


def run_sql(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


class TestRowsOfTheRecord:
    def test_cannot_be_changed(self, record: list[Model]) -> None:
        for row in record:
            with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
                row.save()
            with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
                type(row)._base_manager.update(recorded_at=datetime(2020, 1, 1, tzinfo=UTC))

    def test_cannot_be_deleted(self, record: list[Model]) -> None:
        for row in record:
            with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
                row.delete()
            with pytest.raises(DatabaseError, match=REFUSED):
                run_sql(f'DELETE FROM "{row._meta.db_table}"')  # noqa: S608 - a table of ours
            assert type(row)._base_manager.count() == 1

    def test_can_be_appended_to(self, record: list[Model]) -> None:
        entry = record[0]
        assert isinstance(entry, LedgerEntry)
        complete(open_task(entry.case), entry.actor)  # type: ignore[arg-type]
        assert LedgerEntry.objects.count() == 2

    @ON_POSTGRES
    def test_cannot_be_truncated(self, record: list[Model]) -> None:
        # What the test itself has written still waits for its constraints.
        connection.check_constraints()
        for row in record:
            with pytest.raises(DatabaseError, match=REFUSED):
                run_sql(f'TRUNCATE "{row._meta.db_table}" CASCADE')

    @ON_POSTGRES
    def test_cannot_be_truncated_through_a_table_they_point_at(self, record: list[Model]) -> None:
        connection.check_constraints()
        with pytest.raises(DatabaseError, match=REFUSED):
            run_sql("TRUNCATE workflow_case CASCADE")

    def test_cannot_be_numbered_twice_in_a_case(self, hospital: Hospital) -> None:
        first = entries(admit(hospital))[0]
        first.pk = None
        with pytest.raises(DatabaseError, match=r"entry_has_its_own_number|UNIQUE"), transaction.atomic():
            first.save(force_insert=True)


@pytest.mark.django_db
class TestTriggers:
    def test_guard_every_declared_table(self) -> None:
        assert triggers.missing(connection) == []
        assert {"workflow_ledgerentry", "workflow_accessrefusal"} <= set(triggers.tables())

    def test_that_are_missing_are_named(self) -> None:
        triggers.remove(connection)
        missing = triggers.missing(connection)
        assert missing == sorted(missing)
        suffixes = ("append_only", "no_truncate") if connection.vendor == "postgresql" else ("no_update", "no_delete")
        assert {f"workflow_ledgerentry_{suffix}" for suffix in suffixes} <= set(missing)

    def test_that_are_missing_fail_the_system_check(self) -> None:
        assert checks.append_only_tables_are_guarded(None, databases=["default"]) == []
        triggers.remove(connection)
        (message,) = checks.append_only_tables_are_guarded(None, databases=["default"])
        assert message.id == "workflow.E004"
        assert "workflow_ledgerentry" in message.msg
        assert message.hint == "Run manage.py migrate; it reinstalls them."

    def test_are_reinstalled_after_every_migration(self) -> None:
        triggers.remove(connection)
        emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
        assert triggers.missing(connection) == []

    def test_are_installed_twice_without_harm(self, hospital: Hospital) -> None:
        triggers.install(connection)
        triggers.install(connection)
        row = entries(admit(hospital))[0]
        with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
            row.delete()

    @ON_POSTGRES
    def test_that_somebody_disabled_count_as_missing(self) -> None:
        run_sql("ALTER TABLE workflow_ledgerentry DISABLE TRIGGER workflow_ledgerentry_append_only")
        assert triggers.missing(connection) == ["workflow_ledgerentry_append_only"]

    def test_without_a_database_to_look_at_the_check_asks_nothing(self) -> None:
        assert checks.append_only_tables_are_guarded(None, databases=None) == []

    def test_guard_tables_of_models_that_exist(self) -> None:
        assert set(triggers.tables()) <= {model._meta.db_table for model in apps.get_models()}


class TestEntries:
    def test_are_readable_without_any_other_table(self, hospital: Hospital) -> None:
        case = admit(hospital)
        complete(open_task(case), hospital.doctor, finding="fractura")
        entry = entries(case)[-1]
        columns = ("actor_name", "post_title", "authority", "subject", "after")
        stored = LedgerEntry.objects.values(*columns).get(pk=entry.pk)
        assert stored["actor_name"] == "Ana Torres"
        assert stored["post_title"] == "Médico jefe, HR"
        assert stored["subject"] == f"workflow.case:{case.pk}"
        assert json.dumps(stored)

    def test_keep_the_proof_of_a_mandate_that_changes_later(self, hospital: Hospital) -> None:
        entry = entries(admit(hospital))[0]
        mandate = mandate_of(hospital.doctor)
        mandate.instrument = "Resolución que aún no existía"
        mandate.save()
        entry.refresh_from_db()
        assert entry.authority["instrument"] == "Resolución Ministerial N° 001-2015-EF/43"

    def test_are_written_within_acts_only(self, hospital: Hospital) -> None:
        case = admit(hospital)
        assert acting.current_or_none() is None
        with pytest.raises(RuntimeError, match="No act is under way"):
            ledger.record(act="tests.note", subject=case)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has INSERT OR REPLACE")
def test_sqlite_does_not_replace_an_entry_either(world: World) -> None:
    entry = make_draft(world).case.ledger.first()
    assert entry is not None
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        cursor.execute(
            "INSERT OR REPLACE INTO workflow_ledgerentry SELECT * FROM workflow_ledgerentry WHERE id=%s", [entry.pk]
        )
