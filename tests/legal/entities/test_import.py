"""The import of entities: all or none, repeatable, with who and why; the same by command and page."""

from __future__ import annotations

import base64
import csv
import json
from datetime import date
from http import HTTPStatus
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from legal.entities import columns
from legal.entities.catalogues import DATA
from legal.entities.errors import ImportRefused
from legal.entities.models import Department, District, Entity, FormerName, Province
from legal.entities.services.importing import import_entities, preview_import
from tests.factories.people import make_unit, make_user
from tests.legal.browsing import words
from tests.legal.entities.tables import AMAZONAS, AMBIENTE, TITLES, changed, csv_of
from workflow.models import AccessRefusal, Unit, User

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 28)
GOVERNMENTS = DATA / "regional_governments.csv"


@pytest.fixture(autouse=True)
def _territory(db: None) -> None:
    """Make the departments and one district: the whole territory takes a second to load, for each test."""
    with (DATA / "departments.csv").open(encoding="utf-8", newline="") as file:
        Department.objects.bulk_create(Department(**row) for row in csv.DictReader(file))
    Province.objects.create(code="0101", name="Chachapoyas", department_id="01")
    District.objects.create(code="010101", name="Chachapoyas", province_id="0101")


@pytest.fixture
def rosa() -> User:
    return make_user("rosa", is_staff=True, is_superuser=True)


def load(content: bytes, actor: User) -> Any:
    return import_entities(content=content, actor=actor, source="entidades.csv", today=TODAY)


def traces() -> tuple[int, ...]:
    return (
        Entity.objects.count(), Unit.objects.count(), Entity.history.count(), Unit.history.count(),
        LogEntry.objects.count(),
    )  # fmt: skip


