"""What a unit is called on a date: one name each day, written once, and printed by the papers of that day."""

from __future__ import annotations

from datetime import date, timedelta
from http import HTTPStatus

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from legal.entities.errors import CannotRename
from legal.entities.models import Entity, FormerName, Level
from legal.entities.names import Name, in_turn, name_on, named_on, names_of, post_on
from legal.entities.services.naming import recall, rename
from tests.factories.people import make_mandate, make_post, make_unit, make_user
from tests.legal.browsing import words
from workflow.models import Unit, User

TODAY, SINCE = date(2026, 11, 28), date(2011, 4, 1)
NORM = {"instrument": "Resolución Ministerial N° 223-2011-EF/43", "instrument_on": date(2011, 3, 30)}
NATIONAL, GENERAL = "Dirección Nacional del Presupuesto Público", "Dirección General de Presupuesto Público"


@pytest.fixture
def rosa(db: None) -> User:
    return make_user("rosa", is_staff=True, is_superuser=True)


@pytest.fixture
def directorate(db: None) -> Unit:
    return make_unit("DNPP", NATIONAL, acronym="DNPP")


@pytest.fixture
def ministry(db: None) -> Entity:
    unit = make_unit("national-05-005", "Consejo Nacional del Ambiente", acronym="CONAM")
    return Entity.objects.create(unit=unit, level=Level.NATIONAL, sector_code="05", code="005")


def to_general(unit: Unit, rosa: User, since: date = SINCE) -> FormerName:
    return rename(unit=unit, new=Name(name=GENERAL, acronym="DGPP"), since=since, actor=rosa, today=TODAY, **NORM)


def refused(unit: Unit, new: Name, rosa: User, since: date = SINCE) -> str:
    """Return why a name is refused, and see that nothing was written."""
    before = (Unit.history.count(), FormerName.objects.count(), Entity.history.count())
    with pytest.raises(CannotRename) as refusal:
        rename(unit=unit, new=new, since=since, actor=rosa, today=TODAY, **NORM)
    assert (Unit.history.count(), FormerName.objects.count(), Entity.history.count()) == before
    return str(refusal.value)


class TestANewName:
    def test_rules_from_its_day_and_the_former_one_until_the_day_before(self, directorate: Unit, rosa: User) -> None:
        to_general(directorate, rosa)
        unit = Unit.objects.get(pk=directorate.pk)
        assert (unit.name, unit.acronym) == (GENERAL, "DGPP")
        assert name_on(unit, SINCE) == GENERAL
        assert name_on(unit, SINCE - timedelta(days=1)) == NATIONAL
        assert named_on(unit, date(2009, 1, 1)).short == "DNPP"

    def test_leaves_who_and_by_which_norm_in_the_history_of_all_rows(self, directorate: Unit, rosa: User) -> None:
        former = to_general(directorate, rosa)
        for last in (Unit.history.filter(id=directorate.pk).latest(), FormerName.history.filter(id=former.pk).latest()):
            assert (last.history_user, last.history_change_reason) == (rosa, NORM["instrument"])

    def test_is_told_with_its_days_and_its_norm(self, directorate: Unit, rosa: User) -> None:
        to_general(directorate, rosa)
        first, last = names_of(Unit.objects.get(pk=directorate.pk))
        assert (first.since, first.until, first.instrument) == (None, date(2011, 3, 31), "")
        assert (last.since, last.until, last.instrument) == (SINCE, None, NORM["instrument"])

    def test_is_refused_from_before_the_one_in_force(self, directorate: Unit, rosa: User) -> None:
        to_general(directorate, rosa)
        for since in (SINCE, SINCE - timedelta(days=1)):
            told = refused(directorate, Name(name="Dirección Única"), rosa, since=since)
            assert "Ya cambió de nombre el 1 de abril de 2011, por Resolución Ministerial N° 223-2011-EF/43" in told

    def test_is_refused_before_its_day_has_come(self, directorate: Unit, rosa: User) -> None:
        told = refused(directorate, Name(name=GENERAL), rosa, since=TODAY + timedelta(days=1))
        assert told == "El nombre nuevo rige recién desde el 29 de noviembre de 2026: regístrelo ese día."

    @pytest.mark.parametrize(
        ("new", "told"),
        [
            (Name(name="  "), "Escriba el nombre nuevo."),
            (Name(name=NATIONAL, acronym="DNPP"), "Es el nombre que ya lleva"),
        ],
    )
    def test_is_refused_where_it_is_none(self, directorate: Unit, rosa: User, new: Name, told: str) -> None:
        assert told in refused(directorate, new, rosa)

    def test_needs_its_norm(self, directorate: Unit, rosa: User) -> None:
        with pytest.raises(CannotRename, match="Indique la norma"):
            rename(
                unit=directorate, new=Name(name=GENERAL), since=SINCE, actor=rosa, today=TODAY,
                instrument=" ", instrument_on=SINCE,
            )  # fmt: skip

    def test_comes_once_for_each_day_whatever_writes_it(self, directorate: Unit, rosa: User) -> None:
        until = to_general(directorate, rosa).until
        with pytest.raises(IntegrityError), transaction.atomic():
            FormerName.objects.create(unit=directorate, name="Otra", until=until, **NORM)


