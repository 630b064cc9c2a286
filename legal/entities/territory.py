"""The territory as plain values, for what is read from tables."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Territory:
    """The departments (name by code) and the UBIGEO of the districts that exist (INEI)."""

    departments: Mapping[str, str]
    districts: frozenset[str]

    def department_of(self, text: str) -> str:
        """Return the code of a department given by code or name, accents aside; empty when there is none."""
        if text.isdecimal():
            code = text.zfill(2)
            return code if code in self.departments else ""
        return next((code for code, name in self.departments.items() if plain(name) == plain(text)), "")


def plain(text: str) -> str:
    """Return a text without accents, in small letters."""
    letters = unicodedata.normalize("NFKD", " ".join(text.split()).casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
