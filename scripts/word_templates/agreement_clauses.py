"""The clauses of the agreement."""

from __future__ import annotations

from string import ascii_lowercase
from typing import Any

from legal.agreements.clauses import by_key
from scripts.word_templates.layout import LEFT, bookmark, tag, write

E = "{{ entity.alias }}"
G = "{{ grantor.alias }}"
REPORTS_TO = G + "{% for verifier in verifiers %} y a {{ verifier.alias }}{% endfor %}"


def add_clauses(document: Any) -> None:
    """Write the clauses in their order."""
    parts = (_grounds, _commitments, _money, _verification, _budget, _life, _guarantees, _closing_clauses)
    for add_part in parts:
        add_part(document)


def _clause(document: Any, key: str, title: str = "") -> None:
    clause = by_key(key)
    heading = write(document, f"{{{{ clausula('{key}') }}}}: {title or clause.title}", "Heading 1")
    bookmark(heading, clause.bookmark)


def _numbered(document: Any, *texts: str, keep: bool = False) -> None:
    for text in texts:
        paragraph = write(document, f"{{{{ numeral() }}}}.\t{text}", "Numeral")
        paragraph.paragraph_format.keep_with_next = keep or text.endswith(":")


def _lettered(document: Any, *texts: str, first: int = 0, keep: bool = False) -> None:
    for letter, text in zip(ascii_lowercase[first:], texts, strict=False):
        write(document, f"{letter})\t{text}", "Literal").paragraph_format.keep_with_next = keep


def _repeated(document: Any, field: str) -> None:
    tag(document, f"for paragraph in {field}")
    write(document, "{{ numeral() }}.\t{{ paragraph }}", "Numeral")
    tag(document, "endfor")


def _grounds(document: Any) -> None:
    _clause(document, "antecedentes")
    _repeated(document, "antecedents")
    _clause(document, "base_legal")
    _repeated(document, "legal_basis")
    _clause(document, "objeto")
    _numbered(
        document,
        "El CONVENIO es un acuerdo de carácter técnico que se suscribe en el marco de la {{ norm.number }}, "
        "“{{ norm.title }}”{% if norm.approved_by %}, aprobada por {{ norm.approved_by }}{% endif %} (en adelante, la DIRECTIVA).",
        "El CONVENIO tiene por objeto {{ objective }}.{% if specific_objective %} Su objetivo específico es "
        "{{ specific_objective }}.{% endif %}",
        "El CONVENIO se aplica {% if programmes|length == 1 %}al Programa Presupuestal{% else %}a los Programas "
        "Presupuestales{% endif %} {% for programme in programmes %}"
        "{% if not loop.first %}{% if loop.last %} y {% else %}, {% endif %}{% endif %}"
        "{{ programme.code }} “{{ programme.name }}”{% endfor %}; su ámbito de intervención comprende {{ ambit_summary }}, "
        "conforme al detalle del Anexo I.",
    )


