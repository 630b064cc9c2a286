"""Reads of the room's pages: the visas and the signatures of a round, with the proof of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet

from legal.entities.models import Entity
from legal.signing.models import Signature, SignatureRound, Visa, VisaRequirement
from workflow import permissions
from workflow.mandates import holder_and_delegates
from workflow.models import Mandate, Post, Task, Unit, User
from workflow.models.people import path_prefixes

STATES = {
    Signature.Status.PENDING: "idle",
    Signature.Status.SIGNED: "ok",
    Signature.Status.DECLINED: "risk",
}
VISA_STATES = {
    Visa.Status.PENDING: "idle",
    Visa.Status.GIVEN: "ok",
    Visa.Status.RETURNED: "risk",
    Visa.Status.WAIVED: "warn",
}


@dataclass(frozen=True, kw_only=True)
class SignatureRow:
    """One signature of a round with the proof of its authority; before it is given, who holds the post today."""

    pk: int
    position: int
    unit: str
    role: str
    holder: str
    status: str
    state: str
    printed_as: str
    method: str
    instrument: str
    instrument_on: date | None
    starts_on: date | None
    ends_on: date | None
    annulled_on: date | None
    annulled_by: str
    signed_on: date | None
    reason: str
    has_file: bool


def signature_rows(round_: SignatureRound, today: date) -> list[SignatureRow]:
    """Return the signatures of a round in their order, in two queries."""
    signatures = list(signatures_of(round_))
    held = (
        Mandate.objects.valid_on(today)
        .filter(post__unit__in=[each.unit_id for each in signatures])
        .select_related("post", "user")
        .order_by("starts_on", "pk")
    )
    holders: dict[tuple[int, str], list[Mandate]] = {}
    for mandate in held:
        holders.setdefault((mandate.post.unit_id, mandate.post.role), []).append(mandate)
    return [_row(each, _held_by(holders.get((each.unit_id, each.role), []))) for each in signatures]


def _held_by(mandates: list[Mandate]) -> str:
    """Return who holds a post, and beside them who acts for them by delegation."""
    holder, delegates = holder_and_delegates(mandates)
    own = [str(holder.user)] if holder else []
    return "; ".join([*own, *(f"{each.user} ({each.get_kind_display()})" for each in delegates)])


def signatures_of(round_: SignatureRound) -> QuerySet[Signature]:
    """Return the signatures of a round in their order, with their mandates."""
    return round_.signatures.select_related("unit", "mandate", "signer").order_by("position")


def _row(signature: Signature, holder: str) -> SignatureRow:
    mandate = signature.mandate
    return SignatureRow(
        pk=signature.pk,
        position=signature.position,
        unit=signature.unit.name,
        role=str(permissions.all_roles().get(signature.role, signature.role)),
        holder=holder,
        status=signature.get_status_display(),
        state=STATES[Signature.Status(signature.status)],
        printed_as=signature.printed_as,
        method=signature.get_method_display() if signature.method else "",
        instrument=mandate.instrument if mandate else "",
        instrument_on=mandate.instrument_on if mandate else None,
        starts_on=mandate.starts_on if mandate else None,
        ends_on=mandate.ends_on if mandate else None,
        annulled_on=mandate.annulled_on if mandate else None,
        annulled_by=mandate.annulled_by if mandate else "",
        signed_on=signature.signed_on,
        reason=signature.reason,
        has_file=signature.file_id is not None,
    )


@dataclass(frozen=True, kw_only=True)
class VisaRow:
    """One visa of a round with its motive and the proof of its authority; before it is given, who holds the post.

    ``pk`` is 0 before the document is issued.
    """

    pk: int
    post: str
    unit: str
    motive: str
    holder: str
    status: str
    state: str
    is_pending: bool
    is_waived: bool
    printed_as: str
    instrument: str
    instrument_on: date | None
    annulled_on: date | None
    annulled_by: str
    done_on: date | None
    reason: str


def visas_of(round_: SignatureRound) -> list[Visa]:
    """Return the visas that are asked for in a round, in the order of the signatures that they go before."""
    visas = round_.visas.select_related("post__unit", "mandate")
    return list(visas.order_by("signature__position", "pk"))


def visas_to_ask(round_: SignatureRound, *, on: date) -> list[Visa]:
    """Return, not yet written, the visas that are required of the document of a round if it is issued on a date.

    The posts of no party are not asked.
    """
    signatures = list(round_.signatures.select_related("unit").order_by("position"))
    required = VisaRequirement.objects.in_force(subject=round_.subject, on=on).filter(post__is_active=True)
    found = list(required.select_related("post__unit").order_by("pk"))
    if not found:
        return []
    houses = _houses([each.unit for each in signatures] + [each.post.unit for each in found])
    return [
        Visa(round=round_, post=each.post, signature=signature, motive=each.motive)
        for signature in signatures
        for each in found
        if houses[each.post.unit_id] == houses[signature.unit_id]
    ]


def _houses(units: Sequence[Unit]) -> dict[int, int]:
    """Return the entity that each unit belongs to, by its unit's key: the nearest above, or the unit itself."""
    above = Entity.objects.filter(unit__path__in=path_prefixes(unit.path for unit in units))
    entities = sorted(above.values_list("unit__path", "unit_id"), key=lambda each: len(each[0]))
    houses = {unit.pk: unit.pk for unit in units}
    for path, key in entities:
        houses.update({unit.pk: key for unit in units if unit.path.startswith(path)})
    return houses


