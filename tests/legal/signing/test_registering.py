"""Issuing before the signatures and registering after them: the number, the file, and what is checked of both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from legal.documents.models import IssuedDocument
from legal.signing import services as signing
from legal.signing.errors import CannotIssueForSignature, CannotRegister
from tests.factories import (
    World,
    do,
    issue,
    make_draft,
    open_task,
    register,
    sign_all,
    to_approved,
    to_in_signature,
    today,
)
from tests.legal.agreements.steps import names
from tests.legal.agreements.traces import acts_of, everything, refusals_of
from tests.legal.signing.rounds import document_of, round_of
from workflow import service
from workflow.errors import AlreadyDone, NotAllowed

# --- issuing --------------------------------------------------------------------------------------------------------


def test_issuing_gives_the_agreement_its_number_and_its_file(world: World) -> None:
    agreement = to_approved(make_draft(world), world)
    issue(agreement)
    agreement.refresh_from_db()
    document = document_of(agreement)
    assert agreement.status == "in_signature"
    assert agreement.number == document.number_text == f"N° 001-{today().on.year}-EF/50.01"
    assert (document.issued_on, document.issued_by, document.version) == (today().on, world.formulator, 1)
    assert round_of(agreement).status == "running"
    number, issued = acts_of(agreement.case)[-2:]
    assert (number.act, number.before, number.after["number"]) == (
        "agreements.number",
        {"status": "approved", "number": ""},
        agreement.number,
    )
    assert issued.act == "signing.issue"
    assert issued.after["file_sha256"] == document.file.sha256
    assert issued.after["text_sha256"] == document.text_sha256


def test_two_agreements_never_share_a_number(world: World) -> None:
    numbers = []
    for _time in range(2):
        agreement = to_in_signature(make_draft(world), world)
        numbers.append(agreement.number)
    year = today().on.year
    assert numbers == [f"N° 001-{year}-EF/50.01", f"N° 002-{year}-EF/50.01"]


def test_only_the_formulator_issues_and_only_once(world: World) -> None:
    agreement = to_approved(make_draft(world), world)
    task = open_task(agreement.case, "issue")
    for person in (world.director_general, world.clerk, world.head):
        with pytest.raises(NotAllowed):
            do(task, signing.issue, by=person, round_=round_of(agreement))
    issue(agreement)
    with pytest.raises(AlreadyDone):
        do(task, signing.issue, round_=round_of(agreement))
    assert IssuedDocument.objects.count() == 1


def test_a_text_that_lost_an_opinion_is_not_issued_and_takes_no_number(world: World) -> None:
    agreement = to_approved(make_draft(world), world)
    opinion = agreement.opinions.get(kind="legal")
    opinion.replaced = True
    opinion.save()
    before = everything()
    with pytest.raises(CannotIssueForSignature, match="Falta la opinión legal favorable"):
        issue(agreement)
    assert everything() == before
    assert refusals_of(agreement.case)[-1].act == "signing.issue"


# --- registering ----------------------------------------------------------------------------------------------------


def test_registering_closes_the_round_on_the_day_of_the_last_signature(
    world: World, travel: Callable[[date], None]
) -> None:
    travel(date(2026, 3, 2))
    agreement = to_in_signature(make_draft(world), world)
    travel(date(2026, 3, 5))
    sign_all(agreement)
    travel(date(2026, 3, 9))
    register(agreement)
    agreement.refresh_from_db()
    assert (agreement.status, agreement.in_force_from) == ("in_force", date(2026, 3, 5))
    assert (round_of(agreement).status, round_of(agreement).closed_on) == ("signed", date(2026, 3, 5))
    acts = acts_of(agreement.case)
    place = next(place for place, each in enumerate(acts) if each.act == "signing.register")
    registered, in_force = acts[place : place + 2]
    assert (registered.act, registered.occurred_on) == ("signing.register", date(2026, 3, 9))
    assert (registered.after["signatures"], registered.after["last_signature_on"]) == (2, "2026-03-05")
    assert in_force.act == "agreements.enter_into_force"
    assert names(agreement) == ["present"]


def test_a_document_without_all_its_signatures_is_not_registered(world: World) -> None:
    agreement = to_in_signature(make_draft(world), world)
    before = everything()
    with pytest.raises(CannotRegister) as refusal:
        service.perform(
            case=agreement.case,
            actor=world.clerk,
            act_name="signing.register",
            act=partial(signing.register, round_=round_of(agreement)),
            occurred=today(),
        )
    assert [obstacle.text for obstacle in refusal.value.obstacles] == [
        "Falta la firma de Gobierno Regional del Departamento de Amazonas.",
        "Falta la firma de Dirección General de Presupuesto Público.",
    ]
    assert everything() == before


@pytest.mark.parametrize("damage", ["changed", "lost"])
def test_a_file_that_is_not_the_one_that_was_issued_is_not_registered(world: World, settings: Any, damage: str) -> None:
    agreement = to_in_signature(make_draft(world), world)
    sign_all(agreement)
    path = Path(settings.MEDIA_ROOT) / document_of(agreement).file.file.name
    if damage == "changed":
        path.chmod(0o644)
        path.write_bytes(path.read_bytes() + b" ")
    else:
        path.unlink()
    before = everything()
    with pytest.raises(CannotRegister, match="El archivo emitido no coincide con su huella"):
        register(agreement)
    assert everything() == before
    agreement.refresh_from_db()
    assert agreement.status == "in_signature"


def test_a_document_is_not_registered_before_its_last_signature(world: World, travel: Callable[[date], None]) -> None:
    travel(date(2026, 3, 2))
    agreement = to_in_signature(make_draft(world), world)
    travel(date(2026, 3, 5))
    sign_all(agreement)
    before = everything()
    with pytest.raises(CannotRegister, match="El registro no puede ser anterior a la última firma"):
        do(open_task(agreement.case, "register"), signing.register, round_=round_of(agreement), on=date(2026, 3, 4))
    assert everything() == before


def test_only_the_clerk_registers_and_only_once(world: World) -> None:
    agreement = to_in_signature(make_draft(world), world)
    sign_all(agreement)
    task = open_task(agreement.case, "register")
    for person in (world.formulator, world.director_general, world.head):
        with pytest.raises(NotAllowed):
            do(task, signing.register, by=person, round_=round_of(agreement))
    register(agreement)
    with pytest.raises(AlreadyDone, match="ya fue concluida por Fabio Núñez"):
        do(task, signing.register, round_=round_of(agreement))
    assert agreement.periods.count() == 3
