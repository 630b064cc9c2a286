"""The floor: the statements that no step can do without, sent through Django's cursor in one transaction.

No model, no rule, no read but the lock: the statements and their values are made beforehand, outside the
timing. It is even lower than what we keep: the link between a task and the one before it is not written.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from django.db.models.sql import InsertQuery

from tests.benchmarks.flows import TwoStepFlow
from workflow import clock
from workflow.models import Case, LedgerEntry, Message, Process, Task, Unit, User

Statement = tuple[str, list[Any]]

# Stands for the key of the process that an earlier statement has inserted.
NEW_PROCESS = -1


def send(statements: list[Statement]) -> None:
    """Send the statements in one transaction."""
    inserted = None
    with transaction.atomic(), connection.cursor() as cursor:
        for sql, values in statements:
            cursor.execute(sql, [inserted if value == NEW_PROCESS else value for value in values])
            if sql.endswith("RETURNING id"):
                (inserted,) = cursor.fetchone()


def completing(task: Task, case: Case, actor: User, *, renumbered: Unit | None = None) -> list[Statement]:
    """Lock, close the first task, open the second, record, send; with a unit, change it and write its history."""
    return [
        _lock(case),
        *(_renumber(renumbered, actor) if renumbered else []),
        _close(task, actor),
        _insert(_task(TwoStepFlow.second, process_id=task.process_id, unit=case.unit)),
        _insert(_entry(case, actor, task)),
        _insert(_message(case)),
    ]


def finishing(task: Task, case: Case, actor: User) -> list[Statement]:
    """Lock, close the last task, write the end of the process, record."""
    now = clock.now()
    return [
        _lock(case),
        _close(task, actor),
        _insert(_task(TwoStepFlow.end, process_id=task.process_id, status="DONE", started=now, finished=now)),
        ("UPDATE workflow_process SET status = 'DONE', finished = %s WHERE id = %s", [now, task.process_id]),
        _insert(_entry(case, actor, task)),
    ]


def starting(case: Case, actor: User) -> list[Statement]:
    """Lock, write a process with its start and its first task, record, send."""
    sql, values = _insert(Process(flow_class=TwoStepFlow, case=case))
    now = clock.now()
    return [
        _lock(case),
        (f"{sql} RETURNING id", values),
        _insert(_task(TwoStepFlow.start, process_id=NEW_PROCESS, status="DONE", started=now, finished=now)),
        _insert(_task(TwoStepFlow.first, process_id=NEW_PROCESS, unit=case.unit)),
        _insert(_entry(case, actor, None)),
        _insert(_message(case)),
    ]


def _lock(case: Case) -> Statement:
    sql = "SELECT id, number, title, unit_id FROM workflow_case WHERE id = %s"
    return sql + (" FOR NO KEY UPDATE" if connection.vendor == "postgresql" else ""), [case.pk]


def _close(task: Task, actor: User) -> Statement:
    now = clock.now()
    return (
        "UPDATE workflow_task SET status = 'DONE', owner_id = %s, assigned = %s, started = %s, finished = %s "
        "WHERE id = %s",
        [actor.pk, now, now, now, task.pk],
    )


def _renumber(unit: Unit, actor: User) -> list[Statement]:
    code = "B" if unit.numbering_code == "A" else "A"
    fields = {field.attname: getattr(unit, field.attname) for field in Unit._meta.concrete_fields}
    row = Unit.history.model(**fields, history_date=clock.now(), history_type="~", history_user=actor)
    return [("UPDATE workflow_unit SET numbering_code = %s WHERE id = %s", [code, unit.pk]), _insert(row)]


def _task(node: Any, **values: Any) -> Task:
    return Task(flow_task=node, flow_task_type=node.task_type, role=getattr(node, "role", ""), **values)


def _entry(case: Case, actor: User, task: Task | None) -> LedgerEntry:
    return LedgerEntry(
        case=case,
        sequence=case.ledger.count() + 1,
        act="benchmarks.note",
        actor=actor,
        actor_name=str(actor),
        post_title="Registrador",
        occurred_on=clock.today(),
        subject=f"workflow.unit:{case.unit_id}",
        subject_label=case.unit.name,
        before={"text": ""},
        after={"text": "una nota"},
        task=task,
    )


def _message(case: Case) -> Message:
    return Message(case=case, role="registrar", unit=case.unit, subject="Segundo paso", body="Le toca: Segundo paso.")


def _insert(row: Model) -> Statement:
    """Return the statement that Django would send to insert a row."""
    query = InsertQuery(type(row))
    query.insert_values([field for field in row._meta.concrete_fields if not field.primary_key or row.pk], [row])
    ((sql, values),) = query.get_compiler(connection=connection).as_sql()
    return sql, list(values)
