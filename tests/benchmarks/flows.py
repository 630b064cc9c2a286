"""The same two steps twice: on our engine, and on viewflow as it comes."""

from __future__ import annotations

from django.db import connection
from viewflow import this
from viewflow.workflow import flow, lock

from tests.benchmarks.acts import ROLE
from workflow.flow import CaseFlow
from workflow.nodes import RoleTask, Start


class TwoStepFlow(CaseFlow):
    """Two steps of one role."""

    process_title = "Dos pasos"

    start = Start().Next(this.first)
    first = (
        RoleTask(ROLE, act="benchmarks.note", page="workflow:claim").Annotation(title="Primer paso").Next(this.second)
    )
    second = (
        RoleTask(ROLE, act="benchmarks.settle", page="workflow:claim").Annotation(title="Segundo paso").Next(this.end)
    )
    end = flow.End()


class PlainFlow(flow.Flow):
    """Two steps of anybody, on viewflow's own tables: no authority, no record, no message."""

    process_title = "Dos pasos"
    # Waits for the row, as we do; on SQLite the write transaction itself is the lock.
    lock_impl = lock.SelectForUpdateLock(nowait=False) if connection.vendor == "postgresql" else lock.no_lock

    start = flow.StartHandle().Next(this.first)
    first = flow.View(None).Annotation(title="Primer paso").Next(this.second)
    second = flow.View(None).Annotation(title="Segundo paso").Next(this.end)
    end = flow.End()
