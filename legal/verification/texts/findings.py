"""Report I: every criterion and indicator of the level, what was looked at, and what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from legal.agreements.queries import grantor_of
from legal.agreements.texts import law
from legal.agreements.texts.annexes import basis_of, term_in_words
from legal.agreements.texts.letterheads import demonstration_note, letterhead, signatory_text
from legal.agreements.texts.wording import in_lines, with_article
from legal.documents import spanish
from legal.entities.names import name_on
from legal.norms.models import FirstPayment
from legal.verification.documents import FirstReportDocument
from legal.verification.models import ComplianceReport, CriterionFinding, IndicatorFinding, Stage, Verification
from legal.verification.queries import code_in, looked_at_for, values_at
from legal.verification.texts import period, sentences, verdicts
from workflow.models import Mandate, User

Kind = ComplianceReport.Kind


def document(verification: Verification, *, on: date, author: User, authority: Mandate | None) -> FirstReportDocument:
    """Return report I, in a constant number of queries."""
    agreement = verification.period.agreement
    found = verdicts.ordered_findings(verification, Stage.FIRST)
    carried = verdicts.carried_findings(verification, Stage.FIRST)
    own = {finding.level_id: finding for finding in (*found, *carried)}
    third = verdicts.ordered_findings(verification, Stage.THIRD)
    if third:
        third += verdicts.carried_findings(verification, Stage.THIRD)
    values, third_values = verdicts.read_values(verification), values_at(verification, Stage.THIRD)
    level = period.level_name(verification)
    seen = looked_at_for(verification)
    evidence = period.read_evidence(verification, for_correction=False)
    return FirstReportDocument(
        title=f"I Informe de Verificación del Cumplimiento de los Compromisos de Gestión: {level}",
        letterhead=letterhead(agreement, on=on),
        period=period.period_text(verification, on=on),
        result=sentences.met_of(sum(finding.met for finding in found), len(found), scope="del nivel"),
        counts=verdicts.counts(found),
        reports=period.presented_reports(verification, (Kind.FIXED, Kind.VARIABLE, Kind.COMPLETION)),
        completion=_completion(verification),
        third_party=_third_party(verification, third, own, _values_otherwise(third_values, values), on=on),
        third_party_name=name_on(verification.third_unit, on) if verification.third_unit and third else "",
        third_party_findings=(
            *verdicts.third_party_rows(third, own, verification),
            *verdicts.third_party_values(third_values, values),
        ),
        processes=verdicts.processes(found, seen),
        carried=verdicts.carried_groups(carried, seen),
        indicators=verdicts.indicator_rows(values, third_values, seen),
        conclusions=_conclusions(verification, found, carried, values),
        recommendations=_recommendations(verification, [*found, *carried], values),
        evidence=period.evidence_rows(evidence, verification, period.evidence_of([*own.values(), *values], seen)),
        place_and_date=period.place_and_date(on),
        signatory=signatory_text(author, authority, unit_name=name_on(grantor_of(agreement).unit, on), on=on),
        elaborated=period.elaborated([*own.values(), *values]),
        reviewed=period.reviewed(verification, 1),
        demonstration_note=demonstration_note(agreement),
    )


def _completion(verification: Verification) -> str:
    """Return what the entity was asked to complete and whether it did; nothing when it was not asked."""
    asked_on = verification.completion_asked_on
    if asked_on is None:
        return ""
    asked = (
        f"El {spanish.long_date(asked_on)}, según {law.completion_basis(asked_on)}, se requirió a la Entidad, por "
        f"única vez, que completara lo presentado: “{in_lines(verification.completion_request).rstrip('.')}”."
    )
    given = verification.compliance_reports.filter(kind=Kind.COMPLETION).first()
    if given is not None:
        return f"{asked} La Entidad lo hizo el {spanish.long_date(given.presented_on)}, con {given.number}."
    deadline = period.completion_deadline(verification)
    until = f", que venció el {spanish.long_date(deadline.due_on)}" if deadline else ""
    return f"{asked} La Entidad no lo hizo dentro del plazo{until}; lo presentado se verifica como está."


def _values_otherwise(third: Mapping[int, IndicatorFinding], own: Sequence[IndicatorFinding]) -> tuple[str, ...] | None:
    """Return the indicators of which the third body registered another value; None where it measured none."""
    pairs = [(each, third[each.target_id]) for each in own if each.target_id in third]
    return tuple(mine.target.indicator.code for mine, theirs in pairs if mine.value != theirs.value) if pairs else None


def _third_party(
    verification: Verification,
    third: Sequence[CriterionFinding],
    own: Mapping[int, CriterionFinding],
    values_otherwise: tuple[str, ...] | None,
    *,
    on: date,
) -> str:
    """Return who verified first and where this report finds otherwise; nothing where the agreement names nobody."""
    if verification.third_unit is None or not third:
        return ""
    what = "los criterios" if values_otherwise is None else "los criterios y los indicadores"
    found_on = spanish.long_date(max(finding.found_on for finding in third))
    other = [code_in(finding.level, verification) for finding in third if finding.met != own[finding.level_id].met]
    return (
        f"Conforme al Convenio, {with_article(name_on(verification.third_unit, on))} verificó primero {what}; sus "
        f"resultados, del {found_on}, constan en el Anexo N° 1. Esta Dirección General "
        f"{sentences.compared(other, values_otherwise)}."
    )


def _conclusions(
    verification: Verification,
    found: Sequence[CriterionFinding],
    carried: Sequence[CriterionFinding],
    values: Sequence[IndicatorFinding],
) -> tuple[str, ...]:
    scope = f"del {period.level_name(verification)}"
    observed = [code_in(finding.level, verification) for finding in (*found, *carried) if not finding.met]
    reached = [each.target.indicator.code for each in values if verdicts.reaches_target(each)]
    missed = [each.target.indicator.code for each in values if not verdicts.reaches_target(each)]
    concluded = (
        sentences.met_of(sum(finding.met for finding in found), len(found), scope=scope),
        verdicts.met_by_process(found),
        *verdicts.met_of_carried(carried),
        sentences.targets_reached(reached, missed),
        _outcome(observed, scope),
        _what_follows(verification) if observed else "",
    )
    return tuple(filter(None, concluded))


def _outcome(observed: Sequence[str], scope: str) -> str:
    if not observed:
        return f"No hay observaciones; con el presente informe concluye la verificación {scope}."
    verb = "Se observa" if len(observed) == 1 else "Se observan"
    return f"{verb} {sentences.named(observed, one='el criterio', many='los criterios')}."


def _what_follows(verification: Verification) -> str:
    """Return how long the entity has to correct what is observed, and what the norm says if it does not."""
    term = period.correction_term(verification)
    norm = verification.period.agreement.norm
    basis = law.cancellation_basis(norm, clause=period.lapsing_clause(verification, FirstReportDocument))
    lost = f"Según {basis}, si no subsana en ese plazo, se cancela la transferencia del saldo del Tramo Fijo."
    if period.may_be_carried(verification):
        lost = (
            f"Según {basis}, lo que no se subsane en ese plazo puede arrastrarse a la evaluación de un nivel "
            "siguiente; de no arrastrarse, se cancela la transferencia del saldo del Tramo Fijo."
        )
    return (
        f"Para subsanar lo observado, la Entidad dispone de un plazo máximo de {term_in_words(term)}, contado desde "
        f"que reciba la comunicación ({basis_of(term)}). {lost}"
    )


def _recommendations(
    verification: Verification, found: Sequence[CriterionFinding], values: Sequence[IndicatorFinding]
) -> tuple[str, ...]:
    norm = verification.period.agreement.norm
    observed = [finding for finding in found if not finding.met]
    waits = bool(observed) and norm.first_payment_after == FirstPayment.REPORT_2
    advice = []
    if observed:
        advice += [
            "Comunicar a la Entidad los resultados y las observaciones, por escrito, en un solo documento y por única "
            "vez.",
            f"Encargar la subsanación a las unidades que responden por lo observado: "
            f"{_responsible(observed, verification)}.",
        ]
    if waits:
        advice.append(
            "Calcular la transferencia cuando se emita el II Informe de Verificación: conforme a la norma que rige el "
            "Convenio, el primer pago espera la subsanación."
        )
    elif earned := sentences.earned(len(found) - len(observed), len(values)):
        advice.append(
            f"Calcular la transferencia que corresponde por {earned}, con las reglas del Anexo II del Convenio."
        )
    return tuple(advice)


def _responsible(observed: Sequence[CriterionFinding], verification: Verification) -> str:
    """Return the units that answer for what is observed, each with the codes of its criteria."""
    by_unit: dict[str, list[str]] = {}
    for finding in observed:
        criterion = finding.level.criterion
        by_unit.setdefault(criterion.responsible_unit.name, []).append(code_in(finding.level, verification))
    return "; ".join(f"{unit} ({', '.join(codes)})" for unit, codes in by_unit.items())
