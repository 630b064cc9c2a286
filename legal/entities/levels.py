"""What the entities of a level of government have in common, unless one of them says otherwise of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Usages:
    """How the act of the head is called, and the office of the budget; the organic law of the level.

    Entities of a level with ``within_department`` act in their department only.
    """

    head_act: str
    budget_office: str
    organic_law: str
    within_department: bool = True


# By level of government. At the national level the name of the act depends on the post of the head (minister,
# executive president, chief): without a datum of the entity it is called as the budget law calls it. How budget
# offices are called is usage: the papers add "o la que haga sus veces".
USAGES: Final = {
    "national": Usages(
        head_act="Resolución del Titular",
        budget_office="Oficina General de Planeamiento y Presupuesto",
        organic_law="Ley N° 29158, Ley Orgánica del Poder Ejecutivo",
        within_department=False,
    ),
    "regional": Usages(
        head_act="Resolución Ejecutiva Regional",
        budget_office="Gerencia Regional de Planeamiento, Presupuesto y Acondicionamiento Territorial",
        organic_law="Ley N° 27867, Ley Orgánica de Gobiernos Regionales",
    ),
    "local": Usages(
        head_act="Resolución de Alcaldía",
        budget_office="Oficina de Planeamiento y Presupuesto",
        organic_law="Ley N° 27972, Ley Orgánica de Municipalidades",
    ),
}
