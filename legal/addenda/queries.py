"""Reads of addenda: their changes as terms, and the terms of an agreement on a date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.db.models import Prefetch, QuerySet

from legal.addenda.models import Addendum, AddendumInstrument, Change, DistrictChange
from legal.addenda.rules import day_of_effect, outlives
from legal.addenda.terms import (
    Bounds,
    ChangeTerms,
    SignedAddendum,
    SignedAgreement,
    TermsInForce,
    fingerprint_of_changes,
    terms_on,
)
from legal.agreements.models import Agreement
from legal.agreements.queries import read_terms
from legal.agreements.rules import end_of_term
from legal.agreements.terms import DistrictTerms
from legal.entities.models import District, DocumentSubject, InstrumentRequirement
from legal.signing.models import Signature
from legal.signing.rules import last_signature_on
from workflow.models import LedgerEntry

Status = Addendum.Status
SIGNED = (Status.SIGNED, Status.IN_FORCE)
FAILURES = ("addenda.deny", "addenda.withdraw", "addenda.lapse")
OVER = frozenset({Status.IN_FORCE, Status.DENIED, Status.WITHDRAWN, Status.LAPSED})


def fresh(addendum: Addendum) -> Addendum:
    """Read an addendum again, under the case's lock, with what its acts need."""
    found = Addendum.objects.select_related(
        "case",
        "requested_by",
        "document",
        "signature_round",
        "agreement__case",
        "agreement__entity__unit",
        "agreement__norm",
        "agreement__source",
        "agreement__conducting_unit",
    )
    return found.get(pk=addendum.pk)


def addenda_of(agreement: Agreement) -> QuerySet[Addendum]:
    """Return the addenda of an agreement in the order in which they were asked for."""
    return agreement.addenda.select_related("requested_by", "document__file").order_by("pk")


def open_addenda(agreement: Agreement) -> QuerySet[Addendum]:
    """Return the addenda that are on their way, those signed for a later day among them."""
    return agreement.addenda.exclude(status__in=OVER).order_by("pk")


def ruling_day(addendum: Addendum) -> date | None:
    """Return the day from which an addendum rules once all have signed it, registered or not; None before."""
    if addendum.in_force_from is not None or addendum.signature_round is None:
        return addendum.in_force_from
    signatures = list(addendum.signature_round.signatures.all())
    if any(signature.status != Signature.Status.SIGNED for signature in signatures):
        return None
    return day_of_effect(effective_on=addendum.effective_on, last_signature_on=last_signature_on(signatures))


def awaits_longer_term(agreement: Agreement) -> bool:
    """Whether all signed a longer term that ruled by the last day of this one, and it is still to be registered."""
    assert agreement.ends_on is not None
    return any(
        outlives(ruling_day(addendum), ended_on=agreement.ends_on)
        and any(change.ends_on for change in read_changes(addendum))
        for addendum in open_addenda(agreement).select_related("signature_round")
    )


def changes_in_text() -> QuerySet[Change]:
    """Return the changes that addenda say, in their order, each with its districts; two queries."""
    districts = DistrictChange.objects.select_related("district__province__department")
    return Change.objects.filter(in_text=True).prefetch_related(Prefetch("districts", districts)).order_by("position")


def with_changes(addenda: QuerySet[Addendum]) -> QuerySet[Addendum]:
    """Read with each addendum what it changes, as its ``written``, in a constant number of queries."""
    return addenda.prefetch_related(Prefetch("changes", changes_in_text(), to_attr="written"))


def read_changes(addendum: Addendum) -> tuple[ChangeTerms, ...]:
    """Return what an addendum changes, in its order, in a constant number of queries."""
    return tuple(change_terms(row) for row in changes_in_text().filter(addendum=addendum))


def change_terms(row: Change) -> ChangeTerms:
    """Return one of the ``changes_in_text`` as plain values."""
    districts = sorted(row.districts.all(), key=lambda each: each.district_id)
    return ChangeTerms(
        kind=row.kind,
        reason=row.reason,
        ends_on=row.ends_on,
        added=tuple(district_terms(each.district) for each in districts if each.added),
        removed=tuple(district_terms(each.district) for each in districts if not each.added),
        clause=row.clause,
        text=row.text,
    )


def district_terms(district: District) -> DistrictTerms:
    """Return a district as the terms name it."""
    return DistrictTerms(
        code=district.code,
        name=district.name,
        province=district.province.name,
        department=district.province.department.name,
    )


