"""The letter that communicates the first verification report and every observation, once."""

from __future__ import annotations

from typing import Any

from scripts.word_templates.layout import new_document, tag, write
from scripts.word_templates.margins import add_margins
from scripts.word_templates.official import add_closing, add_letter_opening, add_sheet
from scripts.word_templates.tranche_tables import keep


def build_observations_letter() -> Any:
    """Return the template of the letter of observations."""
    document = new_document()
    add_margins(document, running_title="Oficio {{ stamp.number }}")
    add_letter_opening(document)
    _results(document)
    _term(document)
    add_closing(document)
    _observations(document)
    return document


def _results(document: Any) -> None:
    write(
        document,
        "Me dirijo a usted, en el marco del {{ period.agreement_title }}, {{ period.agreement_number }}, suscrito el "
        "{{ period.agreement_signed_on }} (en adelante, el Convenio), para comunicarle los resultados de la verificación de los compromisos de gestión del "
        "{{ period.level }}, {{ period.year_label }} (año fiscal {{ period.fiscal_year }}), contenidos en el I Informe de "
        "Verificación {{ report_number }}, que se adjunta. El período se verificó según {{ period.terms }}.",
    )
    tag(document, "for paragraph in results")
    write(document, "{{ paragraph }}")
    tag(document, "endfor")
    write(
        document,
        "{% if observations|length == 1 %}La observación se formula{% else %}Las observaciones se formulan{% endif %} en este "
        "único documento y por una sola vez. El Anexo, que forma parte del presente oficio, señala lo que se observa "
        "{% if observations|length == 1 %}en el criterio{% else %}en cada criterio{% endif %} y lo que se requiere para "
        "subsanarlo.",
    )


def _term(document: Any) -> None:
    write(
        document,
        "Para subsanar {% if observations|length == 1 %}la observación{% else %}las observaciones{% endif %}, la entidad a su cargo dispone de un plazo máximo de **{{ term }}**, contado desde la "
        "recepción del presente oficio ({{ term_basis }}). Dentro de ese plazo, el informe de subsanación, con la respuesta a "
        "{% if observations|length == 1 %}la observación{% else %}cada observación{% endif %} y la evidencia que la sustenta, debe presentarse en {{ send_to }}.",
    )
    # Nobody signs a page without text.
    keep(
        write(
            document,
            "De acuerdo con {{ warning_basis }}, lo que no se subsane dentro del plazo puede dar lugar a que se cancele la "
            "transferencia del saldo del Tramo Fijo. La cancelación no opera de manera automática: requiere un apercibimiento "
            "previo, comunicado por escrito, y un acto expreso de esta Dirección General, que también se notifica.",
        )
    )


def _observations(document: Any) -> None:
    write(document, "ANEXO", "Anexo")
    write(document, "OBSERVACIONES A LOS COMPROMISOS DE GESTIÓN, {{ period.level|upper }}", "Subtítulo de anexo")
    tag(document, "for row in observations")
    add_sheet(
        document,
        ("Observación N° {{ row.number }}", "{{ row.code }}. {{ row.criterion }}"),
        (("Se observa", "{{ row.observation }}"), ("Se requiere", "{{ row.requirement }}")),
    )
    tag(document, "endfor")
