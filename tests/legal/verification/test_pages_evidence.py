"""Evidence: added by the entity and its executing units, read by whoever may see the case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from legal.verification.models import Verification
from legal.verification.queries import levels_of, targets_of
from tests.factories import World
from tests.factories.agreements import PDF
from tests.factories.verification import add_evidence, admit, present, to_served
from tests.legal.browsing import get, has_form, post, refused_accesses, typed, words
from tests.legal.verification.opened import a_file, first_year, second_year
from workflow import clock
from workflow.models import LedgerEntry

pytestmark = pytest.mark.usefixtures("papers_without_word")


@pytest.fixture
def period(world: World, travel: Callable[[date], None]) -> Verification:
    """Return the second year of an agreement with two criteria and an indicator."""
    return second_year(world, travel, criteria=2)


def a_proof(*supports: str, **changes: object) -> dict[str, object]:
    """Return evidence as it is sent."""
    return {
        "title": "Base del padrón nominal",
        "file": a_file("base.pdf"),
        "supports": list(supports),
        "occurred_on": clock.today().isoformat(),
        "grounds": "",
        **changes,
    }


def address(period: Verification) -> tuple[str, int]:
    """Return what the addresses of a period are made of."""
    return period.case.number, period.period.year


class TestAdding:
    def test_offers_what_the_year_demands(self, world: World, period: Verification) -> None:
        page = get(world.executing_officer, "verification:add_evidence", *address(period))
        for text in ("C-01", "C-02", "I-01", "Programación operativa"):
            assert text in words(page)

    def test_marks_what_a_link_is_about(self, world: World, period: Verification) -> None:
        level = levels_of(period)[1].pk
        page = get(world.coordinator, "verification:add_evidence", *address(period), sustenta=f"criterion_{level}")
        assert page.content.decode().count(" checked") == 1

    def test_keeps_one_file_for_all_that_it_supports(self, world: World, period: Verification) -> None:
        level, target = levels_of(period)[0].pk, targets_of(period)[0].pk
        values = a_proof(f"criterion_{level}", f"indicator_{target}")
        done = post(world.executing_officer, "verification:add_evidence", *address(period), **values)
        assert done["Location"] == f"/convenios/{period.case.number}/periodos/2/"
        found = period.evidence.order_by("pk")
        assert [(each.level_id, each.target_id) for each in found] == [(level, None), (None, target)]
        assert found.values("file").distinct().count() == 1

    @pytest.mark.parametrize(
        ("changes", "problem"),
        [
            ({"supports": []}, "Elija qué criterio o indicador sustenta el archivo"),
            ({"supports": ["criterion_0"]}, "Eligió algo que ahora no puede sustentarse"),
            ({"title": " "}, "Escriba qué acredita el archivo"),
            ({"file": ""}, "Elija el archivo"),
        ],
    )
    def test_says_what_is_missing_and_loses_nothing(
        self, world: World, period: Verification, changes: dict[str, object], problem: str
    ) -> None:
        values = a_proof(f"criterion_{levels_of(period)[0].pk}", grounds="Oficio N° 9", **changes)
        page = post(world.coordinator, "verification:add_evidence", *address(period), **values)
        assert page.status_code == 422
        assert problem in words(page)
        assert typed(page, "grounds") == "Oficio N° 9"
        assert not period.evidence.exists()

    def test_refuses_what_is_no_document(self, world: World, period: Verification) -> None:
        values = a_proof(f"criterion_{levels_of(period)[0].pk}", file=a_file("base.pdf", b"x"))
        page = post(world.coordinator, "verification:add_evidence", *address(period), **values)
        assert page.status_code == 409
        assert "El tipo de archivo no se admite" in words(page)
        assert typed(page, "title") == "Base del padrón nominal"
        assert LedgerEntry.objects.filter(case=period.case, kind="refusal", act="verification.add_evidence").exists()

    def test_is_closed_while_the_report_is_verified(self, world: World, period: Verification) -> None:
        present(period)
        admit(period)
        page = get(world.coordinator, "verification:add_evidence", *address(period))
        assert not has_form(page, "Registrar la evidencia")
        assert "El período está «en verificación»" in words(page)
        values = a_proof(f"criterion_{levels_of(period)[0].pk}")
        refused = post(world.coordinator, "verification:add_evidence", *address(period), **values)
        assert refused.status_code == 409
        assert typed(refused, "title") == "Base del padrón nominal"

    def test_is_open_again_only_for_what_was_observed(self, world: World) -> None:
        period = to_served(first_year(world, criteria=2), unmet=("C-02",))
        page = words(get(world.coordinator, "verification:add_evidence", *address(period)))
        assert "C-02" in page
        assert "C-01" not in page

    def test_is_not_for_the_ministry_nor_for_strangers(self, world: World, period: Verification) -> None:
        page = get(world.formulator, "verification:add_evidence", *address(period))
        assert not has_form(page, "Registrar la evidencia")
        assert "Coordinador del convenio" in words(page)
        values = a_proof(f"criterion_{levels_of(period)[0].pk}")
        assert post(world.formulator, "verification:add_evidence", *address(period), **values).status_code == 403
        assert get(world.stranger, "verification:add_evidence", *address(period)).status_code == 404
        assert post(world.stranger, "verification:add_evidence", *address(period), **values).status_code == 404
        assert refused_accesses(world.stranger) == 2


class TestReading:
    def test_hands_over_the_files_of_the_period(self, world: World, period: Verification) -> None:
        add_evidence(period, "C-01")
        present(period)
        for file in (period.evidence.get().file_id, period.compliance_reports.all()[0].file_id):
            assert get(world.auditor, "verification:file", *address(period), file).getvalue() == PDF
            assert get(world.stranger, "verification:file", *address(period), file).status_code == 404
        assert refused_accesses(world.stranger) == 2

    def test_hands_over_no_file_of_another_period(self, world: World, period: Verification) -> None:
        add_evidence(period, "C-01")
        file = period.evidence.get().file_id
        assert get(world.auditor, "verification:file", period.case.number, 1, file).status_code == 404
        assert get(world.auditor, "verification:file", *address(period), file + 1000).status_code == 404
