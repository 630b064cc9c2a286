"""The inbox, and taking and giving back a task."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from workflow import clock, holding, permissions
from workflow.errors import Refusal
from workflow.forms import InboxFilters
from workflow.inbox import EVERYTHING, inbox, inbox_list, task_url
from workflow.middleware import NotVisible
from workflow.models import Task
from workflow.views.pages import page_links
from workflow.views.sign_in import person

# How an address names each list.
LISTS: Final = {"vencidas": "overdue", "mias": "mine", "cargos": "available", "espera": "waiting"}


@require_safe
def show_inbox(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person, due first: all lists together, or one by itself, page by page."""
    user, today = person(request), clock.today()
    filters = InboxFilters(request.GET)
    narrowed = filters.narrowing()
    context = {"today": today, "filters": filters, "is_filtered": narrowed != EVERYTHING, "query": _query(request)}
    name = LISTS.get(request.GET.get("lista", ""))
    if name is None:
        return render(request, "workflow/inbox.html", {**context, "inbox": inbox(user, today, narrowed=narrowed)})
    found, page = inbox_list(user, today, name=name, at=request.GET.get("desde", ""), narrowed=narrowed)
    context |= {"kind": name, "list": found, "pages": page_links(request, page)}
    return render(request, "workflow/inbox_list.html", context)


def _query(request: HttpRequest) -> str:
    """Return the filters of an address, to be carried to another one; "" without any."""
    given = {name: value for name in InboxFilters.base_fields if (value := request.GET.get(name, ""))}
    return f"&{urlencode(given)}" if given else ""


@require_POST
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a task."""
    return _hold(request, pk, holding.claim, _("La tarea es suya hasta que la concluya o la devuelva."))


@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a task back to one's post."""
    return _hold(request, pk, holding.release, _("La tarea volvió a ofrecerse a su cargo."))


def _hold(request: HttpRequest, pk: int, act: Callable[..., Task], done: str) -> HttpResponse:
    user = person(request)
    task = get_object_or_404(Task.objects.select_related("process__case"), pk=pk)
    if not permissions.cases_visible_to(user).filter(pk=task.process.case_id).exists():
        raise NotVisible(f"task {pk}")
    try:
        act(task_pk=pk, actor=user)
    except Refusal as refusal:
        context = {"obstacles": refusal.obstacles, "back_url": task_url(task)}
        return render(request, "workflow/refused.html", context, status=refusal.status_code)
    messages.success(request, done)
    return redirect(task_url(task))
