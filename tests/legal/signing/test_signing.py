"""Signing: who is asked and when, what a signature proves, and which files and dates it takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from legal.documents.errors import CannotStore
from legal.entities import roles
from legal.signing import services as signing
from legal.signing.errors import CannotSign
from tests.factories import World, do, make_grant, make_mandate, make_user, open_task, open_tasks, today
from tests.factories.agreements import PDF
from tests.legal.agreements.traces import everything, last_act, refusals_of
from tests.legal.documents.word_files import make_docx, with_parts
from tests.legal.signing.rounds import asked, document_of, sign, signature_of, task_of, to_sign
from workflow import service
from workflow.errors import AlreadyDone, NotAllowed
from workflow.models import Mandate, Post

RESOLUTION = "Resolución Ejecutiva Regional N° 031-2026"


def post_of_the_head(world: World) -> Post:
    return Post.objects.get(unit=world.region, role=roles.HEAD)


# --- who is asked, and when -----------------------------------------------------------------------------------------


def test_in_a_sequence_each_party_is_asked_when_the_one_before_has_signed(world: World) -> None:
    agreement = to_sign(world)
    for unit in (world.region, world.insurer, world.directorate):
        assert asked(agreement) == [unit]
        sign(agreement, unit)
    assert open_task(agreement.case).flow_task.name == "register"


@pytest.mark.parametrize("order", [("directorate", "region", "insurer"), ("insurer", "directorate", "region")])
def test_in_parallel_all_are_asked_at_once_and_sign_in_any_order(world: World, order: tuple[str, ...]) -> None:
    agreement = to_sign(world, "parallel")
    waiting = [getattr(world, name) for name in ("region", "insurer", "directorate")]
    for name in order:
        assert asked(agreement) == waiting
        waiting.remove(getattr(world, name))
        sign(agreement, getattr(world, name))
    assert [task.flow_task.name for task in open_tasks(agreement.case)] == ["register"]


def test_nobody_signs_out_of_turn(world: World) -> None:
    agreement = to_sign(world)
    before = everything()
    with pytest.raises(CannotSign) as refusal:
        service.perform(
            case=agreement.case,
            actor=world.director_general,
            act_name="signing.sign",
            act=partial(signing.sign, signature=signature_of(agreement, world.directorate)),
            occurred=today(),
        )
    assert [(obstacle.text, obstacle.who) for obstacle in refusal.value.obstacles] == [
        (f"Antes debe firmar {unit.name}.", unit.name) for unit in (world.region, world.insurer)
    ]
    assert everything() == before


def test_nobody_signs_for_the_post_of_another(world: World) -> None:
    agreement = to_sign(world)
    before = everything()
    others = (world.coordinator, world.mayor, world.insurer_head, world.director_general, world.clerk, world.superuser)
    for person in others:
        with pytest.raises(NotAllowed, match="Titular"):
            sign(agreement, world.region, by=person)
    assert everything() == before
    assert [entry.actor for entry in refusals_of(agreement.case)] == list(others)


def test_a_signature_is_given_once(world: World) -> None:
    agreement = to_sign(world)
    task = task_of(agreement, world.region)
    sign(agreement, world.region)
    with pytest.raises(AlreadyDone, match="ya fue concluida por Gloria Medina"):
        do(task, signing.sign, signature=signature_of(agreement, world.region))


# --- what a signature proves ----------------------------------------------------------------------------------------


def test_a_signature_keeps_who_signed_by_which_mandate_and_which_file(world: World) -> None:
    agreement = to_sign(world)
    signature = sign(agreement, world.region)
    assert (signature.status, signature.method, signature.file) == ("signed", "confirmation", None)
    assert (signature.signer, signature.signed_on) == (world.head, today().on)
    assert signature.mandate == Mandate.objects.get(user=world.head)
    assert signature.printed_as == "Gloria Medina, Gobernadora Regional"
    entry = last_act(agreement.case)
    assert (entry.act, entry.actor, entry.post_title) == ("signing.sign", world.head, "Gobernadora Regional, GRA")
    assert entry.authority["instrument"] == "Resolución Ministerial N° 001-2015-EF/43"
    assert entry.after == {
        "status": "signed",
        "document": f"el {document_of(agreement)}",
        "printed_as": "Gloria Medina, Gobernadora Regional",
        "method": "conformidad registrada en el sistema",
        "file_sha256": document_of(agreement).file.sha256,
    }
    assert signature.history.first().history_user == world.head


def test_the_proof_of_authority_survives_the_mandate(world: World) -> None:
    agreement = to_sign(world)
    sign(agreement, world.region)
    mandate = Mandate.objects.get(user=world.head)
    mandate.ends_on, mandate.instrument = today().on, "Otra resolución"
    mandate.save()
    proof = last_act(agreement.case).authority
    assert (proof["mandate"], proof["kind"], proof["ends_on"]) == (mandate.pk, "titular", None)
    assert proof["instrument"] == "Resolución Ministerial N° 001-2015-EF/43"


def test_who_holds_the_post_by_encargatura_signs_with_an_e(world: World) -> None:
    agreement = to_sign(world)
    substitute = make_user("tomas", "Tomás", "Vera")
    make_mandate(
        substitute,
        post_of_the_head(world),
        today().on - timedelta(days=5),
        kind="encargatura",
        instrument=RESOLUTION,
        ends_on=today().on,
    )
    signature = sign(agreement, world.region, by=substitute)
    assert signature.printed_as == "Tomás Vera, Gobernadora Regional (e)"
    proof = last_act(agreement.case).authority
    assert (proof["kind"], proof["instrument"], proof["ends_on"]) == (
        "encargatura",
        RESOLUTION,
        today().on.isoformat(),
    )


@pytest.mark.parametrize(("starts", "ends"), [(-30, -1), (1, 30)])
def test_an_encargatura_that_is_over_or_has_not_begun_signs_nothing(world: World, starts: int, ends: int) -> None:
    agreement = to_sign(world)
    substitute = make_user("tomas", "Tomás", "Vera")
    make_mandate(
        substitute,
        post_of_the_head(world),
        today().on + timedelta(days=starts),
        kind="encargatura",
        ends_on=today().on + timedelta(days=ends),
    )
    with pytest.raises(NotAllowed):
        sign(agreement, world.region, by=substitute)
    assert signature_of(agreement, world.region).status == "pending"


def test_an_exceptional_grant_is_not_enough_to_sign(world: World) -> None:
    agreement = to_sign(world)
    make_grant(world.coordinator, "signing.sign", agreement.case)
    before = everything()
    with pytest.raises(CannotSign, match="Solo firma quien ocupa el cargo"):
        sign(agreement, world.region, by=world.coordinator)
    assert everything() == before


# --- signed files ---------------------------------------------------------------------------------------------------


def test_a_signed_file_is_kept_with_its_hash(world: World) -> None:
    agreement = to_sign(world)
    signature = sign(agreement, world.region, upload=("convenio firmado.pdf", PDF))
    assert signature.method == "signed_file"
    assert signature.file is not None
    assert (signature.file.name, signature.file.uploaded_by) == ("convenio firmado.pdf", world.head)
    with signature.file.file.open() as kept:
        assert kept.read() == PDF
    entry = last_act(agreement.case)
    assert (entry.after["method"], entry.after["file_sha256"]) == ("archivo firmado", signature.file.sha256)


HOSTILE = {
    "empty": b"",
    "program": b"MZ\x90\x00\x03",
    "page": b"<html><script>alert(1)</script></html>",
    "locked": b"%PDF-1.4\ntrailer <</Encrypt 1 0 R>>\n%%EOF",
    "macros": with_parts(make_docx("Convenio"), {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
    "broken": make_docx("Convenio")[:200],
}


def test_a_hostile_file_is_refused_and_the_signature_is_still_asked_for(world: World) -> None:
    agreement = to_sign(world)
    before = everything()
    for content in HOSTILE.values():
        with pytest.raises(CannotStore):
            sign(agreement, world.region, upload=("convenio.pdf", content))
    assert everything() == before
    assert asked(agreement) == [world.region]
    assert [entry.act for entry in refusals_of(agreement.case)] == ["signing.sign"] * len(HOSTILE)


# --- dates ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", ["sign", "decline"])
def test_nobody_signs_or_declines_before_the_document_was_issued(
    world: World, travel: Callable[[date], None], act: str
) -> None:
    travel(date(2026, 3, 2))
    agreement = to_sign(world)
    travel(date(2026, 3, 5))
    before = everything()
    values: dict[str, Any] = {"reason": "No estoy de acuerdo."} if act == "decline" else {}
    with pytest.raises(CannotSign) as refusal:
        do(
            task_of(agreement, world.region),
            getattr(signing, act),
            signature=signature_of(agreement, world.region),
            on=date(2026, 3, 1),
            **values,
        )
    (obstacle,) = refusal.value.obstacles
    assert obstacle.text == "El documento se emitió el 2 de marzo de 2026; no pudo firmarse antes."
    assert obstacle.where == "occurred_on"
    assert everything() == before


def test_a_signature_of_the_past_is_registered_with_the_document_that_grounds_it(
    world: World, travel: Callable[[date], None]
) -> None:
    travel(date(2026, 3, 2))
    agreement = to_sign(world)
    travel(date(2026, 3, 5))
    signature = sign(agreement, world.region, on=date(2026, 3, 2))
    assert signature.signed_on == date(2026, 3, 2)
    entry = last_act(agreement.case)
    assert (entry.occurred_on, entry.grounds) == (date(2026, 3, 2), "Acta de la misma fecha")
