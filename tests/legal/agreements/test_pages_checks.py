"""The page "Revisión del proyecto": what is wrong, where it is mended, and the reasons for what stands."""

from __future__ import annotations

import pytest

from legal.agreements.models import Agreement
from tests.factories import (
    World,
    approve,
    complete_terms,
    give_opinions,
    give_reasons,
    issue,
    make_draft,
    open_task,
    submit,
    to_in_force,
)
from tests.factories.tasks import holder_of
from tests.legal.agreements.test_checking import REASON, give, warned, write_thresholds
from tests.legal.browsing import get, has_form, post, see, words

pytestmark = pytest.mark.django_db
PAGE = "agreements:checks"


@pytest.fixture
def draft(world: World) -> Agreement:
    agreement = complete_terms(make_draft(world), world)
    write_thresholds(agreement, world, 80, 70, 90)
    return agreement


def test_an_empty_draft_lists_its_errors_by_part_with_the_form_that_mends_each(world: World) -> None:
    agreement = make_draft(world)
    page = get(world.formulator, PAGE, agreement.case.number)
    said = words(page)
    assert "7 errores que impiden enviar" in said
    assert "Falta el objetivo general del convenio" in said
    assert "El objetivo general está escrito." in said
    for part in ("objeto", "partes", "ambito", "monto", "criterios"):
        assert f'href="/convenios/{agreement.case.number}/texto/{part}/"' in page.content.decode()


def test_a_warning_leads_to_its_criterion_and_takes_its_reason(world: World, draft: Agreement) -> None:
    page = get(world.formulator, PAGE, draft.case.number)
    assert f'href="/convenios/{draft.case.number}/texto/criterios/C-01/"' in page.content.decode()
    assert "1 aviso sin motivo" in words(page)
    (digest,) = warned(draft)
    page = post(world.formulator, PAGE, draft.case.number, **{f"reason_{digest}": REASON})
    assert page.status_code == 302
    said = words(get(world.formulator, PAGE, draft.case.number))
    assert "0 avisos sin motivo" in said
    assert "1 aviso con motivo" in said
    assert REASON in said


def test_what_was_written_about_words_that_changed_is_shown_back(world: World, draft: Agreement) -> None:
    (digest,) = warned(draft)
    write_thresholds(draft, world, 80, 60, 90)
    page = post(world.formulator, PAGE, draft.case.number, **{f"reason_{digest}": REASON})
    assert page.status_code == 422
    assert f"Usted escribió: «{REASON}»." in words(page)
    assert not draft.warning_reasons.exists()


def test_a_page_sent_without_a_reason_is_refused_in_words(world: World, draft: Agreement) -> None:
    page = post(world.formulator, PAGE, draft.case.number)
    assert page.status_code == 409
    assert "Escriba el motivo de al menos un aviso." in words(page)


def test_the_coordinator_reads_and_does_not_write(world: World, draft: Agreement) -> None:
    page = get(world.coordinator, PAGE, draft.case.number)
    assert "El criterio C-01 exige menos en el Nivel 1 (70)" in words(page)
    assert not has_form(page, "Guardar los motivos")
    (digest,) = warned(draft)
    assert post(world.coordinator, PAGE, draft.case.number, **{f"reason_{digest}": REASON}).status_code == 403
    assert not draft.warning_reasons.exists()


def test_who_may_not_see_the_case_finds_no_page(world: World, draft: Agreement) -> None:
    assert get(world.stranger, PAGE, draft.case.number).status_code == 404


def test_the_page_that_sends_the_draft_says_which_reason_is_missing_and_where_to_write_it(
    world: World, draft: Agreement
) -> None:
    page = see(world.formulator, open_task(draft.case, "draft"))
    assert not has_form(page, "Enviar a consulta y opinión")
    assert "Falta escribir por qué se mantiene" in words(page)
    assert f'href="/convenios/{draft.case.number}/revision/"' in page.content.decode()


def test_who_gives_an_opinion_and_who_approves_read_the_warnings_with_their_reasons(
    world: World, draft: Agreement
) -> None:
    (digest,) = warned(draft)
    give(draft, world.formulator, {digest: REASON})
    submit(draft)
    for name in ("technical", "budget", "legal"):
        task = open_task(draft.case, name)
        assert REASON in words(see(holder_of(task), task))


def test_once_in_force_the_reasons_are_still_read(world: World) -> None:
    agreement = complete_terms(make_draft(world), world)
    write_thresholds(agreement, world, 80, 70, 90)
    give_reasons(agreement, world.formulator, REASON)
    submit(agreement)
    give_opinions(agreement)
    approve(agreement)
    issue(agreement)
    said = words(get(world.formulator, PAGE, agreement.case.number))
    assert "El texto está cerrado." in said
    assert REASON in said
    assert "Consta el motivo de 1 aviso." in words(get(world.formulator, "agreements:text", agreement.case.number))


def test_a_text_without_warnings_says_so_when_it_is_closed(world: World) -> None:
    agreement = to_in_force(make_draft(world), world)
    assert "El texto se aprobó sin avisos." in words(get(world.formulator, PAGE, agreement.case.number))
