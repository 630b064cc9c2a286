"""From the soles of a transfer back to rule, criterion, who judged and when, as a page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legal.agreements.models import Criterion, Indicator
from legal.norms.settlement import FixedRule, VariableRule
from legal.transfers.models import Calculation, Tranche, Transfer
from legal.verification.models import CriterionFinding, Evidence, IndicatorFinding, Stage, Verification
from legal.verification.queries import fresh, level_findings, looked_at_for, values_at
from legal.verification.reading import condition, file_url
from legal.verification.standings import standing
from workflow.templatetags.words import number


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of an explanation: what it is, its value, what it rests on, and its parts.

    ``name`` tells a code, ``url`` leads to a file of evidence.
    """

    label: str
    name: str
    value: str
    basis: str
    lines: tuple[Line, ...]
    url: str = ""


# What each verdict or value rests on, by the code of its criterion or indicator.
Grounds = Mapping[str, tuple[Line, ...]]


@dataclass(frozen=True, kw_only=True)
class ExplainedCalculation:
    """One calculation of a tranche, the number of its report ("I", "II") and its explanation; the last one is open."""

    calculation: Calculation
    ordinal: str
    line: Line
    is_last: bool


@dataclass(frozen=True, kw_only=True)
class ExplainedAmount:
    """Where the amount of a transfer comes from, in soles.

    ``earned`` is what the calculations so far made due, ``paid`` what was transferred before: the rest
    is the amount. A transfer that was returned leaves its amount due, so the next one may sum up several.
    """

    rule: str
    calculations: tuple[ExplainedCalculation, ...]
    earned: Decimal
    paid: Decimal

    @property
    def is_sum(self) -> bool:
        """Whether more than one calculation makes up the amount."""
        return len(self.calculations) > 1


def explained(transfer: Transfer) -> ExplainedAmount:
    """Return where the amount of a transfer comes from, down to the evidence looked at and who verified."""
    calculations = list(
        Calculation.objects.filter(tranche=transfer.tranche, pk__lte=transfer.calculation_id)
        .select_related("report__document", "report__verification")
        .order_by("pk")
    )
    names = names_in(transfer.tranche)
    earned = sum((calculation.due for calculation in calculations), Decimal(0))
    return ExplainedAmount(
        rule=_rule(transfer.calculation),
        calculations=tuple(
            ExplainedCalculation(
                calculation=calculation,
                ordinal="I" * calculation.report.ordinal,
                line=line_of(calculation.explanation, names, grounds_of(calculation)),
                is_last=calculation.pk == transfer.calculation_id,
            )
            for calculation in calculations
        ),
        earned=earned,
        paid=earned - transfer.amount,
    )


def _rule(calculation: Calculation) -> str:
    """Return the rule of a calculation in words; several indicators may have several."""
    if "fixed" in calculation.inputs or calculation.tranche.kind == Tranche.Kind.FIXED:
        return str(FixedRule(calculation.rule).label)
    indicators = calculation.inputs.get("variable", {}).get("indicators", ())
    if len({each["rule"] for each in indicators}) > 1:
        return _("propia de cada indicador")
    return str(VariableRule(calculation.rule).label)


def line_of(told: Mapping[str, Any], names: Mapping[str, str], grounds: Grounds | None = None) -> Line:
    """Return an explanation as a page shows it; ``names`` tell what its codes stand for, ``grounds`` what by."""
    return Line(
        label=told["label"],
        name=names.get(told["label"], ""),
        value=told["value"],
        basis=told["basis"],
        lines=(
            *(line_of(child, names, grounds) for child in told["children"]),
            *((grounds or {}).get(told["label"], ()) if told["label"] in names else ()),
        ),
    )


def grounds_of(calculation: Calculation) -> Grounds:
    """Return, by code, what each verdict or value of a calculation rests on: where it stands, evidence, verifier."""
    report, tranche = calculation.report, calculation.tranche
    origin = fresh(tranche.period.verification)
    found: list[tuple[str, CriterionFinding | IndicatorFinding]]
    if tranche.kind == Tranche.Kind.FIXED:
        judged = level_findings(origin, by=report)
        found = [(each.level.criterion.code, each) for each in judged.values()]
    else:
        found = [(each.target.indicator.code, each) for each in values_at(origin, Stage.FIRST).values()]
    kinds = {CriterionFinding: "criterion", IndicatorFinding: "indicator"}
    seen = {
        key: evidence
        for verification in {each.verification_id: each.verification for _code, each in found}.values()
        for key, evidence in looked_at_for(verification).items()
    }
    return {code: _grounds(each, seen.get((kinds[type(each)], each.pk), ()), origin) for code, each in found}


def _grounds(
    finding: CriterionFinding | IndicatorFinding, evidence: Sequence[Evidence], origin: Verification
) -> tuple[Line, ...]:
    lines = []
    if isinstance(finding, CriterionFinding):
        criterion = finding.level.criterion
        is_second = finding.stage == Stage.SECOND
        stands = standing(first=False, second=finding.met, observed=True) if is_second else standing(first=finding.met)
        demanded = condition(criterion, finding.level.threshold)
        measured = "" if finding.value is None else number(finding.value)
        lines.append(
            _leaf(str(stands.label), measured, _("Se exige %(demanded)s. %(reason)s"), demanded, finding.reason)
        )
    address = finding.verification if evidence else origin
    lines += [
        Line(
            label=_("Evidencia examinada: %(title)s") % {"title": each.title},
            name="",
            value="",
            basis=f"{each.file.name}, SHA-256 {each.file.sha256[:16]}",
            lines=(),
            url=file_url(address, each.file_id),
        )
        for each in evidence
    ]
    who = ", ".join(filter(None, [str(finding.verified_by), finding.post_title]))
    words = {"who": who, "date": date_format(finding.found_on, "DATE_FORMAT")}
    lines.append(_leaf(_("Verificó %(who)s, el %(date)s") % words, "", "", "", ""))
    return tuple(lines)


def _leaf(label: str, value: str, basis: str, demanded: str, reason: str) -> Line:
    told = (basis % {"demanded": demanded, "reason": reason}).strip() if basis else ""
    return Line(label=label, name="", value=value, basis=told, lines=())


def names_in(tranche: Tranche) -> dict[str, str]:
    """Return what the codes of the agreement stand for: criteria in a fixed tranche, indicators in a variable one."""
    agreement = tranche.period.agreement_id
    if tranche.kind == Tranche.Kind.FIXED:
        return dict(Criterion.objects.filter(agreement=agreement).values_list("code", "statement"))
    return dict(Indicator.objects.filter(agreement=agreement).values_list("code", "name"))
