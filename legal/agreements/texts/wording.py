"""Turns of phrase of legal Spanish: articles, counts, measures, sentences. Pure."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from legal.documents import spanish

# Where somebody has to write by hand, as the forms of the State leave it.
BLANK: Final = "____________________"

# A line break within a sentence, and not before an item: "a)", "iv)", "b.".
_WRAPPED: Final = re.compile(r"(?<![.:;!?\s])[^\S\n]*\n[^\S\n]*(?=[a-záéíóúñü])(?!\w{1,4}\)|\w\.)")
_LISTED: Final = re.compile(r"[-–—•*·]|\w{1,4}\)")
_FEMININE: Final = frozenset({"credencial", "ley", "red"})
_MASCULINE: Final = frozenset({"acta", "programa", "sistema"})
_FEMININE_ENDINGS: Final = ("a", "dad", "ción", "sión", "tud")
_PERCENT: Final = frozenset({"%", "porcentaje"})
_OF_ONE: Final = {
    "actas": "acta",
    "años": "año",
    "calendarios": "calendario",
    "caseríos": "caserío",
    "contratos": "contrato",
    "días": "día",
    "distritos": "distrito",
    "documentos": "documento",
    "ejecutoras": "ejecutora",
    "equipos": "equipo",
    "establecimientos": "establecimiento",
    "familias": "familia",
    "hábiles": "hábil",
    "horas": "hora",
    "informes": "informe",
    "mesas": "mesa",
    "meses": "mes",
    "oficinas": "oficina",
    "personas": "persona",
    "planes": "plan",
    "productores": "productor",
    "puntos": "punto",
    "reportes": "reporte",
    "reuniones": "reunión",
    "sectores": "sector",
    "semanas": "semana",
    "sesiones": "sesión",
    "supervisiones": "supervisión",
    "talleres": "taller",
    "trimestrales": "trimestral",
    "trimestres": "trimestre",
    "unidades": "unidad",
    "veces": "vez",
    "visitas": "visita",
}
_OPERATORS: Final = {">=": "al menos", "<=": "a lo más", "=": "igual a"}


def article(name: str) -> str:
    """Return the article of an office or document by its first word: "la" Municipalidad, "el" Gobierno."""
    first = name.split(maxsplit=1)[0].casefold().strip(",.;")
    if first in _MASCULINE or not (first in _FEMININE or first.endswith(_FEMININE_ENDINGS)):
        return "el"
    return "la"


def with_article(name: str) -> str:
    """Return a name with its article, "la Dirección General …"; nothing for nothing."""
    return f"{article(name)} {name}" if name.strip() else ""


def to_whom(name: str) -> str:
    """Return a name as the receiver: "al Ministerio de Salud", "a la Dirección Regional"."""
    return f"al {name}" if article(name) == "el" else f"a la {name}"


def one_line(text: str) -> str:
    """Return a text without the line breaks of the form it was written in, and with the quotes of the document."""
    return " ".join(text.replace("«", "“").replace("»", "”").split())


def in_lines(text: str) -> str:
    """Return what somebody wrote with a line break for each paragraph, and with the quotes of the document.

    A paper prints the break within the paragraph or cell that holds the text. Blank lines and the spaces that
    arrange a line are left out. A line that goes on in small letters where the one before it had no stop was
    broken by a window or by the page it was copied from: the two are one.
    """
    whole = _WRAPPED.sub(" ", "\n".join(text.splitlines()))
    return "\n".join(line for line in map(one_line, whole.splitlines()) if line)


def paragraphs(text: str) -> tuple[str, ...]:
    """Return what somebody wrote as ``sentence`` does, where a document takes paragraphs: each line is one."""
    return tuple(sentence(text).splitlines())


def items(text: str) -> tuple[str, ...]:
    """Return what somebody wrote where a document numbers paragraphs: each with the list that it introduces."""
    found: list[str] = []
    for line in in_lines(text).splitlines():
        if found and _LISTED.match(line) and not _LISTED.match(found[-1]):
            found[-1] += f"\n{line}"
        else:
            found.append(line)
    return tuple(map(sentence, found))


def phrase(text: str) -> str:
    """Return a text as it goes within a sentence: small initial, no final stop; a line to fill in for nothing."""
    text = one_line(text).rstrip(".;, ")
    if not text:
        return BLANK
    # An acronym or a code keeps its capitals; a word may be a letter ("A lo más").
    is_word = text[1:2].islower() or (text[1:2] == " " and text[0] in "AEOUY")
    return text[0].lower() + text[1:] if is_word else text


def sentence(text: str) -> str:
    """Return a text as sentences of their own: capital initial and final stop, its lines as they were written.

    What ends in a colon or semicolon goes on in the next item of a list. Nothing for nothing.
    """
    text = in_lines(text)
    if not text:
        return ""
    return f"{text[0].upper()}{text[1:]}" + ("" if text.endswith((".", "!", "?", ":", ";")) else ".")


def counted(number: int, one: str, many: str, *, feminine: bool = False) -> str:
    """Return a count with its noun: "treinta (30) días calendario", "un (01) año"."""
    return f"{spanish.counted(number, 'feminine' if feminine else 'apocopated')} {one if number == 1 else many}"


def quantity(value: Decimal) -> str:
    """Return a figure without idle zeros: "71.2", "1,250"."""
    figure = f"{value:,f}"
    return figure.rstrip("0").rstrip(".") if "." in figure else figure


def weight(value: Decimal) -> str:
    """Return a weight with two decimals at least, so that those of a column compare: "0.30", "0.125"."""
    figure = quantity(value)
    return figure if len(figure.partition(".")[2]) > 2 else f"{value:.2f}"


def measure(value: Decimal, unit: str) -> str:
    """Return a value with its unit: "85%", "5,200 ha", "4 días", "1 informe"."""
    unit = unit.strip()
    if value == 1:
        # What is counted is typed in the plural; of what is not in the table, the plural stays.
        unit = " ".join(_OF_ONE.get(word, word) for word in unit.split(" "))
    return f"{quantity(value)}%" if unit.casefold() in _PERCENT else f"{quantity(value)} {unit}".strip()


def condition(operator: str, threshold: Decimal, unit: str) -> str:
    """Return what a criterion must reach: "Al menos 85%", "A lo más 5 días", "100%"."""
    value = measure(threshold, unit)
    # Nothing lies above all, and nothing below none.
    extreme = (operator == ">=" and threshold >= 100) or (operator == "<=" and threshold <= 0)
    if extreme and value.endswith("%"):
        return value
    return f"{_OPERATORS[operator].capitalize()} {value}"
