"""The steps that a term fixes follow it where its end moves."""

from __future__ import annotations

from workflow import acting
from workflow.models import Task
from workflow.models.tasks import OPEN
from workflow.nodes import RoleTask


def follow_terms() -> None:
    """Let the open steps of the case under way that are due with a term be due when it ends now.

    While the term is suspended they are due on no day. A step that is due later than before may be overdue anew.
    """
    steps = Task.objects.filter(process__case=acting.current().case, status__in=OPEN)
    for task in steps.select_related("process", "unit", "suspended_by"):
        node = task.flow_task
        if not isinstance(node, RoleTask) or node.term is None or task.unit is None or task.opened_on is None:
            continue
        time = node.time_of(node.activation_class(task), task.unit, opened_on=task.opened_on)
        if (time.due_on, time.suspended_by) != (task.due_on, task.suspended_by):
            task.due_on, task.suspended_by, task.escalated_on = time.due_on, time.suspended_by, None
            task.save()
