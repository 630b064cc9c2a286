"""A document is a function of its values, its template and its date: no clock, no chance, no order of a process."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

import pytest
import time_machine

from legal.documents import render_worker, template_environment, template_language
from legal.documents.confined import ROOT
from legal.documents.render_worker import fill
from legal.documents.rendering import Template, render, renderer_name
from legal.documents.template_environment import CannotFill, Environment
from tests.legal.documents.test_rendering import Row, note
from tests.legal.documents.word_files import make_docx

PARAGRAPHS: Final = (
    "{{ clausula('objeto') }}: {{ title }}",
    "{{ numeral() }}. {{ text }}, según la {{ ref('objeto') }}.",
    "{%p for row in rows %}",
    "{{ numeral() }}. {{ row.name }}: {% for item in row.items %}{{ item }}; {% endfor %}",
    "{%p endfor %}",
)
VALUES: Final = note(text="N° 001 & <dos>", rows=(Row(name="uno", items=("a", "b")), Row(name="dos")))
DATED: Final = date(2015, 6, 12)
# Filled by another process: as little of ours as it takes, on a day and with a seed of its own.
ELSEWHERE: Final = """
import json, sys, time_machine
from datetime import date
from hashlib import sha256
from legal.documents import packages, render_worker
job = json.load(sys.stdin)
with time_machine.travel(job["day"]):
    filled = render_worker.fill(bytes.fromhex(job["template"]), job["values"])
    content = packages.normalized(filled, title=job["values"]["title"], dated=date.fromisoformat(job["dated"]))
print(sha256(content).hexdigest())
"""
# What this program makes of the template above. Where this fails, documents issued before no longer come out the
# same: raise ``rendering.RENDERER`` if it was changed here, and pin the new digest under the new name.
PINNED: Final = {
    "2, docxtpl 0.20.2, jinja2 3.1.6, python-docx 1.2.0, lxml 6.1.3": (
        "a64878ec1ae9cd182e7d63579abd3f6d21793bfd761920aae320bf4a41bc92f7"
    ),
}


@pytest.fixture(scope="module")
def template() -> Template:
    return Template(name="plantilla.docx", content=make_docx(*PARAGRAPHS))


def made_elsewhere(template: Template, values: bytes, *, day: str, seed: str) -> str:
    """Return the hash of the file that another process makes on another day."""
    job = {"template": template.content.hex(), "values": json.loads(values), "day": day, "dated": DATED.isoformat()}
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        input=json.dumps(job),
        capture_output=True,
        check=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    return done.stdout.strip()


def test_another_day_another_process_and_another_seed_make_the_same_bytes(template: Template) -> None:
    with time_machine.travel(datetime(2031, 2, 3, 4, 5, tzinfo=UTC)):
        here = render(VALUES, template=template, dated=DATED)
    there = {
        made_elsewhere(template, here.context, day="2015-06-12T23:59:59", seed="1"),
        made_elsewhere(template, here.context, day="2044-12-31T00:00:01", seed="4242"),
    }
    assert there == {sha256(here.content).hexdigest()}


def test_what_this_program_makes_is_pinned(template: Template) -> None:
    assert {renderer_name(): render(VALUES, template=template, dated=DATED).content_sha256} == PINNED


def test_a_template_has_nothing_but_the_values_and_the_functions_of_clauses() -> None:
    assert set(Environment().globals) == set(template_language.FUNCTIONS)


@pytest.mark.parametrize(
    "asked",
    [
        "{{ now }}",
        "{{ now() }}",
        "{{ today }}",
        "{{ date.today() }}",
        "{{ time.time() }}",
        "{% now %}",
        "{{ lipsum() }}",
        "{{ [1, 2] | random }}",
        "{{ title.__class__ }}",
        "{{ ''.join.__globals__ }}",
    ],
)
def test_a_template_that_asks_for_the_time_or_for_chance_is_refused(asked: str) -> None:
    with pytest.raises(CannotFill):
        fill(make_docx(asked), {"title": "Nota"})


@pytest.mark.parametrize("module", [render_worker, template_environment, template_language])
def test_what_fills_templates_reads_no_clock_and_no_chance(module: object) -> None:
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    imported = {
        alias.name.partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    } | {str(node.module).partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    asked = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not imported & {"time", "random", "secrets", "uuid", "locale"}
    assert not asked & {"today", "now", "utcnow", "urandom", "fromtimestamp"}
