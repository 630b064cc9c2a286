"""Executing units: a code alone in its entity at a time, told by the import, and offered where money is spent."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from legal.entities.errors import CannotRename, ImportRefused
from legal.entities.executing import is_code, obstacles_to_keeping
from legal.entities.models import Entity, ExecutingUnit, FormerName
from legal.entities.names import Name, names_of
from legal.entities.services.importing import import_entities, preview_import
from legal.entities.services.naming import rename
from tests.factories.people import make_unit, make_user
from tests.legal.browsing import words
from tests.legal.entities.tables import csv_of
from workflow.models import Unit, User

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 28)
TITLES = ("nivel", "codigo", "unidad_ejecutora", "nombre", "siglas", "desde", "norma", "fecha_norma")
AMAZONAS = ("regional", "440", "", "Gobierno Regional de Amazonas", "GRA", "", "", "")
SALUD = ("regional", "440", "400", "Salud Amazonas", "", "", "", "")
BAGUA = ("regional", "440", "401", "Salud Bagua", "", "", "", "")


@pytest.fixture
def rosa() -> User:
    return make_user("rosa", is_staff=True, is_superuser=True)


@pytest.fixture
def region() -> Entity:
    return Entity.objects.create(
        unit=make_unit("GRA", "Gobierno Regional"), level="regional", sector_code="99", code="440"
    )


def executing(region: Entity, code: str = "400", **values: object) -> ExecutingUnit:
    number = Unit.objects.count()
    unit = make_unit(f"UE{number}", f"Unidad {number}", region.unit)
    return ExecutingUnit(unit=unit, entity=region, code=code, **values)


def told(proposed: ExecutingUnit) -> list[str]:
    return [each.text for each in obstacles_to_keeping(proposed, ExecutingUnit.objects.select_related("unit"))]


class TestACode:
    @pytest.mark.parametrize(("code", "sound"), [("400", True), ("000867", True), ("40", False), ("4a0", False)])
    def test_has_three_digits_or_the_six_of_siaf(self, code: str, sound: bool) -> None:
        assert is_code(code) is sound

    def test_is_of_one_unit_of_the_entity_at_a_time(self, region: Entity) -> None:
        executing(region, ends_on=date(2020, 12, 31)).save()
        (text,) = told(executing(region, starts_on=date(2020, 12, 31)))
        assert text == (
            "El código 400 es de «Unidad 1» hasta 31 de diciembre de 2020: dos unidades no lo llevan a la vez."
        )
        assert told(executing(region, starts_on=date(2021, 1, 1))) == []

    def test_is_of_one_that_still_has_it_whatever_writes_it(self, region: Entity) -> None:
        executing(region).save()
        with pytest.raises(IntegrityError), transaction.atomic():
            executing(region).save()

    def test_belongs_to_a_unit_of_the_entity(self, region: Entity) -> None:
        stray = ExecutingUnit(unit=make_unit("X", "Otra"), entity=region, code="400")
        assert told(stray) == ["«Otra» no depende de Gobierno Regional."]

    def test_changes_by_a_norm_from_its_day(self, region: Entity, rosa: User) -> None:
        kept, other = executing(region), executing(region, "401")
        kept.save()
        other.save()
        norm = {"since": date(2020, 1, 1), "instrument": "RD N° 1", "instrument_on": date(2019, 12, 1)}
        with pytest.raises(CannotRename, match="El código 401 es de"):
            rename(unit=kept.unit, new=Name(name="Unidad 1", code="401"), actor=rosa, today=TODAY, **norm)
        rename(unit=kept.unit, new=Name(name="Unidad 1", code="402"), actor=rosa, today=TODAY, **norm)
        assert [each.code for each in names_of(Unit.objects.get(pk=kept.unit_id))] == ["400", "402"]


class TestTheImport:
    def load(self, rosa: User, *rows: tuple[str, ...]) -> object:
        return import_entities(content=csv_of(*rows, titles=TITLES), actor=rosa, source="ue.csv", today=TODAY)

    def test_adds_them_below_their_entity_whatever_the_order_of_the_rows(self, rosa: User) -> None:
        self.load(rosa, SALUD, AMAZONAS, BAGUA)
        found = ExecutingUnit.objects.select_related("unit__parent").order_by("code")
        assert [(each.code, each.unit.name) for each in found] == [("400", "Salud Amazonas"), ("401", "Salud Bagua")]
        assert {each.unit.parent for each in found} == {Entity.objects.get().unit}
        outcome = preview_import(csv_of(SALUD, AMAZONAS, BAGUA, titles=TITLES), today=TODAY)
        assert (outcome.new, outcome.changed, len(outcome.equal)) == ((), (), 3)

    def test_renames_one_by_its_norm(self, rosa: User) -> None:
        self.load(rosa, AMAZONAS, SALUD)
        self.load(rosa, (*SALUD[:3], "Red de Salud Chachapoyas", "", "2026-01-01", "RER N° 1", "2025-12-15"))
        assert FormerName.objects.get().code == "400"
        assert ExecutingUnit.objects.get().unit.name == "Red de Salud Chachapoyas"

    @pytest.mark.parametrize(
        ("rows", "column"),
        [
            ((SALUD,), "codigo"),
            ((AMAZONAS, (*SALUD[:2], "4x", *SALUD[3:])), "unidad_ejecutora"),
            ((AMAZONAS, SALUD, SALUD), "codigo"),
        ],
    )  # fmt: skip
    def test_refuses_what_belongs_to_nobody_or_is_no_code(
        self, rosa: User, rows: tuple[tuple[str, ...], ...], column: str
    ) -> None:
        assert [each.column for each in preview_import(csv_of(*rows, titles=TITLES), today=TODAY).bad] == [column]
        with pytest.raises(ImportRefused):
            self.load(rosa, *rows)
        assert not Entity.objects.exists()

    def test_refuses_what_only_an_entity_has(self, rosa: User) -> None:
        rows = [(*AMAZONAS, "Jr. Uno"), (*SALUD, "Jr. Dos")]
        bad = preview_import(csv_of(*rows, titles=(*TITLES, "direccion")), today=TODAY).bad
        assert [(each.column, each.problem) for each in bad] == [
            ("direccion", "es de la entidad, no de su unidad ejecutora.")
        ]


class TestThePage:
    def test_keeps_one_and_says_why_not(self, region: Entity, rosa: User, client: Client) -> None:
        client.force_login(rosa)
        first, second = executing(region), make_unit("UE9", "Salud Bagua", region.unit)
        first.save()
        address = reverse("admin:entities_executingunit_add")
        form = {"unit": second.pk, "entity": region.pk, "code": "400"}
        refused = client.post(address, form)
        assert refused.status_code == HTTPStatus.OK
        assert "dos unidades no lo llevan a la vez" in words(refused)
        client.post(address, {**form, "code": "401"})
        assert ExecutingUnit.objects.filter(unit=second, code="401").exists()
