"""Agreements that were signed with another clause before those that the template of today has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from legal.agreements import queries
from legal.agreements.clauses import CLAUSES, Clause, clauses_in
from legal.documents import spanish


@pytest.fixture
def moved_clauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every signed text have one clause more before all others."""

    def moved(content: bytes) -> Mapping[str, Clause]:
        return {key: replace(each, ordinal=_next(each)) for key, each in clauses_in(content).items()}

    monkeypatch.setattr(queries, "clauses_in", moved)


def _next(clause: Clause) -> str:
    assert clause.number <= len(CLAUSES)
    return spanish.ordinal(clause.number + 1).upper()
