"""The matrices in Excel: take them out as a workbook, bring them back after a preview, or paste rows of them."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legal.agreements.forms.matrices import values_of_criterion, values_of_indicator
from legal.agreements.forms.sheets import ConfirmForm, Matrices, PreviewForm, Reading, read
from legal.agreements.models import Agreement
from legal.agreements.models.review import Part
from legal.agreements.paths import part_url
from legal.agreements.queries import read_terms, responsible_units, unlocked_parts
from legal.agreements.rules import obstacles_to_editing
from legal.agreements.services.sheets import obstacles_to_changing, write_matrices
from legal.agreements.sheets.tables import MOST_TOLD, PARTS
from legal.agreements.sheets.workbook import workbook
from legal.agreements.terms import fingerprint
from legal.agreements.views.agreement_page import AgreementPage
from legal.agreements.views.parts import EDIT
from legal.documents.downloads import draft_response
from legal.documents.uploads import XLSX
from legal.entities.errors import UnreadableFile
from workflow import permissions, service
from workflow.acting import Occurrence
from workflow.errors import Obstacle, Refusal
from workflow.inbox import case_url
from workflow.service import LegalAct


def matrices_of(agreement: Agreement) -> Matrices:
    """Return the matrices as they stand, in a constant number of queries; no year that they speak of is left out."""
    criteria = list(agreement.criteria.filter(in_text=True).prefetch_related("levels").order_by("process", "code"))
    indicators = list(agreement.indicators.filter(in_text=True).prefetch_related("targets").order_by("code"))
    units = responsible_units(agreement, [row.responsible_unit_id for row in criteria])
    years = [level.year for row in criteria for level in row.levels.all()]
    years += [target.year for row in indicators for target in row.targets.all()]
    return Matrices(
        years=max(agreement.years, *years, 1),
        general=agreement.variable if agreement.norm.lets_agreements_choose else None,
        responsible={unit.pk: unit for unit in units},
        standing={
            Part.COMMITMENTS: {row.code: {"code": row.code, **values_of_criterion(row)} for row in criteria},
            Part.INDICATORS: {row.code: {"code": row.code, **values_of_indicator(row)} for row in indicators},
        },
    )


class MatricesWorkbook(AgreementPage):
    """The matrices as they stand, for whoever may see the case."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *, number: str) -> HttpResponse:
        """Return the workbook as an attachment."""
        matrices = matrices_of(self.agreement)
        rows = {part: list(matrices.standing[part].values()) for part in PARTS}
        title = _("Matrices, expediente %(number)s") % {"number": number}
        return draft_response(workbook(matrices.sheets(), rows), title=title, kind=XLSX)


class SheetsPage(AgreementPage):
    """What the two pages of the import share."""

    def answer(self, form: Any, *, status: int = 200, **more: Any) -> HttpResponse:
        """Render the page with the form as it stands."""
        unlocked, status_now = unlocked_parts(self.agreement), self.agreement.status
        closed = [obstacles_to_editing(part, status=status_now, unlocked=unlocked) for part in PARTS]
        context = {
            "agreement": self.agreement,
            "case_url": case_url(self.case),
            "parts": [{"title": part.label, "url": part_url(self.agreement, part)} for part in PARTS],
            "obstacles": list(dict.fromkeys(each for obstacles in closed for each in obstacles)),
            "is_open": not all(closed),
            "form": form,
            "decision": self.decide(EDIT),
            "act_label": permissions.all_acts()[EDIT].title,
            **more,
        }
        return render(self.request, "agreements/matrices.html", context, status=status)


class ImportMatrices(SheetsPage):
    """Take the workbook out, and see what one that comes back would do. Nothing is written."""

    def get(self, request: HttpRequest, *, number: str) -> HttpResponse:
        """Show how to take the workbook out and where to bring it back."""
        return self.answer(PreviewForm())

    def post(self, request: HttpRequest, *, number: str) -> HttpResponse:
        """Read the workbook, or the pasted rows, and show what they would do, or every cell that is wrong."""
        form = PreviewForm(request.POST, request.FILES)
        decision = self.decide(EDIT)
        is_refused = not decision.allowed and not decision.out_of_stage
        if is_refused or not form.is_valid():
            return self.answer(form, status=self.status_of_unread(form, EDIT))
        content, seen = form.content(), fingerprint(read_terms(self.agreement))
        try:
            reading = read(content, form.kind, matrices_of(self.agreement))
        except UnreadableFile as refusal:
            form.add_obstacles([_at("file" if form.kind == "workbook" else "rows", refusal)])
            return self.answer(form, status=409)
        if reading.bad:
            return self.answer(form, status=422, **_told(reading))
        if obstacles := obstacles_to_changing(self.agreement, reading.changes):
            form.add_obstacles(obstacles)
            return self.answer(form, status=409)
        confirm = ConfirmForm.of(form, content, seen=seen, user=self.user, case=self.case.pk)
        return self.answer(PreviewForm(), reading=reading, confirm=confirm, name=form.source())


class ConfirmMatrices(SheetsPage):
    """Write what was previewed."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *, number: str) -> HttpResponse:
        """Write it, all or nothing, or say why not."""
        form = ConfirmForm(request.POST, user=self.user, case=self.case.pk)
        if not form.is_valid():
            return self.refuse(form, status=self.status_of_unread(form, EDIT))
        matrices = matrices_of(self.agreement)
        try:
            reading = read(form.cleaned_data["bytes"], form.cleaned_data["kind"], matrices)
            if reading.bad:
                return self.refuse(form, status=self.status_of_unread(form, EDIT), **_told(reading))
            service.perform(
                case=self.case,
                actor=self.user,
                act_name=EDIT,
                act=self.act(form, reading, matrices),
                occurred=Occurrence(on=self.today),
            )
        except Refusal as refusal:
            form.add_obstacles(refusal.obstacles)
            return self.refuse(form, status=refusal.status_code)
        written = sum(len(each.written) for each in reading.changes)
        removed = sum(len(each.removed) for each in reading.changes)
        messages.success(request, written_words(written, removed))
        return redirect(part_url(self.agreement, next(each.part for each in reading.changes if not each.is_none)))

    def act(self, form: ConfirmForm, reading: Reading, matrices: Matrices) -> LegalAct:
        """Return the service with what was read now."""
        return partial(
            write_matrices,
            agreement=self.agreement,
            changes=reading.changes,
            responsible=matrices.responsible,
            seen=form.cleaned_data["seen"],
            source=form.cleaned_data["source"],
        )

    def refuse(self, form: forms.Form, *, status: int, **more: Any) -> HttpResponse:
        """Show why nothing was written, above the form of a new preview."""
        again = PreviewForm({})
        again.is_valid()
        again.errors.clear()
        for text in form.errors.values():
            again.add_error(None, list(text))
        return self.answer(again, status=status, refused=True, **more)


def written_words(written: int, removed: int) -> str:
    """Return the sentence that says how many rows were written and how many left the text."""
    told = ngettext("Se escribió %(count)s fila.", "Se escribieron %(count)s filas.", written) % {"count": written}
    if removed:
        gone = ngettext("Se retiró %(count)s.", "Se retiraron %(count)s.", removed) % {"count": removed}
        told = f"{told} {gone}"
    return told


def _at(field: str, refusal: Refusal) -> Obstacle:
    return Obstacle(text=str(refusal), where=field)


def _told(reading: Reading) -> dict[str, Any]:
    """Return the first bad cells and how many more there are: nobody mends hundreds from a page."""
    return {"bad": [str(each) for each in reading.bad[:MOST_TOLD]], "more": max(0, len(reading.bad) - MOST_TOLD)}
