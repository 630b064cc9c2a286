"""Terms that lack nothing, to take one thing away from: the least that three parties may agree on."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from legal.agreements.terms import (
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

CRITERION = CriterionTerms(
    process=1,
    subprocess="Padrón y población objetivo",
    code="PO-01",
    statement="Gestantes registradas en el padrón nominal",
    definition="Gestantes con documento de identidad registrado.",
    formula="Registradas / estimadas × 100",
    unit="%",
    operator=">=",
    source="Padrón nominal",
    means="Base de datos remitida",
    responsible_unit="Dirección Regional de Salud",
    weight=Decimal("0.5"),
    levels=tuple(LevelTerms(year=year, threshold=Decimal(75 + year)) for year in (1, 2, 3)),
)
INDICATOR = IndicatorTerms(
    code="I-01",
    name="Gestantes con seis atenciones prenatales",
    formula="Con seis atenciones / atendidas × 100",
    unit="%",
    direction="up",
    source="Encuesta demográfica",
    baseline=Decimal(40),
    baseline_year=2025,
    targets=tuple(TargetTerms(year=year, target=Decimal(40 + year), weight=Decimal(1)) for year in (2, 3)),
)
WHOLE = Terms(
    title="Convenio de apoyo al Programa Salud Materno Neonatal",
    entity="Gobierno Regional del Departamento de Amazonas",
    level="regional",
    norm="Directiva N° 002-2014-EF/50.01",
    programmes=(ProgrammeTerms(code="0002", name="Salud Materno Neonatal"),),
    source="Programa de apoyo presupuestario",
    objective="Impulsar la implementación del programa.",
    specific_objective="Mejorar la provisión de sus productos.",
    counterpart="La entidad aporta el personal.",
    gap_basis="Informe N° 010-2026-GRA: la brecha asciende a S/ 9,500,000.00.",
    years=3,
    maximum=Decimal("3000000.00"),
    signing_order="sequence",
    conducting_unit="Gerencia de Desarrollo Social",
    parties=(
        PartyTerms(capacity="beneficiary", unit="Gobierno Regional de Amazonas", role="head", position=1),
        PartyTerms(capacity="verifier", unit="Seguro Integral de Salud", role="head", position=2),
        PartyTerms(capacity="grantor", unit="DGPP", role="director_general", position=3),
    ),
    money=tuple(
        YearTerms(year=year, maximum=Decimal("1000000.00"), fixed_percentage=Decimal(percentage))
        for year, percentage in ((1, 100), (2, 70), (3, 50))
    ),
    ambit=(DistrictTerms(code="010101", name="Chachapoyas", province="Chachapoyas", department="Amazonas"),),
    products=(ProductTerms(programme="0002", code="3000001", name="Atención prenatal reenfocada"),),
    criteria=(CRITERION,),
    indicators=(INDICATOR,),
)


def whole_terms(**changes: object) -> Terms:
    """Return terms without an obstacle, with these changes."""
    return replace(WHOLE, **changes)  # type: ignore[arg-type]


def targets(*rows: tuple[int, str, str]) -> tuple[TargetTerms, ...]:
    """Return targets from rows of year, target and weight."""
    return tuple(
        TargetTerms(year=year, target=Decimal(target), weight=Decimal(weight)) for year, target, weight in rows
    )


def levels(*years: int) -> tuple[LevelTerms, ...]:
    """Return the same threshold for each of the years."""
    return tuple(LevelTerms(year=year, threshold=Decimal(80)) for year in years)


def money(*maxima: str, fixed: str = "100") -> tuple[YearTerms, ...]:
    """Return the money of year 1, 2, …, all with the same share of the fixed tranche."""
    return tuple(
        YearTerms(year=year, maximum=Decimal(maximum), fixed_percentage=Decimal(fixed))
        for year, maximum in enumerate(maxima, start=1)
    )
