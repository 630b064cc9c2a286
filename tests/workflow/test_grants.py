"""Exceptions: given with a source and an end, never against the segregation of duties, ended early for a reason."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_grant, make_user, open_task
from tests.workflow.hospital import Hospital, admit, complete, days_ago
from workflow import clock, grants
from workflow.errors import Refusal
from workflow.models import Case, Grant
from workflow.permissions import VIEW, decide

LIST = reverse("admin:workflow_grant_changelist")
ADD = reverse("admin:workflow_grant_add")
SOURCE = "Oficio N° 010-2026-CG"


@pytest.fixture
def case(hospital: Hospital) -> Case:
    """Return a case that waits for a doctor."""
    return admit(hospital)


@pytest.fixture
def administrator(db: None, client: Client) -> Client:
    """Return the browser of an administrator."""
    client.force_login(make_user("rosa", is_staff=True, is_superuser=True))
    return client


def terms(hospital: Hospital, case: Case, **changes: Any) -> dict[str, Any]:
    """Return what gives the outsider the act of noting until next month."""
    today = clock.today()
    values = {"user": hospital.outsider, "act": "tests.note", "case": case, "source": SOURCE}
    return {**values, "starts_on": today, "expires_on": today + timedelta(days=30), **changes}


def sent(hospital: Hospital, case: Case, **changes: Any) -> dict[str, Any]:
    """Return the same as the administrator's form sends it."""
    values = terms(hospital, case) | {"user": hospital.outsider.pk, "case": case.number}
    return {**values, **changes}


class TestGiving:
    def test_lets_the_person_do_the_act_until_the_last_day(self, hospital: Hospital, case: Case) -> None:
        grants.give(**terms(hospital, case))
        assert decide(user=hospital.outsider, act="tests.note", obj=case).allowed
        later = clock.today() + timedelta(days=31)
        assert not decide(user=hospital.outsider, act="tests.note", obj=case, on=later).allowed

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"source": " "}, "Indique el documento"),
            ({"expires_on": days_ago(1)}, "termina antes de empezar"),
            ({"act": "tasks.claim"}, "no se autoriza por excepción"),
        ],
    )
    def test_is_refused_in_words(self, hospital: Hospital, case: Case, changes: Any, sentence: str) -> None:
        with pytest.raises(Refusal, match=sentence):
            grants.give(**terms(hospital, case, **changes))
        assert not Grant.objects.exists()

    def test_is_refused_for_an_act_that_an_earlier_act_of_the_person_forbids(
        self, hospital: Hospital, case: Case
    ) -> None:
        complete(open_task(case), hospital.doctor)
        with pytest.raises(Refusal, match="Quien examina no revisa"):
            grants.give(**terms(hospital, case, user=hospital.doctor, act="tests.review"))
        grants.give(**terms(hospital, case, user=hospital.outsider, act="tests.review"))

    def test_offers_seeing_and_the_acts_that_posts_do(self) -> None:
        offered = grants.grantable_acts()
        assert {VIEW, "tests.note"} <= set(offered)
        assert not {"tasks.claim", "deadlines.expire", "agreements.open"} & set(offered)


