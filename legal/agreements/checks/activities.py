"""Checks of the schedule of activities: money must be there when an activity needs it.

Entities told that money arrived when the activity was over. The day from which the money of a year can be spent is
computed from the terms alone (``Yardstick.money_from``): it is the earliest one, so that a warning is never a guess.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legal.agreements.checks import catalogue
from legal.agreements.checks.findings import Finding
from legal.agreements.checks.yardstick import Yardstick
from legal.agreements.terms import ActivityTerms, Terms


def of_activities(terms: Terms, yardstick: Yardstick) -> Iterator[Finding]:
    """Find activities outside of the years of the agreement, and those for which the money comes late."""
    for activity in terms.activities:
        words = {"name": activity.name, "year": activity.year, "years": terms.years}
        if max(activity.year, activity.money_year or 1) > terms.years:
            text = _("La actividad «%(name)s» es de un año que el convenio no tiene: dura %(years)s.")
            yield catalogue.ACTIVITY_AFTER_END.finds(text % words, subject=_subject(activity))
        elif activity.money_year:
            yield from _money(activity, activity.money_year, yardstick)


def _money(activity: ActivityTerms, money_year: int, yardstick: Yardstick) -> Iterator[Finding]:
    money = yardstick.money_from(money_year)
    fiscal_year = yardstick.fiscal_year(activity.year)
    starts = date(fiscal_year, activity.first_month, 1)
    ends = date(fiscal_year, activity.last_month, monthrange(fiscal_year, activity.last_month)[1])
    if money is None or money <= starts:
        return
    words = {
        "name": activity.name,
        "year": money_year,
        "starts": date_format(starts, "DATE_FORMAT"),
        "ends": date_format(ends, "DATE_FORMAT"),
        "money": date_format(money, "DATE_FORMAT"),
    }
    about = (activity.year, activity.first_month, activity.last_month, money_year)
    if money > ends:
        text = _(
            "La actividad «%(name)s» termina el %(ends)s y el dinero del año %(year)s "
            "no puede gastarse antes del %(money)s."
        )
        yield catalogue.ACTIVITY_ENDS_BEFORE_MONEY.finds(text % words, *about, subject=_subject(activity))
    else:
        text = _(
            "La actividad «%(name)s» empieza el %(starts)s y el dinero del año %(year)s "
            "no puede gastarse antes del %(money)s."
        )
        yield catalogue.ACTIVITY_STARTS_BEFORE_MONEY.finds(text % words, *about, subject=_subject(activity))


def _subject(activity: ActivityTerms) -> str:
    return f"{activity.name}, {activity.year}"
