"""What the check accepts can be filled with whatever a document of its kind may hold."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from legal.documents.documents import plain_values
from legal.documents.render_worker import fill
from tests.legal.documents.linting.bad_templates import Letter, Penalty, Person, docx, look_at
from tests.legal.documents.test_rendering import LETTERHEAD

ASKED = st.recursive(
    st.sampled_from(
        [
            "is_urgent", "amount", "penalties", "amount == 'x'", "amount != 'x'", "penalties|length > 1",
            "penalties|length == 2", "penalties[1] is defined", "term_days > 3",
        ]
    ),
    lambda parts: st.one_of(
        parts.map("not ({})".format),
        st.tuples(parts, st.sampled_from([" and ", " or "]), parts).map(lambda each: f"({''.join(each)})"),
    ),
    max_leaves=3,
)  # fmt: skip
PRINTED = st.sampled_from(
    [
        "{{ amount }}", "{{ penalties[0].name }}", "{{ penalties[1].percentage }}", "{{ penalties|length|ordinal }}",
        "{{ penalties[0].name if penalties else amount }}", "{{ clausula('a') }}", "{{ clausula('b') }}",
        "{{ numeral() }}", "{{ numeral('b') }}", "{{ ref('a') }}", "{{ ref('b') }}", "{{ amount or head.name }}",
    ]
)  # fmt: skip
IN_A_ROW = st.sampled_from(
    [
        "{{ row.name }} {{ loop.index|romano }}", "{{ row.causes[0] }}", "{{ row.causes|lista_y }}", "{{ ref('a') }}",
        "{{ numeral() }}", "{% if row.causes %}{{ row.causes[0] }}{% endif %}", "{{ penalties[0].name }}",
        "{% for pair in row.causes|batch(2) %}{{ pair[0] }}{{ pair[1] if pair[1] is defined else '' }}{% endfor %}",
    ]
)  # fmt: skip


def _block(inner: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    chosen = st.tuples(ASKED, inner, inner).map(
        lambda each: [f"{{%p if {each[0]} %}}", *each[1], "{%p else %}", *each[2], "{%p endif %}"]
    )
    repeated = st.lists(IN_A_ROW, min_size=1, max_size=2).map(
        lambda rows: ["{%p for row in penalties %}", *rows, "{%p endfor %}"]
    )
    return st.one_of(chosen, repeated)


TEMPLATES = st.lists(st.recursive(PRINTED.map(lambda text: [text]), _block, max_leaves=5), min_size=1, max_size=4).map(
    lambda blocks: [paragraph for block in blocks for paragraph in block]
)
TEXTS = st.sampled_from(["", "x", "S/ 12.00"])
LETTERS = st.builds(
    Letter,
    title=st.just("Carta"),
    letterhead=st.just(LETTERHEAD),
    amount=TEXTS,
    due=st.just("23 de noviembre de 2026"),
    term_days=st.integers(0, 9),
    is_urgent=st.booleans(),
    head=st.builds(Person, name=TEXTS, post=TEXTS),
    penalties=st.lists(
        st.builds(Penalty, name=TEXTS, percentage=TEXTS, causes=st.lists(TEXTS, max_size=3).map(tuple)), max_size=3
    ).map(tuple),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(TEMPLATES, st.lists(LETTERS, min_size=4, max_size=4))
def test_an_accepted_template_never_refuses_a_document(paragraphs: list[str], letters: list[Any]) -> None:
    template = docx(*paragraphs)
    assume(look_at(template).ok)
    for letter in letters:
        assert fill(template, plain_values(letter))
