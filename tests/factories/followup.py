"""Spending, recorded by the acts themselves."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Any

from legal.agreements.models import Agreement
from legal.followup.models import Spending
from legal.followup.services import siaf
from legal.followup.services import spending as services
from tests.factories.tasks import today
from tests.factories.world import World
from workflow import service
from workflow.models import User


def spend(agreement: Agreement, world: World, *, by: User | None = None, **changes: Any) -> None:
    """Record an amount spent today by the executing unit."""
    values: dict[str, Any] = {
        "unit": world.executing_unit,
        "product": agreement.products.first(),
        "amount": Decimal("100.50"),
        "spent_on": today().on,
        "reference": "0000000001",
    }
    entry = services.Entry(**{**values, **changes})
    _perform(agreement, by or world.coordinator, "record_spending", agreement=agreement, entry=entry)


def bring(agreement: Agreement, world: World, content: bytes, *, by: User | None = None) -> None:
    """Import a file exported from SIAF."""
    service.perform(
        case=agreement.case,
        actor=by or world.coordinator,
        act_name="followup.import_spending",
        act=partial(siaf.import_spending, agreement=agreement, content=content),
        occurred=today(),
    )


def reverse(
    spending: Spending,
    world: World,
    *,
    by: User | None = None,
    reference: str = "R-1",
    reason: str = "Duplicado.",
) -> None:
    """Reverse an amount spent."""
    values = {"spending": spending, "reference": reference, "reason": reason}
    _perform(spending.agreement, by or world.coordinator, "reverse_spending", **values)


def _perform(subject: Agreement, by: User, act: str, **values: Any) -> None:
    service.perform(
        case=subject.case,
        actor=by,
        act_name=f"followup.{act}",
        act=partial(getattr(services, act), **values),
        occurred=today(),
    )
