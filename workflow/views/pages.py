"""The addresses of the pages of a list."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from workflow.keyset import Page


def page_links(request: HttpRequest, page: Page[Any]) -> dict[str, str]:
    """Return the query strings ("?" and the filters included) of the pages beside one; those that exist."""
    places = {"first": page.first, "previous": page.previous, "next": page.next, "last": page.last}
    return {name: _address(request, place) for name, place in places.items() if place is not None}


def _address(request: HttpRequest, place: str) -> str:
    query = request.GET.copy()
    query.pop("desde", None)
    if place:
        query["desde"] = place
    return f"?{query.urlencode()}"
