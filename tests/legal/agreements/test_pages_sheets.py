"""The pages that take the matrices to Excel and bring them back."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from openpyxl import Workbook, load_workbook

from legal.agreements.models import Agreement, Criterion
from legal.agreements.models.review import Part
from legal.agreements.queries import read_terms
from legal.agreements.terms import fingerprint
from legal.agreements.views.sheets import matrices_of
from tests.factories import World, complete_terms, give_opinions, make_draft, submit
from tests.legal.agreements.sheets import changed, confirm, exported, paste, preview, saved
from tests.legal.agreements.steps import OBSERVED_COMMITMENTS
from tests.legal.agreements.traces import acts_of, everything, last_act, refusals_of
from tests.legal.browsing import get, has_form, post, refused_accesses, typed, words

CRITERIA, INDICATORS = "Compromisos", "Indicadores"


@pytest.fixture
def draft(world: World) -> Agreement:
    """Return a complete draft, with criterion C-01 and indicator I-01."""
    return complete_terms(make_draft(world), world)


def cell(book: Workbook, sheet: str, row: int, title: str) -> Any:
    """Return a cell by the title of its column."""
    titles = [each.value for each in book[sheet][1]]
    return book[sheet].cell(row=row, column=titles.index(title) + 1)


def put(sheet: str, row: int, **cells: Any) -> Any:
    """Return a change of the cells of a row; "_" stands for a blank in a title."""

    def change(book: Workbook) -> None:
        for title, value in cells.items():
            cell(book, sheet, row, title.replace("_", " ")).value = value

    return change


A_CRITERION = {
    "Proceso": "Supervisión, seguimiento y evaluación",
    "Subproceso_crítico": "Monitoreo",
    "Código": "C-02",
    "Criterio": "Redes que supervisan",
    "Unidad_de_medida": "%",
    "Se_cumple_si_el_valor_es": "≥ mayor o igual que el umbral",
    "Fuente_de_datos": "Actas",
    "Medio_de_verificación": "Actas remitidas",
    "Unidad_responsable": "Gobierno Regional del Departamento de Amazonas",
}


class TestTheWorkbook:
    def test_has_the_matrices_with_lists_checks_and_help(self, world: World, draft: Agreement) -> None:
        response = get(world.coordinator, "agreements:matrices_workbook", draft.case.number)
        assert f'filename="Matrices, expediente {draft.case.number}.xlsx"' in response["Content-Disposition"]
        book = load_workbook(BytesIO(response.content))
        assert book.sheetnames == [CRITERIA, INDICATORS, "Ayuda", "Listas"]
        sheet = book[CRITERIA]
        assert sheet.freeze_panes == "D2"
        assert cell(book, CRITERIA, 2, "Código").value == "C-01"
        assert cell(book, CRITERIA, 2, "Umbral del año 1 (Nivel 0)").value == 80
        kinds = {check.type for check in sheet.data_validations.dataValidation}
        assert {"list", "custom", "decimal", "textLength"} <= kinds
        assert cell(book, CRITERIA, 3, "Código").number_format == "@"
        told = " ".join(str(each.value) for row in book["Ayuda"].iter_rows() for each in row if each.value)
        assert "Todo o nada" in told
        assert "=ROUND(SUM('Indicadores'!" in told

    def test_says_the_same_in_any_language_of_the_page(self, world: World, draft: Agreement) -> None:
        spanish = load_workbook(BytesIO(exported(draft, world.coordinator)))
        with translation.override("en"):
            english = matrices_of(draft).sheets()
        assert [each.title for each in english[Part.COMMITMENTS].columns] == [
            each.value for each in spanish[CRITERIA][1]
        ]

    def test_does_not_exist_for_a_stranger(self, world: World, draft: Agreement) -> None:
        assert get(world.stranger, "agreements:matrices_workbook", draft.case.number).status_code == 404
        assert refused_accesses(world.stranger) == 1

    def test_takes_the_same_number_of_queries_for_many_rows(self, world: World, draft: Agreement) -> None:
        def queries() -> tuple[int, int]:
            with CaptureQueriesContext(connection) as out:
                content = exported(draft, world.coordinator)
            with CaptureQueriesContext(connection) as back:
                preview(draft, world.coordinator, content)
            return len(out), len(back)

        queries()  # what the process remembers from then on is not asked again
        of_one = queries()
        rows = "\n".join("\t".join(row_of(f"C-{number}")) for number in range(2, 20))
        confirm(draft, world.formulator, paste(draft, world.formulator, "commitments", rows))
        assert queries() == of_one


def row_of(code: str) -> list[str]:
    """Return a criterion as its cells, in the order of the sheet, with a threshold in the third year."""
    values = [
        A_CRITERION["Proceso"],
        A_CRITERION["Subproceso_crítico"],
        code,
        A_CRITERION["Criterio"],
        "",
        "",
        "%",
        ">=",
        "Actas",
        "Actas remitidas",
        A_CRITERION["Unidad_responsable"],
        "",
    ]
    return [*values, "", "", "90"]


class TestThePreview:
    def test_of_what_was_exported_changes_nothing(self, world: World, draft: Agreement) -> None:
        page = preview(draft, world.formulator, exported(draft, world.formulator))
        assert page.status_code == 200
        assert "No cambia nada" in words(page)
        assert not has_form(page, "Escribir estos cambios")

    def test_tells_what_is_new_what_changes_and_what_goes(self, world: World, draft: Agreement) -> None:
        def change(book: Workbook) -> None:
            put(CRITERIA, 3, **A_CRITERION)(book)
            put(CRITERIA, 2, Criterio="Otro enunciado")(book)
            book[INDICATORS].delete_rows(2)

        before = everything()
        page = preview(draft, world.coordinator, changed(exported(draft, world.coordinator), change))
        told = words(page)
        assert page.status_code == 200
        assert "C-02 Redes que supervisan" in told
        assert "Gestantes registradas en el padrón nominal Otro enunciado" in told
        assert "Se retiran del texto : I-01" in told
        assert everything() == before
        assert has_form(page, "Escribir estos cambios")

    @pytest.mark.parametrize(
        ("sheet", "cells", "told"),
        [
            (CRITERIA, {"Proceso": "Otro"}, "celda A2, columna «Proceso»: «Otro» no está en la lista"),
            (CRITERIA, {"Criterio": "=1+1"}, "celda D2, columna «Criterio»: lleva una fórmula: pegue su valor"),
            (CRITERIA, {"Criterio": None}, "celda D2, columna «Criterio»"),
            (CRITERIA, {"Código": "C 01"}, "celda C2, columna «Código»: El código lleva letras"),
            (CRITERIA, {"Código": "c-01"}, "celda C2, columna «Código»: en el texto, este código se escribe C-01"),
            (CRITERIA, {"Unidad_responsable": "Otra"}, "celda K2, columna «Unidad responsable»: «Otra» no está"),
            (CRITERIA, {"Criterio": True}, "celda D2, columna «Criterio»: lleva VERDADERO o FALSO"),
            (INDICATORS, {"Línea_de_base": "55,8"}, "celda G2, columna «Línea de base»: «55,8» no se lee"),
            (INDICATORS, {"Peso_del_año_2": 1.5}, "columna «Peso del año 2»: El peso puede ser como máximo 1"),
            (INDICATORS, {"Meta_del_año_2": None}, "columna «Meta del año 2»: El peso del año 2 necesita su meta"),
        ],
    )
    def test_names_every_bad_cell(
        self, world: World, draft: Agreement, sheet: str, cells: dict[str, Any], told: str
    ) -> None:
        before = everything()
        page = preview(draft, world.formulator, changed(exported(draft, world.formulator), put(sheet, 2, **cells)))
        assert page.status_code == 422
        assert f"Hoja «{sheet}», " in words(page)
        assert told in words(page)
        assert not has_form(page, "Escribir estos cambios")
        assert everything() == before

    def test_refuses_a_code_twice(self, world: World, draft: Agreement) -> None:
        twice = changed(exported(draft, world.formulator), put(CRITERIA, 3, **{**A_CRITERION, "Código": "c-01"}))
        page = preview(draft, world.formulator, twice)
        assert "celda C3, columna «Código»: el código c-01 está también en la fila 2" in words(page)

    def test_refuses_what_is_no_workbook_of_matrices(self, world: World, draft: Agreement) -> None:
        book = Workbook()
        for content, told in (
            (b"Codigo;Criterio\n", "no es un libro XLSX"),
            (b"", "vacío"),
            (b"PK\x03\x04 broken", "dañado"),
            (saved(book), "no tiene ninguna de las hojas «Compromisos», «Indicadores»"),
        ):
            page = preview(draft, world.formulator, content)
            assert page.status_code in (409, 422)
            assert told in words(page)

    def test_refuses_titles_that_were_changed(self, world: World, draft: Agreement) -> None:
        for change, told in (
            (put(CRITERIA, 1, Fórmula="Formula"), "estas columnas no se conocen: «formula»"),
            (lambda book: book[CRITERIA].delete_cols(6), "faltan estas columnas en la primera fila: «Fórmula»"),
            (put(CRITERIA, 1, Fórmula="Criterio"), "faltan estas columnas"),
        ):
            page = preview(draft, world.formulator, changed(exported(draft, world.formulator), change))
            assert page.status_code == 409
            assert told in words(page)

    def test_does_not_exist_for_a_stranger(self, world: World, draft: Agreement) -> None:
        content = exported(draft, world.formulator)
        assert get(world.stranger, "agreements:matrices", draft.case.number).status_code == 404
        assert preview(draft, world.stranger, content).status_code == 404

    def test_is_refused_to_who_may_not_write(self, world: World, draft: Agreement) -> None:
        page = preview(draft, world.auditor, exported(draft, world.auditor))
        assert page.status_code == 403
        assert len(refusals_of(draft.case)) == 1
        assert not has_form(get(world.auditor, "agreements:matrices", draft.case.number), "Ver qué cambiaría")

    def test_says_that_a_part_is_closed(self, world: World, draft: Agreement) -> None:
        content = changed(exported(draft, world.formulator), put(CRITERIA, 2, Criterio="Otro"))
        submit(draft)
        page = preview(draft, world.formulator, content)
        assert page.status_code == 409
        assert "en revisión solo se corrige lo observado" in words(page)


class TestTheConfirmation:
    def test_writes_everything_as_one_act(self, world: World, draft: Agreement) -> None:
        def change(book: Workbook) -> None:
            put(CRITERIA, 3, **A_CRITERION, **{"Umbral_del_año_3_(Nivel_2)": 0.9})(book)
            cell(book, CRITERIA, 3, "Umbral del año 3 (Nivel 2)").number_format = "0%"
            put(INDICATORS, 2, Línea_de_base=41)(book)

        count = len(acts_of(draft.case))
        content = changed(exported(draft, world.coordinator), change)
        answer = confirm(draft, world.coordinator, preview(draft, world.coordinator, content))
        assert answer.status_code == 302
        terms = read_terms(draft)
        assert [(row.code, [level.threshold for level in row.levels][-1]) for row in terms.criteria] == [
            ("C-01", 80),
            ("C-02", 90),
        ]
        assert terms.indicators[0].baseline == 41
        assert len(acts_of(draft.case)) == count + 1
        act = last_act(draft.case)
        assert (act.act, act.actor) == ("agreements.edit", world.coordinator)
        assert act.after["part"] == f"{Part.COMMITMENTS.label}, {Part.INDICATORS.label}: matrices.xlsx"
        assert act.after[f"{Part.INDICATORS.label}: I-01 baseline"] == "41.000000"
        assert Criterion.history.filter(code="C-02").first().history_user == world.coordinator

    def test_takes_out_what_is_no_longer_in_its_sheet(self, world: World, draft: Agreement) -> None:
        content = changed(exported(draft, world.formulator), lambda book: book[CRITERIA].delete_rows(2))
        confirm(draft, world.formulator, preview(draft, world.formulator, content))
        assert read_terms(draft).criteria == ()
        assert not Criterion.objects.get().in_text

    def test_leaves_a_matrix_whose_sheet_is_not_there(self, world: World, draft: Agreement) -> None:
        def change(book: Workbook) -> None:
            del book[INDICATORS]
            put(CRITERIA, 2, Criterio="Otro")(book)

        page = preview(draft, world.formulator, changed(exported(draft, world.formulator), change))
        confirm(draft, world.formulator, page)
        assert [row.statement for row in read_terms(draft).criteria] == ["Otro"]
        assert len(read_terms(draft).indicators) == 1

    def test_is_refused_when_the_text_changed_meanwhile(self, world: World, draft: Agreement) -> None:
        content = changed(exported(draft, world.formulator), put(CRITERIA, 2, Criterio="Otro"))
        page = preview(draft, world.formulator, content)
        post(world.coordinator, "agreements:remove_indicator", draft.case.number, "I-01")
        answer = confirm(draft, world.formulator, page)
        assert answer.status_code == 409
        assert "El texto cambió mientras tanto y nada se escribió" in words(answer)
        assert [row.statement for row in read_terms(draft).criteria] != ["Otro"]

    def test_takes_only_what_this_person_previewed_here(self, world: World, draft: Agreement) -> None:
        content = changed(exported(draft, world.formulator), put(CRITERIA, 2, Criterio="Otro"))
        page = preview(draft, world.formulator, content)
        before = fingerprint(read_terms(draft))
        for by, changes in (
            (world.coordinator, {}),
            (world.formulator, {"seal": "x"}),
            (world.formulator, {"kind": "x"}),
        ):
            answer = confirm(draft, by, page, **changes)
            assert answer.status_code == 422
        assert fingerprint(read_terms(draft)) == before

    def test_is_refused_once_the_part_is_closed(self, world: World, draft: Agreement) -> None:
        content = changed(exported(draft, world.formulator), put(CRITERIA, 2, Criterio="Otro"))
        page = preview(draft, world.formulator, content)
        submit(draft)
        before = everything()
        answer = confirm(draft, world.formulator, page)
        assert answer.status_code == 409
        assert "solo se corrige lo observado" in words(answer)
        assert everything() == before
        assert len(refusals_of(draft.case)) == 1

    def test_writes_an_observed_part_and_no_other(self, world: World, draft: Agreement) -> None:
        submit(draft)
        give_opinions(draft, observations=[OBSERVED_COMMITMENTS])
        content = changed(exported(draft, world.formulator), put(CRITERIA, 2, Criterio="Otro"))
        assert confirm(draft, world.formulator, preview(draft, world.formulator, content)).status_code == 302
        both = changed(content, put(INDICATORS, 2, Línea_de_base=41))
        page = preview(draft, world.formulator, both)
        assert page.status_code == 409
        assert "no tiene observaciones pendientes" in words(page)

    def test_does_not_exist_for_a_stranger(self, world: World, draft: Agreement) -> None:
        assert post(world.stranger, "agreements:confirm_matrices", draft.case.number).status_code == 404
        assert get(world.formulator, "agreements:confirm_matrices", draft.case.number).status_code == 405

    def test_is_refused_to_who_may_not_write(self, world: World, draft: Agreement) -> None:
        assert post(world.auditor, "agreements:confirm_matrices", draft.case.number).status_code == 403
        assert len(refusals_of(draft.case)) == 1


class TestPasting:
    def test_adds_rows_and_takes_none_out(self, world: World, draft: Agreement) -> None:
        page = paste(draft, world.coordinator, "commitments", "\t".join(row_of("C-02")) + "\r\n")
        assert page.status_code == 200
        assert "C-02 Redes que supervisan" in words(page)
        answer = confirm(draft, world.coordinator, page)
        assert answer.status_code == 302
        assert [row.code for row in read_terms(draft).criteria] == ["C-01", "C-02"]
        assert "filas pegadas" in last_act(draft.case).after["part"]

    def test_takes_titles_in_any_order(self, world: World, draft: Agreement) -> None:
        book = load_workbook(BytesIO(exported(draft, world.formulator)))
        rows = [[str(each.value or "") for each in row] for row in book[INDICATORS].iter_rows(min_row=1, max_row=2)]
        rows[1][1] = '"Nombre con "" comillas\ny otra línea"'
        text = "\r\n".join("\t".join(reversed(row)) for row in rows)
        page = paste(draft, world.formulator, "indicators", text)
        confirm(draft, world.formulator, page)
        assert read_terms(draft).indicators[0].name == 'Nombre con " comillas\ny otra línea'

    def test_says_which_pasted_cell_is_wrong_and_keeps_the_rows(self, world: World, draft: Agreement) -> None:
        rows = "\t".join([*row_of("C-02")[:-1], "noventa"])
        page = paste(draft, world.formulator, "commitments", rows)
        assert page.status_code == 422
        assert "Fila pegada 1, columna «Umbral del año 3 (Nivel 2)»: «noventa» no se lee" in words(page)
        assert typed(page, "rows") == rows

    @pytest.mark.parametrize("rows", ["", "\t\t\n"])
    def test_asks_for_rows(self, world: World, draft: Agreement, rows: str) -> None:
        assert paste(draft, world.formulator, "commitments", rows).status_code in (409, 422)

    def test_refuses_more_cells_than_there_are_columns(self, world: World, draft: Agreement) -> None:
        page = paste(draft, world.formulator, "commitments", "\t".join([*row_of("C-02"), "de más"]))
        assert "La fila pegada 1 tiene más celdas que las 15 columnas" in words(page)

    def test_is_offered_where_the_part_is_open(self, world: World, draft: Agreement) -> None:
        for part in ("commitments", "indicators"):
            assert has_form(get(world.formulator, "agreements:part", draft.case.number, part), "Ver qué cambiaría")
            assert not has_form(get(world.auditor, "agreements:part", draft.case.number, part), "Ver qué cambiaría")
