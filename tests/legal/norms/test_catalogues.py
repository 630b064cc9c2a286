"""Norms, programmes and sources as they ship: what they fix, and that an administrator's word is kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from legal.agreements.rules import TERMS_OF_A_LIFE
from legal.norms.catalogues import load_norms, load_programmes, load_sources
from legal.norms.models import BudgetProgramme, FinancingSource, Norm, NormTerm

pytestmark = pytest.mark.django_db

DIRECTIVE = "Directiva N° 002-2014-EF/50.01"


def test_the_directive_splits_four_years() -> None:
    load_norms()
    splits = Norm.objects.get(code=DIRECTIVE).splits.order_by("year").values_list("year", "fixed_percentage")
    assert list(splits) == [(1, Decimal(100)), (2, Decimal(70)), (3, Decimal(50)), (4, Decimal(30))]


def test_the_directive_fixes_the_terms_that_an_agreement_reads() -> None:
    load_norms()
    terms = {term.name: (term.amount, term.unit) for term in Norm.objects.get(code=DIRECTIVE).terms.all()}
    assert terms["report_year_1"] == (30, "calendar_days")
    assert terms["report_years"] == (45, "calendar_days")
    assert terms["correction"] == (5, "months")


def test_a_norm_whose_data_are_unknown_has_neither_splits_nor_terms() -> None:
    load_norms()
    bare = Norm.objects.filter(splits__isnull=True)
    assert [norm.code for norm in bare] == ["Directiva N° 001-2016-EF/50.01"]
    assert not bare.filter(terms__isnull=False).exists()


def test_the_directive_of_2010_can_govern_an_agreement_and_says_what_was_supposed() -> None:
    load_norms()
    norm = Norm.objects.get(code="Directiva N° 002-2010-EF/76.01")
    assert set(norm.terms.values_list("name", flat=True)) >= TERMS_OF_A_LIFE
    assert norm.splits.count() == 4
    supposed = norm.terms.filter(name__in=["report_year_1", "report_years", "correction"])
    assert all("supuesto por este sistema" in term.basis for term in supposed)
    assert not norm.terms.filter(basis__contains="TUO").exists()  # no consolidated text of Ley 27444 before 2017


def test_a_split_that_was_changed_is_what_the_catalogue_says_again() -> None:
    load_norms()
    Norm.objects.get(code=DIRECTIVE).splits.filter(year=2).update(fixed_percentage=1)
    load_norms()
    assert Norm.objects.get(code=DIRECTIVE).splits.get(year=2).fixed_percentage == Decimal(70)


def test_a_programme_that_an_administrator_has_ended_stays_ended() -> None:
    load_programmes()
    programme = BudgetProgramme.objects.get(code="0002")
    programme.valid_to = date(2025, 12, 31)
    programme.save()
    load_programmes()
    assert BudgetProgramme.objects.get(code="0002").valid_to == date(2025, 12, 31)
    assert programme in BudgetProgramme.objects.valid_on(date(2025, 12, 31))
    assert programme not in BudgetProgramme.objects.valid_on(date(2026, 1, 1))


def test_a_norm_that_an_administrator_has_ended_stays_ended() -> None:
    load_norms()
    norm = Norm.objects.get(code=DIRECTIVE)
    norm.valid_to = date(2015, 12, 31)
    norm.save()
    load_norms()
    norm.refresh_from_db()
    assert norm.valid_to == date(2015, 12, 31)


def test_what_is_valid_on_a_date_includes_its_first_and_last_day() -> None:
    norm = Norm.objects.create(code="N", title="N", valid_from=date(2015, 1, 1), valid_to=date(2015, 12, 31))
    days = (date(2014, 12, 31), date(2015, 1, 1), date(2015, 12, 31), date(2016, 1, 1))
    assert [norm in Norm.objects.valid_on(day) for day in days] == [False, True, True, False]


def test_a_source_names_its_donor() -> None:
    load_sources()
    source = FinancingSource.objects.get(code="UE-SMN")
    assert (source.name, source.donor) == ("Apoyo presupuestario al programa Salud Materno Neonatal", "Unión Europea")
    assert FinancingSource.objects.get(code="RO").donor == ""


class TestTheRuleOfMoneyOfANorm:
    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"fixed_rule": "fixed_percentage"}, "partial_share"),
            ({"partial_share": Decimal("0.5")}, "partial_share"),
            ({"fixed_rule": "fixed_percentage", "partial_share": Decimal("1.5")}, "partial_share"),
            ({"variable_rule": "threshold"}, "minimum_share"),
            ({"variable_rule": "bands"}, "bands"),
            ({"variable_rule": "bands", "bands": [["0.5", "0.4"], ["0.5", "1"]]}, "bands"),
            ({"variable_rule": "bands", "bands": [[0.5, 1]]}, "bands"),
            ({"bands": [["0.5", "0.4"]]}, "bands"),
        ],
    )
    def test_is_refused_at_its_field_when_nothing_could_be_settled_by_it(
        self, values: dict[str, object], field: str
    ) -> None:
        load_norms()
        norm = Norm.objects.get(code=DIRECTIVE)
        for name, value in values.items():
            setattr(norm, name, value)
        with pytest.raises(ValidationError) as refused:
            norm.clean()
        assert list(refused.value.message_dict) == [field]

    @pytest.mark.parametrize("values", [{"fixed_rule": "fixed_percentage"}, {"minimum_share": Decimal("0.5")}])
    def test_without_what_it_needs_is_refused_by_the_database_too(self, values: dict[str, object]) -> None:
        load_norms()
        norm = Norm.objects.get(code=DIRECTIVE)
        for name, value in values.items():
            setattr(norm, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            norm.save()

    def test_is_what_the_catalogue_says_again_with_its_parameters(self) -> None:
        load_norms()
        norm = Norm.objects.get(code=DIRECTIVE)
        norm.variable_rule, norm.minimum_share = "threshold", Decimal("0.6")
        norm.clean()
        norm.save()
        load_norms()
        norm.refresh_from_db()
        assert (norm.variable_rule, norm.minimum_share) == ("proportional", None)


def test_the_end_of_a_term_to_correct_is_warned_of_60_30_15_and_5_days_before_it() -> None:
    load_norms()
    terms = NormTerm.objects.filter(name="correction")
    assert terms.count() >= 2
    assert all(term.warning_days == [60, 30, 15, 5] for term in terms)
