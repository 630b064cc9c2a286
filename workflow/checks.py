"""System checks: what must hold for the engine to be safe."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, connections
from django.urls import NoReverseMatch, reverse

from workflow import permissions, triggers
from workflow.flow import CaseFlow, CaseLock, all_flows
from workflow.nodes import RoleTask


@register
def flow_modules_import(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """Every ``flows`` module imports: viewflow passes over one that does not."""
    messages: list[CheckMessage] = []
    for app in apps.get_app_configs():
        name = f"{app.name}.flows"
        if importlib.util.find_spec(name) is None:
            continue
        try:
            importlib.import_module(name)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what the check reports
            messages.append(Error(f"{name} does not import: {error!r}", id="workflow.E003"))
    return messages


@register
def human_steps_name_who_may_act(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """Every human node is a ``RoleTask`` with a role, a registered act and a page that exists."""
    messages: list[CheckMessage] = []
    for flow_class in all_flows():
        for node in flow_class.instance.nodes():
            if getattr(node, "task_type", "") != "HUMAN":
                continue
            messages.extend(_faults(flow_class, node))
    return messages


def _faults(flow_class: type[CaseFlow], node: Any) -> list[CheckMessage]:
    where = f"{flow_class.__module__}.{flow_class.__name__}.{node.name}"
    if not isinstance(node, RoleTask):
        return [Error(f"{where} is open to everybody: make it a RoleTask.", id="workflow.E001")]
    faults: list[CheckMessage] = []
    if not callable(node.role) and node.role not in permissions.all_roles():
        faults.append(Error(f"{where} names no registered role.", id="workflow.E001"))
    if node.act not in permissions.all_acts():
        faults.append(Error(f"{where} names no registered act.", id="workflow.E001"))
    if node.due is not None and not node.basis:
        faults.append(Error(f"{where} has a term and names no norm.", id="workflow.E001"))
    try:
        reverse(node.page, args=[1])
    except NoReverseMatch:
        faults.append(Error(f"{where} has no page {node.page!r}.", id="workflow.E001"))
    return faults


@register
def flows_lock_their_case(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """Every flow keeps the case's lock."""
    return [
        Error(f"{flow_class.__module__}.{flow_class.__name__} does not lock its case.", id="workflow.E002")
        for flow_class in all_flows()
        if not isinstance(flow_class.lock_impl, CaseLock)
    ]


@register
def sqlite_journal_is_safe(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """SQLite in WAL mode can corrupt a database before 3.51.3 (fixed too in 3.50.7 and 3.44.6)."""
    uses_sqlite = any(config["ENGINE"].endswith("sqlite3") for config in settings.DATABASES.values())
    if uses_sqlite and settings.SQLITE_JOURNAL.lower() == "wal" and not settings.SQLITE_WAL_IS_SAFE:
        return [
            Error(
                "SQLITE_JOURNAL=wal can corrupt the database with this version of SQLite.",
                hint="Unset SQLITE_JOURNAL, or use SQLite 3.51.3 or newer.",
                id="workflow.E005",
            )
        ]
    return []


@register(Tags.database)
def append_only_tables_are_guarded(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """The triggers of the append-only tables are there."""
    messages: list[CheckMessage] = []
    for alias in databases or []:
        try:
            missing = triggers.missing(connections[alias])
        except DatabaseError:
            continue  # no database yet: Django's own checks say so
        if missing:
            messages.append(
                Error(
                    f"Triggers are missing in {alias!r}: {', '.join(missing)}.",
                    hint="Run manage.py migrate; it reinstalls them.",
                    id="workflow.E004",
                )
            )
    return messages
