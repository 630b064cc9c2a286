"""Task pages of who verifies: the third body, the DGPP, and again what was observed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.http import HttpResponse

from legal.verification.models import Verification
from legal.verification.queries import levels_of, targets_of
from tests.factories import World
from tests.factories.verification import (
    REASON,
    SEEN,
    add_evidence,
    admit,
    correct,
    open_step,
    present,
    to_served,
    verify_as_third,
)
from tests.legal.browsing import get, has_form, see, send, typed, words
from tests.legal.verification.opened import first_year, second_year
from workflow.models import LedgerEntry

pytestmark = pytest.mark.usefixtures("papers_without_word")


def verdicts(period: Verification, **by_code: tuple[str, str, str]) -> dict[str, str]:
    """Return verdicts as they are typed: value, "met" or "unmet", and why, by the code of the criterion."""
    values = {}
    for level in levels_of(period):
        typed_here = by_code.get(level.criterion.code.replace("-", ""), ("85", "met", SEEN))
        for part, text in zip(("value", "met", "reason"), typed_here, strict=True):
            values[f"criterion_{level.pk}_{part}"] = text
    for target in targets_of(period):
        values[f"indicator_{target.pk}"] = "51.5"
    return values


def name_of(period: Verification, code: str, part: str) -> str:
    """Return the name of a field of a criterion."""
    level = next(each for each in levels_of(period) if each.criterion.code == code)
    return f"criterion_{level.pk}_{part}"


def marked(page: HttpResponse, name: str) -> list[str]:
    """Return what is marked among the choices of a field."""
    inputs = re.findall(rf'<input[^>]*name="{name}"[^>]*>', page.content.decode())
    return re.findall(r'value="(\w+)"', " ".join(each for each in inputs if " checked" in each))


def admitted(period: Verification) -> Verification:
    """Take an open period to verification, with evidence of its first criterion."""
    add_evidence(period, "C-01")
    present(period)
    admit(period)
    return period


class TestVerifying:
    @pytest.fixture
    def period(self, world: World, travel: Callable[[date], None]) -> Verification:
        """Return an admitted second year with two criteria and an indicator."""
        return admitted(second_year(world, travel, criteria=2))

    def test_shows_all_criteria_with_what_they_demand_and_their_evidence(
        self, world: World, period: Verification
    ) -> None:
        page = see(world.grantor_verifier, open_step(period.process, "verify"))
        assert "Programación operativa" in words(page)
        assert words(page).count("≥ 80 %") == 2
        assert "Gestantes con seis atenciones prenatales" in words(page)
        file = period.evidence.get().file_id
        assert f'href="/convenios/{period.case.number}/periodos/2/archivos/{file}/"' in page.content.decode()

    def test_keeps_values_verdicts_and_reasons(self, world: World, period: Verification) -> None:
        values = verdicts(period, C02=("60", "unmet", "El padrón no cuadra."))
        assert send(world.grantor_verifier, open_step(period.process, "verify"), **values).status_code == 302
        found = period.criterion_findings.order_by("level__criterion__code")
        assert [(each.value, each.met, each.reason) for each in found] == [
            (Decimal(85), True, SEEN),
            (Decimal(60), False, "El padrón no cuadra."),
        ]
        assert period.indicator_findings.get().value == Decimal("51.5")

    @pytest.mark.parametrize(
        ("written", "value"), [("84,7", "84.7"), ("1,250.0", "1250"), ("0,125", "0.125"), ("84.7 %", "84.7")]
    )
    def test_reads_a_comma_as_people_mean_it(
        self, world: World, period: Verification, written: str, value: str
    ) -> None:
        values = verdicts(period, C01=(written, "met", "Se explica en el informe."))
        send(world.grantor_verifier, open_step(period.process, "verify"), **values)
        assert period.criterion_findings.get(level__criterion__code="C-01").value == Decimal(value)

    @pytest.mark.parametrize("written", ["58,125", "1,500", "-1,250 %"])
    def test_asks_what_a_comma_means_where_it_may_be_either(
        self, world: World, period: Verification, written: str
    ) -> None:
        values = verdicts(period, C01=(written, "met", "Se explica en el informe."))
        page = send(world.grantor_verifier, open_step(period.process, "verify"), **values)
        assert page.status_code == 422
        assert "escriba uno de los dos" in words(page)
        assert typed(page, name_of(period, "C-01", "value")) == written
        assert not period.criterion_findings.exists()

    def test_says_beside_each_criterion_what_is_missing_and_loses_nothing(
        self, world: World, period: Verification
    ) -> None:
        values = verdicts(period, C01=("ochenta", "", "Falta la base."), C02=("60", "unmet", ""))
        values[f"indicator_{targets_of(period)[0].pk}"] = ""
        page = send(world.grantor_verifier, open_step(period.process, "verify"), **values)
        assert page.status_code == 422
        shown = words(page)
        assert "Valor medido de C-01 : «ochenta» no se lee como una cifra" in shown
        assert "Veredicto de C-01 : Falta el veredicto del criterio C-01." in shown
        assert "Sustento de C-02 : Escriba por qué no se cumple el criterio C-02." in shown
        assert "Valor logrado de I-01 : Falta el valor logrado del indicador I-01." in shown
        assert typed(page, name_of(period, "C-01", "value")) == "ochenta"
        assert typed(page, name_of(period, "C-01", "reason")) == "Falta la base."
        assert typed(page, name_of(period, "C-02", "value")) == "60"
        assert marked(page, name_of(period, "C-02", "met")) == ["unmet"]
        assert marked(page, name_of(period, "C-01", "met")) == []
        assert not period.criterion_findings.exists()

    def test_asks_why_a_criterion_below_its_threshold_is_met(self, world: World, period: Verification) -> None:
        values = verdicts(period, C01=("79.9", "met", ""))
        page = send(world.grantor_verifier, open_step(period.process, "verify"), **values)
        assert page.status_code == 422
        assert "El valor del criterio C-01 no alcanza el umbral" in words(page)

    def test_shows_a_refusal_and_loses_nothing(self, world: World, period: Verification) -> None:
        values = {**verdicts(period), "occurred_on": "2027-01-03", "grounds": "Acta N° 1"}
        page = send(world.grantor_verifier, open_step(period.process, "verify"), **values)
        assert page.status_code == 409
        assert "la fecha del acto no puede ser anterior" in words(page)
        assert typed(page, name_of(period, "C-01", "value")) == "85"
        assert LedgerEntry.objects.filter(case=period.case, kind="refusal", act="verification.verify").exists()

    def test_is_not_for_the_formulator_and_does_not_exist_for_a_stranger(
        self, world: World, period: Verification
    ) -> None:
        task = open_step(period.process, "verify")
        page = see(world.formulator, task)
        assert not has_form(page, "Registrar la verificación")
        assert "Especialista en verificación" in words(page)
        assert send(world.formulator, task, **verdicts(period)).status_code == 403
        assert send(world.stranger, task, **verdicts(period)).status_code == 404

    def test_holds_no_soles(self, world: World, period: Verification) -> None:
        assert "S/" not in words(see(world.grantor_verifier, open_step(period.process, "verify")))


class TestVerifyingAfterAThirdBody:
    @pytest.fixture
    def period(self, world: World) -> Verification:
        """Return an admitted period that a third body verifies first."""
        return admitted(first_year(world, verifier=world.insurer_entity, criteria=2))

    def test_is_done_by_the_third_body(self, world: World, period: Verification) -> None:
        task = open_step(period.process, "third")
        values = verdicts(period, C01=("40", "unmet", "La muestra no alcanza."))
        assert send(world.grantor_verifier, task, **values).status_code == 403
        assert send(world.verifier, task, **values).status_code == 302
        assert period.criterion_findings.filter(stage="third").count() == 2

    def test_begins_with_the_values_of_the_third_body_beside_its_verdicts(
        self, world: World, period: Verification
    ) -> None:
        verify_as_third(period, unmet=["C-01"])
        page = see(world.grantor_verifier, open_step(period.process, "verify"))
        assert typed(page, name_of(period, "C-01", "value")) == "40"
        assert typed(page, name_of(period, "C-01", "reason")) == ""
        assert f"Tercero: 40, no cumple. {REASON}" in words(page)
        assert marked(page, name_of(period, "C-01", "met")) == []

    def test_stands_in_report_one_where_the_verdicts_differ(self, world: World, period: Verification) -> None:
        verify_as_third(period, unmet=["C-01"])
        send(world.grantor_verifier, open_step(period.process, "verify"), **verdicts(period))
        page = words(see(world.technical_reviewer, open_step(period.process, "review_first")))
        assert page.count("tercero: no cumple") == 1


class TestVerifyingTheCorrection:
    @pytest.fixture
    def period(self, world: World) -> Verification:
        """Return a period of two criteria, one observed and answered with evidence."""
        period = to_served(first_year(world, criteria=2), unmet=["C-02"])
        add_evidence(period, "C-02", name="depurada.pdf")
        correct(period, answers={1: "Se depuró la base."})
        return period

    def test_shows_only_what_was_observed(self, world: World, period: Verification) -> None:
        page = words(see(world.grantor_verifier, open_step(period.process, "verify_correction")))
        assert "C-02" in page
        assert "C-01" not in page
        for text in (REASON, "Se depuró la base.", "Sustento de C-02", "Primera verificación: 40, no cumple."):
            assert text in page

    def test_keeps_the_verdict(self, world: World, period: Verification) -> None:
        values = {name: text for name, text in verdicts(period).items() if name in observed_fields(period)}
        done = send(world.grantor_verifier, open_step(period.process, "verify_correction"), **values)
        assert done.status_code == 302
        assert period.criterion_findings.get(stage="second").met

    def test_asks_for_the_verdict(self, world: World, period: Verification) -> None:
        task = open_step(period.process, "verify_correction")
        page = send(world.grantor_verifier, task, **{name_of(period, "C-02", "reason"): "Sigue igual."})
        assert page.status_code == 422
        assert "Falta el veredicto del criterio C-02" in words(page)
        assert typed(page, name_of(period, "C-02", "reason")) == "Sigue igual."

    def test_is_not_for_the_entity(self, world: World, period: Verification) -> None:
        task = open_step(period.process, "verify_correction")
        values = {name: text for name, text in verdicts(period).items() if name in observed_fields(period)}
        assert send(world.coordinator, task, **values).status_code == 403
        assert send(world.stranger, task, **values).status_code == 404
        assert get(world.grantor_verifier, "verification:verify", task.pk).status_code == 404


def observed_fields(period: Verification) -> set[str]:
    """Return the names of the fields of what was observed."""
    return {
        f"criterion_{each.finding.level_id}_{part}"
        for each in period.observations.select_related("finding")
        for part in ("value", "met", "reason")
    }
