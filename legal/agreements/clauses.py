"""The clauses of the agreement: those that its template must keep, and those that the parties signed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from legal.documents import spanish
from legal.documents.documents import DocumentContext
from legal.documents.packages import UnreadablePackage
from legal.documents.wordtext import Line, extract_lines

# The proper names among the titles keep their capitals; the office had the second until 2011.
_DIRECTORATES: Final = ("Dirección General de Presupuesto Público", "Dirección Nacional del Presupuesto Público")
_BOOKMARK: Final = "clausula_"
# "CLÁUSULA PRIMERA: ANTECEDENTES", "CLÁUSULA PRIMERA.- ANTECEDENTES"
_HEADING: Final = re.compile(r"CLÁUSULA ([A-ZÁÉÍÓÚÑ ]+?) *[:.–—-]+ *(.*)")
# The last clause ends with the words before the signatures, or else with the first annex.
_AFTER_THE_CLAUSES: Final = re.compile(r"En (señal|fe|prueba) de |ANEXO [A-Z0-9]{1,4}([ :.–—-]|$)")
_NUMBERS: Final = {spanish.ordinal(number).upper(): number for number in range(1, 100)}


@dataclass(frozen=True, kw_only=True)
class Clause:
    """A clause: its permanent key, its ordinal ("DÉCIMO PRIMERA"), its title ("VIGENCIA") and what it says.

    ``text`` has one line for each paragraph and leaves the heading out; empty where the signed text is not known.
    """

    key: str
    ordinal: str
    title: str
    text: str = ""

    @property
    def bookmark(self) -> str:
        """The name of its bookmark in the Word template: "clausula_vigencia"; it outlives ordinal and title."""
        return f"{_BOOKMARK}{self.key}"

    @property
    def cited(self) -> str:
        """Its ordinal as texts cite it: "Décimo Primera"."""
        return self.ordinal.title()

    @property
    def number(self) -> int:
        """Its number in figures, as its numerals begin."""
        return _NUMBERS[self.ordinal]

    @property
    def name(self) -> str:
        """Its ordinal and title as pages write them: "décimo primera (vigencia)"."""
        return f"{self.ordinal.lower()} ({self.called})"

    @property
    def called(self) -> str:
        """Its title within a sentence: "vigencia"."""
        title = self.title.lower()
        for directorate in _DIRECTORATES:
            title = title.replace(directorate.lower(), directorate)
        return title


_TITLES: Final = (
    ("antecedentes", "ANTECEDENTES"),
    ("base_legal", "BASE LEGAL"),
    ("objeto", "NATURALEZA Y OBJETO DEL CONVENIO"),
    ("compromisos_entidad", "COMPROMISOS DE LA ENTIDAD PÚBLICA"),
    ("compromisos_dgpp", "COMPROMISOS DE LA DIRECCIÓN GENERAL DE PRESUPUESTO PÚBLICO"),
    ("compromisos_gestion", "COMPROMISOS DE GESTIÓN E INDICADORES"),
    ("monto", "MONTO Y FORMA DE TRANSFERENCIA"),
    ("verificacion", "INFORMACIÓN Y VERIFICACIÓN"),
    ("observaciones", "OBSERVACIONES Y SUBSANACIÓN"),
    ("uso", "USO DE LOS RECURSOS E INCORPORACIÓN PRESUPUESTARIA"),
    ("vigencia", "VIGENCIA"),
    ("adendas", "MODIFICACIONES MEDIANTE ADENDA"),
    ("resolucion", "RESOLUCIÓN"),
    ("libre_adhesion", "LIBRE ADHESIÓN Y SEPARACIÓN"),
    ("control", "ACCESO DE LOS ÓRGANOS DE CONTROL"),
    ("controversias", "SOLUCIÓN DE CONTROVERSIAS"),
    ("notificaciones", "DOMICILIO Y NOTIFICACIONES"),
    ("anexos", "ANEXOS"),
)
# What every template keeps, in the order of the one that ships.
CLAUSES: Final = tuple(
    Clause(key=key, ordinal=spanish.ordinal(number).upper(), title=title)
    for number, (key, title) in enumerate(_TITLES, start=1)
)
_BY_KEY: Final = {clause.key: clause for clause in CLAUSES}
_BY_ORDINAL: Final = {clause.ordinal: clause.key for clause in CLAUSES}


def by_key(key: str) -> Clause:
    """Return a clause that every template keeps, by its key.

    :raises KeyError: when there is none.
    """
    return _BY_KEY[key]


def bookmarks_of(*keys: str) -> tuple[str, ...]:
    """Return the bookmarks of clauses that every template keeps.

    :raises KeyError: when there is no such clause.
    """
    return tuple(by_key(key).bookmark for key in keys)


def cited_by(document: type[DocumentContext], signed: Mapping[str, Clause]) -> Mapping[str, Clause]:
    """Return those signed clauses that a kind of document says that it cites: no other can be cited unnoticed."""
    return {key: clause for key, clause in signed.items() if clause.bookmark in document.cites}


def clauses_in(content: bytes) -> Mapping[str, Clause]:
    """Return the clauses of an issued agreement by their keys, in their order, as it was signed.

    A clause is known by its bookmark, wherever it stands and whatever its title. In a text issued before there
    were bookmarks, it is known by the ordinal that it had then. Those that are not found have the ordinal and title of
    the template that ships, and no text.
    """
    try:
        lines = extract_lines(content) if content else []
    except UnreadablePackage:
        return dict(_BY_KEY)
    marked = any(_key(line) for line in lines)
    found: dict[str, Clause] = {}
    for place, line in enumerate(lines):
        heading = _HEADING.match(line.text)
        key = _key(line) if marked else _BY_ORDINAL.get(heading[1].strip(), "") if heading else ""
        if heading and key and heading[1].strip() in _NUMBERS:
            text = takewhile(_is_of_a_clause, lines[place + 1 :])
            found[key] = Clause(
                key=key,
                ordinal=heading[1].strip(),
                title=heading[2],
                text="\n".join(each.text for each in text),
            )
    return {**found, **{key: clause for key, clause in _BY_KEY.items() if key not in found}}


def _key(line: Line) -> str:
    return next((name.removeprefix(_BOOKMARK) for name in line.bookmarks if name.startswith(_BOOKMARK)), "")


def _is_of_a_clause(line: Line) -> bool:
    return not (_HEADING.match(line.text) or _AFTER_THE_CLAUSES.match(line.text))
