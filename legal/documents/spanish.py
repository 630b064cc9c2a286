"""Numbers, money and dates as Peruvian legal documents write them. Pure: knows nothing of Django."""

from __future__ import annotations

import re
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
_ORDINAL_HUNDREDS: Final = (
    "_ centésim ducentésim tricentésim cuadringentésim quingentésim sexcentésim septingentésim octingentésim "
    "noningentésim"
).split()
# El Peruano writes "setiembre"; the Academy admits both spellings.
MONTHS: Final = "_ enero febrero marzo abril mayo junio julio agosto setiembre octubre noviembre diciembre".split()
_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
# A comma that parts words, not the thousands of a figure.
_COMMA: Final = re.compile(r"(?<!\d),|,(?!\d)")
# What is not read aloud before the first word, and the sign of money, which is read after its figure.
_SILENT: Final = re.compile(r"^(?:[^\w$]|_)*(?:S/\.?\s*(?=\d))?")
_WORD: Final = re.compile(r"[^\W\d_]+")
_FIGURE: Final = re.compile(r"(\d{1,3}(?:,\d{3})+(?!\d)|\d+)(\.?[°ºª])?", re.ASCII)
# The sound i: "Inés", "hija", "íntimo"; not that of a diphthong ("hielo", "iones"); Y where a consonant follows.
_SOUND_I: Final = re.compile(r"h?(?:í|i(?![aeouáéóú]))|y(?=[^\W\daeiouáéíóú])")


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
    """Return an ordinal from 1 to 9,999: "décimo primera", "vigésima", "centésima vigésima primera".

    Up to 99 it is the style of Peruvian deeds: in compounds the ten keeps the masculine form and only the
    unit agrees, as notaries and ministries write it; the Academy would write "decimoprimera". From 100 on,
    where deeds have no style of their own, every word agrees, as the Academy wants of ordinals in several
    words (*Diccionario panhispánico de dudas*, "ordinales"); thousands are a cardinal with "milésima" in one
    word ("dosmilésima").

    :raises ValueError: outside 1 to 9,999.
    """
    if not 1 <= number < 10_000:
        raise ValueError(f"No ordinal for {number}.")
    ending = "a" if gender == "feminine" else "o"
    thousands, rest = divmod(number, 1000)
    hundreds, rest = divmod(rest, 100)
    tens, unit = divmod(rest, 10)
    words = []
    if thousands:
        words.append(f"{cardinal(thousands) if thousands > 1 else ''}milésim{ending}")
    if hundreds:
        words.append(_ORDINAL_HUNDREDS[hundreds] + ending)
    if tens:
        words.append(_ORDINAL_TENS[tens] + ("o" if unit and number < 100 else ending))
    if unit:
        words.append(_ORDINAL_UNITS[unit] + ending)
    return " ".join(words)


def clause(number: int) -> str:
    """Return the heading number of a clause: "CLÁUSULA DÉCIMO PRIMERA".

    :raises ValueError: as ``ordinal``.
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
    """Return items as one phrase: "Bagua, Luya e Imaza"; those without words are left out.

    *Y* becomes *e* before a word that begins with the sound i, unless it begins a diphthong: "Ana e Inés", "e
    Hiroshima", "e Ybarra", but "y hielo", "y Yolanda". *O* becomes *u* before the sound o, also of figures as they
    are read: "siete u ocho", "7 u 8", "u 11", but "o 110". Roman figures are read as numbers: "I y II", "VII u
    VIII". (*Diccionario panhispánico de dudas*, "y" and "o"; *Ortografía de la lengua española*, 2010.)
    Items with commas are set off by semicolons; the comma of a figure is none.
    """
    words = [word for word in items if word.strip()]
    if len(words) < 2:
        return "".join(words)
    last = words[-1]
    separator = "; " if any(_COMMA.search(word) for word in words) else ", "
    before = separator.join(words[:-1]) + (";" if separator == "; " else "")
    return f"{before} {_joined(conjunction, last)} {last}"


def _joined(conjunction: str, following: str) -> str:
    sound = _sound(following)
    if conjunction == "y":
        return "e" if _SOUND_I.match(sound) else "y"
    return "u" if sound.removeprefix("h").startswith(("o", "ó")) else "o"


def _sound(text: str) -> str:
    """Return how a text begins when it is read aloud, in small letters."""
    text = _SILENT.sub("", text)
    first = _WORD.match(text)
    if found := _FIGURE.match(text):
        number = int(found[1].replace(",", ""))
        if found[2]:
            return ordinal(number) if 1 <= number < 10_000 else ""
        return cardinal(number) if number < TOO_LARGE else ""
    # "ii" and "xi" number items; a small "i" is the letter, and so is the capital of a code or an abbreviation: "I-01",
    # "I.E.". A name that happens to have such letters, "Xi", is a name.
    is_code = first is not None and re.match(r"-|\.\w", text[first.end() :]) is not None
    if (
        first
        and not is_code
        and (number := _of_roman(first[0].upper() if first[0][1:] and first[0].islower() else first[0]))
    ):
        return cardinal(number)
    # An acronym without vowels is spelled out, and its Y is called "ye": "y YPF".
    is_spelled = first is not None and first[0].isupper() and not re.search("[AEIOUÁÉÍÓÚ]", first[0])
    return "" if is_spelled else text.lower()


def _of_roman(word: str) -> int:
    """Return the number that Roman figures say, or 0 for any other word."""
    number, rest = 0, word
    for value, sign in _ROMAN:
        while rest.startswith(sign):
            number, rest = number + value, rest.removeprefix(sign)
    return number if not rest and 1 <= number <= 3999 and roman(number) == word else 0
