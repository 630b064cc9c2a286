"""Ambit, terms and definitions of the annexes."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from legal.agreements.documents import ActivityRow, AmbitRow, DeadlineRow, DefinitionText, ProductText
from legal.agreements.models import Agreement
from legal.agreements.terms import Terms
from legal.agreements.texts.programmes import of_programmes
from legal.agreements.texts.wording import BLANK, counted, sentence, with_article
from legal.documents import spanish
from legal.norms.models import NormTerm
from workflow.calendars import Term

_UNITS: Final = {
    NormTerm.Unit.CALENDAR_DAYS.value: ("día calendario", "días calendario"),
    NormTerm.Unit.WORKING_DAYS.value: ("día hábil", "días hábiles"),
    NormTerm.Unit.MONTHS.value: ("mes", "meses"),
}

_MONTHS: Final = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "setiembre",
    "octubre",
    "noviembre",
    "diciembre",
)

# How the basis of a term begins where no norm is known to fix it.
_OWN_ANNEX: Final = "Anexo II del Convenio"
# What it says in that same annex.
_AGREED: Final = "Acuerdo de LAS PARTES"

DEFINITIONS: Final = tuple(
    DefinitionText(term=term, meaning=meaning)
    for term, meaning in (
        (
            "Brecha de bienes y servicios",
            "Diferencia entre los bienes y servicios que se necesitan para producir y entregar los productos a la "
            "población objetivo y aquellos de los que se dispone.",
        ),
        (
            "Compromiso de gestión",
            "Acción que la entidad pública se obliga a ejecutar para mejorar el diseño y la eficacia del programa "
            "presupuestal. Se ordena en procesos y estos, en subprocesos críticos.",
        ),
        (
            "Criterio de evaluación",
            "Parámetro con el que se mide y verifica, de manera objetiva, cómo se ejecuta un subproceso crítico.",
        ),
        ("Nivel de cumplimiento", "Valor o condición que un criterio debe alcanzar en un año del CONVENIO."),
        ("Indicador", "Medida del avance en un resultado o en la entrega de un producto del programa presupuestal."),
        ("Línea de base", "Valor del indicador antes del CONVENIO, en el año que se señala."),
        ("Meta", "Valor que el indicador debe alcanzar en un año del CONVENIO."),
        ("Tramo Fijo", "Parte del monto anual que se transfiere según los compromisos de gestión cumplidos."),
        ("Tramo Variable", "Parte del monto anual que se transfiere según las metas alcanzadas."),
        (
            "Subsanación",
            "Presentación de la evidencia que levanta las observaciones al cumplimiento de los compromisos de gestión.",
        ),
        ("Saldo", "Parte del Tramo Fijo de un año que queda por transferir mientras haya criterios observados."),
    )
)


def presentation(terms: Terms) -> tuple[str, ...]:
    """Return what the annex says of the programmes: which ones, what for, and who conducts them in the entity."""
    paragraphs = [
        f"El CONVENIO apoya la ejecución {of_programmes(terms.programmes)}. Sus "
        "compromisos de gestión y sus metas tienen por fin que los productos priorizados lleguen a la población "
        "objetivo del ámbito con la oportunidad y la calidad debidas.",
    ]
    if terms.conducting_unit:
        paragraphs.append(
            f"En LA ENTIDAD, conduce la ejecución del CONVENIO {with_article(terms.conducting_unit)}, sin perjuicio de "
            "las unidades que responden por cada criterio."
        )
    return tuple(paragraphs)


def products(terms: Terms) -> tuple[ProductText, ...]:
    """Return the prioritised products; each names its programme where the agreement supports several."""
    several = len(terms.programmes) > 1
    return tuple(
        ProductText(code=row.code, name=row.name, programme=row.programme if several else "") for row in terms.products
    )


def activities(terms: Terms, *, first_year: int) -> tuple[ActivityRow, ...]:
    """Return the schedule of activities: the months in words, the year with its fiscal year."""
    return tuple(
        ActivityRow(
            name=row.name,
            product=row.product,
            year=f"Año {row.year} ({first_year + row.year - 1})",
            months=" a ".join(dict.fromkeys(_MONTHS[month - 1] for month in (row.first_month, row.last_month))),
            money=f"Año {row.money_year}" if row.money_year else "",
        )
        for row in terms.activities
    )


def ambit(terms: Terms) -> tuple[AmbitRow, ...]:
    """Return the districts, one row for each province, in the order of their codes."""
    return tuple(
        AmbitRow(
            department=department,
            province=province,
            districts=spanish.listing(names := [row.name for row in rows]),
            count=str(len(names)),
        )
        for (department, province), rows in groupby(terms.ambit, key=lambda row: (row.department, row.province))
    )


def ambit_summary(terms: Terms) -> str:
    """Return the ambit as a phrase with counts; a line to fill in while it has no districts."""
    if not terms.ambit:
        return BLANK
    provinces = {(row.department, row.province) for row in terms.ambit}
    departments = list(dict.fromkeys(row.department for row in terms.ambit))
    of_departments = f"del departamento de {departments[0]}"
    if len(departments) > 1:
        of_departments = f"de los departamentos de {spanish.listing(departments)}"
    districts = counted(len(terms.ambit), "distrito", "distritos")
    return f"{districts} de {counted(len(provinces), 'provincia', 'provincias', feminine=True)} {of_departments}"


def term_in_words(term: NormTerm | Term) -> str:
    """Return a term with its kind of day: "treinta (30) días calendario"."""
    return counted(term.amount, *_UNITS[term.unit])


def basis_of(term: NormTerm) -> str:
    """Return the ground of a term: what follows a semicolon in the data is a remark for the page, not for a text.

    Where no norm fixes it, the ground is the agreement that the parties signed.
    """
    return term.basis.split(";")[0].strip()


def correction_term(agreement: Agreement) -> str:
    """Return the term to correct, or a line to fill in where the norm fixes none."""
    term = NormTerm.objects.filter(norm=agreement.norm, name="correction").first()
    return term_in_words(term) if term else BLANK


def deadlines(agreement: Agreement, terms: Terms, *, first_year: int, by_donation: bool) -> tuple[DeadlineRow, ...]:
    """Return the terms that bind the parties: a report for each year, the correction, the copies of the act.

    The act takes a donation into the budget, or breaks down what a supreme decree transfers.
    """
    fixed = {term.name: term for term in NormTerm.objects.filter(norm=agreement.norm)}
    code = agreement.norm.code
    rows = []
    for year in range(1, terms.years + 1):
        if term := fixed.get("report_year_1" if year == 1 else "report_years"):
            start = _start(term) if year == 1 else _start_of_year(term, first_year + year - 1)
            rows.append(_row(f"Informe de cumplimiento del Año {year} (Nivel {year - 1})", term, start, code))
    if term := fixed.get("correction"):
        rows.append(_row("Subsanación de observaciones", term, _start(term), code))
    if term := fixed.get("incorporation_copies"):
        act = "incorporación" if by_donation else "desagregación"
        # The article that fixes it changed with the years. Without one, the template names the clause that says so.
        rows.append(
            DeadlineRow(
                what=f"Copia del acto de {act}",
                term=term_in_words(term),
                starts_from=_start(term),
                basis="",
            )
        )
    return tuple(rows)


def _row(what: str, term: NormTerm, start: str, code: str) -> DeadlineRow:
    basis = basis_of(term)
    basis = _AGREED if basis.startswith(_OWN_ANNEX) else basis.replace(code, "DIRECTIVA")
    return DeadlineRow(what=what, term=term_in_words(term), starts_from=start, basis=basis)


def _start(term: NormTerm) -> str:
    """Return what starts a term, for a column that already says "se cuenta desde"."""
    return sentence(term.starts_from.removeprefix("Desde ").rstrip(".")).rstrip(".")


def _start_of_year(term: NormTerm, fiscal_year: int) -> str:
    """Return what starts the term of a fiscal year, with how its days are counted where the norm says so."""
    _start, _semicolon, note = term.starts_from.rstrip(".").partition("; ")
    start = f"Inicio del año fiscal {fiscal_year}"
    return f"{start}: {note}" if note else start
