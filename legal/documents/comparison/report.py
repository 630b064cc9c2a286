"""What changes from one version of a template to another, in words."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _

from legal.documents import confined
from legal.documents.comparison.differences import Difference, Run
from legal.documents.comparison.worker import OUT_OF_MEMORY

SECONDS: Final = 15
# It was killed by its limit of time, or could not have more memory.
_BROKE_A_LIMIT: Final = (-1, OUT_OF_MEMORY)
_PROGRAM: Final = confined.program_of("legal.documents.comparison.worker")


@dataclass(frozen=True, kw_only=True)
class TooLarge:
    """Two files are too large, or differ in too much, to be compared within the limits of the process."""

    is_too_large: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What differs: passages of text, and names of what else prints differently ("estilos", "imágenes")."""

    is_too_large: ClassVar[bool] = False
    differences: tuple[Difference, ...]
    others: tuple[str, ...]


def compare(before: bytes, after: bytes) -> Comparison | TooLarge | None:
    """Return what differs between two files, read in a confined process of five seconds and 512 MiB.

    Nothing where they cannot be compared because one is damaged.
    """
    job = {"words": _words(), "length": len(before)}
    try:
        done = confined.run(_PROGRAM, given=json.dumps(job).encode() + b"\n" + before + after, seconds=SECONDS)
    except subprocess.TimeoutExpired:
        return TooLarge()
    if done.returncode in _BROKE_A_LIMIT:
        return TooLarge()
    if done.returncode != 0:
        return None
    answer, names = json.loads(done.stdout), _names()
    return Comparison(
        differences=tuple(_difference(each) for each in answer["differences"]),
        others=tuple(names[each] for each in names if each in answer["others"]),
    )


def _difference(told: dict[str, Any]) -> Difference:
    before, after = (tuple(Run(**each) for each in told[side]) for side in ("before", "after"))
    return Difference(under=told["under"], before=before, after=after)


def _words() -> dict[str, str]:
    """Return the names of the marks for what is no text."""
    return {
        "fingerprint": _("huella"),
        "formula": _("fórmula"),
        "image": _("imagen"),
        "drawing": _("dibujo"),
        "symbol": _("símbolo"),
        "field": _("campo"),
        "link": _("enlace"),
        "label": _("numeración"),
        "imported": _("contenido incrustado"),
        "alternative": _("en otros programas"),
        "page": _("salto de página"),
        "column": _("salto de columna"),
        "footnotes": _("nota"),
        "endnotes": _("nota final"),
        "separator": _("separador de las notas"),
        "box": _("cuadro de texto"),
        "header": _("encabezado"),
        "header_first": _("encabezado de la primera página"),
        "header_even": _("encabezado de las páginas pares"),
        "header_unused": _("encabezado sin sección"),
        "footer": _("pie de página"),
        "footer_first": _("pie de la primera página"),
        "footer_even": _("pie de las páginas pares"),
        "footer_unused": _("pie de página sin sección"),
        "from_section": _("desde la sección"),
    }


def _names() -> dict[str, str]:
    """Return what else may differ, by its code, in the order in which it is told."""
    return {
        "format": _("formato o disposición del texto"),
        "margins": _("encabezados y pies de página"),
        "notes": _("notas"),
        "styles": _("estilos"),
        "numbering": _("numeración de las listas"),
        "images": _("imágenes"),
        "fonts": _("tipos de letra y colores"),
        "settings": _("configuración del documento"),
        "comments": _("comentarios"),
        "data": _("datos internos del archivo"),
        "relations": _("enlaces y vínculos entre las partes"),
        "other": _("otras partes del archivo"),
    }
