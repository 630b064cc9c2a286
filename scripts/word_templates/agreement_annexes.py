"""Annexes of the agreement: I technical, II administrative, A definitions."""

from __future__ import annotations

from typing import Any

from scripts.word_templates.layout import fill, tag, turn, write
from scripts.word_templates.tables import (
    add_group_row,
    add_lines,
    add_optional_line,
    add_row,
    add_tag_row,
    shade,
    table,
)

E = "{{ entity.alias }}"
G = "{{ grantor.alias }}"


def add_technical_annex(document: Any) -> None:
    """Write Annex I: the programmes, the indicators and, on a page turned sideways, the commitments."""
    turn(document, landscape=False)
    write(document, "ANEXO I", "Anexo")
    write(document, "ESPECIFICACIONES TÉCNICAS DEL CONVENIO", "Subtítulo de anexo")
    _programme(document)
    _indicators(document)
    turn(document, landscape=True)
    _commitments(document)


def _programme(document: Any) -> None:
    write(
        document,
        "CAPÍTULO I. PRESENTACIÓN {% if programmes|length == 1 %}DEL PROGRAMA PRESUPUESTAL{% else %}DE LOS PROGRAMAS PRESUPUESTALES{% endif %}",
        "Heading 2",
    )
    write(document, "1.01 Presentación", "Heading 3")
    tag(document, "for paragraph in presentation")
    write(document, "{{ paragraph }}")
    tag(document, "endfor")
    tag(document, "if results")
    write(document, "1.02 Resultados esperados", "Heading 3")
    tag(document, "for result in results")
    write(document, "–\t{{ result }}", "Literal")
    tag(document, "endfor")
    tag(document, "endif")
    write(document, "{% if results %}1.03{% else %}1.02{% endif %} Productos priorizados", "Heading 3")
    grid = table(document, (3.0, 13.0), ("Código", "Producto"))
    add_tag_row(grid, "for product in products")
    add_row(
        grid,
        (
            "{{ product.code }}",
            "{{ product.name }}{% if product.programme %} (Programa Presupuestal {{ product.programme }}){% endif %}",
        ),
    )
    add_tag_row(grid, "endfor")
    write(document, "{% if results %}1.04{% else %}1.03{% endif %} Ámbito de intervención", "Heading 3")
    write(document, "El ámbito de intervención comprende {{ ambit_summary }}:")
    grid = table(document, (3.0, 3.4, 8.1, 1.5), ("Departamento", "Provincia", "Distritos", "Número"), figures=(3,))
    add_tag_row(grid, "for row in ambit")
    add_row(
        grid, ("{{ row.department }}", "{{ row.province }}", "{{ row.districts }}", "{{ row.count }}"), figures=(3,)
    )
    add_tag_row(grid, "endfor")
    _activities(document)


def _activities(document: Any) -> None:
    tag(document, "if activities")
    write(document, "{% if results %}1.05{% else %}1.04{% endif %} Cronograma de actividades", "Heading 3")
    write(
        document,
        "Las actividades que se financian, con los meses en que se ejecutan y el año cuyo monto necesitan, son:",
    )
    grid = table(document, (5.6, 4.2, 2.2, 2.4, 1.6), ("Actividad", "Producto", "Año", "Meses", "Monto de"))
    add_tag_row(grid, "for row in activities")
    add_row(
        grid,
        ("{{ row.name }}", "{{ row.product }}", "{{ row.year }}", "{{ row.months }}", "{{ row.money }}"),
    )
    add_tag_row(grid, "endfor")
    tag(document, "endif")


def _indicators(document: Any) -> None:
    write(document, "CAPÍTULO II. INDICADORES", "Heading 2")
    write(document, "2.01 Introducción", "Heading 3")
    write(
        document,
        "Los indicadores siguientes miden el logro de los resultados y productos priorizados y determinan el Tramo Variable. "
        "Los pesos de los indicadores con meta en un mismo año suman la unidad.",
    )
    write(document, "2.02 Línea de base, metas y pesos", "Heading 3")
    grid = table(document, (1.7, 6.3, 2.7, 5.3), ("Código", "Indicador", "Línea de base", "Meta y peso por año"))
    add_tag_row(grid, "for indicator in indicators")
    row = add_row(
        grid,
        (
            "{{ indicator.code }}",
            "{{ indicator.name }}",
            "{{ indicator.baseline }} ({{ indicator.baseline_year }})",
            "",
        ),
    )
    add_lines(
        row.cells[3],
        "for target in indicator.targets",
        "{{ target.label }} ({{ target.fiscal_year }}): **{{ target.target }}**, peso\N{NO-BREAK SPACE}{{ target.weight }}",
    )
    add_tag_row(grid, "endfor")
    write(document, "2.03 Fichas de los indicadores", "Heading 3")
    tag(document, "for indicator in indicators")
    _indicator_sheet(document)
    # Between two sheets only: after the last, the line could fall on a page of its own before the next annex part.
    tag(document, "if not loop.last")
    write(document, "", "Celda")
    tag(document, "endif")
    tag(document, "endfor")


