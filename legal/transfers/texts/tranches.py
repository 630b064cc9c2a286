"""What every paper on money says: which agreement and tranche, where its money stands, which report settles it."""

from __future__ import annotations

from decimal import Decimal

from legal.agreements.models import Agreement
from legal.agreements.texts.wording import phrase
from legal.documents import spanish
from legal.norms.names import Currency
from legal.transfers.documents import ReportText, TrancheMoneyText
from legal.transfers.models import Tranche
from legal.verification.models import IndicatorFinding, Report, Stage
from legal.verification.queries import carried_into, findings_at, values_at
from legal.verification.texts import sentences, verdicts

_NAMES = {Tranche.Kind.FIXED.value: "Tramo Fijo", Tranche.Kind.VARIABLE.value: "Tramo Variable"}


def agreement_name(agreement: Agreement) -> str:
    """Return an agreement as other papers cite it: "Convenio de Apoyo Presupuestario N° …"."""
    return f"Convenio de Apoyo Presupuestario {agreement.number}"


def name(tranche: Tranche) -> str:
    """Return the kind of a tranche: "Tramo Fijo"."""
    return _NAMES[tranche.kind]


def label(tranche: Tranche) -> str:
    """Return a tranche with its year: "Tramo Fijo del Año 2"."""
    return f"{name(tranche)} del Año {tranche.period.year}"


def level(tranche: Tranche) -> str:
    """Return the level that is verified in the year: "Nivel 1"."""
    return f"Nivel {tranche.period.level}"


def money_text(tranche: Tranche, currency: Currency, *, due: Decimal | None = None) -> TrancheMoneyText:
    """Return where the money of a tranche stands.

    ``due`` is what one transfer pays, where a later report has made more due: the rest is its
    balance as that transfer knew it, so that the parts add up.
    """
    now = tranche.due if due is None else due
    return TrancheMoneyText(
        label=label(tranche),
        amount=spanish.soles(tranche.amount, currency),
        paid=spanish.soles(tranche.paid, currency),
        due=spanish.soles(now, currency),
        balance=spanish.soles(tranche.balance + tranche.due - now, currency),
        cancelled=spanish.soles(tranche.cancelled, currency),
        forgone=spanish.soles(tranche.forgone, currency),
    )


def short_name(report: Report) -> str:
    """Return a report as a heading or a list of references names it: "II Informe de Verificación"."""
    return f"{spanish.roman(report.ordinal)} Informe de Verificación"


def name_for(report: Report, tranche: Tranche) -> str:
    """Return a report as a paper on a tranche names it: with its level, where it judged what was carried there."""
    if report.verification.period_id == tranche.period_id:
        return short_name(report)
    return f"{short_name(report)} del Nivel {report.verification.period.level}"


def report_text(report: Report, tranche: Tranche) -> ReportText:
    """Return a report with what it concludes on what the tranche is earned by."""
    judged_at = f"Nivel {report.verification.period.level}"
    of_level = f"Subsanación del {judged_at}" if report.ordinal == 2 else judged_at
    is_fixed = tranche.kind == Tranche.Kind.FIXED
    return ReportText(
        name=f"{short_name(report)} del Cumplimiento de los Compromisos de Gestión, {of_level}",
        number=report.document.number_text,
        dated=spanish.long_date(report.issued_on),
        conclusion=_on_criteria(report, tranche) if is_fixed else _on_indicators(report),
    )


def _on_criteria(report: Report, tranche: Tranche) -> str:
    if report.verification.period_id == tranche.period_id:
        count, met_count = report.criteria, report.met
        met = phrase(sentences.met_of(met_count, count, scope=f"del {level(tranche)}"))
    else:
        verdicts_on_carried = carried_verdicts(report, tranche)
        count, met_count = len(verdicts_on_carried), sum(verdicts_on_carried)
        met = phrase(sentences.met_of_carried(met_count, count, level=tranche.period.level))
    left = count - met_count
    if report.ordinal == 1 or not left or not met_count:
        return met
    return f"{met}, y {sentences.pronoun(left)} no {'fue subsanado' if left == 1 else 'fueron subsanados'}"


def carried_verdicts(report: Report, tranche: Tranche) -> list[bool]:
    """Return what a report says of each criterion of a tranche that was carried into the report's period."""
    verification = report.verification
    found = {**findings_at(verification, Stage.FIRST)}
    if report.ordinal == 2:
        found |= findings_at(verification, Stage.SECOND)
    levels = [level for level in carried_into(verification) if level.year == tranche.period.year]
    return [found[level.pk].met for level in levels]


def _on_indicators(report: Report) -> str:
    values = sorted(values_at(report.verification, Stage.FIRST).values(), key=_code)
    reached = [_code(value) for value in values if verdicts.reaches_target(value)]
    missed = [_code(value) for value in values if not verdicts.reaches_target(value)]
    return phrase(sentences.targets_reached(reached, missed).removeprefix("En el Tramo Variable, "))


def _code(finding: IndicatorFinding) -> str:
    code: str = finding.target.indicator.code
    return code
