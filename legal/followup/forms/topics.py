"""A choice among the criteria and the indicators of an agreement, or among units."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from legal.agreements.models import Agreement
from legal.followup.topics import FREE, Topic, topics_of
from workflow.models import Unit


class UnitField(forms.ChoiceField):
    """A unit among those offered: read once for all the rows of a list, where a query for each would do the same."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.units: dict[str, Unit] = {}

    def offer(self, units: dict[str, Unit]) -> None:
        """Offer these units, by their keys."""
        self.units = units
        self.choices = [("", "---------"), *((key, str(unit)) for key, unit in units.items())]

    def clean(self, value: Any) -> Any:
        """Return the unit."""
        return self.units.get(super().clean(value))


class TopicField(forms.ChoiceField):
    """A criterion or an indicator, or neither. Its choices are offered by ``offer``."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Criterio o indicador"))
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)
        self.topics: dict[str, Topic] = {}

    def offer(self, topics: dict[str, Topic]) -> None:
        """Offer these topics, by their keys, in two groups."""
        self.topics = topics
        criteria = [(key, str(topic)) for key, topic in topics.items() if topic.criterion]
        indicators = [(key, str(topic)) for key, topic in topics.items() if topic.indicator]
        self.choices = [
            ("", gettext_lazy("Ninguno en particular")),
            (gettext_lazy("Criterios"), criteria),
            (gettext_lazy("Indicadores"), indicators),
        ]

    def clean(self, value: Any) -> Any:
        """Return the topic."""
        return self.topics.get(super().clean(value), FREE)


def offered(agreement: Agreement) -> dict[str, Topic]:
    """Return what may be chosen in an agreement, by the keys that a form carries; two queries."""
    criteria, indicators = topics_of(agreement)
    return {
        **{f"criterion-{each.pk}": Topic(criterion=each) for each in criteria},
        **{f"indicator-{each.pk}": Topic(indicator=each) for each in indicators},
    }
