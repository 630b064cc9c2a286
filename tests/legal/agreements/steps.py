"""Steps of a formulation that several tests take: correct, send back, write another text."""

from __future__ import annotations

from decimal import Decimal

from legal.agreements.models import Agreement
from legal.agreements.services import approval, review, terms
from legal.agreements.services.review import NewObservation
from legal.agreements.terms import YearTerms
from tests.factories import World, do, open_task, open_tasks, write
from workflow.models import User

OBSERVED_COMMITMENTS = NewObservation(part="commitments", text="El criterio C-01 no precisa su fuente.")
OBSERVED_MONEY = NewObservation(part="money", text="El monto del año 1 excede la brecha.")


def names(agreement: Agreement) -> list[str]:
    """Return the open steps of an agreement, in a fixed order."""
    return sorted(task.flow_task.name for task in open_tasks(agreement.case))


def correct(agreement: Agreement, by: User | None = None, **answers: str) -> None:
    """Answer the open observations: all alike, or each as ``n1="…"`` says."""
    numbers = agreement.observations.filter(answered_on__isnull=True).values_list("number", flat=True)
    written = {int(name.removeprefix("n")): text for name, text in answers.items()}
    do(
        open_task(agreement.case, "correct"),
        review.correct,
        by=by,
        agreement=agreement,
        answers=written or dict.fromkeys(numbers, "Se corrigió."),
    )


def send_back(agreement: Agreement) -> None:
    """Send the text back from the directorate with an observation on its money."""
    do(
        open_task(agreement.case, "approve"),
        approval.send_back,
        agreement=agreement,
        observations=[OBSERVED_MONEY],
    )


def write_money(agreement: Agreement, world: World, each_year: int = 500_000) -> None:
    """Write three years of money: another text, unless it is what was there."""
    amounts = [
        YearTerms(year=year, maximum=Decimal(each_year), fixed_percentage=Decimal(fixed))
        for year, fixed in ((1, 100), (2, 70), (3, 50))
    ]
    write(agreement, world.formulator, terms.write_money, maximum=Decimal(each_year) * 3, years=3, amounts=amounts)
