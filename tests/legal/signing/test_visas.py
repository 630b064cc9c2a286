"""Visas: which posts are asked before anybody signs, what each visa proves, and who may not give it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from legal.agreements.models import Agreement
from legal.signing import services as signing
from legal.signing.errors import CannotVisa
from legal.signing.models import Visa
from tests.factories import (
    World,
    do,
    issue,
    make_draft,
    make_grant,
    make_mandate,
    make_post,
    make_unit,
    make_user,
    register,
    sign_all,
    to_approved,
    today,
)
from tests.legal.agreements.steps import names
from tests.legal.agreements.traces import everything, last_act, refusals_of
from tests.legal.signing.rounds import document_of
from tests.legal.signing.visas import (
    asked,
    give,
    holder,
    make_visa_post,
    require,
    return_it,
    task_for,
    visa_of,
)
from workflow.errors import AlreadyDone, NotAllowed
from workflow.models import Post
from workflow.permissions import cases_visible_to

RESOLUTION = "Resolución Directoral N° 031-2026-EF/50.01"

# --- who is asked, and when -----------------------------------------------------------------------------------------


def test_where_nothing_is_configured_the_signatures_are_asked_for_at_once(world: World) -> None:
    agreement = to_approved(make_draft(world), world)
    issue(agreement)
    assert names(agreement) == ["sign"]
    assert not Visa.objects.exists()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_all_posts_are_asked_at_once_and_the_parties_only_after_the_last(
    issued: Agreement, budget: Post, legal: Post, order: tuple[int, ...]
) -> None:
    first, second = [(budget, legal)[place] for place in order]
    assert sorted(asked(issued.case)) == sorted([budget.title, legal.title])
    give(issued, first)
    assert asked(issued.case) == [second.title]
    assert names(issued) == ["give"]
    give(issued, second)
    assert names(issued) == ["sign"]
    sign_all(issued)
    register(issued)
    issued.refresh_from_db()
    assert issued.status == "in_force"


def test_the_post_of_an_entity_that_is_no_party_is_not_asked(world: World) -> None:
    require(make_visa_post(world.other_region, "zoe", "Asesora jurídica"))
    require(make_visa_post(world.insurer, "yago", "Asesor jurídico"))
    agreement = to_approved(make_draft(world), world)
    issue(agreement)
    assert names(agreement) == ["sign"]


def test_only_what_rules_on_the_day_of_the_issue_is_asked_for(world: World, travel: Callable[[date], None]) -> None:
    travel(date(2026, 3, 2))
    ended = make_visa_post(world.region, "adela", "Secretaria General")
    later = make_visa_post(world.region, "beto", "Gerente General")
    other = make_visa_post(world.region, "celia", "Gerente de Presupuesto")
    idle = make_visa_post(world.region, "dora", "Subgerente", is_active=False)
    last_day = make_visa_post(world.region, "efe", "Gerente de Obras")
    require(ended, valid_to=date(2026, 3, 1))
    require(later, starts_on=date(2026, 3, 3))
    require(other, subject="addendum")
    require(idle)
    require(last_day, valid_to=date(2026, 3, 2))
    agreement = to_approved(make_draft(world), world)
    issue(agreement)
    assert asked(agreement.case) == ["Gerente de Obras"]


def test_what_is_configured_after_the_issue_changes_nothing_for_a_signing_under_way(world: World) -> None:
    agreement = to_approved(make_draft(world), world)
    issue(agreement)
    require(make_visa_post(world.region, "lidia", "Directora Regional de Asesoría Jurídica"))
    sign_all(agreement)
    register(agreement)
    agreement.refresh_from_db()
    assert agreement.status == "in_force"


def test_an_office_outside_the_unit_that_signs_sees_the_case_once_it_is_asked(world: World) -> None:
    office = make_unit("MEF-OGAJ", "Oficina General de Asesoría Jurídica", world.ministry)
    post = make_visa_post(office, "oscar", "Director General de Asesoría Jurídica")
    require(post)
    agreement = to_approved(make_draft(world), world)
    assert not cases_visible_to(holder(post)).filter(pk=agreement.case_id).exists()
    issue(agreement)
    assert cases_visible_to(holder(post)).filter(pk=agreement.case_id).exists()
    assert visa_of(agreement.case, post).signature.unit == world.directorate
    give(agreement, post)
    assert names(agreement) == ["sign"]


# --- what a visa proves ---------------------------------------------------------------------------------------------


def test_a_visa_keeps_who_gave_it_by_which_mandate_on_which_file_and_why(issued: Agreement, budget: Post) -> None:
    visa = give(issued, budget)
    document = document_of(issued)
    assert (visa.status, visa.actor, visa.done_on, visa.motive) == ("given", holder(budget), today().on, "approval")
    assert visa.mandate == budget.mandates.get()
    assert visa.printed_as == "Pablo, Director de Presupuesto Temático"
    assert visa.file_sha256 == document.file.sha256
    entry = last_act(issued.case)
    assert (entry.act, entry.actor, entry.post_title) == (
        "signing.give_visa",
        holder(budget),
        "Director de Presupuesto Temático, EF/50.01",
    )
    assert entry.authority["instrument"] == "Resolución Ministerial N° 001-2015-EF/43"
    assert entry.after == {
        "status": "given",
        "document": f"el {document}",
        "printed_as": "Pablo, Director de Presupuesto Temático",
        "motive": "Doy V°B°",
        "file_sha256": document.file.sha256,
    }
    assert visa.history.first().history_user == holder(budget)


@pytest.mark.parametrize(
    ("kind", "printed"),
    [
        ("encargatura", "Tomás Vera, Director de Presupuesto Temático (e)"),
        ("suplencia", "Tomás Vera, Director de Presupuesto Temático (s)"),
        ("competence", f"Tomás Vera, Especialista, por delegación, {RESOLUTION}"),
        ("signature", "Tomás Vera, por Pablo, Director de Presupuesto Temático"),
    ],
)
def test_a_visa_is_printed_by_the_formula_of_its_mandate(
    issued: Agreement, budget: Post, world: World, kind: str, printed: str
) -> None:
    substitute = make_user("tomas", "Tomás", "Vera")
    own = make_post(world.directorate, "technical_reviewer", "Especialista")
    delegated = {"origin": budget.mandates.get(), "own_post": own} if kind in {"competence", "signature"} else {}
    make_mandate(substitute, budget, kind=kind, instrument=RESOLUTION, **delegated)
    assert give(issued, budget, by=substitute).printed_as == printed


def test_the_author_initials_as_the_author(world: World) -> None:
    post = make_visa_post(world.directorate, "pablo", "Director de Calidad del Gasto")
    require(post, motive="author")
    agreement = to_approved(make_draft(world), world)
    issue(agreement)
    assert give(agreement, post).get_motive_display() == "Soy el autor del documento"


# --- who may not ----------------------------------------------------------------------------------------------------


def test_a_stranger_and_whoever_holds_no_post_that_initials_are_refused(
    issued: Agreement, budget: Post, world: World
) -> None:
    before = everything()
    for person in (world.stranger, world.director_general, world.legal_reviewer, world.head, world.superuser):
        with pytest.raises(NotAllowed, match="Visto bueno"):
            give(issued, budget, by=person)
    assert everything() == before
    assert [entry.act for entry in refusals_of(issued.case)] == ["signing.give_visa"] * 5


@pytest.mark.parametrize("act", [give, return_it])
def test_the_visa_of_one_post_is_not_anothers_of_the_same_unit(
    issued: Agreement, budget: Post, world: World, act: Callable[..., object]
) -> None:
    other = make_visa_post(world.directorate, "ivan", "Director de Programación")
    before = everything()
    with pytest.raises(CannotVisa) as refusal:
        act(issued, budget, by=holder(other))
    (obstacle,) = refusal.value.obstacles
    assert obstacle.text == (
        "Este visto bueno corresponde al cargo de Director de Presupuesto Temático, EF/50.01, y usted no lo ocupa."
    )
    assert obstacle.who == "Pablo"
    assert everything() == before


def test_who_holds_two_posts_gives_each_visa_by_its_own_mandate(world: World, budget: Post) -> None:
    other = make_post(world.directorate, "visa", "Director de Programación")
    make_mandate(holder(budget), other, kind="encargatura", instrument=RESOLUTION)
    require(other)
    agreement = to_approved(make_draft(world), world)
    issue(agreement)
    by_own = give(agreement, budget)
    assert last_act(agreement.case).authority["kind"] == "titular"
    by_other = give(agreement, other)
    assert (by_own.mandate.post, by_other.mandate.post) == (budget, other)
    assert by_other.printed_as == "Pablo, Director de Programación (e)"
    assert last_act(agreement.case).authority["kind"] == "encargatura"


@pytest.mark.parametrize("kind", ["competence", "signature"])
def test_a_delegation_that_has_lapsed_initials_nothing(
    issued: Agreement, budget: Post, world: World, kind: str
) -> None:
    delegate = make_user("tomas", "Tomás", "Vera")
    own = make_post(world.directorate, "technical_reviewer", "Especialista")
    make_mandate(
        delegate,
        budget,
        kind=kind,
        origin=budget.mandates.get(),
        own_post=own,
        ends_on=today().on - timedelta(days=1),
    )
    before = everything()
    with pytest.raises(NotAllowed):
        give(issued, budget, by=delegate)
    assert everything() == before


def test_an_exceptional_grant_is_not_enough(issued: Agreement, budget: Post, world: World) -> None:
    make_grant(world.coordinator, "signing.give_visa", issued.case)
    before = everything()
    with pytest.raises(CannotVisa, match="usted no lo ocupa"):
        give(issued, budget, by=world.coordinator)
    assert everything() == before


def test_a_visa_is_given_once(issued: Agreement, budget: Post) -> None:
    task = task_for(issued.case, budget)
    give(issued, budget)
    with pytest.raises(AlreadyDone, match="ya fue concluida por Pablo"):
        do(task, signing.give_visa, by=holder(budget), visa=visa_of(issued.case, budget))
