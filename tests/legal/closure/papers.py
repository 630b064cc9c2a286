"""Full samples of the papers that end an agreement. Invented data."""

from __future__ import annotations

from dataclasses import replace

from legal.closure.documents import (
    ClosedPeriodRow,
    ClosingPartyText,
    ClosureActDocument,
    FinalReportText,
    LifeText,
    SettledTotalText,
    SettledTrancheRow,
    TerminatedTotalText,
    TerminatedTrancheRow,
    TerminationActDocument,
    UnspentText,
)
from tests.legal.transfers.papers import AGREEMENT, DEMONSTRATION, DIRECTOR, ENTITY, GOVERNOR, LETTERHEAD

NOTHING = "S/ 0.00"


def closure() -> ClosureActDocument:
    """Return the act that closes an agreement of three years."""
    return ClosureActDocument(
        title="CONVENIO DE APOYO PRESUPUESTARIO AL PROGRAMA PRESUPUESTAL 0002 “SALUD MATERNO NEONATAL”",
        letterhead=replace(LETTERHEAD, year_name="Año del Diálogo y la Reconciliación Nacional"),
        opening="En la ciudad de Lima, a los veintiocho días del mes de setiembre del año dos mil dieciocho",
        agreement=AGREEMENT,
        parties=(
            ClosingPartyText(
                name="El Ministerio de Economía y Finanzas",
                through="a través de la Dirección General de Presupuesto Público",
                role="",
                is_entity=False,
            ),
            ClosingPartyText(name=f"El {ENTITY}", through="", role="entidad pública", is_entity=True),
            ClosingPartyText(
                name="El Seguro Integral de Salud", through="", role="organismo verificador", is_entity=False
            ),
        ),
        programmes=("0002 Salud Materno Neonatal",),
        life=LifeText(
            signed_on="12 de junio de 2015",
            in_force_from="12 de junio de 2015",
            ended_on="12 de junio de 2018",
            term="tres (03) años",
            addenda=("Adenda N° 01, de 20 de mayo de 2016", "Adenda N° 02, de 3 de abril de 2017"),
        ),
        periods=(
            ClosedPeriodRow(
                year="Año 1",
                fiscal_year="2015",
                level="Nivel 0",
                outcome="Todos los criterios se cumplen",
                reports="I: N° 044-2015-EF/50.06",
            ),
            ClosedPeriodRow(
                year="Año 2",
                fiscal_year="2016",
                level="Nivel 1",
                outcome="Subsanado en parte: quince (15) de veintitrés (23) criterios",
                reports="I: N° 031-2016-EF/50.06; II: N° 097-2016-EF/50.06",
            ),
            ClosedPeriodRow(
                year="Año 3",
                fiscal_year="2017",
                level="Nivel 2",
                outcome="No se presentó el informe de cumplimiento",
                reports="ninguno",
            ),
        ),
        money=(
            SettledTrancheRow(
                year="Año 1",
                tranche="Fijo",
                amount="S/ 3,000,000.00",
                paid="S/ 3,000,000.00",
                cancelled=NOTHING,
                forgone=NOTHING,
                balance=NOTHING,
            ),
            SettledTrancheRow(
                year="Año 2",
                tranche="Fijo",
                amount="S/ 2,100,000.00",
                paid="S/ 1,369,565.22",
                cancelled="S/ 730,434.78",
                forgone=NOTHING,
                balance=NOTHING,
            ),
            SettledTrancheRow(
                year="Año 2",
                tranche="Variable",
                amount="S/ 900,000.00",
                paid="S/ 787,500.00",
                cancelled=NOTHING,
                forgone="S/ 112,500.00",
                balance=NOTHING,
            ),
            SettledTrancheRow(
                year="Año 3",
                tranche="Fijo",
                amount="S/ 1,500,000.00",
                paid=NOTHING,
                cancelled="S/ 1,500,000.00",
                forgone=NOTHING,
                balance=NOTHING,
            ),
            SettledTrancheRow(
                year="Año 3",
                tranche="Variable",
                amount="S/ 1,500,000.00",
                paid=NOTHING,
                cancelled=NOTHING,
                forgone="S/ 1,500,000.00",
                balance=NOTHING,
            ),
        ),
        total=SettledTotalText(
            amount="S/ 9,000,000.00",
            paid="S/ 5,157,065.22",
            paid_words="Cinco millones ciento cincuenta y siete mil sesenta y cinco con 22/100 soles",
            cancelled="S/ 2,230,434.78",
            forgone="S/ 1,612,500.00",
            balance=NOTHING,
        ),
        unspent=(
            UnspentText(
                amount="S/ 48,210.50",
                words="Cuarenta y ocho mil doscientos diez con 50/100 soles",
                destination="Se incorporan como saldo de balance de 2018, para los mismos bienes & servicios.",
            ),
        ),
        good_practices=(
            "Reunión mensual de la Gerencia Regional con las redes de salud para revisar los criterios observados.",
            "Tablero de seguimiento de gestantes por establecimiento <nominal>.",
        ),
        lessons=(
            "La transferencia debe llegar antes del segundo trimestre para que los bienes se adquieran en el año.",
        ),
        final_report=FinalReportText(
            number="Informe Final N° 007-2018-G.R.AMAZONAS/GRPPAT",
            presented_on="14 de agosto de 2018",
            summary="Expone los resultados de los tres años y el estado de los bienes adquiridos.",
        ),
        declarations=("La información del Convenio y sus resultados se encuentran publicados.",),
        signatory=DIRECTOR,
        demonstration_note=DEMONSTRATION,
    )


