"""The first verification report of a level, and the parts that the second one shares with it."""

from __future__ import annotations

from typing import Any

from docx.shared import Pt

from scripts.word_templates.layout import CENTER, RIGHT, new_document, tag, write
from scripts.word_templates.margins import add_margins
from scripts.word_templates.official import add_signature, or_dash
from scripts.word_templates.tables import add_optional_line, add_row, add_tag_row, shade, table, undivided

_LOOKED_AT = "Evidencia examinada"


def build_verification_report() -> Any:
    """Return the template of the "I Informe de Verificación"."""
    document = new_document()
    add_margins(document, running_title="I Informe de Verificación {{ stamp.number }}")
    add_report_opening(document)
    _summary(document)
    _antecedents(document)
    _documents(document)
    _criteria(document)
    _indicators(document)
    add_conclusions(document)
    add_evidence(document)
    _third_party(document)
    return document


def add_report_opening(document: Any) -> None:
    """Write the number, the title and what the report is about."""
    write(document, "INFORME {{ stamp.number }}", "Title").paragraph_format.space_after = Pt(6)
    tag(document, "if stamp.version")
    write(document, "({{ stamp.version }})", align=CENTER)
    tag(document, "endif")
    write(document, "{{ title|upper }}", "Title")
    grid = table(document, (4.2, 11.8), ("Convenio", "{{ period.agreement_title }}, {{ period.agreement_number }}"))
    for head, text in (
        ("Entidad pública", "{{ period.entity }}"),
        (
            "{% if period.programmes|length == 1 %}Programa presupuestal{% else %}Programas presupuestales{% endif %}",
            "{% for programme in period.programmes %}{{ programme }}{% if not loop.last %}; {% endif %}{% endfor %}",
        ),
        ("Período y nivel", "{{ period.year_label }} (año fiscal {{ period.fiscal_year }}), {{ period.level }}"),
    ):
        add_row(grid, (f"**{head}**", text))


def _summary(document: Any) -> None:
    write(document, "RESUMEN", "Heading 1")
    write(
        document,
        "El presente informe da cuenta de la verificación de los compromisos de gestión que corresponden al "
        "{{ period.level }} del Convenio. {{ result }}",
    )
    figures = (2, 3, 4)
    heads = ("N°", "Proceso", "Criterios del nivel", "Cumplidos", "Observados")
    grid = table(document, (1.0, 7.2, 2.8, 2.5, 2.5), heads, figures=figures)
    add_tag_row(grid, "for process in processes")
    counts = tuple(f"{{{{ process.counts.{name} }}}}" for name in ("criteria", "met", "observed"))
    add_row(grid, ("{{ process.number }}", "{{ process.name }}", *counts), figures=figures)
    add_tag_row(grid, "endfor")
    total = ("", "Total", "{{ counts.criteria }}", "{{ counts.met }}", "{{ counts.observed }}")
    for cell in add_row(grid, total, figures=figures, bold=True).cells:
        shade(cell, "F4F3F3")
    add_tag_row(grid, "for group in carried")
    counts = tuple(f"{{{{ group.counts.{name} }}}}" for name in ("criteria", "met", "observed"))
    add_row(grid, ("", "{{ group.name }} (no suman al nivel)", *counts), figures=figures)
    add_tag_row(grid, "endfor")


def _antecedents(document: Any) -> None:
    write(document, "I. ANTECEDENTES", "Heading 1")
    add_agreement_antecedent(document)
    write(
        document,
        "1.2.\tLa verificación comprende los criterios con nivel de cumplimiento en el {{ period.year_label }} (año fiscal "
        "{{ period.fiscal_year }}){% if indicators %} y los indicadores con meta en ese año{% endif %}{% if carried %}, así como los criterios "
        "arrastrados de otros niveles, que no suman a los del {{ period.level }}{% endif %}.",
        "Numeral",
    )
    tag(document, "if third_party")
    write(document, "1.3.\t{{ third_party }}", "Numeral")
    tag(document, "endif")


def add_agreement_antecedent(document: Any) -> None:
    """Write the first antecedent: which agreement, with whom, under which directive."""
    write(
        document,
        "1.1.\tCon fecha {{ period.agreement_signed_on }} se suscribió con la entidad pública {{ period.entity }} (en adelante, "
        "la Entidad) el {{ period.agreement_title }}, {{ period.agreement_number }} (en adelante, el Convenio), en el marco de "
        "la {{ period.norm }}. El período se verifica según {{ period.terms }}.",
        "Numeral",
    )


