"""What a settlement is made from: rules, verdicts and values, each refused when it cannot be settled by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)


class FixedRule(TextChoices):
    """How the criteria that are met turn into a share of the fixed tranche."""

    ALL_OR_NOTHING = "all_or_nothing", gettext_lazy("todo o nada")
    PROPORTIONAL = "proportional", gettext_lazy("proporcional")
    WEIGHTED = "weighted", gettext_lazy("ponderada")
    FIXED_PERCENTAGE = "fixed_percentage", gettext_lazy("porcentaje fijo")


class VariableRule(TextChoices):
    """How what an indicator has reached turns into its score."""

    PROPORTIONAL = "proportional", gettext_lazy("proporcional")
    THRESHOLD = "threshold", gettext_lazy("proporcional desde un mínimo")
    STEP = "step", gettext_lazy("todo o nada")
    BANDS = "bands", gettext_lazy("por tramos de avance")


class OnExpiry(TextChoices):
    """What becomes of the balance when the term to correct is over (directive, 17.7)."""

    CANCEL = "cancel", gettext_lazy("se cancela")
    CARRY = "carry", gettext_lazy("se arrastra")


class SettlementError(ValueError):
    """Something cannot be settled by; ``field`` is the way to it, such as ``criteria[2].weight``."""

    def __init__(self, field: str, sentence: str) -> None:
        """Keep the field beside the sentence."""
        super().__init__(sentence)
        self.field = field

    def within(self, place: str) -> SettlementError:
        """Return the same error seen from outside ``place``."""
        return SettlementError(f"{place}.{self.field}" if self.field else place, str(self))


@dataclass(frozen=True, kw_only=True, slots=True)
class CriterionVerdict:
    """Whether a criterion of the level is met so far; ``basis`` says by which report, who judged and when.

    :raises SettlementError: for a weight that is not greater than 0.
    """

    code: str
    met: bool
    weight: Decimal | None = None
    basis: str = ""

    def __post_init__(self) -> None:
        """Refuse what no rule can count."""
        _refuse_nameless(self.code)
        if self.weight is not None and not self.weight > 0:
            raise SettlementError("weight", _("El peso debe ser mayor que 0."))


@dataclass(frozen=True, slots=True)
class Band:
    """From which share of the way on, and the score it gives there."""

    from_share: Decimal
    score: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class IndicatorValue:
    """What an indicator has reached, between its baseline and its target; ``weight`` within its year.

    ``minimum`` belongs to the rule ``threshold`` and ``bands`` to the rule ``bands``.

    :raises SettlementError: for a weight that is not greater than 0, a target equal to its baseline, a
        parameter that is missing, does not belong to the rule or makes no sense in it.
    """

    code: str
    weight: Decimal
    baseline: Decimal
    target: Decimal
    achieved: Decimal
    rule: VariableRule = VariableRule.PROPORTIONAL
    minimum: Decimal | None = None
    bands: tuple[Band, ...] | None = None
    basis: str = ""

    def __post_init__(self) -> None:
        """Refuse what its rule cannot score."""
        _refuse_nameless(self.code)
        if not self.weight > 0:
            raise SettlementError("weight", _("El peso debe ser mayor que 0."))
        if self.target == self.baseline:
            raise SettlementError("target", _("La meta (target) es igual a la línea de base (baseline)."))
        refuse_parameters(self.rule, minimum=self.minimum, bands=self.bands)


def refuse_parameters(rule: VariableRule, *, minimum: Decimal | None, bands: Sequence[Band] | None) -> None:
    """Refuse parameters that a rule of indicators lacks, does not know or cannot work by.

    :raises SettlementError: naming ``minimum`` or ``bands``.
    """
    _refuse_presence("minimum", minimum is not None, needed=rule == VariableRule.THRESHOLD, rule=rule)
    _refuse_presence("bands", bands is not None, needed=rule == VariableRule.BANDS, rule=rule)
    if minimum is not None and not ZERO < minimum <= ONE:
        raise SettlementError("minimum", _("La parte mínima debe ser mayor que 0 y no mayor que 1."))
    if bands is not None:
        _refuse_bands(bands)


def _refuse_bands(bands: Sequence[Band]) -> None:
    if not bands:
        raise SettlementError("bands", _("Se necesita al menos un tramo de avance."))
    for place, band in enumerate(bands):
        if not ZERO <= band.score <= ONE:
            raise SettlementError(f"bands[{place}]", _("El puntaje de un tramo de avance debe estar entre 0 y 1."))
    for place, (lower, upper) in enumerate(pairwise(bands), start=1):
        if not upper.from_share > lower.from_share:
            raise SettlementError(f"bands[{place}]", _("Cada tramo de avance debe empezar después del anterior."))
        if upper.score < lower.score:
            raise SettlementError(f"bands[{place}]", _("El puntaje no debe bajar de un tramo de avance al siguiente."))


@dataclass(frozen=True, kw_only=True, slots=True)
class FixedTranche:
    """A fixed tranche as it stands: soles, rule, verdicts, and what was paid or made due of it before.

    ``correction_expired`` says that a person has confirmed that the term to correct is over: the balance then
    is cancelled, or kept where it is carried. ``percentage`` is the share that ``fixed_percentage`` pays while
    anything is observed.

    :raises SettlementError: for a negative amount, no criteria, a code that repeats, a percentage that is
        missing, does not belong to the rule or leaves 0 to 1, and weights missing from the rule ``weighted``.
    """

    amount: Decimal
    rule: FixedRule = FixedRule.PROPORTIONAL
    criteria: tuple[CriterionVerdict, ...]
    already_paid: Decimal = ZERO
    correction_expired: bool = False
    on_expiry: OnExpiry = OnExpiry.CANCEL
    percentage: Decimal | None = None
    basis: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be settled, whatever the verdicts."""
        _refuse_negative("amount", self.amount)
        _refuse_negative("already_paid", self.already_paid)
        refuse_percentage(self.rule, self.percentage)
        if not self.criteria:
            raise SettlementError("criteria", _("El nivel no tiene criterios: no hay con qué calcular el tramo fijo."))
        _refuse_repeated("criteria", [each.code for each in self.criteria])
        if self.rule == FixedRule.WEIGHTED:
            for place, each in enumerate(self.criteria):
                if each.weight is None:
                    raise SettlementError(
                        f"criteria[{place}].weight",
                        _("Falta el peso del criterio %(code)s: la regla es ponderada.") % {"code": each.code},
                    )


