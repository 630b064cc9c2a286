"""Money in words of the agreement: amounts by year, where they come from, how they are earned and taken in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from legal.agreements.documents import IncorporationText, MoneyRuleText, MoneyText, YearAmountRow
from legal.agreements.models import Agreement
from legal.agreements.terms import Terms, YearTerms
from legal.agreements.texts import law
from legal.agreements.texts.annexes import term_in_words
from legal.agreements.texts.wording import counted, quantity, sentence
from legal.documents import spanish
from legal.norms.models import FinancingSource, Norm, NormTerm
from legal.norms.names import Currency, currency_on
from legal.norms.settlement import FixedRule, VariableRule
from legal.norms.settlement.rules import ScoreRule

_AGAIN: Final = (
    "Verificada la subsanación, el cálculo se repite con todos los criterios cumplidos hasta entonces y se "
    "transfiere la diferencia con lo ya transferido."
)
_LOST: Final = (
    "Vencido el plazo de subsanación, lo que falte para completar el Tramo Fijo es el saldo cuya transferencia "
    "se cancela conforme a {clause}."
)
# What follows the end of a correction where the norm lets criteria be carried.
_CARRIED_OR_LOST: Final = (
    "Vencido el plazo de subsanación, lo que falte para completar el Tramo Fijo es el saldo. Conforme a {clause}, "
    "se conserva para los criterios que se arrastren a un nivel siguiente, y el cálculo se repite con los que "
    "allí se cumplan, o se cancela su transferencia."
)
FIXED_RULES: Final = {
    FixedRule.PROPORTIONAL: MoneyRuleText(
        name="proporcional a los criterios cumplidos",
        paragraphs=(
            "Corresponde transferir el Tramo Fijo del año multiplicado por el número de criterios cumplidos y dividido "
            "entre el número de criterios que tienen nivel de cumplimiento en ese año.",
        ),
    ),
    FixedRule.ALL_OR_NOTHING: MoneyRuleText(
        name="todo o nada",
        paragraphs=(
            "Corresponde transferir el Tramo Fijo del año completo cuando se cumplen todos los criterios que tienen "
            "nivel de cumplimiento en ese año; mientras falte alguno, no corresponde transferir nada.",
        ),
    ),
    FixedRule.WEIGHTED: MoneyRuleText(
        name="ponderada por el peso de los criterios cumplidos",
        paragraphs=(
            "Corresponde transferir el Tramo Fijo del año multiplicado por la suma de los pesos de los criterios "
            "cumplidos y dividido entre la suma de los pesos de los criterios que tienen nivel de cumplimiento en ese "
            "año.",
        ),
    ),
    FixedRule.FIXED_PERCENTAGE: MoneyRuleText(
        name="porcentaje fijo mientras haya observaciones",
        paragraphs=(
            "Mientras falte cumplir algún criterio que tiene nivel de cumplimiento en ese año, corresponde transferir "
            "el {percentage} del Tramo Fijo del año; cuando se cumplen todos, corresponde transferirlo completo.",
        ),
    ),
}
_SUM: Final = (
    "Corresponde transferir el Tramo Variable del año multiplicado por la suma de los pesos de los indicadores "
    "con meta en ese año, cada peso multiplicado por el puntaje de su indicador."
)
VARIABLE_RULES: Final = {
    VariableRule.PROPORTIONAL: MoneyRuleText(
        name="proporcional al logro de cada indicador",
        paragraphs=(
            "Puntaje = (valor logrado − línea de base) ÷ (meta − línea de base). El puntaje no es menor que 0 ni mayor "
            "que 1 y se calcula igual si el indicador debe aumentar o disminuir.",
        ),
    ),
    VariableRule.THRESHOLD: MoneyRuleText(
        name="proporcional al logro de cada indicador, desde un mínimo",
        paragraphs=(
            "Puntaje = (valor logrado − línea de base) ÷ (meta − línea de base). El puntaje no es mayor que 1, es 0 si "
            "no llega a {minimum} y se calcula igual si el indicador debe aumentar o disminuir.",
        ),
    ),
    VariableRule.STEP: MoneyRuleText(
        name="todo o nada por cada indicador",
        paragraphs=("El puntaje es 1 si el indicador alcanza su meta y 0 si no la alcanza.",),
    ),
    VariableRule.BANDS: MoneyRuleText(
        name="por tramos de avance de cada indicador",
        paragraphs=(
            "Avance = (valor logrado − línea de base) ÷ (meta − línea de base), que se calcula igual si el indicador "
            "debe aumentar o disminuir. El puntaje es {bands}; con un avance menor, es 0.",
        ),
    ),
}
# A supreme decree that transfers ordinary resources gives this term; its own text prevails.
DECREE_TERM_DAYS: Final = 5


def fixed_rule(rule: FixedRule, percentage: Decimal | None) -> MoneyRuleText:
    """Return a rule of the fixed tranche; what becomes of what is not corrected, ``balance_rule`` says."""
    text = FIXED_RULES[rule]
    share = "" if percentage is None else spanish.percentage(100 * percentage)
    paragraphs = (paragraph.format(percentage=share) for paragraph in text.paragraphs)
    return replace(text, paragraphs=(*paragraphs, _AGAIN))


def balance_rule(norm: Norm, *, clause: str) -> str:
    """Return what a norm lets become of what is not corrected: it is cancelled, or may be carried.

    ``clause`` names the one of the agreement that says how. In the agreement itself its template says all of this.
    """
    return (_CARRIED_OR_LOST if law.lets_carry(norm) else _LOST).format(clause=clause)


def variable_rule(general: ScoreRule, indicators: Sequence[tuple[str, ScoreRule]]) -> MoneyRuleText:
    """Return how the variable tranche is earned, as Annex II and the calculation sheet print it.

    ``indicators`` are codes with the rule of each. Where they differ, each rule says whose it is.
    """
    codes: dict[ScoreRule, list[str]] = {}
    for code, rule in indicators:
        codes.setdefault(rule, []).append(code)
    if len(codes) > 1:
        told = tuple(_of_indicators(rule, theirs) for rule, theirs in codes.items())
        return MoneyRuleText(name="según la regla de cada indicador", paragraphs=(_SUM, *told))
    rule = next(iter(codes), general)
    return replace(VARIABLE_RULES[rule.rule], paragraphs=(_SUM, *_score(rule)))


def fixed_rule_of(terms: Terms) -> MoneyRuleText:
    """Return the rule of the fixed tranche of an agreement."""
    return fixed_rule(terms.rules.fixed, terms.rules.percentage)


def variable_rule_of(terms: Terms) -> MoneyRuleText:
    """Return the rules of the indicators of an agreement."""
    return variable_rule(terms.rules.score, [(each.code, terms.score_of(each)) for each in terms.indicators])


def _of_indicators(rule: ScoreRule, codes: Sequence[str]) -> str:
    whose = "del indicador" if len(codes) == 1 else "de los indicadores"
    return f"Regla {whose} {spanish.listing(codes)}. {' '.join(_score(rule))}"


def _score(rule: ScoreRule) -> Iterator[str]:
    """Yield what gives the score of an indicator, with the figures of its rule."""
    told = spanish.listing(
        f"{quantity(band.score)} desde un avance de {quantity(band.from_share)}" for band in rule.bands or ()
    )
    share = "" if rule.minimum is None else quantity(rule.minimum)
    for paragraph in VARIABLE_RULES[rule.rule].paragraphs:
        yield paragraph.format(minimum=share, bands=told)


def money(agreement: Agreement, terms: Terms, *, first_year: int, on: date) -> MoneyText:
    """Return the amounts of the agreement in the currency of the date."""
    currency = currency_on(on)
    fixed = sum((year.fixed for year in terms.money), Decimal(0))
    variable = sum((year.variable for year in terms.money), Decimal(0))
    return MoneyText(
        total=spanish.soles(terms.maximum, currency),
        total_words=spanish.amount_in_words(terms.maximum, currency),
        annual_total=spanish.soles(fixed + variable, currency),
        fixed_total=spanish.soles(fixed, currency),
        variable_total=spanish.soles(variable, currency),
        years=tuple(_year(year, first_year, currency) for year in terms.money),
        gap="",
        gap_basis=sentence(terms.gap_basis),
        counterpart=sentence(terms.counterpart),
        by_donation=is_donated(agreement.source),
    )


def _year(year: YearTerms, first_year: int, currency: Currency) -> YearAmountRow:
    return YearAmountRow(
        label=f"Año {year.year}",
        fiscal_year=str(first_year + year.year - 1),
        level=f"Nivel {year.year - 1}",
        maximum=spanish.soles(year.maximum, currency),
        fixed_percentage=spanish.percentage(year.fixed_percentage),
        fixed_amount=spanish.soles(year.fixed, currency),
        variable_percentage=spanish.percentage(100 - year.fixed_percentage),
        variable_amount=spanish.soles(year.variable, currency),
    )


def is_donated(source: FinancingSource | None) -> bool:
    """Whether the money comes by donation: the first agreements knew no other way, so it is assumed."""
    return source is None or bool(source.donor)


def financing_source(source: FinancingSource | None) -> str:
    """Return where the money comes from, within a sentence."""
    if not is_donated(source):
        return "la Fuente de Financiamiento Recursos Ordinarios"
    donations = "la Fuente de Financiamiento Donaciones y Transferencias"
    return f"{donations}: “{source.name}” (donante: {source.donor})" if source else donations


def incorporation(agreement: Agreement, *, on: date) -> IncorporationText:
    """Return how the entity takes the money into its budget: by the act of its head, by route and date.

    Donations: resolution of the head (TUO Ley 28411 art. 42; since 2019 DL 1440 art. 50.1). Ordinary
    resources: the breakdown of what a supreme decree transfers.
    """
    copies = NormTerm.objects.filter(norm=agreement.norm, name="incorporation_copies").first()
    act = agreement.entity.act_of_head
    copies_term = f"los {term_in_words(copies)}" if copies else ""
    if is_donated(agreement.source):
        return IncorporationText(act=act, basis=law.incorporation_basis(on), term="", copies_term=copies_term)
    days = counted(DECREE_TERM_DAYS, "día calendario", "días calendario")
    return IncorporationText(
        act=act,
        basis="el Decreto Supremo que aprueba la transferencia",
        term=f"los {days} de su vigencia",
        copies_term=copies_term,
    )
