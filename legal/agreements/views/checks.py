"""The review of the draft: what blocks it and what needs a reason, part by part, each with the form that mends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from legal.agreements.checks import CATALOGUE, Finding
from legal.agreements.forms.checks import ReasonsForm, field_of
from legal.agreements.models import Agreement, WarningReason
from legal.agreements.models.review import Part
from legal.agreements.paths import checks_url, mend_url
from legal.agreements.queries import read_terms
from legal.agreements.services.checking import OPEN, findings_of, give_reasons, standing_reasons
from legal.agreements.terms import Terms
from legal.agreements.views.agreement_page import AgreementPage
from workflow import permissions, service
from workflow.acting import Occurrence
from workflow.errors import Refusal
from workflow.inbox import case_url

GIVE_REASONS = "agreements.give_reasons"


@dataclass(frozen=True, kw_only=True)
class FindingRow:
    """A finding as the pages show it: where it is mended, what the check demands, and the reason that stands."""

    text: str
    who: str
    demand: str
    url: str
    reason: WarningReason | None = None
    field: forms.BoundField | None = None


@dataclass(frozen=True, kw_only=True)
class PartReview:
    """The findings of a part of the text."""

    title: str
    url: str
    errors: list[FindingRow]
    warnings: list[FindingRow]


@dataclass(frozen=True, kw_only=True)
class Review:
    """The review of a draft: its parts with findings, the counts, and reasons of warnings that are gone."""

    parts: list[PartReview]
    errors: int
    warnings: int
    unreasoned: int
    earlier: list[WarningReason]

    @property
    def reasoned(self) -> int:
        """How many warnings have their reason."""
        return self.warnings - self.unreasoned


def review_of(
    agreement: Agreement,
    terms: Terms,
    findings: Sequence[Finding],
    reasons: Mapping[str, WarningReason],
    form: ReasonsForm | None = None,
) -> Review:
    """Return findings as the pages show them, grouped by part; ``form`` has the fields to write reasons in."""

    def row(finding: Finding) -> FindingRow:
        return FindingRow(
            text=finding.text,
            who=finding.who,
            demand=str(CATALOGUE[finding.code].title),
            url=mend_url(agreement, finding, terms),
            reason=reasons.get(finding.digest),
            field=form[field_of(finding)] if form and finding.is_warning else None,
        )

    warnings = [each for each in findings if each.is_warning]
    given = {each.digest for each in warnings}
    found = {part: [each for each in findings if each.part == part] for part in Part.values}
    return Review(
        parts=[
            PartReview(
                title=str(part.label),
                url=mend_url(agreement, found[part][0], terms),
                errors=[row(each) for each in found[part] if not each.is_warning],
                warnings=[row(each) for each in found[part] if each.is_warning],
            )
            for part in Part
            if found[part]
        ],
        errors=len(findings) - len(warnings),
        warnings=len(warnings),
        unreasoned=len([each for each in warnings if each.digest not in reasons]),
        earlier=[row for digest, row in reasons.items() if digest not in given],
    )


def review_now(agreement: Agreement, on: date) -> Review:
    """Return what is found in the text as it stands on a day, with the reasons, to read."""
    terms = read_terms(agreement)
    return review_of(agreement, terms, findings_of(agreement, on, terms), standing_reasons(agreement))


class ShowChecks(AgreementPage):
    """The page "Revisión del proyecto". Once the text is closed it shows the reasons that were written."""

    def get(self, request: HttpRequest, *, number: str) -> HttpResponse:
        """Show what was found."""
        return self.answer(None)

    def post(self, request: HttpRequest, *, number: str) -> HttpResponse:
        """Write the reasons, or show the page again with every obstacle and nothing lost."""
        form = ReasonsForm(request.POST, warnings=self.warnings())
        if not form.is_valid():
            return self.answer(form, status=self.status_of_unread(form, GIVE_REASONS))
        try:
            service.perform(
                case=self.case,
                actor=self.user,
                act_name=GIVE_REASONS,
                act=partial(give_reasons, agreement=self.agreement, reasons=form.reasons()),
                occurred=Occurrence(on=self.today),
            )
        except Refusal as refusal:
            form.add_obstacles(refusal.obstacles)
            return self.answer(form, status=refusal.status_code)
        messages.success(request, _("Se guardaron los motivos. Valen mientras el aviso diga lo mismo."))
        return redirect(checks_url(self.agreement))

    def warnings(self) -> list[Finding]:
        """Return the warnings of the text as it stands."""
        return [each for each in self.findings() if each.is_warning]

    def findings(self) -> list[Finding]:
        """Return what is found; nothing once the text is closed."""
        return findings_of(self.agreement, self.today) if self.agreement.status in OPEN else []

    def answer(self, form: ReasonsForm | None, *, status: int = 200) -> HttpResponse:
        """Render the page with the form as it stands."""
        findings, reasons, terms = self.findings(), standing_reasons(self.agreement), read_terms(self.agreement)
        warnings = [each for each in findings if each.is_warning]
        decision = self.decide(GIVE_REASONS)
        if form is None and decision.allowed and warnings:
            written = {field_of(each): reasons[each.digest].reason for each in warnings if each.digest in reasons}
            form = ReasonsForm(warnings=warnings, initial=written)
        context = {
            "agreement": self.agreement,
            "case": self.case,
            "case_url": case_url(self.case),
            "is_open": self.agreement.status in OPEN,
            "review": review_of(self.agreement, terms, findings, reasons, form),
            "form": form,
            "decision": decision,
            "act_label": permissions.all_acts()[GIVE_REASONS].title,
        }
        return render(self.request, "agreements/checks.html", context, status=status)
