"""The letters on a balance tell what was observed, what is at stake, and by which law it is lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from legal.agreements.models import Agreement
from legal.transfers.texts import warning_letter
from legal.verification.models import Verification
from tests.factories import (
    World,
    answer_warning,
    cancel_balance,
    issue_second_report,
    make_draft,
    open_rescue,
    serve_warning,
    to_in_force,
    to_served,
    verification_of,
    warn,
)
from tests.legal.transfers.worked import (
    SIGNED,
    YEAR_2,
    Travel,
    agreement_of,
    declare_unreported,
    printed,
    reported,
    to_second_report,
)
from workflow import deadlines

BEFORE_THE_SOL = date(2015, 6, 12)


@pytest.fixture
def year_2(world: World, travel: Travel) -> Verification:
    """Return the verification of year 2 of the worked example, with report II issued: 15 of 23 criteria are met."""
    verification = reported(world, travel)
    to_second_report(verification)
    return verification


class TestWarning:
    def test_tells_what_was_observed_and_what_is_at_stake(self, year_2: Verification) -> None:
        rescue = warn(open_rescue(agreement_of(year_2)))
        said = printed(rescue.warning)
        assert "Señora\nGloria Medina\nGobernadora Regional\nGobierno Regional del Departamento de Amazonas\n" in said
        assert "Asunto | : | Apercibimiento de cancelación del saldo del Tramo Fijo del Año 2\n" in said
        assert year_2.notice is not None
        assert f"2) Oficio {year_2.notice.document.number_text} / 3) II Informe de Verificación N° 002-2027" in said
        assert "plazo máximo de cinco (05) meses para subsanarlas, con vencimiento el 4 de junio de 2027.\n" in said
        assert "La Entidad presentó la subsanación el 4 de enero de 2027, dentro del plazo (Informe N° 131" in said
        assert said.count("La base remitida no permite reproducir el cálculo.") == 8
        assert (
            "El saldo asciende a S/ 730,434.78 (Setecientos treinta mil cuatrocientos treinta y cuatro con 78" in said
        )
        assert "el numeral 151.2 del artículo 151 del Texto Único Ordenado de la Ley N° 27444" in said
        assert "con el numeral 17.7 de la Directiva N° 002-2014-EF/50.01, se REQUIERE" in said
        assert (
            "un plazo de diez (10) días hábiles, contados desde el día hábil siguiente al de la recepción del presente"
        ) in said
        assert said.endswith("Elena Ortiz\nDirectora General\nDirección General de Presupuesto Público\n")

    def test_tells_that_nothing_was_corrected_in_the_term(self, world: World, travel: Travel) -> None:
        travel(SIGNED)
        agreement = to_in_force(make_draft(world), world)
        verification = to_served(verification_of(agreement))
        assert verification.correction_deadline is not None
        travel(verification.correction_deadline.due_on + timedelta(days=1))
        assert not deadlines.run_clock(on=verification.correction_deadline.due_on + timedelta(days=1)).failed
        issue_second_report(verification)
        said = printed(warn(open_rescue(agreement)).warning)
        assert "concluyó que no se cumple el único criterio del Nivel 0.\n" in said
        assert "Vencido el plazo, la Entidad no presentó la subsanación.\n" in said
        assert "No se respondió la observación: La base remitida no permite reproducir el cálculo.\n" in said

    def test_cites_the_clauses_when_nothing_was_reported(self, unreported: Agreement, world: World) -> None:
        variable = unreported.case.rescues.get(tranche__kind="variable")
        said = printed(warn(variable).warning)
        assert "Asunto | : | Apercibimiento de cancelación del saldo del Tramo Variable del Año 2\n" in said
        assert "Referencia | : | Convenio de Apoyo Presupuestario N° 001-2026-EF/50.01\n" in said
        assert (
            "La Entidad disponía de un plazo de cuarenta y cinco (45) días calendario para presentar el informe de "
            "cumplimiento, con vencimiento el 15 de febrero de 2027.\n"
            "Vencido el plazo, la Entidad no presentó el informe de cumplimiento, por lo que no hubo qué verificar.\n"
        ) in said
        assert "y con las Cláusulas Séptima y Octava del Convenio, se REQUIERE" in said
        assert "17.7" not in said

    @pytest.mark.usefixtures("moved_clauses")
    def test_cites_the_clauses_by_the_numbers_of_the_signed_text(self, unreported: Agreement) -> None:
        variable = unreported.case.rescues.get(tranche__kind="variable")
        assert "y con las Cláusulas Octava y Novena del Convenio, se REQUIERE" in printed(warn(variable).warning)

    def test_cites_the_law_of_its_date(self, year_2: Verification, world: World) -> None:
        rescue = open_rescue(agreement_of(year_2))
        letter = warning_letter(rescue, on=BEFORE_THE_SOL, signatory=world.director_general, authority=None)
        assert letter.basis == (
            "el numeral 140.2 del artículo 140 de la Ley N° 27444, Ley del Procedimiento Administrativo General"
        )
        assert letter.money.balance == "S/.\u00a0730,434.78"
        assert letter.addressee.post == "Gobernadora Regional"


@pytest.fixture
def unreported(world: World, travel: Travel) -> Agreement:
    """Return an agreement on whose year 2 nobody reported: both tranches are balance."""
    travel(SIGNED)
    agreement = to_in_force(make_draft(world), world)
    travel(YEAR_2)
    assert not deadlines.run_clock(on=YEAR_2).failed
    after = verification_of(agreement, 2).period.report_deadline.due_on + timedelta(days=1)
    travel(after)
    assert not deadlines.run_clock(on=after).failed
    declare_unreported(agreement, world)
    return agreement


class TestCancellation:
    def test_gives_the_answer_the_grounds_and_the_recourses(self, year_2: Verification, world: World) -> None:
        rescue = answer_warning(serve_warning(warn(open_rescue(agreement_of(year_2)))), world)
        reason = "Lo corregido en agosto\nno acredita\nlo observado:\n\n- actas;\n- planes"
        said = printed(cancel_balance(rescue, reason=reason).letter)
        assert rescue.warning is not None
        assert f"Con el Oficio {rescue.warning.number_text}, recibido el 4 de enero de 2027, se apercibió" in said
        assert "La Entidad respondió el 4 de enero de 2027: “Los criterios se subsanaron en agosto”.\n" in said
        assert (
            "De acuerdo con el numeral 17.7 de la Directiva N° 002-2014-EF/50.01 y con la Cláusula Novena del "
            "Convenio, si la entidad pública no cumple con subsanar"
        ) in said
        assert (
            "no acreditó la subsanación de ocho (08) criterios.\nLo corregido en agosto no acredita lo observado:\n"
            "- actas;\n- planes.\n" in said
        )
        assert (
            "dispone CANCELAR la transferencia del saldo del Tramo Fijo del Año 2 (año fiscal 2027), ascendente a "
            "S/ 730,434.78 (" in said
        )
        assert "Saldo | S/ 0.00\nSaldo cuya transferencia se canceló | S/ 730,434.78\n" in said
        assert "dentro de los quince (15) días hábiles siguientes al de su notificación" in said
        assert "los artículos 218 a 220 del Texto Único Ordenado" in said

    def test_tells_that_nobody_answered(self, unreported: Agreement, travel: Travel) -> None:
        fixed = serve_warning(warn(unreported.case.rescues.get(tranche__kind="fixed")))
        assert fixed.answer_deadline is not None
        travel(fixed.answer_deadline.due_on + timedelta(days=1))
        letter = printed(cancel_balance(fixed).letter)
        assert "Vencido ese plazo el 2 de marzo de 2027, la Entidad no dio respuesta.\n" in letter
        assert "solo tiene derecho a lo que resulte de su verificación.\n" in letter
        assert "ascendente a S/ 700,000.00 (Setecientos mil con 00/100 soles)." in letter
