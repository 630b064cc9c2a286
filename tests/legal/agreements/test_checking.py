"""A warning stands only with a written reason, and the reason only while the warning says the same."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial

import pytest

from legal.agreements.errors import CannotApprove, CannotCorrect, CannotGiveReasons, CannotSubmit
from legal.agreements.models import Agreement
from legal.agreements.services import approval, matrices, review, terms
from legal.agreements.services.checking import findings_of, give_reasons
from legal.agreements.terms import LevelTerms
from tests.factories import (
    World,
    a_criterion,
    approve,
    complete_terms,
    do,
    give_opinions,
    make_draft,
    open_task,
    to_in_force,
    today,
    write,
)
from tests.legal.agreements.steps import OBSERVED_COMMITMENTS
from tests.legal.agreements.traces import everything, last_act, refusals_of
from workflow import service
from workflow.errors import NotAllowed
from workflow.models import User

pytestmark = pytest.mark.django_db
REASON = "La entidad pidió empezar por lo más difícil; consta en el acta del taller."


@pytest.fixture
def draft(world: World) -> Agreement:
    """A whole draft whose one criterion demands less in year 2: one warning."""
    agreement = complete_terms(make_draft(world), world)
    write_thresholds(agreement, world, 80, 70, 90)
    return agreement


def write_thresholds(agreement: Agreement, world: World, *values: int) -> None:
    levels = tuple(LevelTerms(year=year, threshold=Decimal(value)) for year, value in enumerate(values, start=1))
    criterion = replace(a_criterion(), levels=levels)
    write(agreement, world.formulator, matrices.write_criterion, terms=criterion, responsible_unit=world.executing_unit)


def warned(agreement: Agreement) -> list[str]:
    return [each.digest for each in findings_of(Agreement.objects.get(pk=agreement.pk), today().on) if each.is_warning]


def give(agreement: Agreement, by: User, reasons: dict[str, str]) -> None:
    service.perform(
        case=agreement.case,
        actor=by,
        act_name="agreements.give_reasons",
        act=partial(give_reasons, agreement=agreement, reasons=reasons),
        occurred=today(),
    )


def send(agreement: Agreement) -> None:
    do(open_task(agreement.case, "draft"), review.submit_draft, agreement=agreement, consulted=[])


def test_a_draft_with_a_warning_is_sent_only_with_its_reason(draft: Agreement, world: World) -> None:
    before = everything()
    with pytest.raises(CannotSubmit) as refusal:
        send(draft)
    (obstacle,) = refusal.value.obstacles
    assert (obstacle.where, obstacle.who) == ("checks", "Sectorista")
    assert "Falta escribir por qué se mantiene: El criterio C-01 exige menos en el Nivel 1 (70)" in obstacle.text
    assert everything() == before
    (digest,) = warned(draft)
    give(draft, world.formulator, {digest: REASON})
    send(draft)
    said = last_act(draft.case).after["warnings"]
    assert said == [f"El criterio C-01 exige menos en el Nivel 1 (70) que en el anterior (80). — {REASON}"]


def test_a_reason_keeps_who_gave_it_in_which_post_about_which_words(draft: Agreement, world: World) -> None:
    (digest,) = warned(draft)
    give(draft, world.formulator, {digest: f"  {REASON}\n"})
    row = draft.warning_reasons.get()
    assert (row.code, row.subject, row.reason) == ("threshold_falls", "C-01, 2", REASON)
    assert row.warning == "El criterio C-01 exige menos en el Nivel 1 (70) que en el anterior (80)."
    assert (row.given_by, row.given_on, row.digest) == (world.formulator, today().on, digest)
    assert row.post is not None
    assert row.post.role == "formulator"
    entry = last_act(draft.case)
    assert (entry.act, entry.after["reasons"]) == ("agreements.give_reasons", {row.warning: REASON})
    newest = row.history.latest()
    assert (newest.history_user, newest.history_change_reason) == (world.formulator, "agreements.give_reasons")


def test_a_reason_falls_with_the_words_it_was_about_and_stands_again_with_them(draft: Agreement, world: World) -> None:
    (digest,) = warned(draft)
    give(draft, world.formulator, {digest: REASON})
    write_thresholds(draft, world, 80, 60, 90)
    assert warned(draft) != [digest]
    with pytest.raises(CannotSubmit, match="exige menos en el Nivel 1"):
        send(draft)
    write_thresholds(draft, world, 80, 70, 90)
    send(draft)
    draft.refresh_from_db()
    assert draft.status == "in_review"


def test_a_reason_may_be_written_anew_and_both_are_kept(draft: Agreement, world: World) -> None:
    (digest,) = warned(draft)
    give(draft, world.formulator, {digest: "Por ahora."})
    give(draft, world.formulator, {digest: REASON})
    row = draft.warning_reasons.get()
    assert [each.reason for each in row.history.order_by("history_id")] == ["Por ahora.", REASON]
    assert last_act(draft.case).before["reasons"] == {row.warning: "Por ahora."}


@pytest.mark.parametrize(
    ("reasons", "text"),
    [
        ({}, "Escriba el motivo de al menos un aviso."),
        ({"": "Porque sí."}, "uno de los avisos ya no dice lo mismo"),
        ({"f" * 64: "Porque sí."}, "uno de los avisos ya no dice lo mismo"),
        ({"f" * 64: "."}, "dos palabras o más"),
    ],
)
def test_a_reason_answers_a_warning_that_is_given(
    draft: Agreement, world: World, reasons: dict[str, str], text: str
) -> None:
    before = everything()
    with pytest.raises(CannotGiveReasons, match=text):
        give(draft, world.formulator, reasons)
    assert everything() == before
    assert refusals_of(draft.case)


def test_an_empty_reason_and_the_same_once_more_change_nothing(draft: Agreement, world: World) -> None:
    (digest,) = warned(draft)
    with pytest.raises(CannotGiveReasons, match="Escriba el motivo"):
        give(draft, world.formulator, {digest: " \n"})
    give(draft, world.formulator, {digest: REASON})
    with pytest.raises(CannotGiveReasons, match="ya constan"):
        give(draft, world.formulator, {digest: REASON})
    assert draft.warning_reasons.get().history.count() == 1


@pytest.mark.parametrize("person", ["coordinator", "stranger", "head"])
def test_only_the_formulator_writes_reasons(draft: Agreement, world: World, person: str) -> None:
    (digest,) = warned(draft)
    with pytest.raises(NotAllowed):
        give(draft, getattr(world, person), {digest: REASON})
    assert not draft.warning_reasons.exists()


def test_reasons_are_closed_once_the_text_is(world: World) -> None:
    agreement = to_in_force(make_draft(world), world)
    with pytest.raises(CannotGiveReasons, match="El texto está cerrado"):
        give(agreement, world.formulator, {"f" * 64: REASON})


def test_a_correction_that_raises_a_warning_gives_its_reason_too(world: World) -> None:
    agreement = complete_terms(make_draft(world), world)
    send(agreement)
    give_opinions(agreement, kinds=["technical", "budget"])
    give_opinions(agreement, kinds=["legal"], observations=[OBSERVED_COMMITMENTS])
    write_thresholds(agreement, world, 80, 70, 90)
    correcting = partial(do, open_task(agreement.case, "correct"), review.correct, agreement=agreement)
    with pytest.raises(CannotCorrect, match="Falta escribir por qué se mantiene"):
        correcting(answers={1: "Se corrigió."})
    (digest,) = warned(agreement)
    give(agreement, world.formulator, {digest: REASON})
    correcting(answers={1: "Se corrigió."})


def test_the_approval_checks_once_more(world: World) -> None:
    agreement = complete_terms(make_draft(world), world)
    send(agreement)
    give_opinions(agreement)
    world.programme.valid_to = today().on
    world.programme.save()
    (obstacle,) = approval.obstacles_to_approving(agreement, today().on)
    assert "está vigente hasta el" in obstacle.text
    with pytest.raises(CannotApprove, match="Falta escribir por qué se mantiene"):
        approve(agreement)
    (digest,) = warned(agreement)
    give(agreement, world.formulator, {digest: "El programa se renueva cada año con la ley de presupuesto."})
    approve(agreement)


def test_a_draft_waits_until_it_is_said_who_verifies(world: World) -> None:
    agreement = complete_terms(make_draft(world), world)
    agreement.verified_by = ""
    agreement.save()
    assert [each.code for each in findings_of(agreement, today().on)] == ["verifier_not_named"]
    parties = terms.PartiesTerms(verifier=None, conducting_unit=agreement.entity.unit, signing_order="parallel")
    write(agreement, world.formulator, terms.write_parties, terms=parties)
    agreement.refresh_from_db()
    assert agreement.verified_by == "grantor"
    assert findings_of(agreement, today().on) == []
    assert last_act(agreement.case).after["verified_by"] == "la DGPP"
