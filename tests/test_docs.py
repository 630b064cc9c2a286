"""The documentation says what there is: every setting, command, act, flow, template and target, and no dead link."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from django.contrib.auth.forms import AuthenticationForm
from django.core.management import call_command
from django.utils import translation
from django.utils.module_loading import import_string

from legal.agreements.checks import CATALOGUE
from legal.demonstration.organization import read_organization
from legal.documents.documents import DocumentContext
from scripts import document_flows, document_roles

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
READERS = {"env", "env_bool", "env_int", "env_list"}
PAGES = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def page(path: Path) -> str:
    """Return a page's text."""
    return path.read_text(encoding="utf-8")


def name_of(path: Path) -> str:
    """Return a page's path as people write it."""
    return path.relative_to(ROOT).as_posix()


def code_on(path: Path) -> set[str]:
    """Return everything that a page sets as code."""
    return set(re.findall(r"`([^`\n]+)`", page(path)))


def missing(names: Iterator[str] | list[str], path: Path) -> list[str]:
    """Return the names that a page does not mention as code, alone or at the beginning of a command."""
    mentioned = {word for code in code_on(path) for word in (code, *code.split())}
    return [name for name in names if name not in mentioned]


def settings_read() -> Iterator[str]:
    """Yield each variable that the settings read."""
    tree = ast.parse(page(ROOT / "config" / "settings.py"))
    for node in ast.walk(tree):
        is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in READERS
        if is_call and isinstance(node.args[0], ast.Constant):
            yield node.args[0].value


def commands() -> list[str]:
    """Return the management commands of the product."""
    files = [path for room in ("legal", "workflow") for path in (ROOT / room).rglob("management/commands/*.py")]
    return sorted(path.stem for path in files if path.stem != "__init__")


def targets() -> list[str]:
    """Return the targets of the Makefile that people call."""
    return re.findall(r"^([a-z][a-z-]*):", page(ROOT / "Makefile"), re.MULTILINE)


def document_kinds() -> list[type[DocumentContext]]:
    """Return every kind of document."""
    return [kind for kind in DocumentContext.__subclasses__() if kind.__module__.startswith("legal.")]


def field_names(shape: Any) -> Iterator[str]:
    """Yield the fields of a document and of everything inside it."""
    hints = get_type_hints(shape)
    for each in fields(shape):
        yield each.name
        hint = hints[each.name]
        for inner in (hint, *get_args(hint)):
            if is_dataclass(inner):
                yield from field_names(inner)


@cache
def anchors(path: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


class TestReference:
    def test_names_every_setting(self) -> None:
        assert not missing(sorted(set(settings_read())), REFERENCE / "settings.md")

    def test_names_no_setting_that_nobody_reads(self) -> None:
        listed = re.findall(r"^\| `([A-Z_]+)` \|", page(REFERENCE / "settings.md"), re.MULTILINE)
        of_tests = {"TEST_DATABASE_URL", "CHROMIUM"}
        assert listed
        assert set(listed) - of_tests == set(settings_read())

    def test_names_every_command(self) -> None:
        assert commands()
        assert not missing(commands(), REFERENCE / "commands.md")

    def test_names_every_target_of_make(self) -> None:
        assert len(targets()) > 8
        assert not [target for target in targets() if f"make {target}" not in code_on(REFERENCE / "commands.md")]

    def test_names_every_script(self) -> None:
        scripts = [path.stem for path in (ROOT / "scripts").glob("*.py") if '"__main__"' in page(path)]
        assert scripts
        assert not missing([f"scripts.{name}" for name in scripts], REFERENCE / "commands.md")

    def test_names_every_act(self) -> None:
        assert not missing(list(document_roles.product_acts()), REFERENCE / "roles.md")

    def test_names_every_flow_and_step(self) -> None:
        for flow in document_flows.flows():
            steps = [node.name for node in flow.instance.nodes()]
            assert not missing([document_flows.name_of(flow), *steps], REFERENCE / "flows.md")

    def test_names_every_check_of_a_draft_with_what_it_does(self) -> None:
        rows = dict(re.findall(r"^\| `(\w+)` \| (error|warning) \|", page(REFERENCE / "checks.md"), re.MULTILINE))
        assert rows == {check.code: check.severity.value for check in CATALOGUE.values()}

    def test_names_every_template_and_field(self) -> None:
        files = [path.name for path in (ROOT / "templates_docx").glob("*.docx")]
        declared = [kind.template_name for kind in document_kinds()]
        assert sorted(files) == sorted(declared)
        assert not missing(files, REFERENCE / "documents.md")
        listed = re.findall(
            r"^\| `(\w+\.docx)` \| .+ \| `([\w.]+)` \|$", page(ROOT / "templates_docx/README.md"), re.MULTILINE
        )
        assert {name: import_string(dotted) for name, dotted in listed} == {
            kind.template_name: kind for kind in document_kinds()
        }
        for kind in document_kinds():
            assert not missing(sorted(set(field_names(kind))), REFERENCE / "documents.md")

    def test_shows_what_settling_the_file_shown_prints(self, tmp_path: Path) -> None:
        _before, _settle, section = page(REFERENCE / "commands.md").partition("### `manage.py settle ")
        file, answer, *_others = re.findall(r"```json\n(.+?)```", section, re.DOTALL)
        path, out = tmp_path / "year.json", StringIO()
        path.write_text(file, encoding="utf-8")
        call_command("settle", str(path), "--json", stdout=out)
        printed = json.loads(out.getvalue())
        printed["explanation"] = [{**tree, "children": []} for tree in printed["explanation"]]
        assert json.loads(answer) == printed

    def test_shows_the_json_of_the_demonstration(self) -> None:
        tree = ast.parse(page(ROOT / "legal/demonstration/management/commands/demo.py"))
        written = {
            key.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Dict)
            for key in node.keys
            if isinstance(key, ast.Constant)
        }
        _before, _demo, section = page(REFERENCE / "commands.md").partition("### `manage.py demo ")
        block = re.search(r"```json\n(.+?)```", section, re.DOTALL)
        assert block
        shown = json.loads(block[1])
        assert set(shown) | {name for rows in shown.values() for row in rows for name in row} == written


