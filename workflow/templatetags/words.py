"""Dates, terms and money as the pages write them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.forms.utils import ErrorDict
from django.utils import dateformat, timezone
from django.utils.translation import get_language, gettext, ngettext

from workflow.inbox import SOON_DAYS

register = template.Library()

LIMA = ZoneInfo("America/Lima")
NO_BREAK_SPACE = "\u00a0"
CENT = Decimal("0.01")


@register.filter
def long_date(value: date | datetime | None) -> str:
    """Return a date in full: "26 de noviembre de 2026"; an instant gives its date in Lima, nothing gives ""."""
    return _written(value, spanish=r"j \d\e F \d\e Y", english="j F Y")


@register.filter
def weekday_date(value: date | datetime | None) -> str:
    """Return a date in full with its weekday: "jueves 26 de noviembre de 2026"."""
    return _written(value, spanish=r"l j \d\e F \d\e Y", english="l j F Y")


@register.filter
def short_date(value: date | datetime | None) -> str:
    """Return a date for the timeline, where space is scarce: "23 nov 2026"."""
    return _written(value, spanish="j b Y", english="j M Y")


@register.filter
def short_time(value: datetime | None) -> str:
    """Return an instant as the clock of Lima shows it: "23 nov 2026, 09:14". A naive one raises ``ValueError``."""
    return _written(value, spanish="j b Y, H:i", english="j M Y, H:i")


@register.filter
def amount(value: Decimal | int | None) -> str:
    """Return soles without their sign, for a column that names the unit: "1,369,565.22". Floats raise ``TypeError``."""
    if value is None or value == "":
        return ""
    return f"{_exact(value).quantize(CENT, rounding=ROUND_HALF_UP):,}"


@register.filter
def told(errors: ErrorDict) -> int:
    """Return how many things a form says are wrong: a field can have several."""
    return sum(len(each) for each in errors.values())


@register.filter
def soles(value: Decimal | int | None) -> str:
    """Return an amount of money, to the cent: "S/ 1,369,565.22". Floats raise ``TypeError``."""
    return f"S/{NO_BREAK_SPACE}{figures}" if (figures := amount(value)) else ""


@register.filter
def one_sign(value: str) -> str:
    """Return a text with the sign of the sol as pages write it: papers of before 2015 keep their "S/."."""
    return value.replace("S/.", "S/")


@register.filter
def number(value: Decimal | int | None) -> str:
    """Return a quantity as it was stated, without idle zeros: "71.2", "1,250". Floats raise ``TypeError``."""
    if value is None or value == "":
        return ""
    figures = f"{_exact(value):,f}"
    return figures.rstrip("0").rstrip(".") if "." in figures else figures


@register.filter
def percent(value: Decimal | int | None) -> str:
    """Return a figure that already is a percentage: 70 gives "70 %". Floats raise ``TypeError``."""
    return f"{figures}{NO_BREAK_SPACE}%" if (figures := number(value)) else ""


@register.inclusion_tag("workflow/_due_tag.html")
def due_tag(days_left: int | None, *, masculine: bool = False) -> dict[str, str]:
    """Show the calendar days left until a due date, as a word and a state.

    Spanish agrees with what is due: a task is *vencida*; a term is *vencido* (``masculine=True``).
    Nothing is shown where nothing is due.
    """
    if days_left is None:
        return {}
    if days_left == 0:
        return {"state": "warn", "text": gettext("Vence hoy")}
    days = abs(days_left)
    if days_left > 0:
        text = ngettext("Falta %(days)d día calendario", "Faltan %(days)d días calendario", days)
        return {"state": "warn" if days <= SOON_DAYS else "idle", "text": text % {"days": days}}
    if masculine:
        text = ngettext("Vencido hace %(days)d día calendario", "Vencido hace %(days)d días calendario", days)
    else:
        text = ngettext("Vencida hace %(days)d día calendario", "Vencida hace %(days)d días calendario", days)
    return {"state": "risk", "text": text % {"days": days}}


def _written(value: date | datetime | None, *, spanish: str, english: str) -> str:
    if not value:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value, LIMA)
    return dateformat.format(value, english if (get_language() or "").startswith("en") else spanish)


def _exact(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise TypeError(f"Money and measures are exact decimals, not {type(value).__name__}.")
    return Decimal(value)
