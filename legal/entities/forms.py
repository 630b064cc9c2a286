"""Forms of entities: the table to import and its confirmation, and names that change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy

from legal.entities import previews
from legal.entities.models import FormerName
from legal.entities.names import Name, names_of
from legal.entities.services import naming
from legal.entities.spreadsheets import LARGEST_FILE
from workflow.forms import DateField, FileField, RefusableForm, UnitChoiceField
from workflow.models import User

_ABOUT: Final = "entities"


class UploadForm(RefusableForm):
    """A table of entities."""

    file = FileField(
        label=gettext_lazy("Archivo CSV o XLSX"),
        help_text=gettext_lazy("CSV en UTF-8, con comas o punto y coma, o XLSX; hasta 1 MB y 5000 filas."),
    )

    def content(self) -> bytes:
        """Return the bytes of the file, one more than allowed at most."""
        content: bytes = self.cleaned_data["file"].read(LARGEST_FILE + 1)
        return content


class ConfirmForm(forms.Form):
    """The bytes that were previewed, under their seal."""

    content = forms.CharField(widget=forms.HiddenInput())
    seal = forms.CharField(widget=forms.HiddenInput())

    @classmethod
    def of(cls, content: bytes, *, name: str, user: User) -> ConfirmForm:
        """Return the form that confirms these bytes."""
        return cls(initial=previews.seal(content, name=name, user=user, about=_ABOUT))

    def previewed(self, user: User) -> tuple[bytes, str]:
        """Return the bytes and the name of the file.

        :raises forms.ValidationError: when they are not what this person has previewed.
        """
        return previews.unseal(self.data, user=user, about=_ABOUT)


class NamingForm(RefusableForm):
    """A name of a unit, with the norm that changed it."""

    unit = UnitChoiceField(label=gettext_lazy("Unidad"))
    name = forms.CharField(label=gettext_lazy("Nombre"), max_length=200)
    acronym = forms.CharField(label=gettext_lazy("Sigla"), max_length=40, required=False)
    sector_code = forms.RegexField(
        label=gettext_lazy("Código de sector"),
        regex=r"^[0-9]{2,3}$",
        required=False,
        help_text=gettext_lazy("Solo de una entidad."),
    )
    code = forms.RegexField(
        label=gettext_lazy("Código de pliego o de unidad ejecutora"),
        regex=r"^[0-9A-Za-z.-]{1,14}$",
        required=False,
        help_text=gettext_lazy("Solo de una entidad o de una unidad ejecutora."),
    )
    instrument = forms.CharField(
        label=gettext_lazy("Norma que lo cambió"),
        max_length=200,
        help_text=gettext_lazy("Clase y número, por ejemplo Decreto Supremo N° 117-2014-EF."),
    )
    instrument_on = DateField(label=gettext_lazy("Fecha de la norma"))

    def named(self) -> Name:
        """Return the name that the form gives."""
        given = {name: self.cleaned_data[name] for name in ("name", "acronym", "sector_code", "code")}
        return Name(**given)


class RenameForm(NamingForm):
    """A unit has a new name, or an entity another code, since a day: what is left empty stays as it is."""

    since = DateField(
        label=gettext_lazy("Rige desde"), help_text=gettext_lazy("Hasta el día anterior rigió el nombre que lleva hoy.")
    )

    field_order = ("unit", "name", "acronym", "sector_code", "code", "since", "instrument", "instrument_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "acronym", "sector_code", "code"):
            self.fields[name].required = False
        self.fields["name"].label = gettext_lazy("Nombre nuevo")
        self.fields["name"].help_text = gettext_lazy("Lo que se deja vacío no cambia.")

    def write(self, *, actor: User, today: date) -> FormerName:
        """Change the name."""
        given, new = self.cleaned_data, self.named()
        kept = names_of(given["unit"])[-1]
        new = replace(
            new,
            name=new.name or kept.name,
            acronym=new.acronym or kept.acronym,
            sector_code=new.sector_code or kept.sector_code,
            code=new.code or kept.code,
        )
        norm = {name: given[name] for name in ("instrument", "instrument_on")}
        return naming.rename(unit=given["unit"], new=new, since=given["since"], actor=actor, today=today, **norm)


class RecallForm(NamingForm):
    """A unit had a name, or an entity a code, that nobody had written down yet."""

    until = DateField(label=gettext_lazy("Lo llevó hasta"), help_text=gettext_lazy("Último día."))

    field_order = ("unit", "name", "acronym", "sector_code", "code", "until", "instrument", "instrument_on")

    def write(self, *, actor: User, today: date) -> FormerName:
        """Write the name down."""
        given = self.cleaned_data
        norm = {name: given[name] for name in ("instrument", "instrument_on")}
        return naming.recall(
            unit=given["unit"], old=self.named(), until=given["until"], actor=actor, today=today, **norm
        )
