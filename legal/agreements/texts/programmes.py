"""How a text names the budget programmes that an agreement supports: one, or several."""

from __future__ import annotations

from collections.abc import Sequence

from legal.agreements.terms import ProgrammeTerms
from legal.documents import spanish
from legal.norms.models import BudgetProgramme

Programmes = Sequence[BudgetProgramme] | Sequence[ProgrammeTerms]


def agreement_title(programmes: Programmes) -> str:
    """Return the title of an agreement without its number: "Convenio … al Programa Presupuestal 0002 “…”"."""
    return f"Convenio de Apoyo Presupuestario {'al' if len(programmes) == 1 else 'a los'} {_named(programmes)}"


def of_programmes(programmes: Programmes) -> str:
    """Return the programmes as the owner of something: "del Programa Presupuestal …", "de los Programas …"."""
    return f"{'del' if len(programmes) == 1 else 'de los'} {_named(programmes)}"


def _named(programmes: Programmes) -> str:
    noun = "Programa Presupuestal" if len(programmes) == 1 else "Programas Presupuestales"
    return f"{noun} {spanish.listing(f'{each.code} “{each.name}”' for each in programmes)}"
