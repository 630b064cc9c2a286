"""Acts of signing: open a round, issue, initial, sign, decline, register."""

from __future__ import annotations

from legal.signing.services.rounds import (
    Signatory,
    decline,
    issue,
    obstacles_to_stopping,
    open_round,
    register,
    return_to_subject,
    sign,
    stop_round,
    stop_rounds,
)
from legal.signing.services.visas import give_visa, return_unvisaed, waive_visa

__all__ = [
    "Signatory",
    "decline",
    "give_visa",
    "issue",
    "obstacles_to_stopping",
    "open_round",
    "register",
    "return_to_subject",
    "return_unvisaed",
    "sign",
    "stop_round",
    "stop_rounds",
    "waive_visa",
]
