"""The two ways by which the money reaches an entity, as data: what orders it, what takes it in, who gets copies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Route(models.TextChoices):
    """Where the money comes from (Decreto Legislativo 1440 art. 67.2)."""

    DONATIONS = "donations", _("Donaciones y Transferencias")
    ORDINARY = "ordinary", _("Recursos Ordinarios")


@dataclass(frozen=True, kw_only=True)
class RouteRules:
    """What a route asks for.

    ``instruction`` orders the money to be paid, ``instruction_example`` shows how it is named;
    ``taking_in`` is the act of the entity's head, ``term`` the name of the norm's term for it (empty
    where none is fixed), ``copies_term`` that of the copies, counted from the act's date.
    ``copies_verified`` says whether the copies' term was read for this route or taken from the other one.
    """

    instruction: _StrPromise
    instruction_example: str
    taking_in: _StrPromise
    term: str
    copies_term: str
    copies_to: tuple[_StrPromise, ...]
    copies_verified: bool


# Decreto Legislativo 1440 art. 31.4.
_COPIES_TO: Final = (
    _("Comisión de Presupuesto y Cuenta General de la República del Congreso de la República"),
    _("Contraloría General de la República"),
    _("Dirección General de Presupuesto Público"),
)
ROUTES: Final[dict[str, RouteRules]] = {
    Route.DONATIONS: RouteRules(
        instruction=_("asignación financiera del Tesoro Público"),
        instruction_example="Oficio N° 120-2026-EF/52.06",
        taking_in=_("incorporación"),
        term="",
        copies_term="incorporation_copies",
        copies_to=_COPIES_TO,
        copies_verified=False,
    ),
    Route.ORDINARY: RouteRules(
        instruction=_("decreto supremo que aprueba la transferencia de partidas"),
        instruction_example="Decreto Supremo N° 045-2026-EF",
        taking_in=_("desagregación"),
        term="breakdown",
        copies_term="incorporation_copies",
        copies_to=_COPIES_TO,
        copies_verified=True,
    ),
}
