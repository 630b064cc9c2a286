"""Pages of the room: send a document, record its receipt, and the proof of it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from legal.documents.views import hand_over
from legal.notices import services
from legal.notices.forms import ReceiveForm, SendForm
from legal.notices.models import Notice
from workflow.middleware import NotVisible
from workflow.models import LedgerEntry, User
from workflow.permissions import cases_visible_to
from workflow.service import LegalAct
from workflow.task_page import TaskPage


class NoticePage(TaskPage):
    """Base of the task pages of a notice: the document, its addressee, and the attempts that failed."""

    notice: Notice

    def load(self) -> None:
        """Load the notice of the task."""
        notices = Notice.objects.select_related("document__file", "document__unit", "unit")
        self.notice = notices.get(process=self.task.process_id)

    def page_context(self) -> dict[str, Any]:
        """Return the notice and why earlier attempts failed, oldest first."""
        failed = LedgerEntry.objects.filter(
            case=self.case, act="notices.fail", kind=LedgerEntry.Kind.ACT, task__process=self.task.process_id
        )
        return {
            "notice": self.notice,
            "document": self.notice.document,
            "failures": failed.order_by("sequence").values("occurred_on", "reason"),
        }


class Send(NoticePage):
    """Record that the document left."""

    form_class = SendForm
    template_name = "notices/send.html"
    submit_label = gettext_lazy("Registrar el envío")

    def act(self, form: Any) -> LegalAct:
        """Record the dispatch."""
        return partial(services.send, notice=self.notice, channel=form.cleaned_data["channel"])

    def done_message(self) -> str:
        """Say what is still missing."""
        return _("El envío quedó registrado. Falta la recepción: sin el cargo no corre ningún plazo.")


class Receive(NoticePage):
    """Record the receipt with its proof, or that the document could not be delivered."""

    form_class = ReceiveForm
    template_name = "notices/receive.html"
    submit_label = gettext_lazy("Registrar")

    def act(self, form: Any) -> LegalAct:
        """Record what became of the document."""
        self.failed = form.fails
        if self.failed:
            return partial(services.fail, notice=self.notice, reason=form.cleaned_data["reason"])
        return partial(
            services.receive, notice=self.notice, receiver=form.cleaned_data["receiver"], receipt=form.upload()
        )

    def done_message(self) -> str:
        """Say what follows."""
        if self.failed:
            return _("Quedó registrado que no se pudo entregar. El documento debe enviarse de nuevo.")
        return _("La recepción quedó registrada con su cargo. Desde su fecha corre el plazo, si lo hay.")


class ReceiptFile(View):
    """Hand over the proof of a receipt to whoever may see the case."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *, pk: int) -> HttpResponseBase:
        """Return the file as an attachment, or a page that says why it is not handed over."""
        assert isinstance(request.user, User)
        notice = get_object_or_404(Notice.objects.select_related("receipt"), pk=pk, receipt__isnull=False)
        if not cases_visible_to(request.user).filter(pk=notice.case_id).exists():
            raise NotVisible(f"notice {pk}")
        assert notice.receipt is not None
        return hand_over(request, notice.receipt)
