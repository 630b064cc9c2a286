"""Eight people press the same button at the same instant, hundreds of times: no transfer is paid twice."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection

from legal.transfers.models import Tranche, Transfer
from legal.transfers.services import proposal
from legal.transfers.services import transfer as transfers
from legal.transfers.services.tranches import move
from tests.factories import World, make_mandate, make_user, make_world
from tests.factories.agreements import PDF
from tests.factories.tasks import today
from tests.factories.transfers import incorporate, review, send_copies, step_of
from tests.factories.verification import to_first_report, verification_of
from tests.legal.agreements.traces import acts_of
from tests.legal.racing import Crowd, check_that_the_record_has_no_gap, completing, refusal_of
from tests.legal.transfers import reached
from workflow import service
from workflow.errors import AlreadyDone, Refusal
from workflow.models import Post, User

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

CROWD = 8
# Each transfer is pressed at three steps: two hundred rounds. SQLite writes one act at a time, and its test database
# has one connection: there they press one after the other, and fewer times.
TRANSFERS = {"postgresql": 67, "sqlite": 5}
SLICE = Decimal("1.25")
# The step, who presses it, and what it is pressed with.
PRESSES: tuple[tuple[str, str, Callable[..., object]], ...] = (
    ("authorize", "director_general", transfers.authorize),
    ("instruct", "transfers_officer", transfers.instruct),
    ("confirm", "transfers_officer", transfers.confirm),
)


@pytest.fixture
def people(transactional_db: None, papers_without_word: None) -> World:
    """Return the world in a database that threads see."""
    return make_world()


def holders_of(world: World, role: str) -> list[User]:
    """Return the holder of a post of the directorate and seven who stand in for them."""
    post = Post.objects.get(unit=world.directorate, role=role)
    holders: list[User] = [getattr(world, role)]
    for number in range(1, CROWD):
        person = make_user(f"{role}{number}")
        make_mandate(person, post, kind="encargatura")
        holders.append(person)
    return holders


def earn(tranche: Tranche, officer: User) -> Transfer:
    """Make one more slice of a tranche due and propose it, as one more criterion would: no report is needed."""

    def act(*, actor: User, occurred: object) -> None:
        move(tranche, SLICE, source="balance", target="due")
        proposal.propose(tranche=tranche, actor=actor, occurred=occurred)  # type: ignore[arg-type]

    service.perform(case=tranche.case, actor=officer, act_name="transfers.propose", act=act, occurred=today())
    return tranche.transfers.latest("pk")


class OneByOne:
    """People who press one after the other, where the database has one connection."""

    def __enter__(self) -> OneByOne:
        return self

    def __exit__(self, *_error: object) -> None:
        """Leave nothing open."""

    def at_once(self, *attempts: Callable[[], object]) -> list[Refusal | None]:
        """Make the attempts; return what refused each."""
        return [refusal_of(attempt) for attempt in attempts]


def words_of(step: str, transfer: Transfer) -> dict[str, object]:
    """Return what is written at a step."""
    return {
        "instruct": {"document": f"Memorando N° {transfer.pk}-2026-EF/52.03", "upload": ("orden.pdf", PDF)},
        "confirm": {"siaf_record": f"{transfer.pk:010d}"},
    }.get(step, {})


def test_eight_who_press_authorize_instruct_and_confirm_pay_each_transfer_once(people: World) -> None:
    agreement = reached.in_force(people, criteria=2)
    to_first_report(verification_of(agreement), unmet=["C-01", "C-02"])
    tranche = Tranche.objects.select_related("case").get(case=agreement.case, period__year=1, kind="fixed")
    holders = {role: holders_of(people, role) for role in ("director_general", "transfers_officer")}
    number = TRANSFERS[connection.vendor]
    with Crowd(CROWD) if connection.vendor == "postgresql" else OneByOne() as crowd:
        for paid in range(1, number + 1):
            transfer = review(earn(tranche, people.transfers_officer))
            for step, role, act in PRESSES:
                if step == "confirm":
                    transfer = send_copies(incorporate(transfer))
                task = step_of(transfer.process, step)
                values = {"transfer": transfer, **words_of(step, transfer)}
                refusals = crowd.at_once(*(completing(task, person, act, **values) for person in holders[role]))
                lost = [type(refusal) for refusal in refusals if refusal is not None]
                assert lost == [AlreadyDone] * (CROWD - 1), f"transfer {paid}, {step}"
                transfer = Transfer.objects.select_related("tranche__period", "case").get(pk=transfer.pk)
            tranche.refresh_from_db()
            assert (transfer.status, tranche.paid, tranche.due) == ("confirmed", paid * SLICE, 0)
    acts = [entry.act for entry in acts_of(agreement.case)]
    assert [acts.count(f"transfers.{step}") for step, _role, _act in PRESSES] == [number] * len(PRESSES)
    assert tranche.paid + tranche.balance == tranche.amount
    check_that_the_record_has_no_gap(agreement.case)
