"""What may happen, as tables: from where, by which act, to where; who acts; what an act must not precede.

A state is the status that the database keeps and, behind the stroke, the step that is open in it.
"""

from __future__ import annotations

Table = dict[tuple[str, str], tuple[str, ...]]


def _from(*states: str, by: str, to: tuple[str, ...] | str) -> Table:
    return {(state, by): (to,) if isinstance(to, str) else to for state in states}


def _served(status: str, then: str, *, by: str = "receive") -> Table:
    """A document of this status is sent, cannot be delivered, is received."""
    return {
        **_from(f"{status}/send", by="send", to=f"{status}/receive"),
        **_from(f"{status}/receive", by="fail", to=f"{status}/send"),
        **_from(f"{status}/receive", by=by, to=then),
    }


VERIFICATION: Table = {
    **_from("reporting/present", by="present", to="submitted/admit"),
    **_from("reporting/present", by="declare", to="closed/"),
    **_from("submitted/admit", by="ask_to_complete", to="completing/complete"),
    **_from("completing/complete", by="complete", to="submitted/admit"),
    **_from("completing/complete", by="give_up", to="submitted/admit"),
    **_from("submitted/admit", by="refuse", to="closed/"),
    **_from("submitted/admit", by="admit", to=("admitted/verify", "admitted/third")),
    **_from("admitted/third", by="verify_as_third", to="admitted/verify"),
    **_from("admitted/verify", by="verify", to="admitted/review_first"),
    **_from("admitted/review_first", by="agree", to="admitted/first_report"),
    **_from("admitted/review_first", by="return_report", to="admitted/verify"),
    **_from("admitted/first_report", by="report_1", to=("reported/communicate", "reported/")),
    **_from("reported/", by="close_period", to="closed/"),
    **_from("reported/communicate", by="communicate", to="observed/send"),
    **_served("observed", then="observed/correct"),
    **_from("observed/correct", by="correct", to="answered/verify_correction"),
    **_from("observed/correct", by="lapse", to="lapsed/second_report"),
    **_from("answered/verify_correction", by="verify_correction", to="answered/review_second"),
    **_from("answered/review_second", by="agree", to="answered/second_report"),
    **_from("answered/review_second", by="return_report", to="answered/verify_correction"),
    **_from("answered/second_report", "lapsed/second_report", by="report_2", to="closed/"),
    **_from("reporting/present", "submitted/admit", "completing/complete", by="end", to="closed/"),
}
TRANSFER: Table = {
    **_from("proposed/review", by="review", to="reviewed/authorize"),
    **_from("proposed/review", "reviewed/authorize", by="send_back", to="returned/"),
    **_from("proposed/review", "reviewed/authorize", by="take_back", to="returned/"),
    **_from("reviewed/authorize", by="authorize", to="authorized/instruct"),
    **_from("authorized/instruct", by="instruct", to="instructed/incorporate"),
    **_from("instructed/incorporate", by="incorporate", to="incorporated/copies"),
    **_from("incorporated/copies", by="send_copies", to="copied/confirm"),
    **_from("copied/confirm", by="confirm", to="confirmed/"),
    **_from("copied/confirm", by="give_back", to="returned/"),
}
RESCUE: Table = {
    **_from("open/warn", by="warn", to="warned/send"),
    **_served("warned", then="running/decide"),
    **_from("running/decide", by="answer", to="running/decide"),
    **_from("running/decide", by="cancel", to="cancelled/send"),
    **_served("cancelled", then="cancelled/"),
    **_from("open/warn", "running/decide", by="carry", to="carried/send"),
    **_served("carried", then="carried/"),
    **_from("open/warn", "warned/send", "warned/receive", "running/decide", by="stop", to="stopped/"),
}
CLOSURE: Table = {
    **_from("reporting/final_report", by="present_final", to="reported/review"),
    **_from("reported/review", by="return_final", to="reporting/final_report"),
    **_from("reported/review", by="accept", to="accepted/close"),
    **_from("accepted/close", by="close", to="closed/"),
    **_from("reporting/final_report", by="stop", to="reporting/"),
    **_from("reported/review", by="stop", to="reported/"),
    **_from("accepted/close", by="stop", to="accepted/"),
}
TERMINATION: Table = {
    **_from("proposed/opinion", by="opine", to="opined/decide"),
    **_from("opined/decide", by="terminate", to="decided/send"),
    **_from("opined/decide", by="reject", to="rejected/"),
    **_served("decided", then="served/settle"),
    **_from("served/settle", by="settle", to="settled/"),
}
AGREEMENT: Table = {
    **_from("in_force/", by="expire", to="expired/"),
    **_from("expired/", by="close", to="concluded/"),
    **_from("in_force/", "expired/", by="take_effect", to="terminated/"),
}
TABLES = {
    "agreement": AGREEMENT,
    "verification": VERIFICATION,
    "transfer": TRANSFER,
    "rescue": RESCUE,
    "closure": CLOSURE,
    "termination": TERMINATION,
}


