"""The page where a whole matrix is filled in as a sheet."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from legal.agreements.forms.grid import BLANK_ROWS
from legal.agreements.models import Agreement
from legal.agreements.queries import read_terms
from tests.factories import World, complete_terms, give_opinions, make_draft, submit
from tests.legal.agreements.traces import acts_of, everything, last_act, refusals_of
from tests.legal.browsing import get, post, refused_accesses, words

CRITERIA, INDICATORS = "agreements:grid_of_criteria", "agreements:grid_of_indicators"
C_02 = {
    "process": "4",
    "subprocess": "Monitoreo",
    "code": "C-02",
    "statement": "Redes que supervisan",
    "unit": "%",
    "operator": ">=",
    "source": "Actas",
    "means": "Actas remitidas",
    "threshold_1": "60",
}


@pytest.fixture
def draft(world: World) -> Agreement:
    """Return a complete draft, with criterion C-01 and indicator I-01."""
    return complete_terms(make_draft(world), world)


def sent(page: HttpResponse) -> dict[str, Any]:
    """Return what a browser would send of the form of a page that nobody touched."""
    html = page.content.decode().partition('<form class="grid"')[2].partition("</form>")[0]
    values: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", html):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and 'type="checkbox"' not in tag:
            values[name[1]] = unescape(value[1]) if value else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', html, re.DOTALL):
        values[name] = unescape(text).strip()
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', html, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        assert chosen
        values[name] = unescape(chosen[1])
    return values


def row(number: int, **cells: Any) -> dict[str, Any]:
    """Return the cells of a row, counted from 0, as the page names them."""
    return {f"fila-{number}-{name}": value for name, value in cells.items()}


def unit_of(page: HttpResponse) -> str:
    """Return the unit that answers for the first criterion."""
    found: str = sent(page)["fila-0-responsible_unit"]
    return found


class TestTheGrid:
    def test_shows_the_rows_of_the_text_and_some_empty_ones(self, world: World, draft: Agreement) -> None:
        page = get(world.coordinator, CRITERIA, draft.case.number)
        values = sent(page)
        assert values["fila-0-code"] == "C-01"
        assert values["fila-0-threshold_1"] == "80"
        assert int(values["fila-TOTAL_FORMS"]) == 1 + BLANK_ROWS
        assert values["fila-1-code"] == values["fila-1-statement"] == ""

    def test_sent_as_it_came_writes_nothing_and_says_so(self, world: World, draft: Agreement) -> None:
        for name in (CRITERIA, INDICATORS):
            before = everything()
            answer = post(
                world.coordinator, name, draft.case.number, **sent(get(world.coordinator, name, draft.case.number))
            )
            assert answer.status_code == 409
            assert "No hay ninguna celda que guardar." in words(answer)
            after = everything()
            assert before == after

    def test_writes_a_changed_cell_and_a_new_row_as_one_act(self, world: World, draft: Agreement) -> None:
        page = get(world.coordinator, CRITERIA, draft.case.number)
        unit = unit_of(page)
        count = len(acts_of(draft.case))
        changed = {**sent(page), **row(0, threshold_1="85.5"), **row(3, **C_02, responsible_unit=unit)}
        answer = post(world.coordinator, CRITERIA, draft.case.number, **changed)
        assert answer.status_code == 302
        assert len(acts_of(draft.case)) == count + 1
        terms = read_terms(draft)
        assert {each.code for each in terms.criteria} == {"C-01", "C-02"}
        assert str(terms.criteria[0].levels[0].threshold.normalize()) == "85.5"
        act = last_act(draft.case)
        assert act.actor == world.coordinator
        assert act.after["C-02 statement"] == "Redes que supervisan"

    def test_takes_a_row_out_by_its_box(self, world: World, draft: Agreement) -> None:
        page = get(world.coordinator, INDICATORS, draft.case.number)
        answer = post(world.coordinator, INDICATORS, draft.case.number, **sent(page), **{"fila-0-DELETE": "on"})
        assert answer.status_code == 302
        assert read_terms(draft).indicators == ()

    def test_refuses_every_bad_cell_by_name_and_keeps_what_was_written(self, world: World, draft: Agreement) -> None:
        page = get(world.coordinator, CRITERIA, draft.case.number)
        before = everything()
        wrong = {
            **sent(page),
            **row(0, threshold_1="ochenta", statement="Otra redacción"),
            **row(1, **{**C_02, "code": "c-01"}),
            **row(2, **{**C_02, "process": ""}, responsible_unit=unit_of(page)),
            **row(3, **C_02, responsible_unit=unit_of(page)),
        }
        answer = post(world.coordinator, CRITERIA, draft.case.number, **wrong)
        assert answer.status_code == 422
        told = words(answer)
        assert "Fila 1 (C-01), Umbral del año 1 (Nivel 0) : «ochenta» no se lee como una cifra" in told
        assert "El código c-01 ya está en el texto." in told
        assert "Fila 2, Unidad responsable : Este campo es obligatorio." in told
        assert "Fila 3, Proceso : Este campo es obligatorio." in told
        assert "El código C-02 está también en la fila 3: deje una sola." in told
        assert sent(answer)["fila-0-threshold_1"] == "ochenta"
        assert sent(answer)["fila-0-statement"] == "Otra redacción"
        assert everything() == before

    def test_asks_the_weight_of_a_target(self, world: World, draft: Agreement) -> None:
        page = get(world.coordinator, INDICATORS, draft.case.number)
        answer = post(world.coordinator, INDICATORS, draft.case.number, **{**sent(page), **row(0, weight_2="")})
        assert answer.status_code == 422
        assert "La meta del año 2 necesita su peso." in words(answer)

    def test_has_no_more_rows_than_a_matrix(self, world: World, draft: Agreement) -> None:
        page = get(world.coordinator, CRITERIA, draft.case.number)
        answer = post(world.coordinator, CRITERIA, draft.case.number, **{**sent(page), "fila-TOTAL_FORMS": "5000"})
        assert answer.status_code == 422
        assert "200" in words(answer)

    def test_a_page_without_its_counts_is_refused_in_words(self, world: World, draft: Agreement) -> None:
        for values in ({}, {"fila-TOTAL_FORMS": "=x"}):
            answer = post(world.coordinator, CRITERIA, draft.case.number, **values)
            assert answer.status_code == 422
            assert "La hoja llegó incompleta y nada se escribió: ábrala otra vez." in words(answer)

    def test_saves_as_many_rows_as_a_matrix_may_have(self, world: World, draft: Agreement) -> None:
        page = get(world.coordinator, CRITERIA, draft.case.number)
        full = {**sent(page), "fila-TOTAL_FORMS": "200"}
        for number in range(1, 200):
            more = {**C_02, "code": f"C-{number + 1:03}", "definition": "x", "threshold_2": "1", "threshold_3": "2"}
            full |= row(number, **more, responsible_unit=unit_of(page), formula="", weight="")
        assert len(full) > 2_800
        assert post(world.coordinator, CRITERIA, draft.case.number, **full).status_code == 302
        assert len(read_terms(draft).criteria) == 200

    def test_refuses_a_unit_that_may_not_answer_and_keeps_the_rest(self, world: World, draft: Agreement) -> None:
        page = get(world.coordinator, CRITERIA, draft.case.number)
        stranger = str(world.stranger.pk + 62_000)
        answer = post(
            world.coordinator,
            CRITERIA,
            draft.case.number,
            **{**sent(page), **row(0, responsible_unit=stranger, source="Otra fuente")},
        )
        assert answer.status_code == 422
        assert "Fila 1 (C-01), Unidad responsable" in words(answer)
        assert sent(answer)["fila-0-source"] == "Otra fuente"

    def test_costs_the_same_for_one_criterion_and_for_many(self, world: World, draft: Agreement) -> None:
        page = get(world.coordinator, CRITERIA, draft.case.number)
        more = {"fila-TOTAL_FORMS": "41"}
        for number in range(1, 41):
            more |= row(number, **{**C_02, "code": f"C-{number + 1:02}"}, responsible_unit=unit_of(page))
        with CaptureQueriesContext(connection) as few:
            get(world.coordinator, CRITERIA, draft.case.number)
        assert post(world.coordinator, CRITERIA, draft.case.number, **{**sent(page), **more}).status_code == 302
        with CaptureQueriesContext(connection) as many:
            get(world.coordinator, CRITERIA, draft.case.number)
        assert len(many) == len(few)


class TestTwoAtOnce:
    def test_write_in_different_rows_and_keep_both(self, world: World, draft: Agreement) -> None:
        first = get(world.coordinator, CRITERIA, draft.case.number)
        unit = unit_of(first)
        added = {**sent(first), **row(1, **C_02, responsible_unit=unit)}
        changed = {**sent(first), **row(0, source="Otra fuente")}
        assert post(world.coordinator, CRITERIA, draft.case.number, **changed).status_code == 302
        assert post(world.formulator, CRITERIA, draft.case.number, **added).status_code == 302
        by_code = {each.code: each for each in read_terms(draft).criteria}
        assert by_code["C-01"].source == "Otra fuente"
        assert "C-02" in by_code

    def test_who_changes_the_same_row_is_told_what_it_says_now_and_may_insist(
        self, world: World, draft: Agreement
    ) -> None:
        page = get(world.coordinator, CRITERIA, draft.case.number)
        post(world.formulator, CRITERIA, draft.case.number, **{**sent(page), **row(0, source="Fuente del sectorista")})
        before = everything()
        answer = post(world.coordinator, CRITERIA, draft.case.number, **{**sent(page), **row(0, source="Otra")})
        assert answer.status_code == 422
        assert "Ahora dice: Fuente de datos: Fuente del sectorista." in words(answer)
        assert everything() == before
        again = sent(answer)
        assert again["fila-0-source"] == "Otra"
        assert post(world.coordinator, CRITERIA, draft.case.number, **again).status_code == 302
        assert read_terms(draft).criteria[0].source == "Otra"

    def test_who_takes_out_a_row_that_another_changed_is_told(self, world: World, draft: Agreement) -> None:
        page = get(world.coordinator, CRITERIA, draft.case.number)
        post(world.formulator, CRITERIA, draft.case.number, **{**sent(page), **row(0, source="Otra")})
        taken_out = {**sent(page), "fila-0-DELETE": "on"}
        answer = post(world.coordinator, CRITERIA, draft.case.number, **taken_out)
        assert answer.status_code == 422
        assert "Otra persona cambió la fila que usted retira: C-01." in words(answer)
        again = {**sent(answer), "fila-0-DELETE": "on"}
        assert post(world.coordinator, CRITERIA, draft.case.number, **again).status_code == 302

    def test_a_row_that_another_took_out_is_told_and_added_again_by_who_insists(
        self, world: World, draft: Agreement
    ) -> None:
        page = get(world.coordinator, CRITERIA, draft.case.number)
        post(world.formulator, CRITERIA, draft.case.number, **sent(page), **{"fila-0-DELETE": "on"})
        answer = post(world.coordinator, CRITERIA, draft.case.number, **{**sent(page), **row(0, source="Otra")})
        assert answer.status_code == 422
        assert "Otra persona la retiró del texto." in words(answer)
        assert post(world.coordinator, CRITERIA, draft.case.number, **sent(answer)).status_code == 302
        assert [each.source for each in read_terms(draft).criteria] == ["Otra"]


class TestWhoMay:
    def test_a_stranger_finds_no_page(self, world: World, draft: Agreement) -> None:
        assert get(world.stranger, CRITERIA, draft.case.number).status_code == 404
        assert refused_accesses(world.stranger) == 1

    def test_who_may_only_read_sees_why_and_an_attempt_is_recorded(self, world: World, draft: Agreement) -> None:
        page = get(world.coordinator, CRITERIA, draft.case.number)
        values = {**sent(page), **row(0, source="Otra")}
        assert "Guardar la hoja" not in words(get(world.auditor, CRITERIA, draft.case.number))
        assert post(world.auditor, CRITERIA, draft.case.number, **values).status_code == 403
        assert len(refusals_of(draft.case)) == 1

    def test_a_closed_part_says_so_and_keeps_what_was_written(self, world: World, draft: Agreement) -> None:
        page = get(world.coordinator, CRITERIA, draft.case.number)
        submit(draft)
        give_opinions(draft)
        answer = post(world.coordinator, CRITERIA, draft.case.number, **{**sent(page), **row(0, source="Otra")})
        assert answer.status_code == 409
        assert sent(answer)["fila-0-source"] == "Otra"
        assert read_terms(draft).criteria[0].source != "Otra"
