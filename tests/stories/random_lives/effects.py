"""What an act that succeeds changes in the model."""

from __future__ import annotations

from collections.abc import Callable

from tests.stories.random_lives.attempts import Attempt
from tests.stories.random_lives.life import Life, Track
from tests.stories.random_lives.money import fixed_earned, variable_earned


def do(life: Life, attempt: Attempt) -> None:
    """Do an act that nothing stands in the way of."""
    life.done_by.setdefault(attempt.person, set()).add(attempt.act)
    if attempt.act in EFFECTS:
        EFFECTS[attempt.act](life, attempt)
    else:
        life.tracks[attempt.key].go(attempt.act, attempt.on)


def _nothing(life: Life, attempt: Attempt) -> None:
    """Keep a file or a sentence: nothing moves."""


def _present(life: Life, attempt: Attempt) -> None:
    year = attempt.key[1]
    life.is_late[year] = attempt.on > life.report_due[year]
    life.terms.pop(("report", year), None)
    life.tracks[attempt.key].go("present", attempt.on)


def _declare(life: Life, attempt: Attempt) -> None:
    life.close_period(attempt.key[1], attempt.act, attempt.on, "not_reported")


def _ask_to_complete(life: Life, attempt: Attempt) -> None:
    life.tracks[attempt.key].go("ask_to_complete", attempt.on)
    life.terms["completion", attempt.key[1]] = life.outline.count(attempt.on, "completion")


def _complete(life: Life, attempt: Attempt) -> None:
    life.tracks[attempt.key].go("complete", attempt.on)
    life.terms.pop(("completion", attempt.key[1]), None)


def _admit(life: Life, attempt: Attempt) -> None:
    to = "admitted/third" if life.outline.has_third else "admitted/verify"
    life.tracks[attempt.key].go("admit", attempt.on, to)


def _verify(life: Life, attempt: Attempt) -> None:
    year = attempt.key[1]
    life.observed[year] = frozenset(each for each in life.judged(year) if each[1] in attempt.unmet)
    life.find(year, life.observed[year])
    life.values[year] = attempt.values
    life.tracks[attempt.key].go("verify", attempt.on)


def _report_1(life: Life, attempt: Attempt) -> None:
    year = attempt.key[1]
    if not (life.still[year] and life.outline.waits_for_report_2):
        _settle(life, attempt)
    life.tracks[attempt.key].go("report_1", attempt.on, "reported/communicate" if life.still[year] else "reported/")
    if not life.still[year]:
        life.close_period(year, "close_period", attempt.on, "all_met")


def _settle(life: Life, attempt: Attempt) -> None:
    """Make due what the verdicts and the values have earned, and propose it."""
    year = attempt.key[1]
    outline = life.outline
    origins = [(origin, "fixed") for origin in life.carried.get(year, {})]
    for tranche in [(year, "fixed"), (year, "variable"), *origins]:
        parts = life.parts.get(tranche)
        if parts is None:
            continue
        if tranche[1] == "fixed":
            parts.earn(fixed_earned(parts.amount, outline.fixed_rule, outline.criteria, life.unmet[tranche[0]]))
        elif not parts.is_settled:
            parts.earn(variable_earned(parts.amount, outline.targets[year], life.values[year]))
            parts.forgo()
        life.due_since[tranche] = attempt.on
        life.open_transfer(tranche, attempt.on, attempt.person)


def _receive(life: Life, attempt: Attempt) -> None:
    kind, about = attempt.key
    track = life.tracks[attempt.key]
    was = track.status
    track.go("receive", attempt.on)
    if kind == "verification":
        life.terms["correction", about] = life.outline.count(attempt.on, "correction")
    elif was == "warned":
        life.terms["warning_answer", about] = life.outline.count(attempt.on, "warning_answer")
    elif kind == "termination":
        life.take_effect(attempt.on)


def _correct(life: Life, attempt: Attempt) -> None:
    life.tracks[attempt.key].go("correct", attempt.on)
    life.terms.pop(("correction", attempt.key[1]), None)


def _verify_correction(life: Life, attempt: Attempt) -> None:
    year = attempt.key[1]
    life.find(year, frozenset(each for each in life.observed[year] if each[1] in attempt.unmet))
    life.tracks[attempt.key].go("verify_correction", attempt.on)


