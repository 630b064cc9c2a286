"""A model for the entity: the resolution of its head that takes the money into its budget."""

from __future__ import annotations

from typing import Any

from docx.shared import Pt

from scripts.word_templates.layout import CENTER, LEFT, RIGHT, field, fill, new_document, tag, write
from scripts.word_templates.official import add_signature
from scripts.word_templates.tables import add_optional_line, add_row, add_tag_row, table
from scripts.word_templates.tranche_tables import add_facts, add_total_row, keep

MONEY = "{{ amount }} ({{ amount_words }})"
OFFICE = "{{ budget_office }}"


def build_incorporation_resolution() -> Any:
    """Return the template of the resolution."""
    document = new_document()
    _margins(document)
    write(document, "{{ act|upper }} {{ act_number }}", "Title")
    write(document, "{{ place_and_date }}", align=RIGHT)
    _recitals(document)
    _decision(document)
    closing = write(document, "Regístrese, publíquese y cúmplase.", align=LEFT)
    closing.paragraph_format.space_before = Pt(12)
    keep(closing)
    add_signature(document)
    return document


def _margins(document: Any) -> None:
    """Give the head of the entity to the first page, and to each page the notice that it is only a model."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    first = section.first_page_header
    name = fill(first.paragraphs[0], "**{{ entity_name|upper }}**", align=CENTER)
    name.paragraph_format.space_after = Pt(4)
    for line in ("decade_name", "year_name"):
        tag(first, f"if letterhead.{line}")
        write(first, f"“{{{{ letterhead.{line} }}}}”", "Membrete").paragraph_format.space_after = Pt(2)
        tag(first, "endif")
    _notice(first, first.add_paragraph())
    _notice(section.header, section.header.paragraphs[0])
    for footer in (section.first_page_footer, section.footer):
        page = footer.paragraphs[0]
        page.style = "Pie"
        fill(page, "Página ", align=RIGHT)
        field(page, "PAGE")
        page.add_run(" de ")
        field(page, "NUMPAGES")


def _notice(header: Any, paragraph: Any) -> None:
    paragraph.style = "Aviso"
    fill(paragraph, "MODELO SIN EFECTO LEGAL: LA ENTIDAD LO COMPLETA, LO ADAPTA Y LO EMITE")
    tag(header, "if demonstration_note")
    write(header, "{{ demonstration_note }}", "Aviso")
    tag(header, "endif")
    write(header, "", "Membrete")


def _recitals(document: Any) -> None:
    write(document, "VISTOS:", "Heading 1")
    write(document, "{% for paper in seen %}{{ paper }}; {% endfor %}y,", align=LEFT)
    write(document, "CONSIDERANDO:", "Heading 1")
    write(document, "Que, {{ enabling_rule }};")
    write(
        document,
        "Que, con fecha {{ signed_on }}, el Ministerio de Economía y Finanzas, a través de {{ grantor }}, "
        "y {{ entity }} suscribieron el {{ agreement }}, que tiene por objeto {{ objective }};",
    )
    write(
        document,
        "Que, el {{ report.name }}, {{ report.number }}, de fecha {{ report.dated }}, concluye que {{ report.conclusion }}, por lo que "
        f"corresponde transferir la suma de {MONEY} por el {{{{ tranche }}}};",
    )
    _route_recitals(document)
    write(
        document,
        "Con el visado de la {{ budget_office }} y de la oficina de asesoría jurídica, o de las que hagan sus veces; y,",
    )
    write(document, "En uso de las facultades conferidas por {{ powers }};")


def _route_recitals(document: Any) -> None:
    tag(document, "if by_donation")
    write(
        document, "Que, mediante {{ instruction }}, los recursos fueron asignados financieramente a favor del pliego;"
    )
    write(
        document,
        "Que, {{ basis }} dispone que la incorporación de mayores ingresos públicos que provienen de fuentes de financiamiento "
        "distintas de Recursos Ordinarios y Recursos por Operaciones Oficiales de Crédito se aprueba mediante resolución del Titular "
        "de la entidad;",
    )
    tag(document, "if limits_exception")
    write(document, "Que, {{ limits_exception }};")
    tag(document, "endif")
    write(
        document,
        "Que, en consecuencia, corresponde autorizar la incorporación de los citados recursos en el presupuesto institucional;",
    )
    tag(document, "else")
    write(
        document,
        "Que, mediante {{ instruction }}, se autorizó una Transferencia de Partidas en el Presupuesto del Sector Público para el Año "
        "Fiscal {{ fiscal_year }}, a favor del {{ pliego }};",
    )
    write(
        document,
        "Que, {{ basis }} dispone que el Titular del pliego habilitado aprueba, mediante resolución, la desagregación de los recursos "
        "autorizados, a nivel programático{% if term %}, dentro de {{ term }}{% endif %};",
    )
    write(document, "Que, en consecuencia, corresponde aprobar la desagregación de los citados recursos;")
    tag(document, "endif")


def _article(document: Any, ordinal: str, title: str, text: str) -> Any:
    return write(document, f"**ARTÍCULO {ordinal}.- {title}.** {text}")


def _decision(document: Any) -> None:
    write(document, "SE RESUELVE:", "Heading 1")
    _article(
        document,
        "PRIMERO",
        "{% if by_donation %}Incorporación{% else %}Desagregación{% endif %}",
        "{% if by_donation %}AUTORIZAR la incorporación de mayores ingresos públicos en el Presupuesto Institucional del "
        "{{ pliego }}, para el Año Fiscal {{ fiscal_year }}, hasta por la suma de "
        + MONEY
        + "{% else %}APROBAR la desagregación de "
        "los recursos autorizados mediante {{ instruction }}, a favor del {{ pliego }}, para el Año Fiscal {{ fiscal_year }}, por la "
        "suma de " + MONEY + "{% endif %}, de acuerdo con el siguiente detalle:",
    )
    _income(document)
    _spending(document)
    _budget_articles(document)
    _copies(document)


def _income(document: Any) -> None:
    tag(document, "if by_donation")
    write(document, "INGRESOS", "Heading 3")
    add_facts(
        document,
        (
            ("Fuente de financiamiento", "{{ income.source }}"),
            ("Rubro", "{{ income.item }}"),
            ("Clasificador de ingresos", "{{ income.classifier }}"),
            ("Total de ingresos", "**{{ amount }}**"),
        ),
    )
    tag(document, "endif")


def _spending(document: Any) -> None:
    write(document, "EGRESOS", "Heading 3")
    keep(write(document, "Fuente de financiamiento: {{ spending_source }}.", align=LEFT))
    heads = ("Programa presupuestal", "Producto y actividad", "Unidad ejecutora", "Genérica de gasto", "Monto")
    grid = table(document, (3.2, 4.4, 2.7, 2.7, 3.0), heads, figures=(4,))
    add_tag_row(grid, "for row in spending")
    row = add_row(
        grid,
        (
            "{{ row.programme }}",
            "{{ row.product }}",
            "{{ row.executing_unit }}",
            "{{ row.generic }}",
            "{{ row.amount }}",
        ),
        figures=(4,),
    )
    add_optional_line(row.cells[1], "row.activity", "Actividad: {{ row.activity }}")
    add_tag_row(grid, "endfor")
    add_total_row(grid, "Total de egresos", ("{{ amount }}",))
    write(document, "", "Celda")


def _budget_articles(document: Any) -> None:
    _article(
        document,
        "SEGUNDO",
        "Codificación",
        f"La {OFFICE}, o la que haga sus veces en el pliego, solicita a {{{{ directorate }}}} las codificaciones "
        "que se requieran como consecuencia de la incorporación de nuevas partidas de ingresos, finalidades y unidades de medida.",
    )
    _article(
        document,
        "TERCERO",
        "Notas para Modificación Presupuestaria",
        f"La {OFFICE}, o la que haga sus veces en el pliego, instruye a las unidades ejecutoras para que elaboren las “Notas para "
        "Modificación Presupuestaria” que se requieran como consecuencia de lo dispuesto en la presente resolución.",
    )
    _article(
        document,
        "CUARTO",
        "Limitación al uso de los recursos",
        "Los recursos a que se refiere el artículo primero se destinan a financiar los bienes y servicios de los productos "
        "priorizados en el {{ agreement }}, y no pueden destinarse, bajo responsabilidad, a fines distintos de aquellos para los "
        "que fueron transferidos.",
    )


def _copies(document: Any) -> None:
    remission = _article(
        document,
        "QUINTO",
        "Remisión de copias",
        "Copia de la presente resolución se remite{% if copies_term %}, dentro de {{ copies_term }} de aprobada{% endif %}"
        "{% if copies_basis %}, según {{ copies_basis }}{% endif %}"
        "{% if copies_term or copies_basis %},{% endif %} a:",
    )
    keep(remission)
    tag(document, "for body in copies_to")
    write(document, "–\t{{ body }}.", "Literal")
    tag(document, "endfor")
    keep(
        _article(
            document,
            "SEXTO",
            "Publicación",
            "La presente resolución se publica en el portal institucional de la entidad.",
        )
    )
