"""The end of an agreement, reached by the acts themselves."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from legal.agreements.models import Agreement, Period
from legal.closure.models import Closure, Lesson, Termination
from legal.closure.services import closure as closures
from legal.closure.services import termination as terminations
from legal.closure.services.lessons import record_lesson
from tests.factories.agreements import PDF
from tests.factories.tasks import do, today
from tests.factories.transfers import step_of
from tests.factories.verification import serve
from tests.factories.world import World
from workflow import deadlines, service
from workflow.models import User


def expire(agreement: Agreement) -> Closure:
    """Let the clock run on the day after the term: the closure opens. The test has travelled there."""
    agreement.refresh_from_db()
    assert agreement.ends_on is not None
    report = deadlines.run_clock(on=agreement.ends_on + timedelta(days=1))
    assert not report.failed, report.failed
    return Closure.objects.select_related("agreement", "case").get(agreement=agreement)


def add_lesson(
    agreement: Agreement, by: User, *, kind: str = Lesson.Kind.LESSON, text: str, period: Period | None = None
) -> None:
    """Record a lesson or a good practice."""
    service.perform(
        case=agreement.case,
        actor=by,
        act_name="closure.record_lesson",
        act=partial(record_lesson, agreement=agreement, kind=kind, text=text, period=period),
        occurred=today(),
    )


def present_final_report(
    closure: Closure,
    *,
    unspent: Decimal = Decimal(0),
    unspent_note: str = "",
    difference: str = "",
    on: date | None = None,
) -> Closure:
    """Present the final report of the entity."""
    do(
        step_of(closure.process, "final_report"),
        closures.present_final_report,
        on=on,
        closure=closure,
        number="Informe Final N° 001-2029-GRA/GRPPAT",
        summary="El convenio cumplió su objeto.",
        unspent=unspent,
        unspent_note=unspent_note,
        difference=difference,
        upload=("informe-final.pdf", PDF),
    )
    return _again(closure)


def accept(closure: Closure, *, on: date | None = None) -> Closure:
    """Agree with the final report."""
    do(step_of(closure.process, "review"), closures.accept_final_report, on=on, closure=closure)
    return _again(closure)


def close(closure: Closure, *, on: date | None = None) -> Closure:
    """Close the agreement: its act is issued."""
    do(step_of(closure.process, "close"), closures.close, on=on, closure=closure)
    return _again(closure)


def propose_termination(
    agreement: Agreement,
    world: World,
    *,
    cause: str = Termination.Cause.BREACH,
    facts: str = "La entidad no presentó el informe de cumplimiento del año 1.",
    on: date | None = None,
) -> Termination:
    """Propose to end an agreement before its term."""
    service.perform(
        case=agreement.case,
        actor=world.formulator,
        act_name="closure.propose_termination",
        act=partial(terminations.propose_termination, agreement=agreement, cause=cause, facts=facts),
        occurred=today(on),
    )
    return _termination(Termination.objects.get(agreement=agreement, status=Termination.Status.PROPOSED))


def opine_on_termination(
    termination: Termination, *, opinion: str = "La causal está acreditada.", on: date | None = None
) -> Termination:
    """Give the legal opinion."""
    do(
        step_of(termination.process, "opinion"),
        terminations.give_opinion,
        on=on,
        termination=termination,
        report="Informe N° 044-2026-EF/42.02",
        opinion=opinion,
    )
    return _termination(termination)


def terminate(termination: Termination, *, on: date | None = None) -> Termination:
    """Decide to terminate: the letter is issued."""
    do(step_of(termination.process, "decide"), terminations.terminate, on=on, termination=termination)
    return _termination(termination)


def serve_termination(termination: Termination, *, on: date | None = None) -> Termination:
    """Serve the letter: the agreement is terminated."""
    assert termination.notice is not None
    serve(termination.notice, on=on)
    return _termination(termination)


def settle_termination(
    termination: Termination, *, reason: str = "No hay montos por transferir.", on: date | None = None
) -> Termination:
    """Settle the terminated agreement: what was not earned is cancelled."""
    do(
        step_of(termination.process, "settle"),
        terminations.settle_termination,
        on=on,
        termination=termination,
        reason=reason,
    )
    return _termination(termination)


def _again(closure: Closure) -> Closure:
    return Closure.objects.select_related("agreement", "case").get(pk=closure.pk)


def _termination(termination: Termination) -> Termination:
    return Termination.objects.select_related("agreement", "case").get(pk=termination.pk)
