"""The agreements that the lives begin with, in the database and in the model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from legal.agreements.models import Agreement, Party
from legal.agreements.services import matrices, terms
from legal.agreements.services.opening import NewAgreement, open_agreement
from legal.agreements.terms import TargetTerms, YearTerms
from legal.entities import roles
from legal.entities.models import Entity, Level
from legal.norms.models import FinancingSource, FirstPayment, LateReport, Norm, NormSplit, UnmetCriteria
from legal.norms.settlement import Band
from legal.norms.settlement import rules as norm_rules
from legal.norms.settlement.rules import MoneyRules
from tests.factories import (
    World,
    a_criterion,
    an_indicator,
    approve,
    complete_terms,
    give_opinions,
    issue,
    make_mandate,
    make_user,
    register,
    sign_all,
    submit,
    today,
    write,
)
from tests.stories.random_lives.attempts import SUBSTITUTE
from tests.stories.random_lives.life import Life, Outline
from tests.stories.random_lives.money import PROPORTIONAL, FixedRule, ScoreRule, Target
from workflow import calendars
from workflow.models import Post, Unit

SIGNED_ON = date(2026, 3, 16)
CRITERIA = ("C-01", "C-02", "C-03")
WEIGHTS = {"I-01": Decimal("0.333333"), "I-02": Decimal("0.666667")}
# Each year's maximum and how much of it is fixed: no year can be divided by three, and one has no variable tranche.
YEARS_OF_THE_REGION = ((100_000_001, 100), (250_000_000, 70), (70_000_049, 50))
YEARS_OF_THE_TOWN = ((99_999_999, 60), (1_000_100, 40))


@dataclass(frozen=True, kw_only=True)
class Stage:
    """The agreements in force, how to travel, and everybody's name."""

    agreements: tuple[Agreement, ...]
    outlines: tuple[Outline, ...]
    everybody: tuple[str, ...]
    travel: Callable[[date], None]

    def lives(self) -> list[Life]:
        """Return the model of each agreement, as it enters into force."""
        return [Life(outline) for outline in self.outlines]


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The rules of money of an agreement: that of its fixed tranche, and that of each indicator."""

    fixed: FixedRule
    scores: Mapping[str, ScoreRule]


TIERS = ((Fraction(1, 4), Fraction(2, 5)), (Fraction(9, 10), Fraction(3, 4)), (Fraction(11, 10), Fraction(1)))
THRESHOLD, STEP = ScoreRule(name="threshold", minimum=Fraction(3, 5)), ScoreRule(name="step")
BANDS = ScoreRule(name="bands", bands=TIERS)
# What the region and the town are paid by: between them, every rule of both tranches.
CASTS = {
    "weights, a threshold and bands beside a percentage and a step": (
        Rules(
            fixed=FixedRule(name="weighted", weights={"C-01": 1, "C-02": 3, "C-03": 7}),
            scores={"I-01": THRESHOLD, "I-02": BANDS},
        ),
        Rules(fixed=FixedRule(name="fixed_percentage", percent=35), scores={"I-01": STEP, "I-02": PROPORTIONAL}),
    ),
    "parts of criteria beside all or nothing": (
        Rules(fixed=FixedRule(), scores={"I-01": PROPORTIONAL, "I-02": PROPORTIONAL}),
        Rules(fixed=FixedRule(name="all_or_nothing"), scores={"I-01": BANDS, "I-02": BANDS}),
    ),
}


def make_stage(world: World, travel: Callable[[date], None], cast: str) -> Stage:
    """Put two agreements into force that differ in all that the norm and the terms let differ."""
    of_the_region, of_the_town = CASTS[cast]
    travel(SIGNED_ON)
    _substitute(world)
    strict = _strict_norm(world)
    world.norm.unmet_criteria = UnmetCriteria.CARRY
    world.norm.lets_agreements_choose, world.norm.choice_basis = True, "Anexo II, 1.03"
    world.norm.save()
    treasury = FinancingSource.objects.create(code="RO", name="Recursos Ordinarios")
    region = _in_force(world, world.region_entity, YEARS_OF_THE_REGION, world.executing_unit, of_the_region)
    town = _in_force(
        replace(world, norm=strict, source=treasury),
        world.municipality_entity,
        YEARS_OF_THE_TOWN,
        world.municipality,
        of_the_town,
        verifier=world.insurer_entity,
    )
    people = {
        "formulator": "ana",
        "technical": "bruno",
        "budget": "carla",
        "legal": "diego",
        "director": "elena",
        "clerk": "fabio",
        "verifier": "valeria",
        "officer": "ramiro",
        "third": "karina",
    }
    of_region = {**people, "coordinator": "hugo", "head": "gloria", "executing": "irma"}
    of_town = {**people, "coordinator": "pedro", "head": "olga", "executing": "pedro"}
    return Stage(
        agreements=(region, town),
        outlines=(
            _outline(region, of_region, YEARS_OF_THE_REGION, of_the_region),
            _outline(town, of_town, YEARS_OF_THE_TOWN, of_the_town),
        ),
        everybody=(*sorted({*of_region.values(), *of_town.values()}), SUBSTITUTE, "marta", "nestor", "rosa"),
        travel=travel,
    )


def _substitute(world: World) -> None:
    """Let one person stand in for five posts that must be kept apart."""
    person = make_user(SUBSTITUTE, "Sofía", "Vera")
    substituted = (
        roles.VERIFIER,
        roles.TECHNICAL_REVIEWER,
        roles.BUDGET_REVIEWER,
        roles.DIRECTOR_GENERAL,
        roles.TRANSFERS_OFFICER,
    )
    for role in substituted:
        make_mandate(person, Post.objects.get(unit=world.directorate, role=role), kind="encargatura")


def _strict_norm(world: World) -> Norm:
    """Return a norm that admits no late report and pays nothing while something is observed."""
    norm = Norm.objects.create(
        code="Directiva N° 001-2020-EF/50.01",
        title="Directiva de Convenios de Apoyo Presupuestario",
        valid_from=world.norm.valid_from,
        first_payment_after=FirstPayment.REPORT_2,
        lets_agreements_choose=True,
        choice_basis="Anexo II, 1.03",
        late_report=LateReport.REFUSE,
    )
    for split in world.norm.splits.all():
        NormSplit.objects.create(norm=norm, year=split.year, fixed_percentage=split.fixed_percentage)
    for term in world.norm.terms.all():
        term.pk, term.norm = None, norm
        term.save()
    return norm


def _in_force(
    world: World,
    entity: Entity,
    years: tuple[tuple[int, int], ...],
    unit: Unit,
    rules: Rules,
    verifier: Entity | None = None,
) -> Agreement:
    agreement = open_agreement(
        new=NewAgreement(
            title="Convenio de apoyo al Programa Salud Materno Neonatal",
            entity=entity,
            norm=world.norm,
            programmes=[world.programme],
            source=world.source,
            years=len(years),
            grantor=world.ministry_entity,
            grantor_unit=world.directorate,
        ),
        actor=world.formulator,
        occurred=today(),
    )
    complete_terms(agreement, world, verifier=verifier)
    for code in CRITERIA:
        weight = rules.fixed.weights.get(code)
        criterion = replace(a_criterion(code, years=len(years)), weight=None if weight is None else Decimal(weight))
        write(agreement, world.formulator, matrices.write_criterion, terms=criterion, responsible_unit=unit)
    with_variable = [year for year, (_maximum, percent) in enumerate(years, start=1) if percent < 100]
    for code, weight in WEIGHTS.items():
        indicator = an_indicator(code, years=len(years))
        targets = tuple(TargetTerms(year=year, target=Decimal(40 + 7 * year), weight=weight) for year in with_variable)
        write(
            agreement,
            world.formulator,
            matrices.write_indicator,
            terms=replace(indicator, targets=targets, score=_score(rules.scores[code])),
        )
    write(
        agreement,
        world.formulator,
        terms.write_money,
        maximum=Decimal(sum(maximum for maximum, _percent in years)) / 100,
        years=len(years),
        amounts=[
            YearTerms(year=year, maximum=Decimal(maximum) / 100, fixed_percentage=Decimal(percent))
            for year, (maximum, percent) in enumerate(years, start=1)
        ],
        rules=MoneyRules(
            fixed=norm_rules.FixedRule(rules.fixed.name),
            percentage=Decimal(rules.fixed.percent) / 100 if rules.fixed.percent else None,
        ),
    )
    submit(agreement)
    give_opinions(agreement)
    approve(agreement)
    issue(agreement)
    sign_all(agreement)
    register(agreement)
    return Agreement.objects.select_related("case").get(pk=agreement.pk)


def _score(rule: ScoreRule) -> norm_rules.ScoreRule | None:
    """Return the rule of an indicator as its terms have it: the general one is none of its own."""
    if rule == PROPORTIONAL:
        return None
    return norm_rules.ScoreRule(
        rule=norm_rules.VariableRule(rule.name),
        minimum=_decimal(rule.minimum) if rule.minimum else None,
        bands=tuple(Band(_decimal(start), _decimal(given)) for start, given in rule.bands) or None,
    )


def _decimal(exact: Fraction) -> Decimal:
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def _outline(agreement: Agreement, people: dict[str, str], years: tuple[tuple[int, int], ...], rules: Rules) -> Outline:
    lengths = {term.name: calendars.Term(amount=term.amount, unit=term.unit) for term in agreement.norm.terms.all()}
    calendar = calendars.national_calendar()
    assert agreement.signed_on is not None
    assert agreement.ends_on is not None
    return Outline(
        people=people,
        signed_on=agreement.signed_on,
        ends_on=agreement.ends_on,
        amounts=years,
        criteria=CRITERIA,
        targets={
            year: [
                Target(
                    code=code,
                    weight=Fraction(weight),
                    baseline=Fraction(40),
                    target=Fraction(40 + 7 * year),
                    rule=rules.scores[code],
                )
                for code, weight in WEIGHTS.items()
            ]
            for year, (_maximum, percent) in enumerate(years, start=1)
            if percent < 100
        },
        fixed_rule=rules.fixed,
        has_third=agreement.parties.filter(capacity=Party.Capacity.VERIFIER).exists(),
        is_ordinary=agreement.source is not None and not agreement.source.donor,
        waits_for_report_2=agreement.norm.first_payment_after == FirstPayment.REPORT_2,
        refuses_late=agreement.norm.late_report == LateReport.REFUSE,
        lets_carry=agreement.norm.unmet_criteria == UnmetCriteria.CARRY,
        separates_freely=agreement.entity.level == Level.LOCAL,
        count=lambda start, name: calendars.count(start, lengths[name], calendar).due,
    )
