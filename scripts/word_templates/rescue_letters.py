"""The letters on the balance of a fixed tranche: the warning, the cancellation, and what carries its criteria on."""

from __future__ import annotations

from typing import Any

from scripts.word_templates.layout import new_document, tag, write
from scripts.word_templates.margins import add_margins
from scripts.word_templates.official import add_closing, add_letter_opening
from scripts.word_templates.tranche_tables import add_paragraphs, add_rows, add_tranche_table, keep

TRANCHE = "{{ money.label }} (año fiscal {{ fiscal_year }})"


def build_warning_letter() -> Any:
    """Return the template of the letter that warns before a balance is cancelled."""
    document = new_document()
    add_margins(document, running_title="Oficio {{ stamp.number }}")
    add_letter_opening(document)
    write(
        document,
        "Me dirijo a usted, en el marco del {{ agreement }} (en adelante, el Convenio), suscrito con {{ entity }} "
        f"(en adelante, la Entidad), en relación con el saldo del {TRANCHE}.",
    )
    write(document, "I. ANTECEDENTES", "Heading 1")
    _antecedents(document)
    _criteria(document)
    write(document, "II. SALDO DEL TRAMO", "Heading 1")
    keep(
        write(
            document, "El saldo asciende a **{{ money.balance }}** ({{ balance_words }}), según el detalle siguiente:"
        )
    )
    add_tranche_table(document, due="Por transferir, según lo verificado")
    _warning(document)
    add_closing(document)
    return document


def _warning(document: Any) -> None:
    write(document, "III. APERCIBIMIENTO", "Heading 1")
    write(
        document,
        "De conformidad con {{ basis }}, y con {{ directive }}, se **REQUIERE** a la Entidad que acredite {{ requirement }}, o que exponga "
        "lo que considere pertinente, **BAJO APERCIBIMIENTO** de cancelarse la transferencia del saldo señalado.",
    )
    write(
        document,
        "Para ello, la Entidad dispone de un plazo de **{{ answer_term }}**. La respuesta se dirige a esta Dirección General, con "
        "mención del presente oficio.",
    )
    keep(
        write(
            document,
            "La cancelación no opera de manera automática: nada se cancela sin un acto expreso de esta Dirección General, que se "
            "notificará a la Entidad y que tendrá en cuenta su respuesta.",
        )
    )


def build_cancellation_letter() -> Any:
    """Return the template of the letter that communicates that a balance is cancelled."""
    document = new_document()
    add_margins(document, running_title="Oficio {{ stamp.number }}")
    add_letter_opening(document)
    write(
        document,
        "Me dirijo a usted, en el marco del {{ agreement }} (en adelante, el Convenio), suscrito con {{ entity }} "
        f"(en adelante, la Entidad), para comunicarle que se cancela la transferencia del saldo del {TRANCHE}, por los fundamentos siguientes:",
    )
    write(document, "I. ANTECEDENTES", "Heading 1")
    _antecedents(document)
    write(
        document,
        "Con el {{ warning.document }}, recibido el {{ warning.received_on }}, se apercibió a la Entidad de la cancelación del saldo "
        "y se le otorgó un plazo de {{ answer_term }}. {{ answer }}",
    )
    _criteria(document)
    write(document, "II. FUNDAMENTOS", "Heading 1")
    add_paragraphs(document, "grounds")
    _decision(document)
    add_closing(document)
    return document


def _decision(document: Any) -> None:
    write(document, "III. DECISIÓN", "Heading 1")
    write(
        document,
        "En consecuencia, de conformidad con {{ directive }} y con {{ basis }}, esta Dirección General dispone **CANCELAR** la "
        f"transferencia del saldo del {TRANCHE}, ascendente a **{{{{ money.cancelled }}}}** ({{{{ cancelled_words }}}}).",
    )
    keep(write(document, "La situación del tramo, luego de la cancelación, es la siguiente:"))
    add_tranche_table(document, due="Por transferir, según lo verificado")
    write(document, "", "Celda")
    write(
        document,
        "La cancelación no alcanza a lo transferido ni a lo que, según lo verificado, está por transferirse, y no afecta los demás "
        "tramos y períodos del Convenio.",
    )
    write(document, "IV. RECURSOS QUE PROCEDEN", "Heading 1")
    keep(write(document, "{{ remedies }}"))


