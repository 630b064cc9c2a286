"""What stands in the way of the acts of verification, and what they conclude. Pure questions on plain values."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workflow.errors import Obstacle
from workflow.models import Deadline


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A verdict as a verifier writes it: the measured value (if any), met or not, why, and the evidence looked at.

    ``looked_at`` are keys of evidence.
    """

    value: Decimal | None
    met: bool | None
    reason: str
    looked_at: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Demanded:
    """What a level demands of a criterion: its code, the operator and the threshold; keys of its ``evidence``."""

    code: str
    operator: str
    threshold: Decimal
    evidence: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class FilesKept:
    """How many files, and how much they weigh in bytes: those of a period, or the most that one may have."""

    count: int
    size: int


def obstacles_to_more_files(kept: FilesKept, *, adding: int, most: FilesKept) -> list[Obstacle]:
    """Return what keeps one more file of ``adding`` bytes out of a period: it has as many or as much as it may."""
    obstacles = []
    if kept.count >= most.count:
        words = {"count": kept.count}
        text = _("El período ya tiene el máximo de archivos de evidencia (%(count)d): elija uno de ellos o reúnalos.")
        obstacles.append(Obstacle(text=text % words, where="file"))
    if kept.size + adding > most.size:
        sizes = {"kept": filesizeformat(kept.size), "adding": filesizeformat(adding), "most": filesizeformat(most.size)}
        text = _("La evidencia del período pesa %(kept)s; con este archivo, de %(adding)s, pasaría de %(most)s.")
        obstacles.append(Obstacle(text=text % sizes, where="file"))
    return obstacles


def period_opens_on(signed_on: date, year: int) -> date:
    """Return the day on which the period of a year opens: the signature, later the start of the fiscal year.

    Year n ≥ 2 is the fiscal year of signature + n − 1 (Annex II, 1.02 a).
    """
    return signed_on if year == 1 else date(signed_on.year + year - 1, 1, 1)


def reaches(demanded: Demanded, value: Decimal) -> bool:
    """Whether a measured value reaches the threshold."""
    if demanded.operator == ">=":
        return value >= demanded.threshold
    if demanded.operator == "<=":
        return value <= demanded.threshold
    return value == demanded.threshold


def obstacles_to_judging(demanded: Mapping[int, Demanded], judged: Mapping[int, Judged]) -> list[Obstacle]:
    """Return what the verdicts lack: one for each criterion; a reason where not met, or against the measured value.

    A criterion is met by evidence that was looked at; where none was, the reason says what it was verified with
    (a database that the means of verification name).

    The verdict is the verifier's: a criterion at 90 % can be not met, and one below its threshold
    can be met when the reason says why.
    """
    obstacles = []
    for pk, demand in demanded.items():
        verdict = judged.get(pk)
        where = f"criterion_{pk}"
        if verdict is None or verdict.met is None:
            obstacles.append(_about(where, _("Falta el veredicto del criterio %(code)s."), demand.code))
            continue
        if verdict.looked_at - demand.evidence:
            obstacles.append(_about(where, _("Marcó evidencia que no es del criterio %(code)s."), demand.code))
        if verdict.reason.strip():
            continue
        if not verdict.met:
            obstacles.append(_about(where, _("Escriba por qué no se cumple el criterio %(code)s."), demand.code))
        elif verdict.value is not None and not reaches(demand, verdict.value):
            obstacles.append(
                _about(
                    where,
                    _("El valor del criterio %(code)s no alcanza el umbral: escriba por qué se da por cumplido."),
                    demand.code,
                )
            )
        elif not verdict.looked_at:
            obstacles.append(
                _about(
                    where,
                    _("Marque la evidencia que examinó del criterio %(code)s, o escriba con qué se verificó."),
                    demand.code,
                )
            )
    if strange := set(judged) - set(demanded):
        obstacles.append(
            Obstacle(
                text=_("Hay %(count)d veredictos sobre criterios que no se verifican aquí.") % {"count": len(strange)}
            )
        )
    return obstacles


