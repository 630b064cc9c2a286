"""People at their browsers: sign in, find the task in the inbox, send the form, read the answer."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from workflow.models import Task
from workflow.models.tasks import OPEN

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


class Person:
    """Somebody with an account, in front of the site."""

    def __init__(self, username: str) -> None:
        self.user = get_user_model().objects.get(username=username)
        self.client = Client()
        self.client.force_login(self.user)

    def reads(self, address: str, *, status: int = 200) -> str:
        """Open a page and return its words."""
        return words(self.client.get(address), status)

    def sends(self, address: str, *, status: int = 302, **values: Any) -> str:
        """Send a form and return the words of the answer."""
        return words(self.client.post(address, values), status)

    def does(self, title: str, *, status: int = 302, **values: Any) -> str:
        """Find a task by its title in the inbox, send its form with today's date, and return the answer."""
        return self.sends(self.task(title), status=status, occurred_on=today(), grounds="", **values)

    def task(self, title: str) -> str:
        """Return the address of a task as the inbox links it."""
        page = self.client.get("/").content.decode()
        links = re.findall(r'<a href="(/tareas/\d+/[^"]+)">([^<]+)', page)
        found = [address for address, text in links if unescape(text).strip() == title]
        assert found, f"{self.user} has no task {title!r} in the inbox, only {[text for _address, text in links]}"
        return found[0]


def words(response: HttpResponse, status: int) -> str:
    """Return the words of an answer, after making sure of its status."""
    text = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))
    assert response.status_code == status, f"{response.status_code}: {text[:2000]}"
    return text


def today() -> str:
    """Return today as a form sends it."""
    return timezone.localdate().isoformat()


def open_steps(number: str) -> set[str]:
    """Return the steps of a case that wait for somebody."""
    tasks = Task.objects.filter(process__case__number=number, status__in=OPEN, flow_task_type="HUMAN")
    return {f"{task.flow_task.name}, {task.unit.short_name if task.unit else '–'}" for task in tasks}
