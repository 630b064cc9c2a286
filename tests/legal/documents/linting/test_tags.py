"""Misplaced tags: whatever docxtpl would lose, join or show is refused with its place."""

from __future__ import annotations

from typing import Any

import pytest

from tests.legal.documents.linting.bad_templates import CLAUSE, docx, look_at

UNDER = "bajo «CLÁUSULA QUINTA: DEL PLAZO»"
BOOKMARK = '<w:bookmarkStart w:id="7" w:name="{}"/><w:bookmarkEnd w:id="7"/>'
SECTION = "<w:pPr><w:sectPr/></w:pPr>"


def paragraph(*pieces: str) -> str:
    """Return the markup of a paragraph with a run for each piece of text; markup stays as it is."""
    runs = (each if each.startswith("<") else f"<w:r><w:t>{each}</w:t></w:r>" for each in pieces)
    return f"<w:p>{''.join(runs)}</w:p>"


BAD = {
    "text before a paragraph tag": (
        [CLAUSE, "Antes {%p if is_urgent %} después", "{%p endif %}"],
        "TAG06", f"Cuerpo, párrafo 2, {UNDER}", "Se perdería el texto «Antes después», que está junto a una",
    ),
    "two paragraph tags in one paragraph": (
        [CLAUSE, "{%p if is_urgent %}{%p if amount %}", "x", "{%p endif %}{%p endif %}"],
        "TAG05", f"Cuerpo, párrafo 2, {UNDER}", "hay otra etiqueta, «{%p if amount %}»; una de las dos se perdería",
    ),
    "the same paragraph tag twice": (
        [CLAUSE, "x", "{%p endif %}{%p endif %}"],
        "TAG05", f"Cuerpo, párrafo 3, {UNDER}", "hay otra etiqueta, «{%p endif %}»",
    ),
    "text in the row of a row tag": (
        [CLAUSE, [["Nombre", "%"], ["{%tr for row in penalties %}", "Total"], ["x", "1"], ["{%tr endfor %}", ""]]],
        "TAG06", f"Cuadro 1, fila 2, celda 1, {UNDER}", "Se perdería el texto «Total»",
    ),
    "both row tags in one row": (
        [[["{%tr for row in penalties %}{%tr endfor %}", "x"]]],
        "TAG05", "Cuadro 1, fila 1, celda 1", "hay otra etiqueta, «{%tr endfor %}»",
    ),
    "a repetition around cells without its letter": (
        [[["{% for row in penalties %}", "{{ row.name }}", "{% endfor %}"]]],
        "BLQ06", "Cuadro 1, fila 1, celda 1", "abarca varios párrafos o celdas",
    ),
    "a percent sign within a paragraph tag": (
        [CLAUSE, "{%p if term_days % 2 == 0 %}", "x", "{%p endif %}"],
        "TAG04", f"Cuerpo, párrafo 2, {UNDER}", "tiene un signo «%» o una llave dentro",
    ),
    "braces within a paragraph tag": (
        [CLAUSE, "{%p if amount in {'a': 1} %}", "x", "{%p endif %}"],
        "TAG04", f"Cuerpo, párrafo 2, {UNDER}", "tiene un signo «%» o una llave dentro",
    ),
    "a space before the letter": (
        [CLAUSE, "{% p if is_urgent %}", "x", "{%p endif %}"],
        "TAG03", f"Cuerpo, párrafo 2, {UNDER}", "separa las llaves de la letra",
    ),
    "a space that does not break after the letter": (
        [CLAUSE, "{%p\u00a0if is_urgent %}", "x", "{%p endif %}"],
        "TAG03", f"Cuerpo, párrafo 2, {UNDER}", "un espacio que no es común",
    ),
    "a tag over two paragraphs": (
        [CLAUSE, "El monto es {{ amount", "}} soles"],
        "TAG01", f"Cuerpo, párrafo 2, {UNDER}", "Hay un «{{» sin su pareja en «El monto es {{ amount»",
    ),
    "Latin quotation marks": (
        [CLAUSE, "{% if amount == «x» %}a{% endif %}"],
        "SIN03", f"Cuerpo, párrafo 2, {UNDER}", "lleva comillas latinas",
    ),
    "a condition without its letter over paragraphs": (
        [CLAUSE, "{% if is_urgent %}", "Urgente", "{% endif %}"],
        "BLQ06", f"Cuerpo, párrafo 2, {UNDER}", "quedarían vacíos",
    ),
    "a tag in the paragraph of a section break": (
        [CLAUSE, paragraph(SECTION, "{%p if is_urgent %}"), "x", "{%p endif %}"],
        "TAG07", f"Cuerpo, párrafo 2, {UNDER}", "salto de sección, que se perdería",
    ),
    "a picture in the paragraph of a tag": (
        [CLAUSE, paragraph("{%p if is_urgent %}", '<w:r><w:drawing/></w:r>'), "x", "{%p endif %}"],
        "TAG09", f"Cuerpo, párrafo 2, {UNDER}", "Una imagen está junto a una etiqueta {%p",
    ),
    "a bookmark within a tag": (
        [CLAUSE, paragraph("El monto {{ am", BOOKMARK.format("monto"), "ount }}")],
        "MRK01", f"Cuerpo, párrafo 2, {UNDER}", "empieza o termina dentro de la etiqueta «{{ amount }}»",
    ),
    "a bookmark in the paragraph of a tag": (
        [CLAUSE, paragraph(BOOKMARK.format("monto"), "{%p if is_urgent %}"), "x", "{%p endif %}"],
        "MRK01", f"Cuerpo, párrafo 2, {UNDER}", "se perdería, con las referencias que llevan a él",
    ),
    "a tag for what documents do not hold": (
        [CLAUSE, "{{r amount }}"],
        "TAG11", f"Cuerpo, párrafo 2, {UNDER}", "su texto desaparecería",
    ),
    "a paragraph printed whole": (
        [CLAUSE, "{{p amount }}"],
        "TAG11", f"Cuerpo, párrafo 2, {UNDER}", "su texto desaparecería",
    ),
    "a hyphen that joins paragraphs": (
        [CLAUSE, "uno", "{%- if is_urgent %}dos{% endif %}"],
        "TAG12", f"Cuerpo, párrafo 3, {UNDER}", "une párrafos sin aviso",
    ),
    "a row tag outside a table": (
        [CLAUSE, "{%tr for row in penalties %}", "x", "{%tr endfor %}"],
        "TAG08", f"Cuerpo, párrafo 2, {UNDER}", "{%tr fuera de un cuadro",
    ),
    "a tag that begins in a hyperlink": (
        [CLAUSE, paragraph("<w:hyperlink><w:r><w:t>ver {{ am</w:t></w:r></w:hyperlink>", "ount }}")],
        "TAG10", f"Cuerpo, párrafo 2, {UNDER}", "empieza dentro de un vínculo o control y termina fuera",
    ),
    "a condition that ends outside its hyperlink": (
        [CLAUSE, paragraph("<w:hyperlink><w:r><w:t>{% if is_urgent %}ver</w:t></w:r></w:hyperlink>", "{% endif %}")],
        "BLQ06", f"Cuerpo, párrafo 2, {UNDER}", "abarca varios párrafos",
    ),
    "an ampersand within a tag": (
        [CLAUSE, '{{ "A & B" }}'],
        "SIN04", f"Cuerpo, párrafo 2, {UNDER}", "lleva el signo &",
    ),
    "an end without a beginning": (
        [CLAUSE, "{%p endif %}"],
        "BLQ01", f"Cuerpo, párrafo 2, {UNDER}", "no tiene una que la abra",
    ),
    "a beginning without an end": (
        [CLAUSE, "{%p if is_urgent %}", "x"],
        "BLQ03", f"Cuerpo, párrafo 2, {UNDER}", "no se cierra",
    ),
    "an end of something else": (
        [CLAUSE, "{%p if is_urgent %}", "x", "{%p endfor %}"],
        "BLQ02", f"Cuerpo, párrafo 4, {UNDER}", "cierra lo que «{%p if is_urgent %}» abrió",
    ),
    "an end of another class": (
        [CLAUSE, "{%p if is_urgent %}", "x", "y {% endif %}"],
        "BLQ04", f"Cuerpo, párrafo 4, {UNDER}", "no es de la misma clase que «{%p if is_urgent %}»",
    ),
    "a block that ends in another cell": (
        [[["{%p if is_urgent %}", "{%p endif %}"]]],
        "BLQ05", "Cuadro 1, fila 1, celda 1", "se cierra en otro lugar",
    ),
    "a second else": (
        [CLAUSE, "{% if is_urgent %}a{% else %}b{% else %}c{% endif %}"],
        "BLQ07", f"Cuerpo, párrafo 2, {UNDER}", "sobra en el bloque que «{% if is_urgent %}» abre",
    ),
    "another condition in a repetition": (
        [CLAUSE, "{% for row in penalties %}a{% elif is_urgent %}b{% endfor %}"],
        "BLQ07", f"Cuerpo, párrafo 2, {UNDER}", "sobra en el bloque",
    ),
    "an end with more than its word": (
        [CLAUSE, "{% if is_urgent %}a{% else { %}b{% endif %}"],
        "SIN01", f"Cuerpo, párrafo 2, {UNDER}", "No se entiende la etiqueta «{% else { %}»",
    ),
    "repetitions that would never end": (
        [CLAUSE, "{% for row in penalties %}" * 7 + "x" + "{% endfor %}" * 7],
        "BLQ08", f"Cuerpo, párrafo 2, {UNDER}", "pasa de 6 repeticiones unas dentro de otras",
    ),
    "what cannot be understood": (
        [CLAUSE, "{{ amount amount }}"],
        "SIN01", f"Cuerpo, párrafo 2, {UNDER}", "No se entiende la etiqueta «{{ amount amount }}»",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("blocks", "code", "where", "words"), BAD.values(), ids=BAD)
def test_a_misplaced_tag_is_refused(blocks: list[Any], code: str, where: str, words: str) -> None:
    report = look_at(docx(*blocks))
    assert not report.ok
    finding = next(each for each in report.findings if each.code == code)
    assert finding.where == where
    assert words in finding.message
    assert finding.hint
    assert "%(" not in finding.message + finding.hint


@pytest.mark.parametrize(
    "instruction",
    [
        "set x = 1",
        "macro m()",
        "include 'x'",
        "import 'x' as y",
        "extends 'x'",
        "raw",
        "block b",
        "call m()",
        "filter upper",
    ],
)
def test_an_instruction_that_is_not_allowed_is_refused(instruction: str) -> None:
    report = look_at(docx(CLAUSE, f"{{% {instruction} %}}"))
    assert [(each.code, each.where) for each in report.findings] == [("SIN02", f"Cuerpo, párrafo 2, {UNDER}")]


def test_places_are_told_as_a_reader_counts() -> None:
    bad = "{{ nothing }}"
    inside = f"<w:txbxContent>{paragraph(bad)}</w:txbxContent>"
    box = paragraph(f"<w:r><w:pict>{inside}</w:pict></w:r>")
    content = docx("uno", [["a", "b"], ["c", bad]], bad, "# ANEXO I", [["a"], ["b"], [bad]], box, header=bad)
    assert [each.where for each in look_at(content).findings] == [
        "Cuadro 1, fila 2, celda 2",
        "Cuerpo, párrafo 2",
        "Cuadro 2, fila 3, celda 1, bajo «ANEXO I»",
        "Cuerpo, en un cuadro de texto, bajo «ANEXO I»",
        "Encabezado 1, párrafo 1",
    ]


def test_tags_that_word_split_are_read_whole() -> None:
    split = paragraph("{{ am", '<w:proofErr w:type="spellStart"/>', "ou", "nt }}")
    assert look_at(docx(split, ("{", "% if is", "_urgent %", "}sí{", "% endif %}"))).ok


def test_what_is_well_written_is_accepted() -> None:
    report = look_at(
        docx(
            CLAUSE,
            "{%p if is_urgent %}",
            "Urgente: {{ amount|upper }} en {{ term_days }} días, “{% if amount == “x” %}uno{% else %}otro{% endif %}”",
            "{%p elif penalties %}",
            "{{ penalties[0].name }} de {{ penalties|length }}",
            "{%p else %}",
            "Sin apuro {# recordar #}",
            "{%p endif %}",
            [
                ["Nombre", "%"],
                ["{%tr for row in penalties if row.name %}", ""],
                [
                    "{{ loop.index }}. {{ row.name }}",
                    "{% for cause in row.causes %}{{ cause }}{% if not loop.last %}, {% endif %}{% endfor %}",
                ],
                ["{%tr endfor %}", ""],
            ],
            "{{ head.name if head.name else 'Titular' }}",
            paragraph(BOOKMARK.format("_GoBack"), "{%p if amount %}", BOOKMARK.format("_Hlk12345")),
            "x",
            "{%p endif %}",
            header="{{ title }}",
        )
    )
    assert report.findings == ()
