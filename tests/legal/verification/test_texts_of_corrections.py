"""From what was observed to its papers: what the letter and report II say, and that all three are issued."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from legal.agreements.models import Agreement
from legal.documents.models import DocumentKind
from legal.norms.models import FirstPayment
from legal.verification.models import Verification
from tests.factories import (
    World,
    add_evidence,
    admit,
    communicate,
    correct,
    issue_first_report,
    issue_second_report,
    present,
    serve,
    to_first_report,
    to_served,
    verification,
    verification_of,
    verify,
    verify_correction,
)
from tests.factories.agreements import PDF
from tests.factories.verification import ANSWER, REASON
from tests.legal.verification.steps import (
    SIGNED,
    YEAR_2,
    ground_correction,
    in_force,
    issued_text,
    letter_of,
    second_of,
    second_year,
)
from workflow import deadlines

Travel = Callable[[date], None]
LATE = date(2027, 3, 8)


@pytest.fixture
def signed(world: World, travel: Travel) -> Agreement:
    """Return an agreement of today with one criterion."""
    travel(SIGNED)
    ground_correction(world)
    return in_force(world)


@pytest.fixture
def year_1(signed: Agreement) -> Verification:
    """Return the first year of an agreement with one criterion."""
    return verification_of(signed)


@pytest.fixture
def year_2(world: World, travel: Travel) -> Verification:
    """Return the second year of an agreement with four criteria in three processes and one indicator."""
    travel(SIGNED)
    agreement = in_force(world, more=True)
    travel(YEAR_2)
    return second_year(agreement)


class TestLetter:
    def test_goes_to_the_head_of_the_entity(self, year_1: Verification, world: World) -> None:
        letter = letter_of(to_first_report(year_1), world, on=SIGNED)
        to = letter.addressee
        assert (to.treatment, to.name, to.post) == ("Señora", "Gloria Medina", "Gobernadora Regional")
        assert to.entity == "Gobierno Regional del Departamento de Amazonas"
        assert letter.place_and_date == "Lima, 2 de marzo de 2026"
        assert letter.references == (
            "Convenio de Apoyo Presupuestario N° 001-2026-EF/50.01",
            "Informe N° 045-2026-GRPPAT, presentado el 2 de marzo de 2026",
            f"Expediente N° {year_1.case.number}",
        )

    def test_tells_each_observation_with_what_proves_its_correction(self, year_2: Verification, world: World) -> None:
        letter = letter_of(to_first_report(year_2, unmet=("C-01", "C-04")), world, on=YEAR_2)
        assert letter.subject == (
            "Comunica los resultados de la verificación del Nivel 1 y las observaciones que deben subsanarse"
        )
        assert letter.results == (
            "Se cumplen dos (02) de los cuatro (04) criterios del Nivel 1. Se formulan dos (02) observaciones.",
        )
        assert [(each.number, each.code, each.observation) for each in letter.observations] == [
            ("1", "C-01", REASON),
            ("2", "C-04", REASON),
        ]
        assert letter.observations[1].requirement == (
            "Acreditar la condición del nivel: a lo más 80 días. Medio de verificación: base de datos remitida."
        )

    def test_keeps_the_paragraphs_of_an_observation(
        self, year_2: Verification, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(verification, "REASON", "Faltan:\r\n\r\n- actas;\r\n- planes")
        letter = letter_of(to_first_report(year_2, unmet=("C-01",)), world, on=YEAR_2)
        assert letter.observations[0].observation == "Faltan:\n- actas;\n- planes."

    def test_gives_the_term_and_its_ground(self, year_1: Verification, world: World) -> None:
        letter = letter_of(to_first_report(year_1), world, on=SIGNED)
        assert letter.term == "cinco (05) meses"
        assert letter.term_basis == "Directiva N° 002-2014-EF/50.01, Anexo II, 1.02 b)"
        assert letter.warning_basis == "el numeral 17.7 de la Directiva N° 002-2014-EF/50.01"
        assert letter.send_to == "la mesa de partes del Ministerio de Economía y Finanzas, Jr. Amazonas N° 100"

    def test_may_be_read_before_it_is_issued(self, year_1: Verification, world: World) -> None:
        draft = letter_of(to_first_report(year_1), world, on=SIGNED)
        communicate(year_1)
        assert letter_of(year_1, world, on=SIGNED) == draft


class TestSecondReport:
    def test_tells_what_became_of_each_observation(self, year_2: Verification, world: World, travel: Travel) -> None:
        to_served(year_2, unmet=("C-01", "C-04"))
        travel(LATE)
        add_evidence(year_2, "C-01", name="depurada.pdf", content=PDF + b"% depurada")
        correct(year_2)
        verify_correction(year_2, unmet=("C-04",))
        report = second_of(year_2, world, on=LATE)
        assert [(row.code, row.answer, row.value, row.verdict) for row in report.corrections] == [
            ("C-01", ANSWER, "80%", "Subsanado"),
            ("C-04", ANSWER, "160 días", "No subsanado"),
        ]
        assert report.corrections[0].evidence[0].startswith("depurada.pdf (SHA-256 ")
        assert report.corrections[1].evidence == ()
        assert (report.counts.met_before, report.counts.met_after, report.counts.not_corrected) == ("2", "3", "1")
        assert (report.communicated_on, report.due_on) == ("8 de enero de 2027", "8 de junio de 2027")
        assert (report.unanswered, report.reports[0].number) == ("", "Informe N° 131-2026-GRPPAT")
        assert report.conclusions[:3] == (
            "De las dos (02) observaciones se subsana una (01); una (01) no se subsana.",
            "Verificada la subsanación, se cumplen tres (03) de los cuatro (04) criterios del Nivel 1.",
            "Sigue observado el criterio C-04.",
        )
        assert report.conclusions[3].startswith("Según el numeral 17.7 de la Directiva N° 002-2014-EF/50.01")
        assert "por el criterio subsanado" in report.recommendations[0]
        assert report.recommendations[1].startswith("Advertir por escrito a la Entidad")

    @pytest.mark.usefixtures("moved_clauses")
    def test_cites_the_clause_by_the_number_of_the_signed_text(
        self, year_2: Verification, world: World, travel: Travel
    ) -> None:
        to_served(year_2, unmet=("C-01",))
        travel(LATE)
        correct(year_2)
        verify_correction(year_2, unmet=("C-01",))
        report = second_of(year_2, world, on=LATE)
        assert any("La Cláusula Décima del Convenio exige para ello" in each for each in report.conclusions)
        assert any("conforme a la Cláusula Décima del Convenio" in each for each in report.recommendations)

    def test_says_that_nobody_answered(self, year_1: Verification, world: World, travel: Travel) -> None:
        to_served(year_1)
        add_evidence(year_1, "C-01", name="suelta.pdf", content=PDF + b"% suelta")
        after = date(2026, 8, 5)
        travel(after)
        deadlines.run_clock(on=after)
        report = second_of(year_1, world, on=after)
        assert report.unanswered == (
            "La Entidad no presentó la subsanación dentro del plazo, que venció el 3 de agosto de 2026."
        )
        row = report.corrections[0]
        assert (row.answer, row.evidence, row.value, row.verdict) == ("", (), "", "No subsanado")
        assert row.reason == "La Entidad no presentó la subsanación dentro del plazo."
        assert (report.reports, report.evidence) == ((), ())
        assert report.conclusions[1] == "Sin subsanación que verificar, no se cumple el único criterio del Nivel 0."
        assert [advice.split()[0] for advice in report.recommendations] == ["Advertir"]

    def test_warns_of_nothing_when_all_is_corrected(self, year_1: Verification, world: World) -> None:
        to_served(year_1)
        correct(year_1)
        verify_correction(year_1)
        report = second_of(year_1, world, on=SIGNED)
        assert report.result == "La única observación se subsana."
        assert report.conclusions == (
            "La única observación se subsana.",
            "Verificada la subsanación, se cumple el único criterio del Nivel 0.",
            "Con el presente informe concluye la verificación del Nivel 0.",
        )
        assert len(report.recommendations) == 1

    def test_asks_to_pay_the_year_where_the_norm_made_it_wait(self, year_2: Verification, world: World) -> None:
        world.norm.first_payment_after = FirstPayment.REPORT_2
        world.norm.save()
        to_served(year_2, unmet=("C-01",))
        correct(year_2)
        verify_correction(year_2, unmet=("C-01",))
        report = second_of(year_2, world, on=YEAR_2)
        assert "por los criterios cumplidos y el valor que alcanzó el indicador" in report.recommendations[0]


class TestIssuing:
    def test_prints_the_three_papers_one_after_the_other(self, year_1: Verification, signed: Agreement) -> None:
        add_evidence(year_1, "C-01")
        present(year_1)
        admit(year_1)
        verify(year_1)
        issue_first_report(year_1)
        report = issued_text(signed, DocumentKind.VERIFICATION_REPORT)
        assert report.startswith("INFORME N° 001-2026-EF/50.01\nI INFORME DE VERIFICACIÓN")
        assert f"| Al menos 80% | 40% | No cumple\nSustento: {REASON}\n" in report
        communicate(year_1)
        letter = issued_text(signed, DocumentKind.OBSERVATIONS_LETTER)
        assert "OFICIO N° 001-2026-EF/50.01\nSeñora\nGloria Medina\nGobernadora Regional\n" in letter
        assert "contenidos en el I Informe de Verificación N° 001-2026-EF/50.01, que se adjunta." in letter
        serve(signed.case)
        correct(year_1)
        verify_correction(year_1)
        issue_second_report(year_1)
        second = issued_text(signed, DocumentKind.CORRECTION_REPORT)
        # Both are reports of the same office: they share one series of numbers.
        assert second.startswith("INFORME N° 002-2026-EF/50.01\nII INFORME DE VERIFICACIÓN")
        assert "Oficio N° 001-2026-EF/50.01, recibido por la Entidad el 2 de marzo de 2026" in second
        assert year_1.status == Verification.Status.CLOSED
