"""A visa is done without where nobody could give it, and only there: no round is stuck and no holder passed over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from legal.agreements.models import Agreement
from legal.signing import services as signing
from legal.signing.errors import CannotVisa
from tests.factories import World, do, issue, make_draft, make_mandate, make_user, to_approved, today
from tests.legal.agreements.steps import names
from tests.legal.agreements.traces import everything, last_act
from tests.legal.browsing import get
from tests.legal.signing.visas import REASON, give, holder, task_for, visa_of, waive
from workflow import service
from workflow.errors import Refusal
from workflow.models import Post

ISSUED_ON, LATER_ON = date(2026, 3, 2), date(2026, 3, 9)


@pytest.fixture
def issued_in_march(world: World, budget: Post, legal: Post, travel: Callable[[date], None]) -> Agreement:
    travel(ISSUED_ON)
    agreement = to_approved(make_draft(world), world)
    issue(agreement)
    return agreement


def end(post: Post, on: date) -> None:
    mandate = post.mandates.get()
    mandate.ends_on = on
    mandate.save()


@pytest.mark.parametrize("held_since", [date(2026, 3, 4), LATER_ON])
def test_who_holds_the_post_today_is_not_passed_over_by_a_date_before(
    issued_in_march: Agreement, budget: Post, world: World, travel: Callable[[date], None], held_since: date
) -> None:
    end(budget, date(2026, 3, 1))
    make_mandate(make_user("nuria", "Nuria"), budget, starts_on=held_since)
    travel(LATER_ON)
    before = everything()
    with pytest.raises(CannotVisa, match="Nuria ocupa el cargo"):
        service.perform(
            case=issued_in_march.case,
            actor=world.director_general,
            act_name="signing.waive_visa",
            act=partial(
                signing.waive_visa, visa=visa_of(issued_in_march.case, budget), reason="El cargo quedó vacante."
            ),
            occurred=today(date(2026, 3, 3)),
        )
    assert everything() == before


def limited(post: Post, world: World) -> None:
    mandate = post.mandates.get()
    mandate.acts = ["signing.return_unvisaed"]
    mandate.save()


def of_another_role(post: Post, world: World) -> None:
    post.role = "technical_reviewer"
    post.save()


def of_another_unit(post: Post, world: World) -> None:
    post.unit = world.insurer
    post.save()


@pytest.mark.parametrize("change", [limited, of_another_role, of_another_unit])
def test_a_holder_who_cannot_give_the_visa_keeps_nobody_from_going_on_without_it(
    issued: Agreement, budget: Post, legal: Post, world: World, change: Callable[[Post, World], None]
) -> None:
    give(issued, legal)
    label = "Prescindir del visto bueno de"
    assert label not in get(world.director_general, "casefile:detail", issued.case.number).content.decode()
    change(budget, world)
    with pytest.raises(Refusal):
        give(issued, budget)
    assert label in get(world.director_general, "casefile:detail", issued.case.number).content.decode()
    page = get(world.director_general, "agreements:waive_visa", issued.case.number, visa_of(issued.case, budget).pk)
    assert "ocupa el cargo" not in page.content.decode()
    waive(issued, budget, world.director_general)
    assert names(issued) == ["sign"]


def test_a_post_whose_unit_came_to_lie_above_still_gives_its_visa(
    issued: Agreement, budget: Post, legal: Post, world: World
) -> None:
    budget.unit = world.ministry
    budget.save()
    with pytest.raises(CannotVisa, match="ocupa el cargo"):
        waive(issued, budget, world.director_general)
    assert give(issued, budget).status == "given"


def test_who_signs_for_two_parties_goes_on_by_the_mandate_of_the_right_one(
    issued: Agreement, legal: Post, budget: Post, world: World
) -> None:
    end(legal, date(2020, 1, 1))
    own = world.head.mandates.get()
    make_mandate(world.head, world.director_general.mandates.get().post, kind="encargatura")
    waive(issued, legal, world.head)
    assert visa_of(issued.case, legal).mandate == own
    assert (last_act(issued.case).authority["mandate"], last_act(issued.case).post_title) == (own.pk, own.post_name)


def test_a_document_is_not_returned_before_the_last_visa_of_its_round(
    issued_in_march: Agreement, budget: Post, legal: Post, travel: Callable[[date], None]
) -> None:
    travel(LATER_ON)
    give(issued_in_march, legal)
    task, visa = task_for(issued_in_march.case, budget), visa_of(issued_in_march.case, budget)
    back = partial(do, task, signing.return_unvisaed, by=holder(budget), visa=visa, reason=REASON)
    before = everything()
    with pytest.raises(
        CannotVisa, match="El último visto bueno es del 9 de marzo de 2026; no pudo devolverse antes"
    ) as no:
        back(on=date(2026, 3, 8))
    assert [obstacle.where for obstacle in no.value.obstacles] == ["occurred_on"]
    assert everything() == before
    back(on=LATER_ON)