class TestEnding:
    def test_takes_the_authority_from_the_day_after(self, hospital: Hospital, case: Case) -> None:
        grant = grants.give(**terms(hospital, case, starts_on=days_ago(5)))
        grants.end(grant, on=days_ago(1), reason="Concluyó la auditoría")
        assert not decide(user=hospital.outsider, act="tests.note", obj=case).allowed

    def test_leaves_room_for_another_by_another_document(self, hospital: Hospital, case: Case) -> None:
        first = grants.give(**terms(hospital, case, starts_on=days_ago(5)))
        grants.end(first, on=days_ago(1), reason="Concluyó la auditoría")
        grants.give(**terms(hospital, case, source="Oficio N° 011-2026-CG"))
        assert decide(user=hospital.outsider, act="tests.note", obj=case).allowed

    def test_keeps_its_reason_in_the_history(self, hospital: Hospital, case: Case) -> None:
        grant = grants.give(**terms(hospital, case))
        grants.end(grant, on=clock.today(), reason="Concluyó la auditoría")
        assert [row.history_change_reason for row in grant.history.all()] == ["Concluyó la auditoría", None]

    @pytest.mark.parametrize(
        ("days", "reason", "sentence"),
        [(31, "x", "no se prolonga"), (-1, "x", "termina antes de empezar"), (1, " ", "Escriba por qué")],
    )
    def test_is_refused_in_words(self, hospital: Hospital, case: Case, days: int, reason: str, sentence: str) -> None:
        grant = grants.give(**terms(hospital, case))
        with pytest.raises(Refusal, match=sentence):
            grants.end(grant, on=clock.today() + timedelta(days=days), reason=reason)


class TestTheAdministratorsPages:
    def test_give_one(self, hospital: Hospital, case: Case, administrator: Client) -> None:
        assert administrator.post(ADD, sent(hospital, case)).status_code == HTTPStatus.FOUND
        grant = Grant.objects.get()
        assert (grant.user, grant.source, grant.permission.codename) == (hospital.outsider, SOURCE, "tests.note")
        assert grant.history.get().history_user.username == "rosa"

    def test_tell_what_was_given_to_whom(self, hospital: Hospital, case: Case, administrator: Client) -> None:
        told = administrator.post(ADD, sent(hospital, case), follow=True).content.decode()
        assert f"Fabio Vega: anotar, en el expediente {case.number}, hasta el" in told

    def test_say_that_there_is_no_such_case(self, hospital: Hospital, case: Case, administrator: Client) -> None:
        told = administrator.post(ADD, sent(hospital, case) | {"case": "999-2026"}).content.decode()
        assert "No hay expediente con el número «999-2026»." in told

    def test_ask_for_the_end(self, hospital: Hospital, case: Case, administrator: Client) -> None:
        assert administrator.post(ADD, sent(hospital, case, expires_on="")).status_code == HTTPStatus.OK
        assert not Grant.objects.exists()

    def test_tell_the_obstacle_beside_its_field(self, hospital: Hospital, case: Case, administrator: Client) -> None:
        complete(open_task(case), hospital.doctor)
        page = administrator.post(ADD, sent(hospital, case, user=hospital.doctor.pk, act="tests.review"))
        assert "Quien examina no revisa" in page.content.decode()
        assert not Grant.objects.exists()

    def test_end_one_and_change_nothing_else(self, hospital: Hospital, case: Case, administrator: Client) -> None:
        grant = grants.give(**terms(hospital, case))
        address = reverse("admin:workflow_grant_change", args=[grant.pk])
        page = administrator.get(address).content.decode()
        assert 'name="source"' not in page
        values = {"expires_on": clock.today().isoformat(), "reason": "Concluyó", "source": "Otro"}
        assert administrator.post(address, values).status_code == HTTPStatus.FOUND
        grant.refresh_from_db()
        assert (grant.expires_on, grant.source) == (clock.today(), SOURCE)

    def test_find_those_that_are_about_to_end(self, hospital: Hospital, case: Case, administrator: Client) -> None:
        today = clock.today()
        for source, days in (("Oficio pronto", 10), ("Oficio lejano", 90), ("Oficio vencido", -2)):
            make_grant(hospital.outsider, "tests.note", case, source=source, expires_on=today + timedelta(days=days))
        for choice, source in (("por-vencer", "pronto"), ("vencidas", "vencido")):
            page = administrator.get(LIST, {"vigencia": choice}).content.decode()
            assert [each for each in ("pronto", "lejano", "vencido") if f"Oficio {each}" in page] == [source]
        assert "Oficio vencido" not in administrator.get(LIST, {"vigencia": "vigentes"}).content.decode()
