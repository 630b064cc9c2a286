"""Forms that every act shares: its legal date and the document that grounds it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from operator import itemgetter
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from workflow import texts
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.flow import all_flows
from workflow.inbox import Due, Narrowing
from workflow.models import Unit
from workflow.moments import obstacles_to_date


class DateField(forms.DateField):
    """A date; one that cannot be read is told how dates are written."""

    default_error_messages: ClassVar = {"invalid": _("Escriba la fecha como 02/03/2026 o 2026-03-02.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": DateInput(), **kwargs})

    def to_python(self, value: Any) -> date | None:
        """Refuse digits of other scripts: Python reads them, people here do not."""
        if isinstance(value, str) and not value.strip().isascii():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class DateInput(forms.DateInput):
    """A date as browsers ask for it."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class FileField(forms.FileField):
    """A file, in the words of this house: Django's own say "fichero"."""

    default_error_messages: ClassVar = {
        "invalid": _("No llegó ningún archivo: elíjalo de nuevo."),
        "missing": _("No llegó ningún archivo: elíjalo de nuevo."),
        "empty": _("El archivo está vacío."),
    }


# About eight pages: what is longer belongs in a file. Papers print these texts, and must stay papers.
LONGEST_TEXT: Final = 20_000


def check_line(text: str) -> None:
    """Refuse a text of one line that nobody would see, or that holds control or direction signs."""
    _check_signs(text, lines=False)


def check_lines(text: str) -> None:
    """Refuse a text of several lines that nobody would see, or that holds signs that turn it around."""
    _check_signs(text, lines=True)


def _check_signs(text: str, *, lines: bool) -> None:
    if not texts.is_visible(text):
        raise ValidationError(_("El texto no tiene ninguna letra, cifra ni signo que se vea."))
    if code := texts.stray_sign(text, lines=lines):
        raise ValidationError(
            _("El texto contiene un signo que no se ve (%(code)s): bórrelo y escriba el texto a mano.") % {"code": code}
        )


class PlainTexts(forms.BaseForm):
    """A form of any kind, of a page or of the administration, that takes only texts that a paper bears."""

    def full_clean(self) -> None:
        """Refuse texts that are too long, cannot be seen or hold stray signs, in words."""
        for field in self.fields.values():
            check = check_lines if isinstance(field.widget, forms.Textarea) else check_line
            # JSON is read as a text, and is none.
            is_text = isinstance(field, forms.CharField) and not isinstance(field, forms.JSONField)
            if is_text and check not in field.validators:
                field.validators.append(check)
        super().full_clean()
        for name, value in list(getattr(self, "cleaned_data", {}).items()):
            if isinstance(value, str) and len(value) > LONGEST_TEXT:
                self.add_error(
                    name,
                    _("El texto tiene %(length)s caracteres y el máximo es %(longest)s: preséntelo en un archivo.")
                    % {"length": f"{len(value):,}", "longest": f"{LONGEST_TEXT:,}"},
                )


class UnitChoiceField(forms.ModelChoiceField):
    """A choice of units, each with the one above it: many offices bear the same name."""

    def __init__(self, **values: Any) -> None:
        units = values.pop("queryset", Unit.objects.filter(is_active=True))
        super().__init__(queryset=units.select_related("parent").order_by("name", "pk"), **values)

    def label_from_instance(self, unit: Unit) -> str:
        """Return the name, and that of the unit above."""
        return f"{unit.name} — {unit.parent.name}" if unit.parent else unit.name


class RefusableForm(PlainTexts, forms.Form):
    """A form that shows what a service refused it for."""

    def add_obstacles(self, obstacles: Iterable[Obstacle]) -> None:
        """Show the obstacles of a refusal: beside their field where they name one, else above the form."""
        for obstacle in obstacles:
            text = f"{obstacle.text} ({obstacle.who})" if obstacle.who else obstacle.text
            self.add_error(obstacle.where if obstacle.where in self.fields else None, text)


