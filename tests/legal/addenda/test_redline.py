"""Two texts side by side: both stay whole, and the words that changed are marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legal.addenda.redline import Run, compare

texts = st.text(alphabet="abc \n", max_size=60)


def told(runs: tuple[Run, ...]) -> str:
    """Return a text with its changed words in brackets."""
    return "".join((f"[{run.text}]" if run.changed else run.text) + run.space for run in runs)


@pytest.mark.parametrize(
    ("before", "after", "old", "new"),
    [
        ("rige tres años", "rige cuatro años", "rige [tres] años", "rige [cuatro] años"),
        ("rige tres años", "rige tres (3) años", "rige tres años", "rige tres [(3)] años"),
        ("a\nb c", "a b\nc", "a\nb c", "a b\nc"),
        ("", "nuevo texto", "", "[nuevo texto]"),
        ("la la la fin", "la la fin", "la la [la] fin", "la la fin"),
    ],
)
def test_it_marks_words_and_never_spaces(before: str, after: str, old: str, new: str) -> None:
    redline = compare(before, after)
    assert (told(redline.before), told(redline.after)) == (old, new)


def test_texts_of_few_words_many_times_are_compared_like_all_others() -> None:
    # As long as a form lets a text be: looking at each pair of equal words would take minutes.
    redline = compare("a " * 9_990, "a b " * 4_995)
    assert told(redline.after).count("[b]") == 4_995
    assert told(redline.before).count("[") == 1


@given(texts, texts)
def test_both_texts_stay_whole_and_share_what_is_not_marked(before: str, after: str) -> None:
    redline = compare(before, after)
    for runs, text in ((redline.before, before), (redline.after, after)):
        assert "".join(run.text + run.space for run in runs) == text.lstrip()
    kept_before, kept_after = (
        [word for run in runs if not run.changed for word in run.text.split()]
        for runs in (redline.before, redline.after)
    )
    assert kept_before == kept_after
