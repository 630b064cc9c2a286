"""The page on which anybody who sees a case tries other verdicts and values of a year: the amounts, without a trace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from legal.agreements.views.agreement_page import AgreementPage
from legal.transfers.forms import WhatIfForm
from legal.transfers.models import Tranche
from legal.transfers.views.explanation import Line, line_of, names_in
from legal.transfers.what_if import Demand, Outcome, criteria_of, indicators_of, suppose
from legal.verification.models import Verification
from workflow.inbox import case_url

# The button of the form: without it the address asks for nothing, and shows what stands.
ASKED: Final = "simular"


@dataclass(frozen=True, kw_only=True)
class Row:
    """A criterion or an indicator with what stands of it and the field that supposes something else."""

    demand: Demand
    field: BoundField


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a tranche would come to, with its explanation as pages show it."""

    outcome: Outcome
    line: Line | None


class WhatIf(AgreementPage):
    """Suppose verdicts and values of a year. The address carries them: it can be kept and sent to somebody.

    A verdict takes some ten signs of the address, so a level of three hundred criteria still fits.
    """

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *, number: str, year: int) -> HttpResponse:
        """Show the form as things stand, or what would be due by what was supposed."""
        found = Verification.objects.select_related("period").filter(period__agreement=self.agreement)
        verification = get_object_or_404(found, period__year=year)
        tranches = list(Tranche.objects.filter(period=verification.period).select_related("period").order_by("kind"))
        kinds = {tranche.kind for tranche in tranches}
        criteria = criteria_of(verification) if Tranche.Kind.FIXED in kinds else []
        indicators = indicators_of(verification) if Tranche.Kind.VARIABLE in kinds else []
        is_asked = ASKED in request.GET
        form = WhatIfForm(request.GET if is_asked else None, criteria=criteria, indicators=indicators)
        is_read = is_asked and form.is_valid()
        outcomes: Sequence[Outcome] = []
        if is_read:
            outcomes = suppose(tranches, verification, form.supposition())
        context = {
            "agreement": self.agreement,
            "case": self.case,
            "case_url": case_url(self.case),
            "verification": verification,
            "form": form,
            "is_asked": is_asked,
            "criteria": [Row(demand=each, field=form[form.verdict(each)]) for each in criteria],
            "indicators": [Row(demand=each, field=form[form.value(each)]) for each in indicators],
            "results": [_result(each) for each in outcomes],
            "total": _total(outcomes),
        }
        return render(request, "transfers/what_if.html", context, status=422 if is_asked and not is_read else 200)


def _result(outcome: Outcome) -> Result:
    told = outcome.explanation
    line = line_of(told.as_json(), names_in(outcome.tranche)) if told else None
    return Result(outcome=outcome, line=line)


def _total(outcomes: Sequence[Outcome]) -> dict[str, Any] | None:
    """Return the sums of both tranches; None where there is one, or one of them could not be settled."""
    amounts = [each.comes_to for each in outcomes if each.comes_to is not None]
    if len(outcomes) < 2 or len(amounts) < len(outcomes):
        return None
    stands = sum((each.stands for each in outcomes), Decimal(0))
    comes_to = sum(amounts, Decimal(0))
    return {"stands": stands, "comes_to": comes_to, "difference": comes_to - stands}
