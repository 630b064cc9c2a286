"""Forms of the room: decisions with their reason, papers that date themselves, copies, answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.documents.forms import UploadField, read_upload
from legal.norms.routes import Route, RouteRules
from legal.transfers.what_if import Demand, Supposition
from legal.verification.forms.verifying import MeasureField
from workflow.acting import Occurrence
from workflow.forms import GO_ON, TURN_BACK, ActForm, DecisionForm, RefusableForm

_NAMED = gettext_lazy("Clase, número, año y sigla, como «%(example)s».")


class ReasonForm(ActForm):
    """An act with its reason."""

    reason = forms.CharField(
        label=gettext_lazy("Motivo"),
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": gettext_lazy("Escriba el motivo.")},
    )


class ReviewForm(DecisionForm):
    """The budget reviewer's decision on a calculation."""

    go_on_label = gettext_lazy("Dar conformidad al cálculo")
    turn_back_label = gettext_lazy("Devolver la propuesta")
    reason_help = gettext_lazy("Solo si la devuelve. Lo que corresponde transferir no se pierde.")


class AuthorizationForm(DecisionForm):
    """The director's decision on a transfer."""

    go_on_label = gettext_lazy("Autorizar la transferencia")
    turn_back_label = gettext_lazy("Devolver la propuesta")
    reason_help = gettext_lazy("Solo si la devuelve. Lo que corresponde transferir no se pierde.")


