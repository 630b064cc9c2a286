"""Tests of the room of the case file."""

from __future__ import annotations
