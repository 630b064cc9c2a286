"""``check_templates``: whether what the lawyers published still fits what a release gives its documents."""

from __future__ import annotations

import json
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from legal.documents import ruling
from legal.documents.documents import DocumentContext
from legal.documents.kinds import document_kinds
from legal.documents.models import BEGINNING, TemplateDecision, TemplateVersion
from legal.documents.services.files import keep
from legal.documents.services.shipped import first_version
from legal.documents.uploads import DOCX
from legal.entities import roles
from tests.factories import World
from tests.factories.people import make_mandate, make_post, make_user
from tests.legal.documents.rewording import KIND, with_paragraph
from workflow import clock

pytestmark = pytest.mark.django_db

ANOTHER = "suspension_letter"


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> dict[str, type[DocumentContext]]:
    """Two kinds are enough: each check starts a process."""
    two = {kind: contract for kind, contract in document_kinds().items() if kind in (KIND, ANOTHER)}
    monkeypatch.setattr(ruling, "document_kinds", lambda: two)
    for kind in two:
        first_version(kind)
    return two


def published(world: World, text: str, *, on: date, number: int = 2) -> TemplateVersion:
    """Write a version with one more paragraph, published by somebody else for a day."""
    publisher = make_user(f"publica{number}")
    make_mandate(publisher, make_post(world.directorate, roles.LEGAL_REVIEWER, f"Asesor {number}"))
    version = TemplateVersion.objects.create(
        kind=KIND,
        number=number,
        origin="uploaded",
        file=keep(with_paragraph(text), "oficio.docx", DOCX, world.legal_reviewer),
        note="Agrega una frase.",
        text=text,
        uploaded_by=world.legal_reviewer,
    )
    TemplateDecision.objects.create(
        version=version,
        outcome="published",
        kind=KIND,
        in_force_from=on,
        uploaded_by=world.legal_reviewer,
        by=publisher,
    )
    return version


def check(*arguments: str) -> tuple[int, str, str]:
    """Run the command. Returns its exit code, what it printed and what it said on stderr."""
    output, errors = StringIO(), StringIO()
    try:
        call_command("check_templates", *arguments, stdout=output, stderr=errors)
    except SystemExit as end:
        return int(str(end.code)), output.getvalue(), errors.getvalue()
    return 0, output.getvalue(), errors.getvalue()


def as_json() -> dict[str, Any]:
    """Return what the command prints as JSON."""
    answer: dict[str, Any] = json.loads(check("--json")[1])
    return answer


def shapes(value: Any, path: str = "") -> set[str]:
    """Return the path of each name in an answer, with the type of what it holds."""
    if isinstance(value, dict):
        return {each for name, inner in value.items() for each in shapes(inner, f"{path}.{name}")}
    if isinstance(value, list):
        return {f"{path}[]", *(each for inner in value for each in shapes(inner, f"{path}[]"))}
    return {f"{path}: {type(value).__name__}"}


def test_what_ships_is_accepted() -> None:
    code, printed, errors = check()
    assert (code, errors) == (0, "")
    assert printed.splitlines() == [
        "extension_letter, version 1, in force from the beginning",
        "accepted: errors 0, warnings 0",
        "suspension_letter, version 1, in force from the beginning",
        "accepted: errors 0, warnings 0",
        "versions 2, accepted 2, refused 0",
    ]


def test_a_version_that_asks_for_a_field_that_is_gone_is_refused(world: World) -> None:
    today = clock.today()
    published(world, "Plazo: {{ plazo_de_antes }}.", on=today)
    code, printed, _errors = check()
    lines = printed.splitlines()
    assert code == 1
    assert lines[0] == f"extension_letter, version 2, in force from {today}"
    assert lines[1].startswith("error VAR01 Cuerpo, párrafo ")
    assert "plazo_de_antes" in lines[1]
    assert lines[2] == "refused: errors 1, warnings 0"
    assert lines[-1] == "versions 2, accepted 1, refused 1"


def test_a_version_to_come_is_looked_at_beside_the_one_in_force(world: World) -> None:
    later = clock.today() + timedelta(days=9)
    published(world, "Plazo: {{ plazo_de_antes }}.", on=later)
    code, printed, _errors = check()
    assert code == 1
    assert "extension_letter, version 1, in force from the beginning\naccepted" in printed
    assert f"extension_letter, version 2, to come on {later}\nerror VAR01" in printed


