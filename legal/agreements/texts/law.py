"""The law as it was numbered on a date: what an agreement cites."""

from __future__ import annotations

from datetime import date
from typing import Final

from legal.agreements.texts.wording import with_article
from legal.entities.levels import USAGES
from legal.entities.models import Entity
from legal.norms.models import Norm, UnmetCriteria

Since = tuple[tuple[date, str], ...]

_PROCEDURE: Final = "Ley N° 27444, Ley del Procedimiento Administrativo General"
_BUDGET: Final = "Ley N° 28411, Ley General del Sistema Nacional de Presupuesto"
_BUDGET_DECREE: Final = "Decreto Legislativo N° 1440, Decreto Legislativo del Sistema Nacional de Presupuesto Público"

PROCEDURE_LAW: Final[Since] = (
    (date.min, _PROCEDURE),
    (date(2017, 3, 20), f"Texto Único Ordenado de la {_PROCEDURE}, aprobado por Decreto Supremo N° 006-2017-JUS"),
    (date(2019, 1, 25), f"Texto Único Ordenado de la {_PROCEDURE}, aprobado por Decreto Supremo N° 004-2019-JUS"),
)
FREE_ADHESION: Final[Since] = (
    (date.min, "el numeral 77.3 del artículo 77"),
    (date(2017, 3, 20), "el numeral 86.3 del artículo 86"),
    (date(2019, 1, 25), "el numeral 88.3 del artículo 88"),
)
# One request to complete what was filed, with two working days for it. Each edition moved the article.
COMPLETION: Final[Since] = (
    (date.min, "el numeral 125.1 del artículo 125"),
    (date(2017, 3, 20), "el numeral 134.1 del artículo 134"),
    (date(2019, 1, 25), "el numeral 136.1 del artículo 136"),
)
BUDGET_LAW: Final[Since] = (
    (date.min, _BUDGET),
    (date(2012, 12, 30), f"Texto Único Ordenado de la {_BUDGET}, aprobado por Decreto Supremo N° 304-2012-EF"),
    (date(2019, 1, 1), _BUDGET_DECREE),
)
INCORPORATION: Final[Since] = (
    (date.min, "el artículo 42"),
    (date(2019, 1, 1), "el numeral 50.1 del artículo 50"),
)
# What lets the DGPP sign these agreements, and what it says.
ENABLING_LAW: Final[Since] = (
    (
        date.min,
        "Ley N° 29465, Ley de Presupuesto del Sector Público para el Año Fiscal 2010, Trigésima Sexta Disposición "
        "Complementaria Final",
    ),
    (
        date(2013, 1, 1),
        "Ley N° 29951, Ley de Presupuesto del Sector Público para el Año Fiscal 2013, artículo 15",
    ),
    (date(2019, 1, 1), f"{_BUDGET_DECREE}, artículos 66 y 67"),
)
ENABLING_RULE: Final[Since] = (
    (
        date.min,
        "La Trigésima Sexta Disposición Complementaria Final de la Ley N° 29465 dispone que los recursos de donaciones "
        "para apoyo presupuestario se asignan a los pliegos que suscriban un convenio en el que consten, "
        "principalmente, las metas y los compromisos por cumplir y los montos por transferirse.",
    ),
    (
        date(2013, 1, 1),
        "El artículo 15 de la Ley N° 29951 dispone que los recursos de donaciones para apoyo presupuestario se asignan "
        "a los pliegos que suscriban con la Dirección General de Presupuesto Público un convenio en el que consten, "
        "principalmente, las metas y los compromisos por cumplir y los montos por transferirse.",
    ),
    (
        date(2019, 1, 1),
        "Los artículos 66 y 67 del Decreto Legislativo N° 1440 prevén los Convenios de Apoyo Presupuestario entre los "
        "mecanismos de asignación condicionada de recursos a favor de los pliegos, previo cumplimiento de "
        "condicionantes de desempeño vinculados a resultados.",
    ),
)
# What a directive says of observations that are not corrected in their term; of the others it is not known.
CANCELLATION: Final = {"Directiva N° 002-2014-EF/50.01": "el numeral 17.7"}
CONTROL_LAW: Final = (
    "Ley N° 27785, Ley Orgánica del Sistema Nacional de Control y de la Contraloría General de la República"
)


def as_of(table: Since, on: date) -> str:
    """Return the entry of a table that holds on a date."""
    return next(text for since, text in reversed(table) if since <= on)


def of_the(name: str) -> str:
    """Return a law as the owner of an article: "de la Ley …", "del Texto Único Ordenado …"."""
    named = with_article(name)
    return f"del {name}" if named.startswith("el ") else f"de {named}"


def free_adhesion_basis(on: date) -> str:
    """Return the provision on agreements between entities as numbered on a date (today TUO Ley 27444 art. 88.3)."""
    return f"{as_of(FREE_ADHESION, on)} {of_the(as_of(PROCEDURE_LAW, on))}"


def completion_basis(on: date) -> str:
    """Return the provision on completing what was filed as numbered on a date (today TUO Ley 27444 art. 136.1)."""
    return f"{as_of(COMPLETION, on)} {of_the(as_of(PROCEDURE_LAW, on))}"


def cancellation_basis(norm: Norm, *, clause: str) -> str:
    """Return what cancels the balance of what is not corrected: the norm's provision, or the agreement's clause."""
    provision = CANCELLATION.get(norm.code)
    return f"{provision} {of_the(norm.code)}" if provision else clause


def lets_carry(norm: Norm) -> bool:
    """Whether a norm lets what is not corrected be carried to the next level, as the agreement then says."""
    return norm.unmet_criteria == UnmetCriteria.CARRY


def incorporation_basis(on: date) -> str:
    """Return the provision by which an entity takes a donation into its budget (today DL 1440 art. 50.1)."""
    return f"{as_of(INCORPORATION, on)} {of_the(as_of(BUDGET_LAW, on))}"


def organic_law(entity: Entity) -> str:
    """Return the organic law of an entity: its own where it is autonomous (RENIEC), otherwise that of its level."""
    return entity.organic_law or USAGES[entity.level].organic_law


def legal_basis(*, entity: Entity, norm: Norm, on: date) -> tuple[str, ...]:
    """Return the laws an agreement rests on, from the larger to the smaller."""
    enabling, budget = as_of(ENABLING_LAW, on), as_of(BUDGET_LAW, on)
    laws = [enabling] if enabling.startswith(budget) else [budget, enabling]
    laws += [organic_law(entity), as_of(PROCEDURE_LAW, on), CONTROL_LAW]
    approval = f", aprobada por {with_article(norm.approved_by)}" if norm.approved_by else ""
    laws.append(f"{norm.code}, “{norm.title}”{approval}")
    return tuple(f"{each}." for each in laws)
