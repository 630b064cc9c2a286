"""The table that is filled in as a spreadsheet: keys move between its cells, and a copied block is pasted into them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from tests.browser.test_pages_fit import FLAGS
from tests.conftest import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TABLE = """<form onsubmit="document.title = 'sent'; return false"><table data-sheet><tbody>
<tr><th>1</th><td><input id="a1"></td><td><input id="b1"></td></tr>
<tr><th>2</th><td><input id="a2"></td><td><input id="b2"></td></tr></tbody></table><button>Guardar</button></form>"""
LIST = '<option value="">Elija</option><option value="7">Red de salud</option>'
GRID = f"""<form data-unsaved onsubmit="return false">
<input name="fila-TOTAL_FORMS" value="2"><input name="fila-MAX_NUM_FORMS" value="4">
<table data-sheet data-grows data-other="otro código" data-list="no está en la lista" data-wide="más columnas">
<tbody>
<tr id="fila-1"><th><span data-number>1</span></th><td><input id="c1" value="C-01" readonly></td>
<td><textarea id="t1"></textarea></td>
<td><select id="s1">{LIST}</select></td>
<td><input id="w1" value="0.1"></td></tr>
<tr id="fila-2"><th><span data-number>2</span></th><td><input id="id_fila-1-code" name="fila-1-code"></td>
<td><textarea id="id_fila-1-text" name="fila-1-text"></textarea></td>
<td><select id="id_fila-1-unit" name="fila-1-unit">{LIST}</select></td>
<td><input id="id_fila-1-weight" name="fila-1-weight"></td></tr>
</tbody><tfoot><tr><th>Suma</th><td></td><td></td><td></td><td data-sum id="sum"></td></tr></tfoot></table>
<p data-told hidden id="told"></p><button type="button" data-more hidden id="more">Agregar filas</button></form>"""
PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(event);
  return event.defaultPrevented;
}"""


@pytest.fixture
def page() -> Iterator[Page]:
    """Return a page with a table of two rows and two columns, and the product's script."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = browser.new_page()
        page.set_content(TABLE)
        page.add_script_tag(path=settings.BASE_DIR / "workflow" / "static" / "workflow" / "sheet.js")
        page.focus("#a1")
        yield page
        browser.close()


def focused(page: Page) -> str:
    """Return the cell that is being written."""
    return str(page.evaluate("document.activeElement.id"))


def values(page: Page) -> list[str]:
    """Return what the cells hold, row by row."""
    return [page.input_value(f"#{each}") for each in ("a1", "b1", "a2", "b2")]


def test_keys_move_between_cells(page: Page) -> None:
    been = []
    for key in ("Enter", "ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown", "Shift+Enter"):
        page.keyboard.press(key)
        been.append(focused(page))
    assert been == ["a2", "b2", "b1", "a1", "a2", "a1"]
    assert page.title() == ""


def test_within_a_text_the_arrows_move_in_the_text(page: Page) -> None:
    page.keyboard.type("12")
    page.keyboard.press("ArrowLeft")
    assert focused(page) == "a1"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert focused(page) == "b1"


def test_enter_in_the_last_row_sends_the_form(page: Page) -> None:
    page.focus("#b2")
    page.keyboard.press("Enter")
    assert page.title() == "sent"


def test_a_block_is_pasted_from_its_cell_on(page: Page) -> None:
    assert page.evaluate(PASTE, "60\t0.5\r\n70\t0.25\r\n")
    assert values(page) == ["60", "0.5", "70", "0.25"]


def test_what_does_not_fit_and_what_is_one_cell_is_left_to_the_browser(page: Page) -> None:
    page.focus("#b1")
    assert not page.evaluate(PASTE, "60\t0.5")
    assert not page.evaluate(PASTE, "60")
    assert values(page) == ["", "", "", ""]


@pytest.fixture
def grid(page: Page) -> Page:
    """Return the page with a table that grows, with a code that stays, a text, a list and a weight in each row."""
    page.set_content(GRID)
    page.add_script_tag(path=settings.BASE_DIR / "workflow" / "static" / "workflow" / "sheet.js")
    page.focus("#c1")
    return page


def test_texts_and_lists_are_pasted_and_rows_are_added_for_what_does_not_fit(grid: Page) -> None:
    block = (
        'C-01\t"Dos\nlíneas con ""comillas"""\tred de  SALUD\t0.2\nC-02\tUno\t\t0.3\nC-03\tOtro\tRed de salud\t0.1\n'
    )
    assert grid.evaluate(PASTE, block)
    assert grid.input_value("#t1") == 'Dos\nlíneas con "comillas"'
    assert grid.input_value("#s1") == "7"
    assert grid.input_value("[name=fila-1-code]") == "C-02"
    assert grid.input_value("[name=fila-1-unit]") == ""
    assert grid.input_value("[name=fila-2-code]") == "C-03"
    assert grid.input_value("[name=fila-TOTAL_FORMS]") == "3"
    assert grid.inner_text("#fila-3 [data-number]") == "3"
    # 0.1 + 0.2 + 0.3 in binary fractions would not be 0.6.
    assert grid.inner_text("#sum") == "0.6"


@pytest.mark.parametrize(
    ("block", "told"),
    [
        ("C-07\tOtro", "otro código"),
        ("C-01\tUno\tRed de nadie", "no está en la lista"),
        ("C-01\tUno\tRed de salud\t0.2\tde más", "más columnas"),
    ],
)
def test_a_block_that_cannot_be_pasted_whole_changes_no_cell_and_says_why(grid: Page, block: str, told: str) -> None:
    assert grid.evaluate(PASTE, block)
    assert grid.inner_text("#told") == told
    assert grid.input_value("#t1") == grid.input_value("#s1") == ""


def test_the_keys_of_a_sheet_break_lines_and_repeat_the_cell_above(grid: Page) -> None:
    grid.focus("#t1")
    grid.keyboard.type("Uno")
    grid.keyboard.press("Alt+Enter")
    grid.keyboard.type("dos")
    grid.keyboard.press("Enter")
    assert focused(grid) == "id_fila-1-text"
    grid.keyboard.press("Control+d")
    assert grid.input_value("#t1") == grid.input_value("[name=fila-1-text]") == "Uno\ndos"


def test_rows_are_added_up_to_the_most_and_the_cursor_goes_there(grid: Page) -> None:
    grid.click("#more")
    assert grid.input_value("[name=fila-TOTAL_FORMS]") == "4"
    assert focused(grid) == "id_fila-2-code"
    grid.click("#more")
    assert grid.input_value("[name=fila-TOTAL_FORMS]") == "4"
