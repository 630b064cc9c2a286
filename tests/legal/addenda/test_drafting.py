"""What an addendum changes is written while it is drafted, and sent when it says something new."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from legal.addenda.errors import (
    CannotDraft,
)
from legal.addenda.services import drafting
from legal.agreements.models import Agreement
from legal.agreements.rules import end_of_term
from legal.entities.models import Department, District, Province
from tests.factories import World, today
from tests.factories.addenda import (
    ambit,
    clause,
    drafted,
    later_end,
    submit,
    write_change,
)
from tests.legal.addenda.days import LATER, SIGNED_ON
from tests.legal.refusals import refused
from workflow import service


def test_an_empty_draft_is_not_sent(agreement: Agreement, world: World) -> None:
    addendum = drafted(agreement, world)
    assert "no modifica nada" in refused(agreement.case, CannotDraft, lambda: submit(addendum))[0]


def test_a_change_says_something_new_and_why(agreement: Agreement, world: World) -> None:
    addendum = drafted(agreement, world)
    for change, where in (
        (later_end(SIGNED_ON), "posterior al vencimiento"),
        (ambit(added=world.districts[:1]), "Ya están en el ámbito"),
        (clause("control"), "La ley exige"),
    ):
        told = refused(agreement.case, CannotDraft, partial(write_change, addendum, change, world.formulator))
        assert where in told[0]


def test_nothing_goes_beyond_the_longest_term_of_the_norm_nor_the_territory_of_the_entity(
    agreement: Agreement, world: World
) -> None:
    norm = agreement.norm
    norm.maximum_years = 4
    norm.save()
    addendum = drafted(agreement, world)
    lima = Department.objects.create(code="15", name="Lima")
    province = Province.objects.create(code="1501", name="Lima", department=lima)
    elsewhere = District.objects.create(code="150101", name="Lima", province=province)
    longest = end_of_term(SIGNED_ON, 4)
    for change, told in (
        (later_end(longest + timedelta(days=1)), "no admite que este convenio dure más allá"),
        (later_end(date.max), "no admite que este convenio dure más allá"),
        (ambit(added=(elsewhere,)), "donde actúa la entidad: Lima."),
    ):
        refusal = refused(agreement.case, CannotDraft, partial(write_change, addendum, change, world.formulator))
        assert told in refusal[0]
    write_change(addendum, later_end(longest), world.formulator)


def test_a_later_change_of_the_same_provision_takes_the_place_of_the_first(agreement: Agreement, world: World) -> None:
    addendum = drafted(agreement, world, later_end(date(2029, 6, 1)), later_end(LATER))
    assert [row.ends_on for row in addendum.changes.filter(in_text=True)] == [LATER]
    assert addendum.changes.count() == 2
    service.perform(
        case=agreement.case,
        actor=world.coordinator,
        act_name="addenda.drop_change",
        act=partial(drafting.drop_change, addendum=addendum, position=2),
        occurred=today(),
    )
    assert not addendum.changes.filter(in_text=True).exists()


def test_the_changes_are_closed_while_others_look_at_them(agreement: Agreement, world: World) -> None:
    addendum = submit(drafted(agreement, world, later_end(LATER)))
    told = refused(agreement.case, CannotDraft, lambda: write_change(addendum, clause(), world.formulator))
    assert "mientras se redacta" in told[0]


def test_an_addendum_that_touches_what_another_on_its_way_touches_is_not_sent(
    agreement: Agreement, world: World
) -> None:
    submit(drafted(agreement, world, later_end(LATER)))
    second = drafted(agreement, world, later_end(date(2029, 12, 1)))
    told = refused(agreement.case, CannotDraft, lambda: submit(second))
    assert "modifica la misma disposición" in told[0]