def _report_2(life: Life, attempt: Attempt) -> None:
    year = attempt.key[1]
    _settle(life, attempt)
    still, observed = len(life.still[year]), len(life.observed[year])
    outcome = "corrected" if not still else "not_corrected" if still == observed else "partly_corrected"
    life.close_period(year, "report_2", attempt.on, outcome)


def _instruct(life: Life, attempt: Attempt) -> None:
    life.tracks[attempt.key].go("instruct", attempt.on)
    if life.outline.is_ordinary:
        life.terms["incorporation", attempt.key[1]] = life.outline.count(attempt.on, "breakdown")


def _incorporate(life: Life, attempt: Attempt) -> None:
    life.tracks[attempt.key].go("incorporate", attempt.on)
    life.terms.pop(("incorporation", attempt.key[1]), None)
    life.terms["copies", attempt.key[1]] = life.outline.count(attempt.on, "incorporation_copies")


def _send_copies(life: Life, attempt: Attempt) -> None:
    life.tracks[attempt.key].go("send_copies", attempt.on)
    life.terms.pop(("copies", attempt.key[1]), None)


def _confirm(life: Life, attempt: Attempt) -> None:
    year, kind, _sequence = attempt.key[1]
    life.tracks[attempt.key].go("confirm", attempt.on)
    life.parts[year, kind].pay(life.amounts[attempt.key])
    life.open_transfer((year, kind), attempt.on, attempt.person)


def _return(life: Life, attempt: Attempt) -> None:
    year, kind, _sequence = attempt.key[1]
    life.tracks[attempt.key].go(attempt.act, attempt.on)
    life.due_since[year, kind] = max(attempt.on, life.due_since[year, kind])
    for name in ("incorporation", "copies"):
        life.terms.pop((name, attempt.key[1]), None)


def _propose(life: Life, attempt: Attempt) -> None:
    life.open_transfer(attempt.key[1], attempt.on, attempt.person)


def _answer(life: Life, attempt: Attempt) -> None:
    life.tracks[attempt.key].go("answer", attempt.on)
    life.terms.pop(("warning_answer", attempt.key[1]), None)


def _cancel(life: Life, attempt: Attempt) -> None:
    life.tracks[attempt.key].go("cancel", attempt.on)
    life.parts[attempt.key[1][:2]].cancel()
    life.terms.pop(("warning_answer", attempt.key[1]), None)


def _carry(life: Life, attempt: Attempt) -> None:
    origin = attempt.key[1][0]
    into = life.next_for(origin)
    life.tracks[attempt.key].go("carry", attempt.on)
    life.carried.setdefault(into, {})[origin] = life.unmet[origin]
    life.terms.pop(("warning_answer", attempt.key[1]), None)


def _close(life: Life, attempt: Attempt) -> None:
    life.tracks[attempt.key].go("close", attempt.on)
    life.agreement.go("close", attempt.on)


def _propose_termination(life: Life, attempt: Attempt) -> None:
    key = ("termination", len(life.of("termination")) + 1)
    life.tracks[key] = Track(table="termination", state="proposed/opinion", since=attempt.on)


def _settle_all(life: Life, attempt: Attempt) -> None:
    life.tracks[attempt.key].go("settle", attempt.on)
    for parts in life.parts.values():
        parts.cancel()


EFFECTS: dict[str, Callable[[Life, Attempt], None]] = {
    "add_evidence": _nothing,
    "add_lesson": _nothing,
    "present": _present,
    "declare": _declare,
    "ask_to_complete": _ask_to_complete,
    "complete": _complete,
    "admit": _admit,
    "refuse": lambda life, attempt: life.close_period(attempt.key[1], "refuse", attempt.on, "not_reported"),
    "verify": _verify,
    "report_1": _report_1,
    "receive": _receive,
    "correct": _correct,
    "verify_correction": _verify_correction,
    "report_2": _report_2,
    "instruct": _instruct,
    "incorporate": _incorporate,
    "send_copies": _send_copies,
    "confirm": _confirm,
    "propose": _propose,
    "send_back": _return,
    "take_back": _return,
    "give_back": _return,
    "answer": _answer,
    "cancel": _cancel,
    "carry": _carry,
    "close": _close,
    "propose_termination": _propose_termination,
    "settle": _settle_all,
}
