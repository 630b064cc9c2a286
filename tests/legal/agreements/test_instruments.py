"""Instruments that a level of government requires: which, since when, and of which text they speak."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from legal.agreements.errors import CannotRegisterInstrument
from legal.agreements.models import Agreement
from legal.agreements.queries import read_terms, required_instruments
from legal.agreements.services import approval
from legal.agreements.services.approval import missing_instruments
from legal.agreements.terms import fingerprint
from legal.documents.errors import CannotStore
from legal.entities.models import InstrumentRequirement
from tests.factories import (
    World,
    do,
    give_opinions,
    make_draft,
    open_task,
    to_in_review,
    today,
)
from tests.factories.agreements import PDF
from tests.legal.agreements.steps import correct, names, send_back, write_money
from tests.legal.agreements.traces import everything, last_act, refusals_of
from workflow.errors import NotAllowed


def require(level: str, instrument: str, since: date | None = None, until: date | None = None) -> None:
    """Require an instrument for agreements of a level of government."""
    InstrumentRequirement.objects.create(
        level=level, subject="agreement", instrument=instrument, basis="Norma N° 1", valid_from=since, valid_to=until
    )


def register(agreement: Agreement, **changes: Any) -> None:
    """Register the Acuerdo de Concejo of an agreement."""
    values: dict[str, Any] = {
        "kind": "council_agreement",
        "number": "Acuerdo de Concejo N° 015-2026-MPCH",
        "issued_on": today().on,
        "upload": ("acuerdo.pdf", PDF),
        **changes,
    }
    do(open_task(agreement.case, "instruments"), approval.register_instrument, agreement=agreement, **values)


@pytest.fixture
def local(world: World) -> Agreement:
    """Return an agreement with a municipality that has its three favorable opinions."""
    agreement = to_in_review(make_draft(world, entity=world.municipality_entity), world)
    give_opinions(agreement)
    return agreement


# --- which, and since when ------------------------------------------------------------------------------------------


def test_a_municipality_needs_its_council_and_a_region_does_not(world: World) -> None:
    needed = {
        entity: [requirement.instrument for requirement in required_instruments(make_draft(world, entity=entity))]
        for entity in (world.municipality_entity, world.region_entity, world.insurer_entity)
    }
    assert list(needed.values()) == [["council_agreement"], [], []]


@pytest.mark.parametrize(
    ("opened_on", "required"),
    [
        (date(2018, 12, 31), []),
        (date(2019, 1, 1), ["pcm_coordination"]),
        (date(2021, 6, 30), ["pcm_coordination"]),
        (date(2021, 7, 1), []),
    ],
)
def test_what_is_required_is_what_the_law_required_when_the_case_was_opened(
    world: World, opened_on: date, required: list[str]
) -> None:
    require("regional", "pcm_coordination", since=date(2019, 1, 1), until=date(2021, 6, 30))
    agreement = make_draft(world, on=opened_on)
    assert [requirement.instrument for requirement in required_instruments(agreement)] == required


def test_without_anything_required_the_text_goes_straight_to_the_director(world: World) -> None:
    agreement = to_in_review(make_draft(world), world)
    give_opinions(agreement)
    assert names(agreement) == ["approve"]


def test_each_required_instrument_is_asked_for_until_all_are_there(world: World) -> None:
    require("local", "pcm_coordination")
    agreement = to_in_review(make_draft(world, entity=world.municipality_entity), world)
    give_opinions(agreement)
    assert missing_instruments(agreement) == [
        "Acuerdo de Concejo",
        "Coordinación con la Secretaría de Descentralización de la PCM",
    ]
    register(agreement, kind="pcm_coordination", number="Oficio N° 9-2026-EF")
    assert names(agreement) == ["instruments"]
    register(agreement)
    assert names(agreement) == ["approve"]
    assert missing_instruments(agreement) == []


# --- registering one ------------------------------------------------------------------------------------------------


def test_the_mayor_signs_nothing_that_the_council_has_not_approved(local: Agreement) -> None:
    assert names(local) == ["instruments"]
    assert missing_instruments(local) == ["Acuerdo de Concejo"]
    (obstacle,) = approval.obstacles_to_approving(local, today().on)
    assert obstacle.text == "Falta Acuerdo de Concejo que apruebe este mismo texto."
    register(local)
    assert names(local) == ["approve"]
    assert approval.obstacles_to_approving(local, today().on) == []


def test_an_instrument_is_kept_with_its_file_and_the_text_that_it_approved(local: Agreement, world: World) -> None:
    register(local, number="  Acuerdo N° 015-2026-EF ", issued_on=today().on - timedelta(days=3))
    instrument = local.instruments.get()
    assert (instrument.number, instrument.registered_by) == ("Acuerdo N° 015-2026-EF", world.clerk)
    assert instrument.text_hash == fingerprint(read_terms(local))
    with instrument.file.file.open() as kept:
        assert kept.read() == PDF
    entry = last_act(local.case)
    assert (entry.act, entry.actor) == ("agreements.register_instrument", world.clerk)
    assert entry.after == {
        "instrument": "el Acuerdo de Concejo Acuerdo N° 015-2026-EF",
        "issued_on": instrument.issued_on.isoformat(),
        "basis": "Ley N° 27972, art. 9, numeral 26",
        "file_sha256": instrument.file.sha256,
        "text_hash": instrument.text_hash,
    }


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"kind": "regional_council_agreement"}, "kind"),
        ({"number": "  "}, "number"),
        ({"issued_on": date(2999, 1, 1)}, "issued_on"),
    ],
)
def test_an_instrument_that_is_not_required_or_has_no_number_or_a_later_date_is_refused(
    local: Agreement, changes: dict[str, Any], where: str
) -> None:
    before = everything()
    with pytest.raises(CannotRegisterInstrument) as refusal:
        register(local, **changes)
    assert [obstacle.where for obstacle in refusal.value.obstacles] == [where]
    assert everything() == before


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00 not a document", b"%PDF-1.4 cut short"])
def test_a_file_that_may_not_be_kept_keeps_the_instrument_out(local: Agreement, content: bytes) -> None:
    before = everything()
    with pytest.raises(CannotStore):
        register(local, upload=("acuerdo.pdf", content))
    assert everything() == before
    assert refusals_of(local.case)[-1].act == "agreements.register_instrument"


def test_only_the_clerk_registers_an_instrument(local: Agreement, world: World) -> None:
    for person in (world.formulator, world.mayor, world.director_general):
        with pytest.raises(NotAllowed):
            do(
                open_task(local.case, "instruments"),
                approval.register_instrument,
                by=person,
                agreement=local,
                kind="council_agreement",
                number="N° 1",
                issued_on=today().on,
                upload=("acuerdo.pdf", PDF),
            )


# --- a changed text voids it ----------------------------------------------------------------------------------------


def test_a_changed_text_needs_another_instrument(local: Agreement, world: World) -> None:
    register(local)
    send_back(local)
    write_money(local, world)
    correct(local)
    give_opinions(local)
    assert names(local) == ["instruments"]
    local.refresh_from_db()
    assert missing_instruments(local) == ["Acuerdo de Concejo"]
    with pytest.raises(CannotRegisterInstrument, match="Ese instrumento ya está registrado"):
        register(local)
    register(local, number="Acuerdo de Concejo N° 022-2026-MPCH")
    assert names(local) == ["approve"]
    hashes = local.instruments.order_by("pk").values_list("text_hash", flat=True)
    assert len(set(hashes)) == 2


def test_an_answer_that_changes_nothing_in_the_text_leaves_the_instrument_standing(local: Agreement) -> None:
    register(local)
    send_back(local)
    correct(local)
    assert names(local) == ["approve"]
    assert local.instruments.count() == 1


def test_a_text_changed_back_to_what_was_approved_is_approved_again(local: Agreement, world: World) -> None:
    register(local)
    send_back(local)
    write_money(local, world)
    write_money(local, world, each_year=1_000_000)
    correct(local)
    assert names(local) == ["approve"]