class TestTheService:
    def test_adds_entities_with_their_units(self, rosa: User) -> None:
        assert len(load(csv_of(AMAZONAS, AMBIENTE), rosa).new) == 2
        entity = Entity.objects.get(level="regional", sector_code="99", code="440")
        assert (entity.unit.name, entity.unit.acronym, entity.unit.path) == (
            "Gobierno Regional de Amazonas", "GRA", f"/{entity.unit.pk}/",
        )  # fmt: skip
        assert (entity.ruc, entity.department_id, entity.district_id) == ("20479569861", "01", "010101")

    def test_changes_nothing_the_second_time_and_says_so(self, rosa: User) -> None:
        load(csv_of(AMAZONAS, AMBIENTE), rosa)
        before = traces()
        outcome = load(csv_of(AMAZONAS, AMBIENTE), rosa)
        assert (outcome.new, outcome.changed, len(outcome.equal)) == ((), (), 2)
        assert traces() == before

    def test_leaves_in_the_history_who_changed_what_and_why(self, rosa: User) -> None:
        load(csv_of(AMAZONAS, AMBIENTE), rosa)
        outcome = load(csv_of(changed(AMAZONAS, direccion="Jr. Dos 2", nombre="GR Amazonas"), AMBIENTE), rosa)
        assert [change.fields for change in outcome.changed] == [
            (
                ("nombre", "Gobierno Regional de Amazonas", "GR Amazonas"),
                ("domicilio legal", "Jr. Uno 1", "Jr. Dos 2"),
            )
        ]
        entity = Entity.objects.get(code="440")
        for row in (entity.history.first(), entity.unit.history.first()):
            assert row.history_user == rosa
            assert row.history_change_reason == f"Importación {outcome.fingerprint[:12]}: entidades.csv"
        assert entity.history.count() == 2
        assert LogEntry.objects.filter(user=rosa, object_id=str(entity.pk)).count() == 2

    def test_keeps_what_an_empty_cell_does_not_tell(self, rosa: User) -> None:
        load(csv_of(AMAZONAS), rosa)
        empty = changed(AMAZONAS, ruc="", siglas="", direccion="", ubigeo="", departamento="")
        assert load(csv_of(empty), rosa).equal

    def test_takes_the_act_of_the_head_and_the_budget_office_where_the_table_has_them(self, rosa: User) -> None:
        titles = (*TITLES, "acto_titular", "oficina_presupuesto")
        row = (*AMBIENTE, "Resolución Ministerial", "Oficina General de Planeamiento")
        load(csv_of(row, titles=titles), rosa)
        entity = Entity.objects.get(code="005")
        assert (entity.act_of_head, entity.office_of_budget) == row[-2:]
        # The columns may be left out: then what is there is kept.
        assert load(csv_of(AMBIENTE), rosa).equal
        changed_row = (*AMBIENTE, "Resolución Suprema", "")
        fields = load(csv_of(changed_row, titles=titles), rosa).changed[0].fields
        assert fields == (("acto de su titular", "Resolución Ministerial", "Resolución Suprema"),)

    def test_finds_an_entity_that_is_there_under_another_unit_code(self, rosa: User) -> None:
        there = Entity.objects.create(unit=make_unit("GRA"), level="regional", sector_code="99", code="440")
        assert load(csv_of(AMAZONAS), rosa).changed
        assert Entity.objects.get() == there
        assert Unit.objects.get().name == "Gobierno Regional de Amazonas"

    def test_writes_nothing_when_one_row_is_bad(self, rosa: User) -> None:
        before = traces()
        with pytest.raises(ImportRefused) as refusal:
            load(csv_of(AMAZONAS, changed(AMBIENTE, ruc="1")), rosa)
        assert [obstacle.text[:22] for obstacle in refusal.value.obstacles] == ["Fila 3, columna «ruc»:"]
        assert traces() == before

    def test_writes_nothing_when_a_new_unit_has_a_code_that_is_taken(self, rosa: User) -> None:
        make_unit("national-05-005")
        before = traces()
        with pytest.raises(ImportRefused, match="Nada se ha escrito"):
            load(csv_of(AMAZONAS, AMBIENTE), rosa)
        assert traces() == before

    def test_refuses_the_ruc_of_another_entity(self, rosa: User) -> None:
        load(csv_of(AMAZONAS), rosa)
        bad = preview_import(csv_of(changed(AMBIENTE, ruc=AMAZONAS[5])), today=TODAY).bad
        assert [cell.problem for cell in bad] == ["ya es de Gobierno Regional de Amazonas."]

    def test_refuses_to_leave_a_district_outside_its_department(self, rosa: User) -> None:
        load(csv_of(AMAZONAS), rosa)
        bad = preview_import(csv_of(changed(AMAZONAS, ubigeo="", departamento="Lima")), today=TODAY).bad
        assert [cell.column for cell in bad] == ["departamento"]

    def test_reads_as_often_for_many_rows_as_for_one(self, rosa: User, django_assert_num_queries: Any) -> None:
        load(GOVERNMENTS.read_bytes(), rosa)
        with django_assert_num_queries(5):
            preview_import(GOVERNMENTS.read_bytes(), today=TODAY)


class TestTheCommand:
    def run(self, *arguments: str, code: int = 0) -> tuple[str, str]:
        out, err = StringIO(), StringIO()
        if code:
            with pytest.raises(SystemExit) as ended:
                call_command("import_entities", *arguments, stdout=out, stderr=err)
            assert ended.value.code == code
        else:
            call_command("import_entities", *arguments, stdout=out, stderr=err)
        return out.getvalue(), err.getvalue()

    def test_loads_the_26_regional_governments_twice(self, rosa: User) -> None:
        Entity.objects.create(unit=make_unit("GRA"), level="regional", sector_code="99", code="440")
        assert self.run(str(GOVERNMENTS), "--by", "rosa")[0] == "new 25, changed 1, equal 0, bad 0\n"
        before = traces()
        assert self.run(str(GOVERNMENTS))[0] == "new 0, changed 0, equal 26, bad 0\n"
        assert traces() == before
        assert Entity.objects.filter(level="regional").count() == 26
        assert Entity.history.filter(history_user=rosa).count() == 26

    def test_writes_nothing_when_only_asked(self) -> None:
        assert "new 26" in self.run(str(GOVERNMENTS), "--dry-run")[0]
        assert not Entity.objects.exists()

    def test_answers_in_json(self) -> None:
        answer = json.loads(self.run(str(GOVERNMENTS), "--json")[0])
        assert list(answer) == ["sha256", "written", "new", "changed", "equal", "bad"]
        assert answer["written"] is True
        assert answer["new"][0] == {"row": 2, "code": "440", "name": "Gobierno Regional de Amazonas"}

    def test_ends_with_1_and_writes_nothing_when_a_cell_is_bad(self, tmp_path: Path) -> None:
        file = tmp_path / "a.csv"
        file.write_bytes(csv_of(AMAZONAS, changed(AMBIENTE, ruc="1")))
        out, err = self.run(str(file), code=1)
        assert out.startswith("Fila 3, columna «ruc»")
        assert err.strip().count("\n") == 0
        assert not Entity.objects.exists()

    @pytest.mark.parametrize("by", [[], ["--by", "nobody"]])
    def test_ends_with_2_when_the_file_or_the_person_is_not_there(self, tmp_path: Path, by: list[str]) -> None:
        file = GOVERNMENTS if by else tmp_path / "none.csv"
        _out, err = self.run(str(file), *by, code=2)
        assert err.strip().count("\n") == 0
        assert not Entity.objects.exists()

    def test_ends_with_2_when_the_file_is_no_table(self) -> None:
        assert "Faltan columnas" in self.run(str(DATA / "README.md"), code=2)[1]


