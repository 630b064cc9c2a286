"""The papers on money say what the records say: amounts to the cent, the law and the coin of the day."""

from __future__ import annotations

from datetime import date

import pytest

from legal.documents.wordtext import extract_text
from legal.transfers.models import Transfer
from legal.transfers.services import proposal
from legal.transfers.texts import calculation_sheet, incorporation_resolution, provisions
from legal.verification.models import Verification
from tests.factories import (
    World,
    authorize,
    instruct,
    make_draft,
    make_mandate,
    make_user,
    open_transfer,
    pay,
    review,
    to_in_force,
    today,
    verification_of,
)
from tests.factories import to_first_report as to_report
from tests.legal.papers import shipped_draft
from tests.legal.transfers.worked import (
    SIGNED,
    YEAR_2,
    Travel,
    agreement_of,
    printed,
    reported,
    to_second_report,
)
from workflow import service
from workflow.models import Mandate, Post

BEFORE_THE_SOL = date(2015, 6, 12)

# No line breaks it.
NUMBER = "N° ______\N{NON-BREAKING HYPHEN}2027\N{NON-BREAKING HYPHEN}____________"


@pytest.fixture
def year_2(world: World, travel: Travel) -> Verification:
    """Return the verification of year 2 of the worked example, with report I issued."""
    return reported(world, travel)


def model(transfer: Transfer, on: date = YEAR_2) -> str:
    """Return what the model of the entity's resolution says on a date."""
    context = incorporation_resolution(transfer, on=on)
    return extract_text(shipped_draft(context=context, dated=on).content)


