"""Rendering: exact text, nothing in silence, no programs, the same bytes."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from legal.documents import confined, rendering
from legal.documents.documents import DocumentContext, Letterhead, plain_values
from legal.documents.errors import CannotRender
from legal.documents.packages import read_parts
from legal.documents.rendering import Template, render
from legal.documents.wordtext import extract_margins, extract_text
from tests.legal.documents.word_files import make_docx, with_parts, with_text_replaced, write_template

DATED = date(2015, 6, 12)
LETTERHEAD = Letterhead(ministry="MEF", vice_ministry="VMH", directorate="DGPP", decade_name="", year_name="")


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of the sample."""

    name: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Note(DocumentContext):
    """A small document."""

    template_name: ClassVar[str] = "plantilla.docx"

    text: Any = "texto"
    is_urgent: Any = False
    rows: tuple[Row, ...] = ()


def note(**values: Any) -> Note:
    """Return a small document."""
    return Note(**{"title": "Nota", "letterhead": LETTERHEAD, **values})


def text_of(path: Path, document: DocumentContext) -> str:
    """Return the text of a document filled into a template."""
    return extract_text(render(document, template=Template.at(path), dated=DATED).content)


class TestClauses:
    PARAGRAPHS = (
        "{{ clausula('partes') }}: PARTES",
        "{{ numeral() }}. Véanse la {{ ref('penalidad') }} y el {{ ref('dias') }}.",
        "{%p if is_urgent %}",
        "{{ clausula('adelanto') }}: ADELANTO",
        "{%p endif %}",
        "{{ clausula('plazo') }}: PLAZO",
        "{{ numeral() }}. {{ text }}",
        "{{ numeral('dias') }}. Dos días.",
        "{{ clausula('penalidad') }}: PENALIDADES, según la {{ ref('partes') }}",
        "ANEXO DE LA {{ ref_mayuscula('penalidad') }}",
    )

    def test_number_themselves_and_references_follow(self, tmp_path: Path) -> None:
        path = write_template(tmp_path, *self.PARAGRAPHS)
        assert text_of(path, note(is_urgent=True)).splitlines() == [
            "CLÁUSULA PRIMERA: PARTES",
            "1.1. Véanse la Cláusula Cuarta y el numeral 3.2.",
            "CLÁUSULA SEGUNDA: ADELANTO",
            "CLÁUSULA TERCERA: PLAZO",
            "3.1. texto",
            "3.2. Dos días.",
            "CLÁUSULA CUARTA: PENALIDADES, según la Cláusula Primera",
            "ANEXO DE LA CLÁUSULA CUARTA",
        ]

    def test_move_up_when_a_condition_leaves_one_out(self, tmp_path: Path) -> None:
        path = write_template(tmp_path, *self.PARAGRAPHS)
        text = text_of(path, note(is_urgent=False))
        assert "1.1. Véanse la Cláusula Tercera y el numeral 2.2." in text
        assert "CLÁUSULA SEGUNDA: PLAZO" in text

    def test_are_numbered_by_the_template_alone(self, tmp_path: Path) -> None:
        path = write_template(tmp_path, "{{ clausula('partes') }}", "{{ text }}")
        assert text_of(path, note(text="\ue000partes\ue001")).splitlines() == ["CLÁUSULA PRIMERA", "partes"]


class TestText:
    @pytest.mark.parametrize(
        "value",
        [
            "Pérez & Hijos <S.A.> ltda",
            "</w:t></w:r><w:r><w:t>inyectado",
            "{{ 7*7 }} {% if %} {_{ }_} {_% %_}",
            'comillas "rectas" y “curvas”',
            "ñ á € 中 𝔸",
            "a&amp;b &#95; _",
        ],
    )
    def test_comes_out_as_it_went_in(self, tmp_path: Path, value: str) -> None:
        path = write_template(
            tmp_path, "Antes {{ text }} después", "Otro párrafo", header="{{ text }}", title="{{ text }}"
        )
        rendered = render(note(text=value), template=Template.at(path), dated=DATED)
        assert extract_text(rendered.content) == f"Antes {value} después\nOtro párrafo\n"
        assert value in extract_margins(rendered.content)

    def test_loses_only_control_signs(self, tmp_path: Path) -> None:
        path = write_template(tmp_path, "[{{ text }}]")
        assert text_of(path, note(text="a\ab\fc\x00d\x1fe")) == "[abcde]\n"

    def test_keeps_the_number_of_a_norm_beside_its_sign(self, tmp_path: Path) -> None:
        path = write_template(tmp_path, "{{ text }}")
        rendered = render(note(text="Ley N° 29951"), template=Template.at(path), dated=DATED)
        assert "N°\u00a029951".encode() in read_parts(rendered.content)["word/document.xml"]

    def test_repeats_and_chooses(self, tmp_path: Path) -> None:
        path = write_template(
            tmp_path,
            "{%p for row in rows %}",
            "{{ loop.index }}. {{ row.name|upper }}: {% for item in row.items %}{{ item }};{% endfor %}",
            "{%p endfor %}",
            "{% if is_urgent %}urgente{% else %}normal{% endif %}, {{ rows|length }}",
        )
        rows = (Row(name="uno", items=("a", "b")), Row(name="dos"))
        assert text_of(path, note(rows=rows)) == "1. UNO: a;b;\n2. DOS:\nnormal, 2\n"

    def test_states_its_title_and_date_in_the_properties(self, tmp_path: Path) -> None:
        path = write_template(tmp_path, "{{ text }}")
        rendered = render(note(title="A & B"), template=Template.at(path), dated=DATED)
        properties = read_parts(rendered.content)["docProps/core.xml"].decode()
        assert "<dc:title>A &amp; B</dc:title>" in properties
        assert "2015-06-12T12:00:00Z" in properties


