"""An agreement moves only along the table of its life; every other move is refused and changes nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from hypothesis.strategies import sampled_from
from viewflow.fsm import TransitionNotAllowed

from legal.agreements.models import Agreement
from legal.agreements.status import NOT_YET_IN_FORCE, AgreementStatus

Status = Agreement.Status

# The whole table: what each act makes of each status. What is not here does not happen.
TABLE = {
    (Status.DRAFT, "submit"): Status.IN_REVIEW,
    (Status.DRAFT, "withdraw"): Status.WITHDRAWN,
    (Status.IN_REVIEW, "approve"): Status.APPROVED,
    (Status.IN_REVIEW, "withdraw"): Status.WITHDRAWN,
    (Status.APPROVED, "issue"): Status.IN_SIGNATURE,
    (Status.APPROVED, "withdraw"): Status.WITHDRAWN,
    (Status.IN_SIGNATURE, "decline"): Status.IN_REVIEW,
    (Status.IN_SIGNATURE, "enter_into_force"): Status.IN_FORCE,
    (Status.IN_SIGNATURE, "withdraw"): Status.WITHDRAWN,
    (Status.IN_FORCE, "suspend"): Status.SUSPENDED,
    (Status.SUSPENDED, "resume"): Status.IN_FORCE,
    (Status.SUSPENDED, "terminate"): Status.TERMINATED,
    (Status.IN_FORCE, "expire"): Status.EXPIRED,
    (Status.IN_FORCE, "terminate"): Status.TERMINATED,
    (Status.EXPIRED, "conclude"): Status.CONCLUDED,
    (Status.EXPIRED, "terminate"): Status.TERMINATED,
}
ACTS = sorted({act for _status, act in TABLE})
MOVES = {(source, target) for (source, _act), target in TABLE.items()}


def test_every_transition_of_the_machine_is_in_the_table() -> None:
    assert sorted(name for name in vars(AgreementStatus) if not name.startswith("_") and name != "status") == ACTS


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("status", list(Status))
def test_an_act_moves_a_status_as_the_table_says_or_not_at_all(status: Status, act: str) -> None:
    agreement = Agreement(status=status)
    move = getattr(AgreementStatus(agreement), act)
    if (status, act) in TABLE:
        move()
        assert agreement.status == TABLE[status, act]
    else:
        with pytest.raises(TransitionNotAllowed):
            move()
        assert agreement.status == status


def test_what_is_not_yet_in_force_is_what_may_be_withdrawn() -> None:
    assert {status for status, act in TABLE if act == "withdraw"} == NOT_YET_IN_FORCE


def test_nothing_leaves_what_is_withdrawn_and_nothing_returns_to_draft() -> None:
    assert not any(source == Status.WITHDRAWN for source, _target in MOVES)
    assert not any(target == Status.DRAFT for _source, target in MOVES)


class Life(RuleBasedStateMachine):
    """Any acts in any order: the agreement's path holds only moves of the table."""

    def __init__(self) -> None:
        super().__init__()
        self.agreement = Agreement()
        self.path = [Status(self.agreement.status)]

    @rule(act=sampled_from(ACTS))
    def attempt(self, act: str) -> None:
        """Try an act; a refusal leaves the status as it was."""
        try:
            getattr(AgreementStatus(self.agreement), act)()
        except TransitionNotAllowed:
            assert self.agreement.status == self.path[-1]
        else:
            self.path.append(Status(self.agreement.status))

    @invariant()
    def path_holds_only_moves_of_the_table(self) -> None:
        """Look at the whole path so far."""
        assert self.path[0] == Status.DRAFT
        assert set(pairwise(self.path)) <= MOVES


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
