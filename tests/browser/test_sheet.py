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
