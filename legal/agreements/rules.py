"""What stands in the way of the acts of formulation. Pure questions on plain values."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.utils.translation import gettext as _

from legal.agreements.models.review import Part
from workflow.errors import Obstacle

# The terms of a norm that the schedule is read from: without them nothing can be registered as signed.
REPORT_TERM_YEAR_1 = "report_year_1"
REPORT_TERM_LATER_YEARS = "report_years"
# All terms that the life of an agreement asks its norm for; a case is not opened without one of them.
TERMS_OF_A_LIFE = frozenset(
    {
        REPORT_TERM_YEAR_1,
        REPORT_TERM_LATER_YEARS,
        "completion",
        "correction",
        "warning_answer",
        "breakdown",
        "incorporation_copies",
    }
)


def obstacles_to_lasting(years: int, *, norm: str, minimum: int | None, maximum: int | None) -> list[Obstacle]:
    """Return what the norm says against a duration in years; a norm that fixes no bound allows any."""
    if (minimum or years) <= years <= (maximum or years):
        return []
    text = _("%(norm)s admite convenios de %(minimum)s a %(maximum)s años; elija una duración entre ellas.")
    if maximum is None:
        text = _("%(norm)s admite convenios de %(minimum)s años o más; elija otra duración.")
    words = {"norm": norm, "minimum": minimum or 1, "maximum": maximum}
    return [Obstacle(text=text % words, where="years")]


def obstacles_to_reaching(
    districts: Mapping[str, str], *, territory: str, name: str, where: str = "added"
) -> list[Obstacle]:
    """Return which districts, named by their UBIGEO, lie outside of where an entity acts."""
    outside = [district for code, district in sorted(districts.items()) if not code.startswith(territory)]
    if not outside:
        return []
    text = _("Están fuera de %(territory)s, donde actúa la entidad: %(names)s.")
    return [Obstacle(text=text % {"territory": name, "names": ", ".join(outside)}, where=where)]


def obstacles_to_editing(part: str, *, status: str, unlocked: Collection[str]) -> list[Obstacle]:
    """Return what keeps a part of the text closed: it opens in the draft, and later only where observed."""
    if status == "draft" or (status == "in_review" and part in unlocked):
        return []
    if status == "in_review":
        return [
            Obstacle(
                text=_("«%(part)s» no tiene observaciones pendientes: en revisión solo se corrige lo observado.")
                % {"part": Part(part).label}
            )
        ]
    return [Obstacle(text=_("El texto está cerrado. Lo que ya está en vigor se modifica por adenda."))]


def obstacles_to_correcting(answers: Mapping[int, str], open_numbers: Collection[int]) -> list[Obstacle]:
    """Return which open observations have no answer."""
    return [
        Obstacle(text=_("Falta responder la observación %(number)s.") % {"number": number}, where=f"answer_{number}")
        for number in sorted(open_numbers)
        if not answers.get(number, "").strip()
    ]


def obstacles_to_approving(
    *, pending_opinions: Collection[str], open_observations: int, missing_instruments: Collection[str]
) -> list[Obstacle]:
    """Return what keeps a text from being approved for signature."""
    obstacles = [
        Obstacle(text=_("Falta la %(opinion)s favorable sobre el texto.") % {"opinion": opinion.lower()}, who=opinion)
        for opinion in pending_opinions
    ]
    if open_observations:
        obstacles.append(Obstacle(text=_("Hay %(count)s observaciones sin responder.") % {"count": open_observations}))
    obstacles.extend(
        Obstacle(
            text=_("Falta %(instrument)s que apruebe este mismo texto.") % {"instrument": instrument},
            who=_("Mesa de partes"),
        )
        for instrument in missing_instruments
    )
    return obstacles


def end_of_term(starts_on: date, years: int) -> date:
    """Return the last day of a term of years counted date to date: three years from 13 June end on 12 June.

    29 February ends, in a year without it, on 28 February.
    """
    try:
        anniversary = starts_on.replace(year=starts_on.year + years)
    except ValueError:
        return starts_on.replace(year=starts_on.year + years, day=28)
    return date.fromordinal(anniversary.toordinal() - 1)