def _commitments(document: Any) -> None:
    _clause(document, "compromisos_entidad")
    _numbered(document, f"{E} se compromete a:")
    _lettered(
        document,
        "Cumplir los compromisos de gestión y alcanzar las metas de los indicadores establecidos en el Anexo I, en los "
        "niveles y plazos que allí se señalan.",
        f"Presentar a {REPORTS_TO} los informes de cumplimiento, con la información y las bases de datos que los "
        "sustentan, en los plazos del Anexo II.",
        "Subsanar, dentro del plazo, las observaciones que se le comuniquen.",
        "Incorporar en su presupuesto institucional los recursos transferidos y ejecutarlos con sujeción a la {{ ref('uso') }}.",
        "Encargar a su oficina de planeamiento y presupuesto, o a la que haga sus veces, la coordinación del CONVENIO como "
        f"interlocutora única ante {G}, y comunicar por escrito todo cambio de la persona responsable.",
        "Asegurar que cada unidad responsable señalada en el Anexo I conozca los criterios a su cargo y sustente su "
        "cumplimiento.",
        "Conservar, ordenada y foliada, la documentación que sustenta el cumplimiento, y ponerla a disposición de quien "
        "deba verificarla o controlarla.",
        "Publicar en su portal institucional el CONVENIO, sus adendas y los resultados de cada verificación.",
    )
    # The office has its name of the day, and the clause binds the third party too.
    title = "COMPROMISOS DE {{ grantor_organ|upper }}{% if verifiers %} Y DEL ORGANISMO VERIFICADOR{% endif %}"
    _clause(document, "compromisos_dgpp", title)
    _numbered(document, f"{G} se compromete a:")
    _lettered(
        document,
        "Gestionar la transferencia de los recursos que correspondan según los resultados de la verificación.",
        f"Brindar asistencia técnica a {E} para el cumplimiento de los compromisos de gestión y el logro de las metas.",
        "{% if verifiers %}Evaluar el informe del organismo verificador{% else %}Verificar el cumplimiento de los compromisos "
        "de gestión y de las metas{% endif %} y emitir el informe que corresponda.",
        "Comunicar los resultados de cada verificación y, de existir observaciones, reunirlas en un solo documento.",
    )
    tag(document, "for verifier in verifiers")
    _numbered(
        document,
        "{{ verifier.alias }} se compromete a verificar, con la información que administra y la que reciba de "
        f"{E}, el cumplimiento de los compromisos de gestión y de las metas de los indicadores, y a informar sus "
        f"resultados a {G} con el sustento de cada conclusión.",
    )
    tag(document, "endfor")
    _clause(document, "compromisos_gestion")
    _numbered(
        document,
        "Los compromisos de gestión son las acciones que "
        f"{E} ejecuta para mejorar el diseño y la eficacia {{% if programmes|length == 1 %}}del programa presupuestal"
        "{% else %}de los programas presupuestales{% endif %}. Se ordenan en procesos y "
        "subprocesos críticos; cada subproceso crítico tiene uno o más criterios de evaluación y cada criterio, su nivel "
        "de cumplimiento para cada año.",
        "Los compromisos de gestión comprenden {{ criteria_summary }}, detallados en el Capítulo III del Anexo I. La "
        "exigencia de los niveles de cumplimiento se incrementa durante la vigencia del CONVENIO.",
        "Los indicadores, con su línea de base, sus metas anuales y su peso en el Tramo Variable, constan en el Capítulo II "
        "del Anexo I.",
        f"A {E} solo le son exigibles los criterios, indicadores y metas que constan en el Anexo I y en sus adendas.",
    )


def _money(document: Any) -> None:
    _clause(document, "monto")
    _numbered(
        document,
        "El monto total máximo que se transfiere en el marco del CONVENIO es de {{ money.total }} ({{ money.total_words }}), "
        "por {{ term }} de vigencia. El monto máximo de cada año y su distribución constan en el Anexo II.",
        "Para determinar el monto total máximo se tuvo en cuenta la brecha de bienes y servicios que "
        f"{E} requiere adquirir para producir y entregar los productos a la población objetivo"
        "{% if money.gap %}, que asciende a {{ money.gap }}{% endif %}.{% if money.gap_basis %} Sustento: {{ money.gap_basis }}{% endif %}",
        "El monto de cada año se compone de un Tramo Fijo, sujeto al cumplimiento de los compromisos de gestión, y de un "
        "Tramo Variable, sujeto al logro de las metas de los indicadores. El monto que se transfiere por cada tramo se "
        "determina conforme al numeral 1.03 del Anexo II.",
        "Los recursos provienen de {{ financing_source }}. {% if money.by_donation %}Se asignan financieramente a "
        f"{E} conforme a los procedimientos del Sistema Nacional de Tesorería, previo cumplimiento de los compromisos de "
        "gestión y de las metas{% else %}Se transfieren mediante modificación presupuestaria en el nivel institucional, "
        f"aprobada por Decreto Supremo refrendado por el titular del Ministerio de Economía y Finanzas a propuesta de {G}, "
        "previo cumplimiento de los compromisos de gestión y de las metas{% endif %}.",
        f"El monto máximo no constituye obligación de pago: {E} solo tiene derecho a lo que resulte de la verificación.",
    )
    tag(document, "if money.counterpart")
    _numbered(document, "{{ money.counterpart }}")
    tag(document, "endif")


