"""Ask for technical assistance, answer what was asked, and record what was given, asked for or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from legal.agreements.models import Agreement
from legal.agreements.queries import grantor_of
from legal.documents import services as documents
from legal.entities.names import post_on
from legal.entities.roles import EXECUTING_UNIT
from legal.followup import rules
from legal.followup.attendance import Person
from legal.followup.errors import CannotAnswer, CannotRequest, CannotVisit
from legal.followup.flows import AssistanceFlow
from legal.followup.models import AssistanceRequest, Visit
from legal.followup.queries import answering_units_of
from legal.followup.services.attendance import obstacles_to_people, write_people
from legal.followup.topics import FREE, Topic, obstacles_to_topic
from workflow import acting, ledger, service
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import Unit, User

Status = AssistanceRequest.Status


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a unit asks for, and of whom."""

    unit: Unit
    addressee: Unit
    subject: str
    detail: str
    topic: Topic = FREE


@dataclass(frozen=True, kw_only=True)
class Given:
    """A visit or assistance as it was: when, where, with whom, what was done; ``upload`` is a file, if there is one."""

    kind: str
    held_on: date | None
    place: str
    people: Sequence[Person]
    done: str
    upload: tuple[str, bytes] | None = None


def obstacles_to_requesting(agreement: Agreement) -> list[Obstacle]:
    """Return what keeps assistance from being requested."""
    return rules.obstacles_to_following(agreement)


def request_assistance(*, agreement: Agreement, asked: Asked, actor: User, occurred: Occurrence) -> None:
    """Ask the DGPP or the verifying body for technical assistance (TUO of Ley 27444 art. 87: collaboration).

    :raises CannotRequest: when the agreement is not followed, a unit is not one that may ask or be asked, it is
        not said what is needed, or the same request waits for its answer.
    """
    agreement = Agreement.objects.select_related("case", "entity__unit").get(pk=agreement.pk)
    obstacles = obstacles_to_requesting(agreement)
    if not obstacles:
        obstacles = _obstacles_to_asked(agreement, asked, occurred)
    if obstacles:
        raise CannotRequest(*obstacles)
    request = AssistanceRequest.objects.create(
        case=agreement.case,
        agreement=agreement,
        **_values(asked),
        requested_on=occurred.on,
        requested_by=actor,
    )
    ledger.record(
        act="followup.request_assistance",
        subject=request,
        after={
            "subject": request.subject,
            "detail": request.detail,
            "unit": str(request.unit),
            "addressee": str(request.addressee),
            "topic": str(asked.topic),
        },
    )
    service.start(AssistanceFlow, key=f"assistance_{request.pk}", request=request)


def give_assistance(*, request: AssistanceRequest, given: Given, actor: User, occurred: Occurrence) -> None:
    """Answer a request by what was given.

    :raises CannotAnswer: when it was answered, or it is not said when, where, with whom and what.
    """
    request = _fresh(request)
    obstacles = _obstacles_to_answering(request)
    obstacles += _obstacles_to_given(request.agreement, given, occurred)
    if given.held_on is not None and given.held_on < request.requested_on:
        obstacles.append(Obstacle(text=_("La fecha es anterior a la solicitud."), where="held_on"))
    if obstacles:
        raise CannotAnswer(*obstacles)
    request.status, request.answered_on = Status.GIVEN, occurred.on
    request.save()
    topic = Topic(criterion=request.criterion, indicator=request.indicator)
    visit = _write(request.agreement, given, actor, occurred, subject=request.subject, topic=topic, request=request)
    ledger.record(
        act="followup.give_assistance",
        subject=request,
        before={"status": Status.OPEN},
        after={"status": request.status, **_told(visit, given)},
    )


def decline_assistance(*, request: AssistanceRequest, reason: str, actor: User, occurred: Occurrence) -> None:
    """Decline a request, with the reason.

    :raises CannotAnswer: when it was answered, or no reason is given.
    """
    request = _fresh(request)
    obstacles = _obstacles_to_answering(request)
    if not reason.strip():
        obstacles.append(Obstacle(text=_("Escriba por qué no se atiende la solicitud."), where="reason"))
    if obstacles:
        raise CannotAnswer(*obstacles)
    request.status, request.answered_on, request.reason = Status.DECLINED, occurred.on, reason.strip()
    request.save()
    ledger.record(
        act="followup.decline_assistance",
        subject=request,
        before={"status": Status.OPEN},
        after={"status": request.status, "subject": request.subject},
        reason=request.reason,
    )


def record_visit(
    *, agreement: Agreement, subject: str, topic: Topic, given: Given, actor: User, occurred: Occurrence
) -> None:
    """Record a visit, or assistance, that nobody asked for.

    :raises CannotVisit: when the agreement is not followed, it is not said when, where, with whom and what, or the
        same visit is recorded already.
    """
    agreement = Agreement.objects.select_related("case").get(pk=agreement.pk)
    obstacles = obstacles_to_requesting(agreement)
    if not subject.strip():
        obstacles.append(Obstacle(text=_("Escriba el asunto."), where="subject"))
    obstacles += obstacles_to_topic(topic, agreement)
    obstacles += _obstacles_to_given(agreement, given, occurred)
    obstacles += _obstacles_to_repeating(agreement, subject, topic, given)
    if obstacles:
        raise CannotVisit(*obstacles)
    visit = _write(agreement, given, actor, occurred, subject=subject.strip(), topic=topic)
    ledger.record(act="followup.record_visit", subject=visit, after=_told(visit, given))


