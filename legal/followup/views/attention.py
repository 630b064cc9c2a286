"""The list of money that asks for attention, in all the cases that the person may see."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from legal.agreements.views.agreement_page import signed_in
from legal.followup import attention
from legal.followup.attention import ORDERS, Kind, MoneyRow
from legal.followup.forms.attention import AttentionFilters
from workflow import clock
from workflow.keyset import count, page_of
from workflow.views.pages import page_links
from workflow.visibility import visible_to

PER_PAGE = 25


@require_safe
def show_attention(request: HttpRequest) -> HttpResponse:
    """Show one of the three lists, page by page, with how long each of them is."""
    today = clock.today()
    visible = visible_to(signed_in(request), today, case="case")
    filters = AttentionFilters(request.GET)
    text = filters.text
    lists: dict[Kind, QuerySet[Any]] = {
        Kind.IDLE: attention.idle(visible, text=text),
        Kind.LATE: attention.late(visible, text=text, today=today),
        Kind.AT_RISK: attention.at_risk(visible, text=text, today=today),
    }
    kind = filters.kind
    page = page_of(lists[kind], ORDERS[kind], size=PER_PAGE, at=request.GET.get("desde", ""))
    context = {
        "filters": filters,
        "text": text,
        "kind": kind,
        "lists": [
            {
                "kind": each,
                "count": count(rows),
                "url": f"?{urlencode({'clase': each.value} | ({'q': text} if text else {}))}",
                "is_current": each == kind,
            }
            for each, rows in lists.items()
        ],
        "rows": _rows(kind, page.rows, today),
        "pages": page_links(request, page),
        "soon": attention.SOON,
    }
    return render(request, "followup/attention.html", context)


def _rows(kind: Kind, found: list[Any], today: date) -> list[MoneyRow]:
    match kind:
        case Kind.IDLE:
            return attention.idle_rows(found, today)
        case Kind.LATE:
            return attention.late_rows(found, today)
        case Kind.AT_RISK:
            return attention.at_risk_rows(found, today)
