"""The forms of the review: submit, answer a consultation, give an opinion, correct."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.models import Observation, Opinion
from legal.agreements.models.review import Part
from legal.agreements.services.review import NewObservation
from workflow.forms import ActForm
from workflow.models import Unit


class SubmitForm(ActForm):
    """Which units are asked to comment on the draft."""

    consulted = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Unidades que se consultan"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Cada una tendrá diez días hábiles para comentar el proyecto."),
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["consulted"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = units


class ConsultationForm(ActForm):
    """The comment of a consulted unit."""

    comment = forms.CharField(
        label=gettext_lazy("Comentario"),
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": gettext_lazy("Escriba su comentario, o que no tiene ninguno que hacer.")},
    )


class ObservingForm(ActForm):
    """An act that may observe: one text for each part; what is written opens that part for correction."""

    OBSERVES = "observed"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in Part:
            self.fields[f"observation_{part.value}"] = forms.CharField(
                label=part.label, required=False, widget=forms.Textarea({"rows": 3})
            )
        self.order_fields(
            [*(name for name in self.fields if name not in {"occurred_on", "grounds"}), "occurred_on", "grounds"]
        )

    def observation_fields(self) -> list[forms.BoundField]:
        """Return the field of each part."""
        return [self[f"observation_{part.value}"] for part in Part]

    def fields_before(self) -> list[forms.BoundField]:
        """Return the fields above the observations."""
        last = {"occurred_on", "grounds"}
        return [
            field
            for field in self.visible_fields()
            if not field.name.startswith("observation_") and field.name not in last
        ]

    def fields_after(self) -> list[forms.BoundField]:
        """Return the legal date and its grounds."""
        return [self["occurred_on"], self["grounds"]]

    def observations(self) -> list[NewObservation]:
        """Return what was observed, part by part."""
        return [
            NewObservation(part=part.value, text=self.cleaned_data[f"observation_{part.value}"])
            for part in Part
            if self.cleaned_data.get(f"observation_{part.value}")
        ]

    def check_observations(self, choice: str, *, none: str, idle: str) -> None:
        """Refuse a choice that the observations contradict: a word written must never be dropped in silence."""
        chosen = self.cleaned_data.get(choice)
        if chosen == self.OBSERVES and not self.observations():
            self.add_error(choice, none)
        if chosen and chosen != self.OBSERVES and self.observations():
            self.add_error(choice, idle)


class OpinionForm(ObservingForm):
    """The technical, budget or legal opinion."""

    report = forms.CharField(
        label=gettext_lazy("Informe que contiene la opinión"),
        max_length=120,
        help_text=gettext_lazy("Clase, número, año y sigla: Informe N° 045-2026-EF/50.05."),
    )
    conclusions = forms.CharField(
        label=gettext_lazy("Conclusiones"),
        widget=forms.Textarea({"rows": 6}),
        error_messages={
            "required": gettext_lazy("Escriba las conclusiones; un informe sin ellas no opina (TUO 27444, art. 183).")
        },
    )
    result = forms.ChoiceField(
        label=gettext_lazy("Sentido de la opinión"),
        choices=[
            (Opinion.Status.FAVORABLE, gettext_lazy("Favorable")),
            (Opinion.Status.OBSERVED, gettext_lazy("Con observaciones")),
        ],
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        """Hold the result and the observations together."""
        values = super().clean() or self.cleaned_data
        self.check_observations(
            "result",
            none=_("Una opinión con observaciones dice qué debe corregirse: escriba al menos una."),
            idle=_("Escribió observaciones y marcó «favorable». Marque «con observaciones» o retire lo escrito."),
        )
        return values


class CorrectForm(ActForm):
    """An answer to each open observation."""

    def __init__(self, *args: Any, observations: Sequence[Observation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._observations = observations
        for observation in observations:
            words = {"number": observation.number}
            self.fields[f"answer_{observation.number}"] = forms.CharField(
                label=_("Respuesta a la observación %(number)s") % words,
                widget=forms.Textarea({"rows": 3}),
                error_messages={"required": _("Falta responder la observación %(number)s.") % words},
            )
        self.order_fields([f"answer_{observation.number}" for observation in observations])

    def rows(self) -> list[dict[str, Any]]:
        """Return each observation with the field of its answer."""
        return [{"observation": each, "field": self[f"answer_{each.number}"]} for each in self._observations]

    def answers(self) -> dict[int, str]:
        """Return the answers by the number of their observation."""
        return {each.number: self.cleaned_data[f"answer_{each.number}"] for each in self._observations}
