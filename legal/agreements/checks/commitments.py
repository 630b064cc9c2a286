"""Checks of the criteria and of what each level demands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.checks import catalogue
from legal.agreements.checks.findings import Check, Finding
from legal.agreements.checks.yardstick import Yardstick
from legal.agreements.terms import CriterionTerms, Terms

# What each criterion says of itself: the field, the check, and the words.
SAID: Final = (
    ("statement", catalogue.CRITERION_WITHOUT_STATEMENT, gettext_lazy("El criterio %(code)s no está redactado.")),
    (
        "subprocess",
        catalogue.CRITERION_WITHOUT_SUBPROCESS,
        gettext_lazy("El criterio %(code)s no dice qué subproceso crítico mide."),
    ),
    ("unit", catalogue.CRITERION_WITHOUT_UNIT, gettext_lazy("El criterio %(code)s no tiene unidad de medida.")),
    ("source", catalogue.CRITERION_WITHOUT_SOURCE, gettext_lazy("El criterio %(code)s no nombra su fuente de datos.")),
    (
        "means",
        catalogue.CRITERION_WITHOUT_MEANS,
        gettext_lazy("El criterio %(code)s no nombra su medio de verificación."),
    ),
    (
        "responsible_unit",
        catalogue.CRITERION_WITHOUT_RESPONSIBLE,
        gettext_lazy("El criterio %(code)s no nombra a la unidad que responde por él."),
    ),
)
PERCENT: Final = frozenset({"%", "porcentaje", "por ciento", "porcentaje (%)"})


def of_commitments(terms: Terms, yardstick: Yardstick) -> Iterator[Finding]:
    """Find what the matrix of commitments lacks, and what deserves a reason in it."""
    if not terms.criteria:
        yield catalogue.NO_CRITERION.finds(_("Faltan los compromisos de gestión: registre al menos un criterio."))
        return
    yield from _years(terms, yardstick)
    for criterion in terms.criteria:
        yield from _said(criterion, is_weighted=terms.rules.weighs_criteria)
        yield from _levels(criterion, terms.years)
    yield from repeated(
        catalogue.CRITERION_REPEATED,
        [(criterion.code, criterion.statement) for criterion in terms.criteria],
        _("Los criterios %(codes)s dicen lo mismo: cada uno se cuenta por separado en el tramo fijo."),
    )


def _years(terms: Terms, yardstick: Yardstick) -> Iterator[Finding]:
    counted: dict[int, int] = defaultdict(int)
    for criterion in terms.criteria:
        for level in criterion.levels:
            counted[level.year] += 1
    for row in terms.money:
        words = {"year": row.year, "level": row.year - 1, "count": counted[row.year]}
        if row.fixed > 0 and not counted[row.year]:
            text = _("El año %(year)s tiene tramo fijo y ningún criterio con Nivel %(level)s.")
            yield catalogue.YEAR_WITHOUT_CRITERIA.finds(text % words, subject=str(row.year))
        elif row.fixed == 0 and row.maximum > 0 and counted[row.year]:
            text = _("El año %(year)s exige criterios (%(count)s) y no tiene tramo fijo que pagar por ellos.")
            yield catalogue.LEVELS_WITHOUT_MONEY.finds(text % words, counted[row.year], subject=str(row.year))
    limit = yardstick.criteria_before_warning
    for year, count in sorted(counted.items()):
        if limit is not None and count > limit:
            text = _(
                "El Nivel %(level)s tiene %(count)s criterios; con más de %(limit)s la verificación se vuelve difícil."
            )
            words = {"level": year - 1, "count": count, "limit": limit}
            yield catalogue.TOO_MANY_CRITERIA.finds(text % words, count, limit, subject=str(year))


def _said(criterion: CriterionTerms, *, is_weighted: bool) -> Iterator[Finding]:
    words = {"code": criterion.code}
    for name, check, said in SAID:
        if not getattr(criterion, name).strip():
            yield check.finds(str(said) % words, subject=criterion.code)
    if not (criterion.definition.strip() or criterion.formula.strip()):
        text = _("El criterio %(code)s no tiene definición ni fórmula: no se sabe cómo se mide.")
        yield catalogue.CRITERION_WITHOUT_DEFINITION.finds(text % words, subject=criterion.code)
    if is_weighted and criterion.weight is None:
        text = _("El criterio %(code)s no tiene peso, y el tramo fijo se paga por el peso de los criterios.")
        yield catalogue.CRITERION_WITHOUT_WEIGHT.finds(text % words, subject=criterion.code)


def _levels(criterion: CriterionTerms, years: int) -> Iterator[Finding]:
    code = criterion.code
    if not criterion.levels:
        text = _("El criterio %(code)s no tiene umbral en ningún año.")
        yield catalogue.CRITERION_WITHOUT_LEVELS.finds(text % {"code": code}, subject=code)
    if late := [level.year for level in criterion.levels if level.year > years]:
        text = _("El criterio %(code)s tiene umbral para el año %(year)s y el convenio dura %(years)s años.")
        words = {"code": code, "year": late[0], "years": years}
        yield catalogue.LEVEL_AFTER_END.finds(text % words, subject=code)
    for before, after in pairwise(criterion.levels):
        eased = {">=": after.threshold < before.threshold, "<=": after.threshold > before.threshold}
        if eased.get(criterion.operator, False):
            text = _(
                "El criterio %(code)s exige menos en el Nivel %(level)s (%(after)s) que en el anterior (%(before)s)."
            )
            words = {"code": code, "level": after.year - 1, "after": after.threshold, "before": before.threshold}
            yield catalogue.THRESHOLD_FALLS.finds(
                text % {**words, "after": shown(after.threshold), "before": shown(before.threshold)},
                before.threshold,
                after.threshold,
                subject=f"{code}, {after.year}",
            )
    for level in criterion.levels:
        if is_percent(criterion.unit) and level.threshold > 100:
            text = _("El criterio %(code)s pide %(threshold)s %% en el Nivel %(level)s: un porcentaje mayor que 100.")
            words = {"code": code, "threshold": shown(level.threshold), "level": level.year - 1}
            yield catalogue.THRESHOLD_OVER_100.finds(text % words, level.threshold, subject=f"{code}, {level.year}")


def is_percent(unit: str) -> bool:
    """Whether a unit of measure is a percentage."""
    return unit.strip().casefold() in PERCENT


def shown(value: object) -> str:
    """Return a figure without the zeros that a database adds."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def repeated(check: Check, rows: list[tuple[str, str]], text: str) -> Iterator[Finding]:
    """Find rows that say the same in words, however they are spaced; ``rows`` are code and words."""
    codes: dict[str, list[str]] = defaultdict(list)
    for code, words in rows:
        if said := " ".join(words.split()).casefold().rstrip("."):
            codes[said].append(code)
    for said, same in codes.items():
        if len(same) > 1:
            named = ", ".join(same)
            yield check.finds(text % {"codes": named}, said, subject=named)
