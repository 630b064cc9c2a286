"""The terms on a date: pure, the same for the same arguments, never changed for the past."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from legal.addenda.terms import ChangeTerms, SignedAddendum, SignedAgreement, fingerprint_of_changes, terms_on
from legal.agreements.terms import DistrictTerms
from tests.legal.agreements.whole_terms import whole_terms

SIGNED_ON, ENDS_ON = date(2026, 3, 2), date(2029, 3, 1)


def district(code: str) -> DistrictTerms:
    """Return a district by its code."""
    return DistrictTerms(code=code, name=f"Distrito {code}", province="Provincia", department="Departamento")


CODES = tuple(f"0101{number:02d}" for number in range(1, 7))
SIGNED = SignedAgreement(
    terms=replace(whole_terms(), ambit=tuple(district(code) for code in CODES[:2])), ends_on=ENDS_ON
)


def addendum(number: int, on: date, *changes: ChangeTerms) -> SignedAddendum:
    """Return a signed addendum."""
    return SignedAddendum(number=number, in_force_from=on, changes=changes)


def widened(*codes: str, removed: tuple[str, ...] = ()) -> ChangeTerms:
    """Return a change of the ambit."""
    return ChangeTerms(
        kind="ambit",
        reason="r",
        added=tuple(district(code) for code in codes),
        removed=tuple(district(code) for code in removed),
    )


def later(on: date) -> ChangeTerms:
    """Return a later end of the term."""
    return ChangeTerms(kind="term", reason="r", ends_on=on)


def codes_on(signed: SignedAgreement, on: date) -> list[str]:
    """Return the districts of the ambit on a date."""
    return [each.code for each in terms_on(signed, on).terms.ambit]


def test_without_addenda_the_signed_terms_rule() -> None:
    ruling = terms_on(SIGNED, SIGNED_ON)
    assert (ruling.terms, ruling.ends_on, ruling.clauses, ruling.sources) == (SIGNED.terms, ENDS_ON, (), ())


def test_an_addendum_rules_from_its_day_and_not_the_day_before() -> None:
    day = date(2026, 9, 1)
    signed = replace(SIGNED, addenda=(addendum(1, day, widened(CODES[2], removed=(CODES[0],))),))
    assert codes_on(signed, day - timedelta(days=1)) == list(CODES[:2])
    assert codes_on(signed, day) == [CODES[1], CODES[2]]
    assert terms_on(signed, day).source_of("ambit") == (1,)
    assert terms_on(signed, day).source_of("term") == ()


def test_later_addenda_build_on_earlier_ones_by_the_day_from_which_they_rule() -> None:
    first = addendum(1, date(2027, 1, 1), later(date(2029, 9, 1)))
    second = addendum(2, date(2026, 10, 1), later(date(2029, 6, 1)))
    signed = replace(SIGNED, addenda=(first, second))
    assert terms_on(signed, date(2026, 12, 31)).ends_on == date(2029, 6, 1)
    assert terms_on(signed, date(2027, 1, 1)).ends_on == date(2029, 9, 1)
    assert terms_on(signed, date(2027, 1, 1)).source_of("term") == (1,)


def test_a_clause_has_the_text_of_the_last_addendum_that_replaced_it() -> None:
    old, new = (ChangeTerms(kind="clause", reason="r", clause="vigencia", text=text) for text in ("A", "B"))
    signed = replace(SIGNED, addenda=(addendum(1, date(2026, 9, 1), old), addendum(2, date(2027, 9, 1), new)))
    assert [each.text for each in terms_on(signed, date(2027, 1, 1)).clauses] == ["A"]
    assert [each.text for each in terms_on(signed, date(2028, 1, 1)).clauses] == ["B"]


def test_any_change_of_what_is_said_changes_its_fingerprint() -> None:
    said = fingerprint_of_changes([later(date(2029, 9, 1))], None)
    assert said == fingerprint_of_changes([later(date(2029, 9, 1))], None)
    assert said != fingerprint_of_changes([later(date(2029, 9, 2))], None)
    assert said != fingerprint_of_changes([later(date(2029, 9, 1))], date(2027, 1, 1))


days = st.dates(SIGNED_ON, date(2029, 1, 1))
ambits = st.lists(st.sampled_from(CODES), unique=True, max_size=3)


@given(
    made=st.lists(st.tuples(days, ambits, ambits), max_size=5),
    on=days,
    next_day=st.dates(date(2026, 3, 3), date(2029, 1, 1)),
    next_ambit=ambits,
)
def test_a_new_addendum_never_changes_the_past(
    made: list[tuple[date, list[str], list[str]]], on: date, next_day: date, next_ambit: list[str]
) -> None:
    addenda = tuple(
        addendum(number, day, widened(*added, removed=tuple(removed)))
        for number, (day, added, removed) in enumerate(made, start=1)
    )
    signed = replace(SIGNED, addenda=addenda)
    with_another = replace(signed, addenda=(*addenda, addendum(len(addenda) + 1, next_day, widened(*next_ambit))))
    before = min(on, next_day - timedelta(days=1))
    assert terms_on(with_another, before) == terms_on(signed, before)


@given(st.permutations(range(4)))
def test_the_order_in_which_addenda_are_read_does_not_matter(order: list[int]) -> None:
    addenda = [
        addendum(number, date(2026, 4, 1 + number // 2), widened(CODES[1 + number], removed=(CODES[number],)))
        for number in range(1, 5)
    ]
    shuffled = replace(SIGNED, addenda=tuple(addenda[place] for place in order))
    assert terms_on(shuffled, ENDS_ON) == terms_on(replace(SIGNED, addenda=tuple(addenda)), ENDS_ON)
