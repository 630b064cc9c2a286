"""What happens around a page: refusals before an act are recorded too."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from workflow.models import AccessRefusal


class ChosenLanguageMiddleware(LocaleMiddleware):
    """Spanish, unless the person has chosen another language here; what the browser prefers is not asked.

    The words of the law are Spanish, and many browsers in offices are set up in English.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Activate the language of the cookie that the language switch sets."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()


class NotVisible(Http404):
    """The person may not see the thing. Answered as if it did not exist, and recorded."""


class RefusalMiddleware:
    """Records attempts that were refused before they reached a case's record.

    The entry has a transaction of its own: it stays when the page's own work is undone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; Django turns exceptions into pages. No address or search holds a NUL."""
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise SuspiciousOperation("The address holds a NUL.")
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Record a page that the person may not see or use."""
        if isinstance(exception, NotVisible | PermissionDenied) and request.user.is_authenticated:
            with transaction.atomic():
                AccessRefusal.objects.create(
                    user=request.user,
                    method=request.method or "",
                    path=request.path[:400],
                    status_code=404 if isinstance(exception, NotVisible) else 403,
                    reason=str(exception),
                )
