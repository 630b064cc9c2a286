"""Any acts in any order on several agreements, against a small model in plain Python."""

from __future__ import annotations
