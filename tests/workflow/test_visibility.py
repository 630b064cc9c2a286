"""Who sees which case: one SQL condition over mandates, participations and grants."""

from __future__ import annotations

from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from tests.factories import make_case, make_grant, make_mandate, make_post, make_user
from tests.workflow import acts
from tests.workflow.hospital import Hospital, days_ago, mandate_of
from workflow import clock
from workflow.models import Case, Participation, Unit, User
from workflow.permissions import cases_visible_to, visible_to


def case_of(hospital: Hospital, *units: Unit) -> Case:
    case = make_case(hospital.unit, hospital.doctor)
    for unit in units:
        Participation.objects.create(case=case, unit=unit, capacity="hospital")
    return case


def sees(user: User, case: Case) -> bool:
    return cases_visible_to(user).filter(pk=case.pk).exists()


class TestPosts:
    def test_see_the_cases_of_their_unit_and_of_those_below(self, hospital: Hospital) -> None:
        of_hospital, of_ward = case_of(hospital, hospital.unit), case_of(hospital, hospital.emergency)
        assert sees(hospital.doctor, of_hospital)
        assert sees(hospital.doctor, of_ward)
        assert sees(hospital.nurse, of_ward)

    def test_do_not_see_above_nor_beside_them(self, hospital: Hospital) -> None:
        case = case_of(hospital, hospital.unit, hospital.maternity)
        assert not sees(hospital.nurse, case)
        assert not sees(hospital.outsider, case)

    def test_for_all_cases_see_all_cases(self, hospital: Hospital) -> None:
        assert sees(hospital.inspector, case_of(hospital, hospital.emergency))
        assert sees(hospital.inspector, case_of(hospital))

    def test_see_where_their_unit_takes_part_whoever_opened_it(self, hospital: Hospital) -> None:
        assert sees(hospital.outsider, case_of(hospital, hospital.unit, hospital.elsewhere))
        assert not sees(hospital.doctor, case_of(hospital, hospital.elsewhere))

    def test_see_each_case_once(self, hospital: Hospital) -> None:
        make_mandate(hospital.doctor, make_post(hospital.emergency, acts.DOCTOR))
        case = case_of(hospital, hospital.unit, hospital.emergency, hospital.maternity)
        make_grant(hospital.doctor, "cases.view", case)
        assert list(cases_visible_to(hospital.doctor)) == [case]


class TestMandatesThatDoNotCount:
    def end(self, user: User) -> None:
        mandate = mandate_of(user)
        mandate.ends_on = days_ago(1)
        mandate.save()

    def test_one_that_has_ended_shows_nothing(self, hospital: Hospital) -> None:
        case = case_of(hospital, hospital.unit)
        self.end(hospital.doctor)
        self.end(hospital.inspector)
        assert not sees(hospital.doctor, case)
        assert not sees(hospital.inspector, case)

    def test_one_that_has_ended_showed_it_then(self, hospital: Hospital) -> None:
        case = case_of(hospital, hospital.unit)
        self.end(hospital.doctor)
        assert Case.objects.filter(visible_to(hospital.doctor, on=days_ago(1)), pk=case.pk).exists()

    def test_of_a_deactivated_post_shows_nothing(self, hospital: Hospital) -> None:
        case = case_of(hospital, hospital.unit)
        post = mandate_of(hospital.doctor).post
        post.is_active = False
        post.save()
        assert not sees(hospital.doctor, case)

    def test_a_deactivated_person_sees_nothing(self, hospital: Hospital) -> None:
        case = case_of(hospital, hospital.unit)
        make_grant(hospital.outsider, "cases.view", case)
        for person in (hospital.doctor, hospital.inspector, hospital.outsider):
            person.is_active = False
            person.save()
            assert not sees(person, case)

    def test_a_superuser_without_a_post_sees_nothing(self, hospital: Hospital) -> None:
        assert not sees(make_user("rosa", is_superuser=True), case_of(hospital, hospital.unit))


class TestGrants:
    def test_show_their_one_case(self, hospital: Hospital) -> None:
        case, other = case_of(hospital, hospital.unit), case_of(hospital, hospital.unit)
        make_grant(hospital.outsider, "cases.view", case, expires_on=clock.today())
        assert sees(hospital.outsider, case)
        assert not sees(hospital.outsider, other)

    def test_show_nothing_once_they_have_expired(self, hospital: Hospital) -> None:
        case = case_of(hospital, hospital.unit)
        make_grant(hospital.outsider, "cases.view", case, expires_on=days_ago(1))
        assert not sees(hospital.outsider, case)

    def test_show_nothing_before_they_begin(self, hospital: Hospital) -> None:
        case = case_of(hospital, hospital.unit)
        make_grant(hospital.outsider, "cases.view", case, starts_on=days_ago(-1))
        assert not sees(hospital.outsider, case)


def test_the_answer_is_two_statements_however_many_posts_and_cases_there_are(hospital: Hospital) -> None:
    for number in range(5):
        make_mandate(hospital.doctor, make_post(hospital.emergency, acts.DOCTOR, f"Guardia {number}"))
        case_of(hospital, hospital.unit)
    with CaptureQueriesContext(connection) as captured:
        assert len(cases_visible_to(hospital.doctor)) == 5
    assert len(captured) == 2


def test_the_condition_holds_for_what_belongs_to_a_case_too(hospital: Hospital) -> None:
    seen, unseen = case_of(hospital, hospital.emergency), case_of(hospital, hospital.maternity)
    granted = case_of(hospital, hospital.elsewhere)
    make_grant(hospital.nurse, "cases.view", granted)

    def cases_of(user: User) -> set[Case]:
        rows = Participation.objects.filter(visible_to(user, case="case"))
        return {row.case for row in rows.select_related("case")}

    assert cases_of(hospital.nurse) == {seen, granted}
    assert cases_of(hospital.inspector) == {seen, unseen, granted}
    assert cases_of(make_user("nadie")) == set()


def test_the_condition_is_turned_round_and_joined_like_any_other(hospital: Hospital) -> None:
    seen, unseen = case_of(hospital, hospital.emergency), case_of(hospital, hospital.maternity)
    mine = visible_to(hospital.nurse)
    assert set(Case.objects.filter(~mine)) == {unseen}
    assert set(Case.objects.filter(mine | Q(pk=unseen.pk))) == {seen, unseen}
    assert not Case.objects.filter(~visible_to(hospital.inspector)).exists()