class TestANewCode:
    def test_of_an_entity_rules_from_its_day(self, ministry: Entity, rosa: User) -> None:
        new = Name(name="Ministerio del Ambiente", acronym="MINAM", sector_code="05", code="006")
        rename(unit=ministry.unit, new=new, since=SINCE, actor=rosa, today=TODAY, **NORM)
        ministry = Entity.objects.select_related("unit").get(pk=ministry.pk)
        assert (ministry.code, ministry.unit.code) == ("006", "national-05-006")
        assert [(each.name, each.code) for each in names_of(ministry.unit)] == [
            ("Consejo Nacional del Ambiente", "005"),
            ("Ministerio del Ambiente", "006"),
        ]

    def test_that_another_entity_of_its_sector_has_is_refused(self, ministry: Entity, rosa: User) -> None:
        other = make_unit("other", "Instituto Geofísico del Perú")
        Entity.objects.create(unit=other, level=Level.NATIONAL, sector_code="05", code="112")
        Entity.objects.create(unit=make_unit("x", "X"), level=Level.NATIONAL, sector_code="06", code="113")
        named = {"name": "Ministerio del Ambiente", "sector_code": "05"}
        assert refused(ministry.unit, Name(code="112", **named), rosa) == (
            "El código ya es de Instituto Geofísico del Perú."
        )
        rename(unit=ministry.unit, new=Name(code="113", **named), since=SINCE, actor=rosa, today=TODAY, **NORM)

    def test_is_never_none(self, ministry: Entity, rosa: User) -> None:
        assert "no queda sin código" in refused(ministry.unit, Name(name="MINAM"), rosa)


class TestAnOlderName:
    def test_takes_its_turn_among_those_that_are_known(self, directorate: Unit, rosa: User) -> None:
        to_general(directorate, rosa)
        recall(
            unit=directorate, old=Name(name="Dirección General del Presupuesto Público"), until=date(1998, 12, 31),
            actor=rosa, today=TODAY, instrument="Ley N° 27000", instrument_on=date(1998, 12, 1),
        )  # fmt: skip
        unit = Unit.objects.get(pk=directorate.pk)
        assert [each.until for each in names_of(unit)] == [date(1998, 12, 31), date(2011, 3, 31), None]
        assert name_on(unit, date(1999, 1, 1)) == NATIONAL

    @pytest.mark.parametrize(
        ("name", "until", "told"),
        [
            ("Otra", date(2011, 3, 31), "dos nombres no rigen a la vez"),
            ("Otra", TODAY, "terminó antes de hoy"),
            (NATIONAL, date(2000, 1, 1), "Es el mismo nombre que llevó después"),
        ],
    )
    def test_is_refused_where_another_rules(
        self, directorate: Unit, rosa: User, name: str, until: date, told: str
    ) -> None:
        to_general(directorate, rosa)
        old = Name(name=name, acronym="DNPP" if name == NATIONAL else "")
        with pytest.raises(CannotRename, match=told):
            recall(unit=directorate, old=old, until=until, actor=rosa, today=TODAY, **NORM)
        assert FormerName.objects.count() == 1


