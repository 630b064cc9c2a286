"""Who formulates gives no opinion on it, whatever post they hold; the refusal names what they did before."""

from __future__ import annotations

import pytest

from legal.agreements.models import Agreement
from legal.agreements.services import matrices, review
from legal.entities import roles
from tests.factories import (
    World,
    a_criterion,
    do,
    give_opinions,
    make_draft,
    make_mandate,
    make_post,
    open_task,
    open_tasks,
    to_in_review,
    write,
)
from tests.legal.agreements.traces import everything, refusals_of
from workflow import permissions
from workflow.errors import NotAllowed

REVIEWERS = {
    "technical": (roles.TECHNICAL_REVIEWER, "technical_reviewer"),
    "budget": (roles.BUDGET_REVIEWER, "budget_reviewer"),
    "legal": (roles.LEGAL_REVIEWER, "legal_reviewer"),
}
KINDS = list(REVIEWERS)


@pytest.fixture
def in_review(world: World) -> Agreement:
    """Return an agreement that waits for its three opinions."""
    return to_in_review(make_draft(world), world)


def test_no_reviewer_gives_the_opinion_of_another(in_review: Agreement, world: World) -> None:
    for kind, (_role, reviewer) in REVIEWERS.items():
        for task in open_tasks(in_review.case):
            if task.flow_task.name != kind:
                with pytest.raises(NotAllowed, match="El acto corresponde al cargo de"):
                    do(
                        task,
                        review.give_opinion,
                        by=getattr(world, reviewer),
                        opinion=task.process.opinion,
                        report="Informe N° 1-2026-EF",
                        conclusions="Favorable.",
                        observations=[],
                    )
    assert not in_review.opinions.exclude(status="pending").exists()


@pytest.mark.parametrize("kind", KINDS)
def test_who_formulated_gives_no_opinion_even_from_a_reviewer_post_and_the_refusal_names_the_earlier_act(
    in_review: Agreement, world: World, kind: str
) -> None:
    make_mandate(world.formulator, make_post(world.directorate, REVIEWERS[kind][0], "Revisor encargado"))
    before = everything()
    with pytest.raises(NotAllowed) as refusal:
        do(
            open_task(in_review.case, kind),
            review.give_opinion,
            by=world.formulator,
            opinion=in_review.opinions.get(kind=kind),
            report="Informe N° 1-2026-EF",
            conclusions="Favorable.",
            observations=[],
        )
    text = str(refusal.value)
    assert text.startswith("Quien formula no opina sobre lo que formuló. Usted ya intervino: abrir el expediente, el ")
    assert text.endswith("(asiento 0001).")
    assert everything() == before
    assert refusals_of(in_review.case)[-1].actor == world.formulator


def test_a_coordinator_who_wrote_one_part_gives_no_opinion_on_the_text(world: World) -> None:
    make_mandate(world.coordinator, make_post(world.directorate, roles.LEGAL_REVIEWER, "Revisor encargado"))
    agreement = make_draft(world)
    write(agreement, world.coordinator, matrices.write_criterion, terms=a_criterion(), responsible_unit=world.region)
    to_in_review(agreement, world)
    with pytest.raises(NotAllowed, match="Usted ya intervino: redactar el texto"):
        do(
            open_task(agreement.case, "legal"),
            review.give_opinion,
            by=world.coordinator,
            opinion=agreement.opinions.get(kind="legal"),
            report="Informe N° 1-2026-EF",
            conclusions="Favorable.",
            observations=[],
        )


def test_who_formulated_another_agreement_may_give_an_opinion_on_this_one(world: World) -> None:
    colleague = world.legal_reviewer
    make_mandate(colleague, make_post(world.directorate, roles.FORMULATOR, "Otro sectorista", "all"))
    other = make_draft(world)
    write(other, colleague, matrices.write_criterion, terms=a_criterion(), responsible_unit=world.region)
    agreement = to_in_review(make_draft(world), world)
    give_opinions(agreement, kinds=["legal"])
    assert agreement.opinions.get(kind="legal").given_by == colleague


def test_who_gave_an_opinion_does_not_write_the_text_afterwards(in_review: Agreement, world: World) -> None:
    give_opinions(in_review)
    make_mandate(world.legal_reviewer, make_post(world.directorate, roles.FORMULATOR, "Sectorista suplente"))
    for act in ("agreements.edit", "agreements.submit", "agreements.correct"):
        decision = permissions.decide(user=world.legal_reviewer, act=act, obj=in_review.case)
        assert not decision.allowed
        assert "Quien opinó sobre el texto no lo formula." in decision.reasons[0]
