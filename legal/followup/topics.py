"""What a request, a visit or an agreed target is about: a criterion, an indicator, or neither."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from legal.agreements.models import Agreement, Criterion, Indicator
from workflow.errors import Obstacle


@dataclass(frozen=True, kw_only=True)
class Topic:
    """A criterion or an indicator of the agreement; with neither, the subject alone tells."""

    criterion: Criterion | None = None
    indicator: Indicator | None = None

    def __str__(self) -> str:
        return str(self.criterion or self.indicator or "")


FREE = Topic()


def topics_of(agreement: Agreement) -> tuple[list[Criterion], list[Indicator]]:
    """Return the criteria and indicators of an agreement, in two queries."""
    criteria = agreement.criteria.filter(in_text=True).order_by("process", "code")
    return list(criteria), list(agreement.indicators.filter(in_text=True).order_by("code"))


def obstacles_to_topic(topic: Topic, agreement: Agreement) -> list[Obstacle]:
    """Return what is wrong with what something is about: of another agreement, or two terms at once."""
    named = [each for each in (topic.criterion, topic.indicator) if each is not None]
    if len(named) > 1 or any(each.agreement_id != agreement.pk for each in named):
        return [Obstacle(text=_("Elija un criterio o un indicador de este convenio."), where="topic")]
    return []
