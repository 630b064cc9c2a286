"""Hypothesis chooses what people try and how time passes; after each step the database must agree with the model."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import ClassVar

from django.db import transaction
from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from tests.legal.agreements.traces import everything
from tests.stories.random_lives import driving
from tests.stories.random_lives.attempts import Attempt, acts_on, objection, people_for
from tests.stories.random_lives.effects import do
from tests.stories.random_lives.life import Key, Life
from tests.stories.random_lives.reading import (
    Watch,
    check_that_it_explains_itself,
    check_that_the_books_agree,
    snapshot,
)
from tests.stories.random_lives.stage import CRITERIA, SIGNED_ON, WEIGHTS, Stage
from workflow import deadlines
from workflow.errors import Refusal
from workflow.models import LedgerEntry

# What leads an agreement aside, or to an early end: done less often, so that lives get somewhere.
DETOURS = {
    *("add_evidence", "add_lesson", "ask_to_complete", "declare", "fail", "give_back", "propose_termination"),
    *("refuse", "reject", "return_final", "send_back", "take_back"),
}
WHAT = (*("go on",) * 6, *("try",) * 3, "wait")
WRONG = (*("date",) * 3, *("words",) * 2, "person", "grounds")
DAYS = (1, 4, 15, 60, 170, 320)
# A day that is still to come is the rarest mistake.
EARLIER = (*(1, 3, 20, 100) * 2, 400, -1)


class Lives(RuleBasedStateMachine):
    """Two agreements at once, any acts in any order."""

    stage: ClassVar[Stage]

    def __init__(self) -> None:
        super().__init__()
        self.before = transaction.savepoint()
        self.today = SIGNED_ON
        self.stage.travel(self.today)
        self.lives = self.stage.lives()
        self.watch = Watch()
        self.compare(*range(len(self.lives)))

    def teardown(self) -> None:
        """Forget everything that this example wrote."""
        transaction.savepoint_rollback(self.before)

    # One rule, which draws what to do: hypothesis would switch off some of several rules in each example.
    @rule(data=st.data())
    def step(self, data: st.DataObject) -> None:
        """Do one of what can be done, try whatever a page offers, or let time pass."""
        match data.draw(st.sampled_from(WHAT), label="what"):
            case "go on":
                self.go_on(data)
            case "try":
                self.try_anything(data)
            case "wait":
                self.wait(data)

    def go_on(self, data: st.DataObject) -> None:
        """Do an act that nothing stands in the way of; where only detours are left, let time pass instead."""
        possible = self.possible(data)
        if data.draw(st.integers(0, 7), label="detour") < 7:
            possible = [each for each in possible if each[1].act not in DETOURS]
        if data.draw(st.integers(0, 2), label="warning") < 2:
            # Where the criteria may be carried, most directors carry them.
            carried = {(place, attempt.key) for place, attempt in possible if attempt.act == "carry"}
            settled = {"warn", "cancel"}
            possible = [
                each for each in possible if each[1].act not in settled or (each[0], each[1].key) not in carried
            ]
        if possible:
            place, attempt = data.draw(st.sampled_from(possible), label="go on")
            self.attempt(place, self.with_facts(data, place, attempt))
        else:
            self.wait(data)

    def try_anything(self, data: st.DataObject) -> None:
        """Try an act, mostly one whose time it is, with something that may be wrong."""
        possible = self.possible(data)
        if possible and data.draw(st.integers(0, 2), label="in its time"):
            place, attempt = data.draw(st.sampled_from(possible), label="try")
        else:
            place = data.draw(st.integers(0, len(self.lives) - 1), label="agreement")
            act, key = data.draw(st.sampled_from(acts_on(self.lives[place])), label="try")
            attempt = self.plain(self.lives[place], act, key)
        attempt = self.with_facts(data, place, attempt)
        match data.draw(st.sampled_from(WRONG), label="wrong"):
            case "person":
                attempt = replace(attempt, person=data.draw(st.sampled_from(self.stage.everybody), label="person"))
            case "date":
                attempt = replace(attempt, on=self.earlier(data))
            case "grounds":
                attempt = replace(attempt, on=self.earlier(data), grounds=False)
            case "words":
                flaw = data.draw(st.integers(0, driving.FLAWS.get(attempt.act, 0)), label="flaw")
                attempt = replace(attempt, flaw=flaw, has_note=False)
        self.attempt(place, attempt)

    def wait(self, data: st.DataObject) -> None:
        """Let days pass; most nights the clock runs."""
        self.today += timedelta(days=data.draw(st.sampled_from(DAYS), label="days"))
        self.stage.travel(self.today)
        if data.draw(st.integers(0, 4), label="clock") < 4:
            note(f"{self.today} the clock runs")
            assert deadlines.run_clock(on=self.today).failed == ()
            for life in self.lives:
                life.clock(self.today)
            assert {entry.kind for entry in self.watch.new_entries()} <= {LedgerEntry.Kind.ACT}
            self.compare(*range(len(self.lives)))

    def possible(self, data: st.DataObject) -> list[tuple[int, Attempt]]:
        """Return the acts that nothing stands in the way of, each with its agreement; an early end now and then."""
        left_out = "propose_termination" if data.draw(st.integers(0, 5), label="early end") else ""
        plain = [
            (place, self.plain(life, act, key)) for place, life in enumerate(self.lives) for act, key in acts_on(life)
        ]
        return [
            each
            for each in plain
            if each[1].act != left_out and not objection(self.lives[each[0]], each[1], self.today)
        ]

    def plain(self, life: Life, act: str, key: Key) -> Attempt:
        """Return the plainest attempt at an act: today, by its holder, with all its words."""
        return Attempt(act=act, key=key, person=people_for(life, act, key)[0], on=self.today)

    def earlier(self, data: st.DataObject) -> date:
        """Draw a day before today, or one that is still to come."""
        return self.today - timedelta(days=data.draw(st.sampled_from(EARLIER), label="days earlier"))

    def with_facts(self, data: st.DataObject, place: int, attempt: Attempt) -> Attempt:
        """Draw what a verifier finds, where the act says it; now and then another holder of a post acts."""
        if not data.draw(st.integers(0, 7), label="another holder"):
            people = people_for(self.lives[place], attempt.act, attempt.key)
            attempt = replace(attempt, person=data.draw(st.sampled_from(people), label="holder"))
        if attempt.act in {"verify", "verify_as_third", "verify_correction"}:
            unmet = data.draw(st.frozensets(st.sampled_from(CRITERIA)), label="unmet")
            values = {code: data.draw(st.integers(30, 65), label=code) for code in WEIGHTS}
            attempt = replace(attempt, unmet=unmet, values=values)
        return attempt

    def attempt(self, place: int, attempt: Attempt) -> None:
        """Try an act on the database; it must be refused exactly when the model says so."""
        why_not = objection(self.lives[place], attempt, self.today)
        note(f"{self.today} agreement {place}: {attempt} -> {why_not or 'done'}")
        agreement = self.stage.agreements[place]
        before = everything() if why_not else {}
        refusal = None
        try:
            was_tried = driving.do(agreement, attempt)
        except Refusal as caught:
            was_tried, refusal = True, caught
        entries = [(entry.kind, entry.case_id) for entry in self.watch.new_entries()]
        if why_not:
            assert refusal is not None or not was_tried, why_not
            assert entries == ([(LedgerEntry.Kind.REFUSAL, agreement.case_id)] if was_tried else [])
            assert everything() == before, why_not
            if refusal is not None:
                check_that_it_explains_itself(refusal)
        else:
            assert refusal is None, str(refusal)
            assert set(entries) == {(LedgerEntry.Kind.ACT, agreement.case_id)}
            do(self.lives[place], attempt)
            self.compare(place)

    def compare(self, *places: int) -> None:
        """Fail when the database and the model say different things, or a history holds what no table does."""
        for place in places:
            told, kept = self.lives[place].snapshot(), snapshot(self.stage.agreements[place])
            for name, value in told.items():
                assert kept[name] == value, f"{name} of agreement {place}: {kept[name]}, not {value}"
            if self.lives[place].is_over:
                assert not kept["steps"]
                assert not kept["terms"]
        self.watch.check_moves()
        check_that_the_books_agree()
