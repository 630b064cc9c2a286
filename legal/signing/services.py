"""Acts of signing: open a round, issue, sign, decline, register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from legal.documents import services as documents
from legal.documents.integrity import file_is_whole
from legal.documents.models import StoredFile
from legal.signing import rules
from legal.signing.errors import CannotIssueForSignature, CannotRegister, CannotSign
from legal.signing.models import Signature, SignatureRound
from legal.signing.subjects import subject_of
from workflow import acting, ledger
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import Case, Unit, User
from workflow.titles import title_on


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
    """Issue the document of a round with its number; the signatories are then asked.

    :raises CannotIssueForSignature: when the subject is not ready.
    """
    round_ = SignatureRound.objects.get(pk=round_.pk)
    subject = subject_of(round_)
    if obstacles := subject.obstacles_to_issuing(round_, occurred.on):
        raise CannotIssueForSignature(*obstacles)
    round_.document = subject.issue(round_, actor, occurred)
    round_.status = SignatureRound.Status.RUNNING
    round_.save()
    after = {**documents.facts(round_.document), "document": _named(round_)}
    ledger.record(act="signing.issue", subject=round_.document, after=after)


def sign(*, signature: Signature, actor: User, occurred: Occurrence, upload: tuple[str, bytes] | None = None) -> None:
    """Give a signature: by confirming, or by the signed file when one is brought.

    ``upload`` is the name and content of the signed file. The authority of the signatory on the date
    is stored with the signature.

    :raises CannotSign: when it is somebody else's turn, the round is closed, or the date cannot be.
    """
    signature, others = _fresh(signature)
    obstacles = rules.obstacles_to_signing(signature, others)
    obstacles += rules.obstacles_to_signing_on(occurred.on, _document(signature).issued_on)
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
        subject=_document(signature),
        before={"status": Signature.Status.PENDING},
        after={
            "status": Signature.Status.SIGNED,
            "document": _named(signature.round),
            "printed_as": signature.printed_as,
            "method": signature.get_method_display(),
            "file_sha256": kept.sha256 if kept else _document(signature).file.sha256,
        },
    )


def decline(*, signature: Signature, reason: str, actor: User, occurred: Occurrence) -> None:
    """Refuse a signature with its reason; the round ends and the text goes back.

    :raises CannotSign: when no reason is given, or the round is closed.
    """
    signature, others = _fresh(signature)
    obstacles = rules.obstacles_to_signing(signature, others)
    obstacles += rules.obstacles_to_signing_on(occurred.on, _document(signature).issued_on)
    if not reason.strip():
        obstacles.append(Obstacle(text=_("Escriba el motivo por el que no firma."), where="reason"))
    if obstacles:
        raise CannotSign(*obstacles)
    signature.reason = reason.strip()
    _close(signature, Signature.Status.DECLINED, actor, occurred)
    ledger.record(
        act="signing.decline",
        subject=_document(signature),
        before={"status": Signature.Status.PENDING},
        after={"status": Signature.Status.DECLINED, "document": _named(signature.round)},
        reason=signature.reason,
    )


def return_to_subject(*, round_: SignatureRound) -> None:
    """Close a declined round and hand the refusal to what was to be signed."""
    declined = round_.signatures.filter(status=Signature.Status.DECLINED).select_related("unit").order_by("pk")[0]
    round_.status = SignatureRound.Status.DECLINED
    round_.closed_on = declined.signed_on
    round_.save()
    subject_of(round_).on_declined(round_, declined)


def register(*, round_: SignatureRound, actor: User, occurred: Occurrence) -> None:
    """Check every signature and the file, and put the signed document into force.

    :raises CannotRegister: when a signature is missing or the file is not the one that was issued.
    """
    round_ = SignatureRound.objects.select_related("document__file").get(pk=round_.pk)
    signatures = list(round_.signatures.select_related("unit").order_by("position"))
    assert round_.document is not None
    obstacles = rules.obstacles_to_registering(signatures, file_is_whole=file_is_whole(round_.document.file))
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
            "document": _named(round_),
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


def _fresh(signature: Signature) -> tuple[Signature, list[Signature]]:
    """Read a signature and the others of its round again, under the case's lock."""
    signature = Signature.objects.select_related("round__document__file", "unit").get(pk=signature.pk)
    others = Signature.objects.filter(round=signature.round).exclude(pk=signature.pk).select_related("unit")
    return signature, list(others.order_by("position"))


def _document(signature: Signature) -> documents.IssuedDocument:
    assert signature.round.document is not None
    return signature.round.document


def _named(round_: SignatureRound) -> str:
    """Return the document of a round with its article, as a sentence names it."""
    return str(subject_of(round_).wording.named) % {"document": round_.document}


def _close(signature: Signature, status: str, actor: User, occurred: Occurrence) -> None:
    authority = acting.current().authority
    if authority is None:
        raise CannotSign(_("Solo firma quien ocupa el cargo; una autorización excepcional no basta."))
    signature.status = status
    signature.signer = actor
    signature.mandate = authority
    signature.printed_as = f"{actor}, {authority.signs_as(title_on(authority.post_title, occurred.on))}"
    signature.signed_on = occurred.on
    signature.save()
