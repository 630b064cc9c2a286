"""What pages say of the fields of each kind of document: their words, their examples, their tags and their use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import pytest
from django.utils import translation

from legal.documents import spanish
from legal.documents.about import About, about_fields, examples_of
from legal.documents.documents import Signatory
from legal.documents.fields import Field, fields_of, groups_of
from legal.documents.kinds import document_kinds, shape_of
from legal.documents.rendering import render_values
from legal.documents.services.shipped import shipped_template
from legal.documents.template_language import read_amount, read_day
from legal.documents.wordtext import extract_words

KINDS = document_kinds()
each_kind = pytest.mark.parametrize("kind", sorted(KINDS))
FEWEST_WORDS = 3


def fields(kind: str) -> list[Field]:
    """Return the fields of a kind."""
    return fields_of(KINDS[kind], "")


def examples() -> Iterator[tuple[str, str]]:
    """Yield each example of each kind with the place where it is."""
    for kind in KINDS:
        for field in fields(kind):
            for example in field.examples:
                yield f"{kind}: {field.path}", example


def texts(values: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each name of a text within plain values, with the record that holds it."""
    if isinstance(values, dict):
        for name, value in values.items():
            if isinstance(value, str):
                yield name, values
            yield from texts(value)
    elif isinstance(values, list):
        for value in values:
            yield from texts(value)


def fits(value: Any, shape: Any) -> bool:
    """Return whether a plain value has a shape, with words in each text."""
    if isinstance(shape, str):
        kind = {"text": str, "number": int, "yes_no": bool}[shape]
        return type(value) is kind and bool(value)
    if "list" in shape:
        count = shape.get("length", len(value))
        return len(value) == count > 0 and all(fits(each, shape["list"]) for each in value)
    return value.keys() == shape["fields"].keys() and all(fits(value[name], shape["fields"][name]) for name in value)


class TestEveryField:
    @each_kind
    def test_says_what_it_is_in_a_phrase_of_its_own(self, kind: str) -> None:
        for group in groups_of(KINDS[kind], ""):
            told = [field.description for field in group.fields]
            assert len(set(told)) == len(told), group.path
            for phrase in [*told, *([group.description] if group.path else [])]:
                assert len(phrase.split()) >= FEWEST_WORDS, (group.path, phrase)
                assert phrase[0].isupper(), (group.path, phrase)
                assert phrase[-1] not in ".:;,", (group.path, phrase)

    @each_kind
    def test_shows_an_example_unless_it_lists_records(self, kind: str) -> None:
        for field in fields(kind):
            name = re.split(r"[.· ]", field.path)[-1]
            assert bool(field.examples) != field.tag.endswith("… {%p endfor %}"), field.path
            assert not {"", name, field.description} & set(field.examples), field.path

    @each_kind
    def test_says_it_in_the_language_of_the_reader(self, kind: str) -> None:
        with translation.override("en"):
            english = [field.description for field in fields(kind)]
        spanish_ones = [field.description for field in fields(kind)]
        assert len(english) == len(spanish_ones)
        assert not [words for words, other in zip(spanish_ones, english, strict=True) if words == other]

    def test_holds_no_lazy_text_in_its_type(self) -> None:
        for contract in KINDS.values():
            assert {type(about.description) for about in about_fields(contract).values()} == {str}

    def test_that_says_nothing_is_an_error(self) -> None:
        @dataclass(frozen=True)
        class Bare:
            name: str

        with pytest.raises(TypeError, match=r"Nothing is said of Bare\.name"):
            about_fields(Bare)

    def test_of_a_record_that_is_the_same_everywhere_is_told_by_its_class(self) -> None:
        @dataclass(frozen=True)
        class Letter:
            signatory: Signatory

        assert about_fields(Letter)["signatory"].description == Signatory.about


