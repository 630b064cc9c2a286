"""The forms of verification: what is found on each criterion and indicator, and the evidence looked at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.forms.figures import FigureField
from legal.verification import rules
from legal.verification.rows import CriterionRow, IndicatorRow
from legal.verification.rules import Judged
from workflow.errors import Obstacle
from workflow.forms import ActForm

MET: Final = "met"
UNMET: Final = "unmet"
# A comma that cannot separate thousands can only stand before decimals.
_DECIMAL_COMMA: Final = re.compile(r"-?(0|\d+),\d+", re.ASCII)
_AMBIGUOUS: Final = re.compile(r"-?[1-9]\d{0,2},\d{3}", re.ASCII)


class MeasureField(FigureField):
    """A measured value; "84,7" is read as 84.7, since measures are often copied with a decimal comma.

    "58,125" may be either: a thousandfold error in a value decides money, so that nobody guesses.
    """

    def to_python(self, value: Any) -> Any:
        """Read what was typed.

        :raises ValidationError: when its comma may stand before thousands or before decimals.
        """
        if isinstance(value, str):
            plain = value.strip().removesuffix("%").strip()
            if _AMBIGUOUS.fullmatch(plain):
                words = {"value": plain, "decimal": plain.replace(",", "."), "whole": plain.replace(",", "")}
                text = _("«%(value)s» puede ser %(decimal)s o %(whole)s: escriba uno de los dos.")
                raise forms.ValidationError(text % words)
            if _DECIMAL_COMMA.fullmatch(plain):
                value = plain.replace(",", ".")
        return super().to_python(value)


class JudgingForm(ActForm):
    """A value, a verdict and a reason for each criterion; what is missing is told by the rules of the act."""

    looked_at = forms.MultipleChoiceField(
        label=gettext_lazy("Evidencia examinada"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Marcó evidencia que no es de este período.")},
    )
    reply = forms.CharField(
        label=gettext_lazy("Respuesta a la revisión"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Qué corrigió, o por qué mantiene lo verificado. La lee quien revisó el informe."),
    )

    def __init__(
        self,
        *args: Any,
        criteria: Sequence[CriterionRow],
        returned: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._criteria = criteria
        self._returned = returned
        self._evidence: list[str] = []
        if not returned:
            del self.fields["reply"]
        self.offer(each.pk for criterion in criteria for each in criterion.evidence)
        for criterion in criteria:
            words = {"code": criterion.code}
            self.fields[f"{criterion.key}_value"] = MeasureField(
                label=_("Valor medido de %(code)s") % words, required=False
            )
            self.fields[f"{criterion.key}_met"] = forms.ChoiceField(
                label=_("Veredicto de %(code)s") % words,
                required=False,
                choices=[(MET, _("Cumple")), (UNMET, _("No cumple"))],
                widget=forms.RadioSelect,
            )
            self.fields[f"{criterion.key}_reason"] = forms.CharField(
                label=_("Sustento de %(code)s") % words, required=False, widget=forms.Textarea({"rows": 3})
            )
        self.fields["occurred_on"].label = _("Verificado el")
        self.order_fields([name for name in self.fields if name not in {"occurred_on", "grounds"}])

    def offer(self, evidence: Iterable[int]) -> None:
        """Let more evidence be marked as looked at, by its keys."""
        field = self.fields["looked_at"]
        assert isinstance(field, forms.MultipleChoiceField)
        self._evidence.extend(str(pk) for pk in evidence)
        field.choices = [(pk, pk) for pk in self._evidence]

    @cached_property
    def marked(self) -> set[int]:
        """The keys of the evidence that is marked as looked at, as the page shows them; each file asks for them."""
        return {int(pk) for pk in self["looked_at"].value() or () if str(pk).isdecimal()}

    def _looked_at(self, about: CriterionRow | IndicatorRow) -> frozenset[int]:
        marked = {int(pk) for pk in self.cleaned_data.get("looked_at", ())}
        return frozenset(each.pk for each in about.evidence if each.pk in marked)

    def cells(self, criterion: CriterionRow) -> dict[str, Any]:
        """Return a criterion with its three fields."""
        return {
            "criterion": criterion,
            **{part: self[f"{criterion.key}_{part}"] for part in ("value", "met", "reason")},
        }

    def clean(self) -> dict[str, Any]:
        """Show beside each criterion what its verdict lacks: the same the service refuses by."""
        values = super().clean() or self.cleaned_data
        demanded = {each.pk: each.demanded for each in self._criteria}
        self.add_obstacles(rules.obstacles_to_judging(demanded, self.judged()))
        reply = self.cleaned_data.get("reply", "")
        self.add_obstacles(rules.obstacles_to_replying(returned=self._returned, reply=reply))
        return values

    def add_obstacles(self, obstacles: Iterable[Obstacle]) -> None:
        """Show the obstacles of a refusal beside the field that cures each one."""
        super().add_obstacles([replace(each, where=self._field_of(each.where)) for each in obstacles])

    def _field_of(self, where: str) -> str:
        if f"{where}_met" not in self.fields:
            return where
        return f"{where}_reason" if self.cleaned_data.get(f"{where}_met") else f"{where}_met"

    def judged(self) -> dict[int, Judged]:
        """Return the verdicts by the key of their level."""
        return {criterion.pk: self._judged(criterion) for criterion in self._criteria}

    def _judged(self, criterion: CriterionRow) -> Judged:
        verdict = self.cleaned_data.get(f"{criterion.key}_met")
        return Judged(
            value=self.cleaned_data.get(f"{criterion.key}_value"),
            met=verdict == MET if verdict else None,
            reason=self.cleaned_data.get(f"{criterion.key}_reason", ""),
            looked_at=self._looked_at(criterion),
        )


class VerifyForm(JudgingForm):
    """All criteria of the level and all indicators of the year."""

    def __init__(self, *args: Any, indicators: Sequence[IndicatorRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._indicators = indicators
        self.offer(each.pk for indicator in indicators for each in indicator.evidence)
        for indicator in indicators:
            self.fields[indicator.key] = MeasureField(
                label=_("Valor logrado de %(code)s") % {"code": indicator.code}, required=False
            )
        self.order_fields([name for name in self.fields if name not in {"occurred_on", "grounds"}])

    def indicator_cells(self) -> list[dict[str, Any]]:
        """Return each indicator with the field of its value."""
        return [{"indicator": each, "value": self[each.key]} for each in self._indicators]

    def clean(self) -> dict[str, Any]:
        """Ask for the value of each indicator; what was typed wrongly is not missing."""
        values = super().clean()
        codes = {each.pk: each.code for each in self._indicators if each.key not in self.errors}
        self.add_obstacles(rules.obstacles_to_measuring(codes, self.measured()))
        return values

    def measured(self) -> dict[int, Decimal | None]:
        """Return the values by the key of their target."""
        return {each.pk: self.cleaned_data.get(each.key) for each in self._indicators}

    def looked_at_for(self) -> dict[int, frozenset[int]]:
        """Return the evidence looked at for each indicator, by the key of its target."""
        return {each.pk: self._looked_at(each) for each in self._indicators}
