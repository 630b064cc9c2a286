"""Writing the matrices: commitments with their criteria, indicators with their targets."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from legal.agreements.forms.matrices import (
    CriterionForm,
    IndicatorForm,
    values_of_criterion,
    values_of_indicator,
)
from legal.agreements.forms.sheets import PreviewForm
from legal.agreements.models import Criterion, Indicator
from legal.agreements.models.review import Part
from legal.agreements.paths import part_url
from legal.agreements.queries import responsible_units
from legal.agreements.services import matrices as services
from legal.agreements.services.checking import findings_of, obstacles_of
from legal.agreements.views.parts import EditPage
from workflow.errors import Refusal
from workflow.forms import RefusableForm
from workflow.service import LegalAct


class MatrixPage(EditPage):
    """Base of the list of a matrix: its rows, what it lacks, and the way to add one."""

    http_method_names = ["get", "head"]

    def form(self, data: Any = None) -> RefusableForm:
        """A list has no form of its own."""
        return RefusableForm(data)

    def page_context(self) -> dict[str, Any]:
        """Return the rows and what the part lacks."""
        is_open = not self.obstacles()
        found = [each for each in findings_of(self.agreement, self.today) if each.part == self.part] if is_open else []
        return {
            "lacks": obstacles_of([each for each in found if not each.is_warning], ()),
            "warnings": [each.text for each in found if each.is_warning],
            "years": range(1, self.agreement.years + 1),
            "rows": self.rows(),
            "part_key": self.part.value,
            "paste": PreviewForm(),
        }

    def rows(self) -> list[Any]:
        """Return the rows of the matrix."""
        raise NotImplementedError


class ListCriteria(MatrixPage):
    """The criteria, process by process."""

    part = Part.COMMITMENTS
    template_name = "agreements/criteria.html"

    def rows(self) -> list[dict[str, Any]]:
        """Return the processes that have criteria, each criterion with its threshold by year."""
        found = (
            Criterion.objects.filter(agreement=self.agreement, in_text=True)
            .select_related("responsible_unit")
            .prefetch_related("levels")
            .order_by("process", "code")
        )
        processes: dict[str, list[dict[str, Any]]] = {}
        for criterion in found:
            by_year = {level.year: level.threshold for level in criterion.levels.all()}
            processes.setdefault(criterion.get_process_display(), []).append(
                {
                    "criterion": criterion,
                    "thresholds": [(year, by_year.get(year)) for year in range(1, self.agreement.years + 1)],
                }
            )
        return [{"name": name, "criteria": criteria} for name, criteria in processes.items()]


class ListIndicators(MatrixPage):
    """The indicators with their targets and weights."""

    part = Part.INDICATORS
    template_name = "agreements/indicators.html"

    def rows(self) -> list[dict[str, Any]]:
        """Return each indicator with its target by year."""
        found = Indicator.objects.filter(agreement=self.agreement, in_text=True).prefetch_related("targets")
        rows = []
        for indicator in found.order_by("code"):
            by_year = {target.year: target for target in indicator.targets.all()}
            targets = [(year, by_year.get(year)) for year in range(1, self.agreement.years + 1)]
            rows.append({"indicator": indicator, "targets": targets})
        return rows


class EditRow(EditPage):
    """Base of the page of one row: adds it when the address names no code, else writes it anew."""

    model: ClassVar[type[Any]]
    row: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer as every page of an agreement; the row is looked up once the case may be seen."""
        self._code = kwargs.get("code", "")
        self.row = None
        return super().dispatch(request, *args, **kwargs)

    def find_row(self) -> Any:
        """Return the row of the address, or nothing when one is added."""
        if self._code and self.row is None:
            rows = self.model.objects.filter(agreement=self.agreement, in_text=True)
            self.row = get_object_or_404(rows, code=self._code)
        return self.row

    def form_arguments(self) -> dict[str, Any]:
        """Return what every form of a row needs."""
        row = self.find_row()
        taken = self.model.objects.filter(agreement=self.agreement, in_text=True).values_list("code", flat=True)
        return {
            "years": self.agreement.years,
            "taken": [] if row else list(taken),
            "fixed_code": row.code if row else "",
            "initial": self.initial(row) if row else {},
        }

    def initial(self, row: Any) -> dict[str, Any]:
        """Return the values of a row as its form takes them."""
        raise NotImplementedError

    def page_context(self) -> dict[str, Any]:
        """Return the row and the list it belongs to."""
        return {"row": self.find_row(), "list_url": self.next_url()}

    def next_url(self) -> str:
        """Go on in the list."""
        return part_url(self.agreement, self.part)


class EditCriterion(EditRow):
    """One criterion."""

    part = Part.COMMITMENTS
    template_name = "agreements/criterion.html"
    model = Criterion

    def form(self, data: Any = None) -> CriterionForm:
        """Return the form; responsible may be the units of the entity and the parties."""
        row = self.find_row()
        units = responsible_units(self.agreement, [row.responsible_unit_id] if row else [])
        return CriterionForm(data, units=units, **self.form_arguments())

    def initial(self, row: Criterion) -> dict[str, Any]:
        """Return the criterion with its thresholds."""
        return values_of_criterion(row)

    def act(self, form: CriterionForm) -> LegalAct:
        """Write the criterion."""
        return partial(
            services.write_criterion,
            agreement=self.agreement,
            terms=form.terms(),
            responsible_unit=form.cleaned_data["responsible_unit"],
        )

    def done_message(self, form: CriterionForm) -> str:
        """Name the criterion."""
        return _("Se guardó el criterio %(code)s.") % {"code": form.chosen_code}


class EditIndicator(EditRow):
    """One indicator."""

    part = Part.INDICATORS
    template_name = "agreements/indicator.html"
    model = Indicator

    def form(self, data: Any = None) -> IndicatorForm:
        """Return the form."""
        general = self.agreement.variable if self.agreement.norm.lets_agreements_choose else None
        return IndicatorForm(data, general=general, **self.form_arguments())

    def initial(self, row: Indicator) -> dict[str, Any]:
        """Return the indicator with its targets."""
        return values_of_indicator(row)

    def act(self, form: IndicatorForm) -> LegalAct:
        """Write the indicator."""
        return partial(services.write_indicator, agreement=self.agreement, terms=form.terms())

    def done_message(self, form: IndicatorForm) -> str:
        """Name the indicator."""
        return _("Se guardó el indicador %(code)s.") % {"code": form.chosen_code}


class RemoveRow(EditPage):
    """Take a row out of the text; a refusal has a page of its own, because there is no form to show again."""

    http_method_names = ["post"]
    remove: ClassVar[Any]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Take the row out."""
        code: str = kwargs["code"]
        list_url = part_url(self.agreement, self.part)
        try:
            self.perform(partial(type(self).remove, agreement=self.agreement, code=code))
        except Refusal as refusal:
            context = {"obstacles": refusal.obstacles, "back_url": list_url, "back_label": self.part.label}
            return render(request, "agreements/refused.html", context, status=refusal.status_code)
        messages.success(request, _("«%(code)s» ya no forma parte del texto.") % {"code": code})
        return redirect(list_url)


class RemoveCriterion(RemoveRow):
    """Take a criterion out of the text."""

    part = Part.COMMITMENTS
    remove = staticmethod(services.remove_criterion)


class RemoveIndicator(RemoveRow):
    """Take an indicator out of the text."""

    part = Part.INDICATORS
    remove = staticmethod(services.remove_indicator)