def _documents(document: Any) -> None:
    write(document, "II. VERIFICACIÓN DE LA DOCUMENTACIÓN Y BASES DE DATOS REMITIDAS AL MEF", "Heading 1")
    add_presented_reports(document)
    write(
        document,
        "2.2.\t{% if completion %}{{ completion }}{% else %}De la revisión de lo presentado no resultó necesario requerir a la "
        "Entidad que lo completara.{% endif %}",
        "Numeral",
    )
    add_evidence_remark(document, "2.3")


def add_presented_reports(document: Any) -> None:
    """Write which reports the entity presented, and whether they came in time."""
    write(document, "2.1.\tLa Entidad presentó lo siguiente:", "Numeral").paragraph_format.keep_with_next = True
    grid = table(document, (4.4, 4.4, 2.6, 4.6), ("Documento", "Número", "Fecha", "Oportunidad"))
    add_tag_row(grid, "for report in reports")
    row = add_row(grid, ("{{ report.kind }}", "{{ report.number }}", "{{ report.date }}", ""))
    row.cells[3].paragraphs[0].add_run("{% if report.note %}{{ report.note }}{% else %}Dentro del plazo{% endif %}")
    add_tag_row(grid, "endfor")
    write(document, "", "Celda")


def add_evidence_remark(document: Any, number: str) -> None:
    """Write, as the paragraph of that number, where the evidence is listed, or that there is none."""
    write(
        document,
        f"{number}.\t"
        "{% if evidence %}La documentación y las bases de datos remitidas, con quien las suministró, si se examinaron y la "
        "huella digital que las identifica, constan en el Anexo N° 1.{% else %}La Entidad no remitió documentación ni bases de datos que "
        "sustenten lo informado.{% endif %}",
        "Numeral",
    )


def _criteria(document: Any) -> None:
    write(document, "III. VERIFICACIÓN DE LOS COMPROMISOS DE GESTIÓN", "Heading 1")
    tag(document, "for process in processes")
    write(document, "Proceso {{ process.number }}. {{ process.name }}", "Heading 3")
    write(document, "{{ process.result }}").paragraph_format.keep_with_next = True
    _verdicts(document, "for criterion in process.criteria")
    tag(document, "endfor")
    tag(document, "for group in carried")
    write(document, "{{ group.name }}", "Heading 3")
    write(document, "{{ group.result }}").paragraph_format.keep_with_next = True
    _verdicts(document, "for criterion in group.criteria")
    tag(document, "endfor")


def _verdicts(document: Any, loop: str) -> None:
    """Write what was found on each criterion of a group."""
    grid = table(
        document,
        # A value and what is demanded have their unit, whose longest word ("establecimientos") must fit.
        (1.4, 4.4, 3.0, 2.65, 2.65, 1.9),
        ("Código", "Criterio", "Unidad responsable", "Condición requerida", "Valor medido", "Resultado"),
    )
    add_tag_row(grid, loop)
    verdict = add_row(
        grid,
        (
            "{{ criterion.code }}",
            "{{ criterion.statement }}",
            "{{ criterion.responsible_unit }}",
            "{{ criterion.condition }}",
            or_dash("criterion.value"),
            "**{{ criterion.verdict }}**",
        ),
    )
    add_tag_row(grid, "if criterion.reason and criterion.evidence")
    # The files stay with the reason, as the reason stays with the verdict.
    reason = _across(grid, verdict, "criterion.reason", "Sustento")
    _across(grid, reason, "criterion.evidence", _LOOKED_AT)
    add_tag_row(grid, "else")
    _across_where_told(grid, verdict, "criterion.reason", "Sustento")
    _across_where_told(grid, verdict, "criterion.evidence", _LOOKED_AT)
    add_tag_row(grid, "endif")
    add_tag_row(grid, "endfor")


def _across_where_told(grid: Any, above: Any, field: str, name: str) -> None:
    """Write what a row rests on across the table, unless it is empty."""
    add_tag_row(grid, f"if {field}")
    _across(grid, above, field, name)
    add_tag_row(grid, "endif")


def _across(grid: Any, above: Any, field: str, name: str) -> Any:
    """Write a field across the table, on the page of the row above: reasons and lists of files need room."""
    for paragraph in (each for cell in above.cells for each in cell.paragraphs):
        paragraph.paragraph_format.keep_with_next = True
    row = add_row(grid, (f"**{name}:** {{{{ {field} }}}}", "", "", "", "", ""))
    cell = row.cells[0].merge(row.cells[-1])
    for extra in cell.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)
    return row


