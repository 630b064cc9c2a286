"""Report II: what became of each observation, and what follows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from legal.agreements.queries import grantor_of
from legal.agreements.texts import law
from legal.agreements.texts.letterheads import demonstration_note, letterhead, signatory_text
from legal.agreements.texts.wording import phrase, sentence
from legal.documents import spanish
from legal.entities.names import name_on
from legal.norms.models import FirstPayment
from legal.verification.documents import CorrectionCounts, CorrectionRow, SecondReportDocument
from legal.verification.models import (
    ComplianceReport,
    CriterionFinding,
    Evidence,
    Observation,
    Report,
    Stage,
    Verification,
)
from legal.verification.queries import code_in, findings_at, looked_at_for, observations_of
from legal.verification.texts import period, sentences, verdicts
from legal.verification.texts.verdicts import read_values
from workflow.models import Mandate, User

NOT_ANSWERED = "La Entidad no presentó la subsanación dentro del plazo."


@dataclass(frozen=True, kw_only=True)
class Corrections:
    """What became of the observations: the codes observed and those corrected, the criteria met with them.

    ``carried`` is what holds of the criteria carried from other levels: they count apart from ``criteria``.
    """

    criteria: int
    met_before: int
    met: int
    observed: tuple[str, ...]
    corrected: tuple[str, ...]
    carried: tuple[CriterionFinding, ...]
    carried_met_before: int
    answered: bool

    @property
    def left(self) -> tuple[str, ...]:
        """The codes that are still observed."""
        return tuple(code for code in self.observed if code not in self.corrected)


def document(verification: Verification, *, on: date, author: User, authority: Mandate | None) -> SecondReportDocument:
    """Return report II, in a constant number of queries."""
    agreement = verification.period.agreement
    notice, deadline = verification.notice, verification.correction_deadline
    assert notice is not None
    assert notice.received_on is not None
    assert deadline is not None
    first = verification.reports.select_related("document").get(ordinal=1)
    observations = list(observations_of(verification))
    second = findings_at(verification, Stage.SECOND)
    corrections = _read(verification, first, observations, second)
    # What came without an answer was not verified, and the report does not speak of it.
    evidence = period.read_evidence(verification, for_correction=True) if second else []
    until = spanish.long_date(deadline.due_on)
    level = period.level_name(verification)
    seen = period.evidence_of(second.values(), looked_at_for(verification))
    clause = period.lapsing_clause(verification, SecondReportDocument)
    return SecondReportDocument(
        title=f"II Informe de Verificación del Cumplimiento de los Compromisos de Gestión: Subsanación del {level}",
        letterhead=letterhead(agreement, on=on),
        period=period.period_text(verification, on=on),
        first_report_number=first.document.number_text,
        first_report_date=spanish.long_date(first.issued_on),
        letter_number=notice.document.number_text,
        communicated_on=spanish.long_date(notice.received_on),
        due_on=until,
        result=sentences.corrected_of(len(corrections.corrected), len(observations)),
        counts=_counts(corrections),
        reports=period.presented_reports(verification, (ComplianceReport.Kind.CORRECTION,)),
        unanswered="" if second else f"{NOT_ANSWERED.rstrip('.')}, que venció el {until}.",
        corrections=tuple(
            _row(each, verification, second.get(each.finding.level_id), evidence, seen) for each in observations
        ),
        conclusions=_conclusions(verification, corrections, clause),
        recommendations=_recommendations(verification, corrections, clause),
        evidence=period.evidence_rows(evidence, verification, seen),
        place_and_date=period.place_and_date(on),
        signatory=signatory_text(author, authority, unit_name=name_on(grantor_of(agreement).unit, on), on=on),
        elaborated=period.elaborated(second.values()),
        reviewed=period.reviewed(verification, 2) if second else "",
        demonstration_note=demonstration_note(agreement),
    )


def _read(
    verification: Verification,
    first: Report,
    observations: Sequence[Observation],
    second: Mapping[int, CriterionFinding],
) -> Corrections:
    codes = {each.finding.level_id: code_in(each.finding.level, verification) for each in observations}
    year = verification.period.year
    carried = {each.level_id: each for each in verdicts.carried_findings(verification, Stage.FIRST)}
    return Corrections(
        criteria=first.criteria,
        met_before=first.met,
        met=first.met + sum(each.met for each in second.values() if each.level.year == year),
        carried_met_before=first.carried_met,
        carried=tuple(second.get(level, finding) for level, finding in carried.items()),
        observed=tuple(codes.values()),
        corrected=tuple(code for level, code in codes.items() if level in second and second[level].met),
        answered=bool(second),
    )


def _counts(corrections: Corrections) -> CorrectionCounts:
    return CorrectionCounts(
        criteria=str(corrections.criteria),
        met_before=str(corrections.met_before),
        met_after=str(corrections.met),
        observed=str(len(corrections.observed)),
        carried=str(len(corrections.carried) or ""),
        carried_met_before=str(corrections.carried_met_before) if corrections.carried else "",
        carried_met_after=str(sum(each.met for each in corrections.carried)) if corrections.carried else "",
        corrected=str(len(corrections.corrected)),
        not_corrected=str(len(corrections.left)),
    )


def _row(
    observation: Observation,
    verification: Verification,
    second: CriterionFinding | None,
    evidence: Sequence[Evidence],
    looked_at: Collection[int],
) -> CorrectionRow:
    """Return one observation with its answer and the verdict on it; without an answer it is not corrected."""
    criterion = observation.finding.level.criterion
    files = [each for each in evidence if each.level_id == observation.finding.level_id]
    return CorrectionRow(
        number=str(observation.number),
        code=code_in(observation.finding.level, verification),
        criterion=verdicts.heading(criterion.statement),
        observation=sentence(observation.text),
        answer=sentence(observation.answer),
        evidence=tuple(_file(each, is_looked_at=each.pk in looked_at) for each in files),
        value=verdicts.value(second) if second else "",
        verdict=verdicts.corrected_verdict(second),
        reason=sentence(second.reason) if second else NOT_ANSWERED,
    )


def _file(evidence: Evidence, *, is_looked_at: bool) -> str:
    """Return a file with what identifies it, and whether the verifier looked at it."""
    told = "examinado" if is_looked_at else "no examinado"
    return f"{evidence.file.name} (SHA-256 {evidence.file.sha256[: period.HASH_SIGNS]}; {told})"


def _conclusions(verification: Verification, corrections: Corrections, clause: str) -> tuple[str, ...]:
    scope = f"del {period.level_name(verification)}"
    then = "Verificada la subsanación" if corrections.answered else "Sin subsanación que verificar"
    standing = sentences.met_of(corrections.met, corrections.criteria, scope=scope)
    concluded = [
        sentences.corrected_of(len(corrections.corrected), len(corrections.observed)),
        f"{then}, {phrase(standing)}.",
        *verdicts.met_of_carried(corrections.carried),
    ]
    if left := corrections.left:
        verb = "Sigue observado" if len(left) == 1 else "Siguen observados"
        concluded += [
            f"{verb} {sentences.named(left, one='el criterio', many='los criterios')}.",
            _what_follows(verification, clause),
        ]
    return (*concluded, f"Con el presente informe concluye la verificación {scope}.")


def _what_follows(verification: Verification, clause: str) -> str:
    """Return what the norm or the agreement says of what is still observed; nothing happens by itself."""
    basis = law.cancellation_basis(verification.period.agreement.norm, clause=clause)
    if period.may_be_carried(verification):
        return (
            f"Según {basis}, lo no subsanado puede arrastrarse a la evaluación de un nivel siguiente; de no "
            "arrastrarse, se cancela la transferencia del saldo del Tramo Fijo, previa advertencia escrita y por "
            "documento expreso que se notifica."
        )
    return (
        f"Según {basis}, si no se subsana en el plazo indicado en el Convenio, se cancela la transferencia del saldo "
        f"del Tramo Fijo. {clause[:1].upper()}{clause[1:]} exige para ello advertencia escrita previa y documento "
        "expreso que se notifica."
    )


def _recommendations(verification: Verification, corrections: Corrections, clause: str) -> tuple[str, ...]:
    advice = []
    if earned := _earned(verification, corrections):
        advice.append(
            f"Calcular la transferencia que corresponde por {earned}, con las reglas del Anexo II del Convenio."
        )
    if corrections.left and period.may_be_carried(verification):
        advice.append(
            f"Decidir, conforme a {clause}, si lo no subsanado se arrastra a la evaluación de un "
            "nivel siguiente o si se advierte por escrito a la Entidad antes de decidir sobre el saldo del Tramo Fijo."
        )
    elif corrections.left:
        advice.append(
            f"Advertir por escrito a la Entidad, conforme a {clause}, antes de decidir sobre el saldo del Tramo Fijo."
        )
    return tuple(advice)


def _earned(verification: Verification, corrections: Corrections) -> str:
    """Return what there is to pay for now: what was corrected, or the whole year where the norm made it wait."""
    if verification.period.agreement.norm.first_payment_after == FirstPayment.REPORT_2:
        met = corrections.met + sum(finding.met for finding in corrections.carried)
        return sentences.earned(met, len(read_values(verification)))
    if not corrections.corrected:
        return ""
    return "el criterio subsanado" if len(corrections.corrected) == 1 else "los criterios subsanados"
