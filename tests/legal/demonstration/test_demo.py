"""The demonstration command: what it prints, what it refuses, and that it throws away only what is its own."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from decimal import Decimal
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from psycopg import sql

from legal.demonstration import database
from tests.factories import World, make_draft
from workflow.models import Case, SiteMark, User

ROOT = Path(__file__).resolve().parents[3]
DATABASE = "convenia.sqlite3"
TOLD = [
    {
        "number": "N° 001-2010-EF/50.01",
        "entity": "Gobierno Regional de Huancavelica",
        "level": "regional",
        "status": "concluded",
        "paid": "6577989.13",
        "due": "0.00",
        "balance": "0.00",
        "cancelled": "228260.87",
        "forgone": "193750.00",
    },
    {
        "number": "N° 001-2012-EF/50.01",
        "entity": "Registro Nacional de Identificación y Estado Civil",
        "level": "national",
        "status": "expired",
        "paid": "18187500.00",
        "due": "0.00",
        "balance": "0.00",
        "cancelled": "0.00",
        "forgone": "562500.00",
    },
    {
        "number": "N° 001-2014-EF/50.01",
        "entity": "Gobierno Regional de Piura",
        "level": "regional",
        "status": "expired",
        "paid": "1314988.19",
        "due": "0.00",
        "balance": "26388.89",
        "cancelled": "0.00",
        "forgone": "58622.92",
    },
    {
        "number": "N° 002-2014-EF/50.01",
        "entity": "Ministerio de Desarrollo e Inclusión Social",
        "level": "national",
        "status": "terminated",
        "paid": "1750000.00",
        "due": "0.00",
        "balance": "0.00",
        "cancelled": "4250000.00",
        "forgone": "0.00",
    },
    {
        "number": "N° 001-2015-EF/50.01",
        "entity": "Gobierno Regional de Amazonas",
        "level": "regional",
        "status": "concluded",
        "paid": "8538953.80",
        "due": "0.00",
        "balance": "0.00",
        "cancelled": "182608.70",
        "forgone": "278437.50",
    },
]
# Where each living agreement stands, whatever the day, in the order in which their cases were opened.
LIVING = [
    ("Gobierno Regional de Ayacucho", "in_force"),
    ("Seguro Integral de Salud", "in_force"),
    ("Comisión Nacional para el Desarrollo y Vida sin Drogas", "in_force"),
    ("Municipalidad Distrital de Montero", "in_signature"),
    ("Gobierno Regional de Cajamarca", "in_review"),
]


UNFINISHED_TOLD = (
    "demo: the demonstration was not played to its end, or is being played now; "
    "manage.py demo --reset throws it away and loads it anew.\n"
)


def stand(agreements: list[dict[str, str]]) -> list[tuple[str, str]]:
    """Return whose the living agreements are, and their status."""
    return [(agreement["entity"], agreement["status"]) for agreement in agreements[len(TOLD) :]]


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command on the SQLite file of a folder: never on the database of the tests."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SECRET_KEY"}}
    return subprocess.run(
        [sys.executable, "-W", "error", "manage.py", "demo", *arguments],
        cwd=ROOT,
        env={**kept, "VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )


def start(folder: Path) -> subprocess.Popen[str]:
    """Start the command on the SQLite file of a folder, to be stopped half-way."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SECRET_KEY"}}
    return subprocess.Popen(
        [sys.executable, "manage.py", "demo"],
        cwd=ROOT,
        env={**kept, "VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    """Read the database of a folder."""
    connection = sqlite3.connect(folder / DATABASE)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def change(folder: Path, statement: str) -> None:
    """Write to the database of a folder, past the product."""
    connection = sqlite3.connect(folder / DATABASE)
    try:
        connection.execute(statement)
        connection.commit()
    finally:
        connection.close()


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Return a folder in which the command has made the demonstration world, and what it printed."""
    if os.environ.get("TEST_DATABASE_URL"):
        pytest.skip("uses SQLite files of its own: the run on SQLite tries it")
    folder = tmp_path_factory.mktemp("demonstration")
    return folder, run(folder, "--json")


@pytest.fixture
def folder(loaded: tuple[Path, object], tmp_path: Path) -> Path:
    """Return a copy of that folder to change."""
    return Path(shutil.copytree(loaded[0], tmp_path / "var"))


# --- on a database of its own ---------------------------------------------------------------------------------------


def test_the_world_is_printed_in_the_documented_shape_and_nothing_else(
    loaded: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    _folder, done = loaded
    assert done.returncode == 0, done.stderr
    world = json.loads(done.stdout)
    assert list(world) == ["agreements", "accounts"]
    assert world["agreements"][: len(TOLD)] == TOLD
    assert stand(world["agreements"]) == LIVING
    assert all(list(agreement) == list(TOLD[0]) for agreement in world["agreements"])
    parts = ("paid", "due", "balance", "cancelled", "forgone")
    sums = [sum(Decimal(each[part]) for part in parts) for each in world["agreements"][: len(TOLD)]]
    assert sums == [7_000_000, 18_750_000, 1_400_000, 6_000_000, 9_000_000]
    assert all(list(account) == ["username", "post", "unit"] for account in world["accounts"])
    assert all(isinstance(value, str) and value for account in world["accounts"] for value in account.values())
    names = [account["username"] for account in world["accounts"]]
    assert {"sectorista.dgpp", "director.dgpp", "gobernador.amazonas", "mesadepartes.dgpp"} <= set(names)
    assert {"coordinador.piura", "gobernador.piura", "oci.piura", "vicegobernador.amazonas"} <= set(names)


def test_a_second_run_refuses_in_one_line_and_changes_nothing(folder: Path) -> None:
    before = rows(folder, "SELECT COUNT(*), MAX(id) FROM workflow_ledgerentry")
    done = run(folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "demo: the demonstration is already loaded; use --reset to load it anew.\n"
    assert rows(folder, "SELECT COUNT(*), MAX(id) FROM workflow_ledgerentry") == before


def test_if_needed_keeps_what_is_loaded(folder: Path) -> None:
    change(folder, "UPDATE workflow_user SET first_name = 'Otro' WHERE username = 'director.dgpp'")
    done = run(folder, "--if-needed", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["agreements"][: len(TOLD)] == TOLD
    assert rows(folder, "SELECT first_name FROM workflow_user WHERE username = 'director.dgpp'") == [("Otro",)]


@pytest.mark.parametrize("arguments", [[], ["--reset"], ["--if-needed"], ["--reset", "--json"]])
def test_a_database_that_is_somebodys_is_refused_in_one_line_and_left_alone(folder: Path, arguments: list[str]) -> None:
    change(folder, "DELETE FROM workflow_sitemark")
    before = rows(folder, "SELECT COUNT(*) FROM workflow_user")
    done = run(folder, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "demo: this database holds data that is no demonstration; name an empty one in DATABASE_URL.\n"
    )
    assert rows(folder, "SELECT COUNT(*) FROM workflow_user") == before


@pytest.mark.slow
def test_a_demonstration_that_was_killed_while_it_was_played_does_not_count_as_loaded(tmp_path: Path) -> None:
    with start(tmp_path) as playing:
        assert playing.stdout is not None
        assert any(line.startswith("playing") for line in playing.stdout)
        playing.kill()
    before = rows(tmp_path, "SELECT COUNT(*) FROM workflow_user")
    for arguments in ([], ["--if-needed"], ["--if-needed", "--json"]):
        done = run(tmp_path, *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == UNFINISHED_TOLD
    assert rows(tmp_path, "SELECT COUNT(*) FROM workflow_user") == before


def test_a_password_that_nobody_can_type_throws_nothing_away(folder: Path) -> None:
    done = run(folder, "--reset", "--password", " ")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--password must be text that can be typed" in done.stderr
    assert rows(folder, "SELECT COUNT(*) FROM workflow_case") == [(len(TOLD) + len(LIVING),)]


@pytest.mark.slow
def test_reset_throws_a_demonstration_away_and_makes_it_anew(folder: Path) -> None:
    change(folder, "UPDATE workflow_user SET first_name = 'Otro' WHERE username = 'director.dgpp'")
    done = run(folder, "--reset", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["agreements"][: len(TOLD)] == TOLD
    assert rows(folder, "SELECT COUNT(*) FROM workflow_case") == [(len(TOLD) + len(LIVING),)]
    assert rows(folder, "SELECT first_name FROM workflow_user WHERE username = 'director.dgpp'") != [("Otro",)]
    assert rows(folder, "SELECT COUNT(*) FROM workflow_sitemark") == [(1,)]


EMPTIED_AND_MADE_ANEW = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from legal.demonstration import database
call_command("migrate", verbosity=0)
database.mark()
database.recreate()
assert connection.introspection.table_names() == []
assert database.is_empty() and not database.is_marked()
call_command("migrate", verbosity=0)
assert database.is_empty() and not database.is_marked()
"""


@pytest.mark.postgres
@pytest.mark.slow
def test_a_schema_with_append_only_tables_is_emptied_and_can_be_made_anew(tmp_path: Path) -> None:
    server = os.environ["TEST_DATABASE_URL"].rpartition("/")[0]
    name = f"convenia_demo_{os.getpid()}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            done = subprocess.run(
                [sys.executable, "-W", "error", "-c", EMPTIED_AND_MADE_ANEW],
                cwd=ROOT,
                env={
                    **os.environ,
                    "DATABASE_URL": f"{server}/{name}",
                    "DJANGO_SETTINGS_MODULE": "config.settings",
                    "SECRET_KEY": "a key for tests only, long enough for the checks of Django",
                    "VAR_DIR": str(tmp_path),
                },
                capture_output=True,
                text=True,
                check=False,
            )
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
    assert done.returncode == 0, done.stderr


# --- on the database of the tests, which is nobody's to throw away --------------------------------------------------


def test_a_database_with_people_and_without_the_mark_is_neither_empty_nor_ours(world: World) -> None:
    assert not database.is_empty()
    assert not database.is_marked()


def test_a_database_without_people_is_empty(db: None) -> None:
    assert database.is_empty()


def test_only_a_marked_database_is_recreated(world: World) -> None:
    with pytest.raises(RuntimeError, match="Only a database marked as a demonstration is recreated"):
        database.recreate()
    assert User.objects.exists()


def test_marking_twice_leaves_one_mark(db: None) -> None:
    database.mark()
    database.mark()
    assert SiteMark.objects.count() == 1
    assert database.is_marked()


def test_a_demonstration_counts_as_loaded_once_it_is_finished(world: World) -> None:
    database.begin()
    errors = StringIO()
    with pytest.raises(SystemExit) as exit_:
        call_command("demo", "--if-needed", stdout=StringIO(), stderr=errors)
    assert (exit_.value.code, errors.getvalue()) == (2, UNFINISHED_TOLD)
    database.finish()
    output = StringIO()
    call_command("demo", "--if-needed", stdout=output)
    assert "Convenios de demostración:" in output.getvalue()


@pytest.mark.parametrize("option", ["--reset", "--if-needed", "--json"])
def test_somebodys_cases_are_refused_whatever_the_option(world: World, option: str) -> None:
    make_draft(world)
    output, errors = StringIO(), StringIO()
    with pytest.raises(SystemExit) as exit_:
        call_command("demo", option, stdout=output, stderr=errors)
    assert exit_.value.code == 2
    assert output.getvalue() == ""
    assert errors.getvalue().count("\n") == 1
    assert Case.objects.count() == 1


def test_agreements_without_a_number_are_told_without_one(world: World) -> None:
    make_draft(world, entity=world.municipality_entity)
    database.mark()
    output = StringIO()
    call_command("demo", "--if-needed", "--json", stdout=output)
    assert json.loads(output.getvalue())["agreements"] == [
        {
            "number": "",
            "entity": "Municipalidad Provincial de Chachapoyas",
            "level": "local",
            "status": "draft",
            "paid": "0.00",
            "due": "0.00",
            "balance": "0.00",
            "cancelled": "0.00",
            "forgone": "0.00",
        }
    ]


def test_people_read_the_accounts_and_their_password(world: World) -> None:
    make_draft(world)
    database.mark()
    output = StringIO()
    call_command("demo", "--if-needed", stdout=output)
    printed = output.getvalue()
    assert "[En formulación]" in printed
    assert "contraseña de todas: demostracion-2026" in printed
    assert "Directora General, Dirección General de Presupuesto Público" in printed
