"""The matrix of commitments, and the indicators with their targets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from legal.documents.about import marked as _


@dataclass(frozen=True, kw_only=True)
class LevelText:
    """What a criterion must reach in one year: "Año 2 (Nivel 1)" and the condition."""

    label: Annotated[str, _("Año del convenio y nivel en que se exige la condición"), "Año 1 (Nivel 0)"]
    condition: Annotated[str, _("Condición que el criterio debe alcanzar en ese nivel"), "Al menos 80%"]


@dataclass(frozen=True, kw_only=True)
class CriterionRow:
    """One criterion of the matrix of commitments. ``definition``, ``formula`` and ``weight`` may be empty."""

    code: Annotated[str, _("Código del criterio de evaluación"), "PO-01"]
    statement: Annotated[
        str,
        _("Enunciado del criterio, como lo conviene la matriz de compromisos"),
        "Distritos del ámbito con meta programada según el padrón nominado",
    ]
    definition: Annotated[
        str,
        _("Qué se entiende por el criterio; vacío si la matriz no lo define"),
        "Meta física del producto que no difiere en más de 10% de la población del padrón nominado.",
    ]
    formula: Annotated[
        str,
        _("Cómo se mide el criterio; vacío si no se calcula"),
        "(Distritos con meta programada ÷ distritos del ámbito) × 100.",
    ]
    source: Annotated[str, _("Fuente de donde sale la información del criterio"), "Actas de programación"]
    means: Annotated[str, _("Medio con que se verifica el criterio"), "Actas suscritas"]
    responsible_unit: Annotated[
        str, _("Unidad de la entidad que responde por el criterio"), "Dirección Regional de Salud de Ayacucho"
    ]
    weight: Annotated[str, _("Peso del criterio en el tramo fijo; vacío si la regla no pondera criterios"), "0.25"]
    levels: Annotated[
        tuple[LevelText, ...],
        _("Qué exige el criterio en cada año y nivel"),
        (
            {},
            {"label": "Año 2 (Nivel 1)", "condition": "Al menos 90%"},
            {"label": "Año 3 (Nivel 2)", "condition": "100%"},
        ),
    ]


@dataclass(frozen=True, kw_only=True)
class SubprocessText:
    """A critical subprocess and its criteria."""

    name: Annotated[str, _("Nombre del subproceso crítico"), "Programación de metas físicas"]
    criteria: Annotated[
        tuple[CriterionRow, ...],
        _("Criterios de evaluación del subproceso, en el orden de sus códigos"),
        (
            {},
            {"code": "PO-02", "statement": "Establecimientos con meta programada por producto"},
        ),
    ]


@dataclass(frozen=True, kw_only=True)
class ProcessText:
    """One of the processes to improve, with its ordinal ("1") and its critical subprocesses."""

    number: Annotated[str, _("Número de orden del proceso, en cifras"), "1"]
    name: Annotated[str, _("Nombre del proceso que se mejora"), "Programación operativa"]
    subprocesses: Annotated[tuple[SubprocessText, ...], _("Subprocesos críticos del proceso")]


@dataclass(frozen=True, kw_only=True)
class TargetText:
    """The target of an indicator in one year and its weight in the variable tranche."""

    label: Annotated[str, _("Año del convenio al que corresponde la meta"), "Año 2"]
    fiscal_year: Annotated[str, _("Año fiscal en que se verifica la meta"), "2028"]
    target: Annotated[str, _("Valor que el indicador debe alcanzar en ese año"), "56%"]
    weight: Annotated[str, _("Peso del indicador en el tramo variable de ese año"), "0.30"]


@dataclass(frozen=True, kw_only=True)
class IndicatorText:
    """One indicator with its baseline and its targets. ``direction`` says which way is better, in words."""

    code: Annotated[str, _("Código del indicador"), "IND-01"]
    name: Annotated[
        str,
        _("Nombre del indicador"),
        "Proporción de niñas y niños menores de 36 meses de los distritos del ámbito con CRED completo según edad",
    ]
    formula: Annotated[
        str,
        _("Fórmula con que se calcula el indicador"),
        "(Niñas y niños con CRED completo ÷ niñas y niños del padrón nominado) × 100",
    ]
    unit: Annotated[str, _("Unidad de medida del indicador"), "Porcentaje"]
    direction: Annotated[str, _("Sentido en que mejora el indicador, en palabras"), "Debe aumentar"]
    source: Annotated[str, _("Fuente de donde sale el valor del indicador"), "HIS y padrón nominado"]
    baseline: Annotated[str, _("Valor de la línea de base"), "48%"]
    baseline_year: Annotated[str, _("Año en que se midió la línea de base"), "2025"]
    targets: Annotated[
        tuple[TargetText, ...],
        _("Metas del indicador en los años con tramo variable"),
        (
            {},
            {"label": "Año 3", "fiscal_year": "2029", "target": "65%"},
        ),
    ]