class TestExamples:
    @each_kind
    def test_have_the_shape_of_what_is_issued_and_leave_nothing_out(self, kind: str) -> None:
        assert fits(examples_of(KINDS[kind]), {"fields": shape_of(KINDS[kind])})

    @each_kind
    def test_fill_the_template_that_ships(self, kind: str) -> None:
        values = examples_of(KINDS[kind])
        filled = render_values(values, template=shipped_template(kind), dated=date(2026, 11, 23))
        printed = extract_words(filled.content).replace(spanish.NO_BREAK, " ")
        assert "{{" not in printed
        assert values["letterhead"]["ministry"].upper() in printed.upper()

    def test_write_amounts_as_documents_do(self) -> None:
        amounts = [(where, text) for where, text in examples() if re.fullmatch(r"S/\.? ?[\d,.]+", text)]
        assert amounts
        for where, text in amounts:
            assert spanish.soles(*read_amount(text)).replace(spanish.NO_BREAK, " ") == text, where

    def test_write_dates_as_documents_do(self) -> None:
        days = [(where, text) for where, text in examples() if re.fullmatch(r"\d+ de \w+ de \d{4}", text)]
        assert days
        for where, text in days:
            assert spanish.long_date(read_day(text)) == text, where
        named = {where for where, text in examples() if re.search(r"_(on|before|after)$", where)}
        others = {where for where in named if where.endswith(("met_before", "met_after"))}
        others |= {"calculation_sheet: criteria · verified_on", "termination_act: effective_on"}
        assert named - others == {where for where, _text in days} & named

    def test_write_an_amount_in_words_as_it_is_in_figures(self) -> None:
        twins = {"total": "total_words", "amount": "amount_words", "paid": "paid_words", "due": "due_words"}
        twins |= {"pending": "pending_words", "lapsed": "lapsed_words"}
        compared = 0
        for kind, contract in KINDS.items():
            for name, record in texts(examples_of(contract)):
                if twins.get(name) in record:
                    assert spanish.amount_in_words(*read_amount(record[name])) == record[twins[name]], (kind, name)
                    compared += 1
        assert compared >= len(twins) - 1

    def test_write_numbers_in_words_as_their_figures(self) -> None:
        counted = [
            (where, word, int(figures))
            for where, text in examples()
            for word, figures in re.findall(r"(\w+) \((\d\d)\)", text.lower())
        ]
        assert counted
        for where, word, number in counted:
            assert word in {*spanish.cardinal(number).split(), *({"un", "una"} if number == 1 else ())}, where

    def test_of_a_field_may_be_others_where_the_record_stands(self) -> None:
        values = examples_of(KINDS["agreement"])
        assert values["grantor"]["alias"] == "LA DGPP"
        assert values["entity"]["alias"] == "LA ENTIDAD"
        assert [year["label"] for year in values["money"]["years"]] == ["Año 1", "Año 2", "Año 3"]

    def test_of_a_list_are_one_or_several(self) -> None:
        @dataclass(frozen=True)
        class Names:
            several: Annotated[tuple[str, ...], "Nombres de las partes", ("Ana", "Inés")]
            one: Annotated[tuple[str, ...], "Nombre del tercero", "Eva"]

        assert examples_of(Names) == {"several": ["Ana", "Inés"], "one": ["Eva"]}
        assert about_fields(Names)["one"] == About(
            type=tuple[str, ...], description="Nombre del tercero", example="Eva"
        )


class TestTags:
    def test_tell_where_the_template_asks_for_them_through_its_repetitions(self) -> None:
        text = "{%tr for fila in ambit %}\n{{ fila.department }} | {{ fila.provinces }}\n{{ objective }}\n"
        found = {field.path: field for field in fields_of(KINDS["agreement"], text)}
        assert found["objective"].use == "{{ objective }}"
        assert found["ambit"].use == "{%tr for fila in ambit %}"
        within = [path for path, field in found.items() if path.startswith("ambit · ") and field.use]
        assert within
        assert found["title"].use == ""

    def test_print_ask_or_repeat(self) -> None:
        found = {field.path: field for field in fields("agreement")}
        assert found["title"].tag == "{{ title }}"
        assert found["stamp.is_draft"].tag == "{% if stamp.is_draft %}…{% endif %}"
        assert found["antecedents"].tag == "{%p for antecedent in antecedents %} {{ antecedent }} {%p endfor %}"
        assert found["processes · subprocesses"].tag == "{%p for subprocess in process.subprocesses %} … {%p endfor %}"
        assert found["processes · subprocesses · name"].tag == "{{ subprocess.name }}"

    def test_follow_records_within_records(self) -> None:
        groups = {group.path: group for group in groups_of(KINDS["agreement"], "")}
        assert groups["money"].repetition is None
        assert groups["money.years"].repetition is not None
        assert groups[""].fields[0].path == "title"
        assert groups["stamp"].anchor == "datos-stamp"
        assert groups["money"].count == len(groups["money"].fields)