class TestSameBytes:
    def test_come_from_the_same_template_and_values(self, tmp_path: Path) -> None:
        path = write_template(tmp_path, "{{ text }}")
        first = render(note(), template=Template.at(path), dated=DATED)
        time.sleep(2.1)  # the clock of a ZIP has steps of two seconds
        assert render(note(), template=Template.at(path), dated=DATED) == first

    def test_change_with_the_values_the_template_and_the_date(self, tmp_path: Path) -> None:
        path = write_template(tmp_path, "{{ text }}")
        first = render(note(), template=Template.at(path), dated=DATED)
        other_text = render(note(text="otro"), template=Template.at(path), dated=DATED)
        other_date = render(note(), template=Template.at(path), dated=date(2016, 1, 1))
        write_template(tmp_path, "{{ text }}.")
        other_template = render(note(), template=Template.at(path), dated=DATED)
        assert len({each.content_sha256 for each in (first, other_text, other_date, other_template)}) == 4
        assert first.text_sha256 == other_date.text_sha256 == other_template.text_sha256 != other_text.text_sha256
        assert first.template_sha256 == other_text.template_sha256 != other_template.template_sha256


class TestValues:
    @pytest.mark.parametrize(
        "value",
        [None, 1.5, Decimal(1), DATED, mark_safe("x"), gettext_lazy("x"), b"x", {"a": "b"}, {"a"}, object(), Row],
    )
    def test_that_are_not_plain_are_refused(self, value: object) -> None:
        with pytest.raises(CannotRender, match=r"Note\.text"):
            plain_values(note(text=value))

    def test_that_are_not_plain_are_refused_at_any_depth(self) -> None:
        with pytest.raises(CannotRender, match=r"Note\.rows\[1\]\.items\[0\]"):
            plain_values(note(rows=(Row(name="a"), Row(name="b", items=(Decimal(1),)))))  # type: ignore[arg-type]

    def test_with_broken_signs_are_refused(self) -> None:
        with pytest.raises(CannotRender, match="caracteres rotos"):
            plain_values(note(text="\ud800"))


class TestMistakesInATemplate:
    @pytest.mark.parametrize(
        ("paragraphs", "problem"),
        [
            (("El plazo es de {{ plazo }} días",), r"no tiene \(plazo\), en el párrafo «El plazo es de"),
            (("{% for row in rows %}{{ row.nombre }}{% endfor %}",), r"no tiene \(nombre\)"),
            (("{{ text.upper }}",), r"no tiene \(upper\)"),
            (("{% if plazo %}x{% endif %}",), r"no tiene \(plazo\)"),
            (("{{ rows }}",), r"no es un texto \(list\)"),
            (("{{ is_urgent }}",), r"no es un texto \(bool\)"),
            (("{{ letterhead }}",), r"no es un texto \(dict\)"),
            (("{{ none }}",), r"no se permite \(None\)"),
            (("{{ true }}",), r"no se permite \(True\)"),
            (("Monto {{ text ",), "mismo párrafo"),
            (("{{ text", "}}"), "mismo párrafo"),
            (("{% if is_urgent %}x",), "mal escrita"),
            (("{{ text|tojson }}",), r"no se permite \(tojson\)"),
            (("{{ text|soles }}",), r"filtro con un dato que no sabe leer \(soles: texto\), en el párrafo"),
            (
                ("{{ ref('nada') }}",),
                r"se refiere a la clave «nada», que ninguna cláusula ni numeral lleva, en el párrafo .*ref\('nada'\)",
            ),
            (
                ("{{ clausula('a') }}", "{{ clausula('a') }}"),
                "da la clave «a» a dos cláusulas o numerales, en el párrafo",
            ),
            (("{{ numeral('a') }}",), "numera un párrafo antes de la primera cláusula"),
            (("{{ clausula(text) }}",), r"no se permite \(Call\)"),
            (("{%p if is_urgent %} se perdería", "{%p endif %}"), "debe ir sola"),
            (("{%p if is_urgent %}{%p endif %}",), "debe ir sola"),
        ],
    )
    def test_are_refused_with_their_place(self, tmp_path: Path, paragraphs: tuple[str, ...], problem: str) -> None:
        path = write_template(tmp_path, *paragraphs)
        with pytest.raises(CannotRender, match=problem) as refusal:
            render(note(rows=(Row(name="a"),)), template=Template.at(path), dated=DATED)
        assert "«plantilla.docx»" in str(refusal.value)

    def test_in_a_header_are_refused_too(self, tmp_path: Path) -> None:
        path = write_template(tmp_path, "x", header="{{ plazo }}")
        with pytest.raises(CannotRender, match="plazo"):
            render(note(), template=Template.at(path), dated=DATED)

    def test_such_as_deleted_words_with_changes_tracked_are_refused(self, tmp_path: Path) -> None:
        path = write_template(tmp_path, "viejo {{ text }}")
        path.write_bytes(with_text_replaced(path.read_bytes(), "word/document.xml", b"<w:r>", b"<w:del><w:r>"))
        path.write_bytes(with_text_replaced(path.read_bytes(), "word/document.xml", b"</w:r>", b"</w:r></w:del>"))
        with pytest.raises(CannotRender, match="control de cambios"):
            render(note(), template=Template.at(path), dated=DATED)

    def test_such_as_another_kind_of_file_are_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "plantilla.docx"
        with pytest.raises(CannotRender, match="no se puede leer"):
            render(note(), template=Template.at(path), dated=DATED)
        path.write_bytes(b"hola")
        with pytest.raises(CannotRender, match="no es un documento de Word"):
            render(note(), template=Template.at(path), dated=DATED)
        path.write_bytes(with_parts(make_docx("x"), {"word/vbaProject.bin": b"x"}))
        with pytest.raises(CannotRender, match="macros"):
            render(note(), template=Template.at(path), dated=DATED)


