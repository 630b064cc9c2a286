"""What tags ask for: every mistake against the contract of the document is refused with its place."""

from __future__ import annotations

import pytest

from legal.documents.linting.shapes import suggestion
from tests.legal.documents.linting.bad_templates import CLAUSE, docx, look_at

WHERE = "Cuerpo, párrafo 2, bajo «CLÁUSULA QUINTA: DEL PLAZO»"

MISTAKES = {
    # Fields that there are not
    "{{ amonut }}": ("VAR01", "se pide «amonut», un dato que no existe", "¿Quiso decir «amount»?"),
    "{{ ruc }}": ("VAR01", "se pide «ruc»", "lista de su clase"),
    "{{ head.ruc }}": ("VAR01", "se pide «ruc»", "«head» tiene estos datos: «name» y «post»."),
    "{{ head.pots }}": ("VAR01", "se pide «pots»", "¿Quiso decir «post»?"),
    "{{ post }}": ("VAR01", "se pide «post»", "¿Quiso decir «head.post»?"),
    "{% for row in penalties %}{{ row.percentaje }}{% endfor %}": ("VAR01", "«percentaje»", "«percentage»?"),
    "{% for row in penalties %}{% endfor %}{{ row.name }}": ("VAR01", "se pide «row»", ""),
    "{% if plazo %}x{% endif %}": ("VAR01", "se pide «plazo»", ""),
    "{{ loop.index }}": ("VAR01", "se pide «loop»", ""),
    "{% for row in penalties %}{{ loop.indx }}{% endfor %}": ("VAR01", "se pide «indx»", "¿Quiso decir «index»?"),
    "{% for row in penalties %}{{ loop.cycle }}{% endfor %}": ("VAR01", "se pide «cycle»", ""),
    "{{ amount.upper }}": ("VAR01", "se pide «upper»", ""),
    "{{ amount is defined and plazo }}": ("VAR01", "se pide «plazo»", ""),
    "{{ penalties.name }}": ("VAR06", "se pide «name» de «penalties», que es una lista", "Recorra la lista"),
    "{{ amount[0] }}": ("VAR07", "se pide por su número un elemento de «amount»", "por su nombre"),
    # What is not printed, repeated, compared or filtered
    "{{ head }}": ("VAR03", "imprime un grupo de datos entero", "Elija un dato de él: «name» y «post»."),
    "{{ penalties }}": ("VAR04", "imprime una lista entera", "{% for %}"),
    "{{ penalties|batch(2) }}": ("VAR04", "imprime una lista entera", ""),
    "{{ is_urgent }}": ("VAR05", "imprime un sí o no", "{% if %}"),
    "{{ amount == 'x' }}": ("VAR05", "imprime un sí o no", ""),
    "{% for sign in amount %}x{% endfor %}": ("VAR02", "se repite un texto, y solo se repite una lista", "Recorra"),
    "{% for x in head %}x{% endfor %}": ("VAR02", "se repite un grupo de datos", ""),
    "{% for x in is_urgent %}x{% endfor %}": ("VAR02", "se repite un sí o no", ""),
    "{{ penalties|upper }}": ("TIP01", "el filtro «upper» no se aplica a una lista", "clase que admite"),
    "{{ term_days|upper }}": ("TIP01", "el filtro «upper» no se aplica a un número", ""),
    "{% for x in amount|batch(2) %}x{% endfor %}": ("TIP01", "el filtro «batch» no se aplica a un texto", ""),
    "{% if head %}x{% endif %}": ("TIP02", "pregunta por un grupo de datos, que está siempre", ""),
    "{% if not head %}x{% endif %}": ("TIP02", "pregunta por un grupo de datos", ""),
    "{% if amount > 1000 %}x{% endif %}": ("TIP03", "se compara un texto con un número", "== y !="),
    "{% if amount > '1000' %}x{% endif %}": ("TIP03", "se compara un texto con un texto", ""),
    "{% if penalties == 3 %}x{% endif %}": ("TIP03", "se compara una lista con un número", ""),
    "{% if head == amount %}x{% endif %}": ("TIP03", "se compara un grupo de datos con un texto", ""),
    "{% if amount in penalties %}x{% endif %}": ("TIP03", "se compara un texto con una lista", ""),
    "{{ 'x' if is_urgent }}": ("TIP04", "no dice qué imprimir cuando la condición es falsa", "else"),
    # An item that may not be there
    "{{ penalties[0].name }}": ("VAR08", "un elemento de «penalties», que puede tener menos", "Recorra la lista"),
    "{% if amount %}{{ penalties[0].name }}{% endif %}": ("VAR08", "que puede tener menos", ""),
    "{% if penalties %}{{ penalties[1].name }}{% endif %}": ("VAR08", "que puede tener menos", ""),
    "{% if penalties|length > 1 %}{{ penalties[2].name }}{% endif %}": ("VAR08", "que puede tener menos", ""),
    "{% if penalties|length < 5 %}{{ penalties[0].name }}{% endif %}": ("VAR08", "que puede tener menos", ""),
    "{% if not penalties %}{{ penalties[0].name }}{% endif %}": ("VAR08", "que puede tener menos", ""),
    "{% if penalties or amount %}{{ penalties[0].name }}{% endif %}": ("VAR08", "que puede tener menos", ""),
    "{% if penalties %}x{% else %}{{ penalties[0].name }}{% endif %}": ("VAR08", "que puede tener menos", ""),
    "{% if penalties %}x{% endif %}{{ penalties[0].name }}": ("VAR08", "que puede tener menos", ""),
    "{% if penalties %}{{ penalties[-1].name }}{% endif %}": ("SEG04", "pide «[…]»", ""),
    "{% for pair in penalties|batch(2) %}{{ pair[1].name }}{% endfor %}": ("VAR08", "un elemento de «pair»", ""),
    "{% for row in penalties %}{% if row.causes %}x{% endif %}{% endfor %}"
    "{% for row in penalties %}{{ row.causes[0] }}{% endfor %}": ("VAR08", "un elemento de «row.causes»", ""),
    # Choices and filters
    "{{ 'x' if amount == 'a' else penalties }}": ("TIP05", "da unas veces un texto y otras una lista", "misma clase"),
    "{{ amount and penalties }}": ("VAR05", "imprime un sí o no", ""),
    "{% for two in penalties|batch %}x{% endfor %}": ("TIP06", "al filtro «batch» le falta o le sobra", "batch(2)"),
    "{% for two in penalties|batch(0) %}x{% endfor %}": ("TIP06", "al filtro «batch»", ""),
    "{% for two in penalties|batch(2, 'x') %}x{% endfor %}": ("TIP06", "al filtro «batch»", ""),
    "{{ amount|upper(2) }}": ("TIP06", "al filtro «upper»", "no llevan paréntesis"),
    "{{ amount|soles(moneda='x') }}": ("TIP06", "al filtro «soles»", ""),
    # What a filter cannot read in a text
    "{{ amount|fecha_larga }}": ("TIP07", "«fecha_larga» no sabe leer lo que trae ese dato, como «S/ 1,234.50»", "sin"),
    "{{ due|soles }}": ("TIP07", "como «23 de noviembre de 2026»", ""),
    "{{ head.name|numero_en_letras }}": ("TIP07", "como «Ana Ficticia»", ""),
    "{% for row in penalties %}{{ row.percentage|monto_en_letras }}{% endfor %}": ("TIP07", "como «10 %»", ""),
    "{% for row in penalties %}{% for each in row.causes %}{{ each|soles }}{% endfor %}{% endfor %}": (
        "TIP07", "como «el retraso»", "",
    ),
    "{{ penalties|length|ordinal }}": ("TIP07", "como «0»", ""),
    "{% if amount %}{{ penalties|length|romano }}{% endif %}": ("TIP07", "como «0»", ""),
    "{{ (amount if is_urgent else due)|soles }}": ("TIP07", "como «23 de noviembre de 2026»", ""),
    "{{ amount|monto_en_letras|fecha_larga }}": ("TIP07", "como «Mil doscientos treinta y cuatro", ""),
    "{{ '" + "1" * 5000 + "a'|soles }}": ("TIP07", "como «1111", ""),
    "{{ (penalties|length if amount else penalties|length)|ordinal }}": ("TIP07", "como «0»", ""),
    "{{ (penalties|length or penalties|length)|romano }}": ("TIP07", "como «0»", ""),
    "{% if head['nombre'] is defined %}x{% endif %}": ("VAR01", "se pide «nombre»", "«name»"),
    "{% for ref in penalties %}{{ ref('plazo') }}{% endfor %}": ("SEG01", "hace una operación", ""),
    # Programs
    "{{ amount|tojson }}": ("SEG02", "el filtro o la prueba «tojson» no se admite", "monto_en_letras"),
    "{{ amount|sole }}": ("SEG02", "«sole» no se admite", "¿Quiso decir «soles»?"),
    "{{ amount|romano }}": ("TIP01", "el filtro «romano» no se aplica a un texto", ""),
    "{{ penalties|lista_y }}": ("TIP01", "el filtro «lista_y» no se aplica a una lista", ""),
    "{{ amount|uper }}": ("SEG02", "«uper» no se admite", "¿Quiso decir «upper»?"),
    "{% if amount is none %}x{% endif %}": ("SEG02", "«none» no se admite", ""),
    '{{ cycler.__init__.__globals__.os.popen("id").read() }}': ("SEG03", "llama a una función", "Solo hay cuatro"),
    "{{ clausula() }}": ("SEG03", "llama a una función", "Solo hay cuatro"),
    "{{ clausula(amount) }}": ("SEG03", "llama a una función", "entre comillas"),
    "{{ clausula('De vigencia') }}": ("SEG03", "llama a una función", ""),
    "{{ ref('plazo', 'monto') }}": ("SEG03", "llama a una función", ""),
    "{{ ref(clave='plazo') }}": ("SEG03", "llama a una función", ""),
    "{{ ref('plaso') }}{{ clausula('plazo') }}": ("NUM05", "se refiere a «plaso»", "¿Quiso decir «plazo»?"),
    "{{ ref('nada') }}{{ clausula('plazo') }}": ("NUM05", "se refiere a «nada»", "Escriba la clave"),
    "{{ ref_mayuscula('plaso') }}{{ clausula('plazo') }}": ("NUM05", "se refiere a «plaso»", "¿Quiso decir «plazo»?"),
    "{{ ref_mayuscula(amount) }}": ("SEG03", "llama a una función", "ref_mayuscula"),
    "{{ ref('plazo')|upper }}": ("NUM04", "donde no se numera", "ningún filtro"),
    "{% if ref('plazo') %}x{% endif %}": ("NUM04", "donde no se numera", ""),
    "{% for x in penalties %}{{ numeral('plazo') }}{% endfor %}": ("NUM03", "«plazo» puede numerar dos", "sin clave"),
    "{{ lipsum.__globals__ }}": ("SEG04", "pide «__globals__», a lo que una plantilla no llega", ""),
    "{{ amount['__class__'] }}": ("SEG04", "pide «__class__»", ""),
    "{{ amount|attr('__class__') }}": ("SEG02", "«attr» no se admite", ""),
    "{{ penalties.append('x') }}": ("SEG03", "llama a una función", ""),
    "{{ penalties.delete() }}": ("SEG03", "llama a una función", ""),
    "{{ amount.upper() }}": ("SEG03", "llama a una función", ""),
    "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}": ("SEG03", "llama a una", ""),
    "{{ '%0999999999d'|format(1) }}": ("SEG02", "«format» no se admite", ""),
    "{{ 'x'|center(9999999999) }}": ("SEG02", "«center» no se admite", ""),
    "{{ 'a' * 10000000000 }}": ("SEG01", "hace una operación que no se admite", "Escriba solo datos"),
    "{{ term_days + 1 }}": ("SEG01", "hace una operación", ""),
    "{{ amount ~ 'x' }}": ("SEG01", "hace una operación", ""),
    "{{ [1, 2] }}": ("SEG01", "hace una operación", ""),
    "{{ penalties[term_days] }}": ("SEG04", "pide «[…]»", ""),
    "{{ penalties[0:2] }}": ("SEG04", "pide «[…]»", ""),
    "{{ none }}": ("SEG01", "hace una operación", ""),
    "{{ true }}": ("SEG01", "hace una operación", ""),
    "{{ 1.5 }}": ("SEG01", "hace una operación", ""),
    "{% for a, b in penalties %}x{% endfor %}": ("SEG01", "hace una operación", ""),
    "{% for x in penalties recursive %}x{% endfor %}": ("SEG01", "hace una operación", ""),
    "{{ self.x }}": ("VAR01", "se pide «self»", ""),
    "{{ (" + "(" * 500 + "amount" + ")" * 500 + ") }}": ("SIN01", "No se entiende", ""),
}  # fmt: skip


