"""How each act of the model is done: by the services, through the one write path."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from legal.agreements.models import Agreement
from legal.closure.models import Closure, Termination
from legal.closure.services import closure, lessons, termination
from legal.entities.models import Level
from legal.norms.routes import ROUTES
from legal.notices import services as notices
from legal.notices.models import Notice
from legal.transfers.models import Rescue, Tranche, Transfer
from legal.transfers.services import carrying, proposal, rescue, transfer
from legal.verification.models import Verification
from legal.verification.queries import judged_levels, missing_reports, observations_of, targets_of
from legal.verification.rules import Judged
from legal.verification.services import evidence, observations, reporting, reports, reviewing, unreported, verifying
from legal.verification.services.reporting import PresentedReport
from tests.factories.agreements import PDF
from tests.stories.random_lives.attempts import Attempt
from tests.stories.random_lives.life import Key
from workflow import service
from workflow.acting import Occurrence
from workflow.models import Task, User

CAUSES = {Level.LOCAL: Termination.Cause.SEPARATION, Level.REGIONAL: Termination.Cause.MUTUAL}
PAPER = "Oficio N° 051-2026-GRA"
FILE = ("archivo.pdf", PDF)
Words = dict[str, Any]

# Acts outside a step, by the name they are registered with.
OUTSIDE = {
    "add_evidence": ("verification.add_evidence", evidence.add_evidence),
    "declare": ("verification.declare_unreported", unreported.declare_unreported),
    "propose": ("transfers.propose", proposal.propose),
    "take_back": ("transfers.take_back", proposal.take_back),
    "answer": ("transfers.answer_warning", rescue.answer_warning),
    "add_lesson": ("closure.record_lesson", lessons.record_lesson),
    "propose_termination": ("closure.propose_termination", termination.propose_termination),
}
# Acts of a step: its node (a proposal is sent back from either of two), and the service.
STEPS: dict[str, tuple[str, Callable[..., object]]] = {
    "present": ("present", reporting.present_reports),
    "ask_to_complete": ("admit", reporting.ask_to_complete),
    "complete": ("complete", reporting.complete_report),
    "admit": ("admit", reporting.admit),
    "refuse": ("admit", unreported.refuse_report),
    "verify_as_third": ("third", verifying.verify_as_third),
    "verify": ("verify", verifying.verify),
    "agree": ("review_first review_second", reviewing.agree),
    "return_report": ("review_first review_second", reviewing.return_report),
    "report_1": ("first_report", reports.issue_first_report),
    "communicate": ("communicate", observations.communicate),
    "send": ("send", notices.send),
    "fail": ("receive", notices.fail),
    "receive": ("receive", notices.receive),
    "correct": ("correct", observations.correct),
    "verify_correction": ("verify_correction", verifying.verify_correction),
    "report_2": ("second_report", reports.issue_second_report),
    "review": ("review", transfer.review),
    "send_back": ("review authorize", transfer.send_back),
    "authorize": ("authorize", transfer.authorize),
    "instruct": ("instruct", transfer.instruct),
    "incorporate": ("incorporate", transfer.incorporate),
    "send_copies": ("copies", transfer.send_copies),
    "confirm": ("confirm", transfer.confirm),
    "give_back": ("confirm", transfer.give_back),
    "warn": ("warn", rescue.warn),
    "cancel": ("decide", rescue.cancel_balance),
    "carry": ("warn decide", carrying.carry),
    "present_final": ("final_report", closure.present_final_report),
    "return_final": ("review", closure.return_final_report),
    "accept": ("review", closure.accept_final_report),
    "close": ("close", closure.close),
    "opine": ("opinion", termination.give_opinion),
    "terminate": ("decide", termination.terminate),
    "reject": ("decide", termination.reject_termination),
    "settle": ("settle", termination.settle_termination),
}


def find(agreement: Agreement, key: Key) -> Any:
    """Return the row that a track of the model is about, read afresh."""
    kind, about = key
    case = agreement.case
    match kind:
        case "verification":
            return Verification.objects.select_related("case", "process").get(case=case, period__year=about)
        case "transfer":
            year, tranche, sequence = about  # type: ignore[misc]
            of_tranche = Transfer.objects.filter(tranche__period__year=year, tranche__kind=tranche)
            return of_tranche.get(case=case, sequence=sequence)
        case "tranche":
            return Tranche.objects.get(case=case, period__year=about[0], kind=about[1])  # type: ignore[index]
        case "rescue":
            year, tranche, number = about  # type: ignore[misc]
            of_tranche = Rescue.objects.filter(case=case, tranche__period__year=year, tranche__kind=tranche)
            return of_tranche.order_by("pk")[number - 1]
        case "closure":
            return Closure.objects.get(case=case)
        case "termination":
            return case.terminations.order_by("pk")[about - 1]  # type: ignore[operator]
    return agreement


def notices_of(row: Any) -> list[Notice]:
    """Return the notices of a verification, a rescue or a termination, the latest first."""
    names = ("notice", "letter_notice", "warning_notice")
    return [notice for name in names if (notice := getattr(row, name, None)) is not None]


def task_for(row: Any, act: str) -> Task | None:
    """Return the step that an act belongs to: the open one, else the last that was there; none if never opened."""
    nodes = STEPS[act][0].split()
    processes = [row.process_id]
    if act in {"send", "fail", "receive"}:
        processes = [notice.process_id for notice in notices_of(row)]
    tasks = Task.objects.filter(process__in=processes, flow_task_type="HUMAN").order_by("-pk")
    found = [task for task in tasks if task.flow_task.name in nodes]
    return next((task for task in found if task.is_open), found[0] if found else None)


def do(agreement: Agreement, attempt: Attempt) -> bool:
    """Try an act; return whether there was anything to try: a step that never opened has no page.

    :raises Refusal: when it is refused.
    """
    row = find(agreement, attempt.key)
    actor = User.objects.get(username=attempt.person)
    occurred = Occurrence(on=attempt.on, grounds="Acta de la misma fecha" if attempt.grounds else "")
    words = WORDS.get(attempt.act, _none)(row, attempt)
    if attempt.act in OUTSIDE:
        name, act = OUTSIDE[attempt.act]
        bound = partial(act, **_subject(row), **words)
        service.perform(case=agreement.case, actor=actor, act_name=name, act=bound, occurred=occurred)
        return True
    task = task_for(row, attempt.act)
    if task is None:
        return False
    subject = {"notice": task.process.notice} if attempt.act in {"send", "fail", "receive"} else _subject(row)
    bound = partial(STEPS[attempt.act][1], **subject, **words)
    service.complete(task_pk=task.pk, actor=actor, act=bound, occurred=occurred)
    return True


def _subject(row: Any) -> Words:
    return {row._meta.model_name: row}


def _none(row: Any, attempt: Attempt) -> Words:
    return {}


def _evidence(row: Verification, attempt: Attempt) -> Words:
    levels = evidence.open_levels(row)
    # The same bytes for the same criterion are refused: each file is another.
    content = PDF + f"% {row.evidence.count()}".encode()
    return {
        "levels": [] if attempt.flaw == 1 else sorted(levels),
        "targets": [],
        "title": " " if attempt.flaw == 2 else "Base de datos",
        "brought": evidence.Brought(upload=("archivo.pdf", content)),
    }


def _present(row: Verification, attempt: Attempt) -> Words:
    kinds = missing_reports(row)[1 if attempt.flaw == 1 else 0 :]
    number = " " if attempt.flaw == 2 else "Informe N° 045-2026-GRPPAT"
    return {"reports": [PresentedReport(kind=kind, number=number, upload=FILE) for kind in kinds]}


def _verdicts(levels: list[Any], attempt: Attempt) -> dict[int, Judged]:
    """Return the verdicts; the first one missing, or given without its reason, where the attempt has that flaw."""
    judged = {}
    for level in levels:
        met = level.criterion.code not in attempt.unmet
        judged[level.pk] = Judged(
            value=None, met=met, reason="Consta en la base." if met else "Falta la base de datos."
        )
    if attempt.flaw == 1:
        del judged[levels[0].pk]
    elif attempt.flaw == 2:
        judged[levels[0].pk] = Judged(value=None, met=False, reason=" ")
    return judged


def _verify(row: Verification, attempt: Attempt) -> Words:
    values: dict[int, Decimal | None] = {
        target.pk: Decimal(attempt.values[target.indicator.code]) for target in targets_of(row)
    }
    verdicts = _verdicts(judged_levels(row), attempt)
    if attempt.flaw == 3:
        # A year without indicators lacks no value: there a verdict is missing.
        verdicts = verdicts if values else {}
        values = dict.fromkeys(values)
    # A third body is never returned its findings.
    reply = {} if attempt.act == "verify_as_third" else {"reply": "Se corrigió lo señalado."}
    return {"criteria": verdicts, "indicators": values, **reply}


def _correct(row: Verification, attempt: Attempt) -> Words:
    numbers = [each.number for each in observations_of(row)]
    answers = dict.fromkeys(numbers, "Se remite la base.")
    if attempt.flaw == 1:
        answers = dict.fromkeys(numbers[1:], "Se remite la base.")
    return {"number": " " if attempt.flaw == 2 else "Informe N° 131-2026-GRPPAT", "upload": FILE, "answers": answers}


def _verify_correction(row: Verification, attempt: Attempt) -> Words:
    levels = [each.finding.level for each in observations_of(row)]
    return {"criteria": _verdicts(levels, attempt) if levels else {}, "reply": "Se corrigió lo señalado."}


def _copies(row: Transfer, attempt: Attempt) -> Words:
    bodies = [str(body) for body in ROUTES[row.route].copies_to]
    return {"copies": dict.fromkeys(bodies[1:] if attempt.flaw == 1 else bodies, PAPER)}


def _receive(row: Any, attempt: Attempt) -> Words:
    return {"receiver": " " if attempt.flaw == 1 else "Mesa de partes", "receipt": FILE}


def _final_report(row: Any, attempt: Attempt) -> Words:
    return {
        "number": " " if attempt.flaw == 1 else "Informe Final N° 001-2029-GRA/GRPPAT",
        "summary": "Se cumplió el objeto.",
        "unspent": {2: None, 3: Decimal(-1), 4: Decimal(10)}.get(attempt.flaw, Decimal(0)),
        "unspent_note": " " if attempt.flaw == 4 else "Se devuelve.",
        "upload": FILE,
    }


def _proposal(row: Agreement, attempt: Attempt) -> Words:
    """A town separates freely, a region and the ministry agree to part."""
    return {"facts": " " if attempt.flaw == 1 else "No se requiere más.", "cause": CAUSES[row.entity.level]}


def _lesson(row: Any, attempt: Attempt) -> Words:
    # The same text again is refused: each lesson is another.
    text = f"Por lo que consta en autos, {row.case.lessons.count() + 1}"
    return {"kind": "lesson", "text": " " if attempt.flaw == 1 else text, "period": None}


def _worded(name: str, text: str = "Por lo que consta en autos", **others: object) -> Callable[[Any, Attempt], Words]:
    """Return the words of an act that needs one text; blank where the attempt has that flaw."""
    return lambda row, attempt: {name: " " if attempt.flaw == 1 else text, **others}


WORDS: dict[str, Callable[[Any, Attempt], Words]] = {
    "add_evidence": _evidence,
    "present": _present,
    "declare": _worded("reason"),
    "ask_to_complete": _worded("request"),
    "complete": _worded("number", PAPER, upload=FILE),
    "admit": lambda row, attempt: {"note": "Llegó tarde." if attempt.has_note else " "},
    "refuse": _worded("reason"),
    "verify_as_third": _verify,
    "verify": _verify,
    "agree": _none,
    "return_report": _worded("notes"),
    "send": lambda row, attempt: {"channel": Notice.Channel.IN_PERSON},
    "fail": _worded("reason"),
    "receive": _receive,
    "correct": _correct,
    "verify_correction": _verify_correction,
    "take_back": _worded("reason"),
    "send_back": _worded("reason"),
    "instruct": _worded("document", PAPER, upload=FILE),
    "incorporate": _worded("resolution", PAPER, upload=FILE),
    "send_copies": _copies,
    "confirm": lambda row, attempt: {"siaf_record": " " if attempt.flaw == 1 else f"{row.pk:010d}"},
    "give_back": _worded("reason"),
    "answer": _worded("answer", upload=None),
    "cancel": _worded("reason"),
    "carry": _worded("reason"),
    "add_lesson": _lesson,
    "present_final": _final_report,
    "return_final": _worded("reason"),
    "propose_termination": _proposal,
    "opine": _worded("opinion", report="Informe N° 044-2026-EF/42.02"),
    "reject": _worded("reason"),
    "settle": _worded("reason"),
}
# How many ways there are to leave an act incomplete; one unless said otherwise.
FLAWS = {
    **dict.fromkeys(WORDS, 1),
    "add_evidence": 2,
    "present": 2,
    "verify_as_third": 3,
    "verify": 3,
    "correct": 2,
    "verify_correction": 2,
    "present_final": 4,
    "admit": 0,
    "agree": 0,
    "send": 0,
}
