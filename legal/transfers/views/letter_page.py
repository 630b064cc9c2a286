"""A paper read in Word before it leaves: the page of a step whose act issues one, and its draft."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from legal.documents import services as documents
from legal.documents.documents import DocumentContext
from legal.documents.downloads import draft_response
from workflow import permissions
from workflow.errors import Refusal
from workflow.models import Mandate
from workflow.task_page import TaskPage
from workflow.write_path import not_allowed

PREVIEW = "preview"


class LetterPage(TaskPage):
    """Base of the steps whose act issues a letter. Its draft holds what the form holds, which stays as it is.

    ``draft_name`` says what the draft is where the title of the letter does not: "Proyecto de acta de cierre".
    """

    draft_name: ClassVar[Any] = ""

    def letter(self, form: Any, *, on: date, authority: Mandate | None) -> DocumentContext:
        """Return the letter as the act would issue it on that date; the form may not be complete yet."""
        raise NotImplementedError

    def draft_title(self) -> str:
        """Return how the draft is called, or nothing: then by the title of the letter."""
        words = {"draft": self.draft_name, "number": self.case.number}
        return _("%(draft)s, expediente %(number)s") % words if self.draft_name else ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Hand over the draft where it is asked for; otherwise do the act."""
        if PREVIEW not in request.POST or not self.task.is_open:
            return super().post(request, *args, **kwargs)
        form = self.form_class(request.POST, request.FILES, **self.form_arguments())
        form.is_valid()
        on = form.cleaned_data.get("occurred_on") or self.today
        decision = permissions.decide(user=self.user, act=self.task.flow_task.act, obj=self.task)
        try:
            if not decision.allowed:
                raise not_allowed(decision)
            letter = partial(self.letter, form, on=on, authority=decision.authority)
            return word_draft(letter, on=on, title=self.draft_title())
        except Refusal as refusal:
            form.add_obstacles(refusal.obstacles)
            return self.answer(form, status=refusal.status_code)


def word_draft(write: Callable[[], DocumentContext], *, on: date, title: str = "") -> HttpResponse:
    """Return a document filled as a draft, as an attachment: without number and without effect.

    Without a ``title`` it is called by that of the document.

    It is written in the language of the law, whoever reads the page.

    :raises Refusal: when what it tells is not there, or the template and the values do not fit.
    """
    with translation.override(settings.LANGUAGE_CODE):
        context = write()
        rendered = documents.preview_document(context=context, dated=on)
        title = title or _("Proyecto: %(title)s") % {"title": context.title}
    return draft_response(rendered.content, title=title)