def moves(table: Table) -> set[tuple[str, str]]:
    """Return the pairs of statuses that a table lets follow each other; to stay is always allowed."""
    pairs = {(state.partition("/")[0], to.partition("/")[0]) for (state, _act), ends in table.items() for to in ends}
    return pairs | {(status, status) for pair in pairs for status in pair}


# Which role does an act; outside a step, one of several.
ROLES: dict[str, tuple[str, ...]] = {
    "add_evidence": ("coordinator", "executing"),
    "present": ("coordinator",),
    "declare": ("formulator", "director"),
    "ask_to_complete": ("formulator",),
    "complete": ("coordinator",),
    "admit": ("formulator",),
    "refuse": ("formulator",),
    "verify_as_third": ("third",),
    "verify": ("verifier",),
    "agree": ("technical",),
    "return_report": ("technical",),
    "report_1": ("verifier",),
    "communicate": ("director",),
    "send": ("clerk",),
    "fail": ("clerk",),
    "receive": ("clerk",),
    "correct": ("coordinator",),
    "verify_correction": ("verifier",),
    "report_2": ("verifier",),
    "propose": ("officer",),
    "take_back": ("officer",),
    "review": ("budget",),
    "send_back": ("budget", "director"),
    "authorize": ("director",),
    "instruct": ("officer",),
    "incorporate": ("head",),
    "send_copies": ("coordinator",),
    "confirm": ("officer",),
    "give_back": ("officer",),
    "warn": ("director",),
    "answer": ("coordinator", "head"),
    "cancel": ("director",),
    "carry": ("director",),
    "add_lesson": ("coordinator", "formulator"),
    "present_final": ("coordinator",),
    "return_final": ("formulator",),
    "accept": ("formulator",),
    "close": ("director",),
    "propose_termination": ("formulator", "coordinator"),
    "opine": ("legal",),
    "terminate": ("director",),
    "reject": ("director",),
    "settle": ("director",),
}
_VERIFYING = {"verify", "report_1", "verify_correction", "report_2"}
# Who did one of these on the case does not do that one.
NEVER_AFTER: dict[str, set[str]] = {
    "agree": {"verify_as_third", "verify", "verify_correction"},
    "return_report": {"verify_as_third", "verify", "verify_correction"},
    "propose": _VERIFYING,
    "review": {*_VERIFYING, "propose"},
    "authorize": {*_VERIFYING, "propose", "review"},
    "instruct": {"authorize"},
    "warn": _VERIFYING,
    "cancel": _VERIFYING,
    "carry": _VERIFYING,
}
# A party that separates freely says so that many days before (the agreements' own clause).
SEPARATION_DAYS = 30
# Which acts need not follow the last one: money may arrive before the copies are sent.
FOLLOWS = {"confirm": "instruct", "give_back": "instruct", "add_evidence": "open"}
