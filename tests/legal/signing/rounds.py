"""Rounds of signatures to work on: three parties, asked one after the other or all at once."""

from __future__ import annotations

from typing import Any

from legal.agreements.models import Agreement
from legal.agreements.services import terms
from legal.documents.models import IssuedDocument
from legal.signing import services as signing
from legal.signing.models import Signature, SignatureRound
from tests.factories import (
    World,
    approve,
    complete_terms,
    do,
    give_opinions,
    issue,
    make_draft,
    open_tasks,
    submit,
    write,
)
from workflow.models import Task, Unit


def to_issue(world: World, order: str = "sequence") -> Agreement:
    """Return an approved agreement of region, insurer and directorate whose document is to be issued."""
    agreement = complete_terms(make_draft(world), world)
    write(
        agreement,
        world.formulator,
        terms.write_parties,
        terms=terms.PartiesTerms(verifier=world.insurer_entity, conducting_unit=world.region, signing_order=order),
    )
    submit(agreement)
    give_opinions(agreement)
    approve(agreement)
    return agreement


def to_sign(world: World, order: str = "sequence") -> Agreement:
    """Return an agreement whose document is issued and waits for its first signatures."""
    agreement = to_issue(world, order)
    issue(agreement)
    return agreement


def round_of(agreement: Agreement) -> SignatureRound:
    """Return the newest round of an agreement."""
    return agreement.case.signature_rounds.order_by("-pk")[0]


def document_of(agreement: Agreement) -> IssuedDocument:
    """Return the document of the newest round."""
    document = round_of(agreement).document
    assert document is not None
    return document


def asked(agreement: Agreement) -> list[Unit]:
    """Return the units whose signature is asked for now."""
    return [task.unit for task in open_tasks(agreement.case, "sign")]


def task_of(agreement: Agreement, unit: Unit) -> Task:
    """Return the open step in which a unit signs."""
    return next(task for task in open_tasks(agreement.case, "sign") if task.unit == unit)


def signature_of(agreement: Agreement, unit: Unit) -> Signature:
    """Return the signature of a unit in the newest round, as it is now."""
    return round_of(agreement).signatures.get(unit=unit)


def sign(agreement: Agreement, unit: Unit, **values: Any) -> Signature:
    """Sign for a unit, as its holder unless ``by`` names somebody else."""
    do(task_of(agreement, unit), signing.sign, signature=signature_of(agreement, unit), **values)
    return signature_of(agreement, unit)


def decline(agreement: Agreement, unit: Unit, reason: str = "El monto del año 2 no es el acordado.", **by: Any) -> None:
    """Return the document without the signature of a unit."""
    do(task_of(agreement, unit), signing.decline, signature=signature_of(agreement, unit), reason=reason, **by)