def number_of(addendum: Addendum) -> int:
    """Return the number that an addendum has in its agreement, or the next one, which it would be issued with."""
    return addendum.number or addendum.agreement.addenda.filter(number__isnull=False).count() + 1


def text_hash(addendum: Addendum) -> str:
    """Return the fingerprint of what an addendum says as it stands."""
    return fingerprint_of_changes(read_changes(addendum), addendum.effective_on)


def addenda_in_force_on(agreement: Agreement, on: date) -> QuerySet[Addendum]:
    """Return the addenda that rule on a date, in the order in which they apply (see ``terms.terms_on``)."""
    return agreement.addenda.filter(status__in=SIGNED, in_force_from__lte=on).order_by("in_force_from", "number")


def read_signed(agreement: Agreement) -> SignedAgreement:
    """Return the agreement as signed, with its signed addenda. The agreement must be in force, or have been."""
    assert agreement.in_force_from is not None
    addenda = agreement.addenda.filter(status__in=SIGNED).order_by("number")
    return SignedAgreement(
        terms=read_terms(agreement),
        ends_on=end_of_term(agreement.in_force_from, agreement.years),
        addenda=tuple(_signed(addendum) for addendum in with_changes(addenda)),
    )


def _signed(addendum: Addendum) -> SignedAddendum:
    assert addendum.number is not None
    assert addendum.in_force_from is not None
    changes = tuple(change_terms(row) for row in addendum.written)  # type: ignore[attr-defined]
    return SignedAddendum(number=addendum.number, in_force_from=addendum.in_force_from, changes=changes)


def bounds_of(agreement: Agreement) -> Bounds:
    """Return what no addendum of an agreement goes beyond: the longest term of the norm, where the entity acts."""
    norm, territory = agreement.norm, agreement.entity.territory
    last_day = None
    if norm.maximum_years and agreement.in_force_from:
        last_day = end_of_term(agreement.in_force_from, norm.maximum_years)
    return Bounds(
        norm=norm.code,
        last_day=last_day,
        territory=territory.code if territory else "",
        territory_name=territory.name if territory else "",
    )


def terms_of_agreement_on(agreement: Agreement, on: date) -> TermsInForce:
    """Return the terms of an agreement that rule on a date (see ``terms.terms_on``)."""
    return terms_on(read_signed(agreement), on)


def signed_before(addendum: Addendum) -> list[Addendum]:
    """Return the addenda signed before this one, all signed ones while it is on its way; two queries at most.

    Numbers do not tell: one that a signatory declined keeps its number, and another may be signed meanwhile. One
    that failed is read beside what was signed by the day on which it ended.
    """
    place = (addendum.signed_on or _failed_on(addendum) or date.max, addendum.number or 0)
    signed = addendum.agreement.addenda.filter(status__in=SIGNED).order_by("signed_on", "number")
    return [each for each in signed if (each.signed_on or date.max, each.number or 0) < place]


def _failed_on(addendum: Addendum) -> date | None:
    """Return the day on which an addendum was denied, withdrawn or lost its effect; the record of its case tells."""
    if not addendum.has_failed:
        return None
    entries = LedgerEntry.objects.filter(
        case=addendum.case_id, subject=f"{addendum._meta.label_lower}:{addendum.pk}", act__in=FAILURES
    )
    return entries.order_by("-sequence").values_list("occurred_on", flat=True).first()


def ruling_before(addendum: Addendum, on: date) -> TermsInForce:
    """Return what rules on a date without an addendum and those after it: its text reads the same once it is signed."""
    signed = read_signed(addendum.agreement)
    numbers = {each.number for each in signed_before(addendum)}
    earlier = tuple(each for each in signed.addenda if each.number in numbers)
    return terms_on(replace(signed, addenda=earlier), on)


def missing_instruments(addendum: Addendum) -> list[InstrumentRequirement]:
    """Return what the entity's level requires of the addendum and nobody has brought for the text as it stands."""
    required = InstrumentRequirement.objects.in_force(
        level=addendum.agreement.entity.level, subject=DocumentSubject.ADDENDUM, on=addendum.requested_on
    ).order_by("pk")
    standing = AddendumInstrument.objects.filter(addendum=addendum, text_hash=text_hash(addendum))
    brought = set(standing.values_list("kind", flat=True))
    return [requirement for requirement in required if requirement.instrument not in brought]
