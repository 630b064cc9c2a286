"""Acts of a round: open it, issue its document, sign, decline, register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from legal.documents import services as documents
from legal.documents.integrity import file_is_whole
from legal.documents.models import StoredFile
from legal.signing import rules
from legal.signing.errors import CannotIssueForSignature, CannotRegister, CannotSign
from legal.signing.models import Signature, SignatureRound, Visa
from legal.signing.queries import visas_of
from legal.signing.services.marks import as_printed, document_of, named
from legal.signing.services.visas import ask_for_visas
from legal.signing.subjects import Returned, subject_of
from workflow import acting, ledger
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import Case, Unit, User


@dataclass(frozen=True, kw_only=True)
class Signatory:
    """Who is asked to sign: the unit, the role of the post that signs for it."""

    unit: Unit
    role: str


def open_round(*, subject: str, unit: Unit, order: str, signatories: Sequence[Signatory]) -> SignatureRound:
    """Prepare a round of signatures for the case under way, in the order of the signatories."""
    round_ = SignatureRound.objects.create(case=acting.current().case, subject=subject, unit=unit, order=order)
    for position, signatory in enumerate(signatories, start=1):
        Signature.objects.create(round=round_, unit=signatory.unit, role=signatory.role, position=position)
    return round_


def issue(*, round_: SignatureRound, actor: User, occurred: Occurrence) -> None:
    """Issue the document of a round with its number; who initials it is then asked, then the signatories.

    :raises CannotIssueForSignature: when the subject is not ready.
    """
    round_ = SignatureRound.objects.get(pk=round_.pk)
    subject = subject_of(round_)
    if obstacles := subject.obstacles_to_issuing(round_, occurred.on):
        raise CannotIssueForSignature(*obstacles)
    round_.document = subject.issue(round_, actor, occurred)
    round_.status = SignatureRound.Status.RUNNING
    round_.save()
    ask_for_visas(round_, on=occurred.on)
    after = {**documents.facts(round_.document), "document": named(round_)}
    ledger.record(act="signing.issue", subject=round_.document, after=after)


def sign(*, signature: Signature, actor: User, occurred: Occurrence, upload: tuple[str, bytes] | None = None) -> None:
    """Give a signature: by confirming, or by the signed file when one is brought.

    ``upload`` is the name and content of the signed file. The authority of the signatory on the date
    is stored with the signature.

    :raises CannotSign: when a visa is missing, it is somebody else's turn, the round is closed, or the date cannot be.
    """
    signature, others = _fresh(signature)
    visas = visas_of(signature.round)
    obstacles = rules.obstacles_to_signing(signature, others, visas)
    obstacles += rules.obstacles_to_signing_on(occurred.on, document_of(signature.round).issued_on, visas)
    obstacles += subject_of(signature.round).obstacles_to_signing(signature.round, occurred.on)
    if obstacles:
        raise CannotSign(*obstacles)
    kept: StoredFile | None = None
    if upload is not None:
        name, content = upload
        kept = documents.store_file(content=content, name=name, uploaded_by=actor)
    signature.method = Signature.Method.SIGNED_FILE if kept else Signature.Method.CONFIRMATION
    signature.file = kept
    _close(signature, Signature.Status.SIGNED, actor, occurred)
    ledger.record(
        act="signing.sign",
        subject=document_of(signature.round),
        before={"status": Signature.Status.PENDING},
        after={
            "status": Signature.Status.SIGNED,
            "document": named(signature.round),
            "printed_as": signature.printed_as,
            "method": signature.get_method_display(),
            "file_sha256": kept.sha256 if kept else document_of(signature.round).file.sha256,
        },
    )


def decline(*, signature: Signature, reason: str, actor: User, occurred: Occurrence) -> None:
    """Refuse a signature with its reason; the round ends and the text goes back.

    :raises CannotSign: when no reason is given, or the round is closed.
    """
    signature, others = _fresh(signature)
    visas = visas_of(signature.round)
    obstacles = rules.obstacles_to_signing(signature, others, visas)
    obstacles += rules.obstacles_to_signing_on(occurred.on, document_of(signature.round).issued_on, visas)
    if not reason.strip():
        obstacles.append(Obstacle(text=_("Escriba el motivo por el que no firma."), where="reason"))
    if obstacles:
        raise CannotSign(*obstacles)
    signature.reason = reason.strip()
    _close(signature, Signature.Status.DECLINED, actor, occurred)
    ledger.record(
        act="signing.decline",
        subject=document_of(signature.round),
        before={"status": Signature.Status.PENDING},
        after={"status": Signature.Status.DECLINED, "document": named(signature.round)},
        reason=signature.reason,
    )


def return_to_subject(*, round_: SignatureRound) -> None:
    """Close a round that somebody returned, and hand the refusal to what was to be signed."""
    returned = _returned(round_)
    round_.status = SignatureRound.Status.DECLINED
    round_.closed_on = returned.on
    round_.save()
    subject_of(round_).on_declined(round_, returned)


def register(*, round_: SignatureRound, actor: User, occurred: Occurrence) -> None:
    """Check every visa, every signature and the file, and put the signed document into force.

    :raises CannotRegister: when a visa or a signature is missing or the file is not the one that was issued.
    """
    round_ = SignatureRound.objects.select_related("document__file").get(pk=round_.pk)
    signatures = list(round_.signatures.select_related("unit").order_by("position"))
    assert round_.document is not None
    is_whole = file_is_whole(round_.document.file)
    obstacles = rules.obstacles_to_registering(signatures, visas_of(round_), file_is_whole=is_whole)
    if not obstacles and occurred.on < rules.last_signature_on(signatures):
        obstacles = [Obstacle(text=_("El registro no puede ser anterior a la última firma."), where="occurred_on")]
    if obstacles:
        raise CannotRegister(*obstacles)
    last_on = rules.last_signature_on(signatures)
    round_.status = SignatureRound.Status.SIGNED
    round_.closed_on = last_on
    round_.save()
    ledger.record(
        act="signing.register",
        subject=round_.document,
        before={"status": SignatureRound.Status.RUNNING},
        after={
            "status": SignatureRound.Status.SIGNED,
            "document": named(round_),
            "signatures": len(signatures),
            "last_signature_on": last_on,
        },
    )
    subject_of(round_).on_signed(round_, last_on)


def obstacles_to_stopping(case: Case, subject: str) -> list[Obstacle]:
    """Return what keeps who asked for a document from giving it up: a party signed it in the round that runs."""
    signatures = Signature.objects.filter(
        round__case=case, round__subject=subject, round__status=SignatureRound.Status.RUNNING
    )
    return rules.obstacles_to_stopping(list(signatures.select_related("unit").order_by("position")))


def stop_rounds() -> None:
    """Stop the open rounds of the case under way: what was to be signed has been withdrawn."""
    open_rounds = SignatureRound.objects.filter(
        case=acting.current().case, status__in=[SignatureRound.Status.PREPARED, SignatureRound.Status.RUNNING]
    )
    for round_ in open_rounds:
        stop_round(round_)


def stop_round(round_: SignatureRound) -> None:
    """Stop one round: what it was to sign has been withdrawn."""
    round_.status = SignatureRound.Status.STOPPED
    round_.closed_on = acting.current().occurred.on
    round_.save()


def _returned(round_: SignatureRound) -> Returned:
    """Return who sent the document of a round back: a post that did not initial it, or a party that did not sign."""
    unvisaed = round_.visas.filter(status=Visa.Status.RETURNED).select_related("post__unit").order_by("pk").first()
    if unvisaed is not None:
        assert unvisaed.done_on is not None
        return Returned(unit=unvisaed.post.unit, on=unvisaed.done_on, reason=unvisaed.reason, is_unvisaed=True)
    declined = round_.signatures.filter(status=Signature.Status.DECLINED).select_related("unit").order_by("pk")[0]
    assert declined.signed_on is not None
    return Returned(unit=declined.unit, on=declined.signed_on, reason=declined.reason)


def _fresh(signature: Signature) -> tuple[Signature, list[Signature]]:
    """Read a signature and the others of its round again, under the case's lock."""
    signature = Signature.objects.select_related("round__document__file", "unit").get(pk=signature.pk)
    others = Signature.objects.filter(round=signature.round).exclude(pk=signature.pk).select_related("unit")
    return signature, list(others.order_by("position"))


def _close(signature: Signature, status: str, actor: User, occurred: Occurrence) -> None:
    authority = acting.current().authority
    if authority is None:
        raise CannotSign(_("Solo firma quien ocupa el cargo; una autorización excepcional no basta."))
    signature.status = status
    signature.signer = actor
    signature.mandate = authority
    signature.printed_as = as_printed(authority, actor, occurred.on)
    signature.signed_on = occurred.on
    signature.save()
