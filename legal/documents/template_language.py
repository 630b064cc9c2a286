"""What a template may say beside its fields: filters of legal Spanish, and clauses that number themselves.

Pure, and imported by the confined process that fills templates: nothing here may know Django.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from legal.documents import spanish
from legal.norms.names import NUEVOS_SOLES, SOLES, Currency

_AMOUNT: Final = re.compile(r"(S/\.?)?\s*(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,2})?", re.ASCII)
_ISO_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LONG_DATE: Final = re.compile(r"(\d{1,2}|primero|1\.?[°º]) de ([a-z]+) del? (\d{4})", re.ASCII)
_MONTHS: Final = {name: number for number, name in enumerate(spanish.MONTHS) if number} | {"septiembre": 9}
KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,59}")
# Signs for private use: no text that people write has them, and the check of texts refuses them.
_OPEN, _SHUT = "\ue000", "\ue001"
_PENDING: Final = re.compile(f"{_OPEN}([^{_SHUT}]*){_SHUT}")


class Unreadable(ValueError):
    """A filter was given something that it does not read: an amount that is none, a date that does not exist."""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A filter: what it does with a value, what it takes ("text", "number", "texts"), and an example.

    ``given`` and ``printed`` are that example, for who writes templates.
    """

    write: Callable[[Any], str]
    takes: tuple[str, ...]
    given: str
    printed: str


def read_amount(value: str | int) -> tuple[Decimal, Currency]:
    """Return an amount and its currency: 12, "1234.50" or "S/ 1,234.50"; "S/." are nuevos soles.

    :raises Unreadable: when it is none.
    """
    found = _AMOUNT.fullmatch(str(value).replace(spanish.NO_BREAK, " ").strip())
    if found is None:
        raise Unreadable(f"{value}")
    sign, whole, cents = found.groups()
    return Decimal(whole.replace(",", "") + (cents or "")), NUEVOS_SOLES if sign == NUEVOS_SOLES.sign else SOLES


def read_day(value: str) -> date:
    """Return a day written as "2026-11-23" or "23 de noviembre de 2026"; the first may be "1.° de" or "primero de".

    :raises Unreadable: when it is none.
    """
    text = value.replace(spanish.NO_BREAK, " ").strip().lower()
    try:
        if found := _LONG_DATE.fullmatch(text):
            return date(int(found[3]), _MONTHS[found[2]], int(found[1]) if found[1].isdecimal() else 1)
        if not _ISO_DATE.fullmatch(text):
            raise Unreadable(value)
        return date.fromisoformat(text)
    except Unreadable:
        raise
    except (KeyError, ValueError) as error:
        raise Unreadable(value) from error


def _number(value: str | int) -> int:
    if type(value) is int:
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{1,3}(,\d{3})+|\d+", value.strip(), re.ASCII):
        return int(value.replace(",", ""))
    raise Unreadable(f"{value}")


FILTERS: Final[Mapping[str, Filter]] = MappingProxyType(
    {
        "soles": Filter(
            write=lambda value: spanish.soles(*read_amount(value)),
            takes=("text", "number"),
            given="1369565.22",
            printed="S/ 1,369,565.22",
        ),
        "monto_en_letras": Filter(
            write=lambda value: spanish.amount_in_words(*read_amount(value)),
            takes=("text", "number"),
            given="S/ 1,234.50",
            printed="Mil doscientos treinta y cuatro con 50/100 soles",
        ),
        "numero_en_letras": Filter(
            write=lambda value: spanish.cardinal(_number(value)),
            takes=("number", "text"),
            given="21",
            printed="veintiuno",
        ),
        "numero_apocopado": Filter(
            write=lambda value: spanish.cardinal(_number(value), "apocopated"),
            takes=("number", "text"),
            given="21",
            printed="veintiún",
        ),
        "numero_femenino": Filter(
            write=lambda value: spanish.cardinal(_number(value), "feminine"),
            takes=("number", "text"),
            given="201",
            printed="doscientas una",
        ),
        "ordinal": Filter(
            write=lambda value: spanish.ordinal(_number(value)), takes=("number",), given="11", printed="décimo primera"
        ),
        "ordinal_masculino": Filter(
            write=lambda value: spanish.ordinal(_number(value), "masculine"),
            takes=("number",),
            given="11",
            printed="décimo primero",
        ),
        "romano": Filter(
            write=lambda value: spanish.roman(_number(value)), takes=("number",), given="14", printed="XIV"
        ),
        "fecha_larga": Filter(
            write=lambda value: spanish.long_date(read_day(value)),
            takes=("text",),
            given="2026-11-23",
            printed="23 de noviembre de 2026",
        ),
        "fecha_forense": Filter(
            write=lambda value: spanish.forensic_date(read_day(value)),
            takes=("text",),
            given="23 de noviembre de 2026",
            printed="a los 23 días del mes de noviembre de 2026",
        ),
        "fecha_en_letras": Filter(
            write=lambda value: spanish.date_in_words(read_day(value)),
            takes=("text",),
            given="12 de junio de 2015",
            printed="a los doce días del mes de junio del año dos mil quince",
        ),
        "lista_y": Filter(
            write=lambda value: spanish.listing(value), takes=("texts",), given="Ana, Inés", printed="Ana e Inés"
        ),
        "lista_o": Filter(
            write=lambda value: spanish.listing(value, "o"), takes=("texts",), given="plata, oro", printed="plata u oro"
        ),
    }
)


