"""What a template may say: filters of legal Spanish, and clauses that number themselves."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legal.documents import spanish
from legal.documents.template_language import (
    FILTERS,
    ClauseNumbers,
    Misnumbered,
    Unreadable,
    as_written,
    filtered,
    read_amount,
    read_day,
)
from legal.norms.names import NUEVOS_SOLES, SOLES


@pytest.mark.parametrize("name", FILTERS)
def test_the_example_of_each_filter_is_what_it_prints(name: str) -> None:
    example = FILTERS[name]
    value: Any = example.given
    if example.takes == ("texts",):
        value = example.given.split(", ")
    elif example.takes == ("number",):
        value = int(example.given)
    assert filtered(name, value).replace(spanish.NO_BREAK, " ") == example.printed


@pytest.mark.parametrize(
    ("name", "value", "printed"),
    [
        ("monto_en_letras", "S/. 1,000.00", "Mil con 00/100 nuevos soles"),
        ("monto_en_letras", 21, "Veintiuno con 00/100 soles"),
        ("fecha_forense", "2026-11-01", "al primer día del mes de noviembre de 2026"),
        ("fecha_larga", "3 de septiembre de 2015", "3 de setiembre de 2015"),
        ("lista_y", ["agua", "hielo"], "agua y hielo"),
        ("fecha_larga", "1.° de mayo de 2026", "1 de mayo de 2026"),
        ("fecha_larga", "1° de mayo de 2026", "1 de mayo de 2026"),
        ("fecha_larga", "1º de mayo de 2026", "1 de mayo de 2026"),
        ("fecha_larga", "Primero de Mayo de 2026", "1 de mayo de 2026"),
        ("fecha_en_letras", "1.° de mayo de 2026", "al primer día del mes de mayo del año dos mil veintiséis"),
        ("lista_y", ["Ana"], "Ana"),
        ("lista_y", ["", "Ana", " "], "Ana"),
        ("lista_o", ["7", "110"], "7 o 110"),
        ("romano", 4, "IV"),
        ("romano", 3999, "MMMCMXCIX"),
        ("numero_apocopado", 1, "un"),
        ("numero_apocopado", "31,000", "treinta y un mil"),
        ("numero_femenino", 1, "una"),
        ("numero_femenino", 21, "veintiuna"),
        ("numero_femenino", 200, "doscientas"),
        ("ordinal", 100, "centésima"),
        ("ordinal_masculino", 121, "centésimo vigésimo primero"),
    ],
)
def test_filters_write_as_the_law_does(name: str, value: Any, printed: str) -> None:
    assert filtered(name, value) == printed


@pytest.mark.parametrize("name", FILTERS)
def test_nothing_stays_nothing(name: str) -> None:
    assert filtered(name, "") == filtered(name, []) == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("soles", "mil"),
        ("soles", "1,00.00"),
        ("soles", "-5"),
        ("soles", "1.234"),
        ("soles", True),
        ("soles", ["1"]),
        ("monto_en_letras", "١٢"),
        ("fecha_larga", "31 de febrero de 2026"),
        ("fecha_larga", "23/11/2026"),
        ("fecha_larga", "1 de brumario de 2026"),
        ("fecha_larga", "20261123"),
        ("fecha_larga", "2026-W48-1"),
        ("fecha_larga", "2.° de mayo de 2026"),
        ("fecha_larga", "١ de mayo de 2026"),
        ("ordinal", 0),
        ("ordinal", 10_000),
        ("romano", 4000),
        ("romano", 0),
        ("numero_en_letras", "doce"),
        ("lista_y", "Ana"),
    ],
)
def test_what_a_filter_does_not_read_is_refused(name: str, value: Any) -> None:
    with pytest.raises(Unreadable):
        filtered(name, value)


@given(st.decimals(0, Decimal("999999999.99"), places=2), st.sampled_from((SOLES, NUEVOS_SOLES)))
def test_an_amount_that_was_printed_is_read_back(amount: Decimal, currency: Any) -> None:
    assert read_amount(spanish.soles(amount, currency)) == (amount, currency)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_date_that_was_printed_is_read_back(day: date) -> None:
    assert read_day(spanish.long_date(day)) == read_day(day.isoformat()) == day


class TestClauses:
    @given(st.lists(st.booleans(), min_size=1, max_size=99))
    def test_are_counted_as_they_are_printed_and_references_follow(self, printed: list[bool]) -> None:
        numbers = ClauseNumbers()
        ahead = [numbers.ref(f"c{place}") for place in range(len(printed))]
        shown = [place for place, is_shown in enumerate(printed) if is_shown]
        headings = [numbers.clausula(f"c{place}") for place in shown]
        assert headings == [spanish.clause(count) for count in range(1, len(shown) + 1)]
        for count, place in enumerate(shown, start=1):
            assert numbers.resolved(ahead[place]).upper() == spanish.clause(count)
        for place in set(range(len(printed))) - set(shown):
            with pytest.raises(Misnumbered, match=f"c{place}"):
                numbers.resolved(ahead[place])

    def test_numerals_begin_anew_in_each(self) -> None:
        numbers = ClauseNumbers()
        numbers.clausula("a")
        assert [numbers.numeral(), numbers.numeral("x")] == ["1.1", "1.2"]
        numbers.clausula("b")
        assert numbers.numeral() == "2.1"
        assert numbers.resolved(f"según el {numbers.ref('x')}.") == "según el numeral 1.2."

    def test_are_referred_to_in_capitals_where_a_heading_wants_it(self) -> None:
        numbers = ClauseNumbers()
        ahead = numbers.ref_mayuscula("vigencia_2")
        numbers.clausula("vigencia_2")
        numbers.numeral("plazo")
        assert numbers.resolved(f"ANEXO DE LA {ahead}") == "ANEXO DE LA CLÁUSULA PRIMERA"
        assert numbers.resolved(numbers.ref_mayuscula("plazo")) == "NUMERAL 1.1"

    def test_are_named_as_the_template_writes_them_where_nothing_has_the_key(self) -> None:
        numbers = ClauseNumbers()
        written = numbers.ref("plazo") + numbers.ref_mayuscula("plazo")
        assert as_written(written) == "{{ ref('plazo') }}{{ ref_mayuscula('plazo') }}"
        with pytest.raises(Misnumbered) as refusal:
            numbers.resolved(numbers.ref_mayuscula("plazo"))
        assert (refusal.value.reason, refusal.value.key) == ("unknown_key", "plazo")

    def test_are_at_most_99(self) -> None:
        numbers = ClauseNumbers()
        for count in range(99):
            numbers.clausula(f"c{count}")
        with pytest.raises(Misnumbered, match="too_many_clauses"):
            numbers.clausula("one_more")