def _indicator_sheet(document: Any) -> None:
    grid = table(document, (3.6, 12.4), ("{{ indicator.code }}", "{{ indicator.name }}"))
    for head, text in (
        ("Fórmula", "{{ indicator.formula }}"),
        ("Unidad de medida", "{{ indicator.unit }}"),
        ("Sentido esperado", "{{ indicator.direction }}"),
        ("Fuente de datos", "{{ indicator.source }}"),
        ("Línea de base", "{{ indicator.baseline }} ({{ indicator.baseline_year }})"),
    ):
        row = add_row(grid, (f"**{head}**", text))
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = head != "Línea de base"


def _commitments(document: Any) -> None:
    write(document, "CAPÍTULO III. COMPROMISOS DE GESTIÓN", "Heading 2")
    write(document, "3.01 Procesos, subprocesos críticos, criterios y niveles de cumplimiento", "Heading 3")
    write(
        document,
        "Los compromisos de gestión comprenden {{ criteria_summary }}. Cada criterio se evalúa en el año en que tiene nivel de "
        "cumplimiento y se tiene por cumplido solo si alcanza el valor o la condición que el nivel señala.",
    )
    write(document, "3.02 Matriz de compromisos de gestión", "Heading 3")
    grid = table(
        document,
        (1.7, 8.0, 4.6, 3.6, 6.8),
        ("Código", "Criterio", "Fuente y medio de verificación", "Unidad responsable", "Nivel de cumplimiento por año"),
    )
    add_tag_row(grid, "for process in processes")
    add_group_row(grid, "Proceso {{ process.number }}. {{ process.name }}", fill_color="D9D9D9")
    add_tag_row(grid, "for subprocess in process.subprocesses")
    add_group_row(grid, "Subproceso crítico: {{ subprocess.name }}")
    add_tag_row(grid, "for criterion in subprocess.criteria")
    row = add_row(
        grid,
        (
            "{{ criterion.code }}",
            "{{ criterion.statement }}",
            "{{ criterion.source }}",
            "{{ criterion.responsible_unit }}",
            "",
        ),
    )
    add_optional_line(row.cells[1], "criterion.definition", "{{ criterion.definition }}")
    add_optional_line(row.cells[1], "criterion.formula", "Fórmula: {{ criterion.formula }}")
    add_optional_line(row.cells[1], "criterion.weight", "Peso: {{ criterion.weight }}")
    add_optional_line(row.cells[2], "criterion.means", "Medio: {{ criterion.means }}")
    add_lines(row.cells[4], "for level in criterion.levels", "**{{ level.label }}:** {{ level.condition }}")
    for _level in range(3):
        add_tag_row(grid, "endfor")


def add_administrative_annex(document: Any) -> None:
    """Write Annex II: amounts, split, terms, and the rules that determine what is transferred."""
    turn(document, landscape=False)
    write(document, "ANEXO II", "Anexo")
    write(document, "DISPOSICIONES ADMINISTRATIVAS DEL CONVENIO", "Subtítulo de anexo")
    _amounts(document)
    _terms(document)
    _rules(document)


def _amounts(document: Any) -> None:
    write(document, "1.01 Monto total y anual", "Heading 3")
    write(
        document,
        f"(a)\tEl monto total máximo asignado en el marco del CONVENIO a {E} es de {{{{ money.total }}}} "
        "({{ money.total_words }}) por {{ term }} de vigencia.",
        "Literal",
    )
    write(document, "(b)\tEl monto máximo anual es el siguiente:", "Literal")
    grid = table(document, (3.0, 4.0, 4.0, 5.0), ("Año", "Año fiscal", "Nivel", "Monto máximo"), figures=(3,))
    add_tag_row(grid, "for year in money.years")
    add_row(
        grid, ("{{ year.label }}", "{{ year.fiscal_year }}", "{{ year.level }}", "{{ year.maximum }}"), figures=(3,)
    )
    add_tag_row(grid, "endfor")
    _total(grid, ("Total", "", "", "{{ money.annual_total }}"), figures=(3,))
    write(document, "", "Celda")
    tag(document, "if money.years")
    write(
        document,
        "\tEl Año 1 corresponde al año fiscal de la última firma y los demás, a los que le siguen. Si la última firma es "
        "posterior a {{ money.years[0].fiscal_year }}, los años fiscales de los Anexos se entienden corridos en la misma medida.",
        "Literal",
    )
    tag(document, "endif")
    write(document, "(c)\tCada monto anual se distribuye entre el Tramo Fijo y el Tramo Variable así:", "Literal")
    grid = table(
        document,
        (2.4, 2.4, 4.2, 2.8, 4.2),
        ("Año", "Tramo Fijo (%)", "Tramo Fijo", "Tramo Variable (%)", "Tramo Variable"),
        figures=(1, 2, 3, 4),
    )
    add_tag_row(grid, "for year in money.years")
    add_row(
        grid,
        (
            "{{ year.label }}",
            "{{ year.fixed_percentage }}",
            "{{ year.fixed_amount }}",
            "{{ year.variable_percentage }}",
            "{{ year.variable_amount }}",
        ),
        figures=(1, 2, 3, 4),
    )
    add_tag_row(grid, "endfor")
    _total(grid, ("Total", "", "{{ money.fixed_total }}", "", "{{ money.variable_total }}"), figures=(1, 2, 3, 4))


