"""The letter that communicates report I and every observation, in one document and once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from legal.agreements.queries import grantor_of
from legal.agreements.texts import law
from legal.agreements.texts.annexes import basis_of, term_in_words
from legal.agreements.texts.letterheads import (
    addressee_of_entity,
    demonstration_note,
    letterhead,
    signatory_text,
)
from legal.agreements.texts.wording import counted, phrase, sentence
from legal.entities.names import name_on
from legal.verification.documents import ObservationsLetterDocument, ObservationText
from legal.verification.models import ComplianceReport, CriterionFinding, Stage, Verification
from legal.verification.queries import code_in
from legal.verification.texts import period, sentences, verdicts
from workflow.models import Mandate, User


def document(
    verification: Verification, *, on: date, signatory: User, authority: Mandate | None
) -> ObservationsLetterDocument:
    """Return the letter, in a constant number of queries."""
    agreement = verification.period.agreement
    report = verification.reports.select_related("document").get(ordinal=1)
    found = verdicts.ordered_findings(verification, Stage.FIRST)
    carried = verdicts.carried_findings(verification, Stage.FIRST)
    unmet = [finding for finding in (*found, *carried) if not finding.met]
    level = period.level_name(verification)
    what = "las observaciones que deben subsanarse" if len(unmet) > 1 else "la observación que debe subsanarse"
    term = period.correction_term(verification)
    grantor = grantor_of(agreement)
    return ObservationsLetterDocument(
        title=f"Oficio que comunica los resultados y las observaciones del {level}",
        letterhead=letterhead(agreement, on=on),
        place_and_date=period.place_and_date(on),
        addressee=addressee_of_entity(agreement, on=on),
        subject=f"Comunica los resultados de la verificación del {level} y {what}",
        references=_references(verification),
        period=period.period_text(verification, on=on),
        report_number=report.document.number_text,
        results=_results(found, carried, f"del {level}"),
        observations=tuple(
            _observation(number, finding, verification) for number, finding in enumerate(unmet, start=1)
        ),
        term=term_in_words(term),
        term_basis=basis_of(term),
        warning_basis=law.cancellation_basis(
            agreement.norm, clause=period.lapsing_clause(verification, ObservationsLetterDocument)
        ),
        send_to=_send_to(name_on(grantor.entity.unit, on), grantor.entity.address),
        signatory=signatory_text(signatory, authority, unit_name=name_on(grantor.unit, on), on=on),
        demonstration_note=demonstration_note(agreement),
    )


def _references(verification: Verification) -> tuple[str, ...]:
    """Return the papers that the letter comes after: the agreement, what the entity presented, the case."""
    agreement = verification.period.agreement
    kinds = (ComplianceReport.Kind.FIXED, ComplianceReport.Kind.VARIABLE, ComplianceReport.Kind.COMPLETION)
    presented = period.presented_reports(verification, kinds)
    return (
        f"Convenio de Apoyo Presupuestario {agreement.number}",
        *(f"{paper.number}, presentado el {paper.date}" for paper in presented),
        f"Expediente N° {verification.case.number}",
    )


def _results(found: Sequence[CriterionFinding], carried: Sequence[CriterionFinding], scope: str) -> tuple[str, ...]:
    met = sum(finding.met for finding in found)
    left = sum(not finding.met for finding in (*found, *carried))
    raised = counted(left, *sentences.OBSERVATION, feminine=True)
    verb = "Se formula" if left == 1 else "Se formulan"
    told = (sentences.met_of(met, len(found), scope=scope), *verdicts.met_of_carried(carried), f"{verb} {raised}.")
    return (" ".join(told),)


def _observation(number: int, finding: CriterionFinding, verification: Verification) -> ObservationText:
    """Return one observation, with what proves that it is corrected."""
    criterion = finding.level.criterion
    return ObservationText(
        number=str(number),
        code=code_in(finding.level, verification),
        criterion=verdicts.heading(criterion.statement),
        observation=sentence(finding.reason),
        requirement=f"Acreditar la condición del nivel: {phrase(verdicts.required(finding))}. "
        f"Medio de verificación: {phrase(criterion.means)}.",
    )


def _send_to(ministry: str, address: str) -> str:
    desk = f"la mesa de partes {law.of_the(ministry)}"
    return f"{desk}, {address}" if address else desk