def lacking(*, reports: Sequence[str], criteria: Sequence[str], indicators: Sequence[str]) -> list[str]:
    """Return what is not there of what the year asks for, a sentence for each kind; empty when all of it is.

    Given are the names of the reports that were not presented, and the codes without evidence. That something is
    lacking decides nothing: whoever admits may ask once that it be completed (TUO Ley 27444 art. 136.1).
    """
    told = [_("No se presentó: %(report)s.") % {"report": report} for report in reports]
    if criteria:
        told.append(_("Sin evidencia de los criterios: %(codes)s.") % {"codes": ", ".join(criteria)})
    if indicators:
        told.append(_("Sin evidencia de los indicadores: %(codes)s.") % {"codes": ", ".join(indicators)})
    return told


def obstacles_to_measuring(codes: Mapping[int, str], values: Mapping[int, Decimal | None]) -> list[Obstacle]:
    """Return which indicators of the year have no value; the amount is never guessed."""
    return [
        _about(f"indicator_{pk}", _("Falta el valor logrado del indicador %(code)s."), code)
        for pk, code in codes.items()
        if values.get(pk) is None
    ]


def obstacles_to_looking_at(
    evidence: Mapping[int, Collection[int]], looked_at: Mapping[int, Collection[int]]
) -> list[Obstacle]:
    """Return that evidence was marked which does not support the indicator, by the keys of the targets."""
    if all(set(marked) <= set(evidence.get(pk, ())) for pk, marked in looked_at.items()):
        return []
    return [Obstacle(text=_("Marcó evidencia que no es del indicador."))]


def obstacles_to_reviewing(*, agrees: bool, notes: str) -> list[Obstacle]:
    """Return what a review lacks: whoever returns a report says why."""
    if agrees or notes.strip():
        return []
    return [Obstacle(text=_("Escriba qué debe corregirse en el informe."), where="notes")]


def obstacles_to_replying(*, returned: bool, reply: str) -> list[Obstacle]:
    """Return that a returned report is verified anew with a reply to its notes, also where nothing changes."""
    if not returned or reply.strip():
        return []
    return [Obstacle(text=_("Responda las notas de quien revisó el informe."), where="reply")]


def obstacles_to_answering(numbers: Collection[int], answers: Mapping[int, str]) -> list[Obstacle]:
    """Return which observations have no answer: each one gets its own."""
    return [
        Obstacle(text=_("Falta responder la observación %(number)d.") % {"number": number}, where=f"answer_{number}")
        for number in sorted(numbers)
        if not answers.get(number, "").strip()
    ]


def obstacles_to_late_correction(deadline: Deadline | None, on: date) -> list[Obstacle]:
    """Return what keeps a correction out: its term has not started, or is over (directive, 17.7)."""
    if deadline is None:
        return [Obstacle(text=_("El plazo de subsanación no se ha iniciado: falta registrar la recepción del oficio."))]
    if deadline.is_over_on(on):
        return [
            Obstacle(
                text=_("El plazo de subsanación venció el %(date)s.")
                % {"date": date_format(deadline.due_on, "DATE_FORMAT")},
                where="occurred_on",
            )
        ]
    return []


def outcome(*, first: Sequence[bool], second: Mapping[int, bool], answered: bool) -> str:
    """Return how a period ends, from the verdicts of report I and, by position, those on the corrections."""
    unmet = [position for position, met in enumerate(first) if not met]
    if not unmet:
        return "all_met"
    corrected = sum(second.get(position, False) for position in unmet)
    if not answered or corrected == 0:
        return "not_corrected"
    return "corrected" if corrected == len(unmet) else "partly_corrected"


def _about(where: str, text: str, code: str) -> Obstacle:
    return Obstacle(text=text % {"code": code}, where=where)