@dataclass(frozen=True, kw_only=True, slots=True)
class VariableTranche:
    """A variable tranche: soles, and its indicators, whose weights add up to 1 exactly.

    :raises SettlementError: for a negative amount, no indicators, a code that repeats, other weights.
    """

    amount: Decimal
    indicators: tuple[IndicatorValue, ...]
    basis: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be settled, whatever the values."""
        _refuse_negative("amount", self.amount)
        if not self.indicators:
            raise SettlementError(
                "indicators", _("El año no tiene indicadores con meta: no hay con qué calcular el tramo variable.")
            )
        _refuse_repeated("indicators", [each.code for each in self.indicators])
        if sum(each.weight for each in self.indicators) != ONE:
            raise SettlementError("indicators.weight", _("Los pesos de los indicadores del año no suman 1."))


@dataclass(frozen=True, kw_only=True, slots=True)
class Tranches:
    """What is settled together: a fixed tranche, a variable one, or both."""

    fixed: FixedTranche | None = None
    variable: VariableTranche | None = None


def refuse_percentage(rule: FixedRule, percentage: Decimal | None) -> None:
    """Refuse a percentage that the rule of a fixed tranche lacks, does not know or cannot work by.

    :raises SettlementError: naming ``percentage``.
    """
    _refuse_presence("percentage", percentage is not None, needed=rule == FixedRule.FIXED_PERCENTAGE, rule=rule)
    if percentage is not None and not ZERO <= percentage <= ONE:
        raise SettlementError("percentage", _("La parte fija debe estar entre 0 y 1."))


def _refuse_presence(field: str, is_there: bool, *, needed: bool, rule: TextChoices) -> None:
    if needed and not is_there:
        raise SettlementError(field, _("Falta: la regla «%(rule)s» lo necesita.") % {"rule": rule.label})
    if is_there and not needed:
        raise SettlementError(field, _("Sobra: la regla «%(rule)s» no lo usa.") % {"rule": rule.label})


def _refuse_negative(field: str, amount: Decimal) -> None:
    if amount < 0:
        raise SettlementError(field, _("El monto no debe ser negativo."))


def _refuse_repeated(field: str, codes: Sequence[str]) -> None:
    seen: set[str] = set()
    for place, code in enumerate(codes):
        if code in seen:
            raise SettlementError(f"{field}[{place}].code", _("El código %(code)s se repite.") % {"code": code})
        seen.add(code)


def _refuse_nameless(code: str) -> None:
    if not code:
        raise SettlementError("code", _("Falta el código."))
