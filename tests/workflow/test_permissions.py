"""Authority comes from posts and grants; nobody is above it, and every no says why."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.factories import make_case, make_grant, make_mandate, make_post, make_user, open_task
from tests.workflow import acts
from tests.workflow.flows import RoundFlow
from tests.workflow.hospital import Hospital, admit, complete, days_ago, entries, mandate_of, perform
from workflow import clock, permissions
from workflow.errors import NotAllowed
from workflow.models import Case, Participation, Unit, User
from workflow.permissions import VIEW, Act, decide


def case_of(hospital: Hospital, *units: Unit) -> Case:
    """Make a bare case in which these units take part."""
    case = make_case(hospital.unit, hospital.doctor)
    for unit in units:
        Participation.objects.create(case=case, unit=unit, capacity="hospital")
    return case


class TestAnAnswerExplainsItself:
    def test_yes_names_the_post_and_the_mandate(self, hospital: Hospital) -> None:
        decision = decide(user=hospital.doctor, act="tests.note", obj=case_of(hospital, hospital.unit))
        assert decision.allowed
        assert decision.authority == mandate_of(hospital.doctor)
        assert decision.reasons == ("Usted ocupa el cargo de Médico jefe, HR (titular, desde el 1 de enero de 2015).",)

    def test_no_names_who_can(self, hospital: Hospital) -> None:
        decision = decide(user=hospital.outsider, act="tests.note", obj=case_of(hospital, hospital.unit))
        assert not decision.allowed
        assert decision.reasons == (
            "El acto corresponde al cargo de Médico o Enfermera y usted no lo ocupa en este expediente.",
        )
        assert decision.who_can == ("Médico jefe, HR",)
        assert decision.authority is None

    def test_no_does_not_name_posts_that_nobody_holds_today(self, hospital: Hospital) -> None:
        for person in (hospital.doctor, hospital.colleague):
            mandate = mandate_of(person)
            mandate.ends_on = days_ago(1)
            mandate.save()
        decision = decide(user=hospital.outsider, act="tests.admit", obj=case_of(hospital, hospital.unit))
        assert decision.who_can == ()

    def test_a_deactivated_account_is_told_so(self, hospital: Hospital) -> None:
        hospital.doctor.is_active = False
        decision = decide(user=hospital.doctor, act="tests.note", obj=case_of(hospital, hospital.unit))
        assert decision.reasons == ("Su cuenta está desactivada.",)


class TestReach:
    def test_of_a_post_is_its_own_unit_and_those_below(self, hospital: Hospital) -> None:
        case = case_of(hospital, hospital.emergency)
        assert decide(user=hospital.doctor, act="tests.note", obj=case).allowed
        assert decide(user=hospital.nurse, act="tests.note", obj=case).allowed

    def test_does_not_go_up_nor_sideways(self, hospital: Hospital) -> None:
        assert not decide(user=hospital.nurse, act="tests.note", obj=case_of(hospital, hospital.unit)).allowed
        assert not decide(user=hospital.nurse, act="tests.note", obj=case_of(hospital, hospital.maternity)).allowed

    def test_of_a_post_for_all_cases_is_all_cases(self, hospital: Hospital) -> None:
        everywhere = make_user("gloria")
        make_mandate(everywhere, make_post(hospital.elsewhere, acts.NURSE, scope="all"))
        assert decide(user=everywhere, act="tests.note", obj=case_of(hospital, hospital.unit)).allowed
        assert decide(user=everywhere, act="tests.note", obj=case_of(hospital)).allowed

    def test_is_not_the_units_case_but_the_units_that_take_part(self, hospital: Hospital) -> None:
        assert not decide(user=hospital.doctor, act="tests.note", obj=case_of(hospital, hospital.elsewhere)).allowed

    def test_opening_a_case_asks_for_a_post_over_the_unit(self, hospital: Hospital) -> None:
        assert decide(user=hospital.doctor, act="tests.admit", obj=hospital.emergency).allowed
        assert not decide(user=hospital.outsider, act="tests.admit", obj=hospital.emergency).allowed

    def test_units_whose_keys_begin_alike_are_not_one_below_the_other(self, hospital: Hospital) -> None:
        first = Unit(code="X1", name="Uno", path="/1/")
        other = Unit(code="X2", name="Once", path="/11/")
        assert not other.lies_within(first)
        assert Unit(code="X3", name="Debajo", path="/1/11/").lies_within(first)


class TestSegregation:
    def test_the_same_person_does_not_do_both(self, hospital: Hospital) -> None:
        case = admit(hospital)
        complete(open_task(case), hospital.doctor)
        with pytest.raises(NotAllowed, match="Quien examina no revisa") as refused:
            complete(open_task(case, "review"), hospital.doctor, acts.review)
        assert "Usted ya intervino: examinar, el " in str(refused.value)
        assert "(asiento 0002)" in str(refused.value)
        complete(open_task(case, "review"), hospital.colleague, acts.review)

    def test_a_refused_attempt_does_not_stand_in_the_way(self, hospital: Hospital) -> None:
        case = admit(hospital)
        task = open_task(case)
        complete(task, hospital.doctor)
        with pytest.raises(Exception, match="ya fue concluida"):
            complete(task, hospital.colleague)
        complete(open_task(case, "review"), hospital.colleague, acts.review)

    def test_what_somebody_did_on_another_case_does_not_count(self, hospital: Hospital) -> None:
        complete(open_task(admit(hospital)), hospital.colleague)
        case = admit(hospital)
        complete(open_task(case), hospital.doctor)
        complete(open_task(case, "review"), hospital.colleague, acts.review)

    def test_another_post_of_the_same_person_does_not_help(self, hospital: Hospital) -> None:
        make_mandate(hospital.doctor, make_post(hospital.unit, acts.DOCTOR, "Médico de guardia"))
        case = admit(hospital)
        complete(open_task(case), hospital.doctor)
        assert not decide(user=hospital.doctor, act="tests.review", obj=open_task(case)).allowed


class TestGrants:
    def test_let_one_person_do_one_act_on_one_case(self, hospital: Hospital) -> None:
        case, other = case_of(hospital, hospital.unit), case_of(hospital, hospital.unit)
        make_grant(hospital.outsider, "tests.note", case)
        decision = decide(user=hospital.outsider, act="tests.note", obj=case)
        assert (decision.allowed, decision.authority) == (True, None)
        assert decision.reasons == ("Autorización excepcional: Oficio N° 010-2026-CG",)
        assert not decide(user=hospital.outsider, act="tests.note", obj=other).allowed
        assert not decide(user=hospital.outsider, act="tests.admit", obj=case).allowed
        assert not decide(user=hospital.nurse, act="tests.note", obj=case).allowed

    def test_end_on_their_last_day(self, hospital: Hospital) -> None:
        case, today = case_of(hospital, hospital.unit), clock.today()
        make_grant(hospital.outsider, "tests.note", case, expires_on=today)
        assert decide(user=hospital.outsider, act="tests.note", obj=case).allowed
        later = today + timedelta(days=1)
        assert not decide(user=hospital.outsider, act="tests.note", obj=case, on=later).allowed

    def test_begin_on_their_first_day(self, hospital: Hospital) -> None:
        case = case_of(hospital, hospital.unit)
        make_grant(hospital.outsider, "tests.note", case, starts_on=clock.today())
        assert not decide(user=hospital.outsider, act="tests.note", obj=case, on=days_ago(1)).allowed

    def test_an_expired_one_does_not_serve_for_a_past_legal_date(self, hospital: Hospital) -> None:
        case = case_of(hospital, hospital.unit)
        make_grant(hospital.outsider, "tests.note", case, expires_on=days_ago(1))
        assert not decide(user=hospital.outsider, act="tests.note", obj=case, on=days_ago(2)).allowed

    def test_serve_for_the_steps_of_their_case(self, hospital: Hospital) -> None:
        case = admit(hospital)
        make_grant(hospital.outsider, "tests.examine", case)
        complete(open_task(case), hospital.outsider)
        entry = entries(case)[-1]
        assert (entry.actor, entry.post, entry.post_title) == (hospital.outsider, None, "")

    def test_do_not_lift_the_segregation_of_duties(self, hospital: Hospital) -> None:
        case = admit(hospital)
        complete(open_task(case), hospital.doctor)
        mandate = mandate_of(hospital.doctor)
        mandate.ends_on = days_ago(1)
        mandate.save()
        make_grant(hospital.doctor, "tests.review", case)
        with pytest.raises(NotAllowed, match="Quien examina no revisa"):
            complete(open_task(case, "review"), hospital.doctor, acts.review)

    def test_are_recorded_with_the_act_they_allow(self, hospital: Hospital) -> None:
        case = admit(hospital)
        make_grant(hospital.outsider, "tests.note", case)
        perform(case, hospital.outsider)
        assert entries(case)[-1].authority["instrument"] == "Oficio N° 010-2026-CG"


class TestDjangosOwnQuestion:
    def test_is_answered_as_the_engine_answers(self, hospital: Hospital) -> None:
        case = case_of(hospital, hospital.unit)
        assert hospital.doctor.has_perm("tests.note", case)
        assert not hospital.outsider.has_perm("tests.note", case)
        assert hospital.doctor.has_perms(["tests.note", "tests.admit"], case)

    def test_is_no_without_an_object(self, hospital: Hospital) -> None:
        assert not hospital.doctor.has_perm("tests.note")
        assert not hospital.doctor.has_perm(VIEW)

    @pytest.mark.parametrize("act", ["tests.note", "tests.admit", VIEW])
    def test_is_no_for_a_superuser_without_a_post(self, hospital: Hospital, act: str) -> None:
        superuser = make_user("rosa", is_superuser=True, is_staff=True)
        assert not superuser.has_perm(act, case_of(hospital, hospital.unit))
        assert not superuser.has_perm(act)

    def test_about_djangos_own_permissions_is_left_to_django(self, db: None) -> None:
        assert make_user("rosa", is_superuser=True).has_perm("workflow.change_unit")
        assert not make_user("ana").has_perm("workflow.change_unit")

    def test_about_seeing_a_case_is_answered_by_any_post_in_it(self, hospital: Hospital) -> None:
        case = case_of(hospital, hospital.emergency)
        assert hospital.inspector.has_perm(VIEW, case)
        assert hospital.nurse.has_perm(VIEW, case)
        assert not hospital.midwife.has_perm(VIEW, case)

    def test_of_nobody_is_no(self, hospital: Hospital) -> None:
        assert not AnonymousUser().has_perm("workflow.change_unit", case_of(hospital))


class TestRegisteringActs:
    def test_a_name_belongs_to_one_act(self) -> None:
        act = permissions.all_acts()["tests.note"]
        permissions.register(act)
        with pytest.raises(ValueError, match="registered twice"):
            permissions.register(Act(name="tests.note", title="otra", sentence="otra", roles=()))

    def test_the_engine_asks_each_person_anew(self, hospital: Hospital) -> None:
        task = open_task(admit(hospital, RoundFlow))
        everybody = User.objects.order_by("pk")
        allowed = [who for who in everybody if decide(user=who, act="tests.prepare", obj=task).allowed]
        assert allowed == [hospital.doctor, hospital.colleague]
