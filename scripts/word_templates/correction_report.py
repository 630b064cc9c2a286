"""The second verification report: the correction of a level, only where it was observed."""

from __future__ import annotations

from typing import Any

from docx.shared import Pt

from scripts.word_templates.layout import new_document, tag, write
from scripts.word_templates.margins import add_margins
from scripts.word_templates.official import add_sheet, or_dash
from scripts.word_templates.tables import add_row, add_tag_row, table
from scripts.word_templates.verification_report import (
    add_agreement_antecedent,
    add_conclusions,
    add_evidence,
    add_evidence_remark,
    add_presented_reports,
    add_report_opening,
)


def build_correction_report() -> Any:
    """Return the template of the "II Informe de Verificación"."""
    document = new_document()
    add_margins(document, running_title="II Informe de Verificación {{ stamp.number }}")
    add_report_opening(document)
    _summary(document)
    _antecedents(document)
    _documents(document)
    _corrections(document)
    add_conclusions(document)
    add_evidence(document)
    return document


def _summary(document: Any) -> None:
    write(document, "RESUMEN", "Heading 1")
    write(
        document,
        "El presente informe da cuenta de la verificación de la subsanación de las observaciones formuladas en el I Informe de "
        "Verificación {{ first_report_number }}, correspondiente al {{ period.level }} del Convenio. {{ result }}",
    )
    figures = (1, 2)
    grid = table(
        document,
        (8.0, 4.0, 4.0),
        ("Criterios", "I Informe de Verificación", "Después de la subsanación"),
        figures=figures,
    )
    add_row(grid, ("Criterios del nivel", "{{ counts.criteria }}", "{{ counts.criteria }}"), figures=figures)
    add_row(grid, ("Criterios cumplidos", "{{ counts.met_before }}", "{{ counts.met_after }}"), figures=figures)
    add_tag_row(grid, "if counts.carried")
    carried = ("Criterios arrastrados de otros niveles", "{{ counts.carried }}", "{{ counts.carried }}")
    add_row(grid, carried, figures=figures)
    met = ("Criterios arrastrados cumplidos", "{{ counts.carried_met_before }}", "{{ counts.carried_met_after }}")
    add_row(grid, met, figures=figures)
    add_tag_row(grid, "endif")
    for texts in (
        ("Criterios observados", "{{ counts.observed }}", "{{ counts.not_corrected }}"),
        ("Observaciones subsanadas", "–", "{{ counts.corrected }}"),
    ):
        add_row(grid, texts, figures=figures)


def _antecedents(document: Any) -> None:
    write(document, "I. ANTECEDENTES", "Heading 1")
    add_agreement_antecedent(document)
    write(
        document,
        "1.2.\tEl I Informe de Verificación {{ first_report_number }}, emitido el {{ first_report_date }}, registra "
        "observaciones a los compromisos de gestión del {{ period.level }}, {{ period.year_label }} (año fiscal "
        "{{ period.fiscal_year }}).",
        "Numeral",
    )
    write(
        document,
        "1.3.\tLas observaciones se comunicaron con el Oficio {{ letter_number }}, recibido por la Entidad el "
        "{{ communicated_on }}, con plazo hasta el {{ due_on }} para subsanarlas.",
        "Numeral",
    )


def _documents(document: Any) -> None:
    write(document, "II. VERIFICACIÓN DE LA DOCUMENTACIÓN Y BASES DE DATOS REMITIDAS AL MEF", "Heading 1")
    tag(document, "if unanswered")
    write(document, "2.1.\t{{ unanswered }}", "Numeral")
    tag(document, "else")
    add_presented_reports(document)
    add_evidence_remark(document, "2.2")
    tag(document, "endif")


def _corrections(document: Any) -> None:
    write(document, "III. VERIFICACIÓN DE LOS COMPROMISOS DE GESTIÓN", "Heading 1")
    scope = write(document, "Se verifica únicamente lo observado; lo ya verificado como cumplido se mantiene.")
    scope.paragraph_format.keep_with_next = True
    grid = table(
        document,
        (1.2, 1.8, 7.8, 2.6, 2.6),
        ("N°", "Código", "Criterio", "Valor tras la subsanación", "Resultado"),
    )
    add_tag_row(grid, "for row in corrections")
    texts = ("{{ row.number }}", "{{ row.code }}", "{{ row.criterion }}", or_dash("row.value"), "**{{ row.verdict }}**")
    add_row(grid, texts)
    add_tag_row(grid, "endfor")
    write(document, "Detalle por observación", "Heading 3")
    tag(document, "for row in corrections")
    sheet = add_sheet(
        document,
        ("Observación N° {{ row.number }}", "{{ row.code }}. {{ row.criterion }}"),
        (
            ("Observación", "{{ row.observation }}"),
            (
                "Respuesta de la Entidad",
                "{% if row.answer %}{{ row.answer }}{% else %}No presentó respuesta.{% endif %}",
            ),
            ("Evidencia", ""),
            ("Resultado", "**{{ row.verdict }}**{% if row.value %} (valor: {{ row.value }}){% endif %}"),
            ("Sustento", or_dash("row.reason")),
        ),
    )
    _files(sheet.rows[3].cells[1])
    tag(document, "endfor")


def _files(cell: Any) -> None:
    cell._tc.remove(cell.paragraphs[0]._p)
    tag(cell, "for file in row.evidence")
    write(cell, "{{ file }}", "Celda").paragraph_format.keep_with_next = True
    tag(cell, "else")
    write(cell, "–", "Celda").paragraph_format.keep_with_next = True
    tag(cell, "endfor")
    # Word wants a paragraph at the end of each cell.
    write(cell, "", "Celda").paragraph_format.line_spacing = Pt(1)
