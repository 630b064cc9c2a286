"""The letters on terms: an extension granted or not, a suspension, and what lets the terms go on."""

from __future__ import annotations

from typing import Any

from scripts.word_templates.layout import new_document, tag, write
from scripts.word_templates.margins import add_margins
from scripts.word_templates.official import add_closing, add_letter_opening
from scripts.word_templates.tranche_tables import add_paragraphs, add_rows, keep

ADDRESSED = "Me dirijo a usted, en el marco del {{ agreement }}, suscrito con {{ entity }} (en adelante, la Entidad), "


def build_extension_letter() -> Any:
    """Return the template of the letter that decides on the extension of a term."""
    document = new_document()
    add_margins(document, running_title="Oficio {{ stamp.number }}")
    add_letter_opening(document)
    write(
        document,
        ADDRESSED
        + "en atención a la solicitud de la referencia, presentada el {{ requested_on }}, para comunicarle lo siguiente:",
    )
    write(document, "I. ANTECEDENTES", "Heading 1")
    write(
        document,
        "El plazo “{{ term.title }}”, de {{ length }}, se fija en {{ term_basis }}, y {% if is_over %}venció{% else %}vence{% endif %} "
        "el {{ term.due_before }}.",
    )
    write(
        document, "La Entidad pidió que se prorrogue por {{ more }}, con el sustento siguiente: “{{ request_ground }}”."
    )
    write(document, "II. FUNDAMENTOS", "Heading 1")
    write(
        document,
        "De conformidad con {{ rule }}, los plazos fijados por norma expresa son improrrogables, salvo disposición habilitante en "
        "contrario. La prórroga debe solicitarse antes del vencimiento y se concede por única vez, mediante decisión expresa, siempre "
        "que el plazo no haya sido perjudicado por causa imputable a quien la solicita y que no se afecten derechos de terceros. La "
        "disposición que habilita a prorrogar este plazo es la siguiente: {{ extension_basis }}.",
    )
    add_paragraphs(document, "grounds")
    _extension_decision(document)
    add_closing(document)
    return document


def _extension_decision(document: Any) -> None:
    write(document, "III. DECISIÓN", "Heading 1")
    tag(document, "if granted")
    write(
        document,
        "En consecuencia, esta Dirección General **CONCEDE**, por única vez, la prórroga solicitada, por {{ more }}. El plazo vence el "
        "**{{ term.due_after }}**.",
    )
    keep(
        write(
            document,
            "Este plazo no se prorroga de nuevo; un plazo mayor solo puede acordarse mediante adenda. Los demás plazos del convenio no se "
            "modifican.",
        )
    )
    tag(document, "else")
    keep(
        write(
            document,
            "En consecuencia, esta Dirección General **NO CONCEDE** la prórroga solicitada. El plazo no se modifica: "
            "{% if is_over %}venció{% else %}vence{% endif %} el **{{ term.due_before }}**.",
        )
    )
    tag(document, "endif")


def build_suspension_letter() -> Any:
    """Return the template of the letter that suspends a term or the agreement, or lets it go on."""
    document = new_document()
    add_margins(document, running_title="Oficio {{ stamp.number }}")
    add_letter_opening(document)
    write(
        document,
        ADDRESSED
        + "para comunicarle que {% if lifts %}{% if whole %}se levanta la suspensión del citado convenio{% if terms %} y se "
        "reanudan sus plazos{% endif %}{% else %}se reanuda el plazo que se indica{% endif %}{% else %}se suspende{% if whole %} el "
        "citado convenio{% if terms %}, con los plazos que corren{% endif %}{% else %} el plazo que se indica{% endif %}{% endif %}, "
        "conforme a lo siguiente:",
    )
    write(document, "I. FUNDAMENTOS", "Heading 1")
    tag(document, "if lifts")
    write(
        document,
        "Con el {{ suspension }}, se suspendió {% if whole %}el convenio{% if terms %}, con los plazos que corrían{% endif %}"
        "{% else %}el cómputo del plazo{% endif %}.",
    )
    tag(document, "endif")
    add_paragraphs(document, "grounds")
    write(document, "II. DECISIÓN", "Heading 1")
    tag(document, "if lifts")
    _lifting(document)
    tag(document, "else")
    _suspending(document)
    tag(document, "endif")
    add_closing(document)
    return document


def _suspending(document: Any) -> None:
    keep(
        write(
            document,
            "En consecuencia, esta Dirección General dispone **SUSPENDER**, desde el **{{ since }}**, {% if whole %}el convenio"
            "{% if terms %} y el cómputo de los plazos siguientes:{% else %}. A esa fecha no corre ningún plazo.{% endif %}{% else %}el "
            "cómputo del plazo siguiente:{% endif %}",
        )
    )
    tag(document, "if terms")
    add_rows(
        document,
        "for term in terms",
        (("Plazo", 11.0, "{{ term.title }}"), ("Vencía el", 5.0, "{{ term.due_before }}")),
    )
    write(document, "", "Celda")
    keep(
        write(
            document,
            "El día señalado ya no se computa. Mientras dure la suspensión, los plazos suspendidos no corren ni vencen, y lo que la "
            "Entidad presente se tiene por presentado dentro de plazo. Al reanudarse, el cómputo continúa donde quedó, lo que se "
            "comunicará a la Entidad.",
        )
    )
    tag(document, "endif")
    tag(document, "if whole")
    keep(
        write(
            document,
            "La suspensión no amplía la vigencia del convenio, que solo puede modificarse mediante adenda.",
        )
    )
    tag(document, "endif")


def _lifting(document: Any) -> None:
    keep(
        write(
            document,
            "En consecuencia, esta Dirección General dispone {% if whole %}**LEVANTAR**, desde el **{{ since }}**, la suspensión del "
            "convenio{% if terms %} y reanudar el cómputo de los plazos siguientes:{% else %}.{% endif %}{% else %}**REANUDAR**, desde "
            "el **{{ since }}**, el cómputo del plazo siguiente:{% endif %}",
        )
    )
    tag(document, "if terms")
    add_rows(
        document,
        "for term in terms",
        (
            ("Plazo", 8.0, "{{ term.title }}"),
            ("Vencía el", 4.0, "{{ term.due_before }}"),
            ("Vence el", 4.0, "**{{ term.due_after }}**"),
        ),
    )
    write(document, "", "Celda")
    keep(
        write(
            document,
            "El día señalado ya se computa. {% if terms|length == 1 %}El nuevo vencimiento resulta de no contar los días en que el "
            "plazo estuvo suspendido{% else %}Los nuevos vencimientos resultan de no contar los días en que los plazos estuvieron "
            "suspendidos{% endif %}.",
        )
    )
    tag(document, "endif")
