"""What tells a party apart in the first words of an agreement, and what of it is missing. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from workflow.errors import Obstacle


@dataclass(frozen=True, kw_only=True)
class Appearing:
    """An entity that signs, and who represents it on the day; empty is what nobody has recorded.

    ``is_invented`` marks the entities of a demonstration, of which not everything is known: nothing stops them.
    """

    entity: str
    ruc: str
    address: str
    is_invented: bool = False
    representative: str = ""
    dni: str = ""


def obstacles_to_appearing(parties: Iterable[Appearing]) -> list[Obstacle]:
    """Return what the parties lack before their agreement may be approved: without it they cannot be told or served.

    The RUC tells the entity apart, the address is where it is notified (TUO Ley 27444 art. 21).
    """
    return [
        Obstacle(text=text, who=_("quien administra el sistema"))
        for party in parties
        if not party.is_invented
        for text in _unknown(party)
    ]


def warnings_of_appearing(parties: Iterable[Appearing]) -> list[str]:
    """Return what the draft should be told of early: what will keep it from being approved, and a missing DNI."""
    found: list[str] = []
    for party in parties:
        found += _unknown(party)
        if party.representative and not party.dni:
            text = _("Falta el DNI de %(person)s, que representa a %(entity)s: el convenio se imprimirá sin él.")
            found.append(text % {"person": party.representative, "entity": party.entity})
    return found


def _unknown(party: Appearing) -> Iterator[str]:
    words = {"entity": party.entity}
    if not party.ruc:
        yield _("Falta el RUC de %(entity)s, con el que comparece en el convenio. Se registra en su entidad.") % words
    if not party.address:
        text = _("Falta el domicilio legal de %(entity)s, donde se le notifica. Se registra en su entidad.")
        yield text % words
