"""A full sample of the agreement: three parties, 38 districts, 23 criteria, four indicators. Invented data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from legal.agreements.documents import (
    AgreementDocument,
    AmbitRow,
    CodedName,
    DeadlineRow,
    DefinitionText,
    IncorporationText,
    MoneyRuleText,
    MoneyText,
    NormText,
    PartyText,
    ProductText,
    SignatureText,
    YearAmountRow,
)
from legal.documents import spanish
from legal.documents.documents import IssueStamp, Letterhead
from legal.norms.names import currency_on
from tests.legal.agreements.amazonas_commitments import YEARS, amazonas_indicators, amazonas_processes

SIGNED_ON = date(2015, 6, 12)
STAMP = IssueStamp(number="N° 012-2015-EF/50.01", version="", verification_code="K7QM-2WXA-9RTB-HC4P")

_DISTRICTS = {
    "Chachapoyas": "Asunción, Balsas, Chiliquín, Chuquibamba, Granada, La Jalca, Leimebamba, Levanto, Olleros, "
    "Quinjalca, Sonche",
    "Bagua": "Imaza",
    "Bongará": "Corosha, Florida, Recta, Valera",
    "Condorcanqui": "Nieva, El Cenepa, Río Santiago",
    "Luya": "Camporredondo, Cocabamba, Colcamar, Longuita, Luya, Ocumal, Pisuquia, Providencia, San Cristóbal, "
    "San Francisco del Yeso, San Jerónimo, San Juan de Lopecancha, Santa Catalina, Santo Tomás",
    "Rodríguez de Mendoza": "Chirimoto, Vista Alegre",
    "Utcubamba": "Cumba, Lonya Grande, Yamón",
}
_SPLIT = ((100, 0), (70, 30), (50, 50))
_YEARLY = Decimal(3_000_000)


def _money() -> MoneyText:
    currency = currency_on(SIGNED_ON)
    rows, fixed_total = [], Decimal(0)
    for (label, fiscal_year, level), (fixed, variable) in zip(YEARS, _SPLIT, strict=True):
        fixed_total += _YEARLY * fixed / 100
        rows.append(
            YearAmountRow(
                label=label,
                fiscal_year=fiscal_year,
                level=level,
                maximum=spanish.soles(_YEARLY, currency),
                fixed_percentage=spanish.percentage(Decimal(fixed)),
                fixed_amount=spanish.soles(_YEARLY * fixed / 100, currency),
                variable_percentage=spanish.percentage(Decimal(variable)),
                variable_amount=spanish.soles(_YEARLY * variable / 100, currency),
            )
        )
    total = _YEARLY * len(rows)
    return MoneyText(
        total=spanish.soles(total, currency),
        total_words=spanish.amount_in_words(total, currency),
        annual_total=spanish.soles(total, currency),
        fixed_total=spanish.soles(fixed_total, currency),
        variable_total=spanish.soles(total - fixed_total, currency),
        years=tuple(rows),
        gap=spanish.soles(Decimal("11482350.60"), currency),
        gap_basis="Informe N° 087-2015-EF/50.06, conforme al numeral 16.1 de la DIRECTIVA.",
        counterpart="",
        by_donation=True,
    )


def _ambit() -> tuple[AmbitRow, ...]:
    return tuple(
        AmbitRow(
            department="Amazonas",
            province=province,
            districts=spanish.listing(districts.split(", ")),
            count=str(len(districts.split(", "))),
        )
        for province, districts in _DISTRICTS.items()
    )


ENTITY = PartyText(
    name="el GOBIERNO REGIONAL DEL DEPARTAMENTO DE AMAZONAS",
    through="",
    ruc="20000000440",
    address="Jr. Ortiz Arrieta N° 1250, Chachapoyas",
    email="mesadepartes@amazonas.example",
    representative_post="Gobernador Regional",
    representative_name="Eleuterio Chuquizuta Mas",
    identity_document="DNI N° 00000001",
    representative_instrument="según credencial expedida por el Jurado Nacional de Elecciones",
    alias="LA ENTIDAD",
)
GRANTOR = PartyText(
    name="el MINISTERIO DE ECONOMÍA Y FINANZAS",
    through="a través de la Dirección General de Presupuesto Público",
    ruc="20000000009",
    address="Jr. Junín N° 319, Lima",
    email="",
    representative_post="Director General",
    representative_name="Rosa Peñaloza Ñahui",
    identity_document="",
    representative_instrument="conforme a la Resolución Ministerial N° 100-2014-EF/43",
    alias="LA DGPP",
)
VERIFIER = PartyText(
    name="el SEGURO INTEGRAL DE SALUD",
    through="",
    ruc="20000000135",
    address="Av. Paseo de la República N° 1645, Lima",
    email="convenios@sis.example",
    representative_post="Jefe (e)",
    representative_name="Julián Alva O'Higgins & Ruiz",
    identity_document="",
    representative_instrument="conforme a la Resolución Suprema N° 020-2015-SA",
    alias="EL SIS",
)


def amazonas() -> AgreementDocument:
    """Return the full sample, issued."""
    count = spanish.counted(sum(len(districts.split(", ")) for districts in _DISTRICTS.values()))
    return AgreementDocument(
        title="CONVENIO DE APOYO PRESUPUESTARIO AL PROGRAMA PRESUPUESTAL 0002 “SALUD MATERNO NEONATAL” ENTRE EL "
        "MINISTERIO DE ECONOMÍA Y FINANZAS, A TRAVÉS DE LA DIRECCIÓN GENERAL DE PRESUPUESTO PÚBLICO, EL GOBIERNO "
        "REGIONAL DEL DEPARTAMENTO DE AMAZONAS Y EL SEGURO INTEGRAL DE SALUD",
        letterhead=Letterhead(
            ministry="Ministerio de Economía y Finanzas",
            vice_ministry="Despacho Viceministerial de Hacienda",
            directorate="Dirección General de Presupuesto Público",
            decade_name="Decenio de las Personas con Discapacidad en el Perú",
            year_name="Año de la Diversificación Productiva y del Fortalecimiento de la Educación",
        ),
        stamp=STAMP,
        entity=ENTITY,
        grantor=GRANTOR,
        grantor_organ="la Dirección General de Presupuesto Público",
        verifiers=(VERIFIER,),
        programmes=(CodedName(code="0002", name="Salud Materno Neonatal"),),
        norm=NormText(
            number="Directiva N° 002-2014-EF/50.01",
            title="Directiva para la Formulación, Suscripción, Ejecución y Seguimiento de Convenios de Apoyo "
            "Presupuestario a los Programas Presupuestales",
            approved_by="la Resolución Directoral N° 004-2014-EF/50.01",
        ),
        financing_source="la Fuente de Financiamiento Donaciones y Transferencias, por el apoyo presupuestario de "
        "la Unión Europea",
        antecedents=(
            "El artículo 15 de la Ley N° 29951 dispone que los recursos de donaciones para apoyo presupuestario se "
            "asignan a los pliegos que suscriban con la Dirección General de Presupuesto Público un convenio que "
            "establezca las metas y los compromisos por cumplir y los montos por transferirse.",
            "LA ENTIDAD manifestó su interés en mejorar la gestión del Programa Presupuestal en su ámbito.",
        ),
        legal_basis=(
            "Ley N° 28411, Ley General del Sistema Nacional de Presupuesto.",
            "Ley N° 29951, Ley de Presupuesto del Sector Público para el Año Fiscal 2013, artículo 15.",
            "Ley N° 27867, Ley Orgánica de Gobiernos Regionales.",
            "Ley N° 27785, Ley Orgánica del Sistema Nacional de Control y de la Contraloría General de la República.",
        ),
        objective="impulsar la implementación del Programa Presupuestal Salud Materno Neonatal con recursos que "
        "asigna el Estado Peruano",
        specific_objective="coadyuvar al uso eficiente de los recursos para brindar bienes y servicios públicos de "
        "calidad en el departamento de Amazonas",
        presentation=(
            "El Programa Presupuestal Salud Materno Neonatal reúne las intervenciones dirigidas a mejorar la salud "
            "de la madre y del recién nacido antes del embarazo, durante el embarazo y el parto, y en el período "
            "neonatal.",
            "La intervención del CONVENIO prioriza los distritos de los quintiles 1 y 2 de pobreza del departamento.",
        ),
        results=(
            "Mejorar la salud materno neonatal.",
            "Reducción de la morbilidad y mortalidad materna.",
            "Reducción de la morbilidad y mortalidad neonatal.",
        ),
        ambit=_ambit(),
        ambit_summary=f"{count} distritos de {spanish.counted(len(_DISTRICTS), 'feminine')} provincias del "
        "departamento de Amazonas",
        products=(
            ProductText(code="3000001", name="Población accede a métodos de planificación familiar", programme=""),
            ProductText(
                code="3000002",
                name="Población accede a servicios de consejería en salud sexual y reproductiva",
                programme="",
            ),
            ProductText(code="3000003", name="Atención prenatal reenfocada", programme=""),
        ),
        activities=(),
        term=f"{spanish.counted(3)} años",
        money=_money(),
        incorporation=IncorporationText(
            act="Resolución Ejecutiva Regional",
            basis="el artículo 42 del Texto Único Ordenado de la Ley N° 28411",
            term="",
            copies_term="los cinco (05) días calendario",
        ),
        processes=amazonas_processes(),
        criteria_summary="veintitrés (23) criterios de evaluación, agrupados en cuatro (04) procesos y siete (07) "
        "subprocesos críticos",
        indicators=amazonas_indicators(),
        deadlines=_DEADLINES,
        correction_term=f"{spanish.counted(5)} meses",
        fixed_rule=MoneyRuleText(
            name="proporcional a los criterios cumplidos",
            paragraphs=(
                "El monto que corresponde transferir es el producto del Tramo Fijo del año por el número de criterios "
                "cumplidos, dividido entre el número de criterios del nivel.",
                "Verificada la subsanación, se transfiere la diferencia entre el monto acumulado y lo ya transferido.",
            ),
        ),
        variable_rule=MoneyRuleText(
            name="proporcional al logro de cada indicador",
            paragraphs=(
                "El monto que corresponde transferir es el producto del Tramo Variable del año por la suma de los "
                "pesos de los indicadores, cada uno multiplicado por su puntaje.",
                "Puntaje = (valor logrado − línea de base) ÷ (meta − línea de base), no menor que 0 ni mayor que 1.",
            ),
        ),
        free_adhesion_basis="el numeral 77.3 del artículo 77 de la Ley N° 27444, Ley del Procedimiento Administrativo "
        "General",
        lets_carry=False,
        separation_notice=f"{spanish.counted(30)} días calendario",
        definitions=(
            DefinitionText(
                term="Compromiso de gestión",
                meaning="Acción que la entidad pública se compromete a ejecutar para mejorar el diseño y la "
                "eficacia de los programas presupuestales.",
            ),
            DefinitionText(
                term="Nivel de cumplimiento",
                meaning="Valor o condición que se espera alcanzar en cada uno de los criterios.",
            ),
        ),
        copies=f"{spanish.counted(3)}",
        place_and_date=f"la ciudad de Lima, con el texto emitido el {spanish.long_date(SIGNED_ON)}",
        signatures=(
            SignatureText(
                name=GRANTOR.representative_name,
                post="Director General",
                entity="Dirección General de Presupuesto Público",
            ),
            SignatureText(
                name=ENTITY.representative_name,
                post=ENTITY.representative_post,
                entity="Gobierno Regional del Departamento de Amazonas",
            ),
            SignatureText(name=VERIFIER.representative_name, post="Jefe (e)", entity="Seguro Integral de Salud"),
        ),
        demonstration_note="DOCUMENTO DE DEMOSTRACIÓN: LOS DATOS SON INVENTADOS",
    )


_DEADLINES = (
    DeadlineRow(
        what="Informe de cumplimiento del Año 1",
        term="treinta (30) días calendario",
        starts_from="Día siguiente de la suscripción",
        basis="DIRECTIVA, Anexo II",
    ),
    DeadlineRow(
        what="Informe de cumplimiento del Año 2",
        term="cuarenta y cinco (45) días calendario",
        starts_from="Inicio del año fiscal 2016",
        basis="DIRECTIVA, Anexo II y numeral 17.7",
    ),
    DeadlineRow(
        what="Informe de cumplimiento del Año 3",
        term="cuarenta y cinco (45) días calendario",
        starts_from="Inicio del año fiscal 2017",
        basis="DIRECTIVA, Anexo II",
    ),
    DeadlineRow(
        what="Subsanación de observaciones",
        term="cinco (05) meses",
        starts_from="Recepción de la comunicación",
        basis="DIRECTIVA, Anexo II",
    ),
)


def two_parties() -> AgreementDocument:
    """Return the sample without a verifying body and without what some agreements lack."""
    sample = amazonas()
    return replace(
        sample,
        verifiers=(),
        results=(),
        definitions=(),
        signatures=sample.signatures[:2],
        copies="dos (02)",
        demonstration_note="",
        incorporation=replace(sample.incorporation, copies_term=""),
    )
