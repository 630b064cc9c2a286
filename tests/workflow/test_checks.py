"""System checks fail on what would make the engine unsafe, and pass on what is sound."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from viewflow import this
from viewflow.workflow import flow, lock

import workflow.flow
from tests.workflow.acts import DOCTOR
from tests.workflow.flows import PAGE, RoundFlow, TreatmentFlow, VisitFlow
from workflow import checks
from workflow.calendars import Term
from workflow.calendars import Unit as TermUnit
from workflow.flow import CaseFlow
from workflow.nodes import RoleTask, Start

SOUND = {"act": "tests.examine", "page": PAGE}
PRODUCT = [flow_class for flow_class in workflow.flow.all_flows() if not flow_class.__module__.startswith("tests.")]
A_DAY = Term(amount=1, unit=TermUnit.CALENDAR_DAYS)


@pytest.fixture(autouse=True)
def flows(monkeypatch: pytest.MonkeyPatch) -> list[type[CaseFlow]]:
    """Let each test declare flows of its own and see no others."""
    declared: list[type[CaseFlow]] = []
    monkeypatch.setattr(workflow.flow, "PUBLIC_FLOWS", declared)
    return declared


def flow_with(step: Any, **changes: Any) -> type[CaseFlow]:
    """Declare a flow of one step."""
    nodes = {"start": Start().Next(this.step), "step": step.Next(this.end), "end": flow.End()}
    return type("DeclaredFlow", (CaseFlow,), {"__module__": __name__, "__doc__": "A flow.", **nodes, **changes})


def ids(messages: list[Any]) -> list[str]:
    return [message.id for message in messages]


class TestHumanSteps:
    def messages(self) -> list[Any]:
        return checks.human_steps_name_who_may_act(None)

    def test_of_sound_flows_pass(self, flows: list[type[CaseFlow]]) -> None:
        flows.extend([TreatmentFlow, RoundFlow, VisitFlow])
        flow_with(RoleTask(DOCTOR, due=A_DAY, basis="Norma técnica, art. 5", **SOUND))
        assert self.messages() == []

    def test_whose_role_is_found_at_run_time_pass(self) -> None:
        flow_with(RoleTask(this.role_of, **SOUND), role_of=lambda self, activation: DOCTOR)
        assert self.messages() == []

    @pytest.mark.parametrize(
        ("step", "words"),
        [
            (RoleTask("astronaut", **SOUND), "names no registered role"),
            (RoleTask(DOCTOR, act="tests.unheard_of", page=PAGE), "names no registered act"),
            (RoleTask(DOCTOR, act="tests.examine", page="tests:nowhere"), "has no page 'tests:nowhere'"),
            (RoleTask(DOCTOR, due=A_DAY, **SOUND), "has a term and names no norm"),
            (flow.View(lambda request: None), "is open to everybody"),
        ],
        ids=["role", "act", "page", "norm", "anybody"],
    )
    def test_that_lack_something_fail(self, step: Any, words: str) -> None:
        flow_with(step)
        (message,) = self.messages()
        assert message.id == "workflow.E001"
        assert words in message.msg
        assert message.msg.startswith("tests.workflow.test_checks.DeclaredFlow.step ")

    def test_that_lack_everything_are_told_everything(self) -> None:
        flow_with(RoleTask("astronaut", act="tests.unheard_of", page="tests:nowhere", due=A_DAY))
        assert ids(self.messages()) == ["workflow.E001"] * 4


class TestLocks:
    def test_of_the_case_pass(self) -> None:
        flow_with(RoleTask(DOCTOR, **SOUND))
        assert checks.flows_lock_their_case(None) == []

    def test_of_viewflow_fail(self) -> None:
        flow_with(RoleTask(DOCTOR, **SOUND), lock_impl=lock.select_for_update_lock)
        (message,) = checks.flows_lock_their_case(None)
        assert (message.id, "does not lock its case" in message.msg) == ("workflow.E002", True)


class TestFlowModules:
    def pretend(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Any, text: str) -> None:
        """Install an app whose ``flows`` module holds this text."""
        folder = tmp_path / "pretended_app"
        folder.mkdir()
        (folder / "__init__.py").write_text("")
        (folder / "flows.py").write_text(text)
        monkeypatch.syspath_prepend(tmp_path)
        monkeypatch.setattr(apps, "get_app_configs", lambda: [SimpleNamespace(name="pretended_app")])

    @pytest.fixture(autouse=True)
    def _forget(self) -> Iterator[None]:
        yield
        for name in [name for name in sys.modules if name.startswith("pretended_app")]:
            del sys.modules[name]

    def test_of_the_site_pass(self) -> None:
        assert checks.flow_modules_import(None) == []

    def test_that_do_not_import_fail_and_say_why(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
        self.pretend(monkeypatch, tmp_path, "import a_module_that_does_not_exist")
        (message,) = checks.flow_modules_import(None)
        assert message.id == "workflow.E003"
        assert "pretended_app.flows does not import" in message.msg
        assert "a_module_that_does_not_exist" in message.msg

    def test_that_import_pass(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
        self.pretend(monkeypatch, tmp_path, "ANYTHING = 1")
        assert checks.flow_modules_import(None) == []
        assert isinstance(sys.modules["pretended_app.flows"], ModuleType)


class TestTheJournalOfSQLite:
    @pytest.mark.parametrize(
        ("engine", "journal", "is_safe", "expected"),
        [
            ("sqlite3", "wal", False, ["workflow.E005"]),
            ("sqlite3", "WAL", False, ["workflow.E005"]),
            ("sqlite3", "wal", True, []),
            ("sqlite3", "delete", False, []),
            ("postgresql", "wal", False, []),
        ],
    )
    def test_is_safe_with_this_version(
        self, monkeypatch: pytest.MonkeyPatch, engine: str, journal: str, is_safe: bool, expected: list[str]
    ) -> None:
        databases = {"default": {"ENGINE": f"django.db.backends.{engine}"}}
        settings = SimpleNamespace(DATABASES=databases, SQLITE_JOURNAL=journal, SQLITE_WAL_IS_SAFE=is_safe)
        monkeypatch.setattr(checks, "settings", settings)
        assert ids(checks.sqlite_journal_is_safe(None)) == expected


def test_the_flows_of_the_product_are_sound(flows: list[type[CaseFlow]]) -> None:
    flows.extend(PRODUCT)
    assert len(flows) > 2
    assert checks.human_steps_name_who_may_act(None) == []
    assert checks.flows_lock_their_case(None) == []
