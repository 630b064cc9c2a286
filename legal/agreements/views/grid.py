"""A whole matrix on one page, filled in as a sheet."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from legal.agreements.forms.grid import Grid, grid_of
from legal.agreements.models.review import Part
from legal.agreements.paths import part_url
from legal.agreements.queries import read_terms
from legal.agreements.services.sheets import write_matrices
from legal.agreements.terms import fingerprint
from legal.agreements.views.parts import EDIT, EditPage
from legal.agreements.views.sheets import matrices_of, written_words
from workflow.errors import Obstacle, Refusal
from workflow.forms import RefusableForm


class EditGrid(EditPage):
    """Base of the page of a whole matrix."""

    template_name = "agreements/grid.html"
    grid: Grid

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the rows as they stand, and some empty ones."""
        self.grid = grid_of(matrices_of(self.agreement), self.part)
        return self.answer(RefusableForm())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Write the rows that changed, all or none, or show the page again with every cell that is wrong."""
        # Before the matrices: who writes between the two is then refused, not overwritten.
        seen = fingerprint(read_terms(self.agreement))
        matrices = matrices_of(self.agreement)
        self.grid, form = grid_of(matrices, self.part, request.POST), RefusableForm({})
        if not self.grid.is_valid():
            return self.answer(form, status=self.status_of_unread(form, EDIT))
        changes = self.grid.changes()
        if changes.is_none and self.decide(EDIT).allowed:
            form.add_obstacles([Obstacle(text=_("No hay ninguna celda que guardar."))])
            return self.answer(form, status=409)
        try:
            self.perform(
                partial(
                    write_matrices,
                    agreement=self.agreement,
                    changes=[changes],
                    responsible=matrices.responsible,
                    seen=seen,
                    source=_("hoja de la página"),
                )
            )
        except Refusal as refusal:
            form.add_obstacles(refusal.obstacles)
            return self.answer(form, status=refusal.status_code)
        messages.success(request, written_words(len(changes.written), len(changes.removed)))
        return redirect(request.path)

    def page_context(self) -> dict[str, Any]:
        """Return the rows, and where the matrix is read."""
        return {
            "grid": self.grid,
            "list_url": part_url(self.agreement, self.part),
            "others": [
                {"title": part.label, "url": reverse(name, args=[self.agreement.case.number])}
                for part, name in PAGES.items()
                if part != self.part
            ],
        }


class GridOfCriteria(EditGrid):
    """All criteria with their levels."""

    part = Part.COMMITMENTS


class GridOfIndicators(EditGrid):
    """All indicators with their targets."""

    part = Part.INDICATORS


PAGES = {Part.COMMITMENTS: "agreements:grid_of_criteria", Part.INDICATORS: "agreements:grid_of_indicators"}
