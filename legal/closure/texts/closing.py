"""The act of closure: the life of an agreement, what was verified and paid, and what it leaves."""

from __future__ import annotations

from datetime import date
from typing import Final

from legal.addenda.models import Addendum
from legal.agreements.models import Agreement, Party, Period
from legal.agreements.queries import grantor_of, parties_of, programmes_of
from legal.agreements.texts.letterheads import demonstration_note, letterhead, signatory_text
from legal.agreements.texts.programmes import agreement_title
from legal.agreements.texts.wording import counted, sentence, with_article
from legal.closure.documents import (
    ClosedPeriodRow,
    ClosingPartyText,
    ClosureActDocument,
    FinalReportText,
    LifeText,
    SettledTotalText,
    SettledTrancheRow,
    UnspentText,
)
from legal.closure.models import Closure, Lesson
from legal.documents import spanish
from legal.entities.names import name_on
from legal.norms.names import Currency, currency_on
from legal.transfers.models import Tranche
from legal.transfers.queries import sums_of, tranches_of
from legal.transfers.texts import tranches
from legal.verification.models import Report, Verification
from legal.verification.texts import sentences
from workflow.models import Mandate, User

Outcome = Verification.Outcome
_ROLES: Final = {
    Party.Capacity.BENEFICIARY.value: "entidad pública",
    Party.Capacity.VERIFIER.value: "organismo verificador",
}
_ENDINGS: Final = {
    Outcome.CORRECTED.value: "Subsanado",
    Outcome.PARTLY_CORRECTED.value: "Subsanado en parte",
    Outcome.NOT_CORRECTED.value: "No subsanado",
    Outcome.NOT_REPORTED.value: "No se presentó el informe de cumplimiento",
}


def closure_act(closure: Closure, *, on: date, signatory: User, authority: Mandate | None) -> ClosureActDocument:
    """Return the act as of a date; the money is that of the day."""
    agreement, currency = closure.agreement, currency_on(on)
    programmes = programmes_of(agreement)
    assert closure.reported_on is not None
    return ClosureActDocument(
        title=agreement_title(programmes).upper(),
        letterhead=letterhead(agreement, on=on),
        opening=f"En la ciudad de Lima, {spanish.date_in_words(on)}",
        agreement=tranches.agreement_name(agreement),
        parties=tuple(_party(party, on) for party in parties_of(agreement)),
        programmes=tuple(str(programme) for programme in programmes),
        life=_life(agreement),
        periods=_periods(agreement),
        money=tuple(_tranche(tranche, currency) for tranche in tranches_of(agreement.case)),
        total=_total(agreement, currency),
        unspent=_unspent(closure, currency),
        good_practices=_lessons(agreement, Lesson.Kind.GOOD_PRACTICE),
        lessons=_lessons(agreement, Lesson.Kind.LESSON),
        final_report=FinalReportText(
            number=closure.report_number,
            presented_on=spanish.long_date(closure.reported_on),
            summary=sentence(closure.report_summary),
        ),
        declarations=(),
        signatory=signatory_text(signatory, authority, unit_name=name_on(grantor_of(agreement).unit, on), on=on),
        demonstration_note=demonstration_note(agreement),
    )


def _party(party: Party, on: date) -> ClosingPartyText:
    named = with_article(name_on(party.entity.unit, on))
    is_entity_itself = party.unit_id == party.entity.unit_id
    return ClosingPartyText(
        name=f"{named[0].upper()}{named[1:]}",
        through="" if is_entity_itself else f"a través de {with_article(name_on(party.unit, on))}",
        role=_ROLES.get(party.capacity, ""),
        is_entity=party.capacity == Party.Capacity.BENEFICIARY,
    )


def _life(agreement: Agreement) -> LifeText:
    assert agreement.signed_on is not None
    assert agreement.in_force_from is not None
    assert agreement.ends_on is not None
    return LifeText(
        signed_on=spanish.long_date(agreement.signed_on),
        in_force_from=spanish.long_date(agreement.in_force_from),
        ended_on=spanish.long_date(agreement.ends_on),
        term=counted(agreement.years, "año", "años"),
        addenda=tuple(
            f"{addendum.label}, del {spanish.long_date(addendum.signed_on)}"
            for addendum in agreement.addenda.filter(status=Addendum.Status.IN_FORCE).order_by("number")
            if addendum.signed_on
        ),
    )


def _periods(agreement: Agreement) -> tuple[ClosedPeriodRow, ...]:
    periods = agreement.periods.select_related("verification").prefetch_related("verification__reports__document")
    return tuple(_period(period) for period in periods.order_by("year"))


def _period(period: Period) -> ClosedPeriodRow:
    reports = sorted(period.verification.reports.all(), key=lambda report: report.ordinal)
    numbers = [f"{spanish.roman(report.ordinal)}: {report.document.number_text}" for report in reports]
    return ClosedPeriodRow(
        year=f"Año {period.year}",
        fiscal_year=str(period.fiscal_year),
        level=f"Nivel {period.level}",
        outcome=_outcome(period.verification, reports),
        reports="; ".join(numbers) or "ninguno",
    )


def _outcome(verification: Verification, reports: list[Report]) -> str:
    """Return how a year ended: the verdicts of its last report, after what the correction came to."""
    ending = _ENDINGS.get(verification.outcome, "")
    if not reports:
        return ending
    last = reports[-1]
    met = sentences.met_of(last.met, last.criteria, scope="del nivel")
    if last.carried:
        noun = "arrastrado" if last.carried == 1 else "arrastrados"
        met += " " + sentences.met_of(last.carried_met, last.carried, scope=f"{noun} de un nivel anterior")
    return f"{ending}. {met}" if ending else met


def _tranche(tranche: Tranche, currency: Currency) -> SettledTrancheRow:
    return SettledTrancheRow(
        year=f"Año {tranche.period.year}",
        tranche=tranches.name(tranche).removeprefix("Tramo "),
        amount=spanish.soles(tranche.amount, currency),
        paid=spanish.soles(tranche.paid, currency),
        cancelled=spanish.soles(tranche.cancelled, currency),
        forgone=spanish.soles(tranche.forgone, currency),
        balance=spanish.soles(tranche.balance, currency),
    )


def _total(agreement: Agreement, currency: Currency) -> SettledTotalText:
    sums = sums_of(agreement.case)
    return SettledTotalText(
        amount=spanish.soles(sums.amount, currency),
        paid=spanish.soles(sums.paid, currency),
        paid_words=spanish.amount_in_words(sums.paid, currency),
        cancelled=spanish.soles(sums.cancelled, currency),
        forgone=spanish.soles(sums.forgone, currency),
        balance=spanish.soles(sums.balance, currency),
    )


def _unspent(closure: Closure, currency: Currency) -> tuple[UnspentText, ...]:
    if not closure.unspent:
        return ()
    return (
        UnspentText(
            amount=spanish.soles(closure.unspent, currency),
            words=spanish.amount_in_words(closure.unspent, currency),
            destination=sentence(closure.unspent_note),
        ),
    )


def _lessons(agreement: Agreement, kind: str) -> tuple[str, ...]:
    found = Lesson.objects.filter(case=agreement.case, kind=kind).order_by("recorded_on", "pk")
    return tuple(sentence(lesson.text) for lesson in found)
