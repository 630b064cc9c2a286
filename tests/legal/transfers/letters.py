"""Full samples of the letters on a balance: 730,434.78 of the worked example. Invented data."""

from __future__ import annotations

from dataclasses import replace

from legal.transfers.documents import (
    CancellationLetterDocument,
    CarryLetterDocument,
    RescueText,
    ServedText,
    UncorrectedCriterionRow,
    WarningLetterDocument,
)
from tests.legal.transfers.papers import (
    AGREEMENT,
    CRITERIA,
    DEMONSTRATION,
    DIRECTOR,
    ENTITY,
    FIRST_REPORT,
    FIXED,
    GOVERNOR,
    LETTERHEAD,
    SECOND_REPORT,
)

DIRECTIVE = "el numeral 17.7 de la Directiva N° 002-2014-EF/50.01"
WARNING_BASIS = "el numeral 140.2 del artículo 140 de la Ley N° 27444, Ley del Procedimiento Administrativo General"
NOT_CORRECTED = CRITERIA[15:]
RESCUE = RescueText(
    carried=(),
    reports=(FIRST_REPORT, SECOND_REPORT),
    terms="el texto original del Convenio",
    observations=(ServedText(document="Oficio N° 034-2016-EF/50.01", received_on="15 de marzo de 2016"),),
    term="cinco (05) meses",
    expires_on="15 de agosto de 2016",
    outcome="La Entidad presentó su informe de subsanación el 12 de agosto de 2016, dentro del plazo. No solicitó "
    "prórroga. El plazo se encuentra vencido.",
    criteria=tuple(
        UncorrectedCriterionRow(
            code=criterion.code,
            statement=criterion.statement,
            reason="La base de datos remitida no permite reproducir el cálculo: faltan los establecimientos de las "
            "provincias de Condorcanqui & Bagua <Imaza>.",
        )
        for criterion in NOT_CORRECTED
    ),
)
NEVER_REPORTED = RescueText(
    carried=(),
    reports=(),
    terms="",
    observations=(),
    term="cuarenta y cinco (45) días calendario",
    expires_on="15 de febrero de 2016",
    outcome="Vencido el plazo, la Entidad no presentó el informe de cumplimiento, por lo que no hubo qué verificar.",
    criteria=(),
)


def warning() -> WarningLetterDocument:
    """Return the letter that warns before 730,434.78 are cancelled."""
    return WarningLetterDocument(
        title="Oficio de apercibimiento",
        letterhead=LETTERHEAD,
        place_and_date="Lima, 12 de setiembre de 2016",
        addressee=GOVERNOR,
        subject="Apercibimiento de cancelación del saldo del Tramo Fijo del Año 2",
        references=(AGREEMENT, "Oficio N° 034-2016-EF/50.01", "II Informe de Verificación N° 097-2016-EF/50.06"),
        agreement=AGREEMENT,
        entity=f"el {ENTITY}",
        fiscal_year="2016",
        rescue=RESCUE,
        money=replace(FIXED, paid="S/ 1,369,565.22", due="S/ 0.00"),
        balance_words="Setecientos treinta mil cuatrocientos treinta y cuatro con 78/100 soles",
        basis=WARNING_BASIS,
        directive=DIRECTIVE,
        requirement="que los criterios señalados fueron subsanados dentro del plazo",
        answer_term="diez (10) días hábiles, contados desde el día hábil siguiente al de la recepción del presente "
        "oficio",
        signatory=DIRECTOR,
        demonstration_note=DEMONSTRATION,
    )


def cancellation() -> CancellationLetterDocument:
    """Return the letter that communicates that 730,434.78 are cancelled."""
    return CancellationLetterDocument(
        title="Oficio que cancela el saldo",
        letterhead=LETTERHEAD,
        place_and_date="Lima, 10 de octubre de 2016",
        addressee=GOVERNOR,
        subject="Cancelación de la transferencia del saldo del Tramo Fijo del Año 2",
        references=(AGREEMENT, "Oficio N° 120-2016-EF/50.01"),
        agreement=AGREEMENT,
        entity=f"el {ENTITY}",
        fiscal_year="2016",
        rescue=RESCUE,
        warning=ServedText(document="Oficio N° 120-2016-EF/50.01", received_on="14 de setiembre de 2016"),
        answer_term="diez (10) días hábiles",
        answer="Vencido ese plazo el 28 de setiembre de 2016, la Entidad no dio respuesta.",
        grounds=(
            f"De acuerdo con {DIRECTIVE}, si la entidad pública no cumple con subsanar las observaciones en el plazo "
            "indicado en el convenio, se cancela la transferencia del saldo del Tramo Fijo.",
            "La Entidad recibió las observaciones en un solo documento, dispuso de todo el plazo para subsanarlas y "
            "fue apercibida por escrito; no acreditó la subsanación de ocho (08) criterios.",
        ),
        basis=WARNING_BASIS,
        directive=DIRECTIVE,
        money=replace(FIXED, paid="S/ 1,369,565.22", due="S/ 0.00", balance="S/ 0.00", cancelled="S/ 730,434.78"),
        cancelled_words="Setecientos treinta mil cuatrocientos treinta y cuatro con 78/100 soles",
        remedies="Contra este acto procede el recurso de reconsideración, ante esta Dirección General, o el de "
        "apelación, en el plazo "
        "de quince (15) días hábiles desde su notificación, conforme a los artículos 207 a 209 de la Ley N° 27444.",
        signatory=DIRECTOR,
        demonstration_note=DEMONSTRATION,
    )


def carry() -> CarryLetterDocument:
    """Return the letter that carries what was not corrected to the next level, for the second time."""
    return CarryLetterDocument(
        title="Arrastre de criterios del Nivel 1 a la evaluación del Nivel 2",
        letterhead=LETTERHEAD,
        place_and_date="Lima, 12 de setiembre de 2016",
        addressee=GOVERNOR,
        subject="Arrastre de criterios del Nivel 1 a la evaluación del Nivel 2",
        references=(AGREEMENT, "Oficio N° 034-2016-EF/50.01"),
        agreement=AGREEMENT,
        entity=f"el {ENTITY}",
        fiscal_year="2016",
        rescue=replace(RESCUE, carried=("Con el Oficio N° 012-2016-EF/50.01 se arrastraron antes.",)),
        from_level="Nivel 1",
        into_level="Nivel 2",
        into_year="Año 3, año fiscal 2017",
        report_due="14 de febrero de 2017",
        grounds=("La Entidad avanzó en todos los criterios.",),
        basis="la Cláusula Novena del Convenio",
        money=replace(FIXED, paid="S/ 1,369,565.22", due="S/ 0.00"),
        balance_words="Setecientos treinta mil cuatrocientos treinta y cuatro con 78/100 soles",
        signatory=DIRECTOR,
        demonstration_note=DEMONSTRATION,
    )
