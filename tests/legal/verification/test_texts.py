"""From what was verified to its papers: what report I, the letter and report II say, and that they are issued."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from legal.agreements.models import Agreement
from legal.norms.models import FirstPayment
from legal.verification.models import Verification
from legal.verification.queries import fresh
from legal.verification.texts import first_report
from tests.factories import (
    World,
    add_evidence,
    admit,
    ask_to_complete,
    complete_report,
    make_mandate,
    make_user,
    present,
    verification_of,
    verify,
    verify_as_third,
)
from tests.factories.agreements import PDF
from tests.factories.verification import REASON, SEEN
from tests.legal.verification.steps import (
    SIGNED,
    YEAR_2,
    first_of,
    ground_correction,
    in_force,
    second_year,
)
from workflow import deadlines
from workflow.models import Mandate

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


def verified(verification: Verification, *, unmet: tuple[str, ...]) -> Verification:
    """Take an open period to the verdicts that report I will tell."""
    present(verification)
    admit(verification)
    verify(verification, unmet=unmet)
    return verification


class TestFirstReport:
    def test_names_the_agreement_and_the_year(self, year_1: Verification, world: World) -> None:
        report = first_of(verified(year_1, unmet=()), world, on=SIGNED)
        assert report.title == "I Informe de Verificación del Cumplimiento de los Compromisos de Gestión: Nivel 0"
        assert report.period.agreement_number == "N° 001-2026-EF/50.01"
        assert report.period.agreement_title.endswith("al Programa Presupuestal 0002 “Salud Materno Neonatal”")
        assert report.period.agreement_signed_on == report.reports[0].date == "2 de marzo de 2026"
        assert (report.period.year_label, report.period.fiscal_year, report.period.level) == (
            "Año 1",
            "2026",
            "Nivel 0",
        )
        assert report.signatory.post == "Especialista en verificación"
        assert report.signatory.entity == report.letterhead.directorate == "Dirección General de Presupuesto Público"

    def test_gives_each_criterion_its_verdict_by_process(self, year_2: Verification, world: World) -> None:
        report = first_of(verified(year_2, unmet=("C-01", "C-04")), world, on=YEAR_2)
        rows = [row for process in report.processes for row in process.criteria]
        assert [(row.code, row.condition, row.value, row.verdict, row.reason) for row in rows] == [
            ("C-01", "Al menos 80%", "40%", "No cumple", REASON),
            ("C-02", "A lo más 80 días", "80 días", "Cumple", SEEN),
            ("C-03", "A lo más 80 días", "80 días", "Cumple", SEEN),
            ("C-04", "A lo más 80 días", "160 días", "No cumple", REASON),
        ]
        assert [process.result for process in report.processes] == [
            "No se cumple el único criterio del proceso.",
            "Se cumplen los dos (02) criterios del proceso.",
            "No se cumple el único criterio del proceso.",
        ]
        assert (report.counts.criteria, report.counts.met, report.counts.observed) == ("4", "2", "2")
        assert report.result == "Se cumplen dos (02) de los cuatro (04) criterios del nivel."

    def test_concludes_from_the_facts_and_the_norm(self, year_2: Verification, world: World) -> None:
        report = first_of(verified(year_2, unmet=("C-01", "C-04")), world, on=YEAR_2)
        assert report.conclusions[:4] == (
            "Se cumplen dos (02) de los cuatro (04) criterios del Nivel 1.",
            "Criterios cumplidos por proceso: Programación operativa, 0 de 1; Soporte logístico para la adquisición y "
            "distribución de los insumos, 2 de 2; Supervisión, seguimiento y evaluación, 0 de 1.",
            "En el Tramo Variable, alcanza su meta el indicador I-01.",
            "Se observan los criterios C-01 y C-04.",
        )
        assert "plazo máximo de cinco (05) meses" in report.conclusions[4]
        assert "Según el numeral 17.7 de la Directiva N° 002-2014-EF/50.01" in report.conclusions[4]
        assert report.recommendations[1].endswith(
            "Dirección Regional de Salud de Amazonas (C-01); Gobierno Regional del Departamento de Amazonas (C-04)."
        )
        assert "los criterios cumplidos y el valor que alcanzó el indicador" in report.recommendations[2]

    def test_leaves_the_remark_of_the_data_out_of_the_ground(self, year_1: Verification, world: World) -> None:
        report = first_of(verified(year_1, unmet=("C-01",)), world, on=SIGNED)
        assert "(Directiva N° 002-2014-EF/50.01, Anexo II, 1.02 b))" in report.conclusions[-1]

    def test_ends_the_level_when_all_is_met(self, year_1: Verification, world: World) -> None:
        report = first_of(verified(year_1, unmet=()), world, on=SIGNED)
        assert report.conclusions[-1] == (
            "No hay observaciones; con el presente informe concluye la verificación del Nivel 0."
        )
        assert report.recommendations == (
            "Calcular la transferencia que corresponde por el criterio cumplido, con las reglas del Anexo II del "
            "Convenio.",
        )
        assert report.indicators == ()

    def test_recommends_no_payment_when_nothing_is_earned(self, year_1: Verification, world: World) -> None:
        report = first_of(verified(year_1, unmet=("C-01",)), world, on=SIGNED)
        assert not any("Calcular" in advice for advice in report.recommendations)

    def test_lets_the_payment_wait_where_the_norm_does(self, year_2: Verification, world: World) -> None:
        world.norm.first_payment_after = FirstPayment.REPORT_2
        world.norm.save()
        report = first_of(verified(year_2, unmet=("C-01",)), world, on=YEAR_2)
        assert report.recommendations[-1].startswith(
            "Calcular la transferencia cuando se emita el II Informe de Verificación"
        )

    def test_says_that_a_report_came_late_and_why_it_was_admitted(
        self, year_2: Verification, world: World, travel: Travel
    ) -> None:
        travel(LATE)
        present(year_2)
        admit(year_2, note="se admite por el corte del servicio")
        verify(year_2)
        report = first_of(year_2, world, on=LATE)
        late = "Fuera de plazo: venció el 15 de febrero de 2027. Se admite por el corte del servicio."
        assert [paper.note for paper in report.reports] == [late, late]

    def test_tells_what_was_completed(self, year_1: Verification, world: World, travel: Travel) -> None:
        present(year_1)
        ask_to_complete(year_1, request="Falta la base de datos.")
        travel(SIGNED + timedelta(days=1))
        complete_report(year_1)
        admit(year_1)
        verify(year_1)
        report = first_of(year_1, world, on=SIGNED + timedelta(days=1))
        assert report.completion.startswith(
            "El 2 de marzo de 2026, según el numeral 136.1 del artículo 136 del Texto Único"
        )
        assert report.completion.endswith(
            "que completara lo presentado: “Falta la base de datos”. La Entidad lo hizo el 3 de marzo de 2026, con "
            "Oficio N° 051-2026-GRPPAT."
        )
        assert [(paper.kind, paper.note) for paper in report.reports][-1] == ("Información que completa el informe", "")

    def test_tells_what_was_never_completed(self, year_1: Verification, world: World, travel: Travel) -> None:
        present(year_1)
        ask_to_complete(year_1)
        travel(date(2026, 3, 9))
        deadlines.run_clock(on=date(2026, 3, 9))
        admit(year_1)
        verify(year_1)
        report = first_of(year_1, world, on=date(2026, 3, 9))
        assert report.completion.endswith(
            "La Entidad no lo hizo dentro del plazo, que venció el 4 de marzo de 2026; lo presentado se verifica como "
            "está."
        )

    def test_lists_a_file_once_with_all_that_it_supports(self, year_2: Verification, world: World) -> None:
        add_evidence(year_2, "I-01", "C-01", name="padrón.pdf")
        add_evidence(year_2, "C-02", by=world.executing_officer, name="siga.pdf", content=PDF + b"% siga")
        rows = first_of(verified(year_2, unmet=()), world, on=YEAR_2).evidence
        assert [(row.file, row.supports, row.supplied_by) for row in rows] == [
            ("padrón.pdf", "C-01, I-01", "Coordinador del convenio, GRA"),
            ("siga.pdf", "C-02", "Directora de la unidad ejecutora, DIRESA"),
        ]
        assert all(len(row.sha256) == 16 for row in rows)

    def test_prints_the_values_of_the_indicators(self, year_2: Verification, world: World) -> None:
        present(year_2)
        admit(year_2)
        verify(year_2, unmet=(), values={"I-01": Decimal("48.25")})
        report = first_of(year_2, world, on=YEAR_2)
        row = report.indicators[0]
        assert (row.code, row.baseline, row.target, row.value) == ("I-01", "40% (2025)", "50%", "48.25%")
        assert (row.note, row.evidence) == ("", "")
        assert "En el Tramo Variable, no alcanza su meta el indicador I-01." in report.conclusions

    def test_marks_who_signs_by_encargatura(self, year_1: Verification, world: World) -> None:
        verified(year_1, unmet=())
        deputy = make_user("ursula", "Úrsula", "Paz")
        post = Mandate.objects.get(user=world.grantor_verifier).post
        mandate = make_mandate(deputy, post, kind=Mandate.Kind.ENCARGATURA)
        report = first_report(fresh(year_1), on=SIGNED, author=deputy, authority=mandate)
        assert (report.signatory.name, report.signatory.post) == ("Úrsula Paz", "Especialista en verificación (e)")

    def test_is_spanish_whatever_the_language_of_the_page(self, year_1: Verification, world: World) -> None:
        verified(year_1, unmet=("C-01",))
        written = first_of(year_1, world, on=SIGNED)
        with translation.override("en"):
            assert first_of(year_1, world, on=SIGNED) == written

    def test_asks_nothing_of_the_database_for_each_criterion(
        self, year_2: Verification, world: World, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        add_evidence(year_2, "C-01", "C-02", "C-03", "C-04", "I-01")
        verified(year_2, unmet=("C-01", "C-04"))
        read = fresh(year_2)
        mandate = Mandate.objects.select_related("post").get(user=world.grantor_verifier)
        with django_assert_num_queries(25):
            first_report(read, on=YEAR_2, author=world.grantor_verifier, authority=mandate)


class TestThirdBody:
    @pytest.fixture
    def year_2(self, world: World, travel: Travel) -> Verification:
        """Return the second year of an agreement that names the insurer to verify first."""
        travel(SIGNED)
        agreement = in_force(world, third=True)
        travel(YEAR_2)
        verification = second_year(agreement)
        present(verification)
        admit(verification)
        return verification

    def test_is_named_with_what_it_found(self, year_2: Verification, world: World) -> None:
        verify_as_third(year_2)
        verify(year_2, unmet=())
        report = first_of(year_2, world, on=YEAR_2)
        assert report.third_party == (
            "Conforme al Convenio, el Seguro Integral de Salud verificó primero los criterios y los indicadores; sus "
            "resultados, del 8 de enero de 2027, constan en el Anexo N° 1. Esta Dirección General llega al mismo "
            "resultado en todos los criterios y registra el mismo valor en cada indicador."
        )
        assert report.third_party_name == "Seguro Integral de Salud"
        assert [(row.code, row.verdict, row.own_verdict) for row in report.third_party_findings] == [
            ("C-01", "Cumple", "Cumple"),
            ("I-01", "Alcanza su meta", "Alcanza su meta"),
        ]

    def test_may_have_found_otherwise(self, year_2: Verification, world: World) -> None:
        verify_as_third(year_2, values={"I-01": Decimal("44.5")})
        verify(year_2, unmet=("C-01",))
        report = first_of(year_2, world, on=YEAR_2)
        assert report.third_party.endswith(
            "Esta Dirección General llega a otro resultado en el criterio C-01 y registra otro valor en el indicador "
            "I-01."
        )
        assert report.third_party_findings[0].own_verdict == "No cumple"
        assert (report.third_party_findings[1].code, report.third_party_findings[1].value) == ("I-01", "44.5%")
        assert report.indicators[0].note == "El organismo verificador registró 44.5%."

    def test_is_not_spoken_of_where_nobody_is_named(self, year_1: Verification, world: World) -> None:
        report = first_of(verified(year_1, unmet=()), world, on=SIGNED)
        assert (report.third_party, report.third_party_name, report.third_party_findings) == ("", "", ())