def filtered(name: str, value: Any) -> str:
    """Return what a filter writes; nothing of nothing, since a field that is empty stays empty.

    :raises Unreadable: when it does not read the value.
    """
    if value in ("", []):
        return ""
    expected = (list, tuple) if FILTERS[name].takes == ("texts",) else (str, int)
    if not isinstance(value, expected) or isinstance(value, bool):
        raise Unreadable(f"{value}")
    try:
        return FILTERS[name].write(value)
    except Unreadable:
        raise
    except ValueError as error:
        raise Unreadable(f"{value}") from error


class Misnumbered(ValueError):
    """A clause or a reference that cannot be numbered: ``reason`` is a code, ``key`` the key it is about."""

    def __init__(self, reason: str, key: str) -> None:
        super().__init__(reason, key)
        self.reason, self.key = reason, key


class ClauseNumbers:
    """Numbers the clauses of one document in the order in which they are printed.

    A clause that its condition leaves out has no number, and the others move up. A reference may
    come before what it refers to: it is printed as a mark, which ``resolved`` turns into words.
    """

    def __init__(self) -> None:
        self._clauses = 0
        self._numerals = 0
        self._names: dict[str, str] = {}

    def clausula(self, key: str) -> str:
        """Return the heading of the next clause: "CLÁUSULA DÉCIMO PRIMERA".

        :raises Misnumbered: when the key is taken, or there are more than 99 clauses.
        """
        if self._clauses == 99:
            raise Misnumbered("too_many_clauses", key)
        self._clauses += 1
        self._numerals = 0
        self._name(key, f"Cláusula {spanish.ordinal(self._clauses).title()}")
        return spanish.clause(self._clauses)

    def numeral(self, key: str = "") -> str:
        """Return the next numeral of the clause: "11.2". One without a key cannot be referred to.

        :raises Misnumbered: before the first clause, or when the key is taken.
        """
        if not self._clauses:
            raise Misnumbered("numeral_before_clauses", key)
        self._numerals += 1
        number = f"{self._clauses}.{self._numerals}"
        if key:
            self._name(key, f"numeral {number}")
        return number

    def ref(self, key: str) -> str:
        """Return the mark of a reference to a clause or numeral, wherever in the document it stands."""
        return f"{_OPEN}{key}{_SHUT}"

    def ref_mayuscula(self, key: str) -> str:
        """Return the mark of a reference in capitals, for headings: "CLÁUSULA DÉCIMO PRIMERA"."""
        # Keys are of small letters: one in capitals can be no other.
        return self.ref(key.upper())

    def resolved(self, text: str) -> str:
        """Return a text with its references in words: "Cláusula Décimo Primera", "numeral 11.2".

        :raises Misnumbered: when nothing printed has the key.
        """
        return _PENDING.sub(self._word, text)

    def _word(self, mark: re.Match[str]) -> str:
        key = mark[1].lower()
        if key not in self._names:
            raise Misnumbered("unknown_key", key)
        return self._names[key] if key == mark[1] else self._names[key].upper()

    def _name(self, key: str, words: str) -> None:
        if key in self._names:
            raise Misnumbered("repeated_key", key)
        self._names[key] = words


def as_written(text: str) -> str:
    """Return a printed text with its pending references as the template writes them."""
    return _PENDING.sub(_tag_of, text)


def _tag_of(mark: re.Match[str]) -> str:
    key = mark[1].lower()
    return f"{{{{ {'ref' if key == mark[1] else 'ref_mayuscula'}('{key}') }}}}"


REFERENCES: Final = ("ref", "ref_mayuscula")
FUNCTIONS: Final = ("clausula", "numeral", *REFERENCES)
