"""Which texts say something: signs that nobody sees are no text, and those that turn a line around have no place."""

from __future__ import annotations

import unicodedata
from typing import Final

# Letters and signs by their category that are printed as nothing: fillers of Hangul, the empty braille cell.
_BLANK: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_SEEN: Final = frozenset("LNPS")
_LAYOUT: Final = frozenset("\t\n\r")


def is_visible(text: str) -> bool:
    """Whether a text has at least one sign that is seen: a letter, a digit, a punctuation mark or a symbol."""
    return any(sign not in _BLANK and unicodedata.category(sign)[0] in _SEEN for sign in text)


def stray_sign(text: str, *, lines: bool) -> str:
    """Return the code of the first sign that a text may not hold, such as "U+202E", or nothing.

    A text of one line holds no control and no format signs (breaks, joiners, marks of direction); one of several
    ``lines`` may hold breaks, tabulators and what word processors paste, but nothing that changes the direction.
    """
    return next((f"U+{ord(sign):04X}" for sign in text if _is_stray(sign, lines=lines)), "")


def _is_stray(sign: str, *, lines: bool) -> bool:
    if not lines:
        return unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    if unicodedata.category(sign) in {"Cc", "Cs"}:
        return sign not in _LAYOUT
    # Embeddings, overrides and isolates (UAX 9): what is read would not be what is stored.
    return "\u202a" <= sign <= "\u202e" or "\u2066" <= sign <= "\u2069"
