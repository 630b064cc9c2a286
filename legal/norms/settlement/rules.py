"""The rules of money that a norm or an agreement chooses from the catalogue, with their parameters, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from legal.norms.settlement.reading import bands_from
from legal.norms.settlement.values import Band, FixedRule, VariableRule, refuse_parameters, refuse_percentage


@dataclass(frozen=True, kw_only=True)
class ScoreRule:
    """How an indicator is scored; ``minimum`` belongs to ``threshold``, ``bands`` to the rule of that name."""

    rule: VariableRule = VariableRule.PROPORTIONAL
    minimum: Decimal | None = None
    bands: tuple[Band, ...] | None = None

    def refuse(self) -> None:
        """Refuse what nothing could be scored by.

        :raises SettlementError: naming ``minimum`` or ``bands``.
        """
        refuse_parameters(self.rule, minimum=self.minimum, bands=self.bands)


@dataclass(frozen=True, kw_only=True)
class MoneyRules:
    """The rule of the fixed tranche, ``percentage`` from 0 to 1 where it has one, and the general one of indicators."""

    fixed: FixedRule = FixedRule.PROPORTIONAL
    percentage: Decimal | None = None
    score: ScoreRule = ScoreRule()

    @property
    def weighs_criteria(self) -> bool:
        """Whether the fixed tranche is paid by the weights of the criteria, so that each needs one."""
        return self.fixed == FixedRule.WEIGHTED

    def refuse(self) -> None:
        """Refuse what nothing could be settled by.

        :raises SettlementError: naming ``percentage``, ``minimum`` or ``bands``.
        """
        refuse_percentage(self.fixed, self.percentage)
        self.score.refuse()


# By which an agreement is paid where nobody has chosen anything else.
PROPORTIONAL: Final = MoneyRules()


def values_of_bands(bands: Sequence[Band] | None) -> list[list[str]] | None:
    """Return bands as the plain values that :func:`~legal.norms.settlement.reading.bands_from` reads back."""
    return None if bands is None else [[_plain(band.from_share), _plain(band.score)] for band in bands]


def values_of_rules(rules: MoneyRules) -> dict[str, Any]:
    """Return rules as the plain values that :func:`rules_from` reads back."""
    return {
        "fixed": rules.fixed.value,
        "percentage": _known(rules.percentage),
        "variable": rules.score.rule.value,
        "minimum": _known(rules.score.minimum),
        "bands": values_of_bands(rules.score.bands),
    }


def rules_from(values: Mapping[str, Any]) -> MoneyRules:
    """Return the rules that plain values describe.

    :raises SettlementError: when the bands are not as described.
    """
    return MoneyRules(
        fixed=FixedRule(values["fixed"]),
        percentage=_decimal(values["percentage"]),
        score=ScoreRule(
            rule=VariableRule(values["variable"]),
            minimum=_decimal(values["minimum"]),
            bands=None if values["bands"] is None else bands_from(values["bands"]),
        ),
    )


def _known(value: Decimal | None) -> str | None:
    return None if value is None else _plain(value)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
