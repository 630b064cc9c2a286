"""The house rules that a machine can check: arrows, sizes, names, the clock, write paths, words."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ("config", "legal", "workflow")
LONGEST_FILE = 400
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "part2"}

# Who, besides views and commands, may ask workflow.clock what time it is, and why.
CLOCK_READERS = {
    "workflow/accounts/adapters.py": "when a session began",
    "workflow/accounts/lockout.py": "whether a lock-out still lasts",
    "workflow/accounts/middleware.py": "whether a session is over, and which mandates count today",
    "workflow/acting.py": "an act knows the day on which it is recorded",
    "workflow/admin/accounts.py": "the administrator's pages tell what holds today",
    "workflow/admin/grants.py": "the administrator's pages list what ends soon",
    "workflow/admin/privileges.py": "the administrator's pages review what is valid today",
    "workflow/admin/calendars.py": "the administrator's pages count terms anew today",
    "workflow/bulk.py": "when the history of what it writes was recorded",
    "workflow/context.py": "what every page shows of today",
    "workflow/feeds.py": "when an address was made or revoked, and when a calendar was written",
    "workflow/handover.py": "a step changes hands on the day on which that is done",
    "workflow/holding.py": "a task is taken on the day on which that is done",
    "workflow/ledger.py": "recorded_at is the system's own clock",
    "workflow/nodes.py": "the engine's own timestamps",
    "workflow/notifications.py": "when a message left the outbox",
    "workflow/permissions.py": "a question about authority without a date is about today",
    "workflow/service.py": "the one write path: stamps acts and refuses future dates",
    "workflow/task_page.py": "the page of a task, the base of views",
    "workflow/visibility.py": "a list of what may be seen without a date is about today",
    "workflow/write_path.py": "refuses legal dates in the future",
}
# Where the machine's clock itself is read.
CLOCK = "workflow/clock.py"
CLOCK_CALLS = {"now", "today", "utcnow", "localdate"}
CLOCK_OWNERS = {"timezone", "datetime", "date", "dt", "clock"}

# Who may write many rows of a tracked model at once, past its history, and why.
BULK_WRITERS = {"workflow/bulk.py": "copies whole cases with their history and an entry in each record"}
BULK_CALLS = {"bulk_create", "bulk_update", "abulk_create", "abulk_update", "executemany", "update", "aupdate"}

GETTEXT = {
    "_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy",
    "npgettext", "npgettext_lazy",
}  # fmt: skip


def product_files(suffix: str) -> list[Path]:
    """Return the product's own files of a kind; migrations are written by Django."""
    return [
        path for room in PRODUCT for path in sorted((ROOT / room).rglob(f"*{suffix}")) if "migrations" not in path.parts
    ]


def name_of(path: Path) -> str:
    """Return a file's path as people write it."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def is_view_or_command(path: Path) -> bool:
    """Return whether a file is where people or the machine's scheduler come in."""
    return path.stem == "views" or "views" in path.parts or "commands" in path.parts


def is_model(path: Path) -> bool:
    """Return whether a file declares models."""
    return path.stem == "models" or "models" in path.parts


def dotted(node: ast.expr) -> list[str]:
    """Return the names of a chain of attributes and calls: ``A.objects.filter().update`` gives all four."""
    names: list[str] = []
    while True:
        if isinstance(node, ast.Attribute):
            names.insert(0, node.attr)
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Name):
            return [node.id, *names]
        else:
            return ["", *names]


