"""The letter of termination: cause, facts, effects, and the money of each tranche."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from legal.agreements.clauses import cited_by
from legal.agreements.queries import grantor_of, signed_clauses
from legal.agreements.texts import SEPARATION_NOTICE_DAYS, law
from legal.agreements.texts.letterheads import (
    addressee_of_entity,
    demonstration_note,
    letterhead,
    signatory_text,
)
from legal.agreements.texts.wording import counted, items, with_article
from legal.closure.documents import TerminatedTotalText, TerminatedTrancheRow, TerminationActDocument
from legal.closure.models import Termination
from legal.documents import spanish
from legal.entities.names import name_on
from legal.norms.names import Currency, currency_on
from legal.transfers.models import Tranche
from legal.transfers.queries import tranches_of
from legal.transfers.texts import provisions, tranches
from legal.verification.models import Verification
from legal.verification.texts.period import place_and_date
from workflow.models import Mandate, User

Cause = Termination.Cause
Status = Verification.Status
# Within a sentence; the clauses have the numbers of the text that the parties signed.
_CAUSES: Final = {
    Cause.BREACH.value: "incumplimiento de las obligaciones de la entidad pública",
    Cause.MUTUAL.value: "mutuo acuerdo de las partes",
    Cause.SEPARATION.value: "libre separación",
}
_CLAUSES: Final = {
    Cause.BREACH.value: ("resolucion", "el literal b) del numeral {0.number}.1 de la Cláusula {0.cited} del Convenio"),
    Cause.MUTUAL.value: ("resolucion", "el literal a) del numeral {0.number}.1 de la Cláusula {0.cited} del Convenio"),
    Cause.SEPARATION.value: ("libre_adhesion", "la Cláusula {0.cited} del Convenio"),
}

# A report was admitted: its verification goes on to its end. The others end with the agreement.
_UNDER_WAY: Final = frozenset({Status.ADMITTED, Status.REPORTED, Status.OBSERVED, Status.ANSWERED, Status.LAPSED})


def termination_act(
    termination: Termination, *, on: date, signatory: User, authority: Mandate | None
) -> TerminationActDocument:
    """Return the letter as of a date; the money is that of the day."""
    agreement, currency = termination.agreement, currency_on(on)
    found = list(tranches_of(agreement.case).select_related("period__verification"))
    cause = _CAUSES[termination.cause]
    subject = f"Resolución del Convenio de Apoyo Presupuestario por {cause}"
    assert agreement.signed_on is not None
    return TerminationActDocument(
        title=subject,
        letterhead=letterhead(agreement, on=on),
        place_and_date=place_and_date(on),
        addressee=addressee_of_entity(agreement, on=on),
        subject=subject,
        references=(tranches.agreement_name(agreement), _opinion(termination)),
        agreement=tranches.agreement_name(agreement),
        entity=with_article(name_on(agreement.entity.unit, on)),
        signed_on=spanish.long_date(agreement.signed_on),
        cause=cause,
        basis=_basis(termination, on),
        facts=items(termination.facts),
        legal_opinion=_dated_opinion(termination),
        effective_on="día de la recepción del presente oficio",
        notice=_notice(termination),
        money=tuple(_tranche(tranche, currency) for tranche in found),
        total=_total(found, currency),
        accounts_term="",
        remedies=_remedies(termination, on),
        signatory=signatory_text(signatory, authority, unit_name=name_on(grantor_of(agreement).unit, on), on=on),
        demonstration_note=demonstration_note(agreement),
    )


def _opinion(termination: Termination) -> str:
    """Return the legal opinion by kind and number, though its author has written the number alone."""
    report = termination.opinion_report
    return report if report[:1].isalpha() and not report.startswith("N°") else f"Informe Legal {report}"


def _dated_opinion(termination: Termination) -> str:
    assert termination.opined_on is not None
    return f"{_opinion(termination)}, de fecha {spanish.long_date(termination.opined_on)}"


def _basis(termination: Termination, on: date) -> str:
    key, words = _CLAUSES[termination.cause]
    clause = words.format(cited_by(TerminationActDocument, signed_clauses(termination.agreement))[key])
    return f"{clause} y {law.free_adhesion_basis(on)}" if termination.cause == Cause.SEPARATION else clause


def _notice(termination: Termination) -> str:
    if termination.cause != Cause.SEPARATION:
        return ""
    days = counted(SEPARATION_NOTICE_DAYS, "día calendario", "días calendario")
    return f"La separación se comunicó con la anticipación no menor de {days} que fija el Convenio."


def _remedies(termination: Termination, on: date) -> str:
    """Return the recourses against what one side decides alone."""
    return provisions.recourses(on) if termination.cause == Cause.BREACH else ""


def _tranche(tranche: Tranche, currency: Currency) -> TerminatedTrancheRow:
    return TerminatedTrancheRow(
        year=f"Año {tranche.period.year}",
        tranche=tranches.name(tranche).removeprefix("Tramo "),
        amount=spanish.soles(tranche.amount, currency),
        paid=spanish.soles(tranche.paid, currency),
        due=spanish.soles(tranche.due, currency),
        pending=spanish.soles(_pending(tranche), currency),
        lapsed=spanish.soles(_lapsed(tranche), currency),
    )


def _pending(tranche: Tranche) -> Decimal:
    """Return the balance that a verification under way may still earn, in soles."""
    verification = getattr(tranche.period, "verification", None)
    return tranche.balance if verification and verification.status in _UNDER_WAY else Decimal(0)


def _lapsed(tranche: Tranche) -> Decimal:
    """Return what was not earned and no longer can be, in soles: the rest of the balance, and what was lost before."""
    return tranche.balance - _pending(tranche) + tranche.cancelled + tranche.forgone


def _total(found: Sequence[Tranche], currency: Currency) -> TerminatedTotalText:
    due = sum((tranche.due for tranche in found), Decimal(0))
    pending = sum((_pending(tranche) for tranche in found), Decimal(0))
    lapsed = sum((_lapsed(tranche) for tranche in found), Decimal(0))
    return TerminatedTotalText(
        amount=spanish.soles(sum((tranche.amount for tranche in found), Decimal(0)), currency),
        paid=spanish.soles(sum((tranche.paid for tranche in found), Decimal(0)), currency),
        due=spanish.soles(due, currency),
        due_words=spanish.amount_in_words(due, currency) if due else "",
        pending=spanish.soles(pending, currency),
        pending_words=spanish.amount_in_words(pending, currency) if pending else "",
        lapsed=spanish.soles(lapsed, currency),
        lapsed_words=spanish.amount_in_words(lapsed, currency) if lapsed else "",
    )
