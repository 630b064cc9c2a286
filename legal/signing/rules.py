"""What stands in the way of signing and of registering a signed document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legal.signing.models import Signature, SignatureRound
from workflow.errors import Obstacle


def obstacles_to_signing(signature: Signature, others: Sequence[Signature]) -> list[Obstacle]:
    """Return what keeps this signatory from signing: the round is closed, or it is somebody else's turn."""
    obstacles = []
    if signature.round.status != SignatureRound.Status.RUNNING:
        obstacles.append(Obstacle(text=_("La ronda de firmas ya no está abierta.")))
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


def obstacles_to_signing_on(signed_on: date, issued_on: date) -> list[Obstacle]:
    """Return what is wrong with the date of a signature: nobody signs before the document exists."""
    if signed_on < issued_on:
        return [
            Obstacle(
                text=_("El documento se emitió el %(date)s; no pudo firmarse antes.")
                % {"date": date_format(issued_on, "DATE_FORMAT")},
                where="occurred_on",
            )
        ]
    return []


def obstacles_to_registering(signatures: Sequence[Signature], *, file_is_whole: bool) -> list[Obstacle]:
    """Return what keeps a document from being registered as signed: every signature, and the file as issued."""
    obstacles = [
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