def _fresh(request: AssistanceRequest) -> AssistanceRequest:
    found = AssistanceRequest.objects.select_related("case", "agreement__case", "criterion", "indicator")
    return found.get(pk=request.pk)


def _obstacles_to_asked(agreement: Agreement, asked: Asked, occurred: Occurrence) -> list[Obstacle]:
    found = rules.obstacles_to_date(agreement, occurred.on, recorded_on=occurred.on, where="occurred_on")
    if not asked.unit.lies_within(agreement.entity.unit):
        found.append(Obstacle(text=_("La unidad no es de la entidad del convenio."), where="unit"))
    authority = acting.current().authority
    if authority and authority.post.role == EXECUTING_UNIT and not asked.unit.lies_within(authority.post.unit):
        found.append(Obstacle(text=_("Cada unidad ejecutora pide asistencia para sí."), where="unit"))
    if not answering_units_of(agreement).filter(pk=asked.addressee.pk).exists():
        text = _("La asistencia se pide a la DGPP o a la entidad verificadora del convenio.")
        found.append(Obstacle(text=text, where="addressee"))
    if not asked.subject.strip():
        found.append(Obstacle(text=_("Escriba el asunto."), where="subject"))
    if not asked.detail.strip():
        found.append(Obstacle(text=_("Escriba qué se necesita."), where="detail"))
    if _waiting(agreement, asked).exists():
        found.append(Obstacle(text=_("La misma solicitud ya está registrada y espera respuesta."), where="subject"))
    return found + obstacles_to_topic(asked.topic, agreement)


def _waiting(agreement: Agreement, asked: Asked) -> QuerySet[AssistanceRequest]:
    return AssistanceRequest.objects.filter(agreement=agreement, status=Status.OPEN, **_values(asked))


def _values(asked: Asked) -> dict[str, Any]:
    """Return what is asked as a request keeps it; two requests with the same are the same request."""
    return {
        "unit": asked.unit,
        "addressee": asked.addressee,
        "criterion": asked.topic.criterion,
        "indicator": asked.topic.indicator,
        "subject": asked.subject.strip(),
        "detail": asked.detail.strip(),
    }


def _obstacles_to_repeating(agreement: Agreement, subject: str, topic: Topic, given: Given) -> list[Obstacle]:
    """Return whether a visit that nobody asked for is recorded already, equal in all that is written of it."""
    if given.held_on is None:
        return []
    same = Visit.objects.filter(
        agreement=agreement,
        request=None,
        kind=given.kind,
        held_on=given.held_on,
        criterion=topic.criterion,
        indicator=topic.indicator,
        subject=subject.strip(),
        place=given.place.strip(),
        done=given.done.strip(),
    )
    return [Obstacle(text=_("La misma atención ya está registrada."), where="subject")] if same.exists() else []


def _obstacles_to_answering(request: AssistanceRequest) -> list[Obstacle]:
    if request.status == Status.OPEN:
        return []
    return [Obstacle(text=_("La solicitud ya fue respondida."))]


def _obstacles_to_given(agreement: Agreement, given: Given, occurred: Occurrence) -> list[Obstacle]:
    found = []
    if given.kind not in Visit.Kind.values:
        found.append(Obstacle(text=_("Marque si fue una visita o asistencia técnica."), where="kind"))
    if given.held_on is None:
        found.append(Obstacle(text=_("Escriba la fecha en que se dio."), where="held_on"))
    else:
        found += rules.obstacles_to_date(agreement, given.held_on, recorded_on=occurred.on, where="held_on")
    if not given.place.strip():
        found.append(Obstacle(text=_("Escriba el lugar; si fue a distancia, dígalo."), where="place"))
    if not given.done.strip():
        found.append(Obstacle(text=_("Escriba qué se hizo."), where="done"))
    return found + obstacles_to_people(given.people)


def _write(
    agreement: Agreement,
    given: Given,
    actor: User,
    occurred: Occurrence,
    *,
    subject: str,
    topic: Topic,
    request: AssistanceRequest | None = None,
) -> Visit:
    assert given.held_on is not None
    authority = acting.current().authority
    file = None
    if given.upload is not None:
        name, content = given.upload
        file = documents.store_file(content=content, name=name, uploaded_by=actor)
    visit = Visit.objects.create(
        case=agreement.case,
        agreement=agreement,
        request=request,
        kind=given.kind,
        unit=authority.post.unit if authority else grantor_of(agreement).unit,
        criterion=topic.criterion,
        indicator=topic.indicator,
        subject=subject,
        held_on=given.held_on,
        place=given.place.strip(),
        done=given.done.strip(),
        file=file,
        recorded_on=occurred.on,
        recorded_by=actor,
        post_title=post_on(authority, occurred.on),
    )
    write_people(given.people, visit=visit)
    return visit


def _told(visit: Visit, given: Given) -> dict[str, object]:
    return {
        "kind": str(visit.get_kind_display()),
        "subject": visit.subject,
        "held_on": visit.held_on.isoformat(),
        "place": visit.place,
        "done": visit.done,
        "people": [f"{each.name}, {each.post}, {each.unit}" for each in given.people],
        "file_sha256": visit.file.sha256 if visit.file else "",
    }
