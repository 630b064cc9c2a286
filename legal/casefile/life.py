"""The way of an agreement through life: formulation, signature, one step for each year, its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from legal.agreements.models import Agreement
from legal.casefile.execution import PeriodFile
from legal.casefile.matters import period_label
from legal.casefile.queries import CaseFile
from legal.verification.models import Verification
from workflow import suspending
from workflow.models import Deadline
from workflow.templatetags.words import long_date

Status = Agreement.Status


@dataclass(frozen=True, kw_only=True)
class LifeStep:
    """A step of the life cycle: "done", "now" or "next"."""

    title: str
    note: str
    state: str


def life(file: CaseFile) -> tuple[LifeStep, ...]:
    """Return the life of the agreement: formulation, signature, one step for each year, its closure or termination."""
    status = file.agreement.status
    if status == Status.WITHDRAWN:
        return (*_before_force(file, until="withdrawn"), _withdrawal(file))
    return (*_before_force(file, until=status), *_years(file), _end(file))


def _before_force(file: CaseFile, *, until: str) -> list[LifeStep]:
    approved_on = file.last_on("agreements.approve")
    formulating = until in {Status.DRAFT, Status.IN_REVIEW}
    signing = until in {Status.APPROVED, Status.IN_SIGNATURE}
    steps = [
        LifeStep(
            title=_("Formulación"),
            note=_span(file.case.opened_on, None if formulating else approved_on),
            state="now" if formulating else "done",
        )
    ]
    if until == "withdrawn" and approved_on is None:
        return steps
    signed_on = file.agreement.signed_on
    issued_on = file.last_on("signing.issue")
    note = ""
    if signed_on:
        note = _("Última firma: %(date)s") % {"date": long_date(signed_on)}
    elif signing and issued_on:
        note = _("Emitido el %(date)s") % {"date": long_date(issued_on)}
    state = "next" if formulating else "now" if signing else "done"
    steps.append(LifeStep(title=_("Suscripción"), note=note, state=state))
    return steps


def _span(start: date, end: date | None) -> str:
    if end is None:
        return _("Desde el %(start)s") % {"start": long_date(start)}
    return _("Del %(start)s al %(end)s") % {"start": long_date(start), "end": long_date(end)}


def _years(file: CaseFile) -> list[LifeStep]:
    periods = {each.period.year: each for each in file.execution.periods}
    # The terms of the case have been read with what changed them.
    terms = {term.pk: term for term in file.deadlines}
    steps = [_year(year.year, periods.get(year.year), terms) for year in file.terms.money]
    if file.agreement.status == Status.TERMINATED:
        # Years that were never opened will not come to pass.
        return [step for step in steps if step.state != "next"]
    return steps


def _year(year: int, each: PeriodFile | None, terms: Mapping[int, Deadline]) -> LifeStep:
    state, note = "next", ""
    if each is not None:
        state = "now" if each.is_open else "done" if each.verification else "next"
        report = terms[each.period.report_deadline_id]
        note = _verified(each.verification, report) if each.verification else _report_due(report)
    return LifeStep(title=period_label(year, year - 1), note=note, state=state)


def _verified(verification: Verification, report: Deadline) -> str:
    """Return where the verification of a year stands, or how and when it ended."""
    if verification.status == Verification.Status.REPORTING:
        return _report_due(report)
    if verification.status == Verification.Status.CLOSED:
        words = {"outcome": capfirst(verification.get_outcome_display()), "date": long_date(verification.closed_on)}
        return _("%(outcome)s. Cerrado el %(date)s") % words
    return str(capfirst(verification.get_status_display()))


def _report_due(report: Deadline) -> str:
    if report.suspension:
        return suspending.told(report.suspension)
    if report.status == Deadline.Status.EXPIRED:
        return _("El plazo del informe venció el %(date)s") % {"date": long_date(report.due_on)}
    return _("Informe hasta el %(date)s") % {"date": long_date(report.due_on)}


def _end(file: CaseFile) -> LifeStep:
    """Return the last step: closure when the term is over, or the termination before it."""
    agreement, closure, termination = file.agreement, file.execution.closure, file.execution.termination
    if agreement.status == Status.TERMINATED and termination and termination.notice:
        date_ = long_date(termination.notice.received_on)
        return LifeStep(title=_("Resolución"), note=_("Resuelto el %(date)s") % {"date": date_}, state="done")
    if agreement.status == Status.CONCLUDED and closure:
        note = _("Concluido el %(date)s") % {"date": long_date(closure.closed_on)}
        return LifeStep(title=_("Cierre"), note=note, state="done")
    if agreement.status == Status.EXPIRED:
        note = _("Venció el %(date)s") % {"date": long_date(agreement.ends_on)}
        return LifeStep(title=_("Cierre"), note=note, state="now")
    note = _("Vence el %(date)s") % {"date": long_date(agreement.ends_on)} if agreement.ends_on else ""
    return LifeStep(title=_("Cierre"), note=note, state="next")


def _withdrawal(file: CaseFile) -> LifeStep:
    withdrawn_on = file.last_on("agreements.withdraw")
    return LifeStep(title=_("Desistimiento"), note=long_date(withdrawn_on), state="now")
