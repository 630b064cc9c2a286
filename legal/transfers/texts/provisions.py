"""The law that the papers on money cite, as it was numbered on a date."""

from __future__ import annotations

from datetime import date
from typing import Final

from legal.agreements.clauses import Clause
from legal.agreements.texts import law
from legal.agreements.texts.law import Since
from legal.entities.models import Entity

# Articles read in the law of 2001 (140.2, 207 to 209) and in the ordered text of 2019 (151.2, 218 to 220). That of
# 2017 was not read: it is cited without its articles.
WARNING: Final[Since] = (
    (date.min, "el numeral 140.2 del artículo 140"),
    (date(2017, 3, 20), ""),
    (date(2019, 1, 25), "el numeral 151.2 del artículo 151"),
)
RECOURSES: Final[Since] = (
    (date.min, "los artículos 207 a 209"),
    (date(2017, 3, 20), ""),
    (date(2019, 1, 25), "los artículos 218 a 220"),
)
# What the law of 2018 adds; its articles have kept their numbers.
_BUDGET_DECREE_SINCE: Final = date(2019, 1, 1)
_LIMITS_EXCEPTION: Final = (
    "de acuerdo con el inciso 1 del párrafo 67.2 del artículo 67 del Decreto Legislativo N° 1440, los recursos de "
    "donaciones que se asignan previo cumplimiento de condicionantes de desempeño vinculados a resultados quedan "
    "exceptuados de los límites máximos de incorporación"
)
# Which article of the organic law gives the power to issue an act, by the act; of the others it depends on the entity.
_POWERS: Final = {
    "Resolución Ministerial": "el numeral 8 del artículo 25",
    "Resolución Ejecutiva Regional": "el literal d) del artículo 21",
    "Resolución de Alcaldía": "el numeral 6 del artículo 20",
}
_COPIES: Final = "el párrafo 31.4 del artículo 31 del Decreto Legislativo N° 1440"


def warning_basis(on: date) -> str:
    """Return the provision on warning before a right lapses (today TUO Ley 27444 art. 151.2)."""
    return _cited(WARNING, on)


def recourses(on: date) -> str:
    """Return which recourses an act allows, where and by when: its notice must say so (TUO Ley 27444 art. 24.1.6)."""
    return (
        "Contra este acto proceden el recurso de reconsideración y el de apelación, que se presentan ante esta "
        "Dirección General dentro de los quince (15) días hábiles siguientes al de su notificación; la apelación se "
        f"eleva al superior jerárquico. Ello, de conformidad con {_cited(RECOURSES, on)}."
    )


def _cited(table: Since, on: date) -> str:
    article, named = law.as_of(table, on), law.as_of(law.PROCEDURE_LAW, on)
    return f"{article} {law.of_the(named)}" if article else law.with_article(named)


def limits_exception(on: date) -> str:
    """Return that donations stay outside the limits of incorporation (DL 1440 art. 67.2), since the law says so."""
    return _LIMITS_EXCEPTION if on >= _BUDGET_DECREE_SINCE else ""


def copies_basis(on: date, *, by_donation: bool, clause: Clause) -> str:
    """Return what orders the copies of the resolution: DL 1440 art. 31.4 is read for ordinary resources only.

    Otherwise it is the clause of the agreement on the use of the resources.
    """
    is_by_decree = not by_donation and on >= _BUDGET_DECREE_SINCE
    return _COPIES if is_by_decree else f"la Cláusula {clause.cited} del citado convenio"


def powers(entity: Entity) -> str:
    """Return by which law the head of an entity issues resolutions."""
    named = law.organic_law(entity)
    if article := _POWERS.get(entity.act_of_head):
        return f"{article} {law.of_the(named)}"
    # The head of an agency acts by the law that created it, which the entity knows.
    return f"{law.with_article(named)}, y sus normas de creación y organización"
