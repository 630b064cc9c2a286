"""The papers that end an agreement: the act of closure, and the letter of termination."""

from __future__ import annotations

from typing import Any

from docx.shared import Pt

from scripts.word_templates.layout import CENTER, new_document, tag, write
from scripts.word_templates.margins import add_margins
from scripts.word_templates.official import add_closing, add_letter_opening, add_signature
from scripts.word_templates.tranche_tables import add_facts, add_paragraphs, add_rows, add_total_row, keep, keep_rows


def build_closure_act() -> Any:
    """Return the template of the act of closure."""
    document = new_document()
    add_margins(document, running_title="Acta de cierre {{ stamp.number }}")
    write(document, "ACTA DE CIERRE {{ stamp.number }}", "Title").paragraph_format.space_after = Pt(6)
    tag(document, "if stamp.version")
    write(document, "({{ stamp.version }})", align=CENTER)
    tag(document, "endif")
    write(document, "{{ title }}", "Title")
    write(
        document,
        "{{ opening }}, la Dirección General de Presupuesto Público del Ministerio de Economía y Finanzas deja constancia, mediante "
        "la presente acta, del cierre del {{ agreement }} (en adelante, el Convenio), conforme a lo siguiente:",
    )
    for add_part in (_parties, _life, _periods, _money, _unspent, _learned, _final_report, _declarations):
        add_part(document)
    return document


def _parties(document: Any) -> None:
    write(document, "PRIMERO: DE LAS PARTES", "Heading 1")
    keep(write(document, "El Convenio fue suscrito por:"))
    tag(document, "for party in parties")
    write(
        document,
        "–\t{{ party.name }}{% if party.through %}, {{ party.through }}{% endif %}{% if party.role %}, en calidad de {{ party.role }}{% endif %}"
        "{% if party.is_entity %} (en adelante, la Entidad){% endif %}.",
        "Literal",
    )
    tag(document, "endfor")


def _life(document: Any) -> None:
    write(document, "SEGUNDO: DE LA VIGENCIA", "Heading 1")
    add_facts(
        document,
        (
            (
                "{% if programmes|length == 1 %}Programa presupuestal{% else %}Programas presupuestales{% endif %}",
                "{% for programme in programmes %}{{ programme }}{% if not loop.last %}; {% endif %}{% endfor %}",
            ),
            ("Fecha de suscripción", "{{ life.signed_on }}"),
            ("Plazo", "{{ life.term }}"),
            ("Inicio de la vigencia", "{{ life.in_force_from }}"),
            ("Fin de la vigencia", "{{ life.ended_on }}"),
            (
                "Adendas",
                "{% if life.addenda %}{% for addendum in life.addenda %}{{ addendum }}{% if not loop.last %}; {% endif %}"
                "{% endfor %}{% else %}Ninguna{% endif %}",
            ),
        ),
    )


def _periods(document: Any) -> None:
    write(document, "TERCERO: DE LOS PERÍODOS VERIFICADOS", "Heading 1")
    add_rows(
        document,
        "for period in periods",
        (
            ("Año", 1.6, "{{ period.year }}"),
            ("Año fiscal", 2.0, "{{ period.fiscal_year }}"),
            ("Nivel", 1.8, "{{ period.level }}"),
            ("Resultado", 5.3, "{{ period.outcome }}"),
            ("Informes de Verificación", 5.3, "{{ period.reports }}"),
        ),
    )


def _money(document: Any) -> None:
    write(document, "CUARTO: DE LAS TRANSFERENCIAS", "Heading 1")
    keep(
        write(
            document,
            "En el marco del Convenio se transfirió un total de {{ total.paid }} ({{ total.paid_words }}), según el detalle siguiente:",
        )
    )
    figures = (2, 3, 4, 5, 6)
    grid = add_rows(
        document,
        "for row in money",
        (
            ("Año", 1.3, "{{ row.year }}"),
            ("Tramo", 1.7, "{{ row.tranche }}"),
            ("Monto", 2.65, "{{ row.amount }}"),
            ("Transferido", 2.65, "{{ row.paid }}"),
            ("Cancelado", 2.65, "{{ row.cancelled }}"),
            ("No alcanzado", 2.65, "{{ row.forgone }}"),
            ("Saldo", 2.4, "{{ row.balance }}"),
        ),
        figures=figures,
    )
    sums = tuple(f"{{{{ total.{name} }}}}" for name in ("amount", "paid", "cancelled", "forgone", "balance"))
    add_total_row(grid, "Total", sums)
    keep_rows(grid)
    keep(write(document, "", "Celda"))
    write(document, "No queda saldo por transferir ni obligación de pago derivada del Convenio.")


def _unspent(document: Any) -> None:
    write(document, "QUINTO: DE LOS SALDOS NO EJECUTADOS", "Heading 1")
    tag(document, "for balance in unspent")
    write(
        document,
        "En su informe final, la Entidad declaró saldos incorporados y no ejecutados por {{ balance.amount }} "
        "({{ balance.words }}), que mantienen la finalidad para la que fueron transferidos.{% if balance.destination %} "
        "{{ balance.destination }}{% endif %}",
    )
    tag(document, "endfor")
    tag(document, "if not unspent")
    write(
        document,
        "En su informe final, la Entidad declaró que ejecutó la totalidad de los recursos transferidos.",
    )
    tag(document, "endif")


