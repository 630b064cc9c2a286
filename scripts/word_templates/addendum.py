"""The addendum to an agreement in force."""

from __future__ import annotations

from typing import Any, Final

from docx.shared import Pt

from scripts.word_templates.agreement_opening import add_appearances, add_signature_grid
from scripts.word_templates.layout import CENTER, new_document, tag, write
from scripts.word_templates.margins import add_margins
from scripts.word_templates.tables import add_row, add_tag_row, table
from scripts.word_templates.tranche_tables import add_paragraphs

# The first clause tells the antecedents, the second the object; those of the changes have their own ordinals.
_AFTER_CHANGES: Final = (
    "ENTRADA EN VIGOR",
    "RATIFICACIÓN",
    "LIBRE ADHESIÓN Y SEPARACIÓN",
    "ACCESO DE LOS ÓRGANOS DE CONTROL",
)
_CLAUSE: Final = "la Cláusula {{ change.clause_ordinal }} ({{ change.clause_title }}) del CONVENIO"


def build_addendum() -> Any:
    """Return the template of the addendum."""
    document = new_document()
    add_margins(document, running_title="Adenda {{ stamp.number }}")
    for add_part in (_opening, _antecedents, _object, _changes, _effect, _guarantees, _signatures):
        add_part(document)
    return document


def _heading(document: Any, ordinal: str, title: str) -> None:
    write(document, f"CLÁUSULA {ordinal}: {title}", "Heading 1")


def _last(document: Any, place: int) -> None:
    _heading(document, f"{{{{ last_ordinals[{place}] }}}}", _AFTER_CHANGES[place])


def _opening(document: Any) -> None:
    write(document, "{{ ordinal_name }}", "Title").paragraph_format.space_after = Pt(2)
    write(document, "al {{ agreement.name }}", align=CENTER)
    tag(document, "if stamp.version")
    write(document, "({{ stamp.version }})", align=CENTER)
    tag(document, "endif")
    write(
        document,
        "Conste por el presente documento la {{ ordinal_name }} al {{ agreement.name }}, "
        "{% if agreement.programmes|length == 1 %}del Programa Presupuestal{% else %}de los Programas Presupuestales{% endif %} "
        "{% for programme in agreement.programmes %}"
        "{% if not loop.first %}{% if loop.last %} y {% else %}, {% endif %}{% endif %}"
        "{{ programme.code }} “{{ programme.name }}”{% endfor %} (en adelante, el CONVENIO), que celebran:",
    )
    add_appearances(document)


def _antecedents(document: Any) -> None:
    _heading(document, "PRIMERA", "ANTECEDENTES")
    write(
        document,
        "Con fecha {{ agreement.signed_on }}, LAS PARTES suscribieron el CONVENIO, en vigor desde "
        "{% if agreement.in_force_from == agreement.signed_on %}esa fecha{% else %}el {{ agreement.in_force_from }}{% endif %}.",
    )
    add_paragraphs(document, "earlier_addenda")
    write(
        document,
        "Con fecha {{ request.requested_on }}, dentro de la vigencia del CONVENIO, {{ request.requested_by }} solicitó su "
        "modificación, con el sustento expuesto en {{ request.report }}, en los términos siguientes:",
    ).paragraph_format.keep_with_next = True
    add_paragraphs(document, "request.grounds", text="–\t{{ paragraph }}", style="Literal")
    add_paragraphs(document, "endorsements")


def _object(document: Any) -> None:
    _heading(document, "SEGUNDA", "OBJETO DE LA ADENDA")
    write(
        document,
        "De conformidad con la Cláusula {{ agreement.clauses.addenda }} del CONVENIO, que permite modificarlo por acuerdo de LAS PARTES mediante "
        "adenda, la presente tiene por objeto modificar el CONVENIO en los términos de las cláusulas siguientes.",
    )


def _changes(document: Any) -> None:
    tag(document, "for change in changes")
    tag(document, "if change.ends_on")
    _heading(document, "{{ change.ordinal }}", "AMPLIACIÓN DE LA VIGENCIA")
    write(
        document,
        "LAS PARTES acuerdan ampliar, hasta el {{ change.ends_on }}, la vigencia que fija la Cláusula {{ agreement.clauses.term }} (VIGENCIA) del "
        "CONVENIO. En consecuencia, donde del CONVENIO resulte que su vigencia “vence el {{ change.ends_before }}”, dirá: “vence el "
        "{{ change.ends_on }}”.",
    )
    tag(document, "elif change.clause_ordinal")
    _heading(
        document, "{{ change.ordinal }}", "MODIFICACIÓN DE LA CLÁUSULA {{ change.clause_ordinal|upper }} DEL CONVENIO"
    )
    _new_text(document)
    tag(document, "else")
    _heading(document, "{{ change.ordinal }}", "MODIFICACIÓN DEL ÁMBITO DE INTERVENCIÓN")
    _ambit(document)
    tag(document, "endif")
    write(document, "La modificación se sustenta en lo siguiente: {{ change.reason }}")
    tag(document, "endfor")


