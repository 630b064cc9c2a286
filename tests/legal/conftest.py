"""Fixtures of the rooms' tests."""

from __future__ import annotations

from tests.legal.moved_clauses import moved_clauses
from tests.legal.papers import papers_without_word

__all__ = ["moved_clauses", "papers_without_word"]
