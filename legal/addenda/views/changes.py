"""Write what an addendum changes, one page for each kind of change, and take a change out."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.addenda.forms import AmbitChangeForm, ClauseChangeForm, DropForm, TermChangeForm
from legal.addenda.models import Change
from legal.addenda.queries import addenda_of, terms_of_agreement_on
from legal.addenda.rules import MANDATORY_CLAUSES
from legal.addenda.services import drafting
from legal.addenda.texts.clauses import ruling_clause
from legal.addenda.views.addendum import AddendumActPage
from legal.addenda.views.reading import ambit_rows
from legal.agreements.queries import signed_clauses
from legal.agreements.views.agreement_page import AgreementPage
from workflow.errors import Obstacle
from workflow.inbox import case_url
from workflow.service import LegalAct


class WriteChange(AddendumActPage):
    """Base of the pages that write one typed change of the draft."""

    act_name = "addenda.write_change"
    submit_label = gettext_lazy("Guardar la modificación")
    lead = gettext_lazy("Si la adenda ya modificaba lo mismo, esta modificación la sustituye.")

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps the changes closed."""
        return drafting.obstacles_to_drafting(self.addendum)

    def act(self, form: Any) -> LegalAct:
        """Write it."""
        return partial(drafting.write_change, addendum=self.addendum, change=form.change())

    def done_message(self) -> str:
        """Say that it is kept."""
        return _("La modificación quedó guardada.")


class ExtendTerm(WriteChange):
    """A later end of the term."""

    form_class = TermChangeForm
    title = Change.Kind.TERM.label

    def form_arguments(self) -> dict[str, Any]:
        """Say when the term ends as things stand."""
        return {**super().form_arguments(), "ends_on": terms_of_agreement_on(self.agreement, self.today).ends_on}


class ChangeAmbit(WriteChange):
    """Districts that enter the ambit and districts that leave it."""

    form_class = AmbitChangeForm
    template_name = "addenda/change_ambit.html"
    title = Change.Kind.AMBIT.label

    def page_context(self) -> dict[str, Any]:
        """Return the ambit that rules today, which the change starts from."""
        return {"ambit": ambit_rows(terms_of_agreement_on(self.agreement, self.today).terms.ambit)}


class PickClause(AgreementPage):
    """Which clause is to have another text. Those that the law demands are not offered."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *, number: str, pk: int) -> HttpResponse:
        """Show the clauses, each with its address."""
        addendum = get_object_or_404(addenda_of(self.agreement), pk=pk)
        context = {
            "agreement": self.agreement,
            "case": self.case,
            "case_url": case_url(self.case),
            "addendum": addendum,
            "clauses": [
                clause for key, clause in signed_clauses(self.agreement).items() if key not in MANDATORY_CLAUSES
            ],
        }
        return render(request, "addenda/pick_clause.html", context)


class ReplaceClause(WriteChange):
    """The text that a clause is to have, from the one that it has."""

    form_class = ClauseChangeForm
    title = Change.Kind.CLAUSE.label

    def load(self, **kwargs: Any) -> None:
        """Load the addendum and the clause of the address."""
        super().load(**kwargs)
        try:
            self.signed = signed_clauses(self.agreement)
            self.clause = self.signed[kwargs["key"]]
        except KeyError as unknown:
            raise Http404(f"clause {unknown}") from unknown

    def form_arguments(self) -> dict[str, Any]:
        """Start from what this addendum says already, else from what rules today."""
        return {**super().form_arguments(), "clause": self.clause.key, "current": self.current_text()}

    def current_text(self) -> str:
        """Return the text to start from."""
        written = self.addendum.changes.filter(in_text=True, clause=self.clause.key).first()
        ruling = terms_of_agreement_on(self.agreement, self.today)
        return written.text if written else ruling_clause(self.signed, ruling, self.clause.key)

    def page_context(self) -> dict[str, Any]:
        """Say which clause it is."""
        return {"title": _("Sustituir el texto de la cláusula %(clause)s") % {"clause": self.clause.name}}


class DropChange(AddendumActPage):
    """Take a change out of the draft."""

    act_name = "addenda.drop_change"
    form_class = DropForm
    title = gettext_lazy("Retirar la modificación")
    lead = gettext_lazy("Deja de formar parte de la adenda; queda registrado que se escribió y se retiró.")
    submit_label = gettext_lazy("Retirar la modificación")

    def load(self, **kwargs: Any) -> None:
        """Load the addendum and the change."""
        super().load(**kwargs)
        self.change = get_object_or_404(self.addendum.changes, position=kwargs["position"])

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps the changes closed."""
        return drafting.obstacles_to_drafting(self.addendum)

    def act(self, form: Any) -> LegalAct:
        """Take it out."""
        return partial(drafting.drop_change, addendum=self.addendum, position=self.change.position)

    def done_message(self) -> str:
        """Say that it is out."""
        return _("La modificación ya no forma parte de la adenda.")
