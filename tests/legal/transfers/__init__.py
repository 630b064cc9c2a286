"""Tests of transfers: what is due and why, and the rescue of balances."""

from __future__ import annotations
