"""The days on which the tests of addenda act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

# The agreement is signed for three years; it is changed half a year later, to end half a year later.
SIGNED_ON, NOW, LATER = date(2026, 3, 2), date(2026, 9, 1), date(2029, 9, 1)
Travel = Callable[[date], None]