class ConfirmationForm(DecisionForm):
    """Whether the money arrived, with its SIAF record, or came back, with the reason."""

    go_on_label = gettext_lazy("Los recursos llegaron")
    turn_back_label = gettext_lazy("Los recursos se devolvieron")
    reason_help = gettext_lazy("Solo si se devolvieron. El monto sigue por transferir y puede proponerse de nuevo.")

    siaf_record = forms.CharField(
        label=gettext_lazy("Número del registro SIAF"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Solo si llegaron."),
    )

    field_order = ("decision", "siaf_record", "reason")

    def clean(self) -> dict[str, Any]:
        """Hold the decision and the record together."""
        values = super().clean()
        decision = values.get("decision")
        if decision == GO_ON and not values.get("siaf_record") and "siaf_record" not in self.errors:
            self.add_error("siaf_record", _("Escriba el número del registro SIAF."))
        if decision == TURN_BACK and values.get("siaf_record"):
            self.add_error("decision", _("Escribió un registro SIAF: marque que los recursos llegaron o bórrelo."))
        return values


class PaperForm(ActForm):
    """An act that a paper holds: its date is the legal date, and the paper itself grounds it."""

    paper: ClassVar[str]

    file = UploadField(label=gettext_lazy("Archivo"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        del self.fields["grounds"]

    def occurred(self) -> Occurrence:
        """Return the date of the paper, grounded in it."""
        return Occurrence(on=self.cleaned_data["occurred_on"], grounds=self.cleaned_data[self.paper].strip())

    def upload(self) -> tuple[str, bytes]:
        """Return the name and the bytes of the file."""
        return read_upload(self.cleaned_data["file"])


class InstructionForm(PaperForm):
    """What orders the payment, in the words of the route."""

    paper = "document"

    document = forms.CharField(
        max_length=120, error_messages={"required": gettext_lazy("Escriba la clase y el número del documento.")}
    )

    field_order = ("document", "file")

    def __init__(self, *args: Any, route: str, rules: RouteRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        document, occurred = self.fields["document"], self.fields["occurred_on"]
        document.label = capfirst(rules.instruction)
        document.help_text = _NAMED % {"example": rules.instruction_example}
        if route == Route.ORDINARY:
            occurred.label = _("Entrada en vigor del decreto supremo")
            occurred.help_text = _("Desde el día siguiente se cuenta el plazo para desagregar los recursos.")
        else:
            occurred.label = _("Fecha del documento")
            occurred.help_text = ""


class ResolutionForm(PaperForm):
    """The resolution of the entity's head that takes the money into the budget."""

    paper = "resolution"

    resolution = forms.CharField(
        label=gettext_lazy("Resolución del titular"),
        max_length=120,
        error_messages={"required": gettext_lazy("Escriba la clase y el número de la resolución.")},
    )

    field_order = ("resolution", "file")

    def __init__(self, *args: Any, example: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["resolution"].help_text = _NAMED % {"example": example}
        self.fields["occurred_on"].label = _("Fecha de la resolución")
        self.fields["occurred_on"].help_text = _("Desde el día siguiente se cuenta el plazo para remitir las copias.")


class CopiesForm(ActForm):
    """The document that sends a copy of the resolution to each body."""

    def __init__(self, *args: Any, bodies: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = tuple(bodies)
        for place, body in enumerate(self.bodies, start=1):
            self.fields[f"copy_{place}"] = forms.CharField(
                label=body,
                max_length=120,
                error_messages={"required": _("Escriba el documento que remite la copia.")},
            )
        self.fields["occurred_on"].label = _("Fecha de remisión")
        self.order_fields([*(f"copy_{place}" for place in range(1, len(self.bodies) + 1)), "occurred_on", "grounds"])

    def copies(self) -> dict[str, str]:
        """Return the document of each body."""
        return {body: self.cleaned_data[f"copy_{place}"] for place, body in enumerate(self.bodies, start=1)}


class AnswerForm(ActForm):
    """The entity's answer to a warning, with the file that supports it, if any."""

    answer = forms.CharField(
        label=gettext_lazy("Respuesta de la entidad"),
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": gettext_lazy("Escriba la respuesta de la entidad.")},
    )
    file = UploadField(
        label=gettext_lazy("Documento de la respuesta"),
        required=False,
        help_text=gettext_lazy("El oficio o informe que la sustenta: PDF, Word (.docx), Excel (.xlsx) o imagen."),
    )

    def upload(self) -> tuple[str, bytes] | None:
        """Return the file, if one is brought."""
        file = self.cleaned_data["file"]
        return read_upload(file) if file else None


class WarningForm(DecisionForm):
    """Whether the entity is warned, or what was not met is carried to a later level, with the reason."""

    turn_back_label = gettext_lazy("Arrastrar lo no subsanado al siguiente nivel")
    go_on_label = gettext_lazy("Apercibir a la entidad")
    reason_label = gettext_lazy("Sustento del arrastre")
    reason_help = gettext_lazy("Solo si arrastra los criterios. Figura en el oficio.")


class CancellationForm(ActForm):
    """Why the balance is cancelled."""

    reason = forms.CharField(
        label=gettext_lazy("Sustento de la cancelación"),
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("Figura en el oficio: responda también a lo que dijo la entidad."),
        error_messages={"required": gettext_lazy("Escriba el sustento de la cancelación.")},
    )


class BalanceForm(CancellationForm):
    """Whether the balance is cancelled, or what was not met is carried to a later level; both have their reason."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Decisión"),
        widget=forms.RadioSelect,
        choices=[
            (GO_ON, gettext_lazy("Cancelar el saldo")),
            (TURN_BACK, gettext_lazy("Arrastrar lo no subsanado al siguiente nivel")),
        ],
        error_messages={"required": gettext_lazy("Marque su decisión.")},
    )

    field_order = ("decision", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        reason.label = _("Sustento de la decisión")
        reason.error_messages["required"] = _("Escriba el sustento de la decisión.")

    @property
    def turns_back(self) -> bool:
        """Whether the criteria are carried."""
        return bool(self.cleaned_data.get("decision") == TURN_BACK)


class WhatIfForm(RefusableForm):
    """A verdict for each criterion of a year and a value for each indicator, as they stand until somebody changes them.

    Its names are short, because an address carries them.
    """

    def __init__(self, *args: Any, criteria: Sequence[Demand], indicators: Sequence[Demand], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._criteria, self._indicators = criteria, indicators
        for each in criteria:
            self.fields[self.verdict(each)] = forms.BooleanField(
                label=_("Cumple %(code)s") % {"code": each.code},
                required=False,
                initial=each.met,
            )
        for each in indicators:
            self.fields[self.value(each)] = MeasureField(
                label=_("Valor supuesto de %(code)s") % {"code": each.code},
                initial=each.value,
                error_messages={"required": _("Escriba un valor: sin él no se calcula el tramo variable.")},
            )

    @staticmethod
    def verdict(criterion: Demand) -> str:
        """Return the name of the field of a criterion."""
        return f"c{criterion.pk}"

    @staticmethod
    def value(indicator: Demand) -> str:
        """Return the name of the field of an indicator."""
        return f"v{indicator.pk}"

    def supposition(self) -> Supposition:
        """Return what a form that was read supposes."""
        return Supposition(
            verdicts={each.pk: self.cleaned_data[self.verdict(each)] for each in self._criteria},
            values={each.pk: self.cleaned_data[self.value(each)] for each in self._indicators},
        )
