"""Ask for the extension of a term, once and before its end; grant it or refuse it, with a reason and a document."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legal.agreements.models import Agreement
from legal.documents import services as documents
from legal.documents.models import DocumentKind
from legal.followup.documents import ExtensionLetterDocument
from legal.followup.errors import CannotExtend
from legal.followup.flows import ExtensionFlow
from legal.followup.models import ExtensionRequest
from legal.followup.services.letters import issue_letter, obstacles_to_ground
from legal.followup.texts import extension_letter
from legal.transfers.texts.antecedents import letter_name
from workflow import acting, extending, ledger, service
from workflow.acting import Occurrence
from workflow.calendars import Term
from workflow.closed_days import calendar_at
from workflow.errors import Obstacle
from workflow.models import Deadline, Mandate, Message, User

Status = ExtensionRequest.Status


def extendable(agreement: Agreement, occurred: Occurrence) -> list[Deadline]:
    """Return the terms of the entity whose extension it may ask for on a date, soonest first."""
    running = Deadline.objects.running().filter(case=agreement.case_id).select_related("unit", "extension_request")
    found = running.prefetch_related("changes").order_by("due_on", "pk")
    return [deadline for deadline in found if may_be_asked(deadline, agreement, occurred.on)]


def may_be_asked(deadline: Deadline, agreement: Agreement, on: date) -> bool:
    """Whether the entity may ask to extend a term: it has begun, nobody asked before, and its norm leaves room."""
    if deadline.unit_id != agreement.entity.unit_id or deadline.starts_on > on:
        return False
    if hasattr(deadline, "extension_request") or deadline.limit == deadline.term:
        return False
    return not extending.obstacles_to_extending(deadline, list(deadline.changes.all()), on)


def obstacles_to_asking(agreement: Agreement, occurred: Occurrence) -> list[Obstacle]:
    """Return what keeps the entity from asking for any extension."""
    if extendable(agreement, occurred):
        return []
    text = _(
        "Ningún plazo en curso de la entidad puede prorrogarse, o su prórroga ya se pidió. Más allá del máximo de la "
        "norma, un plazo solo se amplía por adenda."
    )
    return [Obstacle(text=text)]


def request_extension(
    *,
    agreement: Agreement,
    deadline: Deadline,
    more: Term,
    ground: str,
    upload: tuple[str, bytes] | None,
    actor: User,
    occurred: Occurrence,
) -> None:
    """Ask to extend a term (TUO Ley 27444 art. 147): the term goes on running until the decision.

    :raises CannotExtend: when it is not a term of the entity, its norm does not let it be extended or not by so much,
        it is over, it was asked before, or no ground is given.
    """
    deadline = _fresh(deadline)
    changes = list(deadline.changes.all())
    obstacles = []
    if deadline.case_id != agreement.case_id or deadline.unit_id != agreement.entity.unit_id:
        raise CannotExtend(Obstacle(text=_("El plazo no es de la entidad en este convenio."), where="deadline"))
    if ExtensionRequest.objects.filter(deadline=deadline).exists():
        obstacles.append(Obstacle(text=_("La prórroga de este plazo ya se pidió: se pide una sola vez.")))
    obstacles += extending.obstacles_to_extending(deadline, changes, acting.current().recorded_on)
    if not obstacles:
        obstacles += extending.obstacles_to_length(deadline, more, calendar_at(deadline.unit.place), changes)
    if not ground.strip():
        obstacles.append(Obstacle(text=_("Escriba por qué el plazo no alcanza."), where="reason"))
    if obstacles:
        raise CannotExtend(*obstacles)
    file = None
    if upload is not None:
        name, content = upload
        file = documents.store_file(content=content, name=name, uploaded_by=actor)
    request = ExtensionRequest.objects.create(
        case=deadline.case,
        deadline=deadline,
        amount=more.amount,
        term_unit=more.unit.value,
        ground=ground.strip(),
        file=file,
        requested_on=occurred.on,
        requested_by=actor,
    )
    ledger.record(
        act="followup.request_extension",
        subject=request,
        after={
            "title": deadline.title,
            "more": str(more),
            "due_on": deadline.due_on,
            "file_sha256": file.sha256 if file else "",
        },
        reason=request.ground,
    )
    service.start(ExtensionFlow, key=f"extension_{request.pk}", request=request)


def obstacles_to_granting(request: ExtensionRequest, *, today: date) -> list[Obstacle]:
    """Return what keeps a request from being granted: its term is over, or lasts as long as it may.

    Today counts and no earlier date of the act: a term that is over may not depend on whether the clock has run.
    """
    deadline = _fresh(request.deadline)
    changes = list(deadline.changes.all())
    if obstacles := extending.obstacles_to_extending(deadline, changes, today):
        return obstacles
    return extending.obstacles_to_length(deadline, request.more, calendar_at(deadline.unit.place), changes)


def grant_extension(*, request: ExtensionRequest, ground: str, actor: User, occurred: Occurrence) -> None:
    """Extend the term by what was asked for, by a letter that is served; the step that waits for it is due later.

    :raises CannotExtend: when the term is over, the norm does not allow it, or the ground is missing.
    """
    request = _fresh_request(request)
    today = acting.current().recorded_on
    if obstacles := [*_obstacles_to_deciding(request, occurred), *obstacles_to_granting(request, today=today)]:
        raise CannotExtend(*obstacles, *obstacles_to_ground(ground))
    _decide(request, Status.GRANTED, ground, actor, occurred)
    change = extending.extend(
        _fresh(request.deadline), request.more, on=occurred.on, reason=request.reason, document=request.document
    )
    ledger.record(
        act="followup.grant_extension",
        subject=request,
        before={"status": Status.OPEN, "due_on": change.due_before},
        after={**_told(request), "due_on": change.due_after},
        reason=request.reason,
    )
    end = date_format(change.due_after, "DATE_FORMAT") if change.due_after else ""
    _tell(request, _("Se concedió la prórroga: vence el %(end)s") % {"end": end})


def refuse_extension(*, request: ExtensionRequest, ground: str, actor: User, occurred: Occurrence) -> None:
    """Refuse the extension, by a letter that is served; the term ends when it did.

    :raises CannotExtend: when it was decided, or the ground is missing.
    """
    request = _fresh_request(request)
    if obstacles := _obstacles_to_deciding(request, occurred):
        raise CannotExtend(*obstacles, *obstacles_to_ground(ground))
    _decide(request, Status.REFUSED, ground, actor, occurred)
    ledger.record(
        act="followup.refuse_extension",
        subject=request,
        before={"status": Status.OPEN},
        after=_told(request),
        reason=request.reason,
    )
    _tell(request, _("No se concedió la prórroga"))


def _obstacles_to_deciding(request: ExtensionRequest, occurred: Occurrence) -> list[Obstacle]:
    if request.status != Status.OPEN:
        return [Obstacle(text=_("La solicitud de prórroga ya fue resuelta."))]
    if occurred.on < request.requested_on:
        return [Obstacle(text=_("La fecha es anterior a la solicitud."), where="occurred_on")]
    return []


def decision_letter(
    request: ExtensionRequest, *, granted: bool, ground: str, on: date, signatory: User, authority: Mandate | None
) -> ExtensionLetterDocument:
    """Return the letter that decides on a request, with the end that an extension would give the term."""
    deadline = _fresh(request.deadline)
    changes = list(deadline.changes.all())
    end = extending.extended_end(deadline, request.more, calendar_at(deadline.unit.place), changes)
    return extension_letter(
        request,
        deadline.case.agreement,
        granted=granted,
        ends_on=end if granted else None,
        ground=ground,
        on=on,
        signatory=signatory,
        authority=authority,
    )


def _decide(request: ExtensionRequest, status: Status, ground: str, actor: User, occurred: Occurrence) -> None:
    if obstacles := obstacles_to_ground(ground):
        raise CannotExtend(*obstacles)
    context = decision_letter(
        request,
        granted=status == Status.GRANTED,
        ground=ground,
        on=occurred.on,
        signatory=actor,
        authority=acting.current().authority,
    )
    letter = issue_letter(
        request.deadline.case.agreement, kind=DocumentKind.EXTENSION_LETTER, context=context, actor=actor
    )
    request.document, request.document_file = letter_name(letter), letter.file
    request.reason = ground.strip()
    request.status, request.decided_on = status, occurred.on
    request.save()


def _told(request: ExtensionRequest) -> dict[str, object]:
    assert request.document_file is not None
    return {
        "status": request.status,
        "title": request.deadline.title,
        "more": str(request.more),
        "document": request.document,
        "file_sha256": request.document_file.sha256,
    }


def _tell(request: ExtensionRequest, what: str) -> None:
    """Tell the post that must meet the term what was decided."""
    deadline = request.deadline
    Message.objects.create(
        case=deadline.case,
        role=deadline.role,
        unit=deadline.unit,
        subject=f"{what}: {deadline.title}"[:250],
        body=_("%(case)s\n\n%(what)s. %(title)s. %(document)s: %(reason)s")
        % {
            "case": deadline.case.title,
            "what": what,
            "title": deadline.title,
            "document": request.document,
            "reason": request.reason,
        },
    )


def _fresh(deadline: Deadline) -> Deadline:
    return Deadline.objects.select_related("case", "unit").prefetch_related("changes").get(pk=deadline.pk)


def _fresh_request(request: ExtensionRequest) -> ExtensionRequest:
    return ExtensionRequest.objects.select_related("deadline__case", "deadline__unit").get(pk=request.pk)
