"""Opinions on an addendum, the instruments its level requires, the director's decision."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from legal.addenda import rules
from legal.addenda.errors import CannotApprove, CannotGiveOpinion, CannotRegisterInstrument
from legal.addenda.models import Addendum, AddendumInstrument, AddendumOpinion
from legal.addenda.queries import fresh, missing_instruments, open_addenda, text_hash
from legal.addenda.services.drafting import obstacles_to_submitting
from legal.addenda.services.request import obstacles_to_requesting
from legal.addenda.status import AddendumStatus
from legal.agreements.texts.wording import with_article
from legal.documents import citations
from legal.documents import services as documents
from workflow import ledger
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import User


def give_opinion(
    *, opinion: AddendumOpinion, report: str, conclusions: str, favorable: bool, actor: User, occurred: Occurrence
) -> None:
    """Give an opinion on the addendum as it stands: favorable, or against it with what must change.

    :raises CannotGiveOpinion: when it was given already, or its report or conclusions are missing.
    """
    opinion = AddendumOpinion.objects.select_related("addendum").get(pk=opinion.pk)
    obstacles = []
    if opinion.status != AddendumOpinion.Status.PENDING or opinion.replaced:
        obstacles.append(Obstacle(text=_("Esta opinión ya fue emitida.")))
    if not report.strip():
        obstacles.append(Obstacle(text=_("Indique el número del informe que contiene la opinión."), where="report"))
    obstacles += citations.obstacles_to_citing(report, like=citations.REPORT_OF_GRANTOR, where="report")
    if not conclusions.strip():
        obstacles.append(
            Obstacle(
                text=_("Escriba las conclusiones; un informe sin ellas no opina (TUO 27444, art. 183)."),
                where="conclusions",
            )
        )
    if obstacles:
        raise CannotGiveOpinion(*obstacles)
    status = AddendumOpinion.Status
    opinion.status = status.FAVORABLE if favorable else status.OBSERVED
    opinion.report, opinion.conclusions = report.strip(), conclusions.strip()
    opinion.given_on, opinion.given_by = occurred.on, actor
    opinion.text_hash = text_hash(opinion.addendum)
    opinion.save()
    ledger.record(
        act=f"addenda.{opinion.kind}_opinion",
        subject=opinion.addendum,
        before={"status": status.PENDING},
        after={
            "status": str(opinion.get_status_display()),
            "report": opinion.report,
            "round": opinion.round,
            "text_hash": opinion.text_hash,
        },
        reason=opinion.conclusions,
    )


def return_observed(*, addendum: Addendum) -> None:
    """Take an observed addendum back to its draft. Runs when its opinions are in."""
    addendum = fresh(addendum)
    AddendumStatus(addendum).send_back()
    addendum.save()


def register_instrument(
    *,
    addendum: Addendum,
    kind: str,
    number: str,
    issued_on: date,
    upload: tuple[str, bytes],
    actor: User,
    occurred: Occurrence,
) -> None:
    """Register a required instrument with its number, date and file; it approves the text as it stands.

    :raises CannotRegisterInstrument: when it is not missing, has no number, or is dated after the act.
    :raises CannotStore: when the file may not be kept.
    """
    addendum = fresh(addendum)
    required = {requirement.instrument: requirement for requirement in missing_instruments(addendum)}
    obstacles = []
    if kind not in required:
        obstacles.append(Obstacle(text=_("El nivel de gobierno no exige ese instrumento."), where="kind"))
    if not number.strip():
        obstacles.append(Obstacle(text=_("Escriba el número del instrumento."), where="number"))
    obstacles += citations.obstacles_to_citing(number, kind=kind, like=citations.NUMBER_OF_INSTRUMENT, where="number")
    if issued_on > occurred.on:
        obstacles.append(Obstacle(text=_("El instrumento no puede ser posterior a su registro."), where="issued_on"))
    if addendum.instruments.filter(kind=kind, number=number.strip()).exists():
        obstacles.append(Obstacle(text=_("Ese instrumento ya está registrado."), where="number"))
    if obstacles:
        raise CannotRegisterInstrument(*obstacles)
    name, content = upload
    instrument = AddendumInstrument.objects.create(
        addendum=addendum,
        kind=kind,
        number=number.strip(),
        issued_on=issued_on,
        file=documents.store_file(content=content, name=name, uploaded_by=actor),
        text_hash=text_hash(addendum),
        registered_by=actor,
    )
    ledger.record(
        act="addenda.register_instrument",
        subject=addendum,
        after={
            "instrument": with_article(str(instrument)),
            "issued_on": issued_on,
            "basis": required[kind].basis,
            "file_sha256": instrument.file.sha256,
            "text_hash": instrument.text_hash,
        },
    )


def obstacles_to_approving(addendum: Addendum, on: date) -> list[Obstacle]:
    """Return what keeps an addendum from being approved or issued on a date."""
    favorable = set(
        addendum.opinions.filter(replaced=False, status=AddendumOpinion.Status.FAVORABLE).values_list("kind", flat=True)
    )
    others = open_addenda(addendum.agreement).exclude(pk=addendum.pk)
    in_signature = others.filter(status__in=[Addendum.Status.APPROVED, Addendum.Status.IN_SIGNATURE])
    return [
        *obstacles_to_requesting(addendum.agreement, Occurrence(on=on)),
        *obstacles_to_submitting(addendum, effective_on=addendum.effective_on, on=on),
        *rules.obstacles_to_approving(
            pending_opinions=[str(kind.label) for kind in AddendumOpinion.Kind if kind not in favorable],
            missing_instruments=[str(each.get_instrument_display()) for each in missing_instruments(addendum)],
            in_signature=[other.label for other in in_signature],
        ),
    ]


def approve(*, addendum: Addendum, actor: User, occurred: Occurrence) -> None:
    """Approve the addendum for signature.

    :raises CannotApprove: when an opinion or instrument is missing, or its changes do not hold any more.
    """
    addendum = fresh(addendum)
    if obstacles := obstacles_to_approving(addendum, occurred.on):
        raise CannotApprove(*obstacles)
    before = addendum.status
    AddendumStatus(addendum).approve()
    addendum.save()
    ledger.record(
        act="addenda.approve",
        subject=addendum,
        before={"status": before},
        after={"status": addendum.status, "text_hash": text_hash(addendum)},
    )


def send_back(*, addendum: Addendum, reason: str, actor: User, occurred: Occurrence) -> None:
    """Send the addendum back to its draft instead of approving it.

    :raises CannotApprove: when no reason says what must change.
    """
    addendum = fresh(addendum)
    if not reason.strip():
        raise CannotApprove(Obstacle(text=_("Para devolver el texto, escriba qué debe corregirse."), where="reason"))
    before = addendum.status
    AddendumStatus(addendum).send_back()
    addendum.save()
    ledger.record(
        act="addenda.send_back",
        subject=addendum,
        before={"status": before},
        after={"status": addendum.status},
        reason=reason.strip(),
    )
