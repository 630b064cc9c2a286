"""Reads of agreements: their terms, the list, what stands about a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from legal.agreements.clauses import Clause, clauses_in
from legal.agreements.models import Agreement, Instrument, Observation, Party, SupportedProgramme
from legal.agreements.terms import (
    ActivityTerms,
    CriterionTerms,
    DistrictTerms,
    IndicatorTerms,
    LevelTerms,
    PartyTerms,
    ProductTerms,
    ProgrammeTerms,
    TargetTerms,
    Terms,
    YearTerms,
)
from legal.documents.models import DocumentKind
from legal.documents.queries import content_of, current_document
from legal.entities.models import DocumentSubject, InstrumentRequirement
from legal.norms.models import BudgetProgramme
from legal.norms.settlement.rules import rules_from
from workflow.models import Unit, User
from workflow.permissions import visible_to


def visible_agreements(user: User) -> QuerySet[Agreement]:
    """Return the agreements a person may see, with what a list shows of them."""
    return Agreement.objects.filter(visible_to(user, case="case")).select_related("case__unit", "entity__unit")


def signed_clauses(agreement: Agreement) -> Mapping[str, Clause]:
    """Return the clauses of the agreement by their keys, in order, as its issued document numbers and words them."""
    issued = current_document(case=agreement.case, kind=DocumentKind.AGREEMENT)
    return clauses_in(content_of(issued) if issued else b"")


def find(agreements: QuerySet[Agreement], text: str) -> QuerySet[Agreement]:
    """Narrow a list by number, title, entity, programme or case; "N°" and "Nº" are the same sign."""
    for word in text.replace("Nº", "N°").split():
        agreements = agreements.filter(
            Q(number__icontains=word)
            | Q(title__icontains=word)
            | Q(case__number__icontains=word)
            | Q(entity__unit__name__icontains=word)
            | Q(entity__unit__acronym__icontains=word)
            | Q(pk__in=_supporting(word))
        )
    return agreements


def _supporting(word: str) -> QuerySet[SupportedProgramme, Any]:
    """Return the agreements that support a programme with this word, each once however many have it."""
    named = Q(programme__code__icontains=word) | Q(programme__name__icontains=word)
    return SupportedProgramme.objects.filter(named, in_text=True).values("agreement")


def programmes_of(agreement: Agreement) -> list[BudgetProgramme]:
    """Return the programmes that the agreement supports, in the order of its text."""
    rows = agreement.programmes.filter(in_text=True).select_related("programme").order_by("position")
    return [row.programme for row in rows]


def read_terms(agreement: Agreement) -> Terms:
    """Return the terms as they stand now, in a constant number of queries.

    The order is fixed here, not by the database: collations differ, and the fingerprint must not.
    """
    entity = agreement.entity
    return Terms(
        title=agreement.title,
        entity=entity.unit.name,
        level=entity.level,
        norm=agreement.norm.code,
        programmes=tuple(ProgrammeTerms(code=each.code, name=each.name) for each in programmes_of(agreement)),
        source=agreement.source.name if agreement.source else "",
        objective=agreement.objective,
        specific_objective=agreement.specific_objective,
        counterpart=agreement.counterpart,
        gap_basis=agreement.gap_basis,
        years=agreement.years,
        maximum=agreement.maximum,
        signing_order=agreement.signing_order,
        conducting_unit=agreement.conducting_unit.name if agreement.conducting_unit else "",
        verified_by=agreement.verified_by,
        parties=tuple(
            PartyTerms(capacity=party.capacity, unit=party.unit.name, role=party.role, position=party.position)
            for party in parties_of(agreement)
        ),
        money=tuple(
            YearTerms(year=row.year, maximum=row.maximum, fixed_percentage=row.fixed_percentage)
            for row in agreement.year_amounts.order_by("year")
        ),
        ambit=tuple(
            DistrictTerms(
                code=row.district.code,
                name=row.district.name,
                province=row.district.province.name,
                department=row.district.province.department.name,
            )
            for row in agreement.ambit.filter(in_text=True)
            .select_related("district__province__department")
            .order_by("district_id")
        ),
        products=_products(agreement),
        criteria=_criteria(agreement),
        indicators=_indicators(agreement),
        rules=agreement.rules,
        opening_rules=rules_from(agreement.opening_rules),
        activities=read_activities(agreement),
    )


def read_activities(agreement: Agreement) -> tuple[ActivityTerms, ...]:
    """Return the schedule of activities in its order."""
    return tuple(
        ActivityTerms(
            name=row.name,
            product=row.product,
            year=row.year,
            first_month=row.first_month,
            last_month=row.last_month,
            money_year=row.money_year,
        )
        for row in agreement.activities.filter(in_text=True).order_by("position")
    )


def _products(agreement: Agreement) -> tuple[ProductTerms, ...]:
    rows = agreement.products.filter(in_text=True).select_related("programme")
    products = [
        ProductTerms(programme=row.programme.code if row.programme else "", code=row.code, name=row.name)
        for row in rows
    ]
    return tuple(sorted(products, key=lambda each: (each.programme, each.code, each.name)))


def _criteria(agreement: Agreement) -> tuple[CriterionTerms, ...]:
    rows = agreement.criteria.filter(in_text=True).select_related("responsible_unit").prefetch_related("levels")
    return tuple(
        CriterionTerms(
            process=row.process,
            subprocess=row.subprocess,
            code=row.code,
            statement=row.statement,
            definition=row.definition,
            formula=row.formula,
            unit=row.unit,
            operator=row.operator,
            source=row.source,
            means=row.means,
            responsible_unit=row.responsible_unit.name,
            weight=row.weight,
            levels=tuple(
                LevelTerms(year=level.year, threshold=level.threshold)
                for level in sorted(row.levels.all(), key=lambda level: level.year)
            ),
        )
        for row in sorted(rows, key=lambda row: (row.process, row.code))
    )


def _indicators(agreement: Agreement) -> tuple[IndicatorTerms, ...]:
    rows = agreement.indicators.filter(in_text=True).prefetch_related("targets")
    return tuple(
        IndicatorTerms(
            code=row.code,
            name=row.name,
            formula=row.formula,
            unit=row.unit,
            direction=row.direction,
            source=row.source,
            baseline=row.baseline,
            baseline_year=row.baseline_year,
            score=row.score,
            targets=tuple(
                TargetTerms(year=target.year, target=target.target, weight=target.weight)
                for target in sorted(row.targets.all(), key=lambda target: target.year)
            ),
        )
        for row in sorted(rows, key=lambda row: row.code)
    )


def parties_of(agreement: Agreement) -> QuerySet[Party]:
    """Return the parties in the order in which they sign."""
    return agreement.parties.filter(in_text=True).select_related("unit", "entity__unit").order_by("position")


def responsible_units(agreement: Agreement, current: Sequence[int] = ()) -> QuerySet[Unit]:
    """Return the units that may answer for a criterion: those of the entity, the parties, and the ``current`` ones."""
    parties = [party.unit_id for party in parties_of(agreement)]
    within = Q(path__startswith=agreement.entity.unit.path) | Q(pk__in=parties)
    return Unit.objects.filter((within & Q(is_active=True)) | Q(pk__in=current)).order_by("path")


def grantor_of(agreement: Agreement) -> Party:
    """Return the party that grants: the DGPP."""
    return agreement.parties.select_related("unit", "entity__unit").get(capacity=Party.Capacity.GRANTOR, in_text=True)


def open_observations(agreement: Agreement) -> QuerySet[Observation]:
    """Return the observations that nobody has answered yet."""
    return agreement.observations.filter(answered_on__isnull=True).select_related("opinion").order_by("number")


def unlocked_parts(agreement: Agreement) -> frozenset[str]:
    """Return the parts that are under observation and may be changed while the draft is in review."""
    return frozenset(part for observation in open_observations(agreement) for part in observation.opens)


def required_instruments(agreement: Agreement) -> Sequence[InstrumentRequirement]:
    """Return what the entity's level of government requires of the agreement, by the day its case was opened."""
    return list(
        InstrumentRequirement.objects.in_force(
            level=agreement.entity.level, subject=DocumentSubject.AGREEMENT, on=agreement.case.opened_on
        ).order_by("pk")
    )


def valid_instruments(agreement: Agreement, text_hash: str) -> QuerySet[Instrument]:
    """Return the instruments that approve the text as it stands; a changed text voids the others."""
    return agreement.instruments.filter(text_hash=text_hash).select_related("file").order_by("pk")
