"""The first look at a case: where it is, whose turn it is, until when; and its way through life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legal.agreements.models import Agreement, Consultation
from legal.casefile.queries import CaseFile
from legal.casefile.reader import Reader
from legal.signing.models import SignatureRound
from workflow.inbox import task_url
from workflow.models import Deadline, Task
from workflow.templatetags.words import long_date

Status = Agreement.Status


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Who has to do what, and by when: a step, or a term that runs without one (``is_term``).

    ``url`` is empty for whoever may not do it; ``days_left`` counts calendar days.
    """

    post: str
    title: str
    url: str
    due_on: date | None
    days_left: int | None
    is_term: bool = False


@dataclass(frozen=True, kw_only=True)
class Tag:
    """A short fact with its state: ok, go, warn, risk or idle."""

    text: str
    state: str


@dataclass(frozen=True, kw_only=True)
class Head:
    """The cover of a case. ``note`` is what the reader must know first, or empty."""

    kind: str
    number: str
    title: str
    summary: str
    case_number: str
    documents: int
    entries: int
    note: str
    where: str
    tags: tuple[Tag, ...]
    turns: tuple[Turn, ...]


def head(file: CaseFile, reader: Reader) -> Head:
    """Return the cover of a case for whoever reads it."""
    agreement = file.agreement
    turns = _turns(file, reader)
    return Head(
        kind=_("Convenio de Apoyo Presupuestario"),
        number=agreement.number,
        title=agreement.title,
        summary=_summary(file),
        case_number=file.case.number,
        documents=len(file.documents),
        entries=file.entries,
        note=agreement.demonstration_note,
        where=_where(file, turns),
        tags=tuple(_tags(file)),
        turns=turns,
    )


def _turns(file: CaseFile, reader: Reader) -> tuple[Turn, ...]:
    turns = [
        Turn(
            post=_taken_by(file.post_of(task.role, task.unit), task),
            title=str(task.flow_task.task_title),
            url=task_url(task) if reader.may_take(task) else "",
            due_on=task.due_on,
            days_left=(task.due_on - file.today).days if task.due_on else None,
        )
        for task in file.open_tasks
    ]
    # The terms of later years wait for the first one.
    for deadline in file.running_deadlines[:1]:
        turns.append(
            Turn(
                post=file.post_of(deadline.role, deadline.unit),
                title=deadline.title,
                url="",
                due_on=deadline.due_on,
                days_left=(deadline.due_on - file.today).days,
                is_term=True,
            )
        )
    # Among what is due on the same day, the reader's own comes first.
    return tuple(sorted(turns, key=lambda turn: (turn.due_on or date.max, not turn.url)))


def _taken_by(post: str, task: Task) -> str:
    if task.owner is None:
        return post
    return _("%(post)s (la tomó %(person)s)") % {"post": post, "person": task.owner}


def _where(file: CaseFile, turns: tuple[Turn, ...]) -> str:
    status = str(file.agreement.get_status_display())
    if not file.open_tasks or not turns:
        return status
    step = str(file.open_tasks[0].flow_task.task_title)
    more = len({task.flow_task.task_title for task in file.open_tasks}) - 1
    words = {"status": status, "step": step[:1].lower() + step[1:], "count": more}
    if not more:
        return _("%(status)s: %(step)s") % words
    return (
        ngettext("%(status)s: %(step)s y %(count)d paso más", "%(status)s: %(step)s y %(count)d pasos más", more)
        % words
    )


def _summary(file: CaseFile) -> str:
    agreement = file.agreement
    parts = [str(agreement.programme), ", ".join(party.unit for party in file.terms.parties)]
    if agreement.in_force_from and agreement.ends_on:
        parts.append(
            _("Del %(start)s al %(end)s")
            % {"start": long_date(agreement.in_force_from), "end": long_date(agreement.ends_on)}
        )
    else:
        parts.append(
            ngettext("%(count)d año de vigencia", "%(count)d años de vigencia", agreement.years)
            % {"count": agreement.years}
        )
    return ". ".join(parts) + "."


def _tags(file: CaseFile) -> list[Tag]:
    tags = []
    if pending := sum(each.answered_on is None for each in file.observations):
        text = ngettext("%(count)d observación por responder", "%(count)d observaciones por responder", pending)
        tags.append(Tag(text=text % {"count": pending}, state="warn"))
    asked = sum(each.status == Consultation.Status.PENDING for each in file.consultations)
    if asked and file.agreement.status == Status.IN_REVIEW:
        text = ngettext("%(count)d consulta sin respuesta", "%(count)d consultas sin respuesta", asked)
        tags.append(Tag(text=text % {"count": asked}, state="idle"))
    tags += _signatures(file)
    ends_on = file.agreement.ends_on
    if file.agreement.status == Status.IN_FORCE and ends_on and ends_on < file.today:
        tags.append(Tag(text=_("Su término venció el %(date)s") % {"date": long_date(ends_on)}, state="warn"))
    return tags


def _signatures(file: CaseFile) -> list[Tag]:
    return [
        Tag(text=_("%(given)d de %(all)d firmas") % {"given": each.given, "all": len(each.signatures)}, state="go")
        for each in file.rounds
        if each.round.status == SignatureRound.Status.RUNNING
    ]


@dataclass(frozen=True, kw_only=True)
class LifeStep:
    """A step of the life cycle: "done", "now" or "next"."""

    title: str
    note: str
    state: str


def life(file: CaseFile) -> tuple[LifeStep, ...]:
    """Return the life of the agreement: formulation, signature, one step for each year, closure."""
    status = file.agreement.status
    if status == Status.WITHDRAWN:
        return (*_before_force(file, until="withdrawn"), _withdrawal(file))
    return (*_before_force(file, until=status), *_years(file), _closure(file))


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
    reports = {deadline.period.year: deadline for deadline in file.deadlines if hasattr(deadline, "period")}
    steps, is_now = [], file.agreement.status == Status.IN_FORCE
    for year in file.terms.money:
        report = reports.get(year.year)
        state = "next"
        if report and report.status == Deadline.Status.MET:
            state = "done"
        elif is_now:
            state, is_now = "now", False
        steps.append(
            LifeStep(
                title=_("Año %(year)d, Nivel %(level)d") % {"year": year.year, "level": year.year - 1},
                note=_report_note(report),
                state=state,
            )
        )
    return steps


def _report_note(report: Deadline | None) -> str:
    if report is None:
        return ""
    if report.status == Deadline.Status.MET and report.settled_on:
        return _("Informe presentado el %(date)s") % {"date": long_date(report.settled_on)}
    if report.status == Deadline.Status.EXPIRED:
        return _("El plazo del informe venció el %(date)s") % {"date": long_date(report.due_on)}
    return _("Informe hasta el %(date)s") % {"date": long_date(report.due_on)}


def _closure(file: CaseFile) -> LifeStep:
    ends_on = file.agreement.ends_on
    return LifeStep(
        title=_("Cierre"),
        note=_("Vence el %(date)s") % {"date": long_date(ends_on)} if ends_on else "",
        state="done" if file.agreement.status in {Status.CONCLUDED, Status.TERMINATED} else "next",
    )


def _withdrawal(file: CaseFile) -> LifeStep:
    withdrawn_on = file.last_on("agreements.withdraw")
    return LifeStep(title=_("Desistimiento"), note=long_date(withdrawn_on), state="now")
