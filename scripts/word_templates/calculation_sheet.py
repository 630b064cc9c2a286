"""The calculation sheet of a transfer: from the sol back to the rule, the verdicts and their evidence."""

from __future__ import annotations

from typing import Any

from scripts.word_templates.layout import CENTER, new_document, tag, write
from scripts.word_templates.margins import add_margins
from scripts.word_templates.official import or_dash
from scripts.word_templates.tables import add_optional_line, add_row, add_tag_row, table
from scripts.word_templates.tranche_tables import (
    add_facts,
    add_paragraphs,
    add_rows,
    add_tranche_table,
    keep,
    keep_rows,
)


def build_calculation_sheet() -> Any:
    """Return the template of the calculation sheet."""
    document = new_document()
    add_margins(document, running_title="Hoja de cálculo {{ stamp.number }}")
    write(document, "HOJA DE CÁLCULO {{ stamp.number }}", "Title")
    tag(document, "if stamp.version")
    write(document, "({{ stamp.version }})", align=CENTER)
    tag(document, "endif")
    write(document, "{{ title|upper }}", "Title")
    for add_part in (_data, _report, _rule, _compliance, _arithmetic, _result, _sensitivity, _review):
        add_part(document)
    return document


def _data(document: Any) -> None:
    write(document, "I. DATOS DEL CONVENIO Y DEL TRAMO", "Heading 1")
    add_facts(
        document,
        (
            ("Convenio", "{{ agreement }}"),
            ("Entidad pública", "{{ entity }}"),
            (
                "{% if programmes|length == 1 %}Programa presupuestal{% else %}Programas presupuestales{% endif %}",
                "{% for programme in programmes %}{{ programme }}{% if not loop.last %}; {% endif %}{% endfor %}",
            ),
            ("Período y nivel", "{{ year }} (año fiscal {{ fiscal_year }}), {{ level }}"),
            ("Tramo", "{{ tranche }}"),
            ("Fuente y vía de transferencia", "{{ route }}"),
            ("Fecha del cálculo", "{{ calculated_on }}"),
        ),
    )


def _report(document: Any) -> None:
    write(document, "II. INFORME QUE SUSTENTA EL CÁLCULO", "Heading 1")
    write(
        document,
        "El cálculo se sustenta en el {{ report.name }}, {{ report.number }}, de fecha {{ report.dated }}, que concluye que "
        "{{ report.conclusion }}.",
    )


def _rule(document: Any) -> None:
    write(document, "III. REGLA APLICADA", "Heading 1")
    keep(write(document, "**Regla:** {{ rule.name }}."))
    write(document, "**Base:** {{ rule.basis }}.")
    add_paragraphs(document, "rule.paragraphs")


def _compliance(document: Any) -> None:
    write(
        document,
        "IV. {% if indicators %}LOGRO DE LOS INDICADORES{% else %}CUMPLIMIENTO DE LOS CRITERIOS{% endif %}",
        "Heading 1",
    )
    tag(document, "if criteria")
    tag(document, "if criteria[0].weight")
    _criteria(document, is_weighted=True)
    tag(document, "else")
    _criteria(document, is_weighted=False)
    tag(document, "endif")
    write(document, "", "Celda")
    tag(document, "endif")
    tag(document, "if indicators")
    _indicators(document)
    tag(document, "endif")
    write(document, "{{ compliance_summary }}")


def _criteria(document: Any, *, is_weighted: bool) -> None:
    weight = (("Peso", 1.4, "{{ criterion.weight }}"),) if is_weighted else ()
    add_rows(
        document,
        "for criterion in criteria",
        (
            ("Código", 1.4, "{{ criterion.code }}"),
            ("Criterio", 4.1 if is_weighted else 5.5, "{{ criterion.statement }}"),
            *weight,
            ("Resultado", 2.4, "**{{ criterion.verdict }}**"),
            ("Evidencias", 1.9, "{{ criterion.evidence_count }}"),
            # Wide enough for the two halves of a name: on three lines it made each row half again as high.
            ("Verificador", 2.9, "{{ criterion.verifier }}"),
            ("Fecha", 1.9, "{{ criterion.verified_on }}"),
        ),
        figures=(2, 4) if is_weighted else (3,),
    )


def _indicators(document: Any) -> None:
    figures = (2, 3, 4, 5, 6, 7)
    heads = ("Código", "Indicador", "Peso", "Línea de base", "Meta", "Logrado", "Puntaje", "Peso × puntaje")
    grid = table(document, (1.5, 5.1, 1.2, 1.6, 1.5, 1.7, 1.7, 1.7), heads, figures=figures)
    add_tag_row(grid, "for indicator in indicators")
    row = add_row(
        grid,
        (
            "{{ indicator.code }}",
            "{{ indicator.name }}",
            "{{ indicator.weight }}",
            "{{ indicator.baseline }}",
            "{{ indicator.target }}",
            "{{ indicator.achieved }}",
            "{{ indicator.score }}",
            "{{ indicator.weighted_score }}",
        ),
        figures=figures,
    )
    add_optional_line(row.cells[1], "indicator.basis", "{{ indicator.basis }}")
    add_tag_row(grid, "endfor")
    write(document, "", "Celda")


def _arithmetic(document: Any) -> None:
    write(document, "V. DETERMINACIÓN DEL MONTO, PASO A PASO", "Heading 1")
    grid = add_rows(
        document,
        "for step in steps",
        (
            ("N°", 0.9, "{{ loop.index }}"),
            ("Concepto", 5.2, "{{ step.label }}"),
            ("Valor", 3.5, "{{ step.value }}"),
            ("Operación o base", 6.4, or_dash("step.basis")),
        ),
        figures=(2,),
    )
    keep_rows(grid)
    keep(write(document, "", "Celda"))
    write(
        document,
        "Los montos se calculan con todas sus cifras y se redondean una sola vez, al céntimo más cercano y el medio céntimo hacia "
        "arriba, sobre el importe acumulado del tramo.",
    )


def _result(document: Any) -> None:
    write(document, "VI. MONTO QUE CORRESPONDE TRANSFERIR", "Heading 1")
    keep(write(document, "Corresponde transferir **{{ money.due }}** ({{ due_words }})."))
    add_tranche_table(document, due="Corresponde transferir")


def _sensitivity(document: Any) -> None:
    tag(document, "if what_would_change")
    write(document, "VII. QUÉ HARÍA VARIAR EL RESULTADO", "Heading 1")
    add_paragraphs(document, "what_would_change", text="–\t{{ paragraph }}", style="Literal")
    tag(document, "endif")


def _review(document: Any) -> None:
    write(document, "{% if what_would_change %}VIII{% else %}VII{% endif %}. REVISIÓN", "Heading 1")
    tag(document, "if reviews")
    add_rows(
        document,
        "for review in reviews",
        (
            ("Actuación", 2.2, "{{ review.action }}"),
            ("Nombre", 5.0, "{{ review.name }}"),
            ("Cargo", 5.0, "{{ review.post }}"),
            ("Fecha", 3.8, "{{ review.dated }}"),
        ),
    )
    tag(document, "else")
    write(document, "El cálculo se encuentra pendiente de revisión y no sustenta transferencia alguna.")
    tag(document, "endif")
