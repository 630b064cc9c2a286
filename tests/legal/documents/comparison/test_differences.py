"""The lines of two texts compared."""

from __future__ import annotations

from legal.documents.comparison.differences import differences, kept_pairs


class TestDifferences:
    def test_are_none_between_equal_texts(self) -> None:
        assert differences(["a", "b"], ["a", "b"]) == []

    def test_mark_the_words_that_changed_and_the_line_before(self) -> None:
        (found,) = differences(["uno", "el plazo es de 5 días"], ["uno", "el plazo es de 10 días"])
        assert found.under == "uno"
        assert [(run.text, run.changed) for run in found.after] == [
            ("el plazo es de", False),
            ("10", True),
            ("días", False),
        ]

    def test_show_what_is_only_on_one_side(self) -> None:
        (gone,) = differences(["a", "b"], ["a"])
        assert (gone.before[0].text, gone.after) == ("b", ())

    def test_tell_the_places_of_what_stayed(self) -> None:
        assert list(kept_pairs(["a", "b", "c"], ["b", "x", "c"])) == [(1, 0), (2, 2)]