def build_carry_letter() -> Any:
    """Return the template of the letter that carries what was not met to the evaluation of a later level."""
    document = new_document()
    add_margins(document, running_title="Oficio {{ stamp.number }}")
    add_letter_opening(document)
    write(
        document,
        "Me dirijo a usted, en el marco del {{ agreement }} (en adelante, el Convenio), suscrito con {{ entity }} "
        "(en adelante, la Entidad), para comunicarle que "
        + _number("el criterio no subsanado", "los criterios no subsanados")
        + " del {{ from_level }} "
        + _number("se verificará", "se verificarán")
        + " de nuevo en la evaluación del {{ into_level }}, por los fundamentos siguientes:",
    )
    write(document, "I. ANTECEDENTES", "Heading 1")
    _antecedents(document)
    _criteria(document)
    write(document, "II. FUNDAMENTOS", "Heading 1")
    add_paragraphs(document, "grounds")
    write(document, "III. DECISIÓN", "Heading 1")
    write(
        document,
        "En consecuencia, de conformidad con {{ basis }}, esta Dirección General dispone **ARRASTRAR** "
        + _number("el criterio señalado", "los criterios señalados")
        + " a la evaluación del {{ into_level }} ({{ into_year }}), para la cual "
        + _number("deberá ser subsanado", "deberán ser subsanados")
        + ". Su evidencia se presenta con el informe de cumplimiento de ese año, cuyo plazo vence el {{ report_due }}.",
    )
    write(
        document,
        _number("El criterio arrastrado conserva", "Los criterios arrastrados conservan")
        + f" el {TRANCHE}: lo que se cumpla se paga de su saldo, y "
        + _number("no se cuenta", "no se cuentan")
        + " entre los criterios del {{ into_level }}.",
    )
    keep(
        write(
            document, "El saldo asciende a **{{ money.balance }}** ({{ balance_words }}), según el detalle siguiente:"
        )
    )
    add_tranche_table(document, due="Por transferir, según lo verificado")
    write(document, "", "Celda")
    keep(
        write(
            document,
            "Por el presente oficio no se cancela saldo alguno. Sobre lo que tampoco se cumpla en esa evaluación se decidirá con "
            "arreglo a la misma cláusula.",
        )
    )
    add_closing(document)
    return document


def _number(one: str, many: str) -> str:
    """Return words that agree with how many criteria are left."""
    return f"{{% if rescue.criteria|length == 1 %}}{one}{{% else %}}{many}{{% endif %}}"


def _antecedents(document: Any) -> None:
    tag(document, "for sentence in rescue.carried")
    write(document, "{{ sentence }}")
    tag(document, "endfor")
    tag(document, "for report in rescue.reports")
    write(
        document,
        "El {{ report.name }}, {{ report.number }}, de fecha {{ report.dated }}, concluyó que {{ report.conclusion }}.",
    )
    tag(document, "endfor")
    tag(document, "if rescue.terms")
    write(document, "El período se verificó según {{ rescue.terms }}.")
    tag(document, "endif")
    tag(document, "for letter in rescue.observations")
    write(
        document,
        "Las observaciones se comunicaron con el {{ letter.document }}, recibido por la Entidad el {{ letter.received_on }}, con un "
        "plazo máximo de {{ rescue.term }} para subsanarlas, con vencimiento el {{ rescue.expires_on }}.",
    )
    tag(document, "endfor")
    tag(document, "if not rescue.observations")
    write(
        document,
        "La Entidad disponía de un plazo de {{ rescue.term }} para presentar el informe de cumplimiento, con vencimiento el "
        "{{ rescue.expires_on }}.",
    )
    tag(document, "endif")
    write(document, "{{ rescue.outcome }}")


def _criteria(document: Any) -> None:
    tag(document, "if rescue.criteria")
    words = _number("El criterio no subsanado es el siguiente:", "Los criterios no subsanados son los siguientes:")
    keep(write(document, words))
    add_rows(
        document,
        "for criterion in rescue.criteria",
        (
            ("Código", 1.7, "{{ criterion.code }}"),
            ("Criterio", 7.0, "{{ criterion.statement }}"),
            ("Motivo", 7.3, "{{ criterion.reason }}"),
        ),
    )
    tag(document, "endif")
