"""What stands in the way of choosing rules of money for an agreement or an indicator. Pure questions."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from legal.norms.models import Norm
from legal.norms.money import PARAMETERS
from legal.norms.settlement import SettlementError
from legal.norms.settlement.rules import MoneyRules, ScoreRule
from workflow.errors import Obstacle


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Whether a norm lets each agreement choose its rules of money, by which of its articles."""

    norm: str
    is_free: bool
    basis: str

    @classmethod
    def of(cls, norm: Norm) -> Choice:
        """Return what a norm says."""
        return cls(norm=norm.code, is_free=norm.lets_agreements_choose, basis=norm.choice_basis)


def obstacles_to_choosing(
    chosen: MoneyRules | ScoreRule | None, *, current: MoneyRules | ScoreRule | None, choice: Choice
) -> list[Obstacle]:
    """Return what is wrong with rules that are to take the place of the current ones; nothing where they are the same.

    Without a rule of its own an indicator goes by the general one, which every norm allows.
    """
    if chosen == current or chosen is None:
        return []
    where = "fixed_rule" if isinstance(chosen, MoneyRules) else "rule"
    if not choice.is_free:
        text = _("%(norm)s no deja que cada convenio elija sus reglas de cálculo: rigen las de la norma.")
        return [Obstacle(text=text % {"norm": choice.norm}, where=where)]
    try:
        chosen.refuse()
    except SettlementError as error:
        name = error.field.partition("[")[0]
        return [Obstacle(text=str(error), where=PARAMETERS.get(name, name))]
    return []
