"""Pages of templates: the kinds with their versions, what each may print, upload, publication, discard."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views import View

from legal.documents.acts import DISCARD, PUBLISH, UPLOAD
from legal.documents.bookmarks import bookmark_rows
from legal.documents.comparison.report import Comparison, TooLarge, compare
from legal.documents.errors import CannotRender, CannotUploadTemplate
from legal.documents.fields import groups_of
from legal.documents.forms import DiscardForm, PublicationForm, TemplateForm, read_upload
from legal.documents.kinds import document_kinds, title_of
from legal.documents.models import TemplateDecision, TemplateSample, TemplateVersion
from legal.documents.publications import compared_with, first_free_day, plan_of
from legal.documents.queries import template_in_force, template_of_version
from legal.documents.services.templates import (
    decide_on_templates,
    discard_template,
    publish_template,
    upload_template,
)
from legal.documents.template_language import FILTERS
from legal.documents.versions import VersionRow, kind_rows, sees_drafts, version_rows
from legal.documents.views.files import hand_over
from workflow import clock, ledger
from workflow.errors import Obstacle, Refusal
from workflow.forms import RefusableForm
from workflow.middleware import NotVisible
from workflow.models import User
from workflow.write_path import not_allowed


class TemplatePage(View):
    """Base of the pages of templates: who asks, and on which day."""

    user: User
    today: date

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep who asks and the day."""
        assert isinstance(request.user, User)
        self.user, self.today = request.user, clock.today()
        return super().dispatch(request, *args, **kwargs)

    def kind(self, name: str) -> str:
        """Return a kind of document, or answer that it does not exist."""
        if name not in document_kinds():
            raise Http404(name)
        return name

    def version(self, pk: int) -> TemplateVersion:
        """Return a version that the person may see: one that was published, or any for whoever deals with them."""
        versions = TemplateVersion.objects.select_related("file", "uploaded_by", "decision__by")
        found = get_object_or_404(versions, pk=pk)
        decided = getattr(found, "decision", None)
        is_public = decided is not None and decided.outcome == decided.Outcome.PUBLISHED
        if not is_public and not sees_drafts(self.user, self.today):
            raise NotVisible(f"template version {found.pk}")
        return found

    def refused_unread(self, form: RefusableForm, act: str) -> int:
        """Return the status that answers a form which could not be read: 422, or 403 where the person may not act."""
        decision = decide_on_templates(self.user, act, on=self.today)
        if decision.allowed:
            return 422
        refusal = not_allowed(decision)
        ledger.record_refusal_outside_cases(user=self.user, act=act, refusal=refusal)
        form.add_obstacles(refusal.obstacles)
        return refusal.status_code


class ListView(TemplatePage):
    """Every kind with the version in force and what is to come."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the kinds."""
        rows = kind_rows(self.today, with_drafts=sees_drafts(self.user, self.today))
        return render(request, "documents/templates.html", {"rows": rows})


class KindView(TemplatePage):
    """A kind: its versions, and what its template may print."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Show the versions, the fields, the filters and the bookmarks that stay."""
        contract = document_kinds()[self.kind(kind)]
        current = template_in_force(kind, on=self.today)
        groups = groups_of(contract, current.text if current else "")
        context = {
            "kind": kind,
            "title": title_of(kind),
            "versions": version_rows(kind, self.today, with_drafts=sees_drafts(self.user, self.today)),
            "groups": groups,
            "field_count": sum(group.count for group in groups),
            "open_groups": "abiertos" in request.GET,
            "bookmarks": bookmark_rows(contract),
            "binds": contract.binds_the_parties,
            "filters": FILTERS,
            "upload": decide_on_templates(self.user, UPLOAD, on=self.today),
        }
        return render(request, "documents/template_kind.html", context)


