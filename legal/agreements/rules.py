"""What stands in the way of the acts of formulation. Pure questions on plain values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from legal.agreements.models.review import Part
from legal.agreements.terms import IndicatorTerms, Terms
from legal.norms.rules import weights_add_up
from workflow.errors import Obstacle

MAX_CRITERIA_WITHOUT_WARNING = 8

# The terms of a norm that the schedule is read from: without them nothing can be registered as signed.
REPORT_TERM_YEAR_1 = "report_year_1"
REPORT_TERM_LATER_YEARS = "report_years"
# All terms that the life of an agreement asks its norm for; a case is not opened without one of them.
TERMS_OF_A_LIFE = frozenset(
    {
        REPORT_TERM_YEAR_1,
        REPORT_TERM_LATER_YEARS,
        "completion",
        "correction",
        "warning_answer",
        "breakdown",
        "incorporation_copies",
    }
)


def obstacles_to_submitting(terms: Terms) -> list[Obstacle]:
    """Return what a draft lacks before it can be sent to opinion: the whole list, part by part."""
    return [
        *_object(terms),
        *_parties(terms),
        *_ambit(terms),
        *_money(terms),
        *_commitments(terms),
        *(_weights(terms) if terms.rules.weighs_criteria else ()),
        *_indicators(terms),
    ]


def obstacles_to_lasting(years: int, *, norm: str, minimum: int | None, maximum: int | None) -> list[Obstacle]:
    """Return what the norm says against a duration in years; a norm that fixes no bound allows any."""
    if (minimum or years) <= years <= (maximum or years):
        return []
    text = _("%(norm)s admite convenios de %(minimum)s a %(maximum)s años; elija una duración entre ellas.")
    if maximum is None:
        text = _("%(norm)s admite convenios de %(minimum)s años o más; elija otra duración.")
    words = {"norm": norm, "minimum": minimum or 1, "maximum": maximum}
    return [Obstacle(text=text % words, where="years")]


def obstacles_to_reaching(
    districts: Mapping[str, str], *, territory: str, name: str, where: str = "added"
) -> list[Obstacle]:
    """Return which districts, named by their UBIGEO, lie outside of where an entity acts."""
    outside = [district for code, district in sorted(districts.items()) if not code.startswith(territory)]
    if not outside:
        return []
    text = _("Están fuera de %(territory)s, donde actúa la entidad: %(names)s.")
    return [Obstacle(text=text % {"territory": name, "names": ", ".join(outside)}, where=where)]


def warnings(terms: Terms) -> list[str]:
    """Return what deserves a second look without stopping anything.

    Entities asked for fewer criteria (from 17 to 8): the formulation counts them by level.
    """
    by_year: dict[int, int] = defaultdict(int)
    for criterion in terms.criteria:
        for level in criterion.levels:
            by_year[level.year] += 1
    return [
        _("El Nivel %(level)s tiene %(count)s criterios; con más de %(limit)s la verificación se vuelve difícil.")
        % {"level": year - 1, "count": count, "limit": MAX_CRITERIA_WITHOUT_WARNING}
        for year, count in sorted(by_year.items())
        if count > MAX_CRITERIA_WITHOUT_WARNING
    ]


def _object(terms: Terms) -> Iterable[Obstacle]:
    if not terms.objective.strip():
        yield _missing(Part.OBJECT, _("Falta el objetivo general del convenio."))
    if not terms.gap_basis.strip():
        yield _missing(
            Part.OBJECT,
            _("Falta el cálculo de la brecha de bienes y servicios que sustenta el monto máximo (numeral 16.1)."),
        )


def _parties(terms: Terms) -> Iterable[Obstacle]:
    capacities = {party.capacity for party in terms.parties}
    if not {"grantor", "beneficiary"} <= capacities:
        yield _missing(Part.PARTIES, _("Un convenio tiene al menos dos partes: la DGPP y la entidad pública."))


def _ambit(terms: Terms) -> Iterable[Obstacle]:
    if not terms.ambit:
        yield _missing(Part.AMBIT, _("El ámbito no tiene distritos. Elija al menos uno."))
    if not terms.products:
        yield _missing(Part.AMBIT, _("Falta al menos un producto priorizado del programa presupuestal."))
    codes = {programme.code for programme in terms.programmes}
    for product in terms.products:
        if not product.programme:
            text = _("El producto «%(product)s» no dice a cuál de los programas del convenio pertenece.")
            yield _missing(Part.AMBIT, text % {"product": product.name})
        elif product.programme not in codes:
            text = _("El producto «%(product)s» es del programa %(code)s, que el convenio no apoya.")
            yield _missing(Part.AMBIT, text % {"product": product.name, "code": product.programme})


def _money(terms: Terms) -> Iterable[Obstacle]:
    if terms.maximum <= 0:
        yield _missing(Part.MONEY, _("El monto total máximo debe ser mayor que cero."))
    years = [row.year for row in terms.money]
    if years != list(range(1, terms.years + 1)):
        yield _missing(
            Part.MONEY,
            _("Los montos anuales deben ser %(years)s, uno por año de duración.") % {"years": terms.years},
        )
    total = sum((row.maximum for row in terms.money), Decimal(0))
    if total > terms.maximum:
        yield _missing(
            Part.MONEY,
            _("Los montos anuales suman S/ %(total)s y superan el monto total máximo de S/ %(maximum)s.")
            % {"total": f"{total:,.2f}", "maximum": f"{terms.maximum:,.2f}"},
        )


def _commitments(terms: Terms) -> Iterable[Obstacle]:
    if not terms.criteria:
        yield _missing(Part.COMMITMENTS, _("Faltan los compromisos de gestión: registre al menos un criterio."))
        return
    for year in terms.money:
        has_level = any(level.year == year.year for criterion in terms.criteria for level in criterion.levels)
        if year.fixed > 0 and not has_level:
            yield _missing(
                Part.COMMITMENTS,
                _("El año %(year)s tiene tramo fijo y ningún criterio con Nivel %(level)s.")
                % {"year": year.year, "level": year.year - 1},
            )
    for criterion in terms.criteria:
        if not criterion.levels:
            yield _missing(
                Part.COMMITMENTS,
                _("El criterio %(code)s no tiene umbral en ningún año.") % {"code": criterion.code},
            )
        if late := [level.year for level in criterion.levels if level.year > terms.years]:
            yield _missing(
                Part.COMMITMENTS,
                _("El criterio %(code)s tiene umbral para el año %(year)s y el convenio dura %(years)s años.")
                % {"code": criterion.code, "year": late[0], "years": terms.years},
            )


def _weights(terms: Terms) -> Iterable[Obstacle]:
    for criterion in terms.criteria:
        if criterion.weight is None:
            text = _("El criterio %(code)s no tiene peso, y el tramo fijo se paga por el peso de los criterios.")
            yield _missing(Part.COMMITMENTS, text % {"code": criterion.code})


def _indicators(terms: Terms) -> Iterable[Obstacle]:
    weights: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for indicator in terms.indicators:
        yield from _targets(indicator, terms.years)
        for target in indicator.targets:
            weights[target.year][indicator.code] = target.weight
    for year in terms.money:
        if year.variable > 0 and not weights.get(year.year):
            yield _missing(
                Part.INDICATORS,
                _("El año %(year)s tiene tramo variable y ningún indicador con meta.") % {"year": year.year},
            )
    for year_number, by_code in sorted(weights.items()):
        if not weights_add_up(by_code):
            yield _missing(
                Part.INDICATORS,
                _("Los pesos de las metas del año %(year)s suman %(sum)s y deben sumar 1.")
                % {"year": year_number, "sum": f"{sum(by_code.values(), Decimal(0)).normalize():f}"},
            )


def _targets(indicator: IndicatorTerms, years: int) -> Iterable[Obstacle]:
    if not indicator.targets:
        yield _missing(Part.INDICATORS, _("El indicador %(code)s no tiene metas.") % {"code": indicator.code})
    for target in indicator.targets:
        if target.year > years:
            yield _missing(
                Part.INDICATORS,
                _("El indicador %(code)s tiene meta para el año %(year)s y el convenio dura %(years)s años.")
                % {"code": indicator.code, "year": target.year, "years": years},
            )
        improves = (
            target.target > indicator.baseline if indicator.direction == "up" else target.target < indicator.baseline
        )
        if not improves:
            yield _missing(
                Part.INDICATORS,
                _("La meta del año %(year)s del indicador %(code)s no mejora la línea de base.")
                % {"year": target.year, "code": indicator.code},
            )


def _missing(part: Part, text: str) -> Obstacle:
    return Obstacle(text=text, who=_("Sectorista o coordinador de la entidad"), where=part.value)


def obstacles_to_editing(part: str, *, status: str, unlocked: Collection[str]) -> list[Obstacle]:
    """Return what keeps a part of the text closed: it opens in the draft, and later only where observed."""
    if status == "draft" or (status == "in_review" and part in unlocked):
        return []
    if status == "in_review":
        return [
            Obstacle(
                text=_("«%(part)s» no tiene observaciones pendientes: en revisión solo se corrige lo observado.")
                % {"part": Part(part).label}
            )
        ]
    return [Obstacle(text=_("El texto está cerrado. Lo que ya está en vigor se modifica por adenda."))]


def obstacles_to_correcting(answers: Mapping[int, str], open_numbers: Collection[int]) -> list[Obstacle]:
    """Return which open observations have no answer."""
    return [
        Obstacle(text=_("Falta responder la observación %(number)s.") % {"number": number}, where=f"answer_{number}")
        for number in sorted(open_numbers)
        if not answers.get(number, "").strip()
    ]


def obstacles_to_approving(
    *, pending_opinions: Collection[str], open_observations: int, missing_instruments: Collection[str]
) -> list[Obstacle]:
    """Return what keeps a text from being approved for signature."""
    obstacles = [
        Obstacle(text=_("Falta la %(opinion)s favorable sobre el texto.") % {"opinion": opinion.lower()}, who=opinion)
        for opinion in pending_opinions
    ]
    if open_observations:
        obstacles.append(Obstacle(text=_("Hay %(count)s observaciones sin responder.") % {"count": open_observations}))
    obstacles.extend(
        Obstacle(
            text=_("Falta %(instrument)s que apruebe este mismo texto.") % {"instrument": instrument},
            who=_("Mesa de partes"),
        )
        for instrument in missing_instruments
    )
    return obstacles


def end_of_term(starts_on: date, years: int) -> date:
    """Return the last day of a term of years counted date to date: three years from 13 June end on 12 June.

    29 February ends, in a year without it, on 28 February.
    """
    try:
        anniversary = starts_on.replace(year=starts_on.year + years)
    except ValueError:
        return starts_on.replace(year=starts_on.year + years, day=28)
    return date.fromordinal(anniversary.toordinal() - 1)