def calls(path: Path) -> Iterator[tuple[ast.Call, list[str]]]:
    """Yield each call of a file with the chain of names it goes through."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            yield node, dotted(node.func)


def found(files: list[Path], lines_of: Callable[[Path], Iterator[int]]) -> list[str]:
    """Return every place that breaks a rule, as ``file:line``."""
    return [f"{name_of(path)}:{line}" for path in files for line in lines_of(path)]


def clock_calls(path: Path) -> Iterator[int]:
    """Yield the lines that read a clock: the machine's, or ours where nobody gave leave."""
    from_timezone = {
        alias.asname or alias.name
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and node.module in {"django.utils.timezone", "workflow.clock", "time"}
        for alias in node.names
    }
    for call, names in calls(path):
        is_clock = len(names) > 1 and names[-1] in CLOCK_CALLS and names[-2] in CLOCK_OWNERS
        is_imported = len(names) == 1 and names[0] in from_timezone & (CLOCK_CALLS | {"time"})
        ours_with_leave = names[0] == "clock" and name_of(path) in CLOCK_READERS
        if (is_clock or is_imported or names == ["time", "time"]) and not ours_with_leave:
            yield call.lineno


@cache
def models_by_tracking() -> dict[str, bool]:
    """Return each model class of the product and whether simple-history follows it."""
    tracked: dict[str, bool] = {}
    bases: dict[str, set[str]] = {}
    for path in filter(is_model, product_files(".py")):
        for node in tree_of(path).body:
            if isinstance(node, ast.ClassDef):
                bases[node.name] = {dotted(base)[-1] for base in node.bases}
                tracked[node.name] = any(
                    isinstance(target, ast.Name) and target.id == "history"
                    for line in node.body
                    if isinstance(line, ast.Assign)
                    for target in line.targets
                )
    for name in tracked:
        tracked[name] = tracked[name] or any(tracked.get(base, False) for base in bases[name])
    return tracked


def bulk_writes(path: Path) -> Iterator[int]:
    """Yield the lines that write rows past their history.

    ``update`` with positional arguments is that of a dict, a set or a hash. A chain that starts at a model
    without history is harmless; one that starts elsewhere cannot be told, and counts.
    """
    for call, names in calls(path):
        if names[-1] not in BULK_CALLS or len(names) < 2:
            continue
        if names[-1] in {"update", "aupdate"} and call.args:
            continue
        if models_by_tracking().get(names[0], True):
            yield call.lineno


def computed_words(path: Path) -> Iterator[int]:
    """Yield the lines that hand gettext a text made at run time, which no catalogue can hold."""
    for call, names in calls(path):
        if names[-1] in GETTEXT:
            for argument in call.args:
                is_format = isinstance(argument, ast.Call) and dotted(argument.func)[-1] == "format"
                is_percent = isinstance(argument, ast.BinOp) and isinstance(argument.left, ast.Constant | ast.JoinedStr)
                if isinstance(argument, ast.JoinedStr) or is_format or is_percent:
                    yield call.lineno


