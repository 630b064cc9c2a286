"""Executing units: what keeps one from being kept. Pure but for the rows that it is given."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legal.entities.models import ExecutingUnit
from workflow.errors import Obstacle


def is_code(text: str) -> bool:
    """Whether a text is the code of an executing unit: three digits, as the budget writes it, or the six of SIAF."""
    return bool(re.fullmatch(r"[0-9]{3}|[0-9]{6}", text))


def obstacles_to_keeping(executing: ExecutingUnit, others: Iterable[ExecutingUnit]) -> list[Obstacle]:
    """Return what is wrong with an executing unit; ``others`` are those of the same entity."""
    found = []
    if not is_code(executing.code):
        found.append(Obstacle(text=_("El código tiene tres dígitos, o los seis del SIAF."), where="code"))
    if not executing.unit.lies_within(executing.entity.unit):
        found.append(
            Obstacle(
                text=_("«%(unit)s» no depende de %(entity)s.") % {"unit": executing.unit, "entity": executing.entity},
                where="unit",
            )
        )
    for other in others:
        if other.pk != executing.pk and other.code == executing.code and _overlap(executing, other):
            until = date_format(other.ends_on, "DATE_FORMAT") if other.ends_on else _("hoy")
            text = _("El código %(code)s es de «%(unit)s» hasta %(until)s: dos unidades no lo llevan a la vez.")
            found.append(Obstacle(text=text % {"code": other.code, "unit": other.unit, "until": until}, where="code"))
    return found


def _overlap(first: ExecutingUnit, second: ExecutingUnit) -> bool:
    return (first.starts_on or date.min) <= (second.ends_on or date.max) and (second.starts_on or date.min) <= (
        first.ends_on or date.max
    )
