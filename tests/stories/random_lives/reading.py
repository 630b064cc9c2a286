"""What the database says of an agreement, in the shape of the model; and what every moment must keep."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.db.models import Count, Max, Sum

from legal.agreements.models import Agreement
from legal.closure.models import Closure, Termination
from legal.notices.models import Notice
from legal.transfers.books import read_books
from legal.transfers.models import Rescue, Tranche, Transfer
from legal.verification.models import Verification
from tests.stories.random_lives.driving import notices_of
from tests.stories.random_lives.tables import TABLES, moves
from workflow.errors import Refusal
from workflow.models import Case, Deadline, LedgerEntry, Task
from workflow.models.tasks import OPEN

SENTENCE = re.compile(r"^[A-ZÁÉÍÓÚÑ«¿].*[.?]$", re.DOTALL)
TRACKED = {
    Agreement: moves(TABLES["agreement"]),
    Verification: moves(TABLES["verification"]),
    Transfer: moves(TABLES["transfer"]),
    Rescue: moves(TABLES["rescue"]),
    Closure: moves(TABLES["closure"]),
    Termination: moves(TABLES["termination"]),
    Notice: {("pending", "sent"), ("sent", "pending"), ("sent", "received")}
    | {(status, status) for status in Notice.Status.values},
}


def snapshot(agreement: Agreement) -> dict[str, object]:
    """Return where everything stands, as the model says it."""
    rows = _rows(agreement.case)
    return {
        "agreement": Agreement.objects.values_list("status", flat=True).get(pk=agreement.pk),
        "tracks": {key: row.status for key, row in rows.items()},
        "outcomes": {about: row.outcome for (kind, about), row in rows.items() if kind == "verification"},
        "money": _money(agreement.case),
        "amounts": {key: _cents(row.amount) for key, row in rows.items() if key[0] == "transfer"},
        "steps": _steps(agreement.case, rows),
        "terms": _terms(agreement.case, rows),
    }


def _rows(case: Case) -> dict[tuple[str, Any], Any]:
    found = Verification.objects.filter(case=case).select_related("period", "notice")
    rows: dict[tuple[str, Any], Any] = {("verification", row.period.year): row for row in found}
    for transfer in Transfer.objects.filter(case=case).select_related("tranche__period"):
        rows["transfer", (transfer.tranche.period.year, transfer.tranche.kind, transfer.sequence)] = transfer
    rescues = Rescue.objects.filter(case=case).select_related("tranche__period", "warning_notice", "letter_notice")
    for rescue in rescues.order_by("pk"):
        tranche = (rescue.tranche.period.year, rescue.tranche.kind)
        number = sum(kind == "rescue" and about[:2] == tranche for kind, about in rows) + 1
        rows["rescue", (*tranche, number)] = rescue
    for closure in Closure.objects.filter(case=case):
        rows["closure", 0] = closure
    terminations = Termination.objects.filter(case=case).select_related("notice").order_by("pk")
    for place, termination in enumerate(terminations, start=1):
        rows["termination", place] = termination
    return rows


def _money(case: Case) -> dict[tuple[int, str], tuple[int, ...]]:
    """Return the parts of each tranche, after making sure that they add up and that what was confirmed is paid."""
    money = {}
    tranches = Tranche.objects.filter(case=case).select_related("period").order_by("period__year", "kind")
    for tranche in tranches:
        parts = [tranche.paid, tranche.due, tranche.balance, tranche.cancelled, tranche.forgone]
        assert sum(parts) == tranche.amount
        assert min(parts) >= 0
        money[tranche.period.year, tranche.kind] = tuple(map(_cents, [tranche.amount, *parts]))
    confirmed = Transfer.objects.filter(case=case, status="confirmed").aggregate(total=Sum("amount"))["total"]
    assert (confirmed or 0) == sum(tranche.paid for tranche in tranches)
    return money


def _cents(amount: Decimal) -> int:
    assert amount * 100 == int(amount * 100)
    return int(amount * 100)


def _steps(case: Case, rows: dict[tuple[str, Any], Any]) -> dict[tuple[str, Any, str], int]:
    """Return the open steps by what they are about."""
    keys = {row.process_id: key for key, row in rows.items()}
    keys |= {notice.process_id: key for key, row in rows.items() for notice in notices_of(row)}
    steps: dict[tuple[str, Any, str], int] = {}
    for task in Task.objects.filter(process__case=case, status__in=OPEN, flow_task_type="HUMAN"):
        step = (*keys[task.process_id], task.flow_task.name)
        steps[step] = steps.get(step, 0) + 1
    return steps


def _terms(case: Case, rows: dict[tuple[str, Any], Any]) -> dict[tuple[str, Any], Any]:
    """Return the terms that run, with their last days."""
    about = {(kind, row.pk): each for (kind, each), row in rows.items()}
    terms = {}
    for deadline in Deadline.objects.running().filter(case=case):
        name, _line, number = deadline.name.rpartition("_")
        kind = {"warning_answer": "rescue", "incorporation": "transfer", "copies": "transfer"}.get(name)
        terms[name, about[kind, int(number)] if kind else int(number)] = deadline.due_on
    return terms


class Watch:
    """Looks at what was written since it last looked: statuses by the histories, the record by its numbers."""

    def __init__(self) -> None:
        self.seen = {model: self._last(model) for model in TRACKED}
        self.recorded = self._recorded()

    def check_moves(self) -> None:
        """Fail when a history holds a change of status that no table does."""
        for model, allowed in TRACKED.items():
            history = model.history.model.objects
            fresh = history.filter(history_id__gt=self.seen[model]).order_by("history_id")
            for pk in set(fresh.values_list("id", flat=True)):
                path = list(history.filter(id=pk).order_by("history_id").values_list("history_id", "status"))
                made = {(was, now) for (_before, was), (place, now) in pairwise(path) if place > self.seen[model]}
                assert made <= allowed, f"{model.__name__} moved {made - allowed}"
            self.seen[model] = self._last(model)

    def new_entries(self) -> list[LedgerEntry]:
        """Return what was recorded since the last look, after making sure that no number is missing."""
        ledger = LedgerEntry.objects
        for row in ledger.values("case").annotate(last=Max("sequence"), entries=Count("pk")):
            assert row["last"] == row["entries"], row
        fresh = list(ledger.filter(pk__gt=self.recorded).order_by("pk"))
        self.recorded = self._recorded()
        return fresh

    @staticmethod
    def _last(model: Any) -> int:
        return model.history.model.objects.aggregate(last=Max("history_id"))["last"] or 0

    @staticmethod
    def _recorded() -> int:
        return LedgerEntry.objects.aggregate(last=Max("pk"))["last"] or 0


def check_that_the_books_agree() -> None:
    """Fail when the money of any agreement does not agree with the acts behind it, as ``prove_money`` reads it."""
    faults = {case.number: case.faults for case in read_books() if case.faults}
    assert not faults


def check_that_it_explains_itself(refusal: Refusal) -> None:
    """Fail when a refusal says nothing, or not in sentences."""
    assert refusal.obstacles
    for obstacle in refusal.obstacles:
        assert SENTENCE.match(obstacle.text), obstacle.text
        assert not re.search(r"%\(|\{|\bNone\b", obstacle.text), obstacle.text
