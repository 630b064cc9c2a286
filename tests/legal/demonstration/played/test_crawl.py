"""Every address as everybody, for what is their own and what is not, by GET and by POST: what the table says, exactly.

The table is ``tests/legal/crawl/addresses.py``; what an act asks for is read from the matrix.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.db import connection, transaction
from django.template.base import Template
from django.test import Client
from django.urls import reverse

from legal.entities.roles import ADMINISTRATOR, DIRECTOR_GENERAL
from tests.legal.crawl.addresses import ADDRESSES, GET, POST, Address, Whose
from tests.legal.crawl.administration import ADMINISTRATION
from tests.legal.crawl.cast import Someone
from tests.legal.crawl.objects import NOWHERE, Place
from tests.legal.crawl.world import CrawlWorld, make_crawl_world
from workflow.models import Case

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.xdist_group("played"),
    pytest.mark.usefixtures("papers_without_word"),
]

WRITE = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
# What opening a page may write: that it was refused, and how long the session has lasted.
AROUND_A_PAGE = {"workflow_accessrefusal", "django_session"}
RECORDS_OF_REFUSALS = {"workflow_accessrefusal", "workflow_ledgerentry"}
OF_CASES = (Whose.CASE, Whose.ACT, Whose.STEP, Whose.DRAFT)
# The administration has a door of its own, which leads to the one there is.
DOORS = ("workflow:sign_in", "admin:login")
every_address = pytest.mark.parametrize("address", [*ADDRESSES, *ADMINISTRATION], ids=str)


@pytest.fixture(scope="module")
def world(played: Path, django_db_blocker: Any) -> Iterator[CrawlWorld]:
    """Write who asks into the played world, and take them out after the tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_crawl_world()
        transaction.set_rollback(True)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back, and the tables that were written meanwhile."""

    status: int
    to: str
    written: frozenset[str]


@contextmanager
def unwritten(is_written_out: bool) -> Iterator[None]:
    """Answer with empty pages, unless they are to be written out: most of what a page costs is its words."""
    with pytest.MonkeyPatch.context() as patch:
        if not is_written_out:
            patch.setattr(Template, "render", lambda *_arguments: "")
        yield


def ask(client: Client, someone: Someone, method: str, url: str) -> Answer:
    """Ask for an address as somebody; whatever that writes is undone."""
    client.cookies = SimpleCookie({site.SESSION_COOKIE_NAME: someone.session} if someone.session else {})
    with watching() as written, transaction.atomic():
        response = client.get(url) if method == GET else client.post(url)
        if response.streaming:
            # Read to its end, a file is closed.
            assert b"".join(response.streaming_content)
        transaction.set_rollback(True)
    return Answer(status=response.status_code, to=response.headers.get("Location", ""), written=frozenset(written))


@contextmanager
def watching() -> Iterator[set[str]]:
    """Collect the tables that are written."""
    written: set[str] = set()

    def note(execute: Any, sql: str, *arguments: Any) -> Any:
        if found := WRITE.match(sql):
            written.add(found[1])
        return execute(sql, *arguments)

    with connection.execute_wrapper(note):
        yield written


def expected(world: CrawlWorld, someone: Someone, method: str, address: Address) -> tuple[int, ...]:
    """Return the statuses that the table, sight and the matrix leave for an answer."""
    mine = address.get if method == GET else address.post
    is_served = method in address.methods
    if someone.user is None:
        return address.anonymous.get(method, (405,)) if address.whose == Whose.PUBLIC else (302,)
    if address.whose == Whose.ADMINISTRATOR and not someone.is_administrator:
        return (302,)
    if address.whose in OF_CASES and not someone.sees_cases:
        # What a page does not serve may be told before it is looked for, as for what is not there.
        return (404,) if is_served else (404, 405)
    if not is_served:
        return (405,)
    if address.whose == Whose.HOLDER:
        return mine if someone is world.holder else (404,)
    is_an_attempt = method == POST and (address.act or address.whose == Whose.STEP)
    if (is_an_attempt or address.whose == Whose.DRAFT) and not world.may(someone, address):
        return (403,)
    return mine


def who_asks(world: CrawlWorld, address: Address) -> list[Someone]:
    """Return everybody; of the administration, whose door asks nothing of a post, two of those who hold one."""
    if address.whose != Whose.ADMINISTRATOR:
        return list(world.people)
    holders = [each for each in world.people if each.role == ADMINISTRATOR and each.takes_part]
    return [*holders, *(each for each in world.people if not each.role or each.role == DIRECTOR_GENERAL)]


@every_address
def test_answers_everybody_as_its_row_says(world: CrawlWorld, address: Address) -> None:
    client, url, wrong = Client(), world.place(address.about).url(address), []
    told: set[tuple[str, tuple[int, ...]]] = set()
    for someone in who_asks(world, address):
        for method in (GET, POST):
            wanted = expected(world, someone, method, address)
            # The page is written out for the first of those who get the same answer.
            with unwritten((method, wanted) not in told):
                answer = ask(client, someone, method, url)
            told.add((method, wanted))
            if answer.status not in wanted:
                wrong.append(f"{method} as {someone}: {answer.status}, the table says {wanted}")
            if method == GET and answer.written - AROUND_A_PAGE:
                wrong.append(f"GET as {someone} writes {sorted(answer.written - AROUND_A_PAGE)}")
            if answer.status == 403 and method == POST and not answer.written & RECORDS_OF_REFUSALS:
                wrong.append(f"POST as {someone} is refused and nobody recorded it")
            is_sent_to_the_door = answer.to.startswith(tuple(map(reverse, DOORS)))
            if someone.user is None and address.whose != Whose.PUBLIC and not is_sent_to_the_door:
                wrong.append(f"{method} as nobody leads to {answer.to!r} and not to the door")
    assert not wrong, "\n".join([url, *wrong])


@pytest.mark.parametrize("address", [each for each in ADDRESSES if each.whose in OF_CASES], ids=str)
def test_finds_nothing_of_another_case_under_the_number_of_ones_own(world: CrawlWorld, address: Address) -> None:
    """Who sees every case asks for a thing of one under the number of another, and for what is nowhere."""
    client, place = Client(), world.place(address.about)
    assert place.case is not None
    strays = [{"pk": NOWHERE}]
    if "number" in place.arguments:
        foreign = Case.objects.exclude(pk=place.case.pk).order_by("pk")[0]
        strays = [{"number": foreign.number}] if "pk" in place.arguments else [{"number": "1999-0001"}]
    for stray in strays:
        url = Place(case=None, arguments={**place.arguments, **stray}).url(address)
        someone = next(each for each in world.people if each.sees_all)
        for method in address.methods:
            with unwritten(False):
                assert ask(client, someone, method, url).status == 404, f"{method} {url} as {someone}"
