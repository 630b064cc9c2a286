"""The clauses of the agreement as its template writes them: what an addendum may name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

_DIRECTORATE: Final = "Dirección General de Presupuesto Público"


@dataclass(frozen=True, kw_only=True)
class Clause:
    """A clause: its permanent key, its ordinal ("DÉCIMO PRIMERA") and its title ("VIGENCIA")."""

    key: str
    ordinal: str
    title: str

    @property
    def bookmark(self) -> str:
        """The name of its bookmark in the Word template: "clausula_vigencia"; it outlives ordinal and title."""
        return f"clausula_{self.key}"

    @property
    def name(self) -> str:
        """Its ordinal and title as pages write them: "décimo primera (vigencia)"."""
        # The one proper name among the titles keeps its capitals.
        title = self.title.lower().replace(_DIRECTORATE.lower(), _DIRECTORATE)
        return f"{self.ordinal.lower()} ({title})"


CLAUSES: Final = tuple(
    Clause(key=key, ordinal=ordinal, title=title)
    for key, ordinal, title in (
        ("antecedentes", "PRIMERA", "ANTECEDENTES"),
        ("base_legal", "SEGUNDA", "BASE LEGAL"),
        ("objeto", "TERCERA", "NATURALEZA Y OBJETO DEL CONVENIO"),
        ("compromisos_entidad", "CUARTA", "COMPROMISOS DE LA ENTIDAD PÚBLICA"),
        ("compromisos_dgpp", "QUINTA", "COMPROMISOS DE LA DIRECCIÓN GENERAL DE PRESUPUESTO PÚBLICO"),
        ("compromisos_gestion", "SEXTA", "COMPROMISOS DE GESTIÓN E INDICADORES"),
        ("monto", "SÉPTIMA", "MONTO Y FORMA DE TRANSFERENCIA"),
        ("verificacion", "OCTAVA", "INFORMACIÓN Y VERIFICACIÓN"),
        ("observaciones", "NOVENA", "OBSERVACIONES Y SUBSANACIÓN"),
        ("uso", "DÉCIMA", "USO DE LOS RECURSOS E INCORPORACIÓN PRESUPUESTARIA"),
        ("vigencia", "DÉCIMO PRIMERA", "VIGENCIA"),
        ("adendas", "DÉCIMO SEGUNDA", "MODIFICACIONES MEDIANTE ADENDA"),
        ("resolucion", "DÉCIMO TERCERA", "RESOLUCIÓN"),
        ("libre_adhesion", "DÉCIMO CUARTA", "LIBRE ADHESIÓN Y SEPARACIÓN"),
        ("control", "DÉCIMO QUINTA", "ACCESO DE LOS ÓRGANOS DE CONTROL"),
        ("controversias", "DÉCIMO SEXTA", "SOLUCIÓN DE CONTROVERSIAS"),
        ("notificaciones", "DÉCIMO SÉPTIMA", "DOMICILIO Y NOTIFICACIONES"),
        ("anexos", "DÉCIMO OCTAVA", "ANEXOS"),
    )
)
_BY_KEY: Final = {clause.key: clause for clause in CLAUSES}
# The next clause, or the words before the signatures.
_AFTER_A_CLAUSE: Final = re.compile(r"CLÁUSULA [A-ZÁÉÍÓÚÑ ]+:|En señal de conformidad ")


def by_key(key: str) -> Clause:
    """Return a clause by its key.

    :raises KeyError: when there is none.
    """
    return _BY_KEY[key]


def clause_text(document_text: str, key: str) -> str:
    """Return what a clause says, without its heading, in the text of an issued agreement.

    ``document_text`` is as ``legal.documents.wordtext.extract_text`` returns it. One line for each
    paragraph; nothing when that text has no such clause.

    :raises KeyError: when there is no such key.
    """
    lines = document_text.splitlines()
    # The title is the lawyers' to reword in Word; the ordinal is what an addendum cites.
    heading = f"CLÁUSULA {by_key(key).ordinal}:"
    start = next((place for place, line in enumerate(lines, 1) if line.startswith(heading)), None)
    if start is None:
        return ""
    return "\n".join(takewhile(lambda line: not _AFTER_A_CLAUSE.match(line), lines[start:]))
