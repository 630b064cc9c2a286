"""Forms of the room: the final report and its review, lessons, termination, settlement."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.forms.figures import AmountField
from legal.agreements.models import Period
from legal.closure.models import Lesson, Termination
from legal.documents.forms import UploadField, read_upload
from workflow.forms import ActForm, DecisionForm
from workflow.templatetags.words import soles


class FinalReportForm(ActForm):
    """The entity's final report, with what it has not spent."""

    number = forms.CharField(
        label=gettext_lazy("Número del informe final"),
        max_length=120,
        help_text=gettext_lazy("Como figura en el documento: «Informe N° 012-2029-GRA/GRPPAT»."),
        error_messages={"required": gettext_lazy("Escriba el número del informe final.")},
    )
    file = UploadField(label=gettext_lazy("Archivo del informe"))
    summary = forms.CharField(
        label=gettext_lazy("Resumen"),
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("Qué se logró, qué no, y por qué."),
        error_messages={"required": gettext_lazy("Escriba el resumen del informe final.")},
    )
    unspent = AmountField(
        label=gettext_lazy("Saldo no gastado (S/)"),
        help_text=gettext_lazy("Lo incorporado y no ejecutado al vencer el convenio. Si no lo hay, escriba 0."),
        error_messages={"required": gettext_lazy("Escriba el saldo no gastado; si no lo hay, escriba 0.")},
    )
    unspent_note = forms.CharField(
        label=gettext_lazy("Destino del saldo no gastado"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Solo si hay saldo: conserva la finalidad del convenio."),
    )

    difference = forms.CharField(
        label=gettext_lazy("Por qué difiere del seguimiento"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, followed: Decimal | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if followed is None:
            del self.fields["difference"]
        else:
            self.fields["difference"].help_text = _(
                "Solo si el saldo no es el que registra el seguimiento: %(amount)s."
            ) % {"amount": soles(followed)}

    def upload(self) -> tuple[str, bytes]:
        """Return the name and the bytes of the file."""
        return read_upload(self.cleaned_data["file"])

    def clean(self) -> dict[str, Any]:
        """Ask what becomes of what was not spent."""
        values = super().clean() or self.cleaned_data
        if values.get("unspent") and not values.get("unspent_note"):
            self.add_error("unspent_note", _("Escriba qué se hará con el saldo no gastado: conserva su finalidad."))
        return values


class FinalReportReviewForm(DecisionForm):
    """Whether the final report is agreed with, or what it lacks."""

    go_on_label = gettext_lazy("Dar conformidad al informe final")
    turn_back_label = gettext_lazy("Devolver el informe final")
    reason_label = gettext_lazy("Qué le falta")
    reason_help = gettext_lazy("Solo si lo devuelve: la entidad lo lee al presentarlo de nuevo.")


class PeriodField(forms.ModelChoiceField):
    """A period, by its year and level."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name of a period."""
        return _("Año %(year)d, Nivel %(level)d") % {"year": obj.year, "level": obj.level}


class LessonForm(ActForm):
    """A good practice or a lesson, of one period or of the whole agreement."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Qué es"),
        choices=[(kind.value, capfirst(kind.label)) for kind in Lesson.Kind],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Marque qué es.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Texto"),
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("Qué se hizo, qué resultó y qué haría distinto: servirá a quien no estuvo."),
        error_messages={"required": gettext_lazy("Escriba la lección o la buena práctica.")},
    )
    period = PeriodField(
        label=gettext_lazy("Período"),
        queryset=Period.objects.none(),
        required=False,
        empty_label=gettext_lazy("Todo el convenio"),
    )

    def __init__(self, *args: Any, periods: QuerySet[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        period = self.fields["period"]
        assert isinstance(period, PeriodField)
        period.queryset = periods


class ProposalForm(ActForm):
    """Why an agreement should end before its term."""

    cause = forms.ChoiceField(
        label=gettext_lazy("Causa"),
        choices=[(cause.value, capfirst(cause.label)) for cause in Termination.Cause],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Marque la causa.")},
    )
    facts = forms.CharField(
        label=gettext_lazy("Hechos que la sustentan"),
        widget=forms.Textarea({"rows": 8}),
        help_text=gettext_lazy("Con sus fechas y documentos. Figuran en el oficio que resuelve el convenio."),
        error_messages={"required": gettext_lazy("Escriba los hechos que sustentan la causa.")},
    )


class OpinionForm(ActForm):
    """The legal opinion on a termination."""

    report = forms.CharField(
        label=gettext_lazy("Número del informe legal"),
        max_length=120,
        error_messages={"required": gettext_lazy("Indique el número del informe legal.")},
    )
    opinion = forms.CharField(
        label=gettext_lazy("Conclusiones"),
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": gettext_lazy("Escriba las conclusiones.")},
    )


class TerminationForm(DecisionForm):
    """The director's decision on a termination."""

    go_on_label = gettext_lazy("Resolver el convenio")
    turn_back_label = gettext_lazy("No resolverlo: el convenio continúa")
    reason_label = gettext_lazy("Motivo por el que no se resuelve")
    reason_help = gettext_lazy("Solo si no lo resuelve.")


class SettlementForm(ActForm):
    """What grounds the settlement of a terminated agreement."""

    reason = forms.CharField(
        label=gettext_lazy("Sustento de la liquidación"),
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": gettext_lazy("Escriba el sustento de la liquidación.")},
    )
