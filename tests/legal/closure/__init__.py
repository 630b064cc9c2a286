"""Tests of the end of an agreement."""

from __future__ import annotations
