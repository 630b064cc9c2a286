"""Forms of meetings: the signed act with its targets, the entity's answer, what became of a target."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.forms.formsets import TOTAL_FORM_COUNT, ManagementForm
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from legal.agreements.forms.figures import FigureField
from legal.documents.forms import UploadField, read_upload
from legal.followup.forms.attendance import PeopleField
from legal.followup.forms.topics import TopicField, UnitField
from legal.followup.models import AgreedTarget
from legal.followup.services.meetings import Agreed, Minutes
from legal.followup.topics import Topic
from workflow.forms import ActForm, DateField, DecisionForm, RefusableForm
from workflow.models import Unit

MOST_TARGETS: Final = 20


class TargetForm(RefusableForm):
    """One target agreed in the meeting; a row with no text is left out."""

    text = forms.CharField(
        label=gettext_lazy("Qué se acordó"),
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": gettext_lazy("Escriba qué se acordó.")},
    )
    unit = UnitField(
        label=gettext_lazy("Unidad responsable"),
        error_messages={"required": gettext_lazy("Elija la unidad responsable.")},
    )
    due_on = DateField(
        label=gettext_lazy("Hasta el"),
        error_messages={"required": gettext_lazy("Escriba hasta cuándo.")},
    )
    topic = TopicField()
    value = FigureField(label=gettext_lazy("Valor, si lo hay"), required=False)

    def __init__(self, *args: Any, units: dict[str, Unit], topics: dict[str, Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit, topic = self.fields["unit"], self.fields["topic"]
        assert isinstance(unit, UnitField)
        assert isinstance(topic, TopicField)
        unit.offer(units)
        topic.offer(topics)

    def agreed(self) -> Agreed:
        """Return it as the service takes it."""
        return Agreed(**{name: self.cleaned_data[name] for name in ("text", "unit", "due_on", "topic", "value")})


class CountedFormSet(forms.BaseFormSet):
    """Rows whose number is taken from the page; fewer than none are as unreadable as no number."""

    @cached_property
    def management_form(self) -> ManagementForm:
        """Return what the page says of its rows."""
        form: ManagementForm = super().management_form
        if self.is_bound and (form.cleaned_data[TOTAL_FORM_COUNT] or 0) < 0:
            form.add_error(None, gettext_lazy("El número de filas no es válido."))
            form.cleaned_data[TOTAL_FORM_COUNT] = 0
        return form


TargetFormSet = forms.formset_factory(
    TargetForm,
    formset=CountedFormSet,
    extra=MOST_TARGETS,
    max_num=MOST_TARGETS,
    absolute_max=MOST_TARGETS,
    validate_max=True,
)


class MeetingForm(ActForm):
    """What the signed act of a meeting says, with the targets agreed in it."""

    done_on = ("held_on",)

    number = forms.CharField(
        label=gettext_lazy("Acta"),
        max_length=120,
        help_text=gettext_lazy("Como figura en el documento: «Acta de reunión N° 004-2026-EF/50.01»."),
        error_messages={"required": gettext_lazy("Escriba el número del acta.")},
    )
    subject = forms.CharField(
        label=gettext_lazy("Asunto"), max_length=250, error_messages={"required": gettext_lazy("Escriba el asunto.")}
    )
    held_on = DateField(
        label=gettext_lazy("Fecha de la reunión"),
        error_messages={"required": gettext_lazy("Escriba la fecha de la reunión.")},
    )
    place = forms.CharField(
        label=gettext_lazy("Lugar"),
        max_length=200,
        help_text=gettext_lazy("Si fue a distancia, dígalo."),
        error_messages={"required": gettext_lazy("Escriba el lugar; si fue a distancia, dígalo.")},
    )
    people = PeopleField(error_messages={"required": gettext_lazy("Escriba quiénes participaron.")})
    file = UploadField(
        label=gettext_lazy("Acta firmada"), error_messages={"required": gettext_lazy("Elija el acta firmada.")}
    )

    def __init__(self, *args: Any, units: dict[str, Unit], topics: dict[str, Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        data = self.data if self.is_bound else None
        self.targets = TargetFormSet(data, prefix="metas", form_kwargs={"units": units, "topics": topics})

    def is_valid(self) -> bool:
        """Check the act and each of its targets."""
        return all([super().is_valid(), self.targets.is_valid()])

    def minutes(self) -> Minutes:
        """Return the act as the service takes it."""
        values = {name: self.cleaned_data[name] for name in ("number", "subject", "held_on", "place", "people")}
        agreed = tuple(form.agreed() for form in self.targets if form.has_changed())
        return Minutes(**values, targets=agreed)

    def upload(self) -> tuple[str, bytes]:
        """Return the name and the bytes of the signed act."""
        return read_upload(self.cleaned_data["file"])


class MeetingAnswerForm(DecisionForm):
    """Whether the act says what was agreed, for the entity."""

    go_on_label = gettext_lazy("Conforme: el acta dice lo que se acordó")
    turn_back_label = gettext_lazy("Objetar el acta")
    reason_label = gettext_lazy("Objeción")
    reason_help = gettext_lazy("Solo si la objeta: qué dice el acta y qué debió decir. El acta y sus metas permanecen.")


class TargetOutcomeForm(ActForm):
    """Whether an agreed target was met, and what grounds it."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("La meta"),
        choices=[
            (status.value, capfirst(status.label)) for status in (AgreedTarget.Status.MET, AgreedTarget.Status.NOT_MET)
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Marque si se cumplió.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Sustento"),
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Qué se constató y con qué documento; si no se cumplió, por qué."),
        error_messages={"required": gettext_lazy("Escriba qué lo sustenta.")},
    )
