"""From the plain values of a file to tranches: whatever is not exactly as described is refused by its field."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from legal.norms.settlement.files import LONGEST_NAME, Number, parse, shown
from legal.norms.settlement.values import (
    Band,
    CriterionVerdict,
    FixedRule,
    FixedTranche,
    IndicatorValue,
    OnExpiry,
    SettlementError,
    Tranches,
    VariableRule,
    VariableTranche,
)

MOST_CRITERIA: Final = 10_000
MOST_INDICATORS: Final = 1_000
MOST_BANDS: Final = 100

_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.([0-9]{1,6}))?")
_AMOUNT_PLACES: Final = 2

Made = TypeVar("Made")
Choice = TypeVar("Choice", bound=TextChoices)


def read_tranches(content: bytes, *, is_yaml: bool) -> Tranches:
    """Return the tranches that a JSON or YAML file describes (docs/reference/commands.md has its shape).

    :raises SettlementError: with the field and a sentence, for anything that is not as described.
    """
    return tranches_from(parse(content, is_yaml=is_yaml))


def tranches_from(value: Any) -> Tranches:
    """Return the tranches that plain values describe; numbers are text or :class:`Number`.

    :raises SettlementError: with the field and a sentence.
    """
    found = _Mapping(value, "", optional=("fixed", "variable"))
    if not found.values:
        raise SettlementError("fixed, variable", _("Falta al menos uno de los dos tramos."))
    return Tranches(
        fixed=_fixed(found["fixed"]) if "fixed" in found.values else None,
        variable=_variable(found["variable"]) if "variable" in found.values else None,
    )


@dataclass(frozen=True)
class _Field:
    """A value and the way to it."""

    value: Any
    path: str

    def refuse(self, sentence: str) -> SettlementError:
        """Return the refusal of this field, to be raised."""
        return SettlementError(self.path, sentence)

    def text(self) -> str:
        """Return a text that one line can show."""
        if isinstance(self.value, Number) or not isinstance(self.value, str):
            raise self.refuse(_("Debe ser un texto, entre comillas si parece un número."))
        if not self.value or len(self.value) > LONGEST_NAME:
            raise self.refuse(_("Debe tener entre 1 y %(most)d caracteres.") % {"most": LONGEST_NAME})
        if not self.value.isprintable() or self.value != self.value.strip():
            raise self.refuse(_("No debe tener caracteres de control, ni espacios al inicio o al final."))
        return self.value

    def truth(self) -> bool:
        """Return true or false, which no text and no number stands for."""
        if not isinstance(self.value, bool):
            raise self.refuse(_("Debe ser true o false, sin comillas."))
        return self.value

    def number(self) -> Decimal:
        """Return an exact decimal in plain notation, quoted or not."""
        written = _NUMBER.fullmatch(self.value) if isinstance(self.value, str) else None
        if written is None:
            raise self.refuse(
                _("Debe ser un número decimal sin exponente, con 15 dígitos enteros y 6 decimales como máximo.")
            )
        return Decimal(self.value) + 0

    def amount(self) -> Decimal:
        """Return soles with two decimals at most."""
        found = self.number()
        if len(self.value.partition(".")[2]) > _AMOUNT_PLACES:
            raise self.refuse(_("Un monto tiene 2 decimales como máximo."))
        return found

    def choice(self, choices: type[Choice]) -> Choice:
        """Return one of the words that are known."""
        if not isinstance(self.value, str) or isinstance(self.value, Number) or self.value not in choices.values:
            raise self.refuse(_("Debe ser uno de: %(known)s.") % {"known": ", ".join(choices.values)})
        return choices(self.value)

    def items(self, most: int) -> list[_Field]:
        """Return the items of a list that is not empty."""
        if not isinstance(self.value, list) or not self.value:
            raise self.refuse(_("Debe ser una lista con al menos un elemento."))
        if len(self.value) > most:
            raise self.refuse(_("Debe tener %(most)d elementos como máximo.") % {"most": most})
        return [_Field(each, f"{self.path}[{place}]") for place, each in enumerate(self.value)]


class _Mapping:
    """A mapping with the keys it must have and those it may have; any other is refused."""

    def __init__(self, value: Any, path: str, *, needed: tuple[str, ...] = (), optional: tuple[str, ...] = ()) -> None:
        if not isinstance(value, dict):
            raise SettlementError(path, _("Debe ser un objeto con claves y valores."))
        self.path, self.values = path, value
        for key in value:
            if key not in needed and key not in optional:
                raise SettlementError(self._way(shown(key)), _("La clave no se conoce."))
        for key in needed:
            if key not in value:
                raise SettlementError(self._way(key), _("Falta."))

    def _way(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def __getitem__(self, key: str) -> _Field:
        return _Field(self.values[key], self._way(key))

    def maybe(self, key: str, read: Callable[[_Field], Made]) -> Made | None:
        """Return a value that may be absent."""
        return read(self[key]) if key in self.values else None

    def make(self, maker: Callable[..., Made], **values: Any) -> Made:
        """Make something of the values; what it refuses is refused by its place in the file."""
        try:
            return maker(**values)
        except SettlementError as error:
            raise error.within(self.path) from error


def _fixed(field: _Field) -> FixedTranche:
    needed = ("amount", "rule", "already_paid", "correction_expired", "on_expiry", "criteria")
    found = _Mapping(field.value, field.path, needed=needed, optional=("percentage",))
    return found.make(
        FixedTranche,
        amount=found["amount"].amount(),
        rule=found["rule"].choice(FixedRule),
        already_paid=found["already_paid"].amount(),
        correction_expired=found["correction_expired"].truth(),
        on_expiry=found["on_expiry"].choice(OnExpiry),
        percentage=found.maybe("percentage", _Field.number),
        criteria=tuple(_criterion(each) for each in found["criteria"].items(MOST_CRITERIA)),
    )


def _criterion(field: _Field) -> CriterionVerdict:
    found = _Mapping(field.value, field.path, needed=("code", "met"), optional=("weight",))
    return found.make(
        CriterionVerdict,
        code=found["code"].text(),
        met=found["met"].truth(),
        weight=found.maybe("weight", _Field.number),
    )


def _variable(field: _Field) -> VariableTranche:
    found = _Mapping(field.value, field.path, needed=("amount", "indicators"))
    return found.make(
        VariableTranche,
        amount=found["amount"].amount(),
        indicators=tuple(_indicator(each) for each in found["indicators"].items(MOST_INDICATORS)),
    )


def _indicator(field: _Field) -> IndicatorValue:
    needed = ("code", "weight", "baseline", "target", "achieved", "rule")
    found = _Mapping(field.value, field.path, needed=needed, optional=("minimum", "bands"))
    return found.make(
        IndicatorValue,
        code=found["code"].text(),
        weight=found["weight"].number(),
        baseline=found["baseline"].number(),
        target=found["target"].number(),
        achieved=found["achieved"].number(),
        rule=found["rule"].choice(VariableRule),
        minimum=found.maybe("minimum", _Field.number),
        bands=found.maybe("bands", _bands),
    )


def bands_from(value: Any, path: str = "bands") -> tuple[Band, ...]:
    """Return the bands that plain values describe.

    :raises SettlementError: with the field and a sentence.
    """
    return _bands(_Field(value, path))


def _bands(field: _Field) -> tuple[Band, ...]:
    return tuple(_band(each) for each in field.items(MOST_BANDS))


def _band(field: _Field) -> Band:
    if not isinstance(field.value, list) or len(field.value) != len(("from_share", "score")):
        raise field.refuse(_("Debe ser una lista de dos números: desde qué parte, y qué puntaje."))
    from_share, score = (_Field(each, field.path).number() for each in field.value)
    return Band(from_share, score)
