"""Who took part, as people write it: one person on each line, with post and unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

SEPARATOR: Final = ";"
MOST_PEOPLE: Final = 60
_LONGEST: Final = (150, 150, 200)


@dataclass(frozen=True, kw_only=True)
class Person:
    """A person who took part, with post and unit, by the words of the paper."""

    name: str
    post: str
    unit: str


def read_people(text: str) -> tuple[tuple[Person, ...], list[str]]:
    """Return the people of a text, and what is wrong with each line that names none."""
    people, problems = [], []
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) > MOST_PEOPLE:
        return (), [_("Son más de %(most)d participantes: preséntelos en un archivo.") % {"most": MOST_PEOPLE}]
    for number, line in lines:
        parts = [part.strip() for part in line.split(SEPARATOR)]
        if len(parts) != len(_LONGEST) or not all(parts):
            problems.append(_("Línea %(number)d: escriba nombre; cargo; unidad o entidad.") % {"number": number})
        elif any(len(part) > longest for part, longest in zip(parts, _LONGEST, strict=True)):
            problems.append(_("Línea %(number)d: es demasiado larga.") % {"number": number})
        else:
            people.append(Person(name=parts[0], post=parts[1], unit=parts[2]))
    return tuple(people), problems