def _total(grid: Any, texts: tuple[str, ...], *, figures: tuple[int, ...]) -> None:
    for cell in add_row(grid, texts, figures=figures, bold=True).cells:
        shade(cell, "F4F3F3")


def _terms(document: Any) -> None:
    write(document, "1.02 Envío de información y plazos", "Heading 3")
    write(document, "(a)\tLos plazos del CONVENIO son los siguientes:", "Literal")
    grid = table(document, (4.0, 3.0, 4.4, 4.6), ("Actuación", "Plazo", "Se cuenta desde", "Base"))
    add_tag_row(grid, "for deadline in deadlines")
    add_row(
        grid,
        (
            "{{ deadline.what }}",
            "{{ deadline.term }}",
            "{{ deadline.starts_from }}",
            "{% if deadline.basis %}{{ deadline.basis }}{% else %}{{ ref('uso') }}{% endif %}",
        ),
    )
    add_tag_row(grid, "endfor")
    write(document, "", "Celda")
    write(
        document,
        f"(b)\tSubsanación: {E} tiene un plazo máximo de {{{{ correction_term }}}} para subsanar las observaciones, luego de "
        "habérsele comunicado los resultados en el “Informe de Verificación del Cumplimiento de los Compromisos de Gestión”.",
        "Literal",
    )
    write(
        document,
        "(c)\tSi el último día de un plazo no es hábil, el plazo vence el primer día hábil siguiente.",
        "Literal",
    )


def _rules(document: Any) -> None:
    write(document, "1.03 Determinación del monto a transferir", "Heading 3")
    for letter, tranche, rule in (("a", "Tramo Fijo", "fixed_rule"), ("b", "Tramo Variable", "variable_rule")):
        heading = write(
            document, f"({letter})\t**Monto correspondiente al {tranche}: {{{{ {rule}.name }}}}.**", "Literal"
        )
        heading.paragraph_format.keep_with_next = True
        tag(document, f"for paragraph in {rule}.paragraphs")
        fill(document.add_paragraph(style="Literal"), "\t{{ paragraph }}")
        tag(document, "endfor")
        if rule == "fixed_rule":
            _balance(document)
    write(
        document,
        "(c)\t**Cálculo.** Los montos se calculan con todas sus cifras y se redondean una sola vez, al céntimo más cercano y el "
        "medio céntimo hacia arriba, sobre el importe acumulado de cada tramo; de este se descuenta lo ya transferido.",
        "Literal",
    )


def _balance(document: Any) -> None:
    """Write what becomes of what is not corrected: where the norm lets it be carried, and where not."""
    left = "\tVencido el plazo de subsanación, lo que falte para completar el Tramo Fijo es el saldo"
    clause = "{{ ref('observaciones') }}"
    tag(document, "if lets_carry")
    carried = (
        f"{left}. Conforme a la {clause}, se conserva para los criterios que se arrastren a un nivel siguiente, y el cálculo "
        "se repite con los que allí se cumplan, o se cancela su transferencia."
    )
    fill(document.add_paragraph(style="Literal"), carried)
    tag(document, "else")
    lost = f"{left} cuya transferencia se cancela conforme a la {clause}."
    fill(document.add_paragraph(style="Literal"), lost)
    tag(document, "endif")


def add_definitions_annex(document: Any) -> None:
    """Write Annex A: the terms the agreement uses, where it defines any."""
    tag(document, "if definitions")
    write(document, "ANEXO A", "Anexo")
    write(document, "DEFINICIÓN DE TÉRMINOS", "Subtítulo de anexo")
    tag(document, "for definition in definitions")
    write(document, "**{{ definition.term }}.** {{ definition.meaning }}")
    tag(document, "endfor")
    tag(document, "endif")
