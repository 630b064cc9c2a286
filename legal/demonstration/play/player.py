"""The player of an agreement, and several of them together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from legal.agreements.models import Agreement
from legal.demonstration.lives import ONE_DAY, read_life
from legal.demonstration.play.addenda import AddendumActs
from legal.demonstration.play.closure import ClosureActs
from legal.demonstration.play.followup import FollowupActs
from legal.demonstration.play.formulation import FormulationActs
from legal.demonstration.play.nights import run_nights
from legal.demonstration.play.notices import NoticeActs
from legal.demonstration.play.transfers import TransferActs
from legal.demonstration.play.verification import VerificationActs


class Player(FormulationActs, VerificationActs, NoticeActs, TransferActs, AddendumActs, FollowupActs, ClosureActs):
    """Plays one agreement of the data files, act after act."""

    def play(self) -> Agreement:
        """Play every act, the clock between them, and return the agreement."""
        _play_together([self])
        return self.agreement

    def do(self, act: dict[str, Any]) -> None:
        """Do one act of the data files."""
        method: Callable[[dict[str, Any]], None] = getattr(self, act["act"])
        method(act)


def play_lives(names: Iterable[str], *, until: date) -> None:
    """Play agreements together, in the order of their dates as a ministry lives them, and the clock until a day.

    ``until`` is also the day from which living agreements count theirs.
    """
    last = _play_together([Player(read_life(name, today=until)) for name in names])
    run_nights(after=last, until=until)


def _play_together(players: Sequence[Player]) -> date:
    """Play the acts of all by date, each after the clock has run up to its day; return the last day."""
    acts = sorted(
        ((act["occurred_on"], player, act) for player in players for act in player.acts), key=lambda each: each[0]
    )
    before = acts[0][0] - ONE_DAY
    for day, player, act in acts:
        if day > before:
            run_nights(after=before, until=day)
            before = day
        player.do(act)
    for player in players:
        player.agreement.refresh_from_db()
    return before
