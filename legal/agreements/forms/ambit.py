"""The form of the part "ambit": programmes, districts and prioritised products."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legal.agreements.forms.programmes import ProgrammesField
from legal.agreements.terms import ProductTerms
from legal.entities.models import District
from workflow.forms import RefusableForm

_PRODUCT: Final = re.compile(
    r"(?:(?P<programme>\d{4})[\s.:;–-]+(?=\S))?(?:(?P<code>\d{7})[\s.:;–-]+(?=\S)|(?!\d))(?P<name>.+)"
)
_LONGEST_NAME: Final = 250


@dataclass(frozen=True, kw_only=True)
class ProvinceChoice:
    """A province with its districts, as the form offers them. ``districts`` holds code, name, chosen."""

    code: str
    name: str
    districts: Sequence[tuple[str, str, bool]]
    is_whole: bool

    @property
    def chosen(self) -> int:
        """How many districts are chosen."""
        return len(self.districts) if self.is_whole else sum(chosen for _code, _name, chosen in self.districts)


class AmbitForm(RefusableForm):
    """Programmes and products, one a line; the districts are added by the two forms below."""

    programmes = ProgrammesField()
    products = forms.CharField(
        label=gettext_lazy("Productos priorizados"),
        required=False,
        widget=forms.Textarea({"rows": 6, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Uno por línea: su código de siete cifras y su nombre. Si el convenio apoya varios programas,"
            " comience por el código del programa, como en 0051 3000297 Nombre."
        ),
    )

    def clean_products(self) -> list[ProductTerms]:
        """Read the products line by line; the only programme of an agreement need not be written."""
        programmes = [programme.code for programme in self.cleaned_data.get("programmes", ())]
        only = programmes[0] if len(programmes) == 1 else ""
        products: dict[tuple[str, str], ProductTerms] = {}
        for number, line in _lines(self.cleaned_data["products"]):
            match = _PRODUCT.fullmatch(line)
            if match is None:
                raise ValidationError(
                    _("Línea %(line)s: escriba el código de siete cifras y el nombre, como en 3000001 Nombre.")
                    % {"line": number}
                )
            name, programme = match["name"].strip(), match["programme"] or only
            if len(name) > _LONGEST_NAME:
                raise ValidationError(_("Línea %(line)s: el nombre pasa de 250 caracteres.") % {"line": number})
            if (programme, name) in products:
                raise ValidationError(_("Línea %(line)s: el producto está repetido.") % {"line": number})
            products[programme, name] = ProductTerms(programme=programme, code=match["code"] or "", name=name)
        return list(products.values())

    def chosen_districts(self) -> list[District]:
        """Return the districts that were chosen."""
        raise NotImplementedError


class DepartmentAmbitForm(AmbitForm):
    """Districts of one department, picked by province; a whole province may be taken at once."""

    provinces = forms.MultipleChoiceField(required=False, label=gettext_lazy("Provincias enteras"))
    districts = forms.MultipleChoiceField(required=False, label=gettext_lazy("Distritos"))
    field_order = ("programmes", "districts", "provinces", "products")

    def __init__(self, *args: Any, offered: Sequence[District], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offered = offered
        by_code = {district.province_id: district.province.name for district in offered}
        self._names = by_code
        self._choices("districts", [(district.code, district.name) for district in offered])
        self._choices("provinces", list(by_code.items()))

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices

    def province_choices(self) -> list[ProvinceChoice]:
        """Return the provinces with what is chosen in them now."""
        chosen = {str(code) for code in self["districts"].value() or ()}
        whole = {str(code) for code in self["provinces"].value() or ()}
        return [
            ProvinceChoice(
                code=code,
                name=name,
                districts=[
                    (district.code, district.name, district.code in chosen)
                    for district in self._offered
                    if district.province_id == code
                ],
                is_whole=code in whole,
            )
            for code, name in self._names.items()
        ]

    def chosen_districts(self) -> list[District]:
        """Return the districts picked one by one and those of the provinces taken whole."""
        chosen, whole = set(self.cleaned_data["districts"]), set(self.cleaned_data["provinces"])
        return [district for district in self._offered if district.code in chosen or district.province_id in whole]


class NationalAmbitForm(AmbitForm):
    """Districts anywhere in the country, by their UBIGEO."""

    codes = forms.CharField(
        label=gettext_lazy("Distritos, por su UBIGEO"),
        required=False,
        widget=forms.Textarea({"rows": 12, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Un código por línea: seis cifras para un distrito, cuatro para toda una provincia,"
            " dos para todo un departamento. Lo que siga al código no se lee."
        ),
    )
    field_order = ("programmes", "codes", "products")

    def clean_codes(self) -> list[District]:
        """Read the codes line by line; one that is not in the catalogue is named with its line."""
        return read_districts(self.cleaned_data["codes"])

    def chosen_districts(self) -> list[District]:
        """Return the districts that the codes name."""
        return list(self.cleaned_data["codes"])


def read_districts(text: str) -> list[District]:
    """Return the districts that codes name, one code a line: of a district, a whole province or a whole department.

    :raises ValidationError: with the line of a code that the catalogue does not hold.
    """
    rows = {district.code: district for district in District.objects.order_by("code")}
    chosen: dict[str, District] = {}
    for number, line in _lines(text):
        code = line.split()[0].rstrip(".,;:")
        found = [row for key, row in rows.items() if key.startswith(code)] if len(code) in (2, 4, 6) else []
        if not found:
            raise ValidationError(
                _("Línea %(line)s: «%(code)s» no es el UBIGEO de ningún distrito, provincia ni departamento.")
                % {"line": number, "code": code}
            )
        chosen.update({row.code: row for row in found})
    return list(chosen.values())


def as_lines(rows: Iterable[tuple[str, ...]]) -> str:
    """Return codes and names, one row a line, as the text areas take them."""
    return "\n".join(" ".join(filter(None, row)) for row in rows)


def _lines(text: str) -> Iterable[tuple[int, str]]:
    return ((number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip())
