"""An agreement has its own rules of money: copied from its norm, or chosen where the norm lets it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from legal.agreements.errors import CannotEdit
from legal.agreements.forms.rules import read_bands, text_of_bands
from legal.agreements.models import Agreement, Indicator
from legal.agreements.queries import read_terms
from legal.agreements.services import matrices, terms
from legal.agreements.terms import YearTerms, fingerprint
from legal.norms.settlement import Band, FixedRule, VariableRule
from legal.norms.settlement.rules import MoneyRules, ScoreRule
from tests.factories import World, an_indicator, complete_terms, make_draft, write
from tests.legal.agreements.sheets import exported, preview
from tests.legal.agreements.test_pages_grid import INDICATORS, sent
from tests.legal.agreements.traces import everything, last_act
from tests.legal.browsing import get, post, words

BANDS = (Band(Decimal("0.5"), Decimal("0.4")), Band(Decimal(1), Decimal(1)))
BY_BANDS = ScoreRule(rule=VariableRule.BANDS, bands=BANDS)
CHOSEN = MoneyRules(
    fixed=FixedRule.FIXED_PERCENTAGE,
    percentage=Decimal("0.45"),
    score=ScoreRule(rule=VariableRule.THRESHOLD, minimum=Decimal("0.6")),
)
MONEY = {
    "maximum": "3,000,000.00",
    "years": "3",
    **{f"maximum_{year}": "1,000,000.00" for year in (1, 2, 3)},
    **{f"fixed_{year}": str(percent) for year, percent in ((1, 100), (2, 70), (3, 50))},
}
RULES = {
    "fixed_rule": "fixed_percentage",
    "partial_share": "0.45",
    "variable_rule": "threshold",
    "minimum_share": "0.6",
    "bands": "",
}


@pytest.fixture
def draft(world: World) -> Agreement:
    """Return a complete draft of three years, with indicator I-01."""
    return complete_terms(make_draft(world), world)


@pytest.fixture
def free(world: World, draft: Agreement) -> Agreement:
    """Return it under a norm that lets each agreement choose."""
    world.norm.lets_agreements_choose, world.norm.choice_basis = True, "Anexo II, 1.03"
    world.norm.save()
    return Agreement.objects.get(pk=draft.pk)


def choose(agreement: Agreement, world: World, rules: MoneyRules) -> Agreement:
    """Write the money of a draft as it stands, with other rules."""
    amounts = [
        YearTerms(year=row.year, maximum=row.maximum, fixed_percentage=row.fixed_percentage)
        for row in agreement.year_amounts.order_by("year")
    ]
    more: dict[str, Any] = {"maximum": agreement.maximum, "years": agreement.years, "amounts": amounts}
    write(agreement, world.formulator, terms.write_money, rules=rules, **more)
    return Agreement.objects.get(pk=agreement.pk)


def score(agreement: Agreement, world: World, rule: ScoreRule | None) -> None:
    """Write indicator I-01 with a rule of its own."""
    write(agreement, world.formulator, matrices.write_indicator, terms=replace(an_indicator(), score=rule))


def test_a_norm_that_is_edited_changes_nothing_of_an_agreement(world: World, draft: Agreement) -> None:
    before = fingerprint(read_terms(draft))
    world.norm.rules = CHOSEN
    world.norm.save()
    again = read_terms(Agreement.objects.get(pk=draft.pk))
    assert again.rules == MoneyRules()
    assert fingerprint(again) == before
    assert read_terms(make_draft(world)).rules == CHOSEN


def test_what_is_chosen_is_kept_recorded_and_another_text(world: World, free: Agreement) -> None:
    before = fingerprint(read_terms(free))
    free = choose(free, world, CHOSEN)
    assert read_terms(free).rules == CHOSEN
    assert fingerprint(read_terms(free)) != before
    entry = last_act(free.case)
    assert (entry.before["fixed"], entry.after["fixed"], entry.after["percentage"]) == (
        "proportional",
        "fixed_percentage",
        "0.45",
    )
    assert "maximum" not in entry.after
    assert free.history.latest().fixed_rule == "fixed_percentage"
    assert fingerprint(read_terms(choose(free, world, MoneyRules()))) == before


def test_an_indicator_may_have_a_rule_of_its_own(world: World, free: Agreement) -> None:
    before = fingerprint(read_terms(free))
    score(free, world, BY_BANDS)
    found = read_terms(free)
    assert found.score_of(found.indicators[0]) == BY_BANDS
    assert fingerprint(found) != before
    assert last_act(free.case).after["I-01 bands"] == [["0.5", "0.4"], ["1", "1"]]
    score(free, world, None)
    assert fingerprint(read_terms(free)) == before


@pytest.mark.parametrize(
    ("rules", "words_"),
    [
        (MoneyRules(fixed=FixedRule.FIXED_PERCENTAGE), "Falta"),
        (MoneyRules(percentage=Decimal("0.5")), "Sobra"),
        (MoneyRules(fixed=FixedRule.FIXED_PERCENTAGE, percentage=Decimal("1.5")), "entre 0 y 1"),
        (MoneyRules(score=ScoreRule(rule=VariableRule.BANDS, bands=(BANDS[1], BANDS[0]))), "empezar después"),
    ],
)
def test_rules_that_nothing_can_be_settled_by_are_refused(
    world: World, free: Agreement, rules: MoneyRules, words_: str
) -> None:
    before = everything()
    with pytest.raises(CannotEdit, match=words_):
        choose(free, world, rules)
    assert everything() == before


def test_nothing_is_chosen_where_the_norm_does_not_let(world: World, draft: Agreement) -> None:
    before = everything()
    for act in (lambda: choose(draft, world, CHOSEN), lambda: score(draft, world, BY_BANDS)):
        with pytest.raises(CannotEdit, match="no deja que cada convenio elija sus reglas"):
            act()
    assert everything() == before


def test_what_was_chosen_stays_when_the_norm_no_longer_lets(world: World, free: Agreement) -> None:
    choose(free, world, CHOSEN)
    score(free, world, BY_BANDS)
    world.norm.lets_agreements_choose = False
    world.norm.save()
    score(free, world, None)
    again = Agreement.objects.get(pk=free.pk)
    assert (again.rules, again.indicators.get().score) == (CHOSEN, BY_BANDS)


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Agreement, {"fixed_rule": "fixed_percentage"}),
        (Agreement, {"partial_share": Decimal("0.5")}),
        (Agreement, {"variable_rule": "threshold"}),
        (Agreement, {"bands": [["0.5", "1"]]}),
        (Indicator, {"rule": "bands"}),
        (Indicator, {"minimum_share": Decimal("0.5")}),
    ],
)
def test_the_database_keeps_no_figure_beside_a_rule_that_does_not_use_it(
    draft: Agreement, model: Any, values: dict[str, Any]
) -> None:
    row = model.objects.get()
    for name, value in values.items():
        setattr(row, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


class TestThePages:
    def test_choose_the_rules_with_the_money(self, world: World, free: Agreement) -> None:
        page = words(get(world.formulator, "agreements:part", free.case.number, "money"))
        assert "deja que cada convenio las elija (Anexo II, 1.03)" in page
        post(world.formulator, "agreements:part", free.case.number, "money", **MONEY, **RULES)
        assert Agreement.objects.get(pk=free.pk).rules == CHOSEN
        page = words(get(world.formulator, "agreements:part", free.case.number, "money"))
        assert "corresponde transferir el 45% del Tramo Fijo del año" in page

    @pytest.mark.parametrize(
        ("changed", "told"),
        [
            ({"partial_share": ""}, "Falta: la regla «porcentaje fijo» lo necesita."),
            ({"partial_share": "45"}, "Una parte va de 0 a 1"),
            ({"bands": "0.5 = 0.4"}, "Sobra: la regla «proporcional desde un mínimo» no lo usa."),
            ({"variable_rule": "bands", "minimum_share": "", "bands": "medio = uno"}, "«medio = uno» no se lee"),
        ],
    )
    def test_say_beside_the_field_what_is_wrong(
        self, world: World, free: Agreement, changed: dict[str, str], told: str
    ) -> None:
        answer = post(world.formulator, "agreements:part", free.case.number, "money", **MONEY, **(RULES | changed))
        assert told in words(answer)
        assert Agreement.objects.get(pk=free.pk).rules == MoneyRules()

    def test_show_the_rules_with_their_basis_where_nothing_is_chosen(self, world: World, draft: Agreement) -> None:
        page = get(world.formulator, "agreements:part", draft.case.number, "money")
        assert "no deja que cada convenio las elija" in words(page)
        assert 'name="fixed_rule"' not in page.content.decode()
        post(world.formulator, "agreements:part", draft.case.number, "money", **MONEY, **RULES)
        assert Agreement.objects.get(pk=draft.pk).rules == MoneyRules()

    def test_of_an_indicator_and_of_all_of_them_change_nothing_when_they_are_sent_as_they_came(
        self, world: World, free: Agreement
    ) -> None:
        score(free, world, BY_BANDS)
        values = sent(get(world.formulator, INDICATORS, free.case.number))
        assert (values["fila-0-rule"], values["fila-0-bands"]) == ("bands", "0.5 = 0.4; 1 = 1")
        assert "No hay ninguna celda que guardar." in words(
            post(world.formulator, INDICATORS, free.case.number, **values)
        )
        assert "regla propia: por tramos de avance" in words(
            get(world.formulator, "agreements:part", free.case.number, "indicators")
        )

    def test_of_the_workbook_bring_back_the_rule_of_an_indicator(self, world: World, free: Agreement) -> None:
        score(free, world, BY_BANDS)
        book = exported(free, world.formulator)
        assert "No cambia nada" in words(preview(free, world.formulator, book))
        score(free, world, ScoreRule(rule=VariableRule.THRESHOLD, minimum=Decimal("0.6")))
        told = words(preview(free, world.formulator, book))
        assert "proporcional desde un mínimo" in told
        assert "0.5 = 0.4; 1 = 1" in told


@pytest.mark.parametrize("text", ["0.5 = 0.4; 1 = 1", " 0.5=0.4 ;1=1; "])
def test_bands_are_read_as_they_are_written(text: str) -> None:
    assert read_bands(text) == BANDS
    assert text_of_bands(read_bands(text)) == "0.5 = 0.4; 1 = 1"
