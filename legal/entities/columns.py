"""The columns of a table of entities, as the page, the command and the reading of rows know them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: its title in the file, what it holds, the longest text it takes (0: told by its own rule)."""

    title: str
    holds: Promise
    is_required: bool = False
    longest: int = 0


ALL: Final = (
    Column(title="nivel", holds=_("nacional, regional o local"), is_required=True),
    Column(title="sector", holds=_("código de sector; obligatorio en el nivel nacional, 99 o vacío en el regional")),
    Column(title="codigo", holds=_("código de pliego; tres dígitos, salvo en el nivel local"), is_required=True),
    Column(title="unidad_ejecutora", holds=_("código, si la fila es de una unidad ejecutora de ese pliego")),
    Column(title="nombre", holds=_("nombre oficial"), is_required=True, longest=200),
    Column(title="siglas", holds=_("sigla"), longest=40),
    Column(title="ruc", holds=_("11 dígitos, con su dígito verificador")),
    Column(title="ubigeo", holds=_("seis dígitos del distrito (INEI)")),
    Column(title="departamento", holds=_("nombre o dos dígitos; el del distrito, si queda vacío")),
    Column(title="direccion", holds=_("domicilio legal"), longest=250),
    Column(title="acto_titular", holds=_("acto con que el titular incorpora recursos"), longest=80),
    Column(title="oficina_presupuesto", holds=_("oficina de presupuesto, como la nombra su reglamento"), longest=200),
    Column(title="desde", holds=_("día desde el que rige un nombre o sigla que cambia; vacío, el cambio lo corrige")),
    Column(title="norma", holds=_("norma que cambia el nombre, con su número; obligatoria con «desde»"), longest=200),
    Column(title="fecha_norma", holds=_("fecha de esa norma; obligatoria con «desde»")),
)
TITLES: Final = tuple(each.title for each in ALL)
REQUIRED: Final = tuple(each.title for each in ALL if each.is_required)
LONGEST: Final = {each.title: each.longest for each in ALL if each.longest}
