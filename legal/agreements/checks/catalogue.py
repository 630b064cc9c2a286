"""All checks of the formulation, part by part: what must hold, and whether its breach blocks or asks for a reason."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from legal.agreements.checks.findings import Check, Severity
from legal.agreements.models.review import Part

CATALOGUE: Final[dict[str, Check]] = {}


def _error(code: str, part: Part, title: Any) -> Check:
    return _known(Check(code=code, severity=Severity.ERROR, part=part.value, title=title))


def _warning(code: str, part: Part, title: Any) -> Check:
    return _known(Check(code=code, severity=Severity.WARNING, part=part.value, title=title))


def _known(check: Check) -> Check:
    CATALOGUE[check.code] = check
    return check


NO_OBJECTIVE = _error("no_objective", Part.OBJECT, _("El objetivo general está escrito."))
NO_GAP = _error("no_gap", Part.OBJECT, _("El cálculo de la brecha sustenta el monto máximo (numeral 16.1)."))

TOO_FEW_PARTIES = _error("too_few_parties", Part.PARTIES, _("Son partes la DGPP y la entidad pública."))
VERIFIER_NOT_NAMED = _error(
    "verifier_not_named", Part.PARTIES, _("Se dice quién verifica y emite los informes de verificación.")
)
NO_CONDUCTING_UNIT = _warning("no_conducting_unit", Part.PARTIES, _("Se designa la unidad que conduce el convenio."))

NO_DISTRICT = _error("no_district", Part.AMBIT, _("El ámbito tiene al menos un distrito."))
NO_PRODUCT = _error("no_product", Part.AMBIT, _("Hay al menos un producto priorizado."))
PRODUCT_WITHOUT_PROGRAMME = _error(
    "product_without_programme", Part.AMBIT, _("Cada producto dice a qué programa del convenio pertenece.")
)
PRODUCT_OF_OTHER_PROGRAMME = _error(
    "product_of_other_programme", Part.AMBIT, _("Los productos son de los programas que el convenio apoya.")
)
PROGRAMME_OVER = _error("programme_over", Part.AMBIT, _("Cada programa está vigente cuando el convenio se suscribe."))
PROGRAMME_ENDS_EARLY = _warning(
    "programme_ends_early", Part.AMBIT, _("Cada programa está vigente mientras dura el convenio.")
)

NO_MAXIMUM = _error("no_maximum", Part.MONEY, _("El monto total máximo es mayor que cero."))
YEARS_WITHOUT_AMOUNT = _error("years_without_amount", Part.MONEY, _("Hay un monto por cada año de duración."))
YEARS_EXCEED_MAXIMUM = _error("years_exceed_maximum", Part.MONEY, _("Los años no suman más que el monto máximo."))
SPLIT_DOES_NOT_ADD_UP = _error(
    "split_does_not_add_up", Part.MONEY, _("El tramo fijo y el variable de cada año suman el monto de ese año.")
)
DURATION_OUT_OF_BOUNDS = _error("duration_out_of_bounds", Part.MONEY, _("La duración es de las que admite la norma."))
CORRECTION_EXCEEDS_LIMIT = _error(
    "correction_exceeds_limit", Part.MONEY, _("El plazo para subsanar no pasa del máximo de la norma.")
)
CORRECTION_OVERLAPS_REPORT = _error(
    "correction_overlaps_report",
    Part.MONEY,
    _("La subsanación de un año termina antes del informe del siguiente, desde el año 2."),
)
LAST_REPORT_AFTER_END = _error(
    "last_report_after_end", Part.MONEY, _("El último informe vence dentro de la vigencia del convenio.")
)
LAST_TRANSFER_AFTER_END = _warning(
    "last_transfer_after_end", Part.MONEY, _("La última transferencia puede llegar dentro de la vigencia.")
)
PART_NEVER_ASSIGNED = _warning(
    "part_never_assigned", Part.MONEY, _("Los años reparten todo el monto máximo del convenio.")
)
SPLIT_DEPARTS_FROM_NORM = _warning(
    "split_departs_from_norm", Part.MONEY, _("Los tramos de cada año son los que distribuye la norma.")
)

ACTIVITY_AFTER_END = _error("activity_after_end", Part.MONEY, _("Las actividades son de los años del convenio."))
ACTIVITY_ENDS_BEFORE_MONEY = _warning(
    "activity_ends_before_money", Part.MONEY, _("Ninguna actividad termina antes de que llegue su dinero.")
)
ACTIVITY_STARTS_BEFORE_MONEY = _warning(
    "activity_starts_before_money", Part.MONEY, _("Ninguna actividad empieza antes de que llegue su dinero.")
)

NO_CRITERION = _error("no_criterion", Part.COMMITMENTS, _("Hay al menos un criterio."))
YEAR_WITHOUT_CRITERIA = _error(
    "year_without_criteria", Part.COMMITMENTS, _("Cada año con tramo fijo exige algún criterio.")
)
CRITERION_WITHOUT_LEVELS = _error(
    "criterion_without_levels", Part.COMMITMENTS, _("Cada criterio tiene umbral en algún año.")
)
LEVEL_AFTER_END = _error("level_after_end", Part.COMMITMENTS, _("Ningún umbral es de un año posterior al convenio."))
CRITERION_WITHOUT_WEIGHT = _error(
    "criterion_without_weight", Part.COMMITMENTS, _("Cada criterio tiene peso si el tramo fijo se paga por pesos.")
)
CRITERION_WITHOUT_STATEMENT = _error(
    "criterion_without_statement", Part.COMMITMENTS, _("Cada criterio está redactado.")
)
CRITERION_WITHOUT_SUBPROCESS = _error(
    "criterion_without_subprocess", Part.COMMITMENTS, _("Cada criterio mide un subproceso crítico.")
)
CRITERION_WITHOUT_DEFINITION = _error(
    "criterion_without_definition", Part.COMMITMENTS, _("Cada criterio tiene su definición o su fórmula.")
)
CRITERION_WITHOUT_UNIT = _error(
    "criterion_without_unit", Part.COMMITMENTS, _("Cada criterio tiene su unidad de medida.")
)
CRITERION_WITHOUT_SOURCE = _error(
    "criterion_without_source", Part.COMMITMENTS, _("Cada criterio nombra su fuente de datos.")
)
CRITERION_WITHOUT_MEANS = _error(
    "criterion_without_means", Part.COMMITMENTS, _("Cada criterio nombra su medio de verificación.")
)
CRITERION_WITHOUT_RESPONSIBLE = _error(
    "criterion_without_responsible", Part.COMMITMENTS, _("Cada criterio nombra a la unidad que responde por él.")
)
TOO_MANY_CRITERIA = _warning(
    "too_many_criteria", Part.COMMITMENTS, _("Ningún nivel tiene más criterios que los que señala la norma.")
)
CRITERION_REPEATED = _warning("criterion_repeated", Part.COMMITMENTS, _("Ningún criterio dice lo mismo que otro."))
LEVELS_WITHOUT_MONEY = _warning(
    "levels_without_money", Part.COMMITMENTS, _("Los años sin tramo fijo no exigen criterios.")
)
THRESHOLD_FALLS = _warning("threshold_falls", Part.COMMITMENTS, _("Los umbrales no bajan de un nivel al siguiente."))
THRESHOLD_OVER_100 = _warning("threshold_over_100", Part.COMMITMENTS, _("Los umbrales en porcentaje no pasan de 100."))

YEAR_WITHOUT_TARGETS = _error(
    "year_without_targets", Part.INDICATORS, _("Cada año con tramo variable tiene alguna meta.")
)
INDICATOR_WITHOUT_TARGETS = _error("indicator_without_targets", Part.INDICATORS, _("Cada indicador tiene metas."))
TARGET_AFTER_END = _error("target_after_end", Part.INDICATORS, _("Ninguna meta es de un año posterior al convenio."))
WEIGHTS_DO_NOT_ADD_UP = _error(
    "weights_do_not_add_up", Part.INDICATORS, _("Los pesos de las metas de cada año suman 1 exactamente.")
)
TARGET_IS_BASELINE = _error("target_is_baseline", Part.INDICATORS, _("Ninguna meta es igual a la línea de base."))
TARGET_WORSENS = _error("target_worsens", Part.INDICATORS, _("Cada meta va en el sentido del indicador."))
INDICATOR_WITHOUT_NAME = _error("indicator_without_name", Part.INDICATORS, _("Cada indicador tiene su nombre."))
INDICATOR_WITHOUT_FORMULA = _error("indicator_without_formula", Part.INDICATORS, _("Cada indicador tiene su fórmula."))
INDICATOR_WITHOUT_UNIT = _error(
    "indicator_without_unit", Part.INDICATORS, _("Cada indicador tiene su unidad de medida.")
)
INDICATOR_WITHOUT_SOURCE = _error(
    "indicator_without_source", Part.INDICATORS, _("Cada indicador nombra su fuente de datos.")
)
BASELINE_YEAR_NOT_PLAUSIBLE = _error(
    "baseline_year_not_plausible",
    Part.INDICATORS,
    _("El año de la línea de base no es posterior al primero del convenio, ni anterior a 1990."),
)
INDICATOR_REPEATED = _warning("indicator_repeated", Part.INDICATORS, _("Ningún indicador dice lo mismo que otro."))
TARGETS_WITHOUT_MONEY = _warning(
    "targets_without_money", Part.INDICATORS, _("Los años sin tramo variable no tienen metas.")
)
TARGET_GOES_BACK = _warning("target_goes_back", Part.INDICATORS, _("Las metas no retroceden de un año al siguiente."))
TARGET_OVER_100 = _warning("target_over_100", Part.INDICATORS, _("Las metas en porcentaje no pasan de 100."))
