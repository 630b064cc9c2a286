"""What led to a balance: the reports, the observations and their term, or the report that never came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from legal.agreements.clauses import Clause, cited_by
from legal.agreements.queries import signed_clauses
from legal.agreements.texts import law
from legal.agreements.texts.annexes import term_in_words
from legal.agreements.texts.wording import counted, sentence
from legal.documents import spanish
from legal.documents.documents import DocumentContext
from legal.documents.models import IssuedDocument
from legal.norms.models import NormTerm
from legal.transfers.documents import RescueText, ServedText, UncorrectedCriterionRow
from legal.transfers.models import Rescue, Tranche
from legal.transfers.texts import tranches
from legal.verification.models import ComplianceReport, CriterionFinding, Verification
from legal.verification.queries import fresh, last_judged
from legal.verification.services.carrying import unmet_of
from legal.verification.texts import verdicts
from legal.verification.texts.period import may_be_carried, terms
from workflow.models import Deadline


@dataclass(frozen=True, kw_only=True)
class Antecedents:
    """What the letters on a balance share: the facts, the papers they refer to, the provision and what follows from it.

    ``requirement`` is what the entity must prove to keep the balance, ``grounds`` why it is lost. ``clause`` is the one
    of the signed text by which it is lost or carried.
    """

    text: RescueText
    references: tuple[str, ...]
    directive: str
    requirement: str
    grounds: tuple[str, ...]
    clause: str


def read(tranche: Tranche, document: type[DocumentContext]) -> Antecedents:
    """Return what led to the balance of a tranche whose period is closed, for a document that cites the agreement."""
    clauses = cited_by(document, signed_clauses(tranche.period.agreement))
    origin = fresh(tranche.period.verification)
    verification = fresh(last_judged(origin))
    if verification.reports.exists():
        return _observed(tranche, origin, verification, clauses)
    return _unreported(tranche, verification, clauses)


def _carried(tranche: Tranche) -> tuple[str, ...]:
    """Return by which letters the criteria of the tranche were carried before, a sentence for each."""
    carried = tranche.rescues.filter(status=Rescue.Status.CARRIED).select_related("letter", "carried_into")
    return tuple(
        f"Con el {letter_name(rescue.letter)}, de fecha {spanish.long_date(rescue.letter.issued_on)}, lo que no se "
        f"subsanó del {tranches.level(tranche)} se arrastró a la evaluación del Nivel {rescue.carried_into.level}."
        for rescue in carried.order_by("pk")
        if rescue.letter is not None and rescue.carried_into is not None
    )


def letter_name(document: IssuedDocument) -> str:
    """Return a letter as others cite it: "Oficio N° …"."""
    return f"Oficio {document.number_text}"


def _lapsing(clauses: Mapping[str, Clause]) -> str:
    return f"la Cláusula {clauses['observaciones'].cited} del Convenio"


def _observed(
    tranche: Tranche, origin: Verification, verification: Verification, clauses: Mapping[str, Clause]
) -> Antecedents:
    reports = list(verification.reports.select_related("document").order_by("ordinal"))
    unmet = unmet_of(origin)
    notice, deadline, norm = verification.notice, verification.correction_deadline, verification.period.agreement.norm
    assert notice is not None
    assert notice.received_on is not None
    assert deadline is not None
    letter = letter_name(notice.document)
    clause = _lapsing(clauses)
    directive = law.cancellation_basis(norm, clause=clause)
    # Of other directives it is not known what they say: the clause is what the parties share.
    provision = f"{directive} y con {clause}" if norm.code in law.CANCELLATION else clause
    answered = deadline.status == Deadline.Status.MET
    return Antecedents(
        text=RescueText(
            carried=_carried(tranche),
            reports=tuple(tranches.report_text(report, tranche) for report in reports),
            terms=terms(verification, on=reports[0].issued_on),
            observations=(ServedText(document=letter, received_on=spanish.long_date(notice.received_on)),),
            term=_term(deadline),
            expires_on=spanish.long_date(deadline.due_on),
            outcome=_correction(verification),
            criteria=tuple(_uncorrected(finding, answered=answered) for finding in unmet),
        ),
        references=(letter, f"{tranches.short_name(reports[-1])} {reports[-1].document.number_text}"),
        directive=directive,
        requirement=_requirement(len(unmet)),
        grounds=(
            _lapse(origin, provision),
            "La Entidad recibió las observaciones en un solo documento, dispuso del plazo para subsanarlas y fue "
            "apercibida por escrito; no acreditó la subsanación de "
            f"{counted(len(unmet), 'criterio', 'criterios')}.",
        ),
        clause=clause,
    )


def _requirement(unmet: int) -> str:
    which = "el criterio señalado fue subsanado" if unmet == 1 else "los criterios señalados fueron subsanados"
    return f"que {which} dentro del plazo"


def _lapse(origin: Verification, provision: str) -> str:
    """Return by which provision a balance is lost."""
    if may_be_carried(origin):
        return (
            f"De acuerdo con {provision}, si la entidad pública no cumple con subsanar las observaciones en el plazo "
            "indicado y los criterios no se arrastran a la evaluación de un nivel siguiente, se cancela la "
            "transferencia del saldo del Tramo Fijo."
        )
    return (
        f"De acuerdo con {provision}, si la entidad pública no cumple con subsanar las observaciones en el plazo "
        "indicado en el convenio, se cancela la transferencia del saldo del Tramo Fijo."
    )


def _unreported(tranche: Tranche, verification: Verification, clauses: Mapping[str, Clause]) -> Antecedents:
    reporting = f"las Cláusulas {clauses['monto'].cited} y {clauses['verificacion'].cited} del Convenio"
    deadline = verification.period.report_deadline
    if verification.compliance_reports.exists():
        outcome = "El informe que presentó la Entidad se tuvo por no presentado, por lo que no hubo qué verificar."
    else:
        outcome = (
            "Vencido el plazo, la Entidad no presentó el informe de cumplimiento, por lo que no hubo qué verificar."
        )
    return Antecedents(
        text=RescueText(
            carried=_carried(tranche),
            reports=(),
            terms="",
            observations=(),
            term=_term(deadline),
            expires_on=spanish.long_date(deadline.due_on),
            outcome=outcome,
            criteria=(),
        ),
        references=(),
        directive=reporting,
        requirement="que presentó el informe de cumplimiento dentro del plazo",
        grounds=(
            f"De acuerdo con {reporting}, la Entidad presenta los informes de cumplimiento en los plazos pactados y "
            "solo tiene derecho a lo que resulte de su verificación.",
            "La Entidad no presentó el informe de cumplimiento conforme a lo pactado y fue apercibida por escrito.",
        ),
        clause=_lapsing(clauses),
    )


def _term(deadline: Deadline) -> str:
    return term_in_words(NormTerm(amount=deadline.amount, unit=deadline.term_unit))


def _correction(verification: Verification) -> str:
    report = verification.compliance_reports.filter(kind=ComplianceReport.Kind.CORRECTION).first()
    if report is None:
        return "Vencido el plazo, la Entidad no presentó la subsanación."
    presented_on = spanish.long_date(report.presented_on)
    return f"La Entidad presentó la subsanación el {presented_on}, dentro del plazo ({report.number})."


def _uncorrected(finding: CriterionFinding, *, answered: bool) -> UncorrectedCriterionRow:
    criterion = finding.level.criterion
    reason = sentence(finding.reason)
    return UncorrectedCriterionRow(
        code=criterion.code,
        statement=verdicts.heading(criterion.statement),
        reason=reason if answered else f"No se respondió la observación: {reason}",
    )