def visa_rows(visas: Sequence[Visa], today: date) -> list[VisaRow]:
    """Return what pages show of these visas, in one query while one is asked for."""
    waiting = [each.post_id for each in visas if each.status == Visa.Status.PENDING]
    held = Mandate.objects.valid_on(today).filter(post__in=waiting).select_related("user").order_by("starts_on", "pk")
    holders = {mandate.post_id: str(mandate.user) for mandate in held} if waiting else {}
    return [_visa_row(each, holders.get(each.post_id, "")) for each in visas]


def givers(visas: Iterable[Visa], on: date) -> dict[int, str]:
    """Return who could give these visas on a date or today, by the key of the post: of several, who came last.

    Who holds a post and could not give its visa (the mandate does not reach the act, the post got another role or
    unit since the visa was asked for) is nobody here: or else nobody could give it, and nobody go on without it.
    """
    steps = Task.objects.filter(process__visa__in=list(visas), process__visa__post=OuterRef("post"), finished=None)
    found = permissions.mandates_at(steps, act="signing.give_visa", on=on)
    return {mandate.post_id: str(mandate.user) for mandate in found}


def giver_of(visa: Visa, on: date) -> str:
    """Return who could give a visa on a date or today, by name; empty when nobody could."""
    return givers([visa], on).get(visa.post_id, "")


def deciding_mandate(visa: Visa, user: User, on: date) -> Mandate | None:
    """Return the mandate by which a person signs for the party of a visa, and so may go on without it.

    Whoever signs for two parties decides for each by its own.
    """
    signature = visa.signature
    posts = Post.objects.filter(unit=signature.unit_id, role=signature.role, mandates__user=user).distinct()
    held = (permissions.mandate_in(post, user=user, act="signing.waive_visa", on=on) for post in posts.order_by("pk"))
    return next((mandate for mandate in held if mandate), None)


def _visa_row(visa: Visa, holder: str) -> VisaRow:
    mandate = visa.mandate
    return VisaRow(
        pk=visa.pk or 0,
        post=visa.post.title,
        unit=visa.post.unit.name,
        motive=visa.get_motive_display(),
        holder=holder,
        status=visa.get_status_display(),
        state=VISA_STATES[Visa.Status(visa.status)],
        is_pending=visa.status == Visa.Status.PENDING,
        is_waived=visa.status == Visa.Status.WAIVED,
        printed_as=visa.printed_as,
        instrument=mandate.instrument if mandate else "",
        instrument_on=mandate.instrument_on if mandate else None,
        annulled_on=mandate.annulled_on if mandate else None,
        annulled_by=mandate.annulled_by if mandate else "",
        done_on=visa.done_on,
        reason=visa.reason,
    )
