"""The worked example: year 2 of 3,000,000.00 soles, 23 criteria, two indicators of equal weight. Invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

from legal.agreements.models import Agreement
from legal.agreements.services import matrices, terms
from legal.agreements.terms import IndicatorTerms, TargetTerms, YearTerms
from legal.documents.models import IssuedDocument
from legal.documents.wordtext import extract_text
from legal.norms.settlement.rules import ScoreRule
from legal.verification.models import Verification
from legal.verification.services import unreported
from tests.factories import (
    World,
    a_criterion,
    add_evidence,
    admit,
    an_indicator,
    approve,
    communicate,
    complete_terms,
    correct,
    give_opinions,
    issue,
    issue_first_report,
    issue_second_report,
    make_draft,
    present,
    register,
    serve,
    sign_all,
    submit,
    today,
    verification_of,
    verify,
    verify_correction,
    write,
)
from workflow import deadlines, service

CODES = tuple(f"C-{number:02d}" for number in range(1, 24))
SIGNED, YEAR_2 = date(2026, 11, 23), date(2027, 1, 4)
Travel = Callable[[date], None]


def in_year_2(world: World, travel: Travel, *, score: ScoreRule | None = None) -> Verification:
    """Return the verification of year 2, open: nobody has reported yet. The first indicator may have its own rule."""
    travel(SIGNED)
    agreement = complete_terms(make_draft(world), world)
    by_formulator = partial(write, agreement, world.formulator)
    years = (100, 70, 50)
    amounts = [
        YearTerms(year=year, maximum=Decimal(3_000_000), fixed_percentage=Decimal(share))
        for year, share in enumerate(years, start=1)
    ]
    by_formulator(terms.write_money, maximum=Decimal(9_000_000), years=3, amounts=amounts)
    for code in CODES[1:]:
        by_formulator(matrices.write_criterion, terms=a_criterion(code), responsible_unit=world.executing_unit)
    by_formulator(matrices.write_indicator, terms=replace(_indicator("I-01", 40, 60), score=score))
    by_formulator(matrices.write_indicator, terms=_indicator("I-02", 30, 50))
    for step in (submit, give_opinions, approve, issue, sign_all, register):
        step(agreement)
    travel(YEAR_2)
    assert not deadlines.run_clock(on=YEAR_2).failed
    return verification_of(agreement, 2)


def _indicator(code: str, baseline: int, target: int) -> IndicatorTerms:
    targets = tuple(TargetTerms(year=year, target=Decimal(target), weight=Decimal("0.5")) for year in (2, 3))
    return replace(an_indicator(code), baseline=Decimal(baseline), targets=targets)


def reported(world: World, travel: Travel) -> Verification:
    """Return the verification of year 2 with report I issued; C-01 and I-01 have their evidence."""
    verification = in_year_2(world, travel)
    add_evidence(verification, CODES[0], "I-01")
    to_first_report(verification)
    return verification


def agreement_of(verification: Verification) -> Agreement:
    """Return the agreement of a period."""
    agreement: Agreement = verification.period.agreement
    return agreement


def to_first_report(verification: Verification) -> None:
    """Take year 2 to report I: 8 of 23 criteria are met, the indicators reach 55 and 52."""
    present(verification)
    admit(verification)
    verify(verification, unmet=CODES[8:], values={"I-01": Decimal(55), "I-02": Decimal(52)})
    issue_first_report(verification)


def to_second_report(verification: Verification) -> None:
    """Take year 2 from report I to report II: 15 of 23 criteria are met after the correction."""
    communicate(verification)
    serve(verification.case)
    verification.refresh_from_db()
    correct(verification)
    verify_correction(verification, unmet=CODES[15:])
    issue_second_report(verification)


def declare_unreported(agreement: Agreement, world: World, year: int = 2) -> None:
    """Declare that nobody reported on a year whose term is over: all of its tranches is balance."""
    service.perform(
        case=agreement.case,
        actor=world.formulator,
        act_name="verification.declare_unreported",
        act=partial(
            unreported.declare_unreported, verification=verification_of(agreement, year), reason="Venció el plazo."
        ),
        occurred=today(),
    )


def printed(document: IssuedDocument | None) -> str:
    """Return what an issued document says."""
    assert document is not None
    with document.file.file.open() as kept:
        return extract_text(kept.read())
