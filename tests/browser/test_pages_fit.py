"""Every page, as people see it: on a desk and on a phone, nothing hangs over and nothing fails in silence."""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command

from legal.agreements.models import Agreement
from legal.agreements.services import review
from legal.demonstration.lives import ONE_DAY, read_life
from legal.demonstration.organization import load_organization
from legal.demonstration.play import Player
from legal.demonstration.play.nights import run_nights
from tests.conftest import chromium
from tests.factories.tasks import holder_of, open_tasks
from workflow import clock
from workflow.inbox import task_url
from workflow.models import Task
from workflow.models.tasks import OPEN

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]

SIZES = {"desk": (1280, 900), "phone": (400, 800), "small phone": (320, 720)}
# Whatever a page folds is opened: what hangs over may hide there.
UNFOLD = "document.querySelectorAll('details:not(.menu)').forEach(each => { each.open = true; })"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's Chromium."""
    from playwright.sync_api import sync_playwright

    # Playwright runs a loop of its own; Django's guard against loops does not concern the test.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(chromium()), args=FLAGS)
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def agreement() -> Agreement:
    """Amazonas, played until its three opinions are asked for."""
    call_command("load_catalogues", stdout=StringIO())
    load_organization("a password nobody types")
    player = Player(read_life("amazonas", today=clock.today()))
    opinions = next(place for place, act in enumerate(player.acts) if act["act"] == "give_opinion")
    player.acts = player.acts[:opinions]
    return player.play()


def enter(browser: Browser, address: str, username: str, size: tuple[int, int]) -> BrowserContext:
    """Open a window in which somebody is signed in."""
    session = SessionStore()
    user = get_user_model().objects.get(username=username)
    session["_auth_user_id"] = str(user.pk)
    session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.save()
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="es-PE")
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session.session_key or "", "url": address}])
    return context


def faults(page: Page, url: str, complaints: list[str]) -> list[str]:
    """Return what is wrong with a page: its status, what hangs over its side, what the browser complained of."""
    complaints.clear()
    response = page.goto(url)
    found = [f"{url}: {text}" for text in complaints]
    if response is None or response.status != 200:
        found.append(f"{url}: status {response.status if response else 'none'}")
    width = page.viewport_size["width"] if page.viewport_size else 0
    page.evaluate(UNFOLD)
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > width:
        found.append(f"{url}: {wide} wide in a window of {width}")
    if page.locator("h1").count() != 1:
        found.append(f"{url}: {page.locator('h1').count()} main headings")
    return found


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
def test_every_page_fits_its_window_and_the_browser_has_nothing_to_complain_of(
    browser: Browser, live_server: object, agreement: Agreement, size: tuple[int, int]
) -> None:
    address = str(live_server)
    number = agreement.case.number
    pages = ["/", "/convenios/", "/convenios/nuevo/", f"/expedientes/{number}/", f"/expedientes/{number}/historia/"]
    parts = ("objeto", "partes", "ambito", "monto", "criterios", "indicadores", "actividades")
    parts += ("hoja/criterios", "hoja/indicadores", "matrices")
    pages += [f"/convenios/{number}/texto/", *(f"/convenios/{number}/texto/{part}/" for part in parts)]
    pages += [f"/convenios/{number}/texto/criterios/OP-01/", f"/convenios/{number}/desistir/"]
    pages += [f"/convenios/{number}/revision/", "/plantillas/", "/plantillas/agreement/"]
    tasks = Task.objects.filter(process__case=agreement.case, status__in=OPEN, flow_task_type="HUMAN")
    pages += [task_url(task) for task in tasks]
    assert len(pages) > 15
    assert review.Opinion.objects.filter(agreement=agreement).count() == 3

    context = enter(browser, address, "sectorista.dgpp", size)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    found = [fault for path in pages for fault in faults(page, address + path, complaints)]
    context.close()
    assert not found


