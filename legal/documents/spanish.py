"""Numbers, money and dates as Peruvian legal documents write them. Pure: knows nothing of Django."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from legal.norms.names import SOLES, Currency

Form = Literal["masculine", "feminine", "apocopated"]
Gender = Literal["masculine", "feminine"]

NO_BREAK: Final = "\u00a0"
TOO_LARGE: Final = 10**18

_UNDER_THIRTY: Final = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve"
).split()
_TENS: Final = "_ _ _ treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()
_HUNDREDS: Final = (
    "_ ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
).split()
_ORDINAL_UNITS: Final = "_ primer segund tercer cuart quint sext séptim octav noven".split()
_ORDINAL_TENS: Final = (
    "_ décim vigésim trigésim cuadragésim quincuagésim sexagésim septuagésim octogésim nonagésim"
).split()
# El Peruano writes "setiembre"; the Academy admits both spellings.
MONTHS: Final = "_ enero febrero marzo abril mayo junio julio agosto setiembre octubre noviembre diciembre".split()
_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def cardinal(number: int, form: Form = "masculine") -> str:
    """Return a whole number in words.

    ``masculine`` ends in *uno* ("veintiuno"), ``feminine`` agrees in *una* and in the hundreds
    ("doscientas una"), ``apocopated`` stands before a masculine noun ("veintiún días"). Before
    *mil* one always reads *un* ("veintiún mil hectáreas"), while the hundreds agree
    ("doscientas mil hectáreas").

    :raises ValueError: when the number is negative or has more than eighteen digits.
    """
    if number < 0:
        raise ValueError(f"A legal text has no negative numbers: {number}.")
    if number >= TOO_LARGE:
        raise ValueError(f"Too large to be written in words: {number}.")
    if number == 0:
        return "cero"
    billions, rest = divmod(number, 10**12)
    millions, rest = divmod(rest, 10**6)
    words = [_scaled(billions, "billón", "billones"), _scaled(millions, "millón", "millones")]
    words.append(_under_million(rest, form))
    return " ".join(word for word in words if word)


def _scaled(number: int, singular: str, plural: str) -> str:
    if not number:
        return ""
    return f"un {singular}" if number == 1 else f"{_under_million(number, 'apocopated')} {plural}"


def _under_million(number: int, form: Form) -> str:
    thousands, rest = divmod(number, 1000)
    words = []
    if thousands == 1:
        words.append("mil")
    elif thousands:
        words.append(f"{_under_thousand(thousands, 'apocopated', feminine_hundreds=form == 'feminine')} mil")
    if rest:
        words.append(_under_thousand(rest, form, feminine_hundreds=form == "feminine"))
    return " ".join(words)


def _under_thousand(number: int, form: Form, *, feminine_hundreds: bool) -> str:
    if number == 100:
        return "cien"
    hundreds, rest = divmod(number, 100)
    words = []
    if hundreds:
        word = _HUNDREDS[hundreds]
        words.append(f"{word[:-2]}as" if feminine_hundreds and hundreds > 1 else word)
    if rest:
        words.append(_under_hundred(rest, form))
    return " ".join(words)


def _under_hundred(number: int, form: Form) -> str:
    if number % 10 == 1 and number != 11 and form != "masculine":
        if form == "feminine":
            return {1: "una", 21: "veintiuna"}.get(number) or f"{_TENS[number // 10]} y una"
        return {1: "un", 21: "veintiún"}.get(number) or f"{_TENS[number // 10]} y un"
    if number < 30:
        return _UNDER_THIRTY[number]
    tens, unit = divmod(number, 10)
    return _TENS[tens] + (f" y {_UNDER_THIRTY[unit]}" if unit else "")


def ordinal(number: int, gender: Gender = "feminine") -> str:
    """Return an ordinal from 1 to 99 in the style of Peruvian deeds: "décimo primera", "vigésima".

    In compounds the ten keeps the masculine form and only the unit agrees, as notaries and
    ministries write it; the Academy would write "decimoprimera".

    :raises ValueError: outside 1 to 99.
    """
    if not 1 <= number <= 99:
        raise ValueError(f"There is no clause with that number: {number}.")
    ending = "a" if gender == "feminine" else "o"
    tens, unit = divmod(number, 10)
    if not tens:
        return _ORDINAL_UNITS[unit] + ending
    if not unit:
        return _ORDINAL_TENS[tens] + ending
    return f"{_ORDINAL_TENS[tens]}o {_ORDINAL_UNITS[unit]}{ending}"


def clause(number: int) -> str:
    """Return the heading number of a clause: "CLÁUSULA DÉCIMO PRIMERA".

    :raises ValueError: outside 1 to 99.
    """
    return f"CLÁUSULA {ordinal(number).upper()}"


def roman(number: int) -> str:
    """Return a number from 1 to 3999 in Roman figures.

    :raises ValueError: outside that range.
    """
    if not 1 <= number <= 3999:
        raise ValueError(f"No Roman figure for {number}.")
    figures = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        figures += sign * count
    return figures


def counted(number: int, form: Form = "apocopated") -> str:
    """Return a count in words with the figure, as terms are written: "cinco (05)", "treinta y un (31)".

    :raises ValueError: as ``cardinal``.
    """
    return f"{cardinal(number, form)} ({number:02d})"


def soles(amount: Decimal, currency: Currency = SOLES) -> str:
    """Return an amount in figures, "S/ 1,369,565.22", with a space that does not break the line.

    :raises ValueError: when the amount is negative, not finite, too large or has more than two decimals.
    """
    whole, cents = _split(amount)
    return f"{currency.sign}{NO_BREAK}{whole:,}.{cents:02d}"


def amount_in_words(amount: Decimal, currency: Currency = SOLES) -> str:
    """Return an amount in words, "Cinco millones con 00/100 soles".

    :raises ValueError: as ``soles``.
    """
    whole, cents = _split(amount)
    words = cardinal(whole)
    return f"{words[0].upper()}{words[1:]} con {cents:02d}/100 {currency.name}"


def _split(amount: Decimal) -> tuple[int, int]:
    if not isinstance(amount, Decimal):
        raise ValueError(f"Money is a Decimal, not {type(amount).__name__}.")
    if not amount.is_finite() or amount < 0:
        raise ValueError(f"Not an amount of money: {amount}.")
    if amount >= TOO_LARGE:
        raise ValueError(f"Too large to be written in words: {amount}.")
    # On the digits: arithmetic would round to the precision of the decimal context.
    _, digits, exponent = amount.as_tuple()
    significant = int("".join(map(str, digits)))
    if not isinstance(exponent, int):
        raise ValueError(f"Not an amount of money: {amount}.")
    if exponent >= -2:
        return divmod(significant * 10 ** (exponent + 2), 100)
    total, lost = divmod(significant, 10 ** (-2 - exponent))
    if lost:
        raise ValueError(f"More than two decimals: {amount}. Round before writing.")
    return divmod(total, 100)


def percentage(share: Decimal) -> str:
    """Return a percentage without idle zeros: "70%", "33.5%".

    :raises ValueError: when it is negative or not finite.
    """
    if not share.is_finite() or share < 0:
        raise ValueError(f"Not a percentage: {share}.")
    figure = f"{share:f}"
    return (figure.rstrip("0").rstrip(".") if "." in figure else figure) + "%"


def long_date(day: date) -> str:
    """Return a date as documents are headed: "12 de junio de 2015"."""
    return f"{day.day} de {MONTHS[day.month]} de {day.year}"


def forensic_date(day: date) -> str:
    """Return a date as courts and notaries write it: "a los 23 días del mes de noviembre de 2026"."""
    days = "al primer día" if day.day == 1 else f"a los {day.day} días"
    return f"{days} del mes de {MONTHS[day.month]} de {day.year}"


def date_in_words(day: date) -> str:
    """Return a date as documents close: "a los doce días del mes de junio del año dos mil quince"."""
    days = "al primer día" if day.day == 1 else f"a los {cardinal(day.day, 'apocopated')} días"
    return f"{days} del mes de {MONTHS[day.month]} del año {cardinal(day.year)}"


def listing(items: Iterable[str], conjunction: Literal["y", "o"] = "y") -> str:
    """Return items as one phrase: "Bagua, Luya e Imaza". Items that hold commas are set off by semicolons.

    *Y* becomes *e* before the sound *i*, and *o* becomes *u* before the sound *o*.
    """
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    last = words[-1]
    separator = "; " if any("," in word for word in words) else ", "
    before = separator.join(words[:-1]) + (";" if separator == "; " else "")
    return f"{before} {_joined(conjunction, last)} {last}"


def _joined(conjunction: str, following: str) -> str:
    sound = following.lower().lstrip("«“\"'( ").removeprefix("h")
    if conjunction == "y":
        # A diphthong does not sound i: "agua y hielo", "sol y iones".
        starts_with_i = sound.startswith(("i", "í")) and not sound.startswith(("ia", "ie", "io", "iá", "ié", "ió"))
        return "e" if starts_with_i else "y"
    return "u" if sound.startswith(("o", "ó", "8")) or following.startswith("11") else "o"