def _new_text(document: Any) -> None:
    write(
        document, f"LAS PARTES acuerdan modificar {_CLAUSE}, que quedará redactada con el texto siguiente:"
    ).paragraph_format.keep_with_next = True
    tag(document, "for paragraph in change.paragraphs")
    quoted = write(document, "{% if loop.first %}“{% endif %}{{ paragraph }}{% if loop.last %}”{% endif %}", "Texto")
    quoted.paragraph_format.left_indent = quoted.paragraph_format.right_indent = Pt(28)
    tag(document, "endfor")


def _ambit(document: Any) -> None:
    write(
        document,
        "LAS PARTES acuerdan modificar el ámbito de intervención del CONVENIO, señalado en su Cláusula {{ agreement.clauses.object }} y detallado en su "
        "Anexo I.",
    )
    _districts(document, "added", "Se incorporan al ámbito los distritos siguientes:")
    _districts(document, "removed", "Se retiran del ámbito los distritos siguientes:")
    write(document, "Con ello, el ámbito de intervención comprende {{ change.ambit_summary }}.")


def _districts(document: Any, side: str, words: str) -> None:
    tag(document, f"if change.{side}")
    write(document, words).paragraph_format.keep_with_next = True
    grid = table(document, (3.2, 3.6, 7.2, 2.0), ("Departamento", "Provincia", "Distritos", "Cantidad"), figures=(3,))
    add_tag_row(grid, f"for row in change.{side}")
    add_row(
        grid, ("{{ row.department }}", "{{ row.province }}", "{{ row.districts }}", "{{ row.count }}"), figures=(3,)
    )
    add_tag_row(grid, "endfor")
    write(document, "").paragraph_format.space_after = Pt(0)
    tag(document, "endif")


def _effect(document: Any) -> None:
    _last(document, 0)
    write(
        document,
        "La presente adenda rige desde {% if effective_on %}el {{ effective_on }} o, si fuera posterior, desde {% endif %}la fecha de "
        "la última de las firmas de LAS PARTES.",
    )
    write(
        document,
        "No tiene efecto retroactivo. Los períodos ya verificados, sus resultados y las transferencias que de ellos proceden "
        "conservan los términos con los que se verificaron.",
    )
    _last(document, 1)
    write(
        document,
        "LAS PARTES ratifican las demás cláusulas y los anexos del CONVENIO{% if earlier_addenda %} y de las adendas suscritas "
        "con anterioridad{% endif %}, que se mantienen vigentes en todo lo que no se oponga a la presente, la cual forma parte integrante del CONVENIO.",
    )


def _guarantees(document: Any) -> None:
    _last(document, 2)
    write(
        document,
        "De conformidad con {{ free_adhesion_basis }}, LAS PARTES declaran que suscriben la presente adenda por su libre adhesión y "
        "que conservan su derecho de separación, en los términos de la Cláusula {{ agreement.clauses.free_adhesion }} del CONVENIO.",
    )
    _last(document, 3)
    write(
        document,
        "De conformidad con el artículo 4 de la Ley N° 27785, Ley Orgánica del Sistema Nacional de Control y de la Contraloría "
        "General de la República, LAS PARTES y quienes perciban recursos en virtud del CONVENIO y de la presente adenda garantizan a "
        "los órganos de control el acceso a los registros, a la documentación y a los sistemas de información sobre el destino y el "
        "uso de los recursos, y se obligan a exhibirlos cuando les sean requeridos.",
    )


def _signatures(document: Any) -> None:
    closing = write(
        document,
        "En señal de conformidad con el contenido y los alcances de las cláusulas precedentes, LAS PARTES suscriben la presente "
        "adenda en {{ copies }} ejemplares de igual tenor y valor, en {{ place_and_date }}. La fecha de suscripción es la de la última "
        "de las firmas.",
    )
    closing.paragraph_format.space_before = Pt(14)
    closing.paragraph_format.keep_with_next = True
    add_signature_grid(document)
