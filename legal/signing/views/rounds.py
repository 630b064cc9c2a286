"""Pages of a round: issue, sign, register, and the signed file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from legal.documents.integrity import file_is_whole
from legal.documents.views import hand_over
from legal.signing import rules, services
from legal.signing.forms import SignForm
from legal.signing.models import Signature, SignatureRound, Visa
from legal.signing.queries import signature_rows, signatures_of, visa_rows, visas_of, visas_to_ask
from legal.signing.services.marks import as_printed
from legal.signing.subjects import Wording, subject_of
from workflow import permissions
from workflow.errors import Obstacle
from workflow.middleware import NotVisible
from workflow.models import User
from workflow.permissions import cases_visible_to
from workflow.service import LegalAct
from workflow.task_page import TaskPage

if TYPE_CHECKING:
    from workflow.permissions import Text


class RoundPage(TaskPage):
    """Base of the task pages of a round: the document and its signatures are at hand."""

    round: SignatureRound
    wording: Wording

    def load(self) -> None:
        """Load the round of the task."""
        self.round = self.find_round()
        self.wording = subject_of(self.round).wording

    def find_round(self) -> SignatureRound:
        """Return the round that the task belongs to."""
        return rounds().get(process=self.task.process_id)

    def told(self) -> tuple[Text, Text]:
        """Return the step by its title, an infinitive, and what follows it."""
        raise NotImplementedError

    def page_context(self) -> dict[str, Any]:
        """Return the round, its document, its visas and its signatures, in the words of what is signed."""
        title, help_text = self.told()
        return {
            "title": title,
            "act_label": str(title)[:1].lower() + str(title)[1:],
            "submit_label": self.submit_label or title,
            "help": help_text,
            "document_title": self.wording.title,
            "round": self.round,
            "document": self.round.document,
            "signatures": signature_rows(self.round, self.today),
            "visas": visa_rows(visas_of(self.round), self.today),
        }


def rounds() -> QuerySet[SignatureRound]:
    """Return the rounds with what their pages show."""
    return SignatureRound.objects.select_related("case", "unit", "document__file", "document__unit")


class Issue(RoundPage):
    """Give the document its number and ask the signatories."""

    template_name = "signing/issue.html"

    def told(self) -> tuple[Text, Text]:
        """Return what issuing is, and that the document no longer changes."""
        return self.wording.to_issue, self.wording.issue_help

    def obstacles(self) -> list[Obstacle]:
        """Return what the subject of the round lacks."""
        return subject_of(self.round).obstacles_to_issuing(self.round, self.today)

    def act(self, form: Any) -> LegalAct:
        """Issue the document."""
        return partial(services.issue, round_=self.round)

    def done_message(self) -> str:
        """Say that it can no longer change."""
        return str(self.wording.issued)

    def page_context(self) -> dict[str, Any]:
        """Return also who will initial, and the rounds that ended without a signature: a re-issue keeps the number."""
        returned = rounds().filter(case=self.case, subject=self.round.subject, status=SignatureRound.Status.DECLINED)
        declined = Signature.objects.filter(round__in=returned, status=Signature.Status.DECLINED)
        unvisaed = Visa.objects.filter(round__in=returned, status=Visa.Status.RETURNED)
        return {
            **super().page_context(),
            "visas": visa_rows(visas_to_ask(self.round, on=self.today), self.today),
            "declined": declined.select_related("unit", "round__document").order_by("pk"),
            "unvisaed": unvisaed.select_related("post__unit", "round__document").order_by("pk"),
        }


class Sign(RoundPage):
    """One signatory signs or declines."""

    form_class = SignForm
    template_name = "signing/sign.html"
    submit_label = gettext_lazy("Registrar mi decisión")
    signature: Signature

    def told(self) -> tuple[Text, Text]:
        """Return what signing is, and the ways to decide."""
        return self.wording.to_sign, self.wording.sign_help

    def find_round(self) -> SignatureRound:
        """Return the round of the signature that the task asks for."""
        self.signature = Signature.objects.select_related("unit").get(process=self.task.process_id)
        round_ = rounds().get(pk=self.signature.round_id)
        self.signature.round = round_
        return round_

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps this signatory from signing."""
        others = Signature.objects.filter(round=self.round).exclude(pk=self.signature.pk).select_related("unit")
        return rules.obstacles_to_signing(self.signature, list(others), visas_of(self.round))

    def act(self, form: Any) -> LegalAct:
        """Sign, with the signed file when one is brought, or decline."""
        self.declined = form.declines
        if self.declined:
            return partial(services.decline, signature=self.signature, reason=form.cleaned_data["reason"])
        return partial(services.sign, signature=self.signature, upload=form.upload())

    def done_message(self) -> str:
        """Say what was done."""
        if self.declined:
            return str(self.wording.declined)
        return _("Su firma quedó registrada, con el cargo y el mandato que la respaldan.")

    def page_context(self) -> dict[str, Any]:
        """Return also which signature is the person's, and how it will be printed."""
        decision = permissions.decide(user=self.user, act=self.task.flow_task.act, obj=self.task)
        printed = as_printed(decision.authority, self.user, self.today) if decision.authority else ""
        return {**super().page_context(), "signature": self.signature, "printed": printed}


class Register(RoundPage):
    """Check every signature and register the signed document."""

    template_name = "signing/register.html"

    def told(self) -> tuple[Text, Text]:
        """Return what registering is, and from when the document rules."""
        return self.wording.to_register, self.wording.register_help

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps the document from being registered."""
        document = self.round.document
        is_whole = document is not None and file_is_whole(document.file)
        return rules.obstacles_to_registering(
            list(signatures_of(self.round)), visas_of(self.round), file_is_whole=is_whole
        )

    def act(self, form: Any) -> LegalAct:
        """Register the document."""
        return partial(services.register, round_=self.round)

    def done_message(self) -> str:
        """Say what follows."""
        return str(self.wording.registered)


class SignedFile(View):
    """Hand over the file that a signatory signed to whoever may see the case."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *, pk: int) -> HttpResponseBase:
        """Return the file as an attachment, or a page that says why it is not handed over."""
        assert isinstance(request.user, User)
        signature = get_object_or_404(Signature.objects.select_related("file", "round"), pk=pk, file__isnull=False)
        if not cases_visible_to(request.user).filter(pk=signature.round.case_id).exists():
            raise NotVisible(f"signature {pk}")
        assert signature.file is not None
        return hand_over(request, signature.file)
