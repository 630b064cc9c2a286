"""The calculation sheet of a transfer: from the sol back to the rule, the verdicts and their evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from legal.agreements.clauses import cited_by
from legal.agreements.queries import programmes_of, signed_clauses
from legal.agreements.texts import money
from legal.agreements.texts.letterheads import demonstration_note, letterhead, signatory_text
from legal.agreements.texts.wording import measure, weight, with_article
from legal.documents import spanish
from legal.entities.names import name_on
from legal.norms.names import Currency, currency_on
from legal.norms.routes import ROUTES
from legal.norms.settlement import FixedRule, settle_variable
from legal.norms.settlement.arithmetic import MILLIONTH, Share, rounded
from legal.norms.settlement.rules import ScoreRule
from legal.transfers.documents import (
    CalculationSheetDocument,
    CriterionVerdictRow,
    IndicatorScoreRow,
    ReviewText,
    RuleText,
    StepText,
)
from legal.transfers.models import Tranche, Transfer
from legal.transfers.queries import kept
from legal.transfers.texts import arithmetic, tranches
from legal.verification.models import CriterionFinding, Evidence, IndicatorFinding, Report, Stage, Verification
from legal.verification.queries import fresh, level_findings, levels_of, values_at
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
        title=f"Transferencia del {tranches.label(tranche)} por el {tranches.name_for(report, tranche)}",
        letterhead=letterhead(agreement, on=on),
        agreement=tranches.agreement_name(agreement),
        entity=name_on(agreement.entity.unit, on),
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
                post=signatory_text(reviewer, authority, unit_name="", on=on).post,
                dated=spanish.long_date(on),
            ),
        ),
        demonstration_note=demonstration_note(agreement),
    )


def _rule(transfer: Transfer) -> RuleText:
    agreement = transfer.tranche.period.agreement
    earned = kept(transfer.calculation)
    if earned.fixed:
        rule = money.fixed_rule(earned.fixed.rule, earned.fixed.percentage)
        clause = cited_by(CalculationSheetDocument, signed_clauses(agreement))["observaciones"].cited
        balance = money.balance_rule(agreement.norm, clause=f"la Cláusula {clause}")
        rule = replace(rule, paragraphs=(*rule.paragraphs, balance))
    else:
        assert earned.variable
        scored = [
            (each.code, ScoreRule(rule=each.rule, minimum=each.minimum, bands=each.bands))
            for each in earned.variable.indicators
        ]
        rule = money.variable_rule(agreement.rules.score, scored)
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
    report, tranche = transfer.calculation.report, transfer.tranche
    origin = fresh(tranche.period.verification)
    found = level_findings(origin, by=report)
    in_order = [found[level.pk] for level in levels_of(origin)]
    evidence = _evidence(report)
    met = [finding for finding in in_order if finding.met]
    earned = kept(transfer.calculation).fixed
    assert earned
    return _Compliance(
        criteria=tuple(
            replace(
                _criterion(finding, origin, report, evidence["level", finding.level_id]),
                weight=_weight(finding) if earned.rule == FixedRule.WEIGHTED else "",
            )
            for finding in in_order
        ),
        summary=_summary(met, len(in_order), origin),
        changes=arithmetic.fixed_sentences(earned, currency=currency),
    )


def _criterion(finding: CriterionFinding, origin: Verification, report: Report, evidence: int) -> CriterionVerdictRow:
    """Return a criterion with the verdict that stood: met at first, corrected, or met at a later level."""
    verdict = verdicts.verdict(finding.met)
    is_after_first = report.verification_id != origin.pk or report.ordinal == 2
    if finding.verification_id != origin.pk:
        verdict = f"{verdict} (Nivel\N{NO-BREAK SPACE}{finding.verification.period.level})"
    elif is_after_first and (finding.stage == Stage.SECOND or not finding.met):
        verdict = verdicts.corrected_verdict(finding if finding.stage == Stage.SECOND else None)
    return CriterionVerdictRow(
        code=finding.level.criterion.code,
        statement=verdicts.heading(finding.level.criterion.statement),
        verdict=verdict,
        evidence_count=str(evidence),
        verifier=str(finding.verified_by),
        verified_on=_short_date(finding.found_on),
    )


def _weight(finding: CriterionFinding) -> str:
    own = finding.level.criterion.weight
    return "" if own is None else weight(own)


def _summary(met: Sequence[CriterionFinding], count: int, origin: Verification) -> str:
    told = sentences.met_of(len(met), count, scope=f"del Nivel {origin.period.level}")
    ways = [
        f"{sentences.pronoun(number)} {how}"
        for how, number in Counter(_way(finding, origin) for finding in met).items()
    ]
    first = "según el I Informe"
    if count == 1 or all(way.endswith(first) for way in ways):
        return told
    return f"{told.rstrip('.')}: {spanish.listing(sorted(ways, key=lambda way: not way.endswith(first)))}."


def _way(finding: CriterionFinding, origin: Verification) -> str:
    """Return how a criterion came to be met."""
    if finding.verification_id != origin.pk:
        return f"en la evaluación del Nivel {finding.verification.period.level}"
    return "por subsanación" if finding.stage == Stage.SECOND else "según el I Informe"


def _variable(transfer: Transfer, currency: Currency) -> _Compliance:
    verification = fresh(transfer.calculation.report.verification)
    found = sorted(values_at(verification, Stage.FIRST).values(), key=lambda each: each.target.indicator.code)
    earned = kept(transfer.calculation).variable
    assert earned
    scores = settle_variable(earned).scores
    evidence = _evidence(transfer.calculation.report)
    units = {each.target.indicator.code: each.target.indicator.unit for each in found}
    return _Compliance(
        indicators=tuple(
            _score(each, scores[each.target.indicator.code], evidence["target", each.target_id]) for each in found
        ),
        summary=f"La suma de peso × puntaje es {transfer.calculation.share}.",
        changes=arithmetic.variable_sentences(earned, units, currency=currency),
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
        weighted_score=str(rounded(Share(target.weight * score, Decimal(1)), MILLIONTH)),
        basis=f"Fuente: {indicator.source.rstrip('.')}; {files}. Verificó {finding.verified_by}, "
        f"{_short_date(finding.found_on)}.",
    )


def _evidence(report: Report) -> Counter[tuple[str, int | None]]:
    """Return how many files supported each criterion and indicator when a report was issued, in one query."""
    verification = report.verification
    found = Evidence.objects.filter(
        verification__case=verification.case_id, verification__period__year__lte=verification.period.year
    )
    if report.ordinal == 1:
        found = found.exclude(verification=verification, for_correction=True)
    counted: Counter[tuple[str, int | None]] = Counter()
    for level, target in found.values_list("level_id", "target_id"):
        counted.update([("level", level), ("target", target)])
    return counted


def _short_date(day: date) -> str:
    return f"{day:%d.%m.%Y}"
