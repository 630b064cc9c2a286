"""Documents that others issued, as an act names them: class, number, year and acronym of the office. Pure."""

from __future__ import annotations


def example(kind: str, *, year: int, office: str) -> str:
    """Return how a document of a class is named: "Informe N° 045-2026-GRA/GRPPAT"; ``office`` is its acronym."""
    return f"{kind} N° 045-{year}-{office}"
