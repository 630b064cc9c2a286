"""Where to look in the played world."""

from __future__ import annotations

from django.db.models import QuerySet

from legal.agreements.models import Agreement
from legal.documents.models import IssuedDocument, YearName
from legal.documents.wordtext import extract_margins, extract_text
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


def check_names_of_its_year(document: IssuedDocument) -> None:
    """Fail unless the head of a document has the names of its year and decade, and no name of another year is in it."""
    with document.file.file.open("rb") as file:
        content = file.read()
    head, printed = extract_margins(content), extract_margins(content) + extract_text(content)
    own = YearName.objects.get(year=document.issued_on.year)
    own_names = {own.name, own.decade_name} - {""}
    assert all(f"“{name}”" in head for name in own_names), document
    others = YearName.objects.exclude(pk=own.pk).values_list("name", "decade_name")
    foreign = {name for pair in others for name in pair} - own_names - {""}
    assert not [name for name in foreign if name in printed], document
