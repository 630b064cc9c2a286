"""The demonstration agreement lives its life through the same acts as any other, on either database."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from legal.agreements.models import Agreement
from legal.agreements.queries import read_terms
from legal.agreements.rules import obstacles_to_submitting
from legal.demonstration.organization import accounts, load_organization, read
from legal.demonstration.play import Player
from tests.legal.agreements.traces import acts_of, refusals_of
from workflow.models import Mandate, Task, Unit, User
from workflow.models.tasks import OPEN

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> None:
    """Load the catalogues and the people of the demonstration."""
    call_command("load_catalogues", stdout=StringIO())
    load_organization("una contraseña de prueba")


def test_every_unit_hangs_from_its_parent_and_every_post_has_its_holder(people: None) -> None:
    for row in read("organization.toml")["unit"]:
        unit = Unit.objects.get(code=row["code"])
        assert (unit.parent.code if unit.parent else None) == row.get("parent")
        assert unit.parent is None or unit.path.startswith(unit.parent.path)
    assert Mandate.objects.count() == len(read("people.toml")["mandate"])
    assert all(user.check_password("una contraseña de prueba") for user in User.objects.all()[:3])


def test_only_administrators_enter_the_administration(people: None) -> None:
    staff = User.objects.filter(is_staff=True)
    assert staff
    assert set(Mandate.objects.filter(user__in=staff).values_list("post__role", flat=True)) == {"administrator"}


def test_accounts_name_who_holds_a_post_and_leave_out_whose_mandate_is_over(people: None) -> None:
    posts = {post["key"]: post["title"] for post in read("organization.toml")["post"]}
    held = [mandate for mandate in read("people.toml")["mandate"] if "ends_on" not in mandate]
    expected = [(mandate["user"], posts[mandate["post"]]) for mandate in held]
    assert [(account.username, account.post) for account in accounts()] == expected


@pytest.mark.slow
def test_the_agreement_is_played_act_after_act_on_its_legal_dates(people: None) -> None:
    agreement = Player("amazonas").play()
    assert Agreement.objects.get() == agreement
    script = read("amazonas_acts.toml")["act"]
    assert (agreement.status, agreement.number) == ("in_force", "N° 001-2015-EF/50.01")
    assert (agreement.in_force_from, agreement.ends_on) == (date(2015, 6, 12), date(2018, 6, 11))
    assert agreement.case.number == "2015-0001"
    assert refusals_of(agreement.case) == []
    assert not Task.objects.filter(process__case=agreement.case, status__in=OPEN).exists()

    recorded = acts_of(agreement.case)
    assert {entry.occurred_on for entry in recorded} == {act["occurred_on"] for act in script}
    assert {entry.actor.username for entry in recorded if entry.actor} == {act["user"] for act in script}
    assert all(entry.authority and entry.grounds for entry in recorded)
    days = [entry.occurred_on for entry in recorded]
    assert days == sorted(days)

    terms = read_terms(agreement)
    assert obstacles_to_submitting(terms) == []
    assert (len(terms.ambit), len(terms.criteria), len(terms.indicators)) == (38, 23, 4)
    due = agreement.periods.order_by("year").values_list("report_deadline__due_on", flat=True)
    assert list(due) == [date(2015, 7, 13), date(2016, 2, 15), date(2017, 2, 14)]
    opinions = agreement.opinions.order_by("kind", "round").values_list("kind", "round", "status")
    assert list(opinions) == [
        ("budget", 1, "favorable"),
        ("legal", 1, "favorable"),
        ("technical", 1, "observed"),
        ("technical", 2, "favorable"),
    ]
    signed = agreement.case.signature_rounds.get().signatures.order_by("position")
    assert [signature.signed_on for signature in signed] == [date(2015, 6, 5), date(2015, 6, 10), date(2015, 6, 12)]
