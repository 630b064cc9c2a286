"""The first words of the agreement and its signatures."""

from __future__ import annotations

from typing import Any

from docx.shared import Pt

from scripts.word_templates.layout import CENTER, tag, write
from scripts.word_templates.tables import add_tag_row, keep_together


def add_opening(document: Any) -> None:
    """Write the number, the title and who appears."""
    write(document, "CONVENIO {{ stamp.number }}", "Title").paragraph_format.space_after = Pt(6)
    tag(document, "if stamp.version")
    write(document, "({{ stamp.version }})", align=CENTER)
    tag(document, "endif")
    write(document, "{{ title }}", "Title")
    write(
        document,
        "Conste por el presente documento el Convenio de Apoyo Presupuestario (en adelante, el CONVENIO) que celebran:",
    )
    add_appearances(document)


def add_appearances(document: Any) -> None:
    """Write who appears, two parties or three."""
    write(document, "de una parte, " + _appearance("grantor") + ";")
    write(document, "de la otra parte, " + _appearance("entity") + ";")
    tag(document, "for verifier in verifiers")
    write(document, "y, en calidad de organismo verificador, " + _appearance("verifier") + ";")
    tag(document, "endfor")
    write(
        document,
        "a quienes en conjunto se denominará **LAS PARTES**, en los términos y condiciones de las cláusulas siguientes:",
    )


def _appearance(party: str) -> str:
    return (
        f"**{{{{ {party}.name }}}}**{{% if {party}.through %}}, {{{{ {party}.through }}}}{{% endif %}}"
        f"{{% if {party}.ruc %}}, con RUC N° {{{{ {party}.ruc }}}}{{% endif %}}"
        f"{{% if {party}.address %}}{{% if {party}.ruc %}} y{{% else %}}, con{{% endif %}} domicilio legal en "
        f"{{{{ {party}.address }}}}{{% endif %}}, cuya representación ejerce "
        f"{{{{ {party}.representative_name }}}}"
        f"{{% if {party}.identity_document %}}, con {{{{ {party}.identity_document }}}}{{% endif %}}, "
        f"{{{{ {party}.representative_post }}}}"
        f"{{% if {party}.representative_instrument %}}, {{{{ {party}.representative_instrument }}}}{{% endif %}}, "
        f"a quien en adelante se denominará **{{{{ {party}.alias }}}}**"
    )


def add_signatures(document: Any) -> None:
    """Write the closing words and the places of the signatures."""
    closing = write(
        document,
        "En señal de conformidad con el contenido y los alcances de las cláusulas y los anexos precedentes, LAS PARTES "
        "suscriben el CONVENIO en {{ copies }} ejemplares de igual tenor y valor, en {{ place_and_date }}. La fecha de suscripción "
        "es la de la última de las firmas.",
    )
    closing.paragraph_format.space_before = Pt(14)
    closing.paragraph_format.keep_with_next = True
    add_signature_grid(document)


def add_signature_grid(document: Any) -> None:
    """Write a place for each signature, two on a line."""
    # A table without rows is none.
    tag(document, "if signatures")
    grid = document.add_table(0, 2)
    add_tag_row(grid, "for pair in signatures|batch(2)")
    row = grid.add_row()
    keep_together(row)
    for position, cell in enumerate(row.cells):
        cell._tc.remove(cell.paragraphs[0]._p)
        tag(cell, f"if pair[{position}] is defined")
        line = write(cell, "_______________________________", "Celda", align=CENTER)
        line.paragraph_format.space_before = Pt(54)
        for text in ("**{{{{ pair[{0}].name }}}}**", "{{{{ pair[{0}].post }}}}", "{{{{ pair[{0}].entity }}}}"):
            write(cell, text.format(position), "Celda", align=CENTER)
        write(cell, "Fecha: ____ / ____ / ________", "Celda", align=CENTER).paragraph_format.space_before = Pt(4)
        tag(cell, "endif")
        cell.add_paragraph(style="Celda")
        for paragraph in cell.paragraphs:
            # All sign on one page.
            paragraph.paragraph_format.keep_with_next = True
    add_tag_row(grid, "endfor")
    tag(document, "endif")
