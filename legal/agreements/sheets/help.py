"""What the workbook tells whoever fills it in. The workbook is a paper: it speaks Spanish, whoever asks for it."""

from __future__ import annotations

from typing import Final

HELP_TITLE: Final = "Ayuda"
LISTS_TITLE: Final = "Listas"
HELP: Final = (
    ("Para qué sirve", "Llenar en Excel o LibreOffice los compromisos y los indicadores del convenio, e importarlos."),
    (
        "Qué hacer",
        "Escriba una fila por criterio y una por indicador, guarde el libro como .xlsx e impórtelo en la página"
        " «Matrices en Excel» del texto. Antes de escribir nada verá qué filas son nuevas, cambian, se retiran o quedan"
        " igual.",
    ),
    (
        "Todo o nada",
        "Si una sola celda está mal, nada se importa: la página dice hoja, celda y columna, y qué hacer.",
    ),
    (
        "Lo que se retira",
        "La fila que estaba en el texto y ya no está en su hoja se retira del texto. Una hoja que falta en el libro no"
        " cambia nada.",
    ),
    (
        "El código",
        "Identifica la fila: el mismo código escribe sobre lo que estaba. No lo repita ni lo cambie para corregir un"
        " texto.",
    ),
    (
        "Cifras",
        "Números, con hasta seis decimales. Un umbral o una meta de 80 % se escribe 80 y su unidad de medida es %;"
        " 80 % en formato de porcentaje se lee como 80. Los pesos son partes de 1, como 0.25, nunca porcentajes.",
    ),
    ("Años", "El año sin umbral no exige el criterio. La meta de un año lleva su peso, y el peso su meta."),
    ("Fórmulas", "No se admiten: pegue su valor. Un texto que empieza con = + - @ sigue siendo texto."),
    ("Títulos", "No cambie la primera fila ni el nombre de las hojas, ni agregue columnas."),
)