def test_what_rules_no_longer_and_what_nobody_published_is_left_alone(world: World) -> None:
    today = clock.today()
    old = published(world, "{{ plazo_de_antes }}", on=today - timedelta(days=9))
    published(world, "Con cortesía.", on=today, number=3)
    TemplateVersion.objects.create(
        kind=KIND, number=4, origin="uploaded", file=old.file, note="Espera.", uploaded_by=world.legal_reviewer
    )
    told = [(each["kind"], each["version"]) for each in as_json()["versions"]]
    assert told == [(KIND, 3), (ANOTHER, 1)]


def test_a_version_that_another_replaced_before_it_ruled_is_left_alone(world: World) -> None:
    later = clock.today() + timedelta(days=9)
    published(world, "{{ plazo_de_antes }}", on=later)
    second = published(world, "Con cortesía.", on=later + timedelta(days=1), number=3)
    assert [row["version"] for row in as_json()["versions"] if row["kind"] == KIND] == [1, 2, 3]
    fourth = TemplateVersion.objects.create(
        kind=KIND, number=4, origin="shipped", file=second.file, note="Reemplaza a la que venía."
    )
    TemplateDecision.objects.create(
        version=fourth, outcome="published", kind=KIND, in_force_from=later, follows=second.decision
    )
    assert [row["version"] for row in as_json()["versions"] if row["kind"] == KIND] == [1, 4]


def test_the_json_says_of_each_version_what_was_found(world: World) -> None:
    later = clock.today() + timedelta(days=9)
    published(world, "{{ plazo_de_antes }}", on=later)
    answer = as_json()
    assert answer.keys() == {"versions", "accepted", "refused", "ok"}
    assert (answer["accepted"], answer["refused"], answer["ok"]) == (2, 1, False)
    accepted, refused, _other = answer["versions"]
    assert accepted == {
        "kind": KIND,
        "version": 1,
        "in_force_from": BEGINNING.isoformat(),
        "to_come": False,
        "ok": True,
        "findings": [],
    }
    assert (refused["version"], refused["in_force_from"], refused["to_come"]) == (2, later.isoformat(), True)
    (finding,) = refused["findings"]
    assert finding.keys() == {"severity", "code", "where", "message", "hint"}
    assert finding["code"] == "VAR01"


def test_the_reference_shows_the_json_as_it_is(world: World) -> None:
    published(world, "{{ plazo_de_antes }}", on=clock.today() + timedelta(days=9))
    page = (Path(__file__).resolve().parents[3] / "docs/reference/commands.md").read_text(encoding="utf-8")
    section = page.partition("### `manage.py check_templates")[2]
    shown = json.loads(section.partition("```json")[2].partition("```")[0])
    assert shapes(shown) == shapes(as_json())


@pytest.mark.parametrize("harm", ["missing", "changed"])
def test_a_file_that_is_not_whole_is_told_in_one_line(world: World, harm: str) -> None:
    version = published(world, "Con cortesía.", on=clock.today())
    path = Path(version.file.file.path)
    path.chmod(0o600)
    path.unlink() if harm == "missing" else path.write_bytes(b"otra cosa")
    code, printed, errors = check()
    assert (code, printed) == (2, "")
    assert errors.splitlines() == [
        "El archivo de la plantilla «extension_letter.docx», versión 2, no coincide con el que se registró."
    ]


def test_a_kind_of_which_nothing_is_kept_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, kinds: dict[str, type[DocumentContext]]
) -> None:
    monkeypatch.setattr(ruling, "document_kinds", lambda: {**kinds, "agreement": document_kinds()["agreement"]})
    code, printed, errors = check("--json")
    assert (code, printed) == (2, "")
    assert errors == "No template of agreement is kept yet: run manage.py load_catalogues.\n"


def test_a_kept_file_that_is_no_word_file_is_told_in_one_line(world: World) -> None:
    version = TemplateVersion.objects.create(
        kind=KIND,
        number=2,
        origin="shipped",
        file=keep(b"%PDF-1.4\n%%EOF", "oficio.docx", DOCX, None),
        note="No es de Word.",
    )
    TemplateDecision.objects.create(version=version, outcome="published", kind=KIND, in_force_from=clock.today())
    code, printed, errors = check()
    assert (code, printed) == (2, "")
    assert errors == "extension_letter, version 2, cannot be read as a Word file.\n"
