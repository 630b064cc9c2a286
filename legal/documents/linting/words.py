"""The words of the report: each code has a sentence on what is wrong and one on what to do in Word."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.documents import spanish
from legal.documents.linting.texts import TEXTS

_PARTS: Final = {
    "body": gettext_lazy("Cuerpo"),
    "header": gettext_lazy("Encabezado"),
    "footer": gettext_lazy("Pie de página"),
    "footnotes": gettext_lazy("Notas al pie"),
    "endnotes": gettext_lazy("Notas al final"),
    "comments": gettext_lazy("Comentarios"),
    "glossary": gettext_lazy("Bloques de creación"),
    "properties": gettext_lazy("Propiedades del archivo"),
    "file": gettext_lazy("Archivo"),
}
_KINDS: Final = {
    "text": gettext_lazy("un texto"),
    "number": gettext_lazy("un número"),
    "yes_no": gettext_lazy("un sí o no"),
    "list": gettext_lazy("una lista"),
    "group": gettext_lazy("un grupo de datos"),
}
# What is lost with a tag.
_LOST: Final = {
    "page_break": gettext_lazy("un salto de página"),
    "column_break": gettext_lazy("un salto de columna"),
    "line_break": gettext_lazy("un salto de línea"),
    "tab": gettext_lazy("una tabulación"),
    "field": gettext_lazy("un campo de Word"),
    "symbol": gettext_lazy("un símbolo"),
    "hyphen": gettext_lazy("un guion especial"),
    "formula": gettext_lazy("una fórmula"),
    "note": gettext_lazy("la llamada de una nota"),
    "control": gettext_lazy("un control de contenido"),
    "link": gettext_lazy("un vínculo"),
    "picture": gettext_lazy("una imagen o un dibujo"),
    "table": gettext_lazy("un cuadro"),
    "merged_cells": gettext_lazy("el comienzo de unas celdas combinadas"),
    "other": gettext_lazy("algo de Word que no es texto"),
}
_EMPTY: Final = {
    "cell": gettext_lazy("una celda sin párrafo"),
    "row": gettext_lazy("una fila sin celdas"),
    "table": gettext_lazy("un cuadro sin filas"),
    "margin": gettext_lazy("un encabezado, un pie o una nota sin párrafo"),
}
_SAMPLES: Final = {
    "full": gettext_lazy("todos los datos presentes y todas las condiciones verdaderas"),
    "empty": gettext_lazy("ningún dato presente y todas las condiciones falsas"),
    "texts": gettext_lazy("los textos presentes y las listas vacías"),
    "lists": gettext_lazy("los textos vacíos y las listas llenas"),
}


def place(where: dict[str, Any]) -> str:
    """Return a place in words: "Cuerpo, párrafo 12, bajo «CLÁUSULA QUINTA»", "Cuadro 2, fila 3, celda 1"."""
    part = str(_PARTS[where["part"]])
    if where.get("number"):
        part = f"{part} {where['number']}"
    steps = [
        _("párrafo %(number)d") % {"number": where["paragraph"]} if where.get("paragraph") else "",
        _("cuadro %(number)d") % {"number": where["table"]} if where.get("table") else "",
        _("fila %(number)d") % {"number": where["row"]} if where.get("row") else "",
        _("celda %(number)d") % {"number": where["cell"]} if where.get("cell") else "",
        _("en un cuadro de texto") if where.get("in_box") else "",
        _("parte «%(name)s»") % {"name": where["name"]} if where.get("name") else "",
        _("bajo «%(heading)s»") % {"heading": where["under"]} if where.get("under") else "",
    ]
    # The tables of the body are told by their number alone.
    if where["part"] != "body" or not where.get("table"):
        steps.insert(0, part)
    text = ", ".join(step for step in steps if step)
    return text[:1].upper() + text[1:]


def sentences(code: str, detail: dict[str, Any]) -> tuple[str, str]:
    """Return what is wrong and what to do, for a code with its detail."""
    message, hint = TEXTS[code]
    values = {**detail, "braces": "{%", "list": spanish.listing([f"«{name}»" for name in detail.get("names", [])])}
    for key in ("kind", "left", "right"):
        if detail.get(key) in _KINDS:
            values[key] = _KINDS[detail[key]]
    if "what" in values:
        values["what"] = _LOST.get(values["what"], "")
    if "empty" in values:
        values["empty"] = _EMPTY[values["empty"]]
    if "sample" in detail:
        values["sample"] = _SAMPLES[detail["sample"]]
        values["missing"] = _missing(detail.get("missing", ""))
    meant = detail.get("suggestion")
    if meant:
        return str(message) % values, _("¿Quiso decir «%(name)s»?") % {"name": meant}
    if code == "VAR01" and detail.get("names"):
        return str(message) % values, _("«%(of)s» tiene estos datos: %(list)s.") % values
    return str(message) % values, str(hint) % values


def _missing(name: str) -> str:
    if name.isdecimal():
        return _("el elemento %(number)d de una lista") % {"number": int(name) + 1}
    return f"«{name}»" if name else _("un dato")