class TestCalculationSheet:
    def test_of_the_fixed_tranche_leads_from_the_cent_to_each_verdict(self, year_2: Verification) -> None:
        transfer = review(open_transfer(agreement_of(year_2)))
        assert transfer.sheet is not None
        said = printed(transfer.sheet)
        assert transfer.sheet.title == "Transferencia del Tramo Fijo del Año 2 por el I Informe de Verificación"
        assert "Período y nivel | Año 2 (año fiscal 2027), Nivel 1\n" in said
        assert "Donaciones y Transferencias: asignación financiera del Tesoro Público\n" in said
        assert (
            "I Informe de Verificación del Cumplimiento de los Compromisos de Gestión, Nivel 1, N° 001-2027-EF/50.01, "
            "de fecha 4 de enero de 2027, que concluye que se cumplen ocho (08) de los veintitrés (23) criterios del "
            "Nivel 1."
        ) in said
        assert "Regla: proporcional a los criterios cumplidos.\nBase: numeral 1.03 del Anexo II del Convenio" in said
        assert "C-01 | Gestantes registradas en el padrón nominal | Cumple | 1 | Valeria Zapata | 04.01.2027\n" in said
        assert "C-09 | Gestantes registradas en el padrón nominal | No cumple | 0 | Valeria Zapata" in said
        assert "1 | Tramo fijo del año | S/ 2,100,000.00 | Numeral 1.01 del Anexo II del Convenio\n" in said
        assert "2 | Criterios cumplidos entre criterios del nivel | 8 ÷ 23 = 0.347826 | –\n" in said
        assert "S/ 730,434.78 | S/ 2,100,000.00 × 8 ÷ 23, redondeado al céntimo\n" in said
        assert "5 | Saldo del tramo | S/ 1,369,565.22 | –\n" in said
        assert "6 | Corresponde transferir ahora | S/ 730,434.78 | Lo que corresponde hasta ahora menos" in said
        assert "(Setecientos treinta mil cuatrocientos treinta y cuatro con 78/100 soles)" in said
        assert "Con un criterio más cumplido, correspondería transferir S/ 91,304.35 más." in said
        assert "Con todos los criterios cumplidos, correspondería transferir S/ 1,369,565.22 más." in said
        assert "Revisó | Carla Rojas | Especialista en presupuesto | 4 de enero de 2027\n" in said

    def test_of_the_variable_tranche_scores_each_indicator(self, year_2: Verification) -> None:
        said = printed(review(open_transfer(agreement_of(year_2), "variable")).sheet)
        assert "concluye que alcanza su meta el indicador I-02; no alcanza su meta el indicador I-01." in said
        assert "Regla: proporcional al logro de cada indicador.\n" in said
        assert "Encuesta demográfica; evidencias: 1. Verificó Valeria Zapata, 04.01.2027." in said
        assert "| 0.50 | 40% | 60% | 55% | 0.750000 | 0.375000\n" in said
        assert "sin evidencias. Verificó Valeria Zapata, 04.01.2027. | 0.50 | 30% | 50% | 52% | 1.000000" in said
        assert "La suma de peso × puntaje es 0.875000.\n" in said
        assert "4 | Corresponde transferir ahora | S/ 787,500.00 | Tramo variable por suma" in said
        assert "No alcanzado | S/ 112,500.00\n" in said
        assert "Con un punto porcentual más en el indicador I-01, correspondería transferir S/ 22,500.00 más." in said
        assert "Con la meta del indicador I-01 alcanzada, correspondería transferir S/ 112,500.00 más." in said
        assert "en el indicador I-02" not in said

    def test_after_the_correction_pays_the_difference(self, year_2: Verification) -> None:
        pay(open_transfer(agreement_of(year_2)))
        to_second_report(year_2)
        said = printed(review(open_transfer(agreement_of(year_2))).sheet)
        assert "Compromisos de Gestión, Subsanación del Nivel 1, N° 002-2027-EF/50.01" in said
        assert "criterios del Nivel 1, y ocho (08) no fueron subsanados.\n" in said
        assert [said.count(f"| {verdict} |") for verdict in ("Cumple", "Subsanado", "No subsanado")] == [8, 7, 8]
        assert "del Nivel 1: ocho (08) según el I Informe y siete (07) por subsanación.\n" in said
        assert "4 | Ya correspondía por cálculos anteriores | S/ 730,434.78 | –\n" in said
        assert "Corresponde transferir S/ 639,130.44 (" in said
        assert "Transferido | S/ 730,434.78\n" in said
        assert "Total (monto del tramo) | S/ 2,100,000.00\n" in said

    def test_adds_what_an_earlier_calculation_left_unpaid(self, year_2: Verification, world: World) -> None:
        transfer = open_transfer(agreement_of(year_2))
        service.perform(
            case=transfer.case,
            actor=world.transfers_officer,
            act_name="transfers.take_back",
            act=lambda **who: proposal.take_back(transfer=transfer, reason="Espera la subsanación.", **who),
            occurred=today(),
        )
        to_second_report(year_2)
        said = printed(review(open_transfer(agreement_of(year_2))).sheet)
        assert "7 | Correspondía y no se ha transferido | S/ 730,434.78 | Cálculos anteriores\n" in said
        assert "8 | Monto de la transferencia | S/ 1,369,565.22 | –\n" in said
        assert "Corresponde transferir S/ 1,369,565.22 (" in said

    def test_leaves_out_what_a_later_calculation_pays(self, year_2: Verification) -> None:
        transfer = open_transfer(agreement_of(year_2))
        to_second_report(year_2)
        said = printed(review(transfer).sheet)
        assert "Subsanado" not in said
        assert "7 | Corresponde además y se transfiere por separado | S/ 639,130.44 | Cálculo posterior\n" in said
        assert "Corresponde transferir | S/ 730,434.78\nSaldo | S/ 1,369,565.22\n" in said

    def test_has_nothing_to_change_when_all_is_met(self, world: World, travel: Travel) -> None:
        travel(SIGNED)
        agreement = to_in_force(make_draft(world), world)
        to_report(verification_of(agreement), unmet=())
        said = printed(review(open_transfer(agreement)).sheet)
        assert "Se cumple el único criterio del Nivel 0.\n" in said
        assert "Corresponde transferir S/ 1,000,000.00 (Un millón con 00/100 soles)." in said
        assert "QUÉ HARÍA VARIAR" not in said
        assert "VII. REVISIÓN\n" in said

    def test_names_who_is_in_charge_of_the_post(self, year_2: Verification, world: World) -> None:
        post = Post.objects.get(unit=world.directorate, role="budget_reviewer")
        zoila = make_user("zoila", "Zoila", "Bolaina")
        mandate = make_mandate(zoila, post, starts_on=YEAR_2, kind=Mandate.Kind.ENCARGATURA)
        transfer = open_transfer(agreement_of(year_2))
        sheet = calculation_sheet(transfer, on=YEAR_2, reviewer=zoila, authority=mandate)
        assert (sheet.reviews[0].name, sheet.reviews[0].post) == ("Zoila Bolaina", "Especialista en presupuesto (e)")

    def test_is_written_in_the_coin_of_its_date(self, year_2: Verification, world: World) -> None:
        transfer = open_transfer(agreement_of(year_2))
        sheet = calculation_sheet(transfer, on=BEFORE_THE_SOL, reviewer=world.budget_reviewer, authority=None)
        assert sheet.money.due == "S/.\u00a0730,434.78"
        assert sheet.due_words.endswith("con 78/100 nuevos soles")
        assert sheet.steps[2].basis == "S/.\u00a02,100,000.00 × 8 ÷ 23, redondeado al céntimo"


