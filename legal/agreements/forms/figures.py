"""Figures as people type them here: a comma between thousands, a point before the decimals."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from workflow.templatetags import words

_WRITTEN: Final = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?", re.ASCII)
_IDLE: Final = re.compile(r"^S/\.?|\s")
_PERCENT: Final = re.compile(r"%\s*$")
SMALLEST_WEIGHT: Final = Decimal("0.000001")


class FigureInput(forms.TextInput):
    """A text box that asks phones for their numeric keyboard; a number box would refuse the comma."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})


class FigureField(forms.DecimalField):
    """An exact figure, with or without commas between thousands: "3,000,000.00" or "3000000"."""

    widget = FigureInput
    may_be_percent: ClassVar = True
    default_error_messages: ClassVar = {
        "max_digits": _("La cifra es demasiado larga: como máximo, %(max)s dígitos."),
        "max_whole_digits": _("La cifra es demasiado grande: como máximo, %(max)s dígitos antes del punto."),
        "max_decimal_places": _("Escriba como máximo %(max)s decimales."),
    }

    # SQLite keeps decimals as floats: more than fifteen digits would come back as another figure.
    def __init__(self, *, max_digits: int = 15, decimal_places: int = 6, **kwargs: Any) -> None:
        super().__init__(max_digits=max_digits, decimal_places=decimal_places, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Read what was typed; what cannot be told for certain (a comma before decimals) is refused."""
        if isinstance(value, str):
            plain = _IDLE.sub("", _PERCENT.sub("", value.strip()) if self.may_be_percent else value.strip())
            if plain and not _WRITTEN.fullmatch(plain):
                raise ValidationError(
                    _(
                        "«%(value)s» no se lee como una cifra: separe los miles con coma y los decimales con punto,"
                        " como en 3,000,000.00."
                    ),
                    code="invalid",
                    params={"value": value},
                )
            value = plain.replace(",", "")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """Show a stored figure without idle zeros; what somebody typed stays as typed."""
        return words.number(value) if isinstance(value, Decimal) else value


class AmountField(FigureField):
    """An amount of money in soles, to the cent, not negative; ``min_value`` asks for more than nothing."""

    may_be_percent = False

    def __init__(self, *, min_value: Decimal = Decimal(0), **kwargs: Any) -> None:
        super().__init__(max_digits=15, decimal_places=2, min_value=min_value, **kwargs)
        below = _("El monto debe ser mayor que cero.") if min_value else _("El monto no puede ser negativo.")
        self.error_messages["min_value"] = below

    def prepare_value(self, value: Any) -> Any:
        """Show a stored amount as amounts are written: "3,000,000.00"."""
        return words.amount(value) if isinstance(value, Decimal) else value


class PercentField(FigureField):
    """A percentage from 0 to 100, with two decimals."""

    default_error_messages: ClassVar = {
        "min_value": _("El porcentaje va de 0 a 100."),
        "max_value": _("El porcentaje va de 0 a 100."),
        "max_whole_digits": _("El porcentaje va de 0 a 100."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=5, decimal_places=2, min_value=Decimal(0), max_value=Decimal(100), **kwargs)


class WeightField(FigureField):
    """A weight greater than zero and, within a year of indicators, at most 1."""

    may_be_percent = False
    default_error_messages: ClassVar = {
        "min_value": _("El peso debe ser mayor que cero."),
        "max_value": _("El peso puede ser como máximo 1."),
    }

    def __init__(self, *, max_value: Decimal | None = None, **kwargs: Any) -> None:
        super().__init__(max_digits=9, decimal_places=6, min_value=SMALLEST_WEIGHT, max_value=max_value, **kwargs)
