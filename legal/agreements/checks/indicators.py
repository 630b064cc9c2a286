"""Checks of the indicators: what they say of themselves, their baselines, targets and weights."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.checks import catalogue
from legal.agreements.checks.commitments import is_percent, repeated, shown
from legal.agreements.checks.findings import Finding
from legal.agreements.checks.yardstick import Yardstick
from legal.agreements.terms import IndicatorTerms, Terms
from legal.norms.rules import weights_add_up

OLDEST_BASELINE: Final = 1990

# What each indicator says of itself: the field, the check, and the words.
SAID: Final = (
    ("name", catalogue.INDICATOR_WITHOUT_NAME, gettext_lazy("El indicador %(code)s no tiene nombre.")),
    ("formula", catalogue.INDICATOR_WITHOUT_FORMULA, gettext_lazy("El indicador %(code)s no tiene fórmula.")),
    ("unit", catalogue.INDICATOR_WITHOUT_UNIT, gettext_lazy("El indicador %(code)s no tiene unidad de medida.")),
    (
        "source",
        catalogue.INDICATOR_WITHOUT_SOURCE,
        gettext_lazy("El indicador %(code)s no nombra su fuente de datos."),
    ),
)


def of_indicators(terms: Terms, yardstick: Yardstick) -> Iterator[Finding]:
    """Find what the matrix of indicators lacks, and what deserves a reason in it."""
    weights: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for indicator in terms.indicators:
        yield from _said(indicator, yardstick)
        yield from _targets(indicator, terms.years)
        for target in indicator.targets:
            weights[target.year][indicator.code] = target.weight
    yield from _years(terms, weights)
    yield from repeated(
        catalogue.INDICATOR_REPEATED,
        [(indicator.code, indicator.name) for indicator in terms.indicators],
        _("Los indicadores %(codes)s dicen lo mismo: cada uno pesa por separado en el tramo variable."),
    )


def _said(indicator: IndicatorTerms, yardstick: Yardstick) -> Iterator[Finding]:
    words = {"code": indicator.code, "year": indicator.baseline_year, "first": yardstick.fiscal_year(1)}
    for name, check, said in SAID:
        if not getattr(indicator, name).strip():
            yield check.finds(str(said) % words, subject=indicator.code)
    if indicator.baseline_year > yardstick.fiscal_year(1):
        text = _(
            "La línea de base del indicador %(code)s es del año %(year)s, posterior al año 1 del convenio (%(first)s)."
        )
        yield catalogue.BASELINE_YEAR_NOT_PLAUSIBLE.finds(text % words, subject=indicator.code)
    elif indicator.baseline_year < OLDEST_BASELINE:
        text = _("La línea de base del indicador %(code)s es del año %(year)s: compruebe el año.")
        yield catalogue.BASELINE_YEAR_NOT_PLAUSIBLE.finds(text % words, subject=indicator.code)


def _targets(indicator: IndicatorTerms, duration: int) -> Iterator[Finding]:
    code, sign = indicator.code, 1 if indicator.direction == "up" else -1
    if not indicator.targets:
        yield catalogue.INDICATOR_WITHOUT_TARGETS.finds(
            _("El indicador %(code)s no tiene metas.") % {"code": code}, subject=code
        )
    for target in indicator.targets:
        said = {"code": code, "year": target.year, "years": duration, "target": shown(target.target)}
        subject = f"{code}, {target.year}"
        if target.year > duration:
            text = _("El indicador %(code)s tiene meta para el año %(year)s y el convenio dura %(years)s años.")
            yield catalogue.TARGET_AFTER_END.finds(text % said, subject=subject)
        if target.target == indicator.baseline:
            text = _("La meta del año %(year)s del indicador %(code)s es igual a la línea de base: no la mejora.")
            yield catalogue.TARGET_IS_BASELINE.finds(text % said, subject=subject)
        elif (target.target - indicator.baseline) * sign < 0:
            text = _("La meta del año %(year)s del indicador %(code)s no mejora la línea de base.")
            yield catalogue.TARGET_WORSENS.finds(text % said, subject=subject)
        if is_percent(indicator.unit) and target.target > 100:
            text = _("La meta del año %(year)s del indicador %(code)s es %(target)s %%: un porcentaje mayor que 100.")
            yield catalogue.TARGET_OVER_100.finds(text % said, target.target, subject=subject)
    for before, after in pairwise(indicator.targets):
        if (after.target - before.target) * sign < 0:
            text = _(
                "La meta del indicador %(code)s retrocede del año %(before)s (%(from)s) al año %(after)s (%(to)s)."
            )
            words = {"code": code, "before": str(before.year), "after": str(after.year)}
            words |= {"from": shown(before.target), "to": shown(after.target)}
            yield catalogue.TARGET_GOES_BACK.finds(
                text % words, before.target, after.target, subject=f"{code}, {after.year}"
            )


def _years(terms: Terms, weights: dict[int, dict[str, Decimal]]) -> Iterator[Finding]:
    for row in terms.money:
        words = {"year": row.year}
        if row.variable > 0 and not weights.get(row.year):
            text = _("El año %(year)s tiene tramo variable y ningún indicador con meta.")
            yield catalogue.YEAR_WITHOUT_TARGETS.finds(text % words, subject=str(row.year))
        elif row.variable == 0 and row.maximum > 0 and weights.get(row.year):
            text = _("El año %(year)s tiene metas y no tiene tramo variable que pagar por ellas.")
            named = sorted(weights[row.year])
            yield catalogue.TARGETS_WITHOUT_MONEY.finds(text % words, *named, subject=str(row.year))
    for year, by_code in sorted(weights.items()):
        if not weights_add_up(by_code):
            text = _("Los pesos de las metas del año %(year)s suman %(sum)s y deben sumar 1.")
            said = {"year": str(year), "sum": f"{sum(by_code.values(), Decimal(0)).normalize():f}"}
            yield catalogue.WEIGHTS_DO_NOT_ADD_UP.finds(text % said, subject=str(year))