class TestThePage:
    address = "admin:entities_entity_import"

    def client(self, user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    def upload(self, user: User, content: bytes) -> HttpResponse:
        return self.client(user).post(reverse(self.address), {"file": SimpleUploadedFile("e.csv", content)})

    def confirm(self, user: User, preview: HttpResponse, **values: str) -> HttpResponse:
        form = preview.context["confirm"].initial  # type: ignore[attr-defined]
        return self.client(user).post(reverse(self.address), {**form, **values})

    def test_is_found_from_the_list_of_entities(self, rosa: User) -> None:
        page = self.client(rosa).get(reverse("admin:entities_entity_changelist"))
        assert f'href="{reverse(self.address)}"' in page.content.decode()
        page = self.client(rosa).get(reverse(self.address)).content.decode()
        assert "Previsualizar" in page
        assert "admin/css/forms.css" in page
        assert '<div class="form-row">' in page

    def test_previews_then_imports_what_was_previewed(self, rosa: User) -> None:
        preview = self.upload(rosa, csv_of(AMAZONAS, AMBIENTE))
        assert "Nuevas: 2. Cambiadas: 0. Iguales: 0. Errores: 0." in words(preview)
        assert not Entity.objects.exists()
        assert self.confirm(rosa, preview).status_code == HTTPStatus.FOUND
        assert Entity.history.filter(history_user=rosa).count() == 2

    def test_shows_what_changes_and_offers_nothing_when_nothing_does(self, rosa: User) -> None:
        load(csv_of(AMAZONAS), rosa)
        changing = self.upload(rosa, csv_of(changed(AMAZONAS, direccion="Jr. Dos 2")))
        assert "domicilio legal: Jr. Uno 1 → Jr. Dos 2" in words(changing)
        assert "El archivo no cambia nada." in words(self.upload(rosa, csv_of(AMAZONAS)))

    def test_shows_since_when_and_by_which_norm_a_name_is_new(self, rosa: User) -> None:
        load(csv_of(AMBIENTE), rosa)
        titles, cells = TestANameThatDiffers.titles, TestANameThatDiffers.renamed
        page = words(self.upload(rosa, csv_of(cells, titles=titles)))
        assert "Ministerio del Ambiente → Ministerio de Ambiente y Clima" in page
        assert "nombre nuevo desde el 1 de julio de 2026, por Ley N° 33000, del 15 de junio de 2026" in page
        corrected = self.upload(rosa, csv_of(changed(AMBIENTE, nombre="Ministerio de Ambiente y Clima")))
        assert "nombre nuevo" not in words(corrected)

    def test_names_every_bad_cell_and_offers_no_confirmation(self, rosa: User) -> None:
        page = self.upload(rosa, csv_of(changed(AMAZONAS, ruc="1"), changed(AMBIENTE, sector="")))
        assert "Fila 2, columna «ruc»" in words(page)
        assert "Fila 3, columna «sector»" in words(page)
        assert "Confirmar la importación" not in page.content.decode()

    def test_says_why_a_file_is_not_read(self, rosa: User) -> None:
        page = self.upload(rosa, b"\xff\xfe")
        assert page.status_code == HTTPStatus.CONFLICT
        assert "CSV en UTF-8" in words(page)

    def test_imports_no_other_bytes_than_those_previewed(self, rosa: User) -> None:
        preview = self.upload(rosa, csv_of(AMAZONAS))
        other = base64.b64encode(csv_of(AMBIENTE)).decode()
        for values in ({"content": other}, {"content": "%"}, {"seal": "x"}):
            page = self.confirm(rosa, preview, **values)
            assert page.status_code == HTTPStatus.CONFLICT
            assert "no es el que usted previsualizó" in words(page)
        assert not Entity.objects.exists()

    def test_imports_nothing_that_somebody_else_previewed(self, rosa: User) -> None:
        preview = self.upload(rosa, csv_of(AMAZONAS))
        other = make_user("elsa", is_staff=True, is_superuser=True)
        assert self.confirm(other, preview).status_code == HTTPStatus.CONFLICT

    def test_refuses_what_became_bad_since_the_preview(self, rosa: User) -> None:
        preview = self.upload(rosa, csv_of(changed(AMBIENTE, ruc=AMAZONAS[5])))
        load(csv_of(AMAZONAS), rosa)
        page = self.confirm(rosa, preview)
        assert page.status_code == HTTPStatus.CONFLICT
        assert "ya es de Gobierno Regional de Amazonas" in words(page)

    def test_is_closed_to_strangers_and_to_staff_who_may_only_look(self) -> None:
        stranger = make_user("pedro")
        assert self.client(stranger).get(reverse(self.address)).status_code == HTTPStatus.FOUND
        clerk = make_user("luz", is_staff=True)
        clerk.user_permissions.add(Permission.objects.get(codename="view_entity"))
        assert self.upload(clerk, csv_of(AMAZONAS)).status_code == HTTPStatus.FORBIDDEN
        assert AccessRefusal.objects.filter(user=clerk, status_code=403).exists()
        assert not Entity.objects.exists()


class TestANameThatDiffers:
    titles = (*TITLES, "desde", "norma", "fecha_norma")
    renamed = (*changed(AMBIENTE, nombre="Ministerio de Ambiente y Clima"), "01/07/2026", "Ley N° 33000", "2026-06-15")

    def test_without_its_day_corrects_the_one_in_force(self, rosa: User) -> None:
        load(csv_of(AMBIENTE), rosa)
        load(csv_of(changed(AMBIENTE, nombre="Ministerio de Ambiente y Clima")), rosa)
        assert not FormerName.objects.exists()

    def test_with_its_day_and_norm_is_a_new_name(self, rosa: User) -> None:
        load(csv_of(AMBIENTE), rosa)
        for _time in range(2):
            load(csv_of(self.renamed, titles=self.titles), rosa)
        former = FormerName.objects.get()
        assert (former.name, former.until, former.instrument) == (
            "Ministerio del Ambiente", date(2026, 6, 30), "Ley N° 33000",
        )  # fmt: skip
        assert former.unit.name == "Ministerio de Ambiente y Clima"

    @pytest.mark.parametrize(
        ("cells", "column", "told"),
        [
            (("01/07/2026", "", "2026-06-15"), "norma", "está vacío"),
            (("", "Ley N° 33000", ""), "desde", "está vacío"),
            (("ayer", "Ley N° 33000", "2026-06-15"), "desde", "no es una fecha"),
            (("2027-01-01", "Ley N° 33000", "2026-06-15"), "desde", "regístrelo ese día"),
        ],
    )
    def test_is_refused_without_one_of_them_or_before_its_day(
        self, rosa: User, cells: tuple[str, ...], column: str, told: str
    ) -> None:
        load(csv_of(AMBIENTE), rosa)
        bad = preview_import(csv_of((*self.renamed[:9], *cells), titles=self.titles), today=TODAY).bad
        assert (bad[0].column, told in str(bad[0])) == (column, True)

    def test_is_listed_among_the_columns_of_the_page(self, rosa: User, client: Client) -> None:
        client.force_login(rosa)
        page = words(client.get(reverse("admin:entities_entity_import")))
        assert all(column.title in page for column in columns.ALL)
