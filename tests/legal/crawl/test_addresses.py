"""The table has a row for every address of the site, and no row for one that is gone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver

from scripts.document_roles import product_acts
from tests.legal.crawl.addresses import ADDRESSES, GET, Address, Whose
from tests.legal.crawl.administration import ADMINISTRATION, MODELS, UNNAMED
from tests.legal.crawl.objects import PLACES
from tests.legal.crawl.world import human_steps
from workflow.nodes import RoleTask

ALL = (*ADDRESSES, *ADMINISTRATION)


def patterns(resolver: URLResolver, before: str = "", spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Return the name, empty where there is none, and the pattern of every address below a resolver."""
    for each in resolver.url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from patterns(each, route, (*spaces, *([each.namespace] if each.namespace else [])))
        else:
            assert isinstance(each, URLPattern)
            yield ":".join((*spaces, each.name)) if each.name else "", route


def of_the_site() -> set[tuple[str, str]]:
    """Return every address of the site."""
    return set(patterns(get_resolver("config.urls")))


def test_every_address_is_in_a_row() -> None:
    rows = {address.name for address in ALL}
    lacking = sorted((name, route) for name, route in of_the_site() if name and name not in rows)
    assert not lacking, "\n".join(
        f"Nobody has said whose /{route} is: add a row for {name!r} to tests/legal/crawl/addresses.py."
        for name, route in lacking
    )


def test_every_address_without_a_name_leads_to_one_that_is_in_a_row() -> None:
    of_a_row = re.compile(r"^administracion/\w+/\w+/<path:object_id>/$")
    unnamed = {route for name, route in of_the_site() if not name}
    strays = {route for route in unnamed if not of_a_row.match(route)} - UNNAMED
    assert not strays, f"Give a name, and a row, to {sorted(strays)}."


def test_every_row_has_an_address() -> None:
    names = {name for name, _route in of_the_site()}
    gone = sorted({address.name for address in ALL} - names)
    assert not gone, f"These rows are of addresses that the site no longer has: {gone}. Take them out."


def test_every_model_of_the_administration_is_in_the_table() -> None:
    registered = {f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry}
    assert registered == set(MODELS)


@pytest.mark.parametrize("address", [each for each in ALL if each.act], ids=str)
def test_every_act_of_a_row_is_one_that_somebody_does(address: Address) -> None:
    assert product_acts()[address.act].roles


def test_every_step_has_the_row_of_a_step() -> None:
    in_table = {address.name for address in ADDRESSES if address.whose == Whose.STEP and GET in address.methods}
    assert {node.page for node in human_steps()} == in_table


def test_every_word_of_the_table_stands_for_something() -> None:
    steps = {node.page for node in human_steps() if isinstance(node, RoleTask)}
    made = {"post", "calendar", "calendar address"}
    assert {address.about for address in ALL} - set(PLACES) - steps - made - set(MODELS) == set()
