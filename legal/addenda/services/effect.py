"""From approval to effect: open the signature, issue, take a refused text back, rule from its day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from django.utils.translation import gettext_lazy as _

from legal.addenda import rules
from legal.addenda.models import Addendum
from legal.addenda.queries import fresh, number_of, read_changes
from legal.addenda.services.review import obstacles_to_approving
from legal.addenda.status import AddendumStatus
from legal.addenda.texts import addendum_document
from legal.agreements.queries import grantor_of, parties_of
from legal.documents import services as documents
from legal.documents.models import DocumentKind, IssuedDocument
from legal.signing import services as signing
from legal.signing import subjects
from legal.signing.models import SignatureRound
from workflow import ledger, service
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import User
from workflow.schedule import DueEffect, NoLongerDue

Status = Addendum.Status


def open_signature(*, addendum: Addendum) -> None:
    """Prepare the round of signatures of an approved addendum and start its flow: the parties of the agreement sign."""
    from legal.signing.flows import SigningFlow

    agreement = addendum.agreement
    addendum.signature_round = signing.open_round(
        subject=SUBJECT.name,
        unit=grantor_of(agreement).unit,
        order=agreement.signing_order,
        signatories=[signing.Signatory(unit=party.unit, role=party.role) for party in parties_of(agreement)],
    )
    addendum.save()
    service.start(SigningFlow, round_=addendum.signature_round)


def obstacles_to_issuing(round_: SignatureRound, on: date) -> list[Obstacle]:
    """Return what keeps the addendum from being issued: whatever kept it from being approved."""
    return obstacles_to_approving(_of(round_), on)


def obstacles_to_signing(round_: SignatureRound, on: date) -> list[Obstacle]:
    """Return what keeps a signature of the addendum from bearing a date."""
    agreement = _of(round_).agreement
    assert agreement.ends_on is not None
    return rules.obstacles_to_signing(ends_on=agreement.ends_on, on=on)


def issue(round_: SignatureRound, actor: User, occurred: Occurrence) -> IssuedDocument:
    """Give the addendum its number in the agreement and its Word text; a re-issue keeps the number."""
    addendum = _of(round_)
    agreement = addendum.agreement
    number = number_of(addendum)
    previous = addendum.document
    document = documents.issue_document(
        case=addendum.case,
        kind=DocumentKind.ADDENDUM,
        unit=grantor_of(agreement).unit,
        context=addendum_document(addendum, number=number, on=occurred.on),
        title=f"{agreement.title}: adenda N° {number}",
        issued_on=occurred.on,
        actor=actor,
        reissue_of=previous,
        number_text=f"N° {number} al Convenio {agreement.number}",
    )
    before = addendum.status
    AddendumStatus(addendum).issue()
    addendum.number, addendum.document = number, document
    addendum.save()
    ledger.record(
        act="addenda.keep_number" if previous else "addenda.number",
        subject=addendum,
        before={"status": before},
        after={"status": addendum.status, "number": document.number_text, "version": document.version},
    )
    return document


def take_back(round_: SignatureRound, returned: subjects.Returned) -> None:
    """Take a returned text back to its draft, with the reason."""
    from legal.addenda.flows import AddendumFlow

    addendum = _of(round_)
    before = addendum.status
    AddendumStatus(addendum).send_back()
    addendum.signature_round = None
    addendum.save()
    ledger.record(
        act="addenda.take_back",
        subject=addendum,
        before={"status": before},
        after={"status": addendum.status, "unit": returned.unit.name},
        reason=returned.reason,
    )
    service.start(AddendumFlow, at="again", addendum=addendum)


def settle_signature(round_: SignatureRound, last_signature_on: date) -> None:
    """Register the signed addendum: it rules from its last signature, or from the later day that it names."""
    addendum = _of(round_)
    before = addendum.status
    AddendumStatus(addendum).sign()
    addendum.signed_on = last_signature_on
    addendum.in_force_from = rules.day_of_effect(
        effective_on=addendum.effective_on, last_signature_on=last_signature_on
    )
    addendum.save()
    ledger.record(
        act="addenda.sign",
        subject=addendum,
        before={"status": before},
        after={
            "status": addendum.status,
            "addendum": addendum.named,
            "signed_on": addendum.signed_on,
            "in_force_from": addendum.in_force_from,
        },
    )
    if addendum.in_force_from == last_signature_on:
        _rule(addendum)


def due_effects(on: date) -> Iterator[DueEffect]:
    """Yield the signed addenda whose day has come, for the clock."""
    for addendum in Addendum.objects.filter(status=Status.SIGNED, in_force_from__lte=on).select_related("case"):
        assert addendum.in_force_from is not None
        yield DueEffect(case=addendum.case, on=addendum.in_force_from, act=partial(take_effect, addendum=addendum))


def take_effect(*, addendum: Addendum, actor: User | None, occurred: Occurrence) -> None:
    """Let a signed addendum rule from its day.

    :raises NoLongerDue: when it rules already, or the agreement ended first.
    """
    addendum = fresh(addendum)
    if addendum.status != Status.SIGNED:
        raise NoLongerDue(f"{addendum} is {addendum.status}.")
    _rule(addendum)


def _rule(addendum: Addendum) -> None:
    """Put the addendum into force. The signed terms stay as they are; only the day of the agreement's end moves."""
    agreement, before = addendum.agreement, addendum.status
    AddendumStatus(addendum).take_effect()
    addendum.save()
    ends_before = agreement.ends_on
    if new_ends := [change.ends_on for change in read_changes(addendum) if change.ends_on]:
        agreement.ends_on = new_ends[-1]
        agreement.save()
    ledger.record(
        act="addenda.take_effect",
        subject=addendum,
        before={"status": before, "ends_on": ends_before},
        after={
            "status": addendum.status,
            "addendum": addendum.named,
            "in_force_from": addendum.in_force_from,
            "ends_on": agreement.ends_on,
        },
    )


def _of(round_: SignatureRound) -> Addendum:
    return fresh(Addendum.objects.get(signature_round=round_))


SUBJECT = subjects.Subject(
    name="addendum",
    wording=subjects.Wording(
        title=_("La adenda"),
        named=_("la %(document)s"),
        to_issue=_("Emitir la adenda para la firma"),
        to_sign=_("Firmar la adenda"),
        to_register=_("Registrar la adenda suscrita"),
        issue_help=_("Al emitirse, la adenda recibe su número y su huella; ya no cambia."),
        sign_help=_(
            "Lea la adenda emitida. "
            "Puede registrar su conformidad, subir el archivo firmado o devolverla con su motivo."
        ),
        register_help=_(
            "Compruebe todas las firmas. La adenda rige desde la última, salvo que señale una fecha posterior."
        ),
        issued=_("La adenda quedó emitida, con su número y su huella. Ya no cambia."),
        declined=_("La adenda se devolvió sin firmar. Su texto vuelve a redacción con el motivo."),
        unvisaed=_("La adenda se devolvió sin visar. Su texto vuelve a redacción con el motivo."),
        registered=_("La adenda suscrita quedó registrada."),
    ),
    obstacles_to_issuing=obstacles_to_issuing,
    issue=issue,
    on_signed=settle_signature,
    on_declined=take_back,
    obstacles_to_signing=obstacles_to_signing,
)