@pytest.mark.parametrize(("text", "code", "message", "hint"), [(text, *rest) for text, rest in MISTAKES.items()])
def test_a_mistake_is_refused(text: str, code: str, message: str, hint: str) -> None:
    report = look_at(docx(CLAUSE, text))
    assert not report.ok
    finding = next((each for each in report.findings if each.code == code), None)
    assert finding is not None, report.findings
    assert finding.where == WHERE
    assert message in finding.message
    assert hint in finding.hint
    assert finding.hint


def test_each_tag_of_a_paragraph_is_looked_at() -> None:
    report = look_at(docx(CLAUSE, "{{ amonut }} y {{ head.pots }}", header="{{ titel }}"))
    assert [(each.where, each.hint) for each in report.findings] == [
        (WHERE, "¿Quiso decir «amount»?"),
        (WHERE, "¿Quiso decir «post»?"),
        ("Encabezado 1, párrafo 1", "¿Quiso decir «title»?"),
    ]


@pytest.mark.parametrize(
    ("asked", "fields", "meant"),
    [
        ("antecedents", ("agreement", "title"), ""),
        ("separation_notice", ("demonstration_note",), ""),
        ("indicators", ("signatures",), ""),
        ("partys", ("parties", "title"), "parties"),
        ("signatries", ("signatures",), "signatures"),
    ],
)
def test_only_a_close_name_is_taken_for_what_was_meant(asked: str, fields: tuple[str, ...], meant: str) -> None:
    assert suggestion(asked, fields) == meant


