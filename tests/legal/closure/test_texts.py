"""The papers that end an agreement tell its life and its money as the records have them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from legal.agreements.models import Agreement
from legal.closure.models import Lesson, Termination
from legal.closure.texts import termination_act
from tests.factories import (
    World,
    accept,
    add_lesson,
    admit,
    cancel_balance,
    close,
    communicate,
    expire,
    issue_first_report,
    issue_second_report,
    make_draft,
    open_rescue,
    open_transfer,
    opine_on_termination,
    pay,
    present,
    present_final_report,
    propose_termination,
    serve,
    serve_letter,
    serve_warning,
    terminate,
    to_first_report,
    to_in_force,
    verification_of,
    verify,
    warn,
)
from tests.legal.transfers.worked import SIGNED, YEAR_2, Travel, printed
from workflow import deadlines


def turn(travel: Travel, on: date) -> None:
    """Travel to a day and let the clock run."""
    travel(on)
    assert not deadlines.run_clock(on=on).failed


@pytest.fixture
def in_force(world: World, travel: Travel) -> Agreement:
    """Return an agreement of two years, of 1,000,000.00 each."""
    travel(SIGNED)
    return to_in_force(make_draft(world, years=2), world)


@pytest.fixture
def year_2(in_force: Agreement, travel: Travel) -> Agreement:
    """Return it with year 1 paid whole, and report I on year 2: nothing met, the indicator came half the way."""
    to_first_report(verification_of(in_force), unmet=())
    pay(open_transfer(in_force))
    turn(travel, YEAR_2)
    verification = verification_of(in_force, 2)
    present(verification)
    admit(verification)
    verify(verification, unmet=("C-01",), values={"I-01": Decimal(45)})
    issue_first_report(verification)
    return in_force


@pytest.fixture
def finished(year_2: Agreement, travel: Travel) -> Agreement:
    """Return it with year 2 over: 150,000.00 paid, 700,000.00 cancelled because nobody corrected anything."""
    pay(open_transfer(year_2, "variable"))
    verification = verification_of(year_2, 2)
    communicate(verification)
    serve(year_2.case)
    verification.refresh_from_db()
    assert verification.correction_deadline is not None
    turn(travel, verification.correction_deadline.due_on + timedelta(days=1))
    issue_second_report(verification)
    rescue = serve_warning(warn(open_rescue(year_2)))
    assert rescue.answer_deadline is not None
    turn(travel, rescue.answer_deadline.due_on + timedelta(days=1))
    serve_letter(cancel_balance(rescue))
    year_2.refresh_from_db()
    assert year_2.ends_on is not None
    travel(year_2.ends_on + timedelta(days=1))
    return year_2


class TestClosureAct:
    def test_tells_the_life_and_where_each_sol_went(self, finished: Agreement, world: World) -> None:
        closure = expire(finished)
        add_lesson(finished, world.coordinator, text="La transferencia debe llegar\nantes de julio")
        add_lesson(finished, world.formulator, kind=Lesson.Kind.GOOD_PRACTICE, text="Tablero mensual de gestantes.")
        unspent = Decimal("48210.50")
        closure = present_final_report(closure, unspent=unspent, unspent_note="se incorporan como saldo de balance")
        closure = close(accept(closure))
        said = printed(closure.document)
        assert closure.document is not None
        assert finished.ends_on is not None
        assert said.startswith(f"ACTA DE CIERRE {closure.document.number_text}\nCONVENIO DE APOYO PRESUPUESTARIO AL ")
        assert "En la ciudad de Lima, a los veintitrés días del mes de noviembre del año dos mil veintiocho, la" in said
        assert "– El Ministerio de Economía y Finanzas, a través de la Dirección General de Presupuesto Público" in said
        entity = (
            "El Gobierno Regional del Departamento de Amazonas, en calidad de entidad pública (en adelante, la Entidad)"
        )
        assert f"– {entity}.\n" in said
        assert "Fecha de suscripción | 23 de noviembre de 2026\nPlazo | dos (02) años\n" in said
        assert "Fin de la vigencia | 22 de noviembre de 2028\nAdendas | Ninguna\n" in said
        assert (
            "Año 1 | 2026 | Nivel 0 | Se cumple el único criterio del nivel. | I: N° 001-2026-EF/50.01\n"
            "Año 2 | 2027 | Nivel 1 | No subsanado. No se cumple el único criterio del nivel. | "
            "I: N° 001-2027-EF/50.01; II: N° 002-2027-EF/50.01\n"
        ) in said
        assert "se transfirió un total de S/ 1,150,000.00 (Un millón ciento cincuenta mil con 00/100 soles)" in said
        assert "1 | Fijo | S/ 1,000,000.00 | S/ 1,000,000.00 | S/ 0.00 | S/ 0.00 | S/ 0.00\n" in said
        assert "2 | Fijo | S/ 700,000.00 | S/ 0.00 | S/ 700,000.00 | S/ 0.00 | S/ 0.00\n" in said
        assert "2 | Variable | S/ 300,000.00 | S/ 150,000.00 | S/ 0.00 | S/ 150,000.00 | S/ 0.00\n" in said
        assert "S/ 48,210.50 (Cuarenta y ocho mil doscientos diez con 50/100 soles)" in said
        assert "Se incorporan como saldo de balance." in said
        assert "1. Tablero mensual de gestantes.\n" in said
        assert "1. La transferencia debe llegar antes de julio.\n" in said
        assert "Informe Final N° 001-2029-GRA/GRPPAT" in said
        assert said.endswith("Elena Ortiz\nDirectora General\nDirección General de Presupuesto Público\n")

    def test_says_so_when_all_was_spent_and_nothing_learned(self, finished: Agreement) -> None:
        closure = close(accept(present_final_report(expire(finished))))
        said = printed(closure.document)
        assert "la totalidad de los recursos" in said
        assert "No se registraron buenas prácticas." in said
        assert "No se registraron lecciones aprendidas." in said


class TestTermination:
    def test_parts_what_is_due_from_what_is_verified_and_what_lapses(self, year_2: Agreement, world: World) -> None:
        facts = "La entidad usó recursos en bienes ajenos\n\nRequerida por escrito, no lo remedió:\n- actas;\n- planes"
        termination = propose_termination(year_2, world, facts=facts)
        letter = terminate(opine_on_termination(termination)).document
        said = printed(letter)
        assert letter is not None
        assert letter.title == (
            "Resolución del Convenio de Apoyo Presupuestario por incumplimiento de las obligaciones de la entidad "
            "pública"
        )
        assert "2) Informe N° 044-2026-EF/42.02\n" in said
        assert (
            "1. La entidad usó recursos en bienes ajenos.\n"
            "2. Requerida por escrito, no lo remedió: - actas; - planes.\n" in said
        )
        assert "el literal b) del numeral 13.1 de la Cláusula Décimo Tercera del Convenio" in said
        assert "Informe N° 044-2026-EF/42.02, de fecha 4 de enero de 2027.\n" in said
        assert "queda RESUELTO a partir del día de la recepción del presente oficio.\n" in said
        assert "está por transferir S/ 150,000.00 (Ciento cincuenta mil con 00/100 soles)." in said
        assert "lo que corresponda de S/ 700,000.00 (Setecientos mil con 00/100 soles).\n" in said
        assert "quedan sin efecto, por un total de S/ 150,000.00 (" in said
        assert "Año 1 | Fijo | S/ 1,000,000.00 | S/ 1,000,000.00 | S/ 0.00 | S/ 0.00 | S/ 0.00\n" in said
        assert "Año 2 | Fijo | S/ 700,000.00 | S/ 0.00 | S/ 0.00 | S/ 700,000.00 | S/ 0.00\n" in said
        assert "Año 2 | Variable | S/ 300,000.00 | S/ 0.00 | S/ 150,000.00 | S/ 0.00 | S/ 150,000.00\n" in said
        assert "Contra este acto proceden el recurso de reconsideración y el de apelación" in said

    def test_lets_all_lapse_that_nobody_reported_on(self, in_force: Agreement, world: World) -> None:
        termination = propose_termination(in_force, world, cause=Termination.Cause.MUTUAL, facts="Consta en acta.")
        said = printed(terminate(opine_on_termination(termination)).document)
        assert "por mutuo acuerdo de las partes, del Convenio" in said
        assert "el literal a) del numeral 13.1" in said
        assert "a la fecha no hay monto por transferir.\n" in said
        assert "por un total de S/ 2,000,000.00 (Dos millones con 00/100 soles)" in said
        assert "RECURSOS QUE PROCEDEN" not in said

    def test_by_separation_cites_the_law_and_the_notice(self, in_force: Agreement, world: World) -> None:
        termination = propose_termination(in_force, world, cause=Termination.Cause.SEPARATION, facts="Se separa.")
        termination = opine_on_termination(termination)
        termination.opinion_report = "N° 044-2026-EF/42.02"
        letter = termination_act(termination, on=SIGNED, signatory=world.director_general, authority=None)
        assert letter.basis.startswith(
            "la Cláusula Décimo Cuarta del Convenio y el numeral 88.3 del artículo 88 del Texto Único Ordenado"
        )
        assert letter.notice == (
            "La separación se comunicó con la anticipación no menor de treinta (30) días calendario que fija el "
            "Convenio."
        )
        assert letter.legal_opinion == "Informe Legal N° 044-2026-EF/42.02, de fecha 23 de noviembre de 2026"
        assert letter.remedies == ""
