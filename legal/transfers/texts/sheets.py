"""The calculation sheet of a transfer: from the sol back to the rule, the verdicts and their evidence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from legal.agreements.models import CriterionLevel
from legal.agreements.queries import programmes_of
from legal.agreements.texts import money
from legal.agreements.texts.letterheads import demonstration_note, letterhead, signatory_text
from legal.agreements.texts.wording import measure, weight, with_article
from legal.documents import spanish
from legal.norms.names import Currency, currency_on
from legal.norms.routes import ROUTES
from legal.norms.settlement import SHARE_PLACES, IndicatorValue, settle_variable
from legal.transfers.documents import (
    CalculationSheetDocument,
    CriterionVerdictRow,
    IndicatorScoreRow,
    ReviewText,
    RuleText,
    StepText,
)
from legal.transfers.models import Tranche, Transfer
from legal.transfers.texts import arithmetic, tranches
from legal.verification.models import CriterionFinding, Evidence, IndicatorFinding, Stage, Verification
from legal.verification.queries import findings_at, fresh, levels_of, values_at
from legal.verification.texts import sentences, verdicts
from workflow.models import Mandate, User

_RESULTS: Final = {
    Tranche.Kind.FIXED.value: "Lo que corresponde hasta ahora menos lo que ya correspondía",
    Tranche.Kind.VARIABLE.value: "Tramo variable por suma de peso × puntaje, redondeado al céntimo",
}


@dataclass(frozen=True, kw_only=True)
class _Compliance:
    """What a tranche was earned by, as the report of its calculation had it."""

    criteria: tuple[CriterionVerdictRow, ...] = ()
    indicators: tuple[IndicatorScoreRow, ...] = ()
    summary: str
    changes: tuple[str, ...]

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the criteria and indicators."""
        return frozenset({row.code for row in self.criteria} | {row.code for row in self.indicators})


def calculation_sheet(
    transfer: Transfer, *, on: date, reviewer: User, authority: Mandate | None
) -> CalculationSheetDocument:
    """Return the sheet of a transfer as its reviewer signs it."""
    tranche, calculation = transfer.tranche, transfer.calculation
    agreement, report, currency = tranche.period.agreement, calculation.report, currency_on(on)
    compliance = _fixed(transfer, currency) if tranche.kind == Tranche.Kind.FIXED else _variable(transfer, currency)
    route = ROUTES[transfer.route]
    return CalculationSheetDocument(
        title=f"Transferencia del {tranches.label(tranche)} por el {tranches.short_name(report)}",
        letterhead=letterhead(agreement, on=on),
        agreement=tranches.agreement_name(agreement),
        entity=agreement.entity.unit.name,
        programmes=tuple(str(programme) for programme in programmes_of(agreement)),
        year=f"Año {tranche.period.year}",
        fiscal_year=str(tranche.period.fiscal_year),
        level=tranches.level(tranche),
        tranche=tranches.name(tranche),
        route=f"{transfer.get_route_display()}: {route.instruction}",
        report=tranches.report_text(report, tranche),
        rule=_rule(transfer),
        criteria=compliance.criteria,
        indicators=compliance.indicators,
        compliance_summary=compliance.summary,
        steps=_steps(transfer, compliance, currency),
        money=tranches.money_text(tranche, currency, due=transfer.amount),
        due_words=spanish.amount_in_words(transfer.amount, currency),
        what_would_change=compliance.changes,
        calculated_on=spanish.long_date(calculation.calculated_on),
        reviews=(
            ReviewText(
                action="Revisó",
                name=str(reviewer),
                post=signatory_text(reviewer, authority, unit_name="").post,
                dated=spanish.long_date(on),
            ),
        ),
        demonstration_note=demonstration_note(agreement),
    )


def _rule(transfer: Transfer) -> RuleText:
    agreement = transfer.tranche.period.agreement
    rules = money.FIXED_RULES if transfer.tranche.kind == Tranche.Kind.FIXED else money.VARIABLE_RULES
    rule = rules[transfer.calculation.rule]
    return RuleText(
        name=rule.name,
        # The norm's own formulas are not public: the parties have agreed on the rule in the text they signed.
        basis=f"numeral 1.03 del Anexo II del Convenio, suscrito en el marco de {with_article(agreement.norm.code)}",
        paragraphs=rule.paragraphs,
    )


def _steps(transfer: Transfer, compliance: _Compliance, currency: Currency) -> tuple[StepText, ...]:
    """Return the steps of the calculation, and what parts its result from the amount of the transfer, if anything does.

    A transfer pays what was due when it was proposed: an earlier calculation may have been left
    unpaid, and a later one is paid on its own.
    """
    explained = transfer.calculation.explanation
    found = list(arithmetic.steps(explained, codes=compliance.codes, currency=currency))
    # The first figure is what the parties agreed on for the year, the last is the result.
    found[0] = replace(found[0], basis="Numeral 1.01 del Anexo II del Convenio")
    found[-1] = replace(found[-1], basis=_RESULTS[transfer.tranche.kind])
    if unpaid := transfer.amount - transfer.calculation.due:
        found.append(
            StepText(
                label="Correspondía y no se ha transferido",
                value=spanish.soles(unpaid, currency),
                basis="Cálculos anteriores",
            )
        )
        found.append(
            StepText(label="Monto de la transferencia", value=spanish.soles(transfer.amount, currency), basis="")
        )
    if later := transfer.tranche.due - transfer.amount:
        found.append(
            StepText(
                label="Corresponde además y se transfiere por separado",
                value=spanish.soles(later, currency),
                basis="Cálculo posterior",
            )
        )
    return tuple(found)


