"""Register a meeting by its signed act, with its targets; confirm it or object to it; tell what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from legal.agreements.models import Agreement
from legal.documents import services as documents
from legal.followup import rules
from legal.followup.attendance import Person
from legal.followup.errors import CannotConfirm, CannotMeet, CannotSettleTarget
from legal.followup.models import AgreedTarget, Meeting
from legal.followup.queries import responsible_units_of
from legal.followup.services.attendance import obstacles_to_people, write_people
from legal.followup.topics import FREE, Topic, obstacles_to_topic
from workflow import ledger
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import Unit, User
from workflow.templatetags.words import long_date


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """A target agreed in a meeting: what, who answers for it, by when, and the value to reach where there is one."""

    text: str
    unit: Unit
    due_on: date
    topic: Topic = FREE
    value: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """What the signed act of a meeting says."""

    number: str
    subject: str
    held_on: date
    place: str
    people: Sequence[Person]
    targets: Sequence[Agreed] = ()


def obstacles_to_meeting(agreement: Agreement) -> list[Obstacle]:
    """Return what keeps a meeting from being registered."""
    return rules.obstacles_to_following(agreement)


def record_meeting(
    *, agreement: Agreement, minutes: Minutes, upload: tuple[str, bytes], actor: User, occurred: Occurrence
) -> None:
    """Register a meeting by its signed act, with every target agreed in it.

    :raises CannotMeet: when the agreement is not followed, the act is registered already, or it is not said which,
        when, where, with whom; or a target names no one who answers for it, or is due before the meeting.
    """
    agreement = Agreement.objects.select_related("case", "entity__unit").get(pk=agreement.pk)
    obstacles = obstacles_to_meeting(agreement)
    if not obstacles:
        obstacles = _obstacles_to_minutes(agreement, minutes, occurred) + _obstacles_to_targets(agreement, minutes)
    if obstacles:
        raise CannotMeet(*obstacles)
    name, content = upload
    meeting = Meeting.objects.create(
        case=agreement.case,
        agreement=agreement,
        number=minutes.number.strip(),
        subject=minutes.subject.strip(),
        held_on=minutes.held_on,
        place=minutes.place.strip(),
        file=documents.store_file(content=content, name=name, uploaded_by=actor),
        recorded_on=occurred.on,
        recorded_by=actor,
    )
    write_people(minutes.people, meeting=meeting)
    targets = [_write_target(meeting, position, agreed) for position, agreed in enumerate(minutes.targets, start=1)]
    ledger.record(
        act="followup.record_meeting",
        subject=meeting,
        after={
            "number": meeting.number,
            "subject": meeting.subject,
            "held_on": meeting.held_on.isoformat(),
            "place": meeting.place,
            "people": [f"{each.name}, {each.post}, {each.unit}" for each in minutes.people],
            "count": len(targets),
            "targets": [f"{each.text} ({each.unit}, {each.due_on.isoformat()})" for each in targets],
            "file_sha256": meeting.file.sha256,
        },
    )


def obstacles_to_answering(meeting: Meeting) -> list[Obstacle]:
    """Return what keeps a meeting from being confirmed or objected to: it was answered."""
    if meeting.answer == Meeting.Answer.PENDING:
        return []
    return [Obstacle(text=_("La entidad ya respondió al acta: %(answer)s.") % {"answer": meeting.get_answer_display()})]


def confirm_meeting(*, meeting: Meeting, actor: User, occurred: Occurrence) -> None:
    """Confirm, for the entity, that the act says what was agreed.

    :raises CannotConfirm: when it was answered, or the date is before that of the meeting.
    """
    _answer(meeting, Meeting.Answer.CONFIRMED, "", occurred)


def object_to_meeting(*, meeting: Meeting, objection: str, actor: User, occurred: Occurrence) -> None:
    """Object in writing, for the entity, to what the act says; the act and its targets stay.

    :raises CannotConfirm: when it was answered, nothing is written, or the date is before that of the meeting.
    """
    _answer(meeting, Meeting.Answer.OBJECTED, objection.strip(), occurred)


def obstacles_to_settling(target: AgreedTarget) -> list[Obstacle]:
    """Return what keeps a target from being told met or not met: it was told already."""
    if target.status == AgreedTarget.Status.PENDING:
        return []
    return [Obstacle(text=_("La meta ya consta como %(status)s.") % {"status": target.get_status_display()})]


def settle_target(*, target: AgreedTarget, is_met: bool, reason: str, actor: User, occurred: Occurrence) -> None:
    """Tell that an agreed target was met, or was not, with what grounds it.

    :raises CannotSettleTarget: when it was told already, nothing grounds it, it is dated before the meeting, or told
        not met while its day is still to come.
    """
    target = AgreedTarget.objects.select_related("meeting", "unit").get(pk=target.pk)
    obstacles = obstacles_to_settling(target)
    if not reason.strip():
        obstacles.append(Obstacle(text=_("Escriba qué lo sustenta."), where="reason"))
    if occurred.on < target.meeting.held_on:
        obstacles.append(Obstacle(text=_("La fecha es anterior a la reunión."), where="occurred_on"))
    if not is_met and occurred.on <= target.due_on:
        words = {"date": long_date(target.due_on)}
        text = _("La meta puede cumplirse hasta el %(date)s: antes no consta como no cumplida.") % words
        obstacles.append(Obstacle(text=text, where="outcome"))
    if obstacles:
        raise CannotSettleTarget(*obstacles)
    target.status = AgreedTarget.Status.MET if is_met else AgreedTarget.Status.NOT_MET
    target.settled_on, target.reason = occurred.on, reason.strip()
    target.save()
    ledger.record(
        act="followup.settle_target",
        subject=target,
        before={"status": AgreedTarget.Status.PENDING},
        after={
            "status": target.status,
            "outcome": str(target.get_status_display()),
            "target": target.text,
            "unit": str(target.unit),
            "number": target.meeting.number,
        },
        reason=target.reason,
    )


def _obstacles_to_minutes(agreement: Agreement, minutes: Minutes, occurred: Occurrence) -> list[Obstacle]:
    number = minutes.number.strip()
    found = []
    if not number:
        found.append(Obstacle(text=_("Escriba el número del acta."), where="number"))
    elif Meeting.objects.filter(case=agreement.case, number=number).exists():
        found.append(Obstacle(text=_("El acta ya está registrada en este expediente."), where="number"))
    if not minutes.subject.strip():
        found.append(Obstacle(text=_("Escriba el asunto."), where="subject"))
    if not minutes.place.strip():
        found.append(Obstacle(text=_("Escriba el lugar; si fue a distancia, dígalo."), where="place"))
    held_on = rules.obstacles_to_date(agreement, minutes.held_on, recorded_on=occurred.on, where="held_on")
    return found + held_on + obstacles_to_people(minutes.people)


def _obstacles_to_targets(agreement: Agreement, minutes: Minutes) -> list[Obstacle]:
    units = set(responsible_units_of(agreement).values_list("pk", flat=True)) if minutes.targets else set()
    found = []
    for number, agreed in enumerate(minutes.targets, start=1):
        problems = [obstacle.text for obstacle in obstacles_to_topic(agreed.topic, agreement)]
        if not agreed.text.strip():
            problems.append(_("escriba qué se acordó."))
        if agreed.unit.pk not in units:
            problems.append(_("la unidad no interviene en este convenio."))
        if agreed.due_on < minutes.held_on:
            problems.append(_("vence antes de la reunión."))
        found += [
            Obstacle(text=_("Meta %(number)d: %(problem)s") % {"number": number, "problem": problem})
            for problem in problems
        ]
    return found


def _write_target(meeting: Meeting, position: int, agreed: Agreed) -> AgreedTarget:
    return AgreedTarget.objects.create(
        meeting=meeting,
        position=position,
        text=agreed.text.strip(),
        unit=agreed.unit,
        due_on=agreed.due_on,
        criterion=agreed.topic.criterion,
        indicator=agreed.topic.indicator,
        value=agreed.value,
    )


def _answer(meeting: Meeting, answer: Meeting.Answer, objection: str, occurred: Occurrence) -> None:
    meeting = Meeting.objects.select_related("case").get(pk=meeting.pk)
    obstacles = obstacles_to_answering(meeting)
    if answer == Meeting.Answer.OBJECTED and not objection:
        obstacles.append(Obstacle(text=_("Escriba la objeción."), where="reason"))
    if occurred.on < meeting.held_on:
        obstacles.append(Obstacle(text=_("La fecha es anterior a la reunión."), where="occurred_on"))
    if obstacles:
        raise CannotConfirm(*obstacles)
    meeting.answer, meeting.objection, meeting.answered_on = answer, objection, occurred.on
    meeting.save()
    ledger.record(
        act="followup.answer_meeting",
        subject=meeting,
        before={"answer": Meeting.Answer.PENDING},
        after={"answer": str(meeting.get_answer_display()), "number": meeting.number},
        reason=objection,
    )
