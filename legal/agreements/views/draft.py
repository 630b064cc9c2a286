"""What may be done with a draft outside its tasks: read it in Word, close a silent consultation, withdraw."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from legal.agreements.forms.approval import WithdrawForm
from legal.agreements.models import Consultation
from legal.agreements.paths import text_url
from legal.agreements.queries import read_terms
from legal.agreements.services.approval import obstacles_to_withdrawing, withdraw
from legal.agreements.services.review import close_consultation
from legal.agreements.texts import agreement_document
from legal.agreements.views.agreement_page import AgreementPage, agreement_of, signed_in
from legal.documents import services as documents
from legal.documents.downloads import draft_response
from workflow import clock, permissions, service
from workflow.acting import Occurrence
from workflow.errors import Refusal
from workflow.inbox import case_url
from workflow.middleware import NotVisible

WITHDRAW = "agreements.withdraw"
CLOSE = "agreements.close_consultation"


class Preview(AgreementPage):
    """The draft as Word: without number and without effect, for whoever may see the case."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *, number: str) -> HttpResponse:
        """Return the file as an attachment."""
        try:
            context = agreement_document(self.agreement, read_terms(self.agreement), on=self.today)
            rendered = documents.preview_document(context=context, dated=self.today)
        except Refusal as refusal:
            page = {"obstacles": refusal.obstacles, "back_url": text_url(self.agreement), "back_label": _("Texto")}
            return render(request, "agreements/refused.html", page, status=refusal.status_code)
        title = _("Proyecto de convenio, expediente %(number)s") % {"number": number}
        return draft_response(rendered.content, title=title)


class Withdraw(AgreementPage):
    """Give an agreement up before it is in force."""

    def get(self, request: HttpRequest, *, number: str) -> HttpResponse:
        """Show the form with what stands in the way."""
        return self.answer(WithdrawForm(today=self.today))

    def post(self, request: HttpRequest, *, number: str) -> HttpResponse:
        """Withdraw, or show the form again with every obstacle and nothing lost."""
        form = WithdrawForm(request.POST, today=self.today)
        if not form.is_valid():
            return self.answer(form, status=self.status_of_unread(form, WITHDRAW))
        reason = form.cleaned_data["reason"]
        try:
            service.perform(
                case=self.case,
                actor=self.user,
                act_name=WITHDRAW,
                act=partial(withdraw, agreement=self.agreement, reason=reason),
                occurred=form.occurred(),
                reason=reason,
            )
        except Refusal as refusal:
            form.add_obstacles(refusal.obstacles)
            return self.answer(form, status=refusal.status_code)
        messages.success(request, _("Se registró el desistimiento. El expediente queda cerrado y se conserva."))
        return redirect(case_url(self.case))

    def answer(self, form: WithdrawForm, *, status: int = 200) -> HttpResponse:
        """Render the page with the form as it stands."""
        context = {
            "agreement": self.agreement,
            "case_url": case_url(self.case),
            "form": form,
            "obstacles": obstacles_to_withdrawing(self.agreement),
            "decision": self.decide(WITHDRAW),
            "act_label": permissions.all_acts()[WITHDRAW].title,
        }
        return render(self.request, "agreements/withdraw.html", context, status=status)


@require_POST
def close_silent_consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a consultation whose term is over without an answer."""
    user = signed_in(request)
    consultation = get_object_or_404(Consultation.objects.select_related("unit", "agreement__case"), pk=pk)
    case = consultation.agreement.case
    if not permissions.cases_visible_to(user).filter(pk=case.pk).exists():
        raise NotVisible(f"consultation {pk}")
    back_url = text_url(agreement_of(case))
    try:
        service.perform(
            case=case,
            actor=user,
            act_name=CLOSE,
            act=partial(close_consultation, consultation=consultation),
            occurred=Occurrence(on=clock.today()),
        )
    except Refusal as refusal:
        context = {"obstacles": refusal.obstacles, "back_url": back_url, "back_label": _("Texto del convenio")}
        return render(request, "agreements/refused.html", context, status=refusal.status_code)
    messages.success(request, _("Se cerró la consulta a %(unit)s.") % {"unit": consultation.unit})
    return redirect(back_url)
