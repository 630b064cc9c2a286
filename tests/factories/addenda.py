"""Addenda, reached by the acts themselves."""

from __future__ import annotations

from datetime import date
from functools import partial

from legal.addenda.models import Addendum, AddendumOpinion
from legal.addenda.queries import district_terms
from legal.addenda.services import drafting, request, review
from legal.addenda.terms import ChangeTerms
from legal.agreements.models import Agreement
from legal.entities.models import District
from legal.signing import services as signing
from tests.factories.agreements import PDF
from tests.factories.tasks import do, open_task, open_tasks, today
from tests.factories.world import World
from workflow import service
from workflow.models import User

GROUNDS = "Los actores piden que el convenio alcance a un distrito más."
REASON = "Para llegar a donde se entrega el producto."


def request_addendum(agreement: Agreement, by: User, *, on: date | None = None, report: str = "") -> Addendum:
    """Ask for an addendum, each with a report of its own unless one is named."""
    number = 10 + agreement.addenda.count()
    service.perform(
        case=agreement.case,
        actor=by,
        act_name="addenda.request",
        act=partial(
            request.request_addendum,
            agreement=agreement,
            grounds=GROUNDS,
            report=report or f"Informe N° {number:03d}-2026-GRA/GRPPAT",
            upload=("informe.pdf", PDF),
        ),
        occurred=today(on),
    )
    return agreement.addenda.order_by("-pk")[0]


def admit(addendum: Addendum, *, on: date | None = None) -> Addendum:
    """Admit the request."""
    do(open_task(addendum.case, "admit"), request.admit, on=on, addendum=addendum)
    return again(addendum)


def later_end(ends_on: date) -> ChangeTerms:
    """Return a later end of the term."""
    return ChangeTerms(kind="term", reason=REASON, ends_on=ends_on)


def ambit(*, added: tuple[District, ...] = (), removed: tuple[District, ...] = ()) -> ChangeTerms:
    """Return a change of the ambit."""
    return ChangeTerms(
        kind="ambit",
        reason=REASON,
        added=tuple(district_terms(each) for each in added),
        removed=tuple(district_terms(each) for each in removed),
    )


def clause(key: str = "vigencia", text: str = "11.1 El CONVENIO rige hasta el 31 de diciembre de 2030.") -> ChangeTerms:
    """Return a new text of a clause."""
    return ChangeTerms(kind="clause", reason=REASON, clause=key, text=text)


def write_change(addendum: Addendum, change: ChangeTerms, by: User, *, on: date | None = None) -> Addendum:
    """Write one change of the draft."""
    service.perform(
        case=addendum.case,
        actor=by,
        act_name="addenda.write_change",
        act=partial(drafting.write_change, addendum=addendum, change=change),
        occurred=today(on),
    )
    return again(addendum)


def submit(addendum: Addendum, *, effective_on: date | None = None, on: date | None = None) -> Addendum:
    """Send the draft to opinion."""
    do(open_task(addendum.case, "draft"), drafting.submit, on=on, addendum=addendum, effective_on=effective_on)
    return again(addendum)


def opine(addendum: Addendum, kind: str, *, favorable: bool = True, on: date | None = None) -> Addendum:
    """Give one opinion."""
    opinion = addendum.opinions.get(kind=kind, replaced=False)
    do(
        open_task(addendum.case, kind),
        review.give_opinion,
        on=on,
        opinion=opinion,
        report="Informe N° 077-2026-EF/50.01",
        conclusions="Procede." if favorable else "Falta el sustento del distrito que entra.",
        favorable=favorable,
    )
    return again(addendum)


def to_approval(addendum: Addendum, *, effective_on: date | None = None) -> Addendum:
    """Take a drafted addendum to the director."""
    submit(addendum, effective_on=effective_on)
    for kind in AddendumOpinion.Kind.values:
        opine(addendum, kind)
    return again(addendum)


def approve(addendum: Addendum, *, on: date | None = None) -> Addendum:
    """Approve the addendum."""
    do(open_task(addendum.case, "approve"), review.approve, on=on, addendum=addendum)
    return again(addendum)


def issue(addendum: Addendum, *, on: date | None = None) -> Addendum:
    """Issue the addendum with its number."""
    do(open_task(addendum.case, "issue"), signing.issue, on=on, round_=again(addendum).signature_round)
    return again(addendum)


def sign(addendum: Addendum, *, on: date | None = None) -> Addendum:
    """Sign for one party that has not signed."""
    round_ = again(addendum).signature_round
    assert round_ is not None
    task = open_tasks(addendum.case, "sign")[0]
    do(task, signing.sign, on=on, signature=round_.signatures.get(unit=task.unit))
    return again(addendum)


def sign_all(addendum: Addendum, *, on: date | None = None) -> Addendum:
    """Sign for every party; the registration is pending."""
    while open_tasks(addendum.case, "sign"):
        sign(addendum, on=on)
    return again(addendum)


def decline(addendum: Addendum, reason: str) -> Addendum:
    """Refuse the signature of one party that has not signed."""
    round_ = again(addendum).signature_round
    assert round_ is not None
    task = open_tasks(addendum.case, "sign")[0]
    do(task, signing.decline, signature=round_.signatures.get(unit=task.unit), reason=reason)
    return again(addendum)


def register(addendum: Addendum, *, on: date | None = None) -> Addendum:
    """Register the signed addendum."""
    do(open_task(addendum.case, "register"), signing.register, on=on, round_=again(addendum).signature_round)
    return again(addendum)


def sign_and_register(addendum: Addendum, *, on: date | None = None) -> Addendum:
    """Sign for every party and register."""
    return register(sign_all(addendum, on=on), on=on)


def drafted(agreement: Agreement, world: World, *changes: ChangeTerms) -> Addendum:
    """Return an admitted addendum, asked for by the entity, with changes written by the formulator."""
    addendum = admit(request_addendum(agreement, world.coordinator))
    for change in changes:
        addendum = write_change(addendum, change, world.formulator)
    return addendum


def signed(agreement: Agreement, world: World, *changes: ChangeTerms, effective_on: date | None = None) -> Addendum:
    """Return a signed addendum."""
    addendum = approve(to_approval(drafted(agreement, world, *changes), effective_on=effective_on))
    return sign_and_register(issue(addendum))


def again(addendum: Addendum) -> Addendum:
    """Read an addendum again."""
    return Addendum.objects.select_related("case", "agreement", "signature_round").get(pk=addendum.pk)
