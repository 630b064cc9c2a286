"""The terms of the agreement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legal.addenda.terms import TermsInForce
from legal.agreements.models import Agreement, Criterion, Indicator, Party
from legal.agreements.terms import CriterionTerms, IndicatorTerms, PartyTerms, ProductTerms
from legal.agreements.texts.clauses import CLAUSES, by_key
from legal.casefile.queries import CaseFile
from legal.verification.services.opening import EXECUTING
from workflow.models import Post
from workflow.templatetags.words import NO_BREAK_SPACE, number, soles


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A term that is one value."""

    label: str
    value: str


@dataclass(frozen=True, kw_only=True)
class PartyRow:
    """A party and who signs for it; ``order`` is its turn to sign, from 1."""

    capacity: str
    entity: str
    signatory: str
    order: int


@dataclass(frozen=True, kw_only=True)
class ProductRow:
    """A prioritised product; ``programme`` is the code of its programme where the agreement supports several."""

    programme: str
    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class ProvinceRow:
    """The districts of a province."""

    department: str
    province: str
    districts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TargetCell:
    """The target of a year, or nothing."""

    year: str
    target: Decimal | None
    weight: Decimal | None


@dataclass(frozen=True, kw_only=True)
class IndicatorRow:
    """An indicator with a cell for each year."""

    code: str
    name: str
    unit: str
    direction: str
    source: str
    formula: str
    baseline: Decimal
    baseline_year: int
    targets: tuple[TargetCell, ...]


@dataclass(frozen=True, kw_only=True)
class LevelRow:
    """What a criterion must reach in a year."""

    year: str
    level: str
    condition: str


@dataclass(frozen=True, kw_only=True)
class CriterionRow:
    """A criterion with its levels."""

    code: str
    statement: str
    subprocess: str
    definition: str
    formula: str
    unit: str
    source: str
    means: str
    responsible: str
    weight: Decimal | None
    levels: tuple[LevelRow, ...]


@dataclass(frozen=True, kw_only=True)
class ProcessRow:
    """A process to improve and its criteria."""

    name: str
    criteria: tuple[CriterionRow, ...]


@dataclass(frozen=True, kw_only=True)
class ClauseRow:
    """A clause that says something else than the agreement signed: its name, its text, where that comes from."""

    name: str
    text: str
    origin: str


@dataclass(frozen=True, kw_only=True)
class TermsPanel:
    """Everything the parties agree on, money aside."""

    objective: str
    specific_objective: str
    clauses: tuple[ClauseRow, ...]
    facts: tuple[Fact, ...]
    parties: tuple[PartyRow, ...]
    products: tuple[ProductRow, ...]
    ambit: tuple[ProvinceRow, ...]
    years: tuple[str, ...]
    indicators: tuple[IndicatorRow, ...]
    processes: tuple[ProcessRow, ...]


def terms(file: CaseFile) -> TermsPanel:
    """Return the terms as they stand."""
    years = [year.year for year in file.terms.money]
    posts = [each.post for each in file.posts]
    return TermsPanel(
        objective=file.terms.objective,
        specific_objective=file.terms.specific_objective,
        clauses=_clauses(file.in_force) if file.in_force else (),
        facts=tuple(_facts(file)),
        parties=tuple(_party(party, order, posts) for order, party in enumerate(file.terms.parties, start=1)),
        products=tuple(_product(product, several=len(file.terms.programmes) > 1) for product in file.terms.products),
        ambit=tuple(
            ProvinceRow(department=department, province=province, districts=tuple(row.name for row in rows))
            for (department, province), rows in groupby(
                file.terms.ambit, key=lambda row: (row.department, row.province)
            )
        ),
        years=tuple(year_label(year) for year in years),
        indicators=tuple(_indicator(indicator, years) for indicator in file.terms.indicators),
        processes=tuple(
            ProcessRow(
                name=str(Criterion.ProcessKind(process).label),
                criteria=tuple(_criterion(criterion) for criterion in criteria),
            )
            for process, criteria in groupby(file.terms.criteria, key=lambda criterion: criterion.process)
        ),
    )


def year_label(year: int) -> str:
    """Return how pages name a year of the agreement."""
    return _("Año %(year)d") % {"year": year}


