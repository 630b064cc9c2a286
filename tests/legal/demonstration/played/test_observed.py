"""Two living agreements with observations: one whose balance is at risk, one with time left; their sums to the cent.

Every amount here is reckoned by the tests from the data files, never read from the product first.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from legal.addenda.queries import terms_of_agreement_on
from legal.agreements.models import Agreement
from legal.entities.models import District
from legal.transfers.queries import sums_of
from legal.verification.models import Evidence, Verification
from tests.legal.demonstration.playing import open_tasks
from tests.legal.demonstration.reading import LIVING, Life
from workflow import clock
from workflow.models import Deadline, User

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("played")]

NAMED = {life.name: life for life in LIVING}
AYACUCHO, SIS = NAMED["ayacucho"], NAMED["sis"]
ZERO = Decimal("0.00")
each_observed = pytest.mark.parametrize("life", [AYACUCHO, SIS], ids=str)


def living(life: Life) -> Agreement:
    """Return a living agreement, whose number depends on the day of loading."""
    return Agreement.objects.select_related("case").get(title=life.agreement["agreement"]["title"])


def reckoned(life: Life) -> dict[str, Decimal]:
    """Return what became of the money: the criteria met in year 1 are paid, everything else is still to be earned."""
    (paid,) = life.earned(1)
    whole = sum((Decimal(year["maximum"]) for year in life.agreement["year"]), ZERO)
    return {"paid": paid, "due": ZERO, "balance": whole - paid, "cancelled": ZERO, "forgone": ZERO}


@each_observed
def test_what_the_query_sums_is_what_the_data_earn(life: Life) -> None:
    sums = sums_of(living(life).case)
    assert {part: getattr(sums, part) for part in reckoned(life)} == reckoned(life)
    assert reckoned(life)["paid"] == {"ayacucho": Decimal("1468750.00"), "sis": Decimal("2285714.29")}[life.name]


@each_observed
def test_the_page_of_the_case_says_what_was_paid_and_what_was_not(life: Life, client: Client) -> None:
    client.force_login(User.objects.get(username="director.dgpp"))
    shown = client.get(reverse("casefile:detail", args=[living(life).case.number])).content.decode()
    lost = life.tranche(1, "fixed") - reckoned(life)["paid"]
    for amount in (reckoned(life)["paid"], lost, reckoned(life)["balance"] - lost):
        assert f"{amount:,.2f}" in shown


@each_observed
def test_the_correction_waits_for_the_coordinator_and_nothing_else_of_year_1_is_open(life: Life) -> None:
    case = living(life).case
    found = Verification.objects.get(period__agreement__case=case, period__year=1)
    assert [task.flow_task.name for task in open_tasks(case).filter(process=found.process)] == ["correct"]


def test_the_term_of_ayacucho_ends_in_days_and_nothing_was_corrected() -> None:
    deadline = Deadline.objects.get(case=living(AYACUCHO).case, name="correction_1")
    assert deadline.status == Deadline.Status.RUNNING
    # Holidays move the receipt back and the last day on.
    assert timedelta(0) < deadline.due_on - clock.today() <= timedelta(days=14)
    assert not AYACUCHO.named("correct_observations")


def test_half_of_the_term_of_the_sis_has_run_and_some_evidence_is_there() -> None:
    case = living(SIS).case
    deadline = Deadline.objects.get(case=case, name="correction_1")
    assert deadline.status == Deadline.Status.RUNNING
    assert abs((deadline.due_on - clock.today()) - (clock.today() - deadline.starts_on)) <= timedelta(days=20)
    brought = Evidence.objects.filter(verification__period__agreement__case=case)
    expected = sum(len(act["criteria"]) for act in SIS.named("add_evidence"))
    assert brought.count() == expected == 8


def test_the_addendum_takes_the_sis_from_six_departments_to_fifteen_and_the_page_tells_it(client: Client) -> None:
    agreement = living(SIS)
    addendum = agreement.addenda.get()
    assert (addendum.status, addendum.signed_on) == ("in_force", addendum.in_force_from)
    entered = set(SIS.one("write_change")["added"])
    before = {district["ubigeo"] for district in SIS.agreement["ambit"]["districts"]}
    start = addendum.in_force_from
    assert start is not None
    assert start < clock.today()
    for day, districts, departments in ((start - timedelta(days=1), before, 6), (start, before | entered, 15)):
        ambit = terms_of_agreement_on(agreement, day).terms.ambit
        assert {each.code for each in ambit} == districts
        assert len({each.department for each in ambit}) == departments
    client.force_login(User.objects.get(username="director.dgpp"))
    case = client.get(reverse("casefile:detail", args=[agreement.case.number])).content.decode()
    told = client.get(reverse("addenda:addendum", args=[agreement.case.number, addendum.pk])).content.decode()
    entering = District.objects.filter(code__in=entered)
    assert "Ámbito: entran 9 distritos" in case
    assert len(entering) == 9
    assert all(district.name in page for district in entering for page in (case, told))


def test_the_observations_of_the_sis_run_on_under_the_earlier_terms() -> None:
    agreement = living(SIS)
    found = Verification.objects.get(period__agreement=agreement, period__year=1)
    correction = Deadline.objects.get(case=agreement.case, name="correction_1")
    assert (found.status, correction.status) == (Verification.Status.OBSERVED, Deadline.Status.RUNNING)
    assert agreement.addenda.filter(in_force_from__gt=correction.starts_on).exists()
