"""What stands in the way of initialing, of signing and of registering a signed document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legal.signing.models import Signature, SignatureRound, Visa
from workflow.errors import Obstacle
from workflow.models import Mandate, Post


def obstacles_to_visa(visa: Visa, signatures: Sequence[Signature]) -> list[Obstacle]:
    """Return what keeps a document from being initialed or returned: the round is closed, or a party has signed it."""
    obstacles = _closed_round(visa.round)
    if visa.status != Visa.Status.PENDING:
        text = _("Este visto bueno ya se registró: %(status)s.") % {"status": visa.get_status_display()}
        obstacles.append(Obstacle(text=text))
    if any(each.status == Signature.Status.SIGNED for each in signatures):
        obstacles.append(Obstacle(text=_("El documento ya tiene una firma; el visto bueno se da antes de la primera.")))
    return obstacles


def obstacles_to_visa_on(done_on: date, issued_on: date) -> list[Obstacle]:
    """Return what is wrong with the date of a visa: nobody initials what does not exist."""
    if done_on >= issued_on:
        return []
    text = _("El documento se emitió el %(date)s; no pudo visarse antes.")
    return [Obstacle(text=text % {"date": date_format(issued_on, "DATE_FORMAT")}, where="occurred_on")]


def obstacles_to_returning_on(returned_on: date, visas: Sequence[Visa]) -> list[Obstacle]:
    """Return what is wrong with the date of a return: it closes the round, which no visa of it comes after."""
    last_on = max((each.done_on for each in visas if each.done_on), default=returned_on)
    if returned_on >= last_on:
        return []
    text = _("El último visto bueno es del %(date)s; no pudo devolverse antes.")
    return [Obstacle(text=text % {"date": date_format(last_on, "DATE_FORMAT")}, where="occurred_on")]


def obstacles_to_acting_for(post: Post, holder: str) -> list[Obstacle]:
    """Return that a visa belongs to another post than the person's: to the one that was configured, and no other."""
    text = _("Este visto bueno corresponde al cargo de %(post)s, y usted no lo ocupa.") % {"post": post}
    return [Obstacle(text=text, who=holder or _("nadie ocupa el cargo"))]


def obstacles_to_deciding(visa: Visa, mandate: Mandate | None) -> list[Obstacle]:
    """Return what keeps a person from going on without a visa: only who signs for the same party answers for that.

    ``mandate`` is the one by which the person signs for that party.
    """
    if mandate is not None:
        return []
    unit = visa.signature.unit.name
    text = _("Solo quien firma por %(unit)s puede prescindir de un visto bueno de su entidad.")
    return [Obstacle(text=text % {"unit": unit}, who=unit)]


def obstacles_to_waiving(holder: str) -> list[Obstacle]:
    """Return what keeps a visa from being done without: somebody in its post could give it, or return the text."""
    if not holder:
        return []
    text = _("%(holder)s ocupa el cargo: le corresponde dar el visto bueno o devolver el documento.")
    return [Obstacle(text=text % {"holder": holder}, who=holder)]


def missing_visas(visas: Sequence[Visa]) -> list[Obstacle]:
    """Return an obstacle for each visa that is still asked for, with the post that gives it."""
    return [
        Obstacle(text=_("Falta el visto bueno de %(post)s.") % {"post": visa.post}, who=str(visa.post))
        for visa in visas
        if visa.status == Visa.Status.PENDING
    ]


def _closed_round(round_: SignatureRound) -> list[Obstacle]:
    if round_.status == SignatureRound.Status.RUNNING:
        return []
    return [Obstacle(text=_("La ronda de firmas ya no está abierta."))]


def obstacles_to_signing(signature: Signature, others: Sequence[Signature], visas: Sequence[Visa]) -> list[Obstacle]:
    """Return what keeps this signatory from signing: a closed round, a missing visa, or somebody else's turn."""
    obstacles = _closed_round(signature.round) + missing_visas(visas)
    if signature.status != Signature.Status.PENDING:
        obstacles.append(
            Obstacle(text=_("Esta firma ya se registró: %(status)s.") % {"status": signature.get_status_display()})
        )
    if signature.round.order == SignatureRound.Order.SEQUENCE:
        obstacles.extend(
            Obstacle(
                text=_("Antes debe firmar %(unit)s.") % {"unit": other.unit.name},
                who=other.unit.name,
            )
            for other in others
            if other.position < signature.position and other.status == Signature.Status.PENDING
        )
    return obstacles


def obstacles_to_signing_on(signed_on: date, issued_on: date, visas: Sequence[Visa]) -> list[Obstacle]:
    """Return what is wrong with the date of a signature: nobody signs before the document exists and is initialed."""
    if signed_on < issued_on:
        return [
            Obstacle(
                text=_("El documento se emitió el %(date)s; no pudo firmarse antes.")
                % {"date": date_format(issued_on, "DATE_FORMAT")},
                where="occurred_on",
            )
        ]
    last_visa_on = max((visa.done_on for visa in visas if visa.done_on), default=issued_on)
    if signed_on < last_visa_on:
        text = _("El último visto bueno es del %(date)s; no pudo firmarse antes.")
        return [Obstacle(text=text % {"date": date_format(last_visa_on, "DATE_FORMAT")}, where="occurred_on")]
    return []


def obstacles_to_registering(
    signatures: Sequence[Signature], visas: Sequence[Visa], *, file_is_whole: bool
) -> list[Obstacle]:
    """Return what keeps a document from being registered as signed: visas, signatures, and the file as issued."""
    obstacles = missing_visas(visas) + [
        Obstacle(text=_("Falta la firma de %(unit)s.") % {"unit": signature.unit.name}, who=signature.unit.name)
        for signature in signatures
        if signature.status != Signature.Status.SIGNED
    ]
    if not file_is_whole:
        obstacles.append(
            Obstacle(text=_("El archivo emitido no coincide con su huella. No lo registre y avise al administrador."))
        )
    return obstacles


def obstacles_to_stopping(signatures: Sequence[Signature]) -> list[Obstacle]:
    """Return what keeps a round from being stopped by who asked for the document: a party has signed it.

    From the first signature on, a document is undone by a party that does not sign, with its reason; once all
    have signed it, by none of them alone (Código Civil art. 1352: the consent of the parties perfects a contract).
    """
    signed = [signature.unit.name for signature in signatures if signature.status == Signature.Status.SIGNED]
    pending = [signature.unit.name for signature in signatures if signature.status == Signature.Status.PENDING]
    if not signed:
        return []
    if not pending:
        text = _("Ya lo firmaron todas las partes: ninguna puede desistir por sí sola. Falta registrar las firmas.")
        return [Obstacle(text=text, who=_("Mesa de partes"))]
    return [
        Obstacle(
            text=_("Ya firmó %(signed)s: no cabe desistir. Quien no ha firmado puede devolver el texto con su motivo.")
            % {"signed": ", ".join(signed)},
            who=", ".join(pending),
        )
    ]


def last_signature_on(signatures: Sequence[Signature]) -> date:
    """Return the date of the last signature: the agreement is in force from it (norms say otherwise at times)."""
    return max(signature.signed_on for signature in signatures if signature.signed_on)