HOSTILE = (
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ text.__class__ }}",
    "{{ text['__class__'] }}",
    "{{ rows.append('x') }}",
    "{{ text.format('x') }}",
    "{{ self.__init__ }}",
    "{{ loop.__class__ }}",
    "{{ lipsum() }}",
    "{{ range(999999999)|length }}",
    "{{ 'a' * 10000000000 }}",
    "{{ text|attr('__class__') }}",
    "{{ text|format(1) }}",
    "{{ 'x'|center(9999999999) }}",
    "{% set x = 1 %}",
    "{% macro m() %}{% endmacro %}",
    "{% include 'otra' %}",
    "{% import 'otra' as x %}",
    "{% extends 'otra' %}",
    "{% for x in rows recursive %}{{ loop(rows) }}{% endfor %}",
)


class TestPrograms:
    @pytest.mark.parametrize("payload", HOSTILE)
    def test_in_a_template_do_not_run(self, tmp_path: Path, payload: str) -> None:
        path = write_template(tmp_path, payload)
        with pytest.raises(CannotRender):
            render(note(rows=(Row(name="a"),)), template=Template.at(path), dated=DATED)

    def test_in_the_header_or_the_properties_do_not_run(self, tmp_path: Path) -> None:
        for place in ("header", "title"):
            path = write_template(tmp_path, "x", **{place: HOSTILE[0]})
            with pytest.raises(CannotRender, match="no se permite"):
                render(note(), template=Template.at(path), dated=DATED)

    def test_that_would_never_end_are_stopped(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(rendering, "SECONDS", 3)
        letters = "abcdefgh"
        opening = "".join(f"{{% for {letter} in rows %}}" for letter in letters)
        path = write_template(tmp_path, opening + "x" + "{% endfor %}" * len(letters))
        rows = tuple(Row(name=str(number)) for number in range(100))
        with pytest.raises(CannotRender, match=r"se detuvo|más memoria o tiempo"):
            render(note(rows=rows), template=Template.at(path), dated=DATED)

    def test_have_no_environment_to_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        (tmp_path / "docxtpl.py").write_text("raise RuntimeError('hijacked')", encoding="utf-8")
        path = write_template(tmp_path, "{{ text }}")
        assert text_of(path, note()) == "texto\n"


@pytest.mark.parametrize(
    "deed",
    [
        "open('/etc/hostname')",
        "open('x', 'w')",
        "__import__('socket').socket()",
        "__import__('os').system('id')",
        "__import__('subprocess').run(['id'])",
    ],
)
def test_a_worker_that_was_taken_over_can_do_little(deed: str) -> None:
    program = (
        "import os, socket, subprocess, sys\n"
        f"sys.path.append({str(confined.ROOT)!r})\n"
        "from legal.documents.confinement import confine\n"
        "from legal.documents.template_environment import CannotFill\n"
        "confine(cpu_seconds=10, memory_bytes=2**30)\n"
        f"try: {deed}\nexcept CannotFill: print('refused')"
    )
    done = subprocess.run([sys.executable, "-I", "-B", "-c", program], capture_output=True, text=True, check=False)
    assert done.stdout == "refused\n", done.stderr


def test_the_worker_and_its_caller_agree_on_the_code_of_failure() -> None:
    from legal.documents import render_worker

    assert render_worker.CANNOT_FILL == rendering.CANNOT_FILL


def test_a_context_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        note().title = "x"  # type: ignore[misc]
