"""Sentences that sum up verdicts: how many criteria are met, which are not, what the indicators reached. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from legal.agreements.texts.wording import counted
from legal.documents import spanish

CRITERION = ("criterio", "criterios")
OBSERVATION = ("observación", "observaciones")


def pronoun(number: int, *, feminine: bool = False) -> str:
    """Return a count that stands without its noun: "uno (01)", "veintiuna (21)"."""
    return spanish.counted(number, "feminine" if feminine else "masculine")


def met_of(met: int, total: int, *, scope: str) -> str:
    """Return how many criteria are met, of those in a scope ("del Nivel 1")."""
    if total == 0:
        return f"No hay criterios {scope} que verificar."
    if total == 1:
        return f"{'Se' if met else 'No se'} cumple el único criterio {scope}."
    criteria = f"los {counted(total, *CRITERION)} {scope}"
    if met == 0:
        return f"No se cumple ninguno de {criteria}."
    if met == total:
        return f"Se cumplen {criteria}."
    return f"{'Se cumple' if met == 1 else 'Se cumplen'} {pronoun(met)} de {criteria}."


def met_of_carried(met: int, total: int, *, level: int) -> str:
    """Return how many criteria are met of those carried from a level."""
    return met_of(met, total, scope=f"{'arrastrado' if total == 1 else 'arrastrados'} del Nivel {level}")


def named(codes: Sequence[str], *, one: str, many: str) -> str:
    """Return a noun with the codes it stands for: "el criterio C-01", "los criterios C-01 y C-02"."""
    return f"{one if len(codes) == 1 else many} {spanish.listing(codes)}"


def by_process(counts: Sequence[tuple[str, int, int]]) -> str:
    """Return how many criteria are met in each process, given its name, those met and those of the level."""
    parts = [f"{name}, {met} de {total}" for name, met, total in counts]
    return f"Criterios cumplidos por proceso: {'; '.join(parts)}."


def targets_reached(reached: Sequence[str], missed: Sequence[str]) -> str:
    """Return which indicators have reached their target and which have not; nothing for none."""
    parts = []
    if reached:
        verb = "alcanza su meta" if len(reached) == 1 else "alcanzan su meta"
        parts.append(f"{verb} {named(reached, one='el indicador', many='los indicadores')}")
    if missed:
        verb = "no alcanza su meta" if len(missed) == 1 else "no alcanzan su meta"
        parts.append(f"{verb} {named(missed, one='el indicador', many='los indicadores')}")
    return f"En el Tramo Variable, {'; '.join(parts)}." if parts else ""


def compared(criteria: Sequence[str], indicators: Sequence[str] | None) -> str:
    """Return where two who verify part: the criteria judged otherwise, the indicators of another value; None for none.

    It follows who compares: "llega a otro resultado en el criterio C-01 y registra otro valor en el indicador I-02".
    """
    told = "llega al mismo resultado en todos los criterios"
    if criteria:
        told = f"llega a otro resultado en {named(criteria, one='el criterio', many='los criterios')}"
    if indicators is None:
        return told
    if not indicators:
        return f"{told} y registra el mismo valor en cada indicador"
    return f"{told} y registra otro valor en {named(indicators, one='el indicador', many='los indicadores')}"


def earned(met: int, indicators: int) -> str:
    """Return what there is to pay for, within a sentence; nothing when no criterion is met and nothing was measured."""
    parts = []
    if met:
        parts.append("el criterio cumplido" if met == 1 else "los criterios cumplidos")
    if indicators:
        plural = indicators > 1
        parts.append("el valor que alcanzaron los indicadores" if plural else "el valor que alcanzó el indicador")
    return spanish.listing(parts)


def corrected_of(corrected: int, observed: int) -> str:
    """Return how many observations are corrected."""
    if observed == 1:
        return f"La única observación {'se subsana' if corrected else 'no se subsana'}."
    if corrected == 0:
        return f"No se subsana ninguna de las {counted(observed, *OBSERVATION, feminine=True)}."
    if corrected == observed:
        return f"Se subsanan las {counted(observed, *OBSERVATION, feminine=True)}."
    left = observed - corrected
    return (
        f"De las {counted(observed, *OBSERVATION, feminine=True)} {_verb(corrected)} "
        f"{pronoun(corrected, feminine=True)}; {pronoun(left, feminine=True)} no {_verb(left)}."
    )


def _verb(number: int) -> str:
    return "se subsana" if number == 1 else "se subsanan"
