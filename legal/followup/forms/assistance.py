"""Forms of technical assistance: a request, its answer, a visit that nobody asked for."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.documents.forms import UploadField, read_upload
from legal.followup.forms.attendance import PeopleField
from legal.followup.forms.topics import TopicField
from legal.followup.models import Visit
from legal.followup.services.assistance import Given
from legal.followup.topics import Topic
from workflow.forms import GO_ON, TURN_BACK, ActForm, DateField, DecisionForm
from workflow.models import Unit

GIVEN: Final = ("kind", "held_on", "place", "people", "done")
KINDS = [(kind.value, capfirst(kind.label)) for kind in Visit.Kind]


class AboutForm(ActForm):
    """What something is about: a subject, and the criterion or indicator where there is one."""

    subject = forms.CharField(
        label=gettext_lazy("Asunto"),
        max_length=250,
        error_messages={"required": gettext_lazy("Escriba el asunto.")},
    )
    topic = TopicField()

    def __init__(self, *args: Any, topics: dict[str, Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topic = self.fields["topic"]
        assert isinstance(topic, TopicField)
        topic.offer(topics)


class RequestForm(AboutForm):
    """What a unit asks for, and of whom."""

    unit = forms.ModelChoiceField(
        label=gettext_lazy("Unidad que la pide"),
        queryset=Unit.objects.none(),
        error_messages={"required": gettext_lazy("Elija la unidad.")},
    )
    addressee = forms.ModelChoiceField(
        label=gettext_lazy("A quién se pide"),
        queryset=Unit.objects.none(),
        error_messages={"required": gettext_lazy("Elija a quién se pide.")},
    )
    detail = forms.CharField(
        label=gettext_lazy("Qué se necesita"),
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("Qué dificultad hay, qué se intentó y para cuándo hace falta."),
        error_messages={"required": gettext_lazy("Escriba qué se necesita.")},
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], addressees: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("unit", units), ("addressee", addressees)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows
        self.order_fields(["unit", "addressee", "subject", "topic", "detail", "occurred_on", "grounds"])


class GivenFields(forms.Form):
    """When, where and with whom a visit or assistance was, and what was done."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Qué fue"),
        choices=KINDS,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"required": gettext_lazy("Marque si fue una visita o asistencia técnica.")},
    )
    held_on = DateField(
        label=gettext_lazy("Fecha en que se dio"),
        required=False,
        error_messages={"required": gettext_lazy("Escriba la fecha en que se dio.")},
    )
    place = forms.CharField(
        label=gettext_lazy("Lugar"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Si fue a distancia, dígalo."),
        error_messages={"required": gettext_lazy("Escriba el lugar; si fue a distancia, dígalo.")},
    )
    people = PeopleField(required=False, error_messages={"required": gettext_lazy("Escriba quiénes participaron.")})
    done = forms.CharField(
        label=gettext_lazy("Qué se hizo"),
        widget=forms.Textarea({"rows": 5}),
        required=False,
        help_text=gettext_lazy("Qué se revisó, qué se explicó y qué queda por hacer."),
        error_messages={"required": gettext_lazy("Escriba qué se hizo.")},
    )
    file = UploadField(label=gettext_lazy("Informe o acta, si lo hay"), required=False)

    def given(self) -> Given:
        """Return it as the service takes it."""
        values = {name: self.cleaned_data[name] for name in GIVEN}
        file = self.cleaned_data["file"]
        return Given(**values, upload=read_upload(file) if file else None)


class VisitForm(GivenFields, AboutForm):
    """A visit, or assistance, that nobody asked for."""

    done_on = ("held_on",)
    field_order = ("subject", "topic", *GIVEN, "file")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in GIVEN:
            self.fields[name].required = True


class AnswerForm(GivenFields, DecisionForm):
    """What was given to answer a request, or why nothing is."""

    done_on = ("held_on",)
    go_on_label = gettext_lazy("Se atendió: registrar la visita o la asistencia")
    turn_back_label = gettext_lazy("No se atiende")
    reason_label = gettext_lazy("Por qué no se atiende")
    reason_help = gettext_lazy("Solo si no se atiende: lo lee quien la pidió.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["decision", "reason"])

    def clean(self) -> dict[str, Any]:
        """Hold the decision and what was given together: nothing written is dropped in silence."""
        values = super().clean() or self.cleaned_data
        if values.get("decision") == GO_ON:
            for name in GIVEN:
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, self.fields[name].error_messages["required"])
        if values.get("decision") == TURN_BACK and any(values.get(name) for name in (*GIVEN, "file")):
            self.add_error("decision", _("Escribió lo que se dio: marque que se atendió, o bórrelo."))
        return values
