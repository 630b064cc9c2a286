"""Agreements in force for the tests of verification, and what their papers say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from legal.agreements.models import Agreement, Criterion
from legal.agreements.services import matrices
from legal.documents.models import DocumentKind, IssuedDocument
from legal.documents.wordtext import extract_text
from legal.norms.models import NormTerm
from legal.verification.documents import FirstReportDocument, ObservationsLetterDocument, SecondReportDocument
from legal.verification.models import Verification
from legal.verification.queries import fresh
from legal.verification.texts import first_report, observations_letter, second_report
from tests.factories import (
    World,
    a_criterion,
    approve,
    complete_terms,
    give_opinions,
    issue,
    make_draft,
    register,
    sign_all,
    submit,
    verification_of,
    write,
)
from workflow import deadlines
from workflow.models import Mandate, User

SIGNED = date(2026, 3, 2)
YEAR_2 = date(2027, 1, 8)


def ground_correction(world: World) -> None:
    """Give the term to correct its ground as the norm's data have it, with a remark after the semicolon."""
    term = NormTerm.objects.get(norm=world.norm, name="correction")
    term.basis = "Directiva N° 002-2014-EF/50.01, Anexo II, 1.02 b); cómputo de fecha a fecha"
    term.save()


def in_force(world: World, *, third: bool = False, more: bool = False) -> Agreement:
    """Return an agreement signed today: one criterion or, with ``more``, four in three processes; one indicator."""
    agreement = make_draft(world)
    if more:
        for code, process in (("C-02", 2), ("C-03", 2), ("C-04", 4)):
            terms = replace(a_criterion(code), process=Criterion.ProcessKind(process), unit="días", operator="<=")
            write(
                agreement,
                world.formulator,
                matrices.write_criterion,
                terms=terms,
                responsible_unit=world.region if code == "C-04" else world.executing_unit,
            )
    complete_terms(agreement, world, verifier=world.insurer_entity if third else None)
    submit(agreement)
    give_opinions(agreement)
    approve(agreement)
    issue(agreement)
    sign_all(agreement)
    register(agreement)
    agreement.refresh_from_db()
    return agreement


def second_year(agreement: Agreement, on: date = YEAR_2) -> Verification:
    """Let the clock run on a day of the second year, and return its verification. The test has travelled there."""
    report = deadlines.run_clock(on=on)
    assert not report.failed, report.failed
    return verification_of(agreement, year=2)


def mandate_of(user: User) -> Mandate:
    """Return the one mandate of a person of the world."""
    return Mandate.objects.select_related("post").get(user=user)


def first_of(verification: Verification, world: World, *, on: date) -> FirstReportDocument:
    """Return report I as the grantor's verifier would issue it."""
    author = world.grantor_verifier
    return first_report(fresh(verification), on=on, author=author, authority=mandate_of(author))


def second_of(verification: Verification, world: World, *, on: date) -> SecondReportDocument:
    """Return report II as the grantor's verifier would issue it."""
    author = world.grantor_verifier
    return second_report(fresh(verification), on=on, author=author, authority=mandate_of(author))


def letter_of(verification: Verification, world: World, *, on: date) -> ObservationsLetterDocument:
    """Return the letter as the director would sign it."""
    signatory = world.director_general
    return observations_letter(fresh(verification), on=on, signatory=signatory, authority=mandate_of(signatory))


def issued_text(agreement: Agreement, kind: DocumentKind) -> str:
    """Return what the one issued paper of a kind says."""
    document = IssuedDocument.objects.get(case=agreement.case, kind=kind)
    with document.file.file.open() as content:
        return extract_text(content.read())
