"""Write the matrices from a workbook or from rows pasted from one: everything that was previewed, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from legal.agreements.errors import CannotEdit
from legal.agreements.models import Agreement
from legal.agreements.queries import read_terms, unlocked_parts
from legal.agreements.rules import obstacles_to_editing
from legal.agreements.services.matrices import put_criterion, put_indicator, take_out
from legal.agreements.services.parts import fresh
from legal.agreements.sheets.changes import Changes
from legal.agreements.terms import CriterionTerms, fingerprint
from workflow import ledger
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import Unit, User


def obstacles_to_changing(agreement: Agreement, changes: Sequence[Changes]) -> list[Obstacle]:
    """Return what keeps the parts closed that would change; a closed part whose rows stay stands in nobody's way."""
    unlocked = unlocked_parts(agreement)
    return [
        obstacle
        for each in changes
        if not each.is_none
        for obstacle in obstacles_to_editing(each.part, status=agreement.status, unlocked=unlocked)
    ]


def write_matrices(
    *,
    agreement: Agreement,
    changes: Sequence[Changes],
    responsible: Mapping[int, Unit],
    seen: str,
    source: str,
    actor: User,
    occurred: Occurrence,
) -> None:
    """Write the rows that are new or change, and take out those that leave the text, as one act.

    ``seen`` is the fingerprint of the terms that the changes were found against, ``responsible`` the units that they
    name by key, ``source`` what the record calls the file.

    :raises CannotEdit: when a part that would change is closed, the text is no longer the one that was previewed, or
        nothing would change.
    """
    agreement = fresh(agreement)
    if obstacles := obstacles_to_changing(agreement, changes):
        raise CannotEdit(*obstacles)
    if fingerprint(read_terms(agreement)) != seen:
        raise CannotEdit(
            Obstacle(
                text=_("El texto cambió mientras tanto y nada se escribió. Vea de nuevo qué cambia, y guarde otra vez.")
            )
        )
    touched = [each for each in changes if not each.is_none]
    if not touched:
        raise CannotEdit(Obstacle(text=_("El archivo no cambia nada.")))
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for each in touched:
        # A criterion and an indicator may have the same code.
        prefix = f"{each.part.label}: " if len(touched) > 1 else ""
        for old, new in _write(agreement, each, responsible):
            changed = [name for name in new if old.get(name) != new[name]]
            before |= {prefix + name: old.get(name, "") for name in changed}
            after |= {prefix + name: new[name] for name in changed}
    parts = ", ".join(str(each.part.label) for each in touched)
    ledger.record(
        act="agreements.edit", subject=agreement, before=before, after={**after, "part": f"{parts}: {source}"}
    )


def _write(
    agreement: Agreement, changes: Changes, responsible: Mapping[int, Unit]
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Write the rows of a matrix, and return the values of each before and after."""
    written = []
    for row in changes.written:
        if isinstance(row.terms, CriterionTerms):
            unit = row.values["responsible_unit"]
            assert isinstance(unit, int)
            written.append(put_criterion(agreement, row.terms, responsible[unit]))
        else:
            written.append(put_indicator(agreement, row.terms))
    return written + [take_out(agreement, changes.part, code) for code in changes.removed]
