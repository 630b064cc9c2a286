"""What every form of an act refuses: texts that no paper bears."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms

from workflow.forms import LONGEST_TEXT, ActForm, DateField
from workflow.templatetags.words import told


class NoteForm(ActForm):
    """A note."""

    text = forms.CharField()
    story = forms.CharField(required=False, widget=forms.Textarea)


def note(text: str, *, story: str = "") -> NoteForm:
    """Return the form of a note with this text."""
    return NoteForm({"text": text, "story": story, "occurred_on": "2026-03-02", "grounds": ""}, today=date(2026, 3, 2))


def test_a_text_as_long_as_a_paper_bears_is_taken() -> None:
    assert note("x" * LONGEST_TEXT).is_valid()


def test_a_longer_text_is_refused_in_words_beside_its_field() -> None:
    form = note("x" * (LONGEST_TEXT + 1))
    assert not form.is_valid()
    assert form.errors["text"] == ["El texto tiene 20,001 caracteres y el máximo es 20,000: preséntelo en un archivo."]


@pytest.mark.parametrize("nothing", ["\u200b", "\u2060\u200f", " \u200b ", "\u3164", "\u2800", "\u0301", "\ufeff"])
def test_a_text_that_nobody_sees_is_no_text(nothing: str) -> None:
    form = note(nothing, story=nothing)
    assert not form.is_valid()
    for field in ("text", "story"):
        assert form.errors[field] == ["El texto no tiene ninguna letra, cifra ni signo que se vea."]


@pytest.mark.parametrize(
    ("sign", "code"), [("\x01", "U+0001"), ("\n", "U+000A"), ("\u202e", "U+202E"), ("\u200b", "U+200B")]
)
def test_a_line_holds_no_control_and_no_direction_signs(sign: str, code: str) -> None:
    form = note(f"Memo{sign}rando")
    assert form.errors["text"] == [
        f"El texto contiene un signo que no se ve ({code}): bórrelo y escriba el texto a mano."
    ]


@pytest.mark.parametrize("sign", ["\x0b", "\x1b", "\u202e", "\u2066"])
def test_a_text_of_several_lines_is_not_turned_around(sign: str) -> None:
    assert "story" in note("Memo", story=f"Primero{sign}segundo").errors


@pytest.mark.parametrize(
    "story", ["", "Uno.\r\n\tDos.", "guio\u00adnes y jun\u200btas que pega Word", "«¿Ñandú?»", "٢", "—"]
)
def test_what_people_write_and_paste_is_taken(story: str) -> None:
    form = note("Señor Muñoz – N° 1", story=story)
    assert form.is_valid(), form.errors


class DoneForm(NoteForm):
    """A note on what was done on a day."""

    done_on = ("day",)
    day = DateField()


def errors_of(**values: str) -> dict[str, list[str]]:
    """Return what a form says of a note written on 2 March 2026."""
    form = DoneForm({"text": "Nota", "occurred_on": "2026-03-02", "grounds": "", **values}, today=date(2026, 3, 2))
    return {name: list(errors) for name, errors in form.errors.items()}


def test_a_date_that_cannot_be_is_told_at_its_field() -> None:
    assert errors_of(day="2026-03-02") == {}
    assert "está en el futuro" in errors_of(day="2026-03-02", occurred_on="2026-03-03")["occurred_on"][0]
    assert "documento que la sustenta" in errors_of(day="2026-03-01", occurred_on="2026-03-01")["grounds"][0]
    assert errors_of(day="2026-03-01", occurred_on="2026-03-01", grounds="Acta N° 1") == {}
    assert errors_of(day="2026-03-03") == {"day": ["La fecha es posterior a la del acto que la registra."]}


def test_each_thing_that_is_wrong_counts_whatever_its_field() -> None:
    form = note("")
    form.add_error("text", "Otra cosa.")
    form.add_error(None, "Y otra.")
    assert told(form.errors) == len(form.errors["text"]) + 1 == 3


def test_a_date_that_cannot_be_read_is_told_how_dates_are_written() -> None:
    assert errors_of(day="31/02/2026") == {"day": ["Escriba la fecha como 02/03/2026 o 2026-03-02."]}
    assert errors_of(day="02/03/2026") == {}


@pytest.mark.parametrize("day", ["٠٢/٠٣/٢٠٢٦", "２０２６-０３-０２", "२०२६-०३-०२"])
def test_a_date_in_digits_of_another_script_is_not_guessed(day: str) -> None:
    assert errors_of(day=day) == {"day": ["Escriba la fecha como 02/03/2026 o 2026-03-02."]}
