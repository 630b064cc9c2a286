"""The confined process and the command: limits, exit codes and the shape of the answer."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from legal.agreements.documents import AgreementDocument
from legal.documents.documents import DocumentContext
from legal.documents.kinds import document_kinds, shape_of
from legal.documents.linting import report, worker
from legal.documents.linting.findings import WARNINGS
from legal.documents.linting.report import lint
from legal.documents.linting.texts import TEXTS
from tests.legal.documents.linting.bad_templates import CLAUSE, Letter, docx
from tests.legal.documents.word_files import with_parts


@dataclass(frozen=True, kw_only=True)
class Dated(Letter):
    """A contract that leaves a date to the template."""

    signed_on: date


ROOT = Path(settings.BASE_DIR)
KINDS = document_kinds()


def run(path: Path, *options: str, kind: str = "agreement") -> tuple[int, str, str]:
    """Run the command; return its exit code, its output and its errors."""
    output, errors = io.StringIO(), io.StringIO()
    try:
        call_command("lint_template", str(path), "--kind", kind, *options, stdout=output, stderr=errors)
    except SystemExit as exit_:
        return int(exit_.code or 0), output.getvalue(), errors.getvalue()
    return 0, output.getvalue(), errors.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_the_templates_that_ship_are_accepted(kind: str) -> None:
    content = (ROOT / "templates_docx" / KINDS[kind].template_name).read_bytes()
    assert lint(content, KINDS[kind]).findings == ()


def test_every_kind_of_document_has_a_template_that_ships() -> None:
    assert {f"{kind}.docx" for kind in KINDS} == {path.name for path in (ROOT / "templates_docx").glob("*.docx")}
    assert Letter in DocumentContext.__subclasses__()
    assert Letter not in KINDS.values()


def test_a_contract_that_templates_cannot_print_is_told_to_its_author() -> None:
    assert shape_of(Letter)["head"] == {"group": "Person", "fields": {"name": "text", "post": "text"}}
    assert shape_of(KINDS["addendum"])["last_ordinals"] == {"list": "text", "length": 4}
    with pytest.raises(TypeError, match="only text, int, bool"):
        shape_of(Dated)


class TestLimits:
    """What is asserted: the limits of the confined process itself (CPU and memory), and that it is killed."""

    def test_are_those_that_the_command_promises(self) -> None:
        assert report.SECONDS <= 3
        assert worker.CPU_SECONDS <= 2
        assert worker.MEMORY_BYTES <= 384 * 1024 * 1024

    def test_stop_what_would_never_end_and_keep_what_was_found(self, monkeypatch: pytest.MonkeyPatch) -> None:
        program = (
            "import sys; sys.path.append(sys.argv[1]); from legal.documents.linting import worker\n"
            "worker.samples.check_whole = lambda *arguments: [None for never in iter(int, 1) if never]\n"
            "sys.exit(worker.main())"
        )
        monkeypatch.setattr(report, "_START", program)
        hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>oculto</w:t></w:r></w:p>"
        found = lint(docx(hidden), Letter)
        assert [each.code for each in found.findings] == ["HID01", "LIM01"]
        assert not found.ok

    def test_stop_what_takes_more_memory_than_there_is(self, monkeypatch: pytest.MonkeyPatch) -> None:
        program = (
            "import sys; sys.path.append(sys.argv[1]); from legal.documents.linting import worker\n"
            "worker.look = lambda *arguments: [0] * (worker.MEMORY_BYTES // 4)\n"
            "sys.exit(worker.main())"
        )
        monkeypatch.setattr(report, "_START", program)
        assert [each.code for each in lint(docx("x"), Letter).findings] == ["LIM01"]

    def test_refuse_a_file_that_breaks_the_reader(self, monkeypatch: pytest.MonkeyPatch) -> None:
        program = (
            "import sys; sys.path.append(sys.argv[1]); from legal.documents.linting import worker\n"
            "worker.look = lambda *arguments: 1 / 0\n"
            "sys.exit(worker.main())"
        )
        monkeypatch.setattr(report, "_START", program)
        assert [each.code for each in lint(docx("x"), Letter).findings] == ["LIM05"]

    def test_kill_a_process_that_waits(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(report, "_START", "import time; time.sleep(600)")
        monkeypatch.setattr(report, "SECONDS", 0.1)
        assert [each.code for each in lint(docx("x"), Letter).findings] == ["LIM01"]

    @pytest.mark.parametrize("text", ["{%" * 500_000, "{{" + "(" * 500_000, "{{ amount }}" * 100_000])
    def test_hold_for_a_text_made_to_exhaust_them(self, text: str) -> None:
        assert not lint(docx(text), Letter).ok

    def test_hold_for_a_hundred_thousand_paragraphs(self) -> None:
        body = "".join(f"<w:p><w:r><w:t>{each * 7919:x}</w:t></w:r></w:p>" for each in range(100_000))
        namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        markup = f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'
        found = lint(with_parts(docx("x"), {"word/document.xml": markup.encode()}), Letter)
        assert [each.code for each in found.findings] == ["LIM02"]

    def test_hold_for_a_file_too_heavy_to_be_opened(self) -> None:
        assert [each.code for each in lint(b"PK" + b"x" * report.LARGEST_FILE, Letter).findings] == ["LIM04"]

    def test_leave_django_out_of_the_confined_process(self) -> None:
        program = (
            "import sys; sys.path.append(sys.argv[1]); import legal.documents.linting.worker\n"
            "print('django' in sys.modules)"
        )
        done = subprocess.run(
            [sys.executable, "-I", "-B", "-c", program, str(ROOT)], capture_output=True, text=True, check=False
        )
        assert done.stdout == "False\n", done.stderr


class TestCommand:
    """``manage.py lint_template``."""

    def test_accepts_a_sound_template(self) -> None:
        path = ROOT / "templates_docx" / "agreement.docx"
        assert run(path) == (0, "accepted: errors 0, warnings 0\n", "")
        code, output, _errors = run(path, "--json")
        assert (code, json.loads(output)) == (0, {"ok": True, "findings": []})

    def test_refuses_a_bad_one_with_what_to_do(self, tmp_path: Path) -> None:
        path = tmp_path / "carta.docx"
        path.write_bytes(docx(CLAUSE, "{{ objetive }}"))
        code, output, errors = run(path, "--json")
        assert (code, errors) == (1, "")
        assert json.loads(output) == {
            "ok": False,
            "findings": [
                {
                    "severity": "error",
                    "code": "VAR01",
                    "where": "Cuerpo, párrafo 2, bajo «CLÁUSULA QUINTA: DEL PLAZO»",
                    "message": "En «{{ objetive }}» se pide «objetive», un dato que no existe.",
                    "hint": "¿Quiso decir «objective»?",
                },
                {
                    "severity": "error",
                    "code": "MRK02",
                    "where": "Cuerpo",
                    "message": "Faltan marcadores por los que otros documentos se refieren a las cláusulas: "
                    + ", ".join(f"«{each.name}»" for each in AgreementDocument.bookmarks[:-1])
                    + " y «clausula_anexos».",
                    "hint": "Seleccione el título de cada cláusula y, en Insertar, Marcador, agregue el suyo con ese "
                    "nombre exacto.",
                },
            ],
        }
        code, output, _errors = run(path)
        assert code == 1
        first, _second, last = output.splitlines()
        assert first == (
            "error VAR01 Cuerpo, párrafo 2, bajo «CLÁUSULA QUINTA: DEL PLAZO»: En «{{ objetive }}» se pide «objetive», "
            "un dato que no existe. ¿Quiso decir «objective»?"
        )
        assert last == "refused: errors 2, warnings 0"

    @pytest.mark.parametrize(
        ("content", "reason"),
        [(b"hola", "it is not a .docx, or damaged"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "it is a .doc of old")],
    )
    def test_says_in_one_line_that_a_file_is_not_of_word(self, tmp_path: Path, content: bytes, reason: str) -> None:
        path = tmp_path / "carta.docx"
        path.write_bytes(content)
        code, output, errors = run(path, "--json")
        assert (code, output) == (2, "")
        assert f"cannot be read as a Word file: {reason}" in errors
        assert errors.count("\n") == 1

    def test_says_in_one_line_that_there_is_no_file(self, tmp_path: Path) -> None:
        code, _output, errors = run(tmp_path / "nada.docx")
        assert (code, errors.count("\n")) == (2, 1)
        code, _output, errors = run(tmp_path)
        assert (code, errors.count("\n")) == (2, 1)
        os.mkfifo(tmp_path / "carta.docx")
        code, _output, errors = run(tmp_path / "carta.docx")
        assert (code, errors) == (2, f"{tmp_path / 'carta.docx'} is not a file.\n")

    def test_says_which_kinds_there_are(self, tmp_path: Path) -> None:
        code, _output, errors = run(tmp_path / "nada.docx", kind="oficio")
        assert (code, errors.count("\n")) == (2, 1)
        assert errors.startswith("--kind must be one of addendum, agreement, ")


def test_every_code_is_in_the_reference_with_its_severity() -> None:
    page = (ROOT / "docs" / "reference" / "templates.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    listed = {row.split("`")[1]: "warning" if "warning" in row else "error" for row in rows}
    assert listed == {code: "warning" if code in WARNINGS else "error" for code in TEXTS}
