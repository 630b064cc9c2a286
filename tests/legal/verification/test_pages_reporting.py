"""Task pages of the report: present, admit, complete."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from legal.norms.models import LateReport
from legal.verification.models import Verification
from tests.factories import World
from tests.factories.agreements import PDF
from tests.factories.verification import add_evidence, ask_to_complete, open_step, present
from tests.legal.browsing import get, has_form, refused_accesses, see, send, typed, words
from tests.legal.verification.opened import SECOND_YEAR, a_file, first_year, second_year
from workflow.models import LedgerEntry

pytestmark = pytest.mark.usefixtures("papers_without_word")

AFTER_ITS_TERM = date(2027, 3, 1)


@pytest.fixture
def period(world: World, travel: Callable[[date], None]) -> Verification:
    """Return the second year of an agreement: both reports are asked for."""
    return second_year(world, travel)


def both_reports() -> dict[str, object]:
    """Return both compliance reports as they are sent."""
    return {
        "fixed_number": "Informe N° 045-2027-GRPPAT",
        "fixed_file": a_file(),
        "variable_number": "Informe N° 046-2027-GRPPAT",
        "variable_file": a_file("metas.pdf"),
    }


class TestPresenting:
    def test_asks_for_each_report_of_the_year(self, world: World, period: Verification) -> None:
        page = words(see(world.coordinator, open_step(period.process, "present")))
        assert "Informe de cumplimiento (a), tramo fijo" in page
        assert "Informe de cumplimiento (b), tramo variable" in page

    def test_asks_for_one_report_in_a_year_without_variable_tranche(self, world: World) -> None:
        page = words(see(world.coordinator, open_step(first_year(world).process, "present")))
        assert "Número del informe (a)" in page
        assert "Número del informe (b)" not in page

    def test_keeps_both_and_says_what_follows(self, world: World, period: Verification) -> None:
        done = send(world.coordinator, open_step(period.process, "present"), **both_reports())
        assert done.status_code == 302
        period.refresh_from_db()
        assert period.status == "submitted"
        assert list(period.compliance_reports.order_by("pk").values_list("number", flat=True)) == [
            "Informe N° 045-2027-GRPPAT",
            "Informe N° 046-2027-GRPPAT",
        ]

    def test_says_what_is_missing_and_loses_nothing(self, world: World, period: Verification) -> None:
        values = {**both_reports(), "variable_number": "", "variable_file": ""}
        page = send(world.coordinator, open_step(period.process, "present"), **values)
        assert page.status_code == 422
        assert "Número del informe (b) : Escriba el número del informe." in words(page)
        assert "Archivo del informe (b) : Elija el archivo del informe." in words(page)
        assert typed(page, "fixed_number") == "Informe N° 045-2027-GRPPAT"
        assert not period.compliance_reports.exists()

    def test_says_which_of_two_files_cannot_be_kept(self, world: World, period: Verification) -> None:
        values = {**both_reports(), "variable_file": a_file("metas.pdf", b"<html>" + b" " * 40)}
        page = send(world.coordinator, open_step(period.process, "present"), **values)
        assert page.status_code == 422
        assert "Archivo del informe (b) : El tipo de archivo no se admite" in words(page)

    def test_refuses_a_date_before_the_period(self, world: World, period: Verification) -> None:
        values = {**both_reports(), "occurred_on": "2026-12-30", "grounds": "Cargo de la misma fecha"}
        page = send(world.coordinator, open_step(period.process, "present"), **values)
        assert page.status_code == 409
        assert "El período no estaba abierto en esa fecha" in words(page)
        assert typed(page, "fixed_number") == "Informe N° 045-2027-GRPPAT"
        assert LedgerEntry.objects.filter(case=period.case, kind="refusal", act="verification.present").exists()

    def test_shows_the_evidence_that_is_there_and_where_more_is_added(self, world: World, period: Verification) -> None:
        add_evidence(period, "C-01", "I-01")
        page = see(world.coordinator, open_step(period.process, "present"))
        assert words(page).count("Sustento de C-01, I-01") == 2
        level = period.evidence.get(level__isnull=False).level_id
        address = f"/convenios/{period.case.number}/periodos/2/evidencia/?sustenta=criterion_{level}"
        assert f'href="{address}"' in page.content.decode()

    def test_after_its_term_says_so_and_still_takes_the_report(
        self, world: World, period: Verification, travel: Callable[[date], None]
    ) -> None:
        travel(AFTER_ITS_TERM)
        task = open_step(period.process, "present")
        page = see(world.coordinator, task)
        assert "Vencida hace" in words(page)
        assert "El informe se recibe como presentado fuera de plazo" in words(page)
        send(world.coordinator, task, **both_reports())
        period.refresh_from_db()
        assert period.is_late

    def test_after_its_term_is_closed_where_the_norm_says_so(
        self, world: World, period: Verification, travel: Callable[[date], None]
    ) -> None:
        world.norm.late_report = LateReport.REFUSE
        world.norm.save()
        deadline = period.period.report_deadline
        deadline.status, deadline.settled_on = "expired", AFTER_ITS_TERM
        deadline.save()
        travel(AFTER_ITS_TERM)
        page = see(world.coordinator, open_step(period.process, "present"))
        assert not has_form(page, "Presentar el informe")
        assert "no admite informes fuera de plazo" in words(page)

    def test_is_not_for_the_ministry_and_does_not_exist_for_a_stranger(
        self, world: World, period: Verification
    ) -> None:
        task = open_step(period.process, "present")
        page = see(world.formulator, task)
        assert "El acto corresponde al cargo de" in words(page)
        assert not has_form(page, "Presentar el informe")
        assert send(world.formulator, task, **both_reports()).status_code == 403
        assert see(world.stranger, task).status_code == 404
        assert send(world.stranger, task, **both_reports()).status_code == 404
        assert refused_accesses(world.stranger) == 2


class TestAdmitting:
    @pytest.fixture
    def presented(self, period: Verification) -> Verification:
        """Return the period with both reports and evidence."""
        add_evidence(period, "C-01")
        present(period)
        return period

    @pytest.fixture
    def late(self, period: Verification, travel: Callable[[date], None]) -> Verification:
        """Return the period with reports that came after their term."""
        travel(AFTER_ITS_TERM)
        present(period)
        return period

    def test_shows_reports_and_evidence_with_their_files(self, world: World, presented: Verification) -> None:
        page = see(world.formulator, open_step(presented.process, "admit"))
        for file in (*presented.compliance_reports.all(), *presented.evidence.all()):
            address = f"/convenios/{presented.case.number}/periodos/2/archivos/{file.file_id}/"
            assert f'href="{address}"' in page.content.decode()
            download = get(world.formulator, "verification:file", presented.case.number, 2, file.file_id)
            assert download.getvalue() == PDF

    def test_tells_what_is_lacking_and_proposes_the_request(self, world: World, presented: Verification) -> None:
        task = open_step(presented.process, "admit")
        assert "Qué falta Sin evidencia de los indicadores: I-01." in words(see(world.formulator, task))
        unchanged = "Sin evidencia de los indicadores: I-01."
        assert send(world.formulator, task, decision="admit", note="", request=unchanged).status_code == 302

    def test_admits(self, world: World, presented: Verification) -> None:
        done = send(world.formulator, open_step(presented.process, "admit"), decision="admit", note="")
        assert done.status_code == 302
        presented.refresh_from_db()
        assert presented.status == "admitted"

    def test_asks_once_to_complete(self, world: World, presented: Verification) -> None:
        task = open_step(presented.process, "admit")
        send(world.formulator, task, decision="ask", request="Falta la base del padrón.")
        presented.refresh_from_db()
        assert (presented.status, presented.completion_request) == ("completing", "Falta la base del padrón.")

    @pytest.mark.parametrize(
        ("values", "problem"),
        [
            ({}, "Marque qué decide sobre lo presentado"),
            ({"decision": "ask"}, "Escriba qué debe completarse"),
            ({"decision": "admit", "request": "Falta la base."}, "no corresponde a la decisión marcada"),
            ({"decision": "refuse"}, "no es una de las opciones disponibles"),
        ],
    )
    def test_is_never_ambiguous(
        self, world: World, presented: Verification, values: dict[str, str], problem: str
    ) -> None:
        page = send(world.formulator, open_step(presented.process, "admit"), **values)
        assert page.status_code == 422
        assert problem in words(page)
        assert typed(page, "request") == values.get("request", "")
        presented.refresh_from_db()
        assert presented.status == "submitted"

    def test_in_time_does_not_offer_to_refuse(self, world: World, presented: Verification) -> None:
        page = words(see(world.formulator, open_step(presented.process, "admit")))
        assert "Dentro del plazo" in page
        assert "Tenerlo por no presentado" not in page
        assert "requiera primero que se complete" in page

    def test_late_needs_its_note(self, world: World, late: Verification) -> None:
        task = open_step(late.process, "admit")
        assert "Fuera de plazo: vencía el" in words(see(world.formulator, task))
        page = send(world.formulator, task, decision="admit", note="", reason="")
        assert page.status_code == 409
        assert "escriba la constancia con la que se admite" in words(page)
        send(world.formulator, task, decision="admit", note="Se admite por la emergencia sanitaria.")
        late.refresh_from_db()
        assert late.late_note == "Se admite por la emergencia sanitaria."

    def test_late_may_be_held_as_not_presented(self, world: World, late: Verification) -> None:
        task = open_step(late.process, "admit")
        page = send(world.formulator, task, decision="refuse", reason="")
        assert page.status_code == 422
        assert "Escriba por qué se tiene por no presentado" in words(page)
        send(world.formulator, task, decision="refuse", reason="Llegó dos meses tarde.")
        late.refresh_from_db()
        assert (late.status, late.outcome) == ("closed", "not_reported")

    def test_belongs_to_the_formulator(self, world: World, presented: Verification) -> None:
        task = open_step(presented.process, "admit")
        assert "Sectorista" in words(see(world.coordinator, task))
        assert send(world.coordinator, task, decision="admit").status_code == 403
        assert send(world.stranger, task, decision="admit").status_code == 404


class TestCompleting:
    @pytest.fixture
    def asked(self, period: Verification) -> Verification:
        """Return a period whose report has to be completed."""
        present(period)
        ask_to_complete(period)
        return period

    def test_shows_what_was_asked_and_until_when(self, world: World, asked: Verification) -> None:
        page = words(see(world.coordinator, open_step(asked.process, "complete")))
        assert "Falta la base de datos del padrón nominal." in page
        assert "Vence el" in page
        assert "Agregar evidencia" in page

    def test_keeps_the_document_and_goes_back_to_be_admitted(self, world: World, asked: Verification) -> None:
        task = open_step(asked.process, "complete")
        page = send(world.coordinator, task, number="Oficio N° 51-2026-EF", file="")
        assert page.status_code == 422
        assert "Elija el archivo del documento" in words(page)
        assert typed(page, "number") == "Oficio N° 51-2026-EF"
        send(world.coordinator, task, number="Oficio N° 51-2026-EF", file=a_file())
        again = words(see(world.formulator, open_step(asked.process, "admit")))
        assert "Oficio N° 51-2026-EF" in again
        assert "Ya se requirió una vez que se complete" in again
        assert "Tenerlo por no presentado" in again

    def test_refuses_what_is_no_document(self, world: World, asked: Verification) -> None:
        page = send(
            world.coordinator,
            open_step(asked.process, "complete"),
            number="Oficio N° 51-2026-EF",
            file=a_file(content=b"x"),
        )
        assert page.status_code == 409
        assert "El tipo de archivo no se admite" in words(page)

    def test_is_for_the_entity_alone(self, world: World, asked: Verification) -> None:
        task = open_step(asked.process, "complete")
        assert send(world.formulator, task, number="1", file=a_file()).status_code == 403
        assert see(world.stranger, task).status_code == 404

    def test_is_dated_as_the_entity_presented_it(self, world: World, asked: Verification) -> None:
        day = SECOND_YEAR - timedelta(days=1)
        page = send(
            world.coordinator,
            open_step(asked.process, "complete"),
            number="1",
            file=a_file(),
            occurred_on=day.isoformat(),
        )
        assert page.status_code == 422
        assert "Indique el documento que la sustenta" in words(page)
