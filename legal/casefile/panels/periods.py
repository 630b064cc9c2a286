"""The periods: what each year was verified to have met, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legal.casefile.execution import PeriodFile
from legal.casefile.matters import OUTCOMES, period_label
from legal.casefile.queries import CaseFile
from legal.verification.models import Report, Verification
from legal.verification.rules import period_opens_on
from workflow.models import Deadline
from workflow.templatetags.words import long_date


@dataclass(frozen=True, kw_only=True)
class PeriodRow:
    """A year and its level.

    ``report`` tells the compliance report or its term, ``is_late`` whether it came after it. ``expected`` counts the
    criteria that are still to be verified, those carried from other levels included; ``first`` and ``second`` read
    "7 de 23", those met in reports I and II, and then "8 de 15 arrastrados".
    ``observations`` reads "8 de 16 respondidas" and ``correction`` tells its term; each is empty while there is none.
    ``days_left`` counts calendar days of a term to correct that runs. ``url`` and ``what_if_url`` are empty for a
    period that is not open.
    """

    label: str
    fiscal_year: int
    url: str
    what_if_url: str
    report: str
    is_late: bool
    expected: int
    first: str
    second: str
    observations: str
    correction: str
    days_left: int | None
    status: str
    state: str
    note: str


@dataclass(frozen=True, kw_only=True)
class PeriodsPanel:
    """The periods, year by year."""

    rows: tuple[PeriodRow, ...]


def periods(file: CaseFile) -> PeriodsPanel:
    """Return the periods of an agreement; none before it is in force."""
    return PeriodsPanel(rows=tuple(_row(each, file) for each in file.execution.periods))


def _row(each: PeriodFile, file: CaseFile) -> PeriodRow:
    period, verification = each.period, each.verification
    reports = {report.ordinal: report for report in each.reports}
    status, state, note = _status(each, verification) if verification else _unopened(each, file)
    correction = verification.correction_deadline if verification else None
    is_running = correction is not None and correction.status == Deadline.Status.RUNNING
    return PeriodRow(
        label=period_label(period.year, period.level),
        fiscal_year=period.fiscal_year,
        url=reverse("verification:period", args=[file.case.number, period.year]) if verification else "",
        what_if_url=reverse("transfers:what_if", args=[file.case.number, period.year]) if verification else "",
        report=_report(each),
        is_late=bool(verification and verification.is_late),
        expected=_expected(period.year, file) + each.carried if each.is_open or each.is_to_come else 0,
        first=_met(reports.get(1)),
        second=_met(reports.get(2)),
        observations=_answered(each),
        correction=_correction(verification) if verification else "",
        days_left=(correction.due_on - file.today).days if correction and is_running else None,
        status=status,
        state=state,
        note=note,
    )


def _answered(each: PeriodFile) -> str:
    if not each.observed:
        return ""
    text = ngettext("%(answered)d de %(all)d respondida", "%(answered)d de %(all)d respondidas", each.observed)
    return text % {"answered": each.answered, "all": each.observed}


def _status(each: PeriodFile, verification: Verification) -> tuple[str, str, str]:
    """Return where a verification stands in words, its state, and when it was closed, if it was."""
    if verification.status == Verification.Status.CLOSED:
        closed = _("Cerrado el %(date)s") % {"date": long_date(verification.closed_on)}
        return str(capfirst(verification.get_outcome_display())), OUTCOMES[verification.outcome], closed
    is_awaited = verification.status == Verification.Status.REPORTING
    is_overdue = is_awaited and each.period.report_deadline.status == Deadline.Status.EXPIRED
    state = "warn" if is_overdue or each.has_open_observations else "go"
    return str(capfirst(verification.get_status_display())), state, ""


def _unopened(each: PeriodFile, file: CaseFile) -> tuple[str, str, str]:
    signed_on = file.agreement.signed_on
    if not each.is_to_come or signed_on is None:
        return _("No se abrió"), "idle", ""
    opens_on = period_opens_on(signed_on, each.period.year)
    return _("Previsto"), "idle", _("Se abre el %(date)s") % {"date": long_date(opens_on)}


def _expected(year: int, file: CaseFile) -> int:
    """Return how many criteria a year demands."""
    return sum(any(level.year == year for level in criterion.levels) for criterion in file.terms.criteria)


def _report(each: PeriodFile) -> str:
    if each.presented_on:
        return _("Presentado el %(date)s") % {"date": long_date(each.presented_on)}
    deadline = each.period.report_deadline
    words = {"date": long_date(deadline.due_on)}
    if deadline.status == Deadline.Status.EXPIRED:
        return _("No se presentó; venció el %(date)s") % words
    if deadline.status == Deadline.Status.SUSPENDED:
        return _("Plazo suspendido; vencía el %(date)s") % words
    if deadline.status == Deadline.Status.STOPPED:
        return _("No se presentó") if each.verification else ""
    return _("Hasta el %(date)s") % words


def _met(report: Report | None) -> str:
    if report is None:
        return ""
    told = _("%(met)d de %(all)d") % {"met": report.met, "all": report.criteria}
    if not report.carried:
        return told
    carried = _("%(met)d de %(all)d arrastrados") % {"met": report.carried_met, "all": report.carried}
    return f"{told}; {carried}"


def _correction(verification: Verification) -> str:
    """Return what became of the term to correct; it runs from the receipt of the letter, and not without it."""
    deadline = verification.correction_deadline
    if deadline is None:
        return _("Plazo no iniciado: falta la recepción del oficio") if verification.notice else ""
    words = {"date": long_date(deadline.due_on), "settled": long_date(deadline.settled_on)}
    return {
        Deadline.Status.RUNNING.value: _("Subsanación hasta el %(date)s"),
        Deadline.Status.SUSPENDED.value: _("Plazo suspendido; vencía el %(date)s"),
        Deadline.Status.MET.value: _("Subsanación presentada el %(settled)s"),
        Deadline.Status.EXPIRED.value: _("Plazo vencido el %(date)s, sin subsanación"),
        Deadline.Status.STOPPED.value: _("Plazo sin efecto"),
    }[deadline.status] % words