def _verification(document: Any) -> None:
    _clause(document, "verificacion")
    _numbered(
        document,
        f"{E} presenta a {REPORTS_TO}, en los plazos del Anexo II, dos informes de cumplimiento: uno que sustenta la "
        "transferencia del Tramo Fijo y otro que sustenta la del Tramo Variable.",
        "El informe del Tramo Fijo contiene: resumen, antecedentes, verificación de la información remitida, verificación de "
        "los compromisos de gestión, y conclusiones y recomendaciones. El informe del Tramo Variable contiene: antecedentes, "
        "evolución de los principales indicadores de resultado y producto, metas alcanzadas en los indicadores del "
        "CONVENIO, y conclusiones.",
        "La verificación está a cargo de {% if verifiers %}{% for verifier in verifiers %}{{ verifier.alias }}{% endfor %}, "
        f"que informa a {G}{{% else %}}{G}{{% endif %}}. Comprende la documentación y las bases de datos remitidas, cada criterio "
        "del nivel que corresponde al año y cada indicador, y concluye en el Informe de Verificación del Cumplimiento.",
        "El Informe de Verificación señala, por cada criterio e indicador, el valor hallado, la evidencia y la conclusión, y "
        "se notifica a LAS PARTES.",
    )
    _clause(document, "observaciones")
    _numbered(
        document,
        "Las observaciones al cumplimiento de los compromisos de gestión se comunican por escrito, en un solo documento y por "
        "única vez, con el Informe de Verificación.",
        f"{E} tiene un plazo máximo de {{{{ correction_term }}}} para subsanarlas, contado desde la fecha en que recibe la "
        "comunicación.",
        f"{E} responde cada observación y adjunta la evidencia. La segunda verificación se limita a lo observado y concluye en "
        "el Informe de Verificación de la subsanación.",
        f"Si {E} no cumple con subsanar las observaciones dentro del plazo, {{% if lets_carry %}}{G} puede disponer, por documento "
        "expreso que notifica, que los criterios no subsanados se verifiquen de nuevo en la evaluación de un nivel siguiente: "
        "conservan el Tramo Fijo de su año de origen, del que se paga lo que entonces se cumpla, y no se cuentan entre los "
        "criterios de ese nivel. De no disponerlo, {% endif %}se cancela la transferencia del saldo del Tramo "
        f"Fijo. La cancelación requiere advertencia escrita previa y se dispone por documento expreso que {G} notifica.",
    )


def _budget(document: Any) -> None:
    _clause(document, "uso")
    _numbered(
        document,
        "Los recursos transferidos se destinan exclusivamente a financiar los bienes y servicios necesarios para producir y "
        "entregar los productos priorizados en el Anexo I. No pueden destinarse a fin distinto, bajo responsabilidad.",
        f"{E} {{% if money.by_donation %}}incorpora los recursos en su presupuesto institucional{{% else %}}aprueba la "
        "desagregación de los recursos en su presupuesto institucional{% endif %} mediante {{ incorporation.act }}, "
        "según {{ incorporation.basis }}{% if incorporation.term %}, dentro de {{ incorporation.term }}{% endif %}.",
        "Copia del acto se remite{% if incorporation.copies_term %}, dentro de {{ incorporation.copies_term }} de su "
        "aprobación,{% endif %} a la Comisión de Presupuesto y Cuenta General de la República del Congreso de la República, "
        f"a la Contraloría General de la República y a {G}.",
        "Los saldos no ejecutados al cierre de cada año fiscal mantienen la finalidad para la que fueron transferidos.",
    )


