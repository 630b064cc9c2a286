"""Pages as people get them: who asks, for which address, and the words of the answer."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from workflow import clock
from workflow.inbox import task_url
from workflow.models import AccessRefusal, Task, User


def get(user: User, name: str, /, *args: Any, **query: Any) -> HttpResponse:
    """Open the page with a name."""
    return _client(user).get(reverse(name, args=args), query)


def post(user: User, name: str, /, *args: Any, **values: Any) -> HttpResponse:
    """Send a form to the page with a name."""
    return _client(user).post(reverse(name, args=args), values)


def see(user: User, task: Task) -> HttpResponse:
    """Open the page of a task."""
    return _client(user).get(task_url(task))


def send(user: User, task: Task, /, **values: Any) -> HttpResponse:
    """Send the form of a task, dated today unless told otherwise."""
    return _client(user).post(task_url(task), {"occurred_on": clock.today().isoformat(), "grounds": "", **values})


def words(response: HttpResponse) -> str:
    """Return the words of a page, without its tags."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def typed(response: HttpResponse, name: str) -> str:
    """Return what stands in a text box or a text area of a page."""
    page = response.content.decode()
    box = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    if box:
        value = re.search(r'value="([^"]*)"', box[0])
        return unescape(value[1]) if value else ""
    area = re.search(rf'<textarea[^>]*name="{name}"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert area, f"no field {name!r}"
    return unescape(area[1]).strip()


def has_form(response: HttpResponse, button: str) -> bool:
    """Return whether a page offers a button."""
    return bool(re.search(rf"<button[^>]*>\s*{re.escape(button)}", response.content.decode()))


def handed_over(response: HttpResponse) -> bytes:
    """Return the bytes of a file that a page hands over."""
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def refused_accesses(user: User) -> int:
    """Return how often a person asked for what does not exist for them, as the record has it."""
    return AccessRefusal.objects.filter(user=user, status_code=404).count()


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
