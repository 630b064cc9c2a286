"""The administrator keeps people, units, posts and mandates; nothing is deleted and the record is only read."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from django.contrib import admin
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from tests.factories import make_unit, make_user
from tests.factories.tasks import open_task
from tests.workflow.hospital import Hospital, admit, mandate_of
from workflow.forms import PlainTexts
from workflow.models import Grant, LedgerEntry, Mandate, Message, NonWorkingDay, Post, Unit, User

KEPT = (User, Unit, Post, Mandate, Grant, NonWorkingDay, LedgerEntry, Message)
READ_ONLY = (LedgerEntry, Message)


@pytest.fixture
def administrator(hospital: Hospital, client: Client) -> Client:
    """Return the browser of somebody whom Django lets do everything."""
    admit(hospital)
    client.force_login(make_user("rosa", is_staff=True, is_superuser=True))
    return client


def page(model: type, action: str, *arguments: object) -> str:
    return reverse(f"admin:workflow_{model.__name__.lower()}_{action}", args=arguments)


class TestNothingIsDeleted:
    @pytest.mark.parametrize("model", [User, Unit, Post, Mandate, LedgerEntry, Message])
    def test_not_even_by_a_superuser(self, administrator: Client, model: type) -> None:
        row = model._default_manager.order_by("pk").first()  # type: ignore[attr-defined]
        response = administrator.post(page(model, "delete", row.pk), {"post": "yes"})
        assert response.status_code == HTTPStatus.FORBIDDEN
        assert model._default_manager.filter(pk=row.pk).exists()  # type: ignore[attr-defined]

    @pytest.mark.parametrize("model", KEPT)
    def test_nor_many_at_once(self, administrator: Client, model: type) -> None:
        assert "delete_selected" not in administrator.get(page(model, "changelist")).content.decode()

    def test_nor_by_code_where_the_record_points_at_it(self, hospital: Hospital) -> None:
        admit(hospital)
        post = mandate_of(hospital.doctor).post
        for row in (hospital.doctor, post, hospital.unit):
            with pytest.raises(DatabaseError), transaction.atomic():
                row.delete()


class TestTheRecord:
    @pytest.mark.parametrize("model", READ_ONLY)
    def test_is_read_and_neither_added_to_nor_changed(self, administrator: Client, model: type) -> None:
        row = model._default_manager.order_by("pk").first()  # type: ignore[attr-defined]
        assert administrator.get(page(model, "changelist")).status_code == HTTPStatus.OK
        assert administrator.get(page(model, "change", row.pk)).status_code == HTTPStatus.OK
        assert administrator.post(page(model, "change", row.pk), {}).status_code == HTTPStatus.FORBIDDEN
        assert administrator.post(page(model, "add"), {}).status_code == HTTPStatus.FORBIDDEN

    def test_of_cases_and_flows_has_no_page_at_all(self, db: None) -> None:
        registered = {model.__name__ for model in admin.site._registry}
        assert registered.isdisjoint({"Case", "Process", "Task", "Deadline", "Participation"})


class TestUnits:
    def test_get_their_path_when_they_are_added(self, hospital: Hospital, administrator: Client) -> None:
        form = {"code": "H1-3", "name": "Cirugía", "parent": hospital.unit.pk, "is_active": "on"}
        administrator.post(page(Unit, "add"), form)
        unit = Unit.objects.get(code="H1-3")
        assert unit.path == f"{hospital.unit.path}{unit.pk}/"

    def test_take_those_below_along_when_they_are_moved(self, hospital: Hospital, administrator: Client) -> None:
        form = {"code": "H1", "name": "Hospital Regional", "parent": hospital.elsewhere.pk, "is_active": "on"}
        administrator.post(page(Unit, "change", hospital.unit.pk), form)
        hospital.emergency.refresh_from_db()
        assert hospital.emergency.path.startswith(hospital.elsewhere.path)

    def test_are_not_put_below_themselves(self, hospital: Hospital, administrator: Client) -> None:
        form = {"code": "H1", "name": "Hospital Regional", "parent": hospital.emergency.pk, "is_active": "on"}
        response = administrator.post(page(Unit, "change", hospital.unit.pk), form)
        assert response.status_code == HTTPStatus.OK
        assert "no puede depender de sí misma" in response.content.decode()
        hospital.unit.refresh_from_db()
        assert hospital.unit.parent is None


class TestWhatAnAdministratorChanges:
    def test_is_remembered_with_their_name(self, hospital: Hospital, administrator: Client) -> None:
        post = mandate_of(hospital.doctor).post
        form = {"unit": post.unit_id, "role": post.role, "title": "Médica jefa", "scope": "unit", "is_active": "on"}
        administrator.post(page(Post, "change", post.pk), form)
        record = post.history.latest()
        assert (record.title, record.history_user.username) == ("Médica jefa", "rosa")

    def test_needs_the_permission_of_an_administrator(self, hospital: Hospital, client: Client) -> None:
        client.force_login(hospital.doctor)
        response = client.get(page(Unit, "changelist"))
        assert response.status_code == HTTPStatus.FOUND
        assert "login" in response["Location"] or "ingresar" in response["Location"]

    def test_gives_nobody_authority_over_a_case(self, hospital: Hospital, administrator: Client) -> None:
        case = admit(hospital)
        assert administrator.get(reverse("workflow:inbox")).status_code == HTTPStatus.OK
        assert not User.objects.get(username="rosa").has_perm("tests.note", case)


def test_the_index_greets_nobody_by_gender_and_says_what_each_link_does(client: Client, db: None) -> None:
    client.force_login(make_user("rosa", first_name="Rosa", is_staff=True, is_superuser=True))
    index = client.get(reverse("admin:index")).content.decode()
    assert "Sesión de <strong>Rosa</strong>." in index
    assert 'class="viewlink" aria-describedby="workflow-ledgerentry">Ver</a>' in index
    assert not [words for words in ("Bienvenid", "vínculo", "enlace de la lista", ">Vista<") if words in index]


def test_a_unit_of_a_new_site_can_be_added_before_anything_else(client: Client, db: None) -> None:
    client.force_login(make_user("rosa", is_staff=True, is_superuser=True))
    make_unit("A")
    assert client.get(page(Unit, "changelist")).status_code == HTTPStatus.OK


class TestNonWorkingDays:
    def test_count_anew_what_they_move_as_soon_as_they_are_recorded(
        self, hospital: Hospital, administrator: Client, django_capture_on_commit_callbacks: Any
    ) -> None:
        step = open_task(admit(hospital))
        assert step.due_on is not None
        form = {"day": step.due_on.isoformat(), "kind": "public_sector", "place": "", "name": "", "norm": "DS 1"}
        with django_capture_on_commit_callbacks(execute=True):
            response = administrator.post(page(NonWorkingDay, "add"), form)
        assert response.status_code == HTTPStatus.FOUND
        due_on = step.due_on
        step.refresh_from_db()
        assert step.due_on > due_on
        assert NonWorkingDay.objects.get(norm="DS 1").was_closed

    def test_only_open_again_once_they_are_recorded(self, administrator: Client) -> None:
        day = NonWorkingDay.objects.create(day=date(2027, 3, 10), norm="DS 1")
        form = {"day": "2027-03-11", "norm": "DS 2", "revoked_by": "DS 3"}
        administrator.post(page(NonWorkingDay, "change", day.pk), form)
        day.refresh_from_db()
        assert (day.day, day.norm, day.revoked_by) == (date(2027, 3, 10), "DS 1", "DS 3")


class TestTexts:
    def test_that_no_paper_bears_are_refused_by_every_form_that_writes(self) -> None:
        adds = admin.ModelAdmin.has_add_permission
        writing = [each for each in admin.site._registry.values() if type(each).has_add_permission is adds]
        assert writing
        assert [each for each in writing if not issubclass(each.form, PlainTexts)] == []

    def test_with_signs_that_turn_a_line_around_name_nobody(self, hospital: Hospital, administrator: Client) -> None:
        form = {"code": "H1-3", "name": "Cirugía\u202eaígurIC", "parent": hospital.unit.pk, "is_active": "on"}
        told = administrator.post(page(Unit, "add"), form).content.decode()
        assert "(U+202E)" in told
        assert not Unit.objects.filter(code="H1-3").exists()

    def test_of_people_are_held_to_the_same_rule(self, hospital: Hospital, administrator: Client) -> None:
        form = {"username": "ana", "first_name": "Ana\u200b", "last_name": "\u3164", "is_active": "on"}
        told = administrator.post(page(User, "change", hospital.doctor.pk), form).content.decode()
        assert "(U+200B)" in told
        assert "no tiene ninguna letra" in told

    def test_lists_of_acts_are_chosen_by_their_titles(self, hospital: Hospital, administrator: Client) -> None:
        post = mandate_of(hospital.nurse).post
        form = {
            "user": hospital.doctor.pk, "post": post.pk, "kind": "titular", "instrument": "Resolución N° 5",
            "instrument_on": "2026-01-05", "starts_on": "2026-01-05", "acts": ["tests.examine"],
        }  # fmt: skip
        assert (
            '<option value="tests.visit">visitar</option>' in administrator.get(page(Mandate, "add")).content.decode()
        )
        told = administrator.post(page(Mandate, "add"), {**form, "acts": ["tests.fly"]}).content.decode()
        assert "«tests.fly» no es un acto: escoja de la lista." in told
        told = administrator.post(page(Mandate, "add"), form).content.decode()
        assert "no hace estos actos, y su mandato no puede comprenderlos: examinar." in told
        assert not Mandate.objects.filter(post=post, user=hospital.doctor).exists()
        administrator.post(page(Mandate, "add"), {**form, "acts": ["tests.visit"]})
        mandate = Mandate.objects.get(post=post, user=hospital.doctor)
        assert mandate.acts == ["tests.visit"]
        assert "visitar" in administrator.get(page(Mandate, "change", mandate.pk)).content.decode()


class TestMandates:
    def test_refused_their_annulment_are_shown_as_they_are_stored(
        self, hospital: Hospital, administrator: Client
    ) -> None:
        mandate = mandate_of(hospital.doctor)
        told = administrator.post(page(Mandate, "change", mandate.pk), {"annulled_on": "2026-06-01"}).content.decode()
        assert "Para anular el mandato, indique el día y el acto que lo anula." in told
        assert "Entregar el cargo" in told
        for field in ("ends_on", "annulled_on", "annulled_by"):
            assert f'name="{field}"' in told
        mandate.refresh_from_db()
        assert mandate.annulled_on is None

    def test_annulled_change_no_more(self, hospital: Hospital, administrator: Client) -> None:
        mandate = mandate_of(hospital.doctor)
        form = {"annulled_on": "2026-06-01", "annulled_by": "Resolución N° 9"}
        assert administrator.post(page(Mandate, "change", mandate.pk), form).status_code == HTTPStatus.FOUND
        told = administrator.get(page(Mandate, "change", mandate.pk)).content.decode()
        assert 'name="annulled_by"' not in told
        assert "Entregar el cargo" not in told


class TestPosts:
    def form(self, post: Post, **values: object) -> dict[str, object]:
        return {
            "unit": post.unit_id,
            "role": post.role,
            "title": post.title,
            "scope": post.scope,
            "is_active": "on",
        } | values

    def test_take_a_role_that_there_is(self, hospital: Hospital, administrator: Client) -> None:
        post = mandate_of(hospital.doctor).post
        administrator.post(page(Post, "change", post.pk), self.form(post, role="wizard"))
        assert Post.objects.get(pk=post.pk).role == post.role

    def test_are_not_their_own_superior(self, hospital: Hospital, administrator: Client) -> None:
        post = mandate_of(hospital.doctor).post
        told = administrator.post(page(Post, "change", post.pk), self.form(post, superior=post.pk)).content.decode()
        assert "Un cargo no es superior de sí mismo." in told

    def test_are_changed_where_nothing_is_wrong(self, hospital: Hospital, administrator: Client) -> None:
        post = mandate_of(hospital.doctor).post
        administrator.post(page(Post, "change", post.pk), self.form(post, title="Médica jefa"))
        assert Post.objects.get(pk=post.pk).title == "Médica jefa"


def test_offices_of_one_name_are_told_apart_by_the_unit_above(
    administrator: Client, hospital: Hospital, django_assert_max_num_queries: Any
) -> None:
    elsewhere = make_unit("OTRO", "Otro hospital")
    for number, above in enumerate((hospital.unit, elsewhere)):
        make_unit(f"OCI{number}", "Órgano de Control Institucional", above)
    with django_assert_max_num_queries(12):
        shown = administrator.get(page(Post, "add")).content.decode()
    assert f"Órgano de Control Institucional — {hospital.unit.name}" in shown
    assert "Órgano de Control Institucional — Otro hospital" in shown
