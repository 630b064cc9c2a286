"""The roles of posts and the levels of units, made known to the engine."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat, Length, StrIndex
from django.utils.translation import gettext_lazy as _

from legal.entities.models import Entity, Level
from legal.entities.roles import ADMINISTRATOR, GRANTOR_ROLES, ROLES, SECOND_FACTOR_ROLES
from workflow import competence, permissions


def level_of_unit(path: Any) -> Subquery:
    """Return the SQL expression of a unit's level from the name of its path: that of the entity it belongs to.

    A unit's path lists the keys of the units above it; the entity is the nearest of them that is one.
    """
    key = Concat(Value("/"), Cast("unit_id", CharField()), Value("/"))
    above = Entity.objects.annotate(place=StrIndex(OuterRef(path), key)).filter(place__gt=0)
    return Subquery(above.order_by(Length("unit__path").desc()).values("level")[:1])


permissions.register_roles(
    ROLES,
    second_factor=SECOND_FACTOR_ROLES,
    levels=dict.fromkeys((*GRANTOR_ROLES, ADMINISTRATOR), (Level.NATIONAL.value,)),
)
competence.register_levels(
    dict(Level.choices),
    of_unit=level_of_unit,
    sentence=_("El cargo de %(post)s ejerce este acto solo en una unidad de este nivel: %(levels)s."),
)
