"""Fixtures of the rooms' tests."""

from __future__ import annotations

from tests.legal.papers import papers_without_word

__all__ = ["papers_without_word"]