def bare_closure() -> ClosureActDocument:
    """Return the act of an agreement that lacks what an act may lack."""
    sample = closure()
    return replace(
        sample,
        parties=sample.parties[:2],
        life=replace(sample.life, addenda=()),
        final_report=replace(sample.final_report, summary=""),
        unspent=(),
        good_practices=(),
        lessons=(),
        declarations=(),
        demonstration_note="",
    )


def termination() -> TerminationActDocument:
    """Return the letter that terminates an agreement for breach, with money still to be paid."""
    return TerminationActDocument(
        title="Oficio de resolución del convenio",
        letterhead=LETTERHEAD,
        place_and_date="Lima, 14 de noviembre de 2016",
        addressee=GOVERNOR,
        subject="Resolución del Convenio de Apoyo Presupuestario por incumplimiento",
        references=(AGREEMENT, "Oficio N° 140-2016-EF/50.01", "Informe Legal N° 210-2016-EF/42.01"),
        agreement=AGREEMENT,
        entity=f"el {ENTITY}",
        signed_on="12 de junio de 2015",
        cause="incumplimiento de las obligaciones de la entidad pública",
        basis="el literal b) del numeral 13.1 de la Cláusula Décimo Tercera del Convenio",
        facts=(
            "Con el Oficio N° 140-2016-EF/50.01, recibido el 14 de octubre de 2016, se requirió a la entidad que "
            "remediara, en el plazo "
            "de quince (15) días hábiles, el uso de S/ 48,210.50 en bienes & servicios ajenos a los productos "
            "priorizados.",
            "Vencido el plazo el 7 de noviembre de 2016, la entidad no acreditó haberlo remediado.",
        ),
        legal_opinion="Informe Legal N° 210-2016-EF/42.01, de fecha 10 de noviembre de 2016",
        effective_on="día siguiente de la recepción del presente oficio",
        notice="",
        money=(
            TerminatedTrancheRow(
                year="Año 1",
                tranche="Fijo",
                amount="S/ 3,000,000.00",
                paid="S/ 3,000,000.00",
                due=NOTHING,
                pending=NOTHING,
                lapsed=NOTHING,
            ),
            TerminatedTrancheRow(
                year="Año 2",
                tranche="Fijo",
                amount="S/ 2,100,000.00",
                paid="S/ 730,434.78",
                due="S/ 639,130.44",
                pending=NOTHING,
                lapsed="S/ 730,434.78",
            ),
            TerminatedTrancheRow(
                year="Año 2",
                tranche="Variable",
                amount="S/ 900,000.00",
                paid="S/ 787,500.00",
                due=NOTHING,
                pending=NOTHING,
                lapsed="S/ 112,500.00",
            ),
            TerminatedTrancheRow(
                year="Año 3",
                tranche="Fijo",
                amount="S/ 1,500,000.00",
                paid=NOTHING,
                due=NOTHING,
                pending=NOTHING,
                lapsed="S/ 1,500,000.00",
            ),
            TerminatedTrancheRow(
                year="Año 3",
                tranche="Variable",
                amount="S/ 1,500,000.00",
                paid=NOTHING,
                due=NOTHING,
                pending=NOTHING,
                lapsed="S/ 1,500,000.00",
            ),
        ),
        total=TerminatedTotalText(
            amount="S/ 9,000,000.00",
            paid="S/ 4,517,934.78",
            due="S/ 639,130.44",
            due_words="Seiscientos treinta y nueve mil ciento treinta con 44/100 soles",
            pending=NOTHING,
            pending_words="",
            lapsed="S/ 3,842,934.78",
            lapsed_words="Tres millones ochocientos cuarenta y dos mil novecientos treinta y cuatro con 78/100 soles",
        ),
        accounts_term="los treinta (30) días calendario siguientes",
        remedies="Contra este acto procede el recurso de reconsideración o el de apelación, en el plazo de quince "
        "(15) días hábiles desde su notificación, conforme a los artículos 207 a 209 de la Ley N° 27444.",
        signatory=DIRECTOR,
        demonstration_note=DEMONSTRATION,
    )


def separation() -> TerminationActDocument:
    """Return the letter that accepts a separation: with notice, nothing due, nothing lapsed and no recourse."""
    sample = termination()
    return replace(
        sample,
        subject="Resolución del Convenio de Apoyo Presupuestario por libre separación",
        references=sample.references[:1],
        cause="libre separación",
        basis="la Cláusula Décimo Cuarta del Convenio y el numeral 77.3 del artículo 77 de la Ley N° 27444",
        facts=(
            "Con el Oficio N° 220-2016-G.R.AMAZONAS/GR, recibido el 3 de octubre de 2016, la entidad ejerció su "
            "derecho de separación.",
        ),
        effective_on="3 de noviembre de 2016",
        notice="La separación se comunicó con la anticipación de treinta (30) días calendario que fija el Convenio.",
        money=sample.money[:1],
        total=TerminatedTotalText(
            amount="S/ 3,000,000.00",
            paid="S/ 3,000,000.00",
            due=NOTHING,
            due_words="",
            pending=NOTHING,
            pending_words="",
            lapsed=NOTHING,
            lapsed_words="",
        ),
        accounts_term="",
        remedies="",
        demonstration_note="",
    )
