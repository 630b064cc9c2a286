"""The form of the reasons for which warnings of the checks may stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from legal.agreements.checks import Finding
from workflow.forms import RefusableForm

PREFIX: Final = "reason_"


def field_of(finding: Finding) -> str:
    """Return the name of the field for the reason of a warning."""
    return f"{PREFIX}{finding.digest}"


class ReasonsForm(RefusableForm):
    """A text for each warning; one that stays empty is not written."""

    def __init__(self, *args: Any, warnings: Sequence[Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in warnings:
            self.fields[field_of(each)] = forms.CharField(
                label=_("Por qué se mantiene"), required=False, widget=forms.Textarea({"rows": 2})
            )

    def clean(self) -> dict[str, Any]:
        """Refuse what was written about a warning that the text does not raise any more, and show it back."""
        for name in sorted(set(self.data) - set(self.fields)):
            written = str(self.data[name]).strip()
            if name.startswith(PREFIX) and written:
                text = _(
                    "El texto cambió: el aviso al que respondía ya no dice lo mismo. Usted escribió: «%(written)s»."
                )
                self.add_error(None, text % {"written": written})
        return super().clean() or self.cleaned_data

    def reasons(self) -> dict[str, str]:
        """Return what was written, by the digest of the warning."""
        return {
            name.removeprefix(PREFIX): text
            for name, text in self.cleaned_data.items()
            if name.startswith(PREFIX) and text
        }