@given(st.sets(st.dates(date(1900, 1, 1), date(2100, 1, 1)), max_size=6), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_every_day_has_exactly_one_name(ends: set[date], day: date) -> None:
    names = in_turn([FormerName(name=str(each), until=each) for each in ends], Name(name="hoy"))
    assert sum((each.since or date.min) <= day <= (each.until or date.max) for each in names) == 1


class TestThePages:
    form = {"name": GENERAL, "acronym": "DGPP", "since": "2011-04-01", "instrument": "RM N° 223", "instrument_on": "2011-03-30"}  # noqa: E501 # fmt: skip

    def test_change_a_name_and_show_those_before(self, directorate: Unit, rosa: User, client: Client) -> None:
        client.force_login(rosa)
        address = reverse("admin:entities_entity_rename")
        assert NATIONAL in words(client.get(f"{address}?unidad={directorate.pk}"))
        done = client.post(address, {**self.form, "unit": directorate.pk}, follow=True)
        assert f"{GENERAL} se llamó «{NATIONAL}» hasta el 31 de marzo de 2011" in words(done)
        again = client.post(address, {**self.form, "unit": directorate.pk})
        assert again.status_code == HTTPStatus.CONFLICT
        assert "Ya cambió de nombre el 1 de abril de 2011" in words(again)
        assert FormerName.objects.count() == 1

    def test_leave_what_the_form_leaves_empty(self, ministry: Entity, rosa: User, client: Client) -> None:
        client.force_login(rosa)
        form = {**self.form, "unit": ministry.unit_id, "acronym": "", "code": "006", "name": ""}
        client.post(reverse("admin:entities_entity_rename"), form)
        ministry.refresh_from_db()
        assert (ministry.unit.name, ministry.sector_code, ministry.code) == (
            "Consejo Nacional del Ambiente",
            "05",
            "006",
        )
        shown = words(client.get(reverse("admin:entities_entity_change", args=[ministry.pk])))
        assert "Consejo Nacional del Ambiente (05-005), hasta el 31 de marzo de 2011" in shown

    def test_recall_an_older_name(self, directorate: Unit, rosa: User, client: Client) -> None:
        client.force_login(rosa)
        form = {**self.form, "unit": directorate.pk, "name": "Dirección del Presupuesto", "until": "1990-12-31"}
        client.post(reverse("admin:entities_entity_recall"), form)
        assert name_on(directorate, date(1990, 12, 31)) == "Dirección del Presupuesto"

    def test_are_for_who_may_change_entities(self, directorate: Unit, client: Client) -> None:
        client.force_login(make_user("raúl", is_staff=True))
        for name in ("rename", "recall"):
            assert client.get(reverse(f"admin:entities_entity_{name}")).status_code == HTTPStatus.FORBIDDEN

    def test_list_what_was_written_down_and_change_none_of_it(
        self, directorate: Unit, rosa: User, client: Client
    ) -> None:
        former = to_general(directorate, rosa)
        client.force_login(rosa)
        assert NATIONAL in words(client.get(reverse("admin:entities_formername_changelist")))
        address = reverse("admin:entities_formername_change", args=[former.pk])
        assert client.get(address).status_code == HTTPStatus.OK
        assert client.post(address, {"name": "x"}).status_code == HTTPStatus.FORBIDDEN


def test_a_post_is_told_with_the_name_its_unit_had_on_the_day(directorate: Unit, rosa: User) -> None:
    to_general(directorate, rosa)
    mandate = make_mandate(make_user("ana"), make_post(Unit.objects.get(pk=directorate.pk), "verifier", "Verificadora"))
    assert post_on(mandate, SINCE - timedelta(days=1)) == "Verificadora, DNPP"
    assert post_on(mandate, SINCE) == "Verificadora, DGPP"
    assert post_on(None, SINCE) == ""