def test_every_step_of_a_whole_life_fits_its_window(browser: Browser, live_server: object) -> None:
    """Piura, from the open case to its settlement: each step's page as its holder sees it, and what is left to read."""
    call_command("load_catalogues", stdout=StringIO())
    load_organization("a password nobody types")
    player = Player(read_life("piura", today=clock.today()))
    address, seen, found = str(live_server), set[str](), list[str]()
    before = player.acts[0]["occurred_on"] - ONE_DAY
    for act in player.acts:
        run_nights(after=before, until=act["occurred_on"])
        before = act["occurred_on"]
        player.do(act)
        for task in open_tasks(player.agreement.case):
            if task.flow_task.name not in seen:
                seen.add(task.flow_task.name)
                found += looked_at(browser, address, holder_of(task).username, [task_url(task)])
    assert {"admit", "verify", "correct", "authorize", "incorporate", "warn", "receive"} <= seen
    number, agreement = player.agreement.case.number, player.agreement
    pages = [f"/expedientes/{number}/", f"/convenios/{number}/periodos/1/", f"/convenios/{number}/periodos/3/"]
    pages += [f"/convenios/{number}/transferencias/{each.pk}/" for each in agreement.case.transfers.all()[:2]]
    pages += [f"/convenios/{number}/lecciones/nueva/", f"/convenios/{number}/resolver/"]
    found += looked_at(browser, address, "coordinador.piura", pages)
    assert not found


def test_the_first_screen_of_a_case_with_long_panels_says_where_it_stands_and_what_is_next(
    browser: Browser, live_server: object
) -> None:
    """Huancavelica, whose criteria are carried from year to year: its page is short until somebody unfolds it."""
    call_command("load_catalogues", stdout=StringIO())
    load_organization("a password nobody types")
    player = Player(read_life("huancavelica", today=clock.today()))
    before = player.acts[0]["occurred_on"] - ONE_DAY
    for act in player.acts:
        run_nights(after=before, until=act["occurred_on"])
        before = act["occurred_on"]
        player.do(act)
    address, path = str(live_server), f"/expedientes/{player.agreement.case.number}/"
    context = enter(browser, address, "sectorista.dgpp", SIZES["phone"])
    page = context.new_page()
    page.goto(address + path)
    next_step = page.get_by_text("A quién le toca").locator("xpath=..").bounding_box()
    assert next_step
    assert next_step["y"] + next_step["height"] < SIZES["phone"][1]
    assert page.evaluate("document.documentElement.scrollHeight") < 6000
    assert not page.get_by_text("Un período por año y nivel").is_visible()
    page.locator("section", has=page.get_by_role("heading", name="Períodos")).locator("summary").first.click()
    assert page.get_by_text("Un período por año y nivel").is_visible()
    page.emulate_media(media="print")
    assert page.get_by_text("Los actos los firma el cargo").is_visible(), "paper shows what the window folds"
    context.close()
    context = enter(browser, address, "sectorista.dgpp", SIZES["desk"])
    page = context.new_page()
    page.goto(address + path)
    assert page.get_by_text("Un período por año y nivel").is_visible()
    context.close()
    assert not looked_at(browser, address, "coordinador.huancavelica", [path])


def looked_at(browser: Browser, address: str, username: str, paths: list[str]) -> list[str]:
    """Return what is wrong with some pages as somebody sees them, on a desk and on a phone."""
    found: list[str] = []
    for size in SIZES.values():
        context = enter(browser, address, username, size)
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message, told=complaints: told.append(message.text))
        page.on("pageerror", lambda error, told=complaints: told.append(str(error)))
        found += [f"{size[0]}: {fault}" for path in paths for fault in faults(page, address + path, complaints)]
        context.close()
    return found


def test_somebody_signs_in_by_typing(browser: Browser, live_server: object, agreement: Agreement) -> None:
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    page.goto(f"{live_server}/ingresar/")
    page.fill("input[name=username]", "tecnico.dgpp")
    page.fill("input[name=password]", "a password nobody types")
    page.click("main form button")
    assert page.locator("h1").inner_text() == "Bandeja", "the site speaks Spanish whatever the browser prefers"
    assert page.get_by_role("link", name="Emitir la opinión técnica").count() >= 1
    context.close()
