"""Acts of the posts that initial a document before it is signed: ask, give, return, go on without one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from legal.signing import rules
from legal.signing.errors import CannotVisa
from legal.signing.models import Signature, SignatureRound, Visa
from legal.signing.queries import deciding_mandate, giver_of, visas_to_ask
from legal.signing.services.marks import as_printed, document_of, named
from workflow import acting, ledger, permissions, service
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import Mandate, Participation, Unit, User

# As what the office of a visa takes part in a case that it does not see already.
VISA_CAPACITY = "visa"


def ask_for_visas(round_: SignatureRound, *, on: date) -> list[Visa]:
    """Write the visas that are required of the document of a round on a date; the posts of no party are not asked."""
    asked = []
    for each in visas_to_ask(round_, on=on):
        _let_see(each.post.unit)
        visa = Visa.objects.get_or_create(
            round=round_, post=each.post, defaults={"signature": each.signature, "motive": each.motive}
        )
        asked.append(visa[0])
    return asked


def give_visa(*, visa: Visa, actor: User, occurred: Occurrence) -> None:
    """Initial the document. The authority on the date is stored, and printed as with a signature.

    :raises CannotVisa: when the visa is another post's, the round is closed, a party has signed, or the date cannot be.
    """
    visa, signatures = _fresh(visa)
    mandate = _authority(visa, actor, occurred)
    if obstacles := _obstacles(visa, signatures, occurred):
        raise CannotVisa(*obstacles)
    _close(visa, Visa.Status.GIVEN, mandate, actor, occurred)
    ledger.record(
        act="signing.give_visa",
        subject=document_of(visa.round),
        before={"status": Visa.Status.PENDING},
        after={
            "status": visa.status,
            "document": named(visa.round),
            "printed_as": visa.printed_as,
            "motive": visa.get_motive_display(),
            "file_sha256": visa.file_sha256,
        },
    )


def return_unvisaed(*, visa: Visa, reason: str, actor: User, occurred: Occurrence) -> None:
    """Return the document without a visa, with the reason; the round ends and the text goes back.

    :raises CannotVisa: as ``give_visa``, and when no reason is given.
    """
    visa, signatures = _fresh(visa)
    mandate = _authority(visa, actor, occurred)
    obstacles = _obstacles(visa, signatures, occurred)
    obstacles += rules.obstacles_to_returning_on(occurred.on, list(visa.round.visas.all()))
    if not reason.strip():
        obstacles.append(Obstacle(text=_("Escriba el motivo por el que devuelve el documento."), where="reason"))
    if obstacles:
        raise CannotVisa(*obstacles)
    visa.reason = reason.strip()
    _close(visa, Visa.Status.RETURNED, mandate, actor, occurred)
    ledger.record(
        act="signing.return_unvisaed",
        subject=document_of(visa.round),
        before={"status": Visa.Status.PENDING},
        after={"status": visa.status, "document": named(visa.round)},
        reason=visa.reason,
    )


def waive_visa(*, visa: Visa, reason: str, actor: User, occurred: Occurrence) -> None:
    """Go on without a visa that nobody could give, as who signs for the same party, with the reason.

    :raises CannotVisa: when somebody could give it on the date or today, or no reason is given.
    :raises CannotVisa: when the visa is of the house of another signatory.
    """
    visa, signatures = _fresh(visa)
    mandate = deciding_mandate(visa, actor, occurred.on)
    obstacles = rules.obstacles_to_deciding(visa, mandate)
    obstacles += rules.obstacles_to_waiving(giver_of(visa, occurred.on))
    obstacles += _obstacles(visa, signatures, occurred)
    if not reason.strip():
        obstacles.append(Obstacle(text=_("Escriba por qué se prescinde del visto bueno."), where="reason"))
    if obstacles:
        raise CannotVisa(*obstacles)
    assert mandate is not None
    acting.current().authority = mandate
    visa.reason = reason.strip()
    _close(visa, Visa.Status.WAIVED, mandate, actor, occurred)
    ledger.record(
        act="signing.waive_visa",
        subject=document_of(visa.round),
        before={"status": Visa.Status.PENDING},
        after={"status": visa.status, "document": named(visa.round), "of": str(visa.post)},
        reason=visa.reason,
    )
    if visa.process is not None:
        service.cancel_process(visa.process)


def _let_see(unit: Unit) -> None:
    """Let the office of a visa take part in the case, unless it is a party or above one and sees the case already."""
    case = acting.current().case
    if not Participation.objects.filter(case=case, unit__path__startswith=unit.path).exists():
        service.take_part(unit=unit, capacity=VISA_CAPACITY)


def _fresh(visa: Visa) -> tuple[Visa, list[Signature]]:
    """Read a visa and the signatures of its round again, under the case's lock."""
    visa = Visa.objects.select_related(
        "round__document__file", "post__unit", "signature__unit", "process__parent_task"
    ).get(pk=visa.pk)
    return visa, list(visa.round.signatures.select_related("unit").order_by("position"))


def _obstacles(visa: Visa, signatures: Sequence[Signature], occurred: Occurrence) -> list[Obstacle]:
    issued_on = document_of(visa.round).issued_on
    return rules.obstacles_to_visa(visa, signatures) + rules.obstacles_to_visa_on(occurred.on, issued_on)


def _authority(visa: Visa, actor: User, occurred: Occurrence) -> Mandate:
    """Return the mandate by which the person acts for the very post of the visa, and act by it.

    A step belongs to a role of a unit, which may have several posts that initial, and a person may hold two of them.

    :raises CannotVisa: when the person holds another post, or acts by an exceptional grant.
    """
    mandate = permissions.mandate_in(visa.post, user=actor, act="signing.give_visa", on=occurred.on)
    if mandate is None:
        raise CannotVisa(*rules.obstacles_to_acting_for(visa.post, giver_of(visa, occurred.on)))
    acting.current().authority = mandate
    return mandate


def _close(visa: Visa, status: str, mandate: Mandate, actor: User, occurred: Occurrence) -> None:
    visa.status = status
    visa.actor = actor
    visa.mandate = mandate
    visa.printed_as = as_printed(mandate, actor, occurred.on)
    visa.file_sha256 = document_of(visa.round).file.sha256
    visa.done_on = occurred.on
    visa.save()
