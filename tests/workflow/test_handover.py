"""A post changes hands in one act: mandates, and the steps in hand; nothing stays with who has left."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_user
from tests.factories.tasks import open_task, today
from tests.workflow.hospital import Hospital, acts_of, admit, entries, is_gap_free, mandate_of
from workflow import handover, holding, mandates, permissions
from workflow.errors import Refusal
from workflow.handover import HandOver, hand_over
from workflow.models import Mandate, Task, User

pytestmark = pytest.mark.django_db
STARTS, EVE = date(2026, 11, 23), date(2026, 11, 22)


@pytest.fixture
def successor(db: None) -> User:
    return make_user("rita", "Rita", "Lazo")


def to(successor: User, hospital: Hospital, **values: object) -> HandOver:
    known = {"kind": "titular", "instrument": "Resolución N° 5", "instrument_on": STARTS, "starts_on": STARTS}
    return hand_over(outgoing=mandate_of(hospital.doctor), successor=successor, **{**known, **values})


def test_ends_one_mandate_the_day_before_the_next_begins(hospital: Hospital, successor: User) -> None:
    done = to(successor, hospital)
    assert mandate_of(hospital.doctor).ends_on == EVE
    assert (done.mandate.user, done.mandate.starts_on, done.mandate.origin) == (successor, STARTS, None)


def test_gives_the_steps_that_were_taken_to_who_follows(hospital: Hospital, successor: User) -> None:
    case, untaken = admit(hospital), admit(hospital)
    holding.claim(task_pk=open_task(case).pk, actor=hospital.doctor)
    done = to(successor, hospital)
    assert (done.tasks, done.failed) == (1, ())
    assert open_task(case).owner == successor
    assert open_task(untaken).owner is None
    assert not Task.objects.filter(owner=hospital.doctor, finished__isnull=True).exists()
    entry = entries(case)[-1]
    assert (entry.act, entry.before, entry.after["holder"]) == (
        "tasks.hand_over",
        {"holder": "Ana Torres"},
        "Rita Lazo",
    )
    assert is_gap_free(case)
    assert "tasks.hand_over" not in acts_of(untaken)
    assert permissions.decide(user=successor, act="tests.examine", obj=open_task(case)).allowed
    assert not permissions.decide(user=hospital.doctor, act="tests.examine", obj=open_task(case)).allowed


def test_leaves_alone_what_colleagues_of_the_same_post_have_taken(hospital: Hospital, successor: User) -> None:
    case = admit(hospital)
    holding.claim(task_pk=open_task(case).pk, actor=hospital.colleague)
    assert to(successor, hospital).tasks == 0
    assert open_task(case).owner == hospital.colleague


def test_for_an_absence_names_whom_the_successor_stands_in_for(hospital: Hospital, successor: User) -> None:
    done = to(successor, hospital, kind="suplencia")
    assert done.mandate.origin == mandate_of(hospital.doctor)
    assert done.mandate.signs_as("Médico jefe") == "Médico jefe (s)"


def test_names_the_post_as_the_successor_bears_it(hospital: Hospital, successor: User) -> None:
    done = to(successor, hospital, title="Médica jefa")
    assert (done.mandate.signs_as(), done.mandate.post_title) == ("Médica jefa", "Médica jefa")


@pytest.mark.parametrize(("values", "told"), [({"starts_on": date(2014, 1, 1)}, "antes de empezar")])
def test_refused_writes_nothing(hospital: Hospital, successor: User, values: dict[str, object], told: str) -> None:
    with pytest.raises(Refusal, match=told):
        to(successor, hospital, **values)
    assert mandate_of(hospital.doctor).ends_on is None
    assert not successor.mandates.exists()


def test_to_oneself_is_refused(hospital: Hospital) -> None:
    with pytest.raises(Refusal, match="a otra persona"):
        to(hospital.doctor, hospital)


def test_a_case_that_fails_stays_with_the_post_and_can_be_handed_over_again(
    hospital: Hospital, successor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [admit(hospital), admit(hospital)]
    for case in cases:
        holding.claim(task_pk=open_task(case).pk, actor=hospital.doctor)
    whole = handover._hand_over_in

    def fail_in_the_first(case: object, *arguments: object) -> int:
        if case == cases[0]:
            raise RuntimeError("sin memoria")
        return whole(case, *arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(handover, "_hand_over_in", fail_in_the_first)
        done = to(successor, hospital)
    assert (done.tasks, done.failed) == (1, (f"{cases[0].number}: sin memoria",))
    post = done.mandate.post
    assert handover.hand_over_tasks(post=post, holder=hospital.doctor, successor=successor) == (1, ())


class TestThePages:
    @pytest.fixture
    def administrator(self, client: Client) -> Client:
        client.force_login(make_user("rosa", is_staff=True, is_superuser=True))
        return client

    def test_hand_a_post_over(self, hospital: Hospital, successor: User, administrator: Client) -> None:
        mandate = mandate_of(hospital.doctor)
        address = reverse("admin:workflow_mandate_hand_over", args=[mandate.pk])
        assert "Lo ocupa Ana Torres" in administrator.get(address).content.decode()
        form = {
            "successor": successor.pk,
            "kind": "titular",
            "instrument": "Resolución N° 5",
            "instrument_on": "2026-11-23",
            "starts_on": "2026-11-23",
        }
        refused = administrator.post(address, {**form, "starts_on": "2014-01-01"})
        assert refused.status_code == HTTPStatus.CONFLICT
        assert "antes de empezar" in refused.content.decode()
        done = administrator.post(address, form, follow=True)
        assert "Rita Lazo recibió el cargo y 0 tareas." in done.content.decode()
        assert Mandate.objects.filter(user=successor).count() == 1

    def test_list_the_acts_of_an_annulled_mandate(self, hospital: Hospital, administrator: Client) -> None:
        address = reverse("admin:workflow_mandate_doubtful")
        assert "Ningún acto descansa" in administrator.get(address).content.decode()
        case = admit(hospital)
        mandates.annul(mandate_of(hospital.doctor), on=today().on, instrument="Resolución N° 9")
        page = administrator.get(address).content.decode()
        assert case.number in page
        assert "Resolución N° 9" in page

    def test_are_for_administrators(self, hospital: Hospital, client: Client) -> None:
        client.force_login(make_user("raúl", is_staff=True))
        for address in (
            reverse("admin:workflow_mandate_doubtful"),
            reverse("admin:workflow_mandate_hand_over", args=[mandate_of(hospital.doctor).pk]),
        ):
            assert client.get(address).status_code == HTTPStatus.FORBIDDEN