@pytest.mark.parametrize(
    "text",
    [
        "{{ amount or 'sin monto' }}",
        "{% if term_days > 1 and not is_urgent or amount %}x{% endif %}",
        "{% if penalties|length == 1 %}una{% endif %}",
        "{% if 'x' in amount %}x{% endif %}",
        "{% for two in penalties|batch(2) %}{{ two[0].name }}{% if two[1] is defined %}y{% endif %}{% endfor %}",
        "{% for row in penalties %}{{ row['name'] }}{% else %}ninguna{% endfor %}",
        "{{ head.name|upper }} {{ stamp.number }}",
        "{{ due|upper|fecha_larga }}, {{ amount|soles|monto_en_letras }}, {{ (amount or '12')|soles }}",
        "{{ '2026-11-23'|fecha_larga }}",
        "{{ penalties|length|numero_en_letras }}{% if penalties %}{{ penalties|length|ordinal }}{% endif %}",
        "{% for row in penalties %}{{ loop.index|romano }} de {{ loop.length|ordinal }}{% endfor %}",
        "{% if penalties %}{{ penalties[0].name }}{% endif %}",
        "{% if amount and penalties %}{{ penalties[0].name }}{% endif %}",
        "{% if not penalties %}x{% else %}{{ penalties[0].name }}{% endif %}",
        "{% if not penalties %}x{% elif amount %}{{ penalties[0].name }}{% endif %}",
        "{% if penalties|length > 1 %}{{ penalties[0].name }}, {{ penalties[1].name }}{% endif %}",
        "{% if penalties|length == 2 %}{{ penalties[1].name }}{% endif %}",
        "{% if penalties|length >= 3 %}{{ penalties[2].name }}{% endif %}",
        "{% if penalties[1] is defined %}{{ penalties[1].name }}{% endif %}",
        "{% if penalties and penalties[0].name == 'x' %}x{% endif %}",
        "{% if not penalties or penalties[0].name == 'x' %}x{% endif %}",
        "{{ penalties[0].name if penalties else 'ninguna' }}",
        "{% for row in penalties %}{{ penalties[0].name }}{% endfor %}",
        "{% for row in penalties %}{% if row.causes %}{{ row.causes[0] }}{% endif %}{% endfor %}",
        "{% for row in penalties %}{% for cause in row.causes %}{{ row.causes[0] }}{% endfor %}{% endfor %}",
    ],
)
def test_what_the_document_can_answer_is_accepted(text: str) -> None:
    assert look_at(docx(text)).findings == ()