class TestIncorporation:
    def test_of_a_donation_is_outside_the_limits(self, year_2: Verification) -> None:
        transfer = instruct(authorize(review(open_transfer(agreement_of(year_2)))))
        said = model(transfer)
        assert transfer.sheet is not None
        assert said.startswith(f"RESOLUCIÓN EJECUTIVA REGIONAL {NUMBER}\nChachapoyas, ____ de ____")
        assert (
            f"la Hoja de Cálculo {transfer.sheet.number_text}, de la Dirección General de Presupuesto Público" in said
        )
        assert "Que, mediante Memorando N° 215-2026-EF/52.03, los recursos fueron asignados financieramente" in said
        assert "Que, el numeral 50.1 del artículo 50 del Decreto Legislativo N° 1440" in said
        assert "exceptuados de los límites máximos de incorporación;" in said
        assert "el literal d) del artículo 21 de la Ley N° 27867" in said
        assert "del Pliego 440 Gobierno Regional del Departamento de Amazonas, para el Año Fiscal 2027" in said
        assert "hasta por la suma de S/ 730,434.78 (Setecientos treinta mil" in said
        assert "0002 Salud Materno Neonatal | 3000001 Atención prenatal reenfocada / Actividad: ___" in said
        assert "dentro de los cinco (05) días calendario de aprobada, según la Cláusula Décima del citado" in said
        assert said.endswith("Gloria Medina\nGobernadora Regional\nGobierno Regional del Departamento de Amazonas\n")

    def test_names_the_act_and_the_office_of_the_entity(self, year_2: Verification, world: World) -> None:
        world.region_entity.head_act = "Resolución de Presidencia Ejecutiva"
        world.region_entity.budget_office = "Oficina de Planeamiento y Presupuesto"
        world.region_entity.save()
        said = model(open_transfer(agreement_of(year_2)))
        assert said.startswith(f"RESOLUCIÓN DE PRESIDENCIA EJECUTIVA {NUMBER}\n")
        assert "de la Oficina de Planeamiento y Presupuesto; el Informe" in said
        assert "Con el visado de la Oficina de Planeamiento y Presupuesto y de la oficina de asesoría" in said
        assert said.count("La Oficina de Planeamiento y Presupuesto, o la que haga sus veces en el pliego,") == 2
        assert "Gerencia Regional" not in said

    def test_of_ordinary_resources_breaks_a_decree_down(self, year_2: Verification, world: World) -> None:
        transfer = open_transfer(agreement_of(year_2))
        world.source.donor = ""
        world.source.save()
        transfer.route = "ordinary"
        transfer.save()
        said = model(Transfer.objects.get(pk=transfer.pk))
        assert "Que, mediante ____________________, se autorizó una Transferencia de Partidas" in said
        assert "el artículo ____ del citado Decreto Supremo dispone que el Titular" in said
        assert "dentro de los cinco (05) días calendario de su vigencia" in said
        assert "Fuente de financiamiento: 1 Recursos Ordinarios" in said
        assert "INGRESOS" not in said
        assert "según el párrafo 31.4 del artículo 31 del Decreto Legislativo N° 1440" in said
        assert "límites máximos" not in said

    def test_before_the_law_of_2018_cites_the_one_it_replaced(self, year_2: Verification) -> None:
        said = model(open_transfer(agreement_of(year_2)), BEFORE_THE_SOL)
        assert "Que, el artículo 42 del Texto Único Ordenado de la Ley N° 28411" in said
        assert "1440" not in said
        assert "S/. 730,434.78 (Setecientos treinta mil cuatrocientos treinta y cuatro con 78/100 nuevos soles)" in said


class TestLaw:
    @pytest.mark.parametrize(
        ("on", "warned", "recourses"),
        [
            (date(2017, 3, 19), "el numeral 140.2 del artículo 140 de la Ley", "los artículos 207 a 209 de la Ley"),
            (date(2017, 3, 20), "el Texto Único Ordenado", "el Texto Único Ordenado"),
            (date(2019, 1, 24), "el Texto Único Ordenado", "el Texto Único Ordenado"),
            (date(2019, 1, 25), "el numeral 151.2 del artículo 151 del Texto", "los artículos 218 a 220 del Texto"),
        ],
    )
    def test_is_cited_as_numbered_on_the_date(self, on: date, warned: str, recourses: str) -> None:
        assert provisions.warning_basis(on).startswith(warned)
        assert f"de conformidad con {recourses}" in provisions.recourses(on)

    @pytest.mark.parametrize(
        ("level", "act", "cited"),
        [
            ("national", "Resolución Ministerial", "el numeral 8 del artículo 25 de la Ley N° 29158"),
            ("national", "Resolución Jefatural", "la Ley N° 29158"),
            ("national", "", "la Ley N° 29158"),
            ("regional", "", "el literal d) del artículo 21 de la Ley N° 27867"),
            ("local", "", "el numeral 6 del artículo 20 de la Ley N° 27972"),
        ],
    )
    def test_gives_the_head_of_each_level_its_resolutions(self, world: World, level: str, act: str, cited: str) -> None:
        world.region_entity.level, world.region_entity.head_act = level, act
        assert provisions.powers(world.region_entity).startswith(cited)
