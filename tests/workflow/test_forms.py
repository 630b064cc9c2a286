"""What every form of an act refuses: texts that no paper bears."""

from __future__ import annotations

from datetime import date

from django import forms

from workflow.forms import LONGEST_TEXT, ActForm


class NoteForm(ActForm):
    """A note."""

    text = forms.CharField()


def note(text: str) -> NoteForm:
    """Return the form of a note with this text."""
    return NoteForm({"text": text, "occurred_on": "2026-03-02", "grounds": ""}, today=date(2026, 3, 2))


def test_a_text_as_long_as_a_paper_bears_is_taken() -> None:
    assert note("x" * LONGEST_TEXT).is_valid()


def test_a_longer_text_is_refused_in_words_beside_its_field() -> None:
    form = note("x" * (LONGEST_TEXT + 1))
    assert not form.is_valid()
    assert form.errors["text"] == ["El texto tiene 20,001 caracteres y el máximo es 20,000: preséntelo en un archivo."]
