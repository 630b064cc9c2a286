"""Forms of the room: the request, each typed change, opinions, decisions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.addenda.models import AddendumOpinion
from legal.addenda.queries import district_terms
from legal.addenda.terms import ChangeTerms
from legal.agreements.forms.ambit import read_districts
from legal.documents.forms import UploadField, read_upload
from legal.entities.models import District
from workflow.forms import ActForm, DateField, DecisionForm
from workflow.templatetags.words import long_date


class RequestForm(ActForm):
    """Why the agreement should change, with the report that grounds it."""

    grounds_text = forms.CharField(
        label=gettext_lazy("Sustento"),
        widget=forms.Textarea({"rows": 8}),
        help_text=gettext_lazy("Qué debe modificarse y por qué. Figura en los antecedentes de la adenda."),
        error_messages={"required": gettext_lazy("Escriba por qué debe modificarse el convenio.")},
    )
    report = forms.CharField(
        label=gettext_lazy("Informe que la sustenta"),
        max_length=120,
        help_text=gettext_lazy("Clase, número, año y sigla: Informe N° 045-2026-GRP/GRPPAT."),
        error_messages={"required": gettext_lazy("Indique el informe que sustenta la solicitud.")},
    )
    file = UploadField(label=gettext_lazy("Archivo del informe"))

    def upload(self) -> tuple[str, bytes]:
        """Return the name and the bytes of the file."""
        return read_upload(self.cleaned_data["file"])


class AdmissionForm(DecisionForm):
    """The director admits the request or denies it."""

    go_on_label = gettext_lazy("Admitir la solicitud a trámite")
    turn_back_label = gettext_lazy("Denegar la solicitud")
    reason_label = gettext_lazy("Motivo de la denegatoria")
    reason_help = gettext_lazy("Solo si la deniega.")


class ChangeForm(ActForm):
    """Base of the forms of a change: its reason. ``change`` returns it as terms."""

    change_reason = forms.CharField(
        label=gettext_lazy("Motivo de la modificación"),
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Figura en la adenda."),
        error_messages={"required": gettext_lazy("Escriba el motivo de la modificación.")},
    )

    def change(self) -> ChangeTerms:
        """Return the change as it was written."""
        raise NotImplementedError


class TermChangeForm(ChangeForm):
    """A later end of the term."""

    ends_on = DateField(
        label=gettext_lazy("Nueva fecha de vencimiento"),
        error_messages={"required": gettext_lazy("Escriba la nueva fecha de vencimiento.")},
    )
    field_order = ("ends_on", "change_reason")

    def __init__(self, *args: Any, ends_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].help_text = _("Hoy: vence el %(date)s.") % {"date": long_date(ends_on)}

    def change(self) -> ChangeTerms:
        """Return the change as it was written."""
        return ChangeTerms(kind="term", reason=self.cleaned_data["change_reason"], ends_on=self.cleaned_data["ends_on"])


class AmbitChangeForm(ChangeForm):
    """Districts that enter the ambit and districts that leave it, by their UBIGEO."""

    added = forms.CharField(
        label=gettext_lazy("Distritos que entran, por su UBIGEO"),
        required=False,
        widget=forms.Textarea({"rows": 8, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Un código por línea: seis cifras para un distrito, cuatro para toda una provincia,"
            " dos para todo un departamento. Lo que siga al código no se lee."
        ),
    )
    removed = forms.CharField(
        label=gettext_lazy("Distritos que salen, por su UBIGEO"),
        required=False,
        widget=forms.Textarea({"rows": 4, "spellcheck": "false"}),
    )
    field_order = ("added", "removed", "change_reason")

    def clean_added(self) -> list[District]:
        """Read the codes line by line."""
        return read_districts(self.cleaned_data["added"])

    def clean_removed(self) -> list[District]:
        """Read the codes line by line."""
        return read_districts(self.cleaned_data["removed"])

    def change(self) -> ChangeTerms:
        """Return the change as it was written."""
        found = District.objects.select_related("province__department").in_bulk(
            [each.pk for side in ("added", "removed") for each in self.cleaned_data[side]]
        )
        added, removed = (
            tuple(district_terms(found[each.pk]) for each in self.cleaned_data[side]) for side in ("added", "removed")
        )
        return ChangeTerms(kind="ambit", reason=self.cleaned_data["change_reason"], added=added, removed=removed)


class ClauseChangeForm(ChangeForm):
    """The text that a clause is to have; it starts from ``current``, what the clause says today."""

    text = forms.CharField(
        label=gettext_lazy("Texto que tendrá la cláusula"),
        widget=forms.Textarea({"rows": 14}),
        help_text=gettext_lazy(
            "Completo, con sus numerales: sustituye todo el texto de la cláusula. Parte del texto de hoy."
        ),
        error_messages={"required": gettext_lazy("Escriba el texto que tendrá la cláusula.")},
    )
    field_order = ("text", "change_reason")

    def __init__(self, *args: Any, clause: str, current: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clause = clause
        self.fields["text"].initial = current

    def change(self) -> ChangeTerms:
        """Return the change as it was written."""
        return ChangeTerms(
            kind="clause",
            reason=self.cleaned_data["change_reason"],
            clause=self.clause,
            text=self.cleaned_data["text"],
        )


class DropForm(ActForm):
    """Taking a change out of the draft: nothing but the date of the act."""


class SubmitForm(ActForm):
    """From which day the addendum is to rule."""

    effective_on = DateField(
        label=gettext_lazy("Rige desde"),
        required=False,
        help_text=gettext_lazy("Vacío: desde la última firma. Una fecha posterior, si las partes la acordaron."),
    )


class OpinionForm(ActForm):
    """The technical or the legal opinion on an addendum."""

    report = forms.CharField(
        label=gettext_lazy("Informe que contiene la opinión"),
        max_length=120,
        help_text=gettext_lazy("Clase, número, año y sigla: Informe N° 045-2026-EF/50.05."),
        error_messages={"required": gettext_lazy("Indique el número del informe que contiene la opinión.")},
    )
    conclusions = forms.CharField(
        label=gettext_lazy("Conclusiones"),
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("Si observa, diga qué debe corregirse: quien redacta lo lee."),
        error_messages={
            "required": gettext_lazy("Escriba las conclusiones; un informe sin ellas no opina (TUO 27444, art. 183).")
        },
    )
    result = forms.ChoiceField(
        label=gettext_lazy("Sentido de la opinión"),
        choices=[
            (AddendumOpinion.Status.FAVORABLE, gettext_lazy("Favorable")),
            (AddendumOpinion.Status.OBSERVED, gettext_lazy("Con observaciones")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Marque el sentido de la opinión.")},
    )


class ApprovalForm(DecisionForm):
    """The director approves the addendum or sends it back."""

    go_on_label = gettext_lazy("Aprobar la adenda para la firma")
    turn_back_label = gettext_lazy("Devolverla para que se corrija")
    reason_label = gettext_lazy("Qué debe corregirse")
    reason_help = gettext_lazy("Solo si la devuelve.")


class WithdrawForm(ActForm):
    """Why the addendum is given up."""

    reason = forms.CharField(
        label=gettext_lazy("Motivo del desistimiento"),
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": gettext_lazy("Escriba el motivo del desistimiento.")},
    )
