"""From corrected text to approval: required instruments, the director's decision, withdrawal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from legal.agreements import rules
from legal.agreements.appearing import Appearing, obstacles_to_appearing
from legal.agreements.errors import CannotApprove, CannotRegisterInstrument, CannotWithdraw
from legal.agreements.models import Agreement, Instrument, Observation, Opinion
from legal.agreements.queries import (
    grantor_of,
    open_observations,
    parties_of,
    read_terms,
    required_instruments,
    valid_instruments,
)
from legal.agreements.services.checking import obstacles_to_sending
from legal.agreements.services.parts import fresh
from legal.agreements.services.review import NewObservation, raise_observations
from legal.agreements.status import NOT_YET_IN_FORCE, AgreementStatus
from legal.agreements.terms import fingerprint
from legal.agreements.texts.wording import with_article
from legal.documents import citations
from legal.documents import services as documents
from legal.documents.models import DocumentKind
from legal.documents.queries import current_document
from legal.signing import services as signing
from workflow import deadlines, ledger, service
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import User


def missing_instruments(agreement: Agreement) -> list[str]:
    """Return the required instruments that nobody has brought for the text as it stands, by their names."""
    brought = set(valid_instruments(agreement, fingerprint(read_terms(agreement))).values_list("kind", flat=True))
    return [
        str(requirement.get_instrument_display())
        for requirement in required_instruments(agreement)
        if requirement.instrument not in brought
    ]


def register_instrument(
    *,
    agreement: Agreement,
    kind: str,
    number: str,
    issued_on: date,
    upload: tuple[str, bytes],
    actor: User,
    occurred: Occurrence,
) -> Instrument:
    """Register a required instrument with its number, date and file; it approves the text as it stands.

    :raises CannotRegisterInstrument: when the level does not require it, or it is dated after the act.
    :raises CannotStore: when the file may not be kept.
    """
    agreement = fresh(agreement)
    required = {requirement.instrument: requirement for requirement in required_instruments(agreement)}
    text_hash = fingerprint(read_terms(agreement))
    obstacles = []
    if kind not in required:
        obstacles.append(Obstacle(text=_("El nivel de gobierno no exige ese instrumento."), where="kind"))
    if not number.strip():
        obstacles.append(Obstacle(text=_("Escriba el número del instrumento."), where="number"))
    obstacles += citations.obstacles_to_citing(number, kind=kind, like=citations.NUMBER_OF_INSTRUMENT, where="number")
    if issued_on > occurred.on:
        obstacles.append(Obstacle(text=_("El instrumento no puede ser posterior a su registro."), where="issued_on"))
    if agreement.instruments.filter(kind=kind, number=number.strip()).exists():
        obstacles.append(Obstacle(text=_("Ese instrumento ya está registrado."), where="number"))
    if obstacles:
        raise CannotRegisterInstrument(*obstacles)
    name, content = upload
    instrument = Instrument.objects.create(
        agreement=agreement,
        kind=kind,
        number=number.strip(),
        issued_on=issued_on,
        file=documents.store_file(content=content, name=name, uploaded_by=actor),
        text_hash=text_hash,
        registered_by=actor,
    )
    ledger.record(
        act="agreements.register_instrument",
        subject=agreement,
        after={
            "instrument": with_article(str(instrument)),
            "issued_on": issued_on,
            "basis": required[kind].basis,
            "file_sha256": instrument.file.sha256,
            "text_hash": text_hash,
        },
    )
    return instrument


def obstacles_to_approving(agreement: Agreement, on: date) -> list[Obstacle]:
    """Return what keeps the text from being approved on a date; the page shows what the act refuses by."""
    entities = [party.entity for party in parties_of(agreement)]
    favorable = set(
        Opinion.objects.standing()
        .filter(agreement=agreement, status=Opinion.Status.FAVORABLE)
        .values_list("kind", flat=True)
    )
    obstacles = rules.obstacles_to_approving(
        pending_opinions=[str(kind.label) for kind in Opinion.Kind if kind not in favorable],
        open_observations=open_observations(agreement).count(),
        missing_instruments=missing_instruments(agreement),
    )
    obstacles += obstacles_to_sending(agreement, on)
    return obstacles + obstacles_to_appearing(
        Appearing(entity=str(entity), ruc=entity.ruc, address=entity.address, is_invented=entity.is_demonstration)
        for entity in entities
    )


def approve(*, agreement: Agreement, actor: User, occurred: Occurrence) -> None:
    """Approve the text for signature.

    :raises CannotApprove: when an opinion, an answer, a required instrument, the reason for a warning, or the RUC or
        address of a party is missing, or the terms do not pass their checks any more.
    """
    agreement = fresh(agreement)
    if obstacles := obstacles_to_approving(agreement, occurred.on):
        raise CannotApprove(*obstacles)
    before = agreement.status
    AgreementStatus(agreement).approve()
    agreement.save()
    ledger.record(
        act="agreements.approve",
        subject=agreement,
        before={"status": before},
        after={"status": agreement.status, "text_hash": fingerprint(read_terms(agreement))},
    )


def send_back(
    *, agreement: Agreement, observations: Sequence[NewObservation], actor: User, occurred: Occurrence
) -> None:
    """Send the text back with observations instead of approving it.

    :raises CannotApprove: when no observation says what is wrong.
    """
    agreement = fresh(agreement)
    if not observations or any(not each.text.strip() for each in observations):
        raise CannotApprove(
            Obstacle(text=_("Para devolver el texto, escriba qué debe corregirse."), where="observations")
        )
    raise_observations(agreement, observations, origin=Observation.Origin.DIRECTOR, occurred=occurred)
    ledger.record(
        act="agreements.send_back",
        subject=agreement,
        after={"count": len(observations), "observations": [each.text for each in observations]},
    )


def open_signature(*, agreement: Agreement) -> None:
    """Prepare the round of signatures of an approved agreement and start its flow."""
    from legal.signing.flows import SigningFlow

    parties = list(agreement.parties.filter(in_text=True).select_related("unit").order_by("position"))
    round_ = signing.open_round(
        subject="agreement",
        unit=grantor_of(agreement).unit,
        order=agreement.signing_order,
        signatories=[signing.Signatory(unit=party.unit, role=party.role) for party in parties],
    )
    service.start(SigningFlow, round_=round_)


def obstacles_to_withdrawing(agreement: Agreement) -> list[Obstacle]:
    """Return what keeps an agreement from being withdrawn: a party has signed it, or it is in force or over."""
    if agreement.status in NOT_YET_IN_FORCE:
        return signing.obstacles_to_stopping(agreement.case, "agreement")
    return [
        Obstacle(
            text=_("El convenio está «%(status)s»; solo se desiste antes de que entre en vigor.")
            % {"status": agreement.get_status_display()}
        )
    ]


def withdraw(*, agreement: Agreement, reason: str, actor: User, occurred: Occurrence) -> None:
    """Give an agreement up before anybody signs it; every open step and signature stops.

    :raises CannotWithdraw: when a party has signed it, it is in force or over, or no reason is given.
    """
    agreement = fresh(agreement)
    obstacles = obstacles_to_withdrawing(agreement)
    if not reason.strip():
        obstacles.append(Obstacle(text=_("Escriba el motivo del desistimiento."), where="reason"))
    if obstacles:
        raise CannotWithdraw(*obstacles)
    before = agreement.status
    AgreementStatus(agreement).withdraw()
    agreement.save()
    signing.stop_rounds()
    deadlines.stop_all(on=occurred.on)
    service.cancel_flows()
    # Whoever finds the paper must learn that nobody will sign it.
    issued = current_document(case=agreement.case, kind=DocumentKind.AGREEMENT)
    if issued is not None:
        documents.annul(document=issued, reason=reason, annulled_on=occurred.on, actor=actor)
    ledger.record(
        act="agreements.withdraw",
        subject=agreement,
        before={"status": before},
        after={"status": agreement.status, **({"annulled": str(issued)} if issued else {})},
        reason=reason.strip(),
    )
