"""What is a code of an entity at its level of government: one rule for a table, and for a change of code by a norm."""

from __future__ import annotations

import re
from typing import Final

from legal.entities.models import Level

# The sector under which the public budget lists the regional governments.
REGIONAL_SECTOR: Final = "99"


def is_sector(text: str) -> bool:
    """Whether a text is the code of a sector."""
    return bool(re.fullmatch(r"[0-9]{2,3}", text))


def is_code_at(level: str, text: str) -> bool:
    """Whether a text is the code of a *pliego*: three digits, or at the local level up to 14 letters and digits."""
    return bool(re.fullmatch(r"[0-9A-Za-z.-]{1,14}" if level == Level.LOCAL else r"[0-9]{3}", text))


def unit_code(*codes: str) -> str:
    """Return the code of a unit that has these: level, sector, entity, executing unit."""
    return "-".join(filter(None, codes))
