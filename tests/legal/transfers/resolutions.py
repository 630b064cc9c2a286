"""Full samples of the model for the entity: by donation and by decree. Invented data."""

from __future__ import annotations

from dataclasses import replace

from legal.documents.documents import Signatory
from legal.transfers.documents import IncomeText, IncorporationResolutionDocument, SpendingRow
from tests.legal.transfers.papers import AGREEMENT, DEMONSTRATION, ENTITY, LETTERHEAD, SECOND_REPORT

BLANK = "____________"


def incorporation() -> IncorporationResolutionDocument:
    """Return the model of a governor's resolution that takes a donation into the budget."""
    return IncorporationResolutionDocument(
        title="Modelo de resolución de incorporación",
        letterhead=LETTERHEAD,
        act="Resolución Ejecutiva Regional",
        act_number="N° ______-2016-____________",
        place_and_date="Chachapoyas, ____ de ____________ de 2016",
        entity_name=ENTITY,
        entity=f"el {ENTITY}",
        grantor="la Dirección General de Presupuesto Público",
        directorate="la Dirección General de Presupuesto Público",
        pliego=f"Pliego 440 {ENTITY}",
        seen=(
            f"El {AGREEMENT}",
            "el Oficio N° 131-2016-EF/50.01, de la Dirección General de Presupuesto Público",
            f"el Informe N° {BLANK}, de la Gerencia Regional de Planeamiento, Presupuesto & Acondicionamiento "
            "Territorial",
            f"el Informe N° {BLANK}, de la Oficina Regional de Asesoría Jurídica",
        ),
        enabling_rule="el artículo 15 de la Ley N° 29951 dispone que los recursos de donaciones para apoyo "
        "presupuestario se asignan "
        "a los pliegos que suscriban con la Dirección General de Presupuesto Público un convenio en el que consten, "
        "principalmente, las metas y los compromisos por cumplir y los montos por transferirse",
        agreement=AGREEMENT,
        signed_on="12 de junio de 2015",
        objective="impulsar la implementación del Programa Presupuestal Salud Materno Neonatal con recursos que "
        "asigna el Estado Peruano",
        report=SECOND_REPORT,
        tranche="Tramo Fijo del Año 2",
        amount="S/ 639,130.44",
        amount_words="Seiscientos treinta y nueve mil ciento treinta con 44/100 soles",
        by_donation=True,
        instruction="Memorando N° 215-2016-EF/52.03, de la Dirección General de Endeudamiento y Tesoro Público",
        basis="el artículo 42 del Texto Único Ordenado de la Ley N° 28411, aprobado por Decreto Supremo N° "
        "304-2012-EF,",
        limits_exception="",
        powers="la Ley N° 27867, Ley Orgánica de Gobiernos Regionales, y sus modificatorias",
        fiscal_year="2016",
        income=IncomeText(
            source="4 Donaciones y Transferencias",
            item="13 Donaciones y Transferencias",
            classifier=f"1.4 Donaciones y Transferencias: {BLANK}",
        ),
        spending=tuple(
            SpendingRow(
                programme="0002 Salud Materno Neonatal",
                product=product,
                activity=BLANK,
                executing_unit=BLANK,
                generic="2.3 Bienes y servicios",
                amount=BLANK,
            )
            for product in (
                "3000001 Población accede a métodos de planificación familiar",
                "3000002 Población accede a servicios de consejería en salud sexual y reproductiva",
                "3000003 Atención prenatal reenfocada",
            )
        ),
        spending_source="4 Donaciones y Transferencias, rubro 13 Donaciones y Transferencias",
        term="",
        budget_office="Gerencia Regional de Planeamiento, Presupuesto & Acondicionamiento Territorial",
        copies_term="los cinco (05) días calendario",
        copies_basis="la normativa del Sistema Nacional de Presupuesto",
        copies_to=(
            "Comisión de Presupuesto y Cuenta General de la República del Congreso de la República",
            "Contraloría General de la República",
            "Dirección General de Presupuesto Público",
        ),
        signatory=Signatory(name="(nombres y apellidos del Titular)", post="Gobernador Regional", entity=ENTITY),
        demonstration_note=DEMONSTRATION,
    )


def breakdown() -> IncorporationResolutionDocument:
    """Return the model of a mayor's resolution that breaks down what a supreme decree transfers."""
    return replace(
        incorporation(),
        act="Resolución de Alcaldía",
        entity_name="Municipalidad Provincial de Condorcanqui",
        entity="la Municipalidad Provincial de Condorcanqui",
        pliego="Pliego 010401 Municipalidad Provincial de Condorcanqui",
        by_donation=False,
        instruction="Decreto Supremo N° 181-2016-EF",
        basis="el artículo 2 del citado Decreto Supremo",
        powers="la Ley N° 27972, Ley Orgánica de Municipalidades",
        spending_source="1 Recursos Ordinarios, rubro 00 Recursos Ordinarios",
        spending=tuple(replace(row, activity="") for row in incorporation().spending),
        term="los cinco (05) días calendario de su vigencia",
        copies_basis="",
        copies_term="",
        signatory=Signatory(
            name="(nombres y apellidos del Titular)",
            post="Alcaldesa",
            entity="Municipalidad Provincial de Condorcanqui",
        ),
        letterhead=replace(LETTERHEAD, year_name=""),
        demonstration_note="",
    )