class UploadView(TemplatePage):
    """A file to become the next version of a kind."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Ask for the file."""
        return self.answer(self.kind(kind), TemplateForm())

    def post(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Keep it as a version, or show all that must be mended."""
        form = TemplateForm(request.POST, request.FILES)
        self.kind(kind)
        if not form.is_valid():
            return self.answer(kind, form, status=self.refused_unread(form, UPLOAD))
        name, content = read_upload(form.cleaned_data["file"])
        try:
            version = upload_template(
                kind=kind, content=content, name=name, note=form.cleaned_data["note"], actor=self.user, on=self.today
            )
        except CannotUploadTemplate as refusal:
            form.add_obstacles(refusal.obstacles)
            findings = refusal.report.findings if refusal.report else ()
            return self.answer(kind, form, status=refusal.status_code, findings=findings)
        except Refusal as refusal:
            form.add_obstacles(refusal.obstacles)
            return self.answer(kind, form, status=refusal.status_code)
        messages.success(request, _("La versión %(number)d quedó para revisión.") % {"number": version.number})
        return redirect("documents:template_version", version.pk)

    def answer(self, kind: str, form: TemplateForm, *, status: int = 200, **more: Any) -> HttpResponse:
        """Render the page with the form as it stands."""
        decision = decide_on_templates(self.user, UPLOAD, on=self.today)
        context = {"kind": kind, "title": title_of(kind), "form": form, "decision": decision, **more}
        return render(self.request, "documents/template_upload.html", context, status=status)


class VersionView(TemplatePage):
    """A version: what it changes, what its check found, its samples, and what may be decided on it."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the version."""
        return self.answer(self.version(pk))

    def answer(self, version: TemplateVersion, *, status: int = 200, **forms: RefusableForm) -> HttpResponse:
        """Render the page, with a form as it stands where one was sent."""
        context = {
            "version": version,
            "row": VersionRow.of(version, self.today),
            "kind": version.kind,
            "title": title_of(version.kind),
            "samples": version.samples.select_related("file").order_by("-conditions"),
            "comparisons": self.comparisons(version),
            "is_decided": hasattr(version, "decision"),
            "publication": decide_on_templates(self.user, PUBLISH, on=self.today),
            "discarding": decide_on_templates(self.user, DISCARD, on=self.today),
            "is_uploader": version.uploaded_by_id == self.user.pk,
            "discard_form": DiscardForm(),
            **self.publication(version, forms.get("publication_form")),
            **forms,
        }
        return render(self.request, "documents/template_version.html", context, status=status)

    def comparisons(
        self, version: TemplateVersion
    ) -> list[tuple[TemplateDecision, bool, Comparison | TooLarge | None]]:
        """Return what changes from each publication that a version is read against, with whether that one is to come.

        Nothing where it cannot be told.
        """
        bases = compared_with(version, today=self.today)
        return [(base, base.begins > self.today, _compared(base.version, version)) for base in bases]

    def publication(self, version: TemplateVersion, sent: RefusableForm | None) -> dict[str, Any]:
        """Return the form of the publication, and what happens by the day that it says, where it says one."""
        if hasattr(version, "decision"):
            return {}
        if sent is None:
            plan = plan_of(version, first_free_day(version.kind, self.today), today=self.today)
            return {"plan": plan, "publication_form": PublicationForm.asking(plan)}
        day = sent.cleaned_data.get("in_force_from")
        return {"plan": plan_of(version, day, today=self.today) if day and day >= self.today else None}


class PublishView(VersionView):
    """The publication of a version."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Publish it, or say why not."""
        version = self.version(pk)
        form = PublicationForm(request.POST)
        if not form.is_valid():
            return self.answer(version, status=self.refused_unread(form, PUBLISH), publication_form=form)
        day = form.cleaned_data["in_force_from"]
        plan = plan_of(version, day, today=self.today)
        agrees = form.agrees_to(plan)
        # Whoever could do it reads first what it brings about; whoever could not is told why not.
        if not agrees and not plan.obstacles(self.user, agreed=plan.key):
            reading = Obstacle(text=_("Lea qué pasará con esa fecha y confírmelo."), where="confirmed")
            form = PublicationForm.asking_again(plan, [reading])
            return self.answer(version, status=self.refused_unread(form, PUBLISH), publication_form=form)
        agreed = plan.key if agrees else ""
        try:
            publish_template(version=version, in_force_from=day, agreed=agreed, actor=self.user, on=self.today)
        except Refusal as refusal:
            # Somebody may have published meanwhile: what is confirmed next is what the page tells by now.
            form = PublicationForm.asking_again(plan_of(version, day, today=self.today), refusal.obstacles)
            return self.answer(version, status=refusal.status_code, publication_form=form)
        words = {"number": version.number, "date": date_format(day, "DATE_FORMAT")}
        messages.success(request, _("La versión %(number)d rige para los documentos desde el %(date)s.") % words)
        return redirect("documents:template_version", version.pk)


class DiscardView(VersionView):
    """The discard of a version."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Discard it, or say why not."""
        version = self.version(pk)
        form = DiscardForm(request.POST)
        if not form.is_valid():
            return self.answer(version, status=self.refused_unread(form, DISCARD), discard_form=form)
        try:
            discard_template(version=version, reason=form.cleaned_data["reason"], actor=self.user, on=self.today)
        except Refusal as refusal:
            form.add_obstacles(refusal.obstacles)
            return self.answer(version, status=refusal.status_code, discard_form=form)
        messages.success(request, _("La versión %(number)d quedó descartada.") % {"number": version.number})
        return redirect("documents:template_kind", version.kind)


class VersionFileView(TemplatePage):
    """The file of a version."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Return it as an attachment."""
        return hand_over(request, self.version(pk).file)


class SampleFileView(TemplatePage):
    """A sample of a version."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Return it as an attachment, to whoever may see the version."""
        sample = get_object_or_404(TemplateSample.objects.select_related("file"), pk=pk)
        self.version(sample.version_id)
        return hand_over(request, sample.file)


def _compared(base: TemplateVersion, version: TemplateVersion) -> Comparison | TooLarge | None:
    """Return what changes between two versions, read from their files; nothing where that cannot be told."""
    try:
        return compare(template_of_version(base).content, template_of_version(version).content)
    except CannotRender:
        return None
