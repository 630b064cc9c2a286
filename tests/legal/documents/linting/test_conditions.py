"""What follows from conditions: tried against every way in which their atoms may be true."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import Environment, nodes

from legal.documents.linting import conditions
from legal.documents.linting.conditions import (
    ALWAYS,
    Condition,
    all_of,
    can_hold_together,
    condition_of,
    follows,
    opposite,
    shown_length,
)


def read(expression: str, **names: str) -> Condition:
    """Return the condition of an expression."""
    test = Environment(autoescape=True).parse(f"{{% if {expression} %}}{{% endif %}}").find(nodes.If)
    assert test is not None
    return condition_of(test.test, names)


ATOMS = st.sampled_from("abcd").map(lambda words: Condition("atom", words))
CONDITIONS = st.recursive(
    ATOMS,
    lambda parts: st.one_of(
        parts.map(opposite),
        st.builds(
            lambda kind, several: Condition(kind, parts=tuple(several)),
            st.sampled_from(["and", "or"]),
            st.lists(parts, min_size=1, max_size=3),
        ),
    ),
    max_leaves=8,
)
WAYS = [dict(zip("abcd", values, strict=True)) for values in product((True, False), repeat=4)]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(CONDITIONS, st.lists(CONDITIONS, max_size=3))
def test_what_follows_holds_wherever_the_other_does(first: Condition, others: list[Condition]) -> None:
    holds = all(any(each.holds(way) for each in others) for way in WAYS if first.holds(way))
    assert follows(first, others) is holds


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(CONDITIONS, CONDITIONS)
def test_two_hold_together_where_some_document_has_both(first: Condition, second: Condition) -> None:
    assert can_hold_together(first, second) is any(first.holds(way) and second.holds(way) for way in WAYS)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(CONDITIONS)
def test_the_opposite_of_the_opposite_is_the_same(condition: Condition) -> None:
    assert all(opposite(opposite(condition)).holds(way) is condition.holds(way) for way in WAYS)
    assert follows(all_of(condition.certain()), [condition])
    assert follows(condition, [ALWAYS])


def test_beyond_what_can_be_tried_only_what_is_said_itself_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conditions, "MOST_ATOMS", 1)
    assert follows(read("a and b"), [read("b")])
    assert not follows(read("a"), [read("a or b")])
    assert can_hold_together(read("a and b"), read("not b"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("row.name", "row['name']"),
        ("amount == 'x'", 'amount=="x"'),
        ("not amount == 'x'", "amount != 'x'"),
        ("not 'x' in amount", "'x' not in amount"),
        ("rows|length > 1", "(rows|length) > 1"),
        ("not not amount", "amount"),
    ],
)
def test_the_same_is_told_however_it_is_written(one: str, other: str) -> None:
    assert read(one) == read(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a == 'x'", "a == 'y'"), ("a[0]", "a[1]"), ("a|length", "a"), ("a is defined", "a"),
        ("a|batch(2)", "a|batch(3)"), ("1 < n", "n < 1"), ("a < b < c", "a < b"), ("a.b", "a['b.c']"),
    ],
)  # fmt: skip
def test_what_differs_is_not_taken_for_the_same(one: str, other: str) -> None:
    assert read(one) != read(other)


def test_a_name_that_is_used_again_is_another() -> None:
    assert read("row.name", row="row@3") != read("row.name")


@pytest.mark.parametrize(
    ("asked", "length"),
    [
        ("rows", 1), ("rows|length > 2", 3), ("rows|length >= 2", 2), ("rows|length == 4", 4), ("rows|length != 4", 0),
        ("rows|length < 4", 0), ("not rows", 0), ("rows or other", 0), ("other and rows|length > 1", 2),
        ("not rows|length > 1", 0), ("other|length > 1", 0),
    ],
)  # fmt: skip
def test_a_condition_shows_how_many_there_are_at_least(asked: str, length: int) -> None:
    assert shown_length("rows", [read(asked)]) == length
