"""Where to look in the played world."""

from __future__ import annotations

from django.db.models import QuerySet

from legal.agreements.models import Agreement
from legal.documents.models import IssuedDocument
from legal.documents.wordtext import extract_text
from tests.legal.demonstration.reading import Life
from workflow.models import Case, Task
from workflow.models.tasks import OPEN


def agreement_of(life: Life) -> Agreement:
    """Return the agreement as it was played."""
    return Agreement.objects.select_related("case").get(title=life.agreement["agreement"]["title"])


def open_tasks(case: Case) -> QuerySet[Task]:
    """Return the steps of a case that wait for somebody."""
    return Task.objects.filter(process__case=case, status__in=OPEN, flow_task_type="HUMAN").select_related("unit")


def words(document: IssuedDocument) -> str:
    """Return the words of an issued document."""
    with document.file.file.open("rb") as file:
        return extract_text(file.read())
