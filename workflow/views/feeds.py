"""The calendar of due dates: its secret addresses, and the file that a calendar program fetches."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from workflow import clock, feeds
from workflow.models import CalendarAddress, Mandate, Post
from workflow.views.sign_in import person


@require_safe
def show_calendars(request: HttpRequest) -> HttpResponse:
    """Show the posts of the person, each with its address or the way to one."""
    return _page(request)


@require_POST
def make_address(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a new address for a post that the person holds; it is shown this once."""
    held = Mandate.objects.valid_on(clock.today()).filter(user=person(request)).values("post")
    post = get_object_or_404(Post.objects.filter(pk__in=held).select_related("unit"), pk=pk)
    secret = feeds.make_address(user=person(request), post=post)
    path = reverse("workflow:calendar_file", args=[secret])
    return _page(request, made_for=post, address=request.build_absolute_uri(path))


@require_POST
def revoke_address(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke an address of the person."""
    feeds.revoke(get_object_or_404(CalendarAddress, pk=pk, user=person(request)))
    messages.success(request, _("La dirección dejó de funcionar."))
    return redirect("workflow:calendars")


@require_safe
@login_not_required
def calendar_file(request: HttpRequest, secret: str) -> HttpResponse:
    """Answer a calendar program; an address that is revoked, or whose holder left the post, is not found."""
    today = clock.today()
    address = feeds.find(secret, today=today)
    if address is None:
        raise Http404
    content = feeds.calendar_of(address.post, today=today, site=request.build_absolute_uri("/").rstrip("/"))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="convenia.ics"'
    response["Cache-Control"] = "private, max-age=900"
    return response


def _page(request: HttpRequest, **more: object) -> HttpResponse:
    held = Mandate.objects.valid_on(clock.today()).filter(user=person(request)).select_related("post__unit")
    addresses = {address.post_id: address for address in feeds.addresses_of(person(request))}
    posts = {mandate.post_id: (mandate.post, addresses.get(mandate.post_id)) for mandate in held.order_by("starts_on")}
    return render(request, "workflow/calendars.html", {"held": list(posts.values()), **more})
