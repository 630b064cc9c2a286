"""Forms of the acts on terms: an extension that is asked for, its decision, and suspensions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.documents.forms import UploadField, read_upload
from workflow.calendars import MAX_AMOUNT, Term
from workflow.calendars import Unit as TermUnit
from workflow.forms import GO_ON, TURN_BACK, ActForm
from workflow.models import Deadline


class TermFields(forms.Form):
    """Which of the terms of the case an act is about."""

    deadline = forms.TypedChoiceField(
        label=gettext_lazy("Plazo"),
        widget=forms.RadioSelect,
        coerce=int,
        error_messages={"required": gettext_lazy("Elija el plazo.")},
    )

    def __init__(self, *args: Any, terms: Sequence[Deadline], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms = {term.pk: term for term in terms}
        field = self.fields["deadline"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(pk, _told(term)) for pk, term in self.terms.items()]
        if len(self.terms) == 1:
            field.initial = next(iter(self.terms))

    def term(self) -> Deadline:
        """Return the term that was chosen."""
        return self.terms[self.cleaned_data["deadline"]]


def _told(term: Deadline) -> str:
    words = {"title": term.title, "date": date_format(term.due_on, "DATE_FORMAT"), "unit": term.unit.short_name}
    if term.status == Deadline.Status.SUSPENDED:
        return _("%(title)s (%(unit)s), suspendido; vencía el %(date)s") % words
    return _("%(title)s (%(unit)s), vence el %(date)s") % words


class ExtensionForm(TermFields, ActForm):
    """How much longer the entity asks for, and why."""

    amount = forms.IntegerField(
        label=gettext_lazy("Cuánto más"),
        min_value=1,
        max_value=MAX_AMOUNT,
        error_messages={"required": gettext_lazy("Escriba cuánto más se pide.")},
    )
    term_unit = forms.ChoiceField(
        label=gettext_lazy("Unidad"),
        choices=[(value, capfirst(label)) for value, label in Deadline.TermUnit.choices],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Marque la unidad.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Por qué el plazo no alcanza"),
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("La causa no debe ser imputable a la entidad (TUO de la Ley N° 27444, art. 147.3)."),
        error_messages={"required": gettext_lazy("Escriba por qué el plazo no alcanza.")},
    )
    file = UploadField(label=gettext_lazy("Documento con que se pide, si lo hay"), required=False)

    field_order = ("deadline", "amount", "term_unit", "reason", "file")

    def more(self) -> Term:
        """Return how much longer."""
        return Term(amount=self.cleaned_data["amount"], unit=TermUnit(self.cleaned_data["term_unit"]))

    def upload(self) -> tuple[str, bytes] | None:
        """Return the name and the bytes of the file, if there is one."""
        file = self.cleaned_data["file"]
        return read_upload(file) if file else None


class GroundForm(ActForm):
    """Why a letter on a term is issued."""

    reason = forms.CharField(
        label=gettext_lazy("Sustento"),
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("Es el fundamento del oficio que se emite, con su número, y se notifica a la entidad."),
        error_messages={"required": gettext_lazy("Escriba el sustento.")},
    )


class TermGroundForm(TermFields, GroundForm):
    """Which term, and why."""

    field_order = ("deadline", "reason")


class ExtensionDecisionForm(GroundForm):
    """Whether an extension is granted: both ways with a reason, by a letter."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Decisión"),
        choices=[(GO_ON, gettext_lazy("Conceder la prórroga")), (TURN_BACK, gettext_lazy("No conceder la prórroga"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Marque su decisión.")},
    )

    field_order = ("decision", "reason")

    @property
    def turns_back(self) -> bool:
        """Whether it is refused."""
        return bool(self.cleaned_data["decision"] == TURN_BACK)
