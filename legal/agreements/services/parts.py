"""What the acts on a text share: read it again under the lock, open a part, record its change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from legal.agreements.errors import CannotEdit
from legal.agreements.models import Agreement
from legal.agreements.models.review import Part
from legal.agreements.queries import unlocked_parts
from legal.agreements.rules import obstacles_to_editing
from workflow import ledger


def fresh(agreement: Agreement) -> Agreement:
    """Read an agreement again, under the case's lock, with what its terms need."""
    return Agreement.objects.select_related("case", "entity__unit", "norm", "source", "conducting_unit").get(
        pk=agreement.pk
    )


def opened(agreement: Agreement, part: Part) -> Agreement:
    """Read the agreement again under the case's lock and return it, if the part may be changed.

    :raises CannotEdit: when the part is closed.
    """
    agreement = fresh(agreement)
    unlocked = unlocked_parts(agreement)
    if obstacles := obstacles_to_editing(part, status=agreement.status, unlocked=unlocked):
        raise CannotEdit(*obstacles)
    return agreement


def record_part(
    agreement: Agreement, part: Part, before: Mapping[str, Any], after: Mapping[str, Any], *, item: str = ""
) -> None:
    """Record what a change of a part changed, and nothing that stayed; ``item`` names a row of a matrix."""
    changed = [name for name in after if before.get(name) != after[name]]
    ledger.record(
        act="agreements.edit",
        subject=agreement,
        before={name: before.get(name, "") for name in changed},
        after={**{name: after[name] for name in changed}, "part": f"{part.label}: {item}" if item else str(part.label)},
    )
