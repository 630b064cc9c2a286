"""The page of a case, its whole history, and its documents as they were signed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from legal.casefile.access import access
from legal.casefile.head import head
from legal.casefile.infections import infected_files
from legal.casefile.life import life
from legal.casefile.offers import may_close_consultations, offers
from legal.casefile.panels import history_panel, panels, spending_panel
from legal.casefile.panels.history import history
from legal.casefile.panels.spending import ORDER, spending
from legal.casefile.queries import CaseFile, file_of, find_case, read_case
from legal.casefile.reader import Reader, reader_of
from legal.documents.views import hand_over
from legal.followup.queries import spending_of
from workflow import clock, permissions
from workflow.inbox import case_url
from workflow.keyset import page_of
from workflow.middleware import NotVisible
from workflow.models import Case, User
from workflow.views.pages import page_links

ON_THE_PAGE = 20
PER_PAGE = 50


@require_safe
def show_case(request: HttpRequest, number: str) -> HttpResponse:
    """Show a case as it stands today."""
    user = _person(request)
    case = _visible_case(user, number)
    file = read_case(case, today=clock.today())
    reader = reader_of(case, user, today=file.today)
    record = history(case, limit=ON_THE_PAGE, total=file.entries, more_url=reverse("casefile:history", args=[number]))
    context = {
        "head": head(file, reader),
        "steps": life(file),
        "acts": offers(file, reader),
        "panels": panels(file, reader, record=record, may_close=may_close_consultations(file, reader)),
        "infected": infected_files(case),
        **_why_not(file, reader),
    }
    return render(request, "casefile/case.html", context)


@require_safe
def show_history(request: HttpRequest, number: str) -> HttpResponse:
    """Show the whole record of a case, page by page."""
    case = _visible_case(_person(request), number)
    total: int = case.entries  # type: ignore[attr-defined]
    page = _page(request, total)
    record = history(case, limit=PER_PAGE, offset=(page - 1) * PER_PAGE, total=total)
    context = {
        "head": {"case_number": case.number, "title": case.title},
        "case_url": case_url(case),
        "panel": history_panel(record),
        "pages": _pages(page, total),
    }
    return render(request, "casefile/page.html", context)


@require_safe
def show_access(request: HttpRequest, number: str) -> HttpResponse:
    """Say why the person sees the case, and what they may and may not do in it."""
    user = _person(request)
    case = _visible_case(user, number)
    reader = reader_of(case, user, today=clock.today())
    panel = {
        "key": "access",
        "title": _("Su acceso al expediente"),
        "template": "casefile/panels/access.html",
        "content": access(case, reader, stage=case.agreement.status),
    }
    context = {"head": {"case_number": case.number, "title": case.title}, "case_url": case_url(case), "panel": panel}
    return render(request, "casefile/page.html", context)


@require_safe
def show_spending(request: HttpRequest, number: str) -> HttpResponse:
    """Show everything that was spent, page by page."""
    user = _person(request)
    case = _visible_case(user, number)
    file = read_case(case, today=clock.today())
    found = page_of(spending_of(case), ORDER, size=PER_PAGE, at=request.GET.get("desde", ""))
    content = replace(spending(file, reader_of(case, user, today=file.today)), rows=found.rows)
    context = {
        "head": {"case_number": case.number, "title": case.title},
        "case_url": case_url(case),
        "panel": spending_panel(content),
        "pages": page_links(request, found),
    }
    return render(request, "casefile/page.html", context)


@require_safe
def download(request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
    """Hand over a document of the case as somebody signed it, or say why it is not handed over."""
    kept = file_of(_visible_case(_person(request), number), pk)
    if kept is None:
        raise Http404(f"case {number} has no file {pk}")
    return hand_over(request, kept)


def _why_not(file: CaseFile, reader: Reader) -> dict[str, Any]:
    """Return why the person may not do the step that is due first, when none of the open ones is theirs."""
    waiting = file.open_tasks
    if not waiting or any(reader.may_take(task) for task in waiting):
        return {}
    act = permissions.all_acts()[waiting[0].flow_task.act]
    waiting[0].process.case = file.case
    decision = permissions.decide(user=reader.user, act=act.name, obj=waiting[0])
    return {"decision": decision, "act_label": act.title}


def _visible_case(user: User, number: str) -> Case:
    case = find_case(user, number, today=clock.today())
    if case is None:
        if Case.objects.filter(number=number).exists():
            raise NotVisible(f"case {number}")
        raise Http404(f"there is no case {number}")
    return case


def _page(request: HttpRequest, total: int) -> int:
    """Return the page that is asked for; whatever is no page is the first one, and beyond the last, the last."""
    asked = request.GET.get("page", "")
    return min(max(1, int(asked)), _last_page(total)) if asked.isdecimal() and len(asked) < 10 else 1


def _last_page(total: int) -> int:
    return max(1, -(-total // PER_PAGE))


def _pages(page: int, total: int) -> dict[str, str]:
    """Return the addresses of the pages beside one; a record is never so long that leaving out its start costs much."""
    last = _last_page(total)
    before = {"first": "?page=1", "previous": f"?page={page - 1}"} if page > 1 else {}
    after = {"next": f"?page={page + 1}", "last": f"?page={last}"} if page < last else {}
    return before | after


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