def _indicators(document: Any) -> None:
    tag(document, "if indicators")
    write(document, "Metas alcanzadas en los indicadores priorizados (Tramo Variable)", "Heading 3")
    grid = table(
        document,
        (1.4, 5.5, 2.0, 2.0, 2.0, 3.1),
        ("Código", "Indicador", "Línea de base", "Meta", "Valor alcanzado", "Fuente"),
        figures=(2, 3, 4),
    )
    add_tag_row(grid, "for indicator in indicators")
    row = add_row(
        grid,
        (
            "{{ indicator.code }}",
            "{{ indicator.name }}",
            "{{ indicator.baseline }}",
            "{{ indicator.target }}",
            "**{{ indicator.value }}**",
            "{{ indicator.source }}",
        ),
        figures=(2, 3, 4),
    )
    add_optional_line(row.cells[5], "indicator.note", "Nota: {{ indicator.note }}")
    _across_where_told(grid, row, "indicator.evidence", _LOOKED_AT)
    add_tag_row(grid, "endfor")
    tag(document, "endif")


def add_conclusions(document: Any) -> None:
    """Write the conclusions, the recommendations if any, place and date, and who signs."""
    write(document, "IV. CONCLUSIONES Y RECOMENDACIONES", "Heading 1")
    for number, name, field in ((1, "Conclusiones", "conclusions"), (2, "Recomendaciones", "recommendations")):
        tag(document, f"if {field}")
        write(document, f"4.{number}. {name}", "Heading 3")
        tag(document, f"for paragraph in {field}")
        for condition in ("if loop.last", "else"):
            tag(document, condition)
            paragraph = write(document, f"4.{number}.{{{{ loop.index }}}}.\t{{{{ paragraph }}}}", "Numeral")
            # Nobody signs on a page without text.
            paragraph.paragraph_format.keep_with_next = condition == "if loop.last"
        tag(document, "endif")
        tag(document, "endfor")
        tag(document, "endif")
    _signature(undivided(document))


def _signature(cell: Any) -> None:
    """Write place and date, who signs, and below them who verified and who agreed: they share a page."""
    write(cell, "{{ place_and_date }}", align=RIGHT).paragraph_format.space_before = Pt(14)
    add_signature(cell)
    elaborated = "Elaboró: {% for each in elaborated %}{{ each }}{% if not loop.last %}; {% endif %}{% endfor %}."
    for condition, text in (("elaborated", elaborated), ("reviewed", "Revisó: {{ reviewed }}.")):
        tag(cell, f"if {condition}")
        write(cell, text, "Celda")
        tag(cell, "endif")


def add_evidence(document: Any) -> None:
    """Write Annex 1: the files that were sent, and which of them were looked at."""
    write(document, "ANEXO N° 1", "Anexo")
    write(document, "DOCUMENTACIÓN Y BASES DE DATOS REMITIDAS", "Subtítulo de anexo")
    tag(document, "if evidence")
    heads = ("Archivo", "Criterio o indicador", "Suministrado por", "Examinado", "SHA-256 (inicio)")
    grid = table(document, (4.0, 2.7, 3.7, 2.2, 3.4), heads)
    add_tag_row(grid, "for row in evidence")
    add_row(
        grid,
        ("{{ row.file }}", "{{ row.supports }}", "{{ row.supplied_by }}", "{{ row.looked_at }}", "{{ row.sha256 }}"),
    )
    add_tag_row(grid, "endfor")
    tag(document, "else")
    write(document, "No se remitió documentación ni bases de datos.")
    tag(document, "endif")


def _third_party(document: Any) -> None:
    tag(document, "if third_party_findings")
    write(document, "Resultados del organismo verificador: {{ third_party_name }}", "Heading 3")
    grid = table(
        document,
        (1.7, 2.7, 2.3, 6.3, 3.0),
        ("Código", "Valor medido", "Resultado", "Sustento", "Resultado de esta Dirección"),
    )
    add_tag_row(grid, "for finding in third_party_findings")
    add_row(
        grid,
        (
            "{{ finding.code }}",
            or_dash("finding.value"),
            "{{ finding.verdict }}",
            or_dash("finding.reason"),
            "{{ finding.own_verdict }}",
        ),
    )
    add_tag_row(grid, "endfor")
    tag(document, "endif")
