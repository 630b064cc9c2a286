"""What an act leaves in the tables: compared before and after a refusal, which must leave nothing."""

from __future__ import annotations

from typing import Any

from django.apps import apps

from workflow.models import Case, LedgerEntry

# What happens around an act and is no trace of it.
ROOMS = ("agreements", "signing", "documents", "notices", "verification", "transfers", "followup", "closure")


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of the rooms that an agreement passes, histories included, and the engine's steps."""
    models = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    models += [
        apps.get_model("workflow", name)
        for name in ("Process", "Deadline", "DeadlineChange", "Participation", "Message")
    ]
    rows = {model._meta.label: list(model._default_manager.order_by("pk").values_list()) for model in models}
    tasks = apps.get_model("workflow", "Task")._default_manager.order_by("pk")
    rows["workflow.Task"] = list(tasks.values_list("pk", "status", "owner", "finished"))
    return rows


def acts_of(case: Case) -> list[LedgerEntry]:
    """Return the acts of a case, in the order of its record."""
    return list(LedgerEntry.objects.filter(case=case, kind=LedgerEntry.Kind.ACT).order_by("sequence"))


def last_act(case: Case) -> LedgerEntry:
    """Return the last act of a case."""
    return acts_of(case)[-1]


def refusals_of(case: Case) -> list[LedgerEntry]:
    """Return the refused attempts on a case, in the order of its record."""
    return list(LedgerEntry.objects.filter(case=case, kind=LedgerEntry.Kind.REFUSAL).order_by("sequence"))
