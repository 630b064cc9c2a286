"""The catalogues that ship with the product are loaded again after each upgrade, and that does no harm."""

from __future__ import annotations

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command

from legal.documents.kinds import document_kinds
from legal.documents.models import YearName
from legal.entities.catalogues import load_requirements, load_territory
from legal.entities.models import Department, District, InstrumentRequirement, Province
from workflow.models import NonWorkingDay

pytestmark = pytest.mark.django_db

TABLES = (
    "entities.Department",
    "entities.Province",
    "entities.District",
    "entities.InstrumentRequirement",
    "entities.HistoricalInstrumentRequirement",
    "norms.Norm",
    "norms.HistoricalNorm",
    "norms.NormSplit",
    "norms.NormTerm",
    "norms.BudgetProgramme",
    "norms.FinancingSource",
    "documents.YearName",
    "workflow.NonWorkingDay",
)


def catalogues() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of the catalogues, with the histories of those that have one."""
    return {name: list(apps.get_model(name).objects.order_by("pk").values_list()) for name in TABLES}


def load() -> str:
    """Load all catalogues as the command does, and return what it prints."""
    output = StringIO()
    call_command("load_catalogues", stdout=output)
    return output.getvalue()


def in_force(level: str, on: date, subject: str = "agreement") -> set[str]:
    """Return the instruments that a level requires on a date."""
    found = InstrumentRequirement.objects.in_force(level=level, subject=subject, on=on)
    return set(found.values_list("instrument", flat=True))


def test_loading_twice_changes_nothing_and_leaves_no_history() -> None:
    printed = load()
    once = catalogues()
    assert load() == printed
    assert catalogues() == once
    assert all(once.values())


def test_the_command_counts_what_each_catalogue_holds() -> None:
    assert load().splitlines() == [
        "territory: 2112",
        f"public-sector days: {NonWorkingDay.objects.count()}",
        f"required instruments: {InstrumentRequirement.objects.count()}",
        f"norms: {apps.get_model('norms.Norm').objects.count()}",
        f"budget programmes: {apps.get_model('norms.BudgetProgramme').objects.count()}",
        f"financing sources: {apps.get_model('norms.FinancingSource').objects.count()}",
        f"names of years: {YearName.objects.count()}",
        f"templates: {len(document_kinds())}",
    ]


def test_a_district_lies_in_its_province_and_department() -> None:
    load_territory()
    imaza = District.objects.select_related("province__department").get(code="010205")
    assert (imaza.name, imaza.province.name, imaza.province.department.name) == ("Imaza", "Bagua", "Amazonas")


def test_a_name_that_was_corrected_is_corrected_in_place() -> None:
    load_territory()
    District.objects.filter(code="010205").update(name="Otro")
    Province.objects.filter(code="0102").update(name="Otra")
    Department.objects.filter(code="01").update(name="Otro")
    load_territory()
    assert District.objects.get(code="010205").name == "Imaza"
    assert Province.objects.get(code="0102").name == "Bagua"
    assert Department.objects.get(code="01").name == "Amazonas"
    assert District.objects.count() == 1891


@pytest.mark.parametrize(
    ("level", "on", "required"),
    [
        ("local", date(2003, 5, 27), set()),
        ("local", date(2015, 6, 12), {"council_agreement"}),
        ("local", date(2018, 12, 31), {"council_agreement"}),
        ("local", date(2019, 1, 1), {"council_agreement", "pcm_coordination", "directoral_resolution"}),
        ("regional", date(2015, 6, 12), set()),
        ("regional", date(2019, 1, 1), {"pcm_coordination", "directoral_resolution"}),
        ("national", date(2018, 12, 31), set()),
        ("national", date(2026, 1, 1), {"directoral_resolution"}),
    ],
)
def test_each_level_requires_what_the_law_required_on_the_day(level: str, on: date, required: set[str]) -> None:
    load_requirements()
    assert in_force(level, on) == required


def test_an_addendum_of_a_municipality_needs_its_council_too() -> None:
    load_requirements()
    assert in_force("local", date(2026, 1, 1), "addendum") == {"council_agreement"}
    assert in_force("regional", date(2026, 1, 1), "addendum") == set()


def test_a_requirement_that_an_administrator_has_ended_stays_ended() -> None:
    load_requirements()
    requirement = InstrumentRequirement.objects.get(
        level="regional", subject="agreement", instrument="pcm_coordination"
    )
    requirement.valid_to = date(2025, 12, 31)
    requirement.save()
    count = InstrumentRequirement.objects.count()
    load_requirements()
    assert InstrumentRequirement.objects.count() == count
    assert "pcm_coordination" in in_force("regional", date(2025, 12, 31))
    assert "pcm_coordination" not in in_force("regional", date(2026, 1, 1))


def test_what_is_deduced_from_a_law_says_so() -> None:
    load_requirements()
    deduced = InstrumentRequirement.objects.filter(is_inferred=True)
    assert set(deduced.values_list("instrument", flat=True)) == {"council_agreement", "directoral_resolution"}
    written = InstrumentRequirement.objects.get(level="local", subject="agreement", instrument="council_agreement")
    assert not written.is_inferred