def _life(document: Any) -> None:
    _clause(document, "vigencia")
    _numbered(
        document,
        "El CONVENIO tiene una vigencia de {{ term }}, que se cuenta desde la fecha de la última de las firmas de LAS PARTES.",
        "Vencida la vigencia, el CONVENIO surte efectos únicamente para concluir las verificaciones, subsanaciones y "
        "transferencias que correspondan a períodos de su vigencia, y para su liquidación y cierre.",
    )
    _clause(document, "adendas")
    _numbered(
        document,
        "El CONVENIO se modifica por acuerdo de LAS PARTES, mediante adenda suscrita con las mismas formalidades, a solicitud "
        "sustentada con informe técnico que se presenta antes del vencimiento de la vigencia.",
        "Las adendas se numeran correlativamente, señalan las disposiciones que modifican y la fecha desde la que rigen, y no "
        "alteran los períodos ya verificados.",
        "No requieren adenda la reprogramación del cronograma que la DIRECTIVA permite ni la rectificación de errores "
        "materiales, que se comunican por escrito.",
    )
    _clause(document, "resolucion")
    _numbered(document, "El CONVENIO se resuelve antes de su vencimiento por:")
    _lettered(
        document,
        "Mutuo acuerdo de LAS PARTES, que consta en acta.",
        "Incumplimiento de las obligaciones de una de LAS PARTES, si requerida por escrito no lo remedia en el plazo que se le "
        "otorgue.",
        "Caso fortuito o fuerza mayor que impida de modo definitivo su cumplimiento.",
        "Uso de los recursos en fin distinto del señalado en la {{ ref('uso') }}.",
    )
    _numbered(
        document,
        "La resolución se comunica por escrito con su sustento y no libera a LAS PARTES de rendir cuenta de los recursos "
        "transferidos ni de concluir lo que se encuentre en ejecución.",
    )


def _guarantees(document: Any) -> None:
    _clause(document, "libre_adhesion")
    _numbered(
        document,
        "De conformidad con {{ free_adhesion_basis }}, LAS PARTES declaran que suscriben el CONVENIO por su libre adhesión y "
        "que cualquiera de ellas puede ejercer su derecho de separación, sin expresión de causa ni pago de compensación "
        "alguna, mediante comunicación escrita cursada con una anticipación no menor de {{ separation_notice }}.",
        "La separación no afecta las transferencias efectuadas ni la obligación de concluir lo que se encuentre en ejecución y "
        "de rendir cuenta de los recursos recibidos.",
    )
    _clause(document, "control")
    _numbered(
        document,
        "De conformidad con el artículo 4 de la Ley N° 27785, Ley Orgánica del Sistema Nacional de Control y de la Contraloría "
        "General de la República, LAS PARTES y quienes perciban recursos en virtud del CONVENIO garantizan a los órganos de "
        "control el acceso a los registros, a la documentación y a los sistemas de información sobre el destino y el uso "
        "de los recursos, y se obligan a exhibirlos cuando les sean requeridos.",
    )


def _closing_clauses(document: Any) -> None:
    _clause(document, "controversias")
    _numbered(
        document,
        "Las controversias sobre la interpretación o la ejecución del CONVENIO se resuelven mediante trato directo entre LAS "
        "PARTES, según las reglas de la buena fe y su común intención, y constan en acta. De no alcanzarse acuerdo, se "
        "someten a los mecanismos que la ley prevé para las controversias entre entidades públicas.",
    )
    _clause(document, "notificaciones")
    _numbered(
        document,
        "Las comunicaciones se dirigen a los domicilios señalados en la parte introductoria, a los que se comuniquen por escrito "
        "o, con acuse de recibo, a los correos electrónicos que LAS PARTES señalen por escrito.",
    )
    _email(document, "entity")
    _email(document, "grantor")
    tag(document, "for verifier in verifiers")
    _email(document, "verifier")
    tag(document, "endfor")
    _numbered(
        document,
        "Los plazos que corren desde una comunicación se cuentan a partir de su recepción acreditada con el cargo respectivo.",
        "El cambio de domicilio o de correo electrónico surte efecto desde que se comunica por escrito a la otra parte.",
    )
    _clause(document, "anexos")
    # Nobody signs a page without text.
    _numbered(document, "Forman parte integrante del CONVENIO:", keep=True)
    annexes = ("Anexo I: Especificaciones técnicas.", "Anexo II: Disposiciones administrativas.")
    _lettered(document, *annexes, keep=True)
    tag(document, "if definitions")
    _lettered(document, "Anexo A: Definición de términos.", first=2, keep=True)
    tag(document, "endif")


def _email(document: Any, party: str) -> None:
    tag(document, f"if {party}.email")
    text = f"–\t{{{{ {party}.alias }}}} señala el correo electrónico {{{{ {party}.email }}}}."
    write(document, text, "Literal", align=LEFT)
    tag(document, "endif")
