"""Checks of the money of each year, of the duration, and of the dates that the norm draws from both."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.checks import catalogue
from legal.agreements.checks.findings import Finding
from legal.agreements.checks.yardstick import CORRECTION, Yardstick
from legal.agreements.rules import end_of_term, obstacles_to_lasting
from legal.agreements.terms import Terms, YearTerms
from workflow.calendars import count

# What the catalogues say is not mended in the text.
_ADMINISTRATOR: Final = gettext_lazy("quien administra el sistema")


def of_money(terms: Terms, yardstick: Yardstick) -> Iterator[Finding]:
    """Find amounts that do not add up, exceed the maximum, leave a part of it out, or depart from the norm's split."""
    if terms.maximum <= 0:
        yield catalogue.NO_MAXIMUM.finds(_("El monto total máximo debe ser mayor que cero."))
    if [row.year for row in terms.money] != list(range(1, terms.years + 1)):
        text = _("Los montos anuales deben ser %(years)s, uno por año de duración.")
        yield catalogue.YEARS_WITHOUT_AMOUNT.finds(text % {"years": terms.years})
    total = sum((row.maximum for row in terms.money), Decimal(0))
    words = {"total": f"{total:,.2f}", "maximum": f"{terms.maximum:,.2f}", "rest": f"{terms.maximum - total:,.2f}"}
    if total > terms.maximum:
        text = _("Los montos anuales suman S/ %(total)s y superan el monto total máximo de S/ %(maximum)s.")
        yield catalogue.YEARS_EXCEED_MAXIMUM.finds(text % words)
    elif total < terms.maximum:
        text = _(
            "Los montos anuales suman S/ %(total)s: S/ %(rest)s del monto máximo (S/ %(maximum)s) no son de ningún año."
        )
        yield catalogue.PART_NEVER_ASSIGNED.finds(text % words, total, terms.maximum)
    for row in terms.money:
        yield from _split(row, yardstick)


def _split(row: YearTerms, yardstick: Yardstick) -> Iterator[Finding]:
    if row.fixed < 0 or row.variable < 0 or row.fixed + row.variable != row.maximum:
        text = _("El tramo fijo y el variable del año %(year)s no suman su monto: el porcentaje va de 0 a 100.")
        yield catalogue.SPLIT_DOES_NOT_ADD_UP.finds(text % {"year": row.year}, subject=str(row.year))
        return
    split = yardstick.split(row.year)
    if split is not None and split != row.fixed_percentage:
        text = _("El año %(year)s se divide en %(fixed)s/%(variable)s; %(norm)s lo divide en %(split)s/%(rest)s.")
        words = {
            "year": row.year,
            "fixed": _figure(row.fixed_percentage),
            "variable": _figure(100 - row.fixed_percentage),
            "norm": yardstick.norm,
            "split": _figure(split),
            "rest": _figure(100 - split),
        }
        yield catalogue.SPLIT_DEPARTS_FROM_NORM.finds(text % words, row.fixed_percentage, split, subject=str(row.year))


def of_duration(terms: Terms, yardstick: Yardstick) -> Iterator[Finding]:
    """Find a duration that the norm does not admit, and dates that cross: reports, corrections, the end of the term."""
    bounds = {"minimum": yardstick.minimum_years, "maximum": yardstick.maximum_years}
    for obstacle in obstacles_to_lasting(terms.years, norm=yardstick.norm, **bounds):
        yield catalogue.DURATION_OUT_OF_BOUNDS.finds(obstacle.text)
    yield from _corrections(terms, yardstick)
    ends_on = yardstick.ends_on or end_of_term(yardstick.signed_on, terms.years)
    due, money = yardstick.report_due(terms.years), yardstick.money_from(terms.years)
    words = {"year": terms.years, "end": date_format(ends_on, "DATE_FORMAT")}
    if due is not None and due > ends_on:
        text = _("El informe del año %(year)s vence el %(due)s y el convenio, el %(end)s.")
        words["due"] = date_format(due, "DATE_FORMAT")
        yield catalogue.LAST_REPORT_AFTER_END.finds(text % words, subject=str(terms.years))
    elif money is not None and money > ends_on:
        text = _("La transferencia del año %(year)s no llega antes del %(money)s y el convenio vence el %(end)s.")
        words["money"] = date_format(money, "DATE_FORMAT")
        yield catalogue.LAST_TRANSFER_AFTER_END.finds(text % words, terms.years, subject=str(terms.years))


def _corrections(terms: Terms, yardstick: Yardstick) -> Iterator[Finding]:
    term, limit = yardstick.terms.get(CORRECTION), yardstick.correction_limit
    if term is None:
        return
    start = yardstick.signed_on
    if limit and count(start, term, yardstick.calendar).due > count(start, limit, yardstick.calendar).due:
        text = _("De %(norm)s consta un plazo para subsanar (%(term)s) mayor que su máximo (%(limit)s).")
        words = {"norm": yardstick.norm, "term": term, "limit": limit}
        yield catalogue.CORRECTION_EXCEEDS_LIMIT.finds(text % words, who=_ADMINISTRATOR)
    # That of year 1 starts with the signature: whether it runs into the next report is not for the terms to say.
    for year in range(2, terms.years):
        end, due = yardstick.correction_due(year), yardstick.report_due(year + 1)
        if end is None or due is None or end < due:
            continue
        text = _(
            "La subsanación del año %(year)s puede durar hasta el %(end)s y el informe del año %(next)s vence antes, "
            "el %(due)s: la entidad tendría los dos a la vez."
        )
        words = {
            "year": year,
            "next": year + 1,
            "end": date_format(end, "DATE_FORMAT"),
            "due": date_format(due, "DATE_FORMAT"),
        }
        yield catalogue.CORRECTION_OVERLAPS_REPORT.finds(text % words, subject=str(year), who=_ADMINISTRATOR)


def _figure(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
