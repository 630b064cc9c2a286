"""Import what was spent from the list exported from SIAF: see what it would do, then confirm it."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.views.act_page import ActPage
from legal.followup.forms.siaf import ConfirmForm, ImportForm
from legal.followup.queries import idle_of
from legal.followup.services import siaf as services
from legal.followup.services import spending
from workflow.errors import Obstacle
from workflow.forms import ActForm
from workflow.service import LegalAct


class SiafPage(ActPage):
    """Base of the two pages of the import."""

    act_name = "followup.import_spending"
    template_name = "followup/siaf.html"
    title = gettext_lazy("Importar gastos del SIAF")

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps spending from being recorded."""
        return spending.obstacles_to_spending(self.agreement)

    def page_context(self) -> dict[str, Any]:
        """Return what is left to spend."""
        return {"idle": idle_of(self.agreement, on=self.today)}

    def sealed_for(self) -> dict[str, Any]:
        """Return what the confirmation is bound to: the person and the case."""
        return {"user": self.user, "about": f"spending of case {self.case.pk}"}


class ImportSpending(SiafPage):
    """Show what a file would do; nothing is written."""

    form_class: ClassVar[type[ActForm]] = ImportForm
    lead = gettext_lazy("Se registran todos los gastos nuevos del archivo, o ninguno. Primero verá qué trae.")
    submit_label = gettext_lazy("Ver qué trae el archivo")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read the file and show what it would do, or what is wrong with it."""
        form = ImportForm(request.POST, request.FILES, **self.form_arguments())
        decision = self.decide(self.act_name)
        is_refused = not decision.allowed and not decision.out_of_stage
        if is_refused or not form.is_valid():
            return self.answer(form, status=self.status_of_unread(form, self.act_name))
        content, on = form.content(), form.occurred().on
        reading = services.read_spending(agreement=self.agreement, content=content, on=on, authority=decision.authority)
        if reading.obstacles:
            form.add_obstacles(reading.obstacles)
            return self.answer(form, status=409)
        self.reading = reading
        self.confirm = ConfirmForm.of(form, content, today=self.today, **self.sealed_for())
        self.file_name = form.cleaned_data["file"].name
        return self.answer(ImportForm(**self.form_arguments()))

    def page_context(self) -> dict[str, Any]:
        """Return what the file would do, once it was read."""
        context = super().page_context()
        if hasattr(self, "reading"):
            confirm_url = reverse("followup:confirm_import", args=[self.case.number])
            context |= {"reading": self.reading, "confirm": self.confirm, "name": self.file_name}
            context |= {"confirm_url": confirm_url}
        return context


class ConfirmImport(SiafPage):
    """Record what was previewed."""

    form_class = ConfirmForm
    submit_label = gettext_lazy("Registrar los gastos")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Go back to where a file is chosen: nothing was previewed here."""
        return redirect(self.back_url())

    def form_arguments(self) -> dict[str, Any]:
        """Say who previewed, and for which case."""
        return {**super().form_arguments(), **self.sealed_for()}

    def act(self, form: Any) -> LegalAct:
        """Record what is new in the file."""
        return partial(services.import_spending, agreement=self.agreement, content=form.cleaned_data["bytes"])

    def done_message(self) -> str:
        """Say that it stays."""
        return _("Los gastos del archivo quedaron registrados.")

    def back_url(self) -> str:
        """Go back to where a file is chosen."""
        return reverse("followup:import_spending", args=[self.case.number])

    def page_context(self) -> dict[str, Any]:
        """Say that the file has to be chosen again: what is refused here is not sent once more."""
        return {**super().page_context(), "refused": True}