def _facts(file: CaseFile) -> list[Fact]:
    terms, agreement = file.terms, file.agreement
    lasts = ngettext("%(count)d año", "%(count)d años", terms.years) % {"count": terms.years}
    facts = [
        Fact(
            label=ngettext("Programa presupuestal", "Programas presupuestales", len(terms.programmes)),
            value="; ".join(str(programme) for programme in terms.programmes),
        ),
        Fact(label=_("Norma que lo rige"), value=terms.norm),
        Fact(label=_("Nivel de gobierno"), value=str(agreement.entity.get_level_display())),
        Fact(label=_("Duración"), value=lasts),
        Fact(label=_("Modificado por adenda"), value=_changed(file)),
        Fact(label=_("Monto total máximo"), value=soles(terms.maximum)),
        Fact(label=_("Unidad conductora"), value=terms.conducting_unit),
        Fact(label=_("Orden de firma"), value=str(Agreement.SigningOrder(terms.signing_order).label)),
        Fact(label=_("Contrapartida"), value=terms.counterpart),
    ]
    return [Fact(label=fact.label, value=fact.value[:1].upper() + fact.value[1:]) for fact in facts if fact.value]


def _clauses(in_force: TermsInForce) -> tuple[ClauseRow, ...]:
    return tuple(
        ClauseRow(
            name=_("Cláusula %(clause)s") % {"clause": by_key(clause.key).name},
            text=clause.text,
            origin=_addenda(in_force.source_of(clause.key)),
        )
        for clause in in_force.clauses
    )


def _addenda(numbers: Iterable[int]) -> str:
    return _("Adenda N° %(numbers)s") % {"numbers": ", ".join(str(number) for number in numbers)}


def _changed(file: CaseFile) -> str:
    """Return which provisions come from an addendum, and from which."""
    names = {"term": _("Vigencia"), "ambit": _("Ámbito")}
    names |= {clause.key: _("Cláusula %(ordinal)s") % {"ordinal": clause.ordinal.lower()} for clause in CLAUSES}
    changed = file.in_force.sources if file.in_force else ()
    return "; ".join(f"{names.get(provision, provision)}: {_addenda(numbers)}" for provision, numbers in changed)


def _product(product: ProductTerms, *, several: bool) -> ProductRow:
    return ProductRow(programme=product.programme if several else "", code=product.code, name=product.name)


def _party(party: PartyTerms, order: int, posts: Sequence[Post]) -> PartyRow:
    """Return a party by its turn to sign: the position that is stored leaves room for a verifying body."""
    signatory = next((post.title for post in posts if (post.unit.name, post.role) == (party.unit, party.role)), "")
    return PartyRow(capacity=capacity_words(party.capacity), entity=party.unit, signatory=signatory, order=order)


def capacity_words(capacity: str) -> str:
    """Return as what a unit takes part in a case."""
    words = {
        Party.Capacity.GRANTOR.value: _("Otorga el apoyo presupuestario"),
        Party.Capacity.BENEFICIARY.value: _("Entidad pública"),
        Party.Capacity.VERIFIER.value: _("Entidad verificadora"),
        EXECUTING: _("Unidad ejecutora"),
    }
    return words.get(capacity) or _("Unidad consultada")


def _indicator(indicator: IndicatorTerms, years: list[int]) -> IndicatorRow:
    targets = {target.year: target for target in indicator.targets}
    return IndicatorRow(
        code=indicator.code,
        name=indicator.name,
        unit=_unit(indicator.unit),
        direction=_("sube") if indicator.direction == Indicator.Direction.UP else _("baja"),
        source=indicator.source,
        formula=indicator.formula,
        baseline=indicator.baseline,
        baseline_year=indicator.baseline_year,
        targets=tuple(
            TargetCell(
                year=year_label(year),
                target=targets[year].target if year in targets else None,
                weight=targets[year].weight if year in targets else None,
            )
            for year in years
        ),
    )


def _criterion(criterion: CriterionTerms) -> CriterionRow:
    return CriterionRow(
        code=criterion.code,
        statement=criterion.statement,
        subprocess=criterion.subprocess,
        definition=criterion.definition,
        formula=criterion.formula,
        unit=_unit(criterion.unit),
        source=criterion.source,
        means=criterion.means,
        responsible=criterion.responsible_unit,
        weight=criterion.weight,
        levels=tuple(
            LevelRow(
                year=year_label(level.year),
                level=_("Nivel %(level)d") % {"level": level.year - 1},
                condition=_condition(criterion, level.threshold),
            )
            for level in criterion.levels
        ),
    )


def _unit(unit: str) -> str:
    return _("porcentaje") if unit.strip() == "%" else unit


def _condition(criterion: CriterionTerms, threshold: Decimal) -> str:
    sign = str(Criterion.Operator(criterion.operator).label)
    return f"{sign} {number(threshold)} {criterion.unit}".strip().replace(" ", NO_BREAK_SPACE, 2)