def _learned(document: Any) -> None:
    for ordinal, title, field, nothing in (
        ("SEXTO", "DE LAS BUENAS PRÁCTICAS", "good_practices", "No se registraron buenas prácticas."),
        ("SÉPTIMO", "DE LAS LECCIONES APRENDIDAS", "lessons", "No se registraron lecciones aprendidas."),
    ):
        write(document, f"{ordinal}: {title}", "Heading 1")
        tag(document, f"if {field}")
        add_paragraphs(document, field, text="{{ loop.index }}.\t{{ paragraph }}", style="Numeral")
        tag(document, "else")
        write(document, nothing)
        tag(document, "endif")


def _final_report(document: Any) -> None:
    write(document, "OCTAVO: DEL INFORME FINAL", "Heading 1")
    write(
        document,
        "La Entidad presentó el {{ final_report.number }} el {{ final_report.presented_on }}."
        "{% if final_report.summary %} {{ final_report.summary }}{% endif %} El informe final forma parte del expediente del Convenio.",
    )


def _declarations(document: Any) -> None:
    write(document, "NOVENO: DE LAS DECLARACIONES", "Heading 1")
    keep(write(document, "La Dirección General de Presupuesto Público declara que:"))
    for text in (
        "No se encuentran pendientes verificaciones, subsanaciones ni transferencias derivadas del Convenio.",
        "El cierre no exime de la obligación de conservar la documentación que sustenta el cumplimiento y el uso de los recursos, ni "
        "limita las acciones de control que correspondan al Sistema Nacional de Control.",
    ):
        write(document, f"–\t{text}", "Literal")
    tag(document, "for declaration in declarations")
    write(document, "–\t{{ declaration }}", "Literal")
    tag(document, "endfor")
    keep(write(document, "En señal de conformidad, se suscribe la presente acta."))
    add_signature(document)


def build_termination_act() -> Any:
    """Return the template of the letter that terminates an agreement."""
    document = new_document()
    add_margins(document, running_title="Oficio {{ stamp.number }}")
    add_letter_opening(document)
    write(
        document,
        "Me dirijo a usted para comunicarle la resolución, por {{ cause }}, del {{ agreement }} (en adelante, el Convenio), suscrito con "
        "{{ entity }} (en adelante, la Entidad) el {{ signed_on }}, conforme a lo siguiente:",
    )
    write(document, "I. HECHOS", "Heading 1")
    add_paragraphs(document, "facts", text="{{ loop.index }}.\t{{ paragraph }}", style="Numeral")
    _ground(document)
    _effects(document)
    _settlement(document)
    _remedies(document)
    add_closing(document)
    return document


def _ground(document: Any) -> None:
    write(document, "II. CAUSAL Y DECISIÓN", "Heading 1")
    write(
        document,
        "Lo expuesto configura el supuesto de {{ cause }}, previsto en {{ basis }}, según opina el {{ legal_opinion }}.",
    )
    write(
        document,
        "En consecuencia, el Convenio queda **RESUELTO** a partir del {{ effective_on }}.{% if notice %} {{ notice }}{% endif %}",
    )


def _effects(document: Any) -> None:
    write(document, "III. EFECTOS", "Heading 1")
    keep(write(document, "La resolución del Convenio produce los efectos siguientes:"))
    write(
        document,
        "a)\tLo que corresponde según verificaciones concluidas se transfiere{% if total.due_words %}: a la fecha está por transferir "
        "{{ total.due }} ({{ total.due_words }}){% else %}; a la fecha no hay monto por transferir{% endif %}."
        "{% if total.pending_words %} Las verificaciones en curso concluyen, y de ellas depende lo que corresponda de "
        "{{ total.pending }} ({{ total.pending_words }}).{% endif %}",
        "Literal",
    )
    write(
        document,
        "b)\t{% if total.lapsed_words %}Los saldos y los tramos que no llegaron a corresponder quedan sin efecto, por un total de "
        "{{ total.lapsed }} ({{ total.lapsed_words }}){% else %}No hay saldos ni tramos que queden sin efecto{% endif %}.",
        "Literal",
    )
    write(
        document,
        "c)\tLos recursos transferidos mantienen la finalidad para la que fueron asignados y su uso queda sujeto a rendición de "
        "cuentas y a las acciones de control que correspondan.{% if accounts_term %} El informe final se presenta dentro de "
        "{{ accounts_term }}.{% endif %}",
        "Literal",
    )


def _settlement(document: Any) -> None:
    write(document, "IV. LIQUIDACIÓN", "Heading 1")
    figures = (2, 3, 4, 5, 6)
    grid = add_rows(
        document,
        "for row in money",
        (
            ("Año", 1.3, "{{ row.year }}"),
            ("Tramo", 1.7, "{{ row.tranche }}"),
            ("Monto", 2.6, "{{ row.amount }}"),
            ("Transferido", 2.6, "{{ row.paid }}"),
            ("Por transferir", 2.6, "{{ row.due }}"),
            ("En verificación", 2.6, "{{ row.pending }}"),
            ("Sin efecto", 2.6, "{{ row.lapsed }}"),
        ),
        figures=figures,
    )
    sums = tuple(f"{{{{ total.{name} }}}}" for name in ("amount", "paid", "due", "pending", "lapsed"))
    add_total_row(grid, "Total", sums)
    # Where nothing follows but the signature, it stays with the sums.
    keep_rows(grid)


def _remedies(document: Any) -> None:
    tag(document, "if remedies")
    write(document, "V. RECURSOS QUE PROCEDEN", "Heading 1")
    keep(write(document, "{{ remedies }}"))
    tag(document, "else")
    keep(write(document, "", "Celda"))
    tag(document, "endif")