class TestWhatScriptsWrite:
    """When one of these fails, run the script that the page names."""

    def test_is_the_table_of_roles(self) -> None:
        assert document_roles.page() == page(document_roles.PAGE)

    def test_is_the_page_of_flows_and_its_pictures(self) -> None:
        assert [path.name for path, text in document_flows.files().items() if page(path) != text] == []

    def test_is_every_picture_there_is(self) -> None:
        wanted = {document_flows.file_of(flow) for flow in document_flows.flows()}
        assert {path.name for path in (REFERENCE / "flows").iterdir()} == wanted


@pytest.mark.parametrize("path", PAGES, ids=name_of)
class TestPage:
    def test_leads_nowhere_that_does_not_exist(self, path: Path) -> None:
        dead = []
        for target in LINK.findall(page(path)):
            if re.match(r"[a-z]+:", target):
                continue
            file, _hash, anchor = target.partition("#")
            there = (path.parent / file).resolve() if file else path
            if not there.exists() or (anchor and anchor not in anchors(there)):
                dead.append(target)
        assert dead == []

    def test_names_only_files_that_exist(self, path: Path) -> None:
        files = re.findall(r"`((?:docs|scripts|tests|templates_docx|config)/[\w./-]+\.\w+)`", page(path))
        assert [file for file in files if not (ROOT / file).exists()] == []

    def test_leaves_nothing_to_be_written(self, path: Path) -> None:
        assert not re.search(r"\b(TODO|TBD|FIXME|XXX)\b", page(path))

    def test_begins_with_its_title(self, path: Path) -> None:
        assert page(path).startswith("# ")


@cache
def words_of_the_site() -> str:
    """Return every text of the program, its templates and its data; and of Django, where people sign in."""
    files = [path for room in ("config", "legal", "workflow") for path in (ROOT / room).rglob("*")]
    texts = [page(path) for path in files if path.suffix in {".html", ".toml"}]
    for path in files:
        if path.suffix == ".py" and "migrations" not in path.parts:
            nodes = ast.walk(ast.parse(page(path)))
            texts += [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    with translation.override("es-pe"):
        texts += [str(field.label) for field in AuthenticationForm().fields.values()]
    return re.sub(r"\s+", " ", " ".join(texts))


@pytest.mark.parametrize("name", ["tutorial.md", "tutorial-world.md", "how-to/fix-a-refused-act.md"])
def test_pages_for_officials_use_the_words_of_the_site(name: str) -> None:
    """On these pages italics are what the site says; "…" and figures stand for what it fills in."""
    said = re.findall(r"(?<![*\w])\*(?=\S)([^*]+)(?<=\S)\*(?!\*)", page(DOCS / name))
    pieces = [piece.strip(" .,") for each in said for piece in re.split(r"…|\d+", re.sub(r"\s+", " ", each))]
    assert pieces
    assert sorted({piece for piece in pieces if piece not in words_of_the_site()}) == []


@pytest.mark.parametrize("name", ["tutorial.md", "tutorial-world.md"])
def test_tutorials_sign_in_with_accounts_of_the_demonstration(name: str) -> None:
    accounts = {row["username"] for row in read_organization()["user"]}
    named = set(re.findall(r"`([a-z]+(?:\.[a-z0-9]+)?)`", page(DOCS / name))) - {"make"}
    assert named
    assert sorted(named - accounts) == []


class TestMap:
    def test_leads_to_every_page(self) -> None:
        linked = {(DOCS / target).resolve() for target in LINK.findall(page(DOCS / "README.md"))}
        listed = {
            (DOCS / "decisions" / name).resolve() for name in LINK.findall(page(DOCS / "decisions" / "README.md"))
        }
        pages = {path.resolve() for path in DOCS.rglob("*.md")} - {(DOCS / "README.md").resolve()}
        assert sorted(name_of(path) for path in pages - linked - listed) == []

    def test_numbers_decisions_without_a_gap(self) -> None:
        numbers = sorted(int(path.name[:4]) for path in (DOCS / "decisions").glob("0*.md"))
        assert numbers == list(range(1, len(numbers) + 1))


class TestReadme:
    def test_names_every_room(self) -> None:
        rooms = [f"legal/{path.parent.name}/" for path in sorted((ROOT / "legal").glob("*/apps.py"))]
        assert not missing(rooms, ROOT / "README.md")
