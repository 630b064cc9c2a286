"""What somebody tries to do, and why the model would not let them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.stories.random_lives.life import Key, Life
from tests.stories.random_lives.tables import NEVER_AFTER, ROLES, SEPARATION_DAYS, TABLES

BY_THEMSELVES = {"close_period", "give_up", "lapse", "end", "stop", "expire", "take_effect"}
SUBSTITUTE = "sofia"
SUBSTITUTED = {"verifier", "technical", "budget", "director", "officer"}
EVIDENCE = {"reporting", "completing", "observed"}


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """An act that a person tries on a date. ``flaw`` numbers what is missing in it, 0 for nothing."""

    act: str
    key: Key
    person: str
    on: date
    grounds: bool = True
    flaw: int = 0
    unmet: frozenset[str] = frozenset()
    values: Mapping[str, int] = field(default_factory=dict)
    has_note: bool = True


def acts_on(life: Life) -> list[tuple[str, Key]]:
    """Return every act that a step or a page of the agreement offers, possible now or not."""
    offered = [
        (act, key)
        for key, track in life.tracks.items()
        for act in dict.fromkeys(act for _state, act in TABLES[track.table])
        if act not in BY_THEMSELVES
    ]
    offered += [("add_evidence", key) for key in life.tracks if key[0] == "verification"]
    offered += [("propose", ("tranche", about)) for about in life.parts]
    return [*offered, ("add_lesson", ("agreement", 0)), ("propose_termination", ("agreement", 0))]


def people_for(life: Life, act: str, key: Key) -> list[str]:
    """Return who holds a post that may do an act."""
    roles = ROLES[act]
    if act == "send_back":
        roles = ("budget",) if life.tracks[key].status == "proposed" else ("director",)
    return [*(life.people[role] for role in roles), *([SUBSTITUTE] if SUBSTITUTED & set(roles) else [])]


def objection(life: Life, attempt: Attempt, today: date) -> str:
    """Return why an attempt must be refused, in a word; nothing when it must succeed."""
    act, key, track = attempt.act, attempt.key, life.tracks.get(attempt.key)
    if attempt.on > today:
        return "in the future"
    if attempt.on < today and not attempt.grounds:
        return "without grounds"
    if track is not None and act != "add_evidence" and not track.allows(act):
        return "not now"
    if attempt.person not in people_for(life, act, key):
        return "wrong person"
    rule = act if act != "send_back" else {"proposed": "review", "reviewed": "authorize"}[life.tracks[key].status]
    if NEVER_AFTER.get(rule, set()) & life.done_by.get(attempt.person, set()):
        return "segregation"
    if attempt.flaw:
        return "flaw"
    if track is not None and attempt.on < track.earliest(act):
        return "before what it follows"
    return _of_its_own(life, attempt)


def _of_its_own(life: Life, attempt: Attempt) -> str:
    """Return what an act asks for besides its turn, its person, its words and its date."""
    about = attempt.key[1]
    status = life.agreement.status
    match attempt.act:
        case "present" if life.outline.refuses_late and attempt.on > life.report_due[about]:
            return "too late"
        case "admit" if life.is_late[about] and not attempt.has_note:
            return "late without a note"
        case "ask_to_complete" if "ask_to_complete" in life.tracks[attempt.key].dates:
            return "asked before"
        case "refuse" if not life.is_late[about] and "ask_to_complete" not in life.tracks[attempt.key].dates:
            return "in time and not asked to complete"
        case "declare" if ("report", about) in life.terms or attempt.on <= life.report_due[about]:
            return "its term runs"
        case "correct" if attempt.on > life.terms.get(("correction", about), attempt.on):
            return "too late"
        case "add_evidence" if life.tracks[attempt.key].status not in EVIDENCE:
            return "not now"
        case "propose" if not life.parts[about].due or life.has_open_transfer(about):
            return "nothing to propose"
        case "propose" if attempt.on < life.due_since[about]:
            return "before what it follows"
        case "add_lesson" | "propose_termination" if attempt.on < life.outline.signed_on:
            return "before it was in force"
        case "answer" if "answer" in life.tracks[attempt.key].dates:
            return "answered"
        case "cancel":
            track = life.tracks[attempt.key]
            due = life.outline.count(track.dates["receive"], "warning_answer")
            return "its term runs" if "answer" not in track.dates and attempt.on <= due else ""
        case "carry":
            year, kind, _number = attempt.key[1]  # type: ignore[misc]
            if not life.outline.lets_carry or kind != "fixed" or year not in life.unmet:
                return "nothing to carry"
            return "" if life.next_for(year) else "no level follows"
        case "add_lesson" if status not in {"in_force", "expired"}:
            return "not now"
        case "propose_termination" if status != "in_force" or life.termination() is not None:
            return "not now"
        case "terminate" if status != "in_force":
            return "not in force"
        case "terminate" if life.outline.separates_freely and attempt.on < _free_from(life, attempt):
            return "too early"
        case "close" | "settle" if attempt.on < life.last_movement():
            return "before the last movement"
        case "close":
            return _pending(life, attempt, {*life.years}) or ("a balance" if _sum(life, "balance") else "")
        case "settle":
            return _pending(life, attempt, set(life.of("verification")))
    return ""


def _free_from(life: Life, attempt: Attempt) -> date:
    return life.tracks[attempt.key].dates["open"] + timedelta(days=SEPARATION_DAYS)


def _pending(life: Life, attempt: Attempt, years: set[int]) -> str:
    """Return what is still open of the agreement and comes before its end."""
    periods = life.of("verification")
    if any(year not in periods or periods[year].status != "closed" for year in years):
        return "a period is open"
    if any(track.step for track in life.of("transfer").values()) or _sum(life, "due"):
        return "something is due"
    if life.has_letter_under_way():
        return "a letter is to be served"
    return "a termination is under way" if attempt.act == "close" and life.termination() is not None else ""


def _sum(life: Life, part: str) -> int:
    return sum(getattr(parts, part) for parts in life.parts.values())