def saves(path: Path) -> Iterator[int]:
    """Yield the lines that override ``save``."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ClassDef):
            for item in node.body:
                if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef) and item.name in {"save", "asave"}:
                    yield item.lineno


def lines_with(pattern: str) -> Callable[[Path], Iterator[int]]:
    """Return a finder of the lines where a pattern begins."""

    def lines(path: Path) -> Iterator[int]:
        text = path.read_text(encoding="utf-8")
        for match in re.finditer(pattern, text, re.IGNORECASE):
            yield text.count("\n", 0, match.start()) + 1

    return lines


class TestArrows:
    def test_point_one_way_only(self) -> None:
        linter = Path(sys.executable).parent / "lint-imports"
        result = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stdout + result.stderr

    def test_word_templates_are_the_business_of_one_room(self) -> None:
        files = [path for path in product_files(".py") if not name_of(path).startswith("legal/documents/")]
        assert not found(files, lines_with("docxtpl"))


class TestFiles:
    def test_are_short_enough_to_be_read(self) -> None:
        files = [*product_files(".py"), *product_files(".html"), *sorted((ROOT / "tests").rglob("*.py"))]
        lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
        assert not {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE}

    def test_are_named_for_what_they_hold(self) -> None:
        assert not [name_of(path) for path in product_files(".py") if path.stem in FORBIDDEN_NAMES]

    def test_begin_by_saying_what_they_hold(self) -> None:
        written = [path for path in product_files(".py") if tree_of(path).body]
        assert not [name_of(path) for path in written if not ast.get_docstring(tree_of(path))]

    def test_read_annotations_as_python_will(self) -> None:
        with_code = [path for path in product_files(".py") if len(tree_of(path).body) > 1]
        first = {name_of(path): tree_of(path).body[1] for path in with_code}
        assert not [
            name
            for name, node in first.items()
            if not (isinstance(node, ast.ImportFrom) and node.module == "__future__")
        ]


class TestClock:
    def test_is_read_by_views_commands_and_those_who_have_leave(self) -> None:
        files = [path for path in product_files(".py") if not is_view_or_command(path) and name_of(path) != CLOCK]
        assert not found(files, clock_calls)


class TestWrites:
    def test_of_many_tracked_rows_are_done_where_they_are_audited(self) -> None:
        files = [path for path in product_files(".py") if name_of(path) not in BULK_WRITERS]
        assert not found(files, bulk_writes)

    def test_have_no_effects_hidden_in_save(self) -> None:
        assert not found([path for path in product_files(".py") if is_model(path)], saves)

    @pytest.mark.parametrize("path", [*CLOCK_READERS, *BULK_WRITERS])
    def test_leave_is_given_only_to_files_that_exist(self, path: str) -> None:
        assert (ROOT / path).is_file()


class TestWords:
    def test_reach_the_catalogue_as_they_are_written(self) -> None:
        assert not found(product_files(".py"), computed_words)


class TestPages:
    """The content security policy blocks whatever stands inline; a page must not depend on it."""

    @pytest.mark.parametrize(
        "pattern",
        [
            pytest.param(r"<[^>]*\sstyle\s*=", id="style attributes"),
            pytest.param(r"<style\b", id="style blocks"),
            pytest.param(r"<[^>]*\son[a-z]+\s*=\s*[\"']", id="event attributes"),
            pytest.param(r"<script\b(?![^>]*\bsrc\s*=)", id="inline scripts"),
        ],
    )
    def test_hold_nothing_inline(self, pattern: str) -> None:
        assert not found(product_files(".html"), lines_with(pattern))


class TestTheRulesThemselves:
    """A rule that can find nothing proves nothing."""

    @pytest.mark.parametrize(
        ("finder", "source"),
        [
            (clock_calls, "from django.utils import timezone\nx = timezone.now()"),
            (clock_calls, "from django.utils.timezone import localdate\nx = localdate()"),
            (clock_calls, "import datetime\nx = datetime.date.today()"),
            (clock_calls, "from workflow import clock\nx = clock.today()"),
            (bulk_writes, "queryset.filter(pk=1).update(name='x')"),
            (bulk_writes, "Unknown.objects.bulk_create(rows)"),
            (bulk_writes, "cursor.executemany(statement, rows)"),
            (computed_words, "_(f'{name}')"),
            (computed_words, "_('%s' % name)"),
            (computed_words, "gettext('{}'.format(name))"),
            (saves, "class A:\n    def save(self): ..."),
            (lines_with(r"<[^>]*\sstyle\s*="), '<p class="a"\n style="color: red">'),
        ],
    )
    def test_find_what_they_forbid(
        self, finder: Callable[[Path], Iterator[int]], source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
        path = tmp_path / "sample.py"
        path.write_text(source, encoding="utf-8")
        assert list(finder(path))

    @pytest.mark.parametrize(
        ("finder", "source"),
        [
            (clock_calls, "on = today(3); stamp = timezone.localtime(value); self.now()"),
            (bulk_writes, "digest.update(part); values.update({'a': 1})"),
            (computed_words, "_('%(name)s') % {'name': name}"),
            (lines_with(r"<[^>]*\sstyle\s*="), '<p data-style="x">style = y</p>'),
        ],
    )
    def test_leave_the_rest_alone(
        self, finder: Callable[[Path], Iterator[int]], source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
        path = tmp_path / "sample.py"
        path.write_text(source, encoding="utf-8")
        assert not list(finder(path))
