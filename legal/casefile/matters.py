"""What each process of a case is about, and how it ended, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from legal.casefile.execution import Execution, PeriodFile
from legal.closure.models import Closure, Termination
from legal.followup.models import AssistanceRequest
from legal.notices.models import Notice
from legal.transfers.models import Rescue, Transfer
from legal.verification.models import Verification
from workflow.templatetags.words import long_date, soles

OUTCOMES: Mapping[str, str] = {
    Verification.Outcome.ALL_MET.value: "ok",
    Verification.Outcome.CORRECTED.value: "ok",
    Verification.Outcome.PARTLY_CORRECTED.value: "warn",
    Verification.Outcome.NOT_CORRECTED.value: "risk",
    Verification.Outcome.NOT_REPORTED.value: "risk",
    Verification.Outcome.TERMINATED.value: "idle",
}


@dataclass(frozen=True, kw_only=True)
class Matter:
    """A process by its subject. ``short`` goes beside the title of a step; ``result`` is empty while it runs.

    ``state`` is that of the result: ok, go, warn, risk or idle.
    """

    title: str
    short: str
    result: str = ""
    state: str = "ok"


def matters(execution: Execution) -> dict[int, Matter]:
    """Return the matters of a case's processes by their keys; formulation and signing have none of their own."""
    return dict(_all(execution))


def period_label(year: int, level: int) -> str:
    """Return how pages name a period."""
    return _("Año %(year)d, Nivel %(level)d") % {"year": year, "level": level}


def _all(execution: Execution) -> Iterator[tuple[int, Matter]]:
    for period in execution.periods:
        if period.verification is not None and period.verification.process_id:
            yield period.verification.process_id, _verification(period, period.verification)
    for transfer in execution.transfers:
        if transfer.process_id:
            yield transfer.process_id, _transfer(transfer)
    for rescue in execution.rescues:
        if rescue.process_id:
            yield rescue.process_id, _rescue(rescue)
    for request in execution.requests:
        if request.process_id:
            yield request.process_id, _assistance(request)
    for notice in execution.notices:
        if notice.process_id:
            yield notice.process_id, _notice(notice)
    if execution.closure is not None and execution.closure.process_id:
        yield execution.closure.process_id, _closure(execution.closure)
    for termination in execution.terminations:
        if termination.process_id:
            yield termination.process_id, _termination(termination)


def _verification(each: PeriodFile, verification: Verification) -> Matter:
    words = {"year": each.period.year, "level": each.period.level}
    return Matter(
        title=_("Verificación del año %(year)d (Nivel %(level)d)") % words,
        short=period_label(each.period.year, each.period.level),
        result=capfirst(str(verification.get_outcome_display())) if verification.outcome else "",
        state=OUTCOMES.get(verification.outcome, "go"),
    )


def _transfer(transfer: Transfer) -> Matter:
    result, state = "", "ok"
    if transfer.status == Transfer.Status.CONFIRMED:
        result = _("Transferida el %(date)s") % {"date": long_date(transfer.confirmed_on)}
    elif transfer.status == Transfer.Status.RETURNED:
        result, state = _("Devuelta el %(date)s") % {"date": long_date(transfer.returned_on)}, "warn"
    return Matter(
        title=_("Transferencia de %(amount)s del %(tranche)s")
        % {"amount": soles(transfer.amount), "tranche": transfer.tranche},
        short=str(transfer.tranche),
        result=result,
        state=state,
    )


def _rescue(rescue: Rescue) -> Matter:
    result, state = "", "risk"
    if rescue.status == Rescue.Status.CANCELLED:
        result = _("Cancelado: %(amount)s") % {"amount": soles(rescue.amount)}
    elif rescue.status == Rescue.Status.CARRIED and rescue.carried_into is not None:
        result, state = _("Arrastrado al Nivel %(level)d") % {"level": rescue.carried_into.level}, "ok"
    elif rescue.status == Rescue.Status.STOPPED:
        result, state = _("Sin efecto"), "idle"
    return Matter(
        title=_("Rescate del saldo del %(tranche)s") % {"tranche": rescue.tranche},
        short=str(rescue.tranche),
        result=result,
        state=state,
    )


def _assistance(request: AssistanceRequest) -> Matter:
    is_open = request.status == AssistanceRequest.Status.OPEN
    return Matter(
        title=_("Asistencia técnica: %(subject)s") % {"subject": request.subject},
        short=request.subject,
        result="" if is_open else capfirst(str(request.get_status_display())),
        state="warn" if request.status == AssistanceRequest.Status.DECLINED else "ok",
    )


def _notice(notice: Notice) -> Matter:
    received = notice.status == Notice.Status.RECEIVED
    return Matter(
        title=_("Notificación: %(document)s") % {"document": notice.document},
        short=str(notice.document),
        result=_("Recibida el %(date)s") % {"date": long_date(notice.received_on)} if received else "",
    )


def _closure(closure: Closure) -> Matter:
    closed = closure.status == Closure.Status.CLOSED
    return Matter(
        title=_("Cierre del convenio"),
        short="",
        result=_("Cerrado el %(date)s") % {"date": long_date(closure.closed_on)} if closed else "",
    )


def _termination(termination: Termination) -> Matter:
    results = {
        Termination.Status.REJECTED.value: (_("No aprobada"), "idle"),
        Termination.Status.SETTLED.value: (
            _("Liquidado el %(date)s") % {"date": long_date(termination.settled_on)},
            "risk",
        ),
    }
    result, state = results.get(termination.status, ("", "risk"))
    return Matter(
        title=_("Resolución del convenio por %(cause)s") % {"cause": termination.get_cause_display()},
        short="",
        result=result,
        state=state,
    )