class ActForm(RefusableForm):
    """The words of an act, ending in its legal date. Rules are the service's business.

    What is wrong whatever the case says is a slip of typing: it is told at its field, and is no refusal of the act.
    ``done_on`` names the fields with dates of what was done before the act, which never come after it.
    """

    done_on: ClassVar[tuple[str, ...]] = ()

    occurred_on = DateField(
        label=_("Fecha del acto"),
        help_text=_("Hoy, o una fecha anterior si un documento la sustenta."),
    )
    grounds = forms.CharField(
        label=_("Documento que sustenta la fecha"),
        max_length=250,
        required=False,
        help_text=_("Solo si la fecha es anterior a hoy: clase, número y fecha del documento."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["occurred_on"].initial = today
        self.order_fields(
            [*(name for name in self.fields if name not in {"occurred_on", "grounds"}), "occurred_on", "grounds"]
        )

    def clean(self) -> dict[str, Any]:
        """Refuse a legal date in the future, one of the past without its document, and what was done after it."""
        values = super().clean() or self.cleaned_data
        on = values.get("occurred_on")
        if on is not None:
            found = obstacles_to_date(Occurrence(on=on, grounds=values.get("grounds", "")), self.today)
            # Where a form asks for no such document, another of its papers grounds the date.
            self.add_obstacles([each for each in found if each.where in values])
        for name in self.done_on:
            if on is not None and values.get(name) is not None and values[name] > on:
                self.add_error(name, gettext("La fecha es posterior a la del acto que la registra."))
        return values

    def occurred(self) -> Occurrence:
        """Return the legal date the person wrote."""
        return Occurrence(on=self.cleaned_data["occurred_on"], grounds=self.cleaned_data["grounds"].strip())


GO_ON: Final = "go_on"
TURN_BACK: Final = "turn_back"


class DecisionForm(ActForm):
    """A decision to go on or to turn back; turning back needs its reason, going on has none."""

    go_on_label: ClassVar[Any]
    turn_back_label: ClassVar[Any]
    reason_label: ClassVar[Any] = _("Motivo de la devolución")
    reason_help: ClassVar[Any]

    decision = forms.ChoiceField(
        label=_("Decisión"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Marque su decisión.")},
    )
    reason = forms.CharField(required=False, widget=forms.Textarea({"rows": 4}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decision, reason = self.fields["decision"], self.fields["reason"]
        assert isinstance(decision, forms.ChoiceField)
        decision.choices = [(GO_ON, self.go_on_label), (TURN_BACK, self.turn_back_label)]
        reason.label, reason.help_text = self.reason_label, self.reason_help

    @property
    def turns_back(self) -> bool:
        """Whether the decision is to turn back."""
        return bool(self.cleaned_data.get("decision") == TURN_BACK)

    def clean(self) -> dict[str, Any]:
        """Hold the decision and the reason together: nothing written is dropped in silence."""
        values = super().clean() or self.cleaned_data
        decision = values.get("decision")
        if decision == TURN_BACK and not values.get("reason"):
            self.add_error("reason", gettext("Escriba el motivo."))
        if decision == GO_ON and values.get("reason"):
            self.add_error(
                "decision",
                gettext("Escribió un motivo: marque «%(choice)s» o borre el motivo.")
                % {"choice": self.turn_back_label},
            )
        return values


class InboxFilters(forms.Form):
    """What narrows the inbox; everything is optional, and what is not understood is passed over."""

    q = forms.CharField(label=_("Expediente, convenio o unidad"), required=False, max_length=200, strip=True)
    flujo = forms.ChoiceField(label=_("Procedimiento"), required=False)
    plazo = forms.ChoiceField(
        label=_("Plazo"),
        required=False,
        choices=[
            ("", _("Todos")),
            (Due.OVERDUE, _("Vencidas")),
            (Due.SOON, _("Vencen en los próximos siete días")),
            (Due.NEVER, _("Sin plazo o con plazo suspendido")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        # A base of several flows has no title of its own and never runs.
        self.flows = {flow.__name__: flow for flow in all_flows() if "process_title" in vars(flow)}
        named = sorted(((name, str(flow.process_title)) for name, flow in self.flows.items()), key=itemgetter(1))
        field = self.fields["flujo"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Todos")), *named]

    def narrowing(self) -> Narrowing:
        """Return what was given and understood."""
        self.is_valid()
        given = self.cleaned_data
        return Narrowing(
            text=given.get("q", ""),
            flow=self.flows.get(given.get("flujo", "")),
            due=Due(given["plazo"]) if given.get("plazo") else None,
        )
