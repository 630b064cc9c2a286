"""What a settlement comes to, in soles; the parts of a tranche always add up to it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Settlement:
    """What any tranche comes to: the share earned, with six places, and the soles due now."""

    share: Decimal
    due_now: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class FixedSettlement(Settlement):
    """A fixed tranche: ``cumulative`` is earned so far, ``due_now`` its new part; the rest is balance or cancelled."""

    cumulative: Decimal
    already_paid: Decimal
    balance: Decimal
    cancelled: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class VariableSettlement(Settlement):
    """A variable tranche: the score of each indicator, with six places; what was not achieved is forgone."""

    scores: dict[str, Decimal]
    forgone: Decimal
