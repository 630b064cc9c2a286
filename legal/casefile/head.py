"""The first look at a case: where it is, whose turn it is, until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legal.agreements.models import Agreement, Consultation
from legal.casefile.execution import Execution
from legal.casefile.matters import matters
from legal.casefile.panels.documents import documents
from legal.casefile.queries import CaseFile
from legal.casefile.reader import Reader
from legal.followup.models import AgreedTarget
from legal.signing.models import SignatureRound, Visa
from workflow import suspending
from workflow.inbox import task_url
from workflow.models import Deadline, Task
from workflow.templatetags.words import long_date, soles

Status = Agreement.Status


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Who has to do what, and by when: a step, or a term that runs without one (``is_term``).

    ``about`` is the period, tranche or document of a step, where there may be several of a kind.
    ``url`` is empty for whoever may not do it; ``days_left`` counts calendar days; ``suspended`` says since when
    the term is suspended, or is empty. ``is_vacant`` says that nobody holds the post.
    """

    post: str
    title: str
    about: str
    url: str
    due_on: date | None
    days_left: int | None
    suspended: str
    is_vacant: bool
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
        documents=len(documents(file).rows),
        entries=file.entries,
        # The demonstration's notes are in the catalogue; the empty text would be translated as its header.
        note=_(agreement.demonstration_note) if agreement.demonstration_note else "",
        where=_where(file, turns),
        tags=tuple(_tags(file)),
        turns=turns,
    )


def _turns(file: CaseFile, reader: Reader) -> tuple[Turn, ...]:
    about = {pk: matter.short for pk, matter in matters(file.execution).items()}
    turns = []
    for task in file.open_tasks:
        post, is_vacant = _post(file, task)
        turns.append(
            Turn(
                post=_taken_by(post, task),
                title=str(task.flow_task.task_title),
                about=about.get(task.process_id, ""),
                url=task_url(task) if reader.may_take(task) else "",
                due_on=task.due_on,
                days_left=(task.due_on - file.today).days if task.due_on else None,
                suspended=suspending.told(task.suspended_by) if task.suspended_by else "",
                is_vacant=is_vacant,
            )
        )
    for deadline in _terms(file):
        turns.append(
            Turn(
                post=file.post_of(deadline.role, deadline.unit),
                title=deadline.title,
                about="",
                url="",
                due_on=deadline.ends_on,
                days_left=(deadline.ends_on - file.today).days if deadline.ends_on else None,
                suspended=suspending.told(deadline.suspension) if deadline.suspension else "",
                is_vacant=file.is_vacant(deadline.role, deadline.unit),
                is_term=True,
            )
        )
    # Among what is due on the same day, the reader's own comes first.
    return tuple(sorted(turns, key=lambda turn: (turn.due_on or date.max, not turn.url)))


def _terms(file: CaseFile) -> list[Deadline]:
    """Return the unsettled terms without a step; while anything else waits, those of years to come do not count."""
    borne = {(task.role, task.unit_id, task.due_on, task.suspended_by) for task in file.open_tasks}
    unborne = [
        each
        for each in file.unsettled_deadlines
        if (each.role, each.unit_id, each.ends_on, each.suspension) not in borne
    ]
    to_come = {each.period.report_deadline_id for each in file.execution.periods if each.verification is None}
    now = [each for each in unborne if each.pk not in to_come]
    return now or ([] if file.open_tasks else unborne[:1])


def _post(file: CaseFile, task: Task) -> tuple[str, bool]:
    """Return the post whose turn it is, and whether nobody holds it."""
    visa = file.visa_of(task)
    if visa is None:
        return file.post_of(task.role, task.unit), file.is_vacant(task.role, task.unit)
    return str(visa.post), not visa.is_held  # type: ignore[attr-defined]


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
    parts = [
        "; ".join(str(each) for each in file.terms.programmes),
        ", ".join(party.unit for party in file.terms.parties),
    ]
    if agreement.entity.unit.name != file.terms.entity:
        parts.append(_("La entidad se llama hoy %(name)s") % {"name": agreement.entity.unit.name})
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
    tags += _in_execution(file.execution)
    tags += _overdue_targets(file)
    ends_on = file.agreement.ends_on
    if file.agreement.status == Status.IN_FORCE and ends_on and ends_on < file.today:
        tags.append(Tag(text=_("Su término venció el %(date)s") % {"date": long_date(ends_on)}, state="warn"))
    return tags


def _signatures(file: CaseFile) -> list[Tag]:
    tags = []
    for each in file.rounds:
        if each.round.status != SignatureRound.Status.RUNNING:
            continue
        if each.awaited:
            tags.append(Tag(text=_visas(each.visas), state="go"))
        else:
            words = {"given": each.given, "all": len(each.signatures)}
            tags.append(Tag(text=_("%(given)d de %(all)d firmas") % words, state="go"))
    return tags


def _visas(visas: Sequence[Visa]) -> str:
    states = [visa.status for visa in visas]
    words = {
        "given": states.count(Visa.Status.GIVEN),
        "waived": states.count(Visa.Status.WAIVED),
        "all": len(states),
    }
    if not words["waived"]:
        return _("%(given)d de %(all)d vistos buenos") % words
    return _("%(given)d de %(all)d vistos buenos; se prescindió de %(waived)d") % words


def _overdue_targets(file: CaseFile) -> list[Tag]:
    overdue = sum(
        each.status == AgreedTarget.Status.PENDING and each.due_on < file.today for each in file.execution.targets
    )
    if not overdue:
        return []
    text = ngettext("%(count)d meta acordada vencida", "%(count)d metas acordadas vencidas", overdue)
    return [Tag(text=text % {"count": overdue}, state="warn")]


def _in_execution(execution: Execution) -> list[Tag]:
    tags = []
    if observed := sum(period.has_open_observations for period in execution.periods):
        text = ngettext(
            "%(count)d período con observaciones en curso", "%(count)d períodos con observaciones en curso", observed
        )
        tags.append(Tag(text=text % {"count": observed}, state="warn"))
    if execution.due:
        tags.append(Tag(text=_("Por transferir: %(amount)s") % {"amount": soles(execution.due)}, state="go"))
    if execution.at_risk:
        tags.append(Tag(text=_("Saldo en riesgo: %(amount)s") % {"amount": soles(execution.at_risk)}, state="risk"))
    if execution.undecided:
        text = _("Saldo por decidir: %(amount)s") % {"amount": soles(execution.undecided)}
        tags.append(Tag(text=text, state="warn"))
    return tags