def _fixed(transfer: Transfer, currency: Currency) -> _Compliance:
    report = transfer.calculation.report
    verification = fresh(report.verification)
    is_second = report.ordinal == 2
    first = findings_at(verification, Stage.FIRST)
    second = findings_at(verification, Stage.SECOND) if is_second else {}
    evidence = _evidence(verification, with_correction=is_second)
    rows = tuple(
        _criterion(level, first[level.pk], second.get(level.pk), is_second, evidence["level", level.pk])
        for level in levels_of(verification)
    )
    corrected = sum(finding.met for finding in second.values())
    return _Compliance(
        criteria=rows,
        summary=_summary(report.met, report.criteria, corrected, tranches.level(transfer.tranche)),
        changes=arithmetic.fixed_changes(
            transfer.tranche.amount, met=report.met, count=report.criteria, currency=currency
        ),
    )


def _criterion(
    level: CriterionLevel, first: CriterionFinding, second: CriterionFinding | None, is_second: bool, evidence: int
) -> CriterionVerdictRow:
    standing = second or first
    verdict = verdicts.verdict(standing.met)
    if is_second and not first.met:
        verdict = "Subsanado" if standing.met else "No subsanado"
    return CriterionVerdictRow(
        code=level.criterion.code,
        statement=verdicts.heading(level.criterion.statement),
        verdict=verdict,
        evidence_count=str(evidence),
        verifier=str(standing.verified_by),
        verified_on=_short_date(standing.found_on),
    )


def _summary(met: int, count: int, corrected: int, of_level: str) -> str:
    told = sentences.met_of(met, count, scope=f"del {of_level}")
    if not corrected or count == 1:
        return told
    before = met - corrected
    ways = [f"{sentences.pronoun(before)} según el I Informe"] if before else []
    ways.append(f"{sentences.pronoun(corrected)} por subsanación")
    return f"{told.rstrip('.')}: {spanish.listing(ways)}."


def _variable(transfer: Transfer, currency: Currency) -> _Compliance:
    verification = fresh(transfer.calculation.report.verification)
    found = sorted(values_at(verification, Stage.FIRST).values(), key=lambda each: each.target.indicator.code)
    values = [_value(each) for each in found]
    scores = settle_variable(amount=transfer.tranche.amount, indicators=values).scores
    evidence = _evidence(verification, with_correction=False)
    units = {each.target.indicator.code: each.target.indicator.unit for each in found}
    return _Compliance(
        indicators=tuple(
            _score(each, scores[each.target.indicator.code], evidence["target", each.target_id]) for each in found
        ),
        summary=f"La suma de peso × puntaje es {transfer.calculation.share}.",
        changes=arithmetic.variable_changes(transfer.tranche.amount, values, units, currency=currency),
    )


def _value(finding: IndicatorFinding) -> IndicatorValue:
    target = finding.target
    return IndicatorValue(
        code=target.indicator.code,
        weight=target.weight,
        baseline=target.indicator.baseline,
        target=target.target,
        achieved=finding.value,
    )


def _score(finding: IndicatorFinding, score: Decimal, evidence: int) -> IndicatorScoreRow:
    target, indicator = finding.target, finding.target.indicator
    files = f"evidencias: {evidence}" if evidence else "sin evidencias"
    return IndicatorScoreRow(
        code=indicator.code,
        name=verdicts.heading(indicator.name),
        weight=weight(target.weight),
        baseline=measure(indicator.baseline, indicator.unit),
        target=measure(target.target, indicator.unit),
        achieved=measure(finding.value, indicator.unit),
        score=str(score),
        weighted_score=str((target.weight * score).quantize(SHARE_PLACES, ROUND_HALF_UP)),
        basis=f"Fuente: {indicator.source.rstrip('.')}; {files}. Verificó {finding.verified_by}, "
        f"{_short_date(finding.found_on)}.",
    )


def _evidence(verification: Verification, *, with_correction: bool) -> Counter[tuple[str, int | None]]:
    """Return how many files support each criterion and indicator, in one query."""
    found = Evidence.objects.filter(verification=verification)
    if not with_correction:
        found = found.filter(for_correction=False)
    counted: Counter[tuple[str, int | None]] = Counter()
    for level, target in found.values_list("level_id", "target_id"):
        counted.update([("level", level), ("target", target)])
    return counted


def _short_date(day: date) -> str:
    return f"{day:%d.%m.%Y}"
