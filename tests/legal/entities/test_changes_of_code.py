"""Codes that change hands: one rule for what is a code, a freed one taken anew, and old tables that are refused."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from legal.entities.errors import CannotRename, ImportRefused
from legal.entities.models import Entity, ExecutingUnit, FormerName
from legal.entities.names import Name, names_of
from legal.entities.services.importing import import_entities, preview_import
from legal.entities.services.naming import recall, rename
from tests.factories.people import make_unit, make_user
from tests.legal.browsing import words
from tests.legal.entities.tables import csv_of
from workflow.models import Unit, User

pytestmark = pytest.mark.django_db
TODAY, SINCE = date(2026, 11, 28), date(2011, 4, 1)
NORM = {"instrument": "Decreto Legislativo N° 1013", "instrument_on": date(2011, 3, 30)}
TITLES = ("nivel", "sector", "codigo", "unidad_ejecutora", "nombre", "desde", "norma", "fecha_norma")
AMAZONAS = ("regional", "99", "440", "", "Gobierno Regional de Amazonas", "", "", "")
SALUD = ("regional", "99", "440", "400", "Salud Amazonas", "", "", "")
EDUCACION = (*SALUD[:4], "Educación Amazonas", "", "", "")
CONAM = ("nacional", "05", "005", "", "CONAM", "", "", "")
NAMED = {"name": "CONAM", "sector_code": "05", "code": "005"}


@pytest.fixture
def rosa() -> User:
    return make_user("rosa", is_staff=True, is_superuser=True)


@pytest.fixture
def conam() -> Entity:
    unit = make_unit("national-05-005", "CONAM")
    return Entity.objects.create(unit=unit, level="national", sector_code="05", code="005")


def load(*rows: tuple[str, ...]) -> None:
    import_entities(content=csv_of(*rows, titles=TITLES), actor=None, source="tabla.csv", today=TODAY)


def bad(*rows: tuple[str, ...]) -> list[str]:
    """Return what forbids a table, and see that importing it writes nothing."""
    content = csv_of(*rows, titles=TITLES)
    before = (Unit.objects.count(), FormerName.objects.count())
    with pytest.raises(ImportRefused):
        import_entities(content=content, actor=None, source="tabla.csv", today=TODAY)
    assert (Unit.objects.count(), FormerName.objects.count()) == before
    return [f"{each.column}: {each.problem}" for each in preview_import(content, today=TODAY).bad]


def change(unit: Unit, rosa: User, since: date = SINCE, **new: str) -> FormerName:
    return rename(unit=unit, new=Name(**new), since=since, actor=rosa, today=TODAY, **NORM)


def refused(unit: Unit, rosa: User, since: date = SINCE, **new: str) -> str:
    before = (Unit.history.count(), FormerName.objects.count(), Entity.history.count())
    with pytest.raises(CannotRename) as refusal:
        change(unit, rosa, since, **new)
    assert (Unit.history.count(), FormerName.objects.count(), Entity.history.count()) == before
    return str(refusal.value)


class TestADate:
    @pytest.mark.parametrize("year", ["0001", "1899"])
    def test_before_1900_is_refused_wherever_it_is_written(
        self, conam: Entity, rosa: User, client: Client, year: str
    ) -> None:
        day = date(int(year), 1, 1)
        assert "anterior a 1900" in refused(conam.unit, rosa, day, **{**NAMED, "name": "MINAM"})
        with pytest.raises(CannotRename, match="anterior a 1900"):
            recall(unit=conam.unit, old=Name(name="X"), until=day, actor=rosa, today=TODAY, **NORM)
        row = (*CONAM[:4], "MINAM", f"{year}-01-01", "DL N° 1013", "2008-05-14")
        assert bad(row) == ["desde: es anterior a 1900."]
        client.force_login(rosa)
        form = {"unit": conam.unit_id, "name": "MINAM", "since": f"{year}-01-01", "instrument_on": "2008-05-14"}
        page = client.post(reverse("admin:entities_entity_rename"), {**form, "instrument": "DL N° 1013"})
        assert page.status_code == HTTPStatus.CONFLICT
        assert "La fecha es anterior a 1900" in words(page)

    def test_of_a_norm_is_not_to_come(self, conam: Entity) -> None:
        row = (*CONAM[:4], "MINAM", "2010-01-01", "DL N° 1013", "2099-05-14")
        assert bad(row) == ["fecha_norma: La fecha de la norma está en el futuro."]


class TestACode:
    def test_that_any_other_unit_has_is_refused(self, conam: Entity, rosa: User) -> None:
        make_unit("national-05-006", "Otra unidad")
        assert refused(conam.unit, rosa, **{**NAMED, "code": "006"}) == "El código ya es de Otra unidad."

    @pytest.mark.parametrize("code", ["x.y", "6", "0006"])
    def test_that_the_import_refuses_is_refused_by_a_norm_too(self, conam: Entity, rosa: User, code: str) -> None:
        assert refused(conam.unit, rosa, **{**NAMED, "code": code}) == "El código tiene tres dígitos."

    def test_of_a_regional_government_is_of_its_sector(self, rosa: User) -> None:
        load(AMAZONAS)
        unit = Entity.objects.get().unit
        assert refused(unit, rosa, name=AMAZONAS[4], sector_code="07", code="441") == (
            "El sector de los gobiernos regionales es 99."
        )
        change(unit, rosa, name=AMAZONAS[4], sector_code="99", code="441")

    def test_that_a_unit_cannot_have_changes_nothing(self, conam: Entity, rosa: User) -> None:
        plain = make_unit("OGPP", "Oficina")
        assert "no lleva código" in refused(plain, rosa, name="Oficina", code="006")
        executing = ExecutingUnit.objects.create(unit=make_unit("UE", "UE", conam.unit), entity=conam, code="400")
        told = refused(executing.unit, rosa, name="UE", code="400", sector_code="05")
        assert "Solo una entidad lleva código de sector." in told
        with pytest.raises(CannotRename, match="no lleva código"):
            recall(unit=plain, old=Name(name="Oficina", code="1"), until=SINCE, actor=rosa, today=TODAY, **NORM)

    def test_and_a_name_between_blanks_are_the_ones_it_has(self, conam: Entity, rosa: User) -> None:
        assert "Es el nombre que ya lleva" in refused(conam.unit, rosa, **{**NAMED, "name": " CONAM "})


class TestAFreedCodeOfAnExecutingUnit:
    def test_is_taken_by_another_from_the_day_after_the_first_ended(self) -> None:
        load(AMAZONAS, SALUD)
        ExecutingUnit.objects.update(ends_on=TODAY)
        assert bad(EDUCACION) == [
            "unidad_ejecutora: es de «Salud Amazonas», que termina o terminó el 28 de noviembre de 2026."
        ]
        ExecutingUnit.objects.update(ends_on=date(2019, 12, 31))
        assert bad(SALUD) == [
            "unidad_ejecutora: es de «Salud Amazonas», que termina o terminó el 31 de diciembre de 2019."
        ]
        load(EDUCACION)
        new = ExecutingUnit.objects.select_related("unit").get(ends_on=None)
        assert (new.code, new.starts_on, new.unit.code) == ("400", date(2020, 1, 1), "regional-99-440-400-2")
        load(EDUCACION)
        assert ExecutingUnit.objects.count() == 2

    def test_is_taken_by_another_after_the_first_got_another_code(self, rosa: User) -> None:
        load(AMAZONAS, SALUD)
        change(ExecutingUnit.objects.get().unit, rosa, name=SALUD[4], code="401")
        load(EDUCACION)
        assert sorted(ExecutingUnit.objects.values_list("code", "unit__name")) == [
            ("400", "Educación Amazonas"),
            ("401", "Salud Amazonas"),
        ]

    def test_is_taken_below_another_entity_that_got_the_code_of_the_first(self, rosa: User) -> None:
        load(AMAZONAS, SALUD)
        change(Entity.objects.get().unit, rosa, name=AMAZONAS[4], sector_code="99", code="441")
        load((*AMAZONAS[:4], "Otro gobierno", "", "", ""), EDUCACION)
        assert ExecutingUnit.objects.filter(code="400", entity__code="440", unit__name="Educación Amazonas").exists()

    def test_that_a_unit_of_another_kind_has_is_refused(self) -> None:
        load(AMAZONAS)
        make_unit("regional-99-440-400", "Unidad a mano")
        with pytest.raises(ImportRefused, match="Otra unidad ya lleva el código"):
            load(SALUD)


class TestAnOldTable:
    def test_makes_no_second_entity_after_a_change_of_code(self, conam: Entity, rosa: User) -> None:
        change(conam.unit, rosa, **{**NAMED, "name": "MINAM", "code": "006"})
        for name in ("CONAM", "minam"):
            (told,) = bad((*CONAM[:4], name, "", "", ""))
            assert told == "codigo: es un código que MINAM llevó antes; hoy lleva 006."
        load((*CONAM[:4], "Servicio Nuevo", "", "", ""))
        (told,) = bad(CONAM)
        assert "llevó antes" in told
        assert Entity.objects.count() == 2

    def test_makes_no_second_executing_unit_either(self, rosa: User) -> None:
        load(AMAZONAS, SALUD)
        change(ExecutingUnit.objects.get().unit, rosa, name=SALUD[4], code="401")
        assert bad(SALUD) == ["unidad_ejecutora: es un código que Salud Amazonas llevó antes; hoy lleva 401."]


class TestAnOlderName:
    def test_is_another_than_the_one_before_it(self, conam: Entity, rosa: User) -> None:
        change(conam.unit, rosa, **{**NAMED, "name": "MINAM"})
        old = Name(name="CONAM ", sector_code="05", code="005")
        with pytest.raises(CannotRename, match="que llevó antes"):
            recall(unit=conam.unit, old=old, until=date(2015, 1, 1), actor=rosa, today=TODAY, **NORM)
        assert len(names_of(Unit.objects.get(pk=conam.unit_id))) == 2

    def test_is_not_blank(self, conam: Entity, rosa: User) -> None:
        with pytest.raises(CannotRename, match="Escriba el nombre que llevó"):
            recall(unit=conam.unit, old=Name(name="  "), until=date(2005, 1, 1), actor=rosa, today=TODAY, **NORM)
