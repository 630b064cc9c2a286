"""Making issued documents again: the same content, or a sentence on what is not as it was recorded."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from legal.documents import rendering, reproduction
from legal.documents.documents import DocumentContext, plain_values
from legal.documents.kinds import document_kinds
from legal.documents.models import DocumentKind, DocumentSource, IssuedDocument, StoredFile, TemplateVersion
from legal.documents.publications import plan_of
from legal.documents.rendering import canonical_json, renderer_name
from legal.documents.reproduction import Part, reproduce, reproduce_all
from legal.documents.services.files import keep
from legal.documents.services.templates import publish_template
from legal.documents.uploads import DOCX
from tests.factories import World, make_case
from tests.factories.people import make_unit, make_user
from tests.legal.documents.rewording import KIND, with_paragraph
from tests.legal.documents.test_rendering import note
from tests.legal.documents.test_services import issue
from tests.legal.documents.test_templates import colleague
from tests.legal.documents.word_files import make_docx, write_template
from workflow import clock, triggers
from workflow.models import Case, Unit, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def template(settings: Any, tmp_path: Path) -> Path:
    """A small template, shipped."""
    settings.DOCX_TEMPLATES_DIR = tmp_path
    return write_template(tmp_path, "{{ stamp.number }} {{ text }}", header="{{ stamp.verification_code }}")


@pytest.fixture
def clerk() -> User:
    return make_user("ana")


@pytest.fixture
def unit() -> Unit:
    return make_unit("DGPP", acronym="EF/50.01")


@pytest.fixture
def case(unit: Unit, clerk: User) -> Case:
    return make_case(unit, clerk)


@pytest.fixture
def document(template: Path, case: Case, unit: Unit, clerk: User) -> IssuedDocument:
    """A small issued document."""
    return issue(case, unit, clerk)


def rewrite(row: Any, **values: Any) -> None:
    """Change a row as somebody with the password of the database might, past its triggers."""
    triggers.remove(connection)
    type(row)._base_manager.filter(pk=row.pk).update(**values)


def parts(document: IssuedDocument) -> list[Part]:
    """Return what of a document is told to differ."""
    fresh = IssuedDocument.objects.get(pk=document.pk)
    return [each.part for each in reproduce(fresh).differences]


def check(*arguments: str) -> tuple[int, str]:
    """Run the command and return its exit code and what it printed."""
    output = StringIO()
    try:
        call_command("reissue_check", *arguments, stdout=output)
    except SystemExit as end:
        return int(str(end.code)), output.getvalue()
    return 0, output.getvalue()


def filled(contract: type[Any]) -> Any:
    """Return a contract with a value in each of its fields."""
    hints = get_type_hints(contract)
    return contract(**{each.name: _value(hints[each.name], each.name) for each in fields(contract)})


def _value(hint: Any, name: str) -> Any:
    if is_dataclass(hint):
        return filled(hint)  # type: ignore[arg-type]
    if hint in (str, int, bool):
        return {str: f"dato {name}", int: 3, bool: True}[hint]
    return (_value(get_args(hint)[0], name),)


class Terminal(StringIO):
    """An output that somebody looks at."""

    def isatty(self) -> bool:
        return True


class TestWhatIsKept:
    def test_is_the_canonical_json_whose_hash_the_document_has(self, document: IssuedDocument) -> None:
        source = DocumentSource.objects.get(document=document)
        with source.context.file.open("rb") as kept:
            content = kept.read()
        stamp = {"number": document.number_text, "version": "", "is_draft": False}
        stamp["verification_code"] = document.verification_code
        assert json.loads(content) == {**plain_values(note()), "stamp": stamp}
        assert content == canonical_json(json.loads(content))
        assert source.context.sha256 == document.text_sha256
        assert source.renderer == renderer_name()

    def test_is_never_changed(self, document: IssuedDocument) -> None:
        with pytest.raises(DatabaseError), transaction.atomic():
            document.source.save()
        with pytest.raises(DatabaseError), transaction.atomic():
            document.source.delete()

    def test_is_kept_with_the_document_or_not_at_all(self, template: Path, case: Case, unit: Unit, clerk: User) -> None:
        with transaction.atomic():
            issue(case, unit, clerk)
            transaction.set_rollback(True)
        assert not DocumentSource.objects.exists()
        assert not StoredFile.objects.exists()


class TestADocument:
    def test_comes_out_the_same(self, document: IssuedDocument) -> None:
        made = reproduce(document)
        assert (made.differences, made.has_context, made.has_same_bytes) == ((), True, True)

    def test_whose_values_were_changed_is_told(self, document: IssuedDocument) -> None:
        path = Path(document.source.context.file.path)
        path.write_bytes(path.read_bytes().replace(b'"texto"', b'"otro!"'))
        assert parts(document) == [Part.CONTEXT]

    def test_whose_values_are_those_of_another_is_told(self, document: IssuedDocument, case: Case, unit: Unit) -> None:
        other = issue(case, unit, document.issued_by)
        rewrite(document.source, context=other.source.context)
        assert parts(document) == [Part.CONTEXT]

    def test_whose_values_and_hashes_were_changed_together_comes_out_otherwise(self, document: IssuedDocument) -> None:
        values = {**json.loads(Path(document.source.context.file.path).read_bytes()), "text": "otro"}
        changed = keep(canonical_json(values), "datos.json", DOCX, document.issued_by)
        rewrite(document.source, context=changed)
        rewrite(document, text_sha256=changed.sha256)
        assert parts(document) == [Part.CONTENT]

    def test_whose_values_are_lost_is_told(self, document: IssuedDocument) -> None:
        Path(document.source.context.file.path).unlink()
        assert parts(document) == [Part.CONTEXT]

    def test_whose_file_is_lost_or_was_changed_is_told(self, document: IssuedDocument) -> None:
        path = Path(document.file.file.path)
        path.write_bytes(make_docx("otra cosa"))
        assert parts(document) == [Part.FILE]
        path.unlink()
        assert parts(document) == [Part.FILE]

    def test_whose_file_and_hash_were_changed_together_is_told(self, document: IssuedDocument) -> None:
        rewrite(document, file=keep(make_docx("otra cosa"), "otra.docx", DOCX, document.issued_by))
        assert parts(document) == [Part.FILE]

    def test_whose_template_was_changed_is_told(self, document: IssuedDocument) -> None:
        assert document.template is not None
        Path(document.template.file.file.path).write_bytes(make_docx("{{ text }}"))
        assert parts(document) == [Part.TEMPLATE]

    @pytest.mark.parametrize(
        ("changed", "told"),
        [
            ({"template_sha256": "1" * 64}, Part.TEMPLATE),
            ({"number_text": "N° 009-2015-EF/50.01"}, Part.STAMP),
            ({"verification_code": "AAAA-AAAA-AAAA-AAAA"}, Part.STAMP),
            ({"issued_on": date(2015, 6, 13)}, Part.CONTENT),
        ],
    )
    def test_whose_row_was_changed_is_told(self, document: IssuedDocument, changed: dict[str, Any], told: Part) -> None:
        rewrite(document, **changed)
        assert parts(document) == [told]

    def test_of_before_values_were_kept_has_its_files_looked_at(self, document: IssuedDocument) -> None:
        triggers.remove(connection)
        DocumentSource.objects.all().delete()
        fresh = IssuedDocument.objects.get()
        assert (reproduce(fresh).differences, reproduce(fresh).has_context) == ((), False)
        Path(document.file.file.path).unlink()
        assert parts(document) == [Part.FILE]

    def test_of_another_program_is_told_apart_where_it_differs(
        self, document: IssuedDocument, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        rewrite(document.source, renderer="0, docxtpl 0.16.0")
        assert not reproduce(IssuedDocument.objects.get()).is_of_other_renderer
        monkeypatch.setattr(rendering, "_fill", lambda *_job: make_docx("como salía antes"))
        made = reproduce(IssuedDocument.objects.get())
        assert [each.part for each in made.differences] == [Part.CONTENT]
        assert made.is_of_other_renderer

    def test_that_cannot_be_made_says_why(self, document: IssuedDocument, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(rendering, "SECONDS", 0)
        (difference,) = reproduce(document).differences
        assert difference.part == Part.RENDERING
        assert "tardó demasiado" in difference.sentence


def test_all_are_read_a_few_at_a_time(
    document: IssuedDocument, case: Case, unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    everyone = [document, *(issue(case, unit, document.issued_by) for _time in range(2))]
    monkeypatch.setattr(reproduction, "CHUNK", 2)
    monkeypatch.setattr(reproduction, "reproduce", lambda one: one)
    assert list(reproduce_all(IssuedDocument.objects.all())) == everyone


class TestAfterANewTemplate:
    """A version published later changes nothing of what was issued."""

    @pytest.fixture
    def letters(self, world: World) -> list[IssuedDocument]:
        """Two letters: one by the shipped template, one by a version published after it."""
        context: DocumentContext = replace(filled(document_kinds()[KIND]), title="Oficio")
        values = {"kind": DocumentKind.EXTENSION_LETTER, "context": context, "title": "Oficio"}
        case, actor, today = make_case(world.region, world.formulator), world.formulator, clock.today()
        first = issue(case, world.directorate, actor, issued_on=today, **values)
        version = TemplateVersion.objects.create(
            kind=KIND,
            number=2,
            origin=TemplateVersion.Origin.UPLOADED,
            file=keep(with_paragraph("Con cortesía."), "oficio.docx", DOCX, world.legal_reviewer),
            note="Agrega una frase.",
            uploaded_by=world.legal_reviewer,
        )
        next_day = today + timedelta(days=1)
        agreed = plan_of(version, next_day, today=today).key
        publish_template(version=version, in_force_from=next_day, agreed=agreed, actor=colleague(world), on=today)
        return [first, issue(case, world.directorate, actor, issued_on=next_day, **values)]

    def test_both_come_out_the_same(self, letters: list[IssuedDocument]) -> None:
        assert [each.template.number for each in letters if each.template] == [1, 2]
        assert [reproduce(each).differences for each in letters] == [(), ()]
        assert [reproduce(each).has_same_bytes for each in letters] == [True, True]


class TestTheCommand:
    def test_says_how_many_came_out_the_same(self, document: IssuedDocument) -> None:
        assert check() == (0, "documents 1, same 1 (to the byte 1), different 0, without data 0\n")

    @pytest.mark.parametrize(("stderr", "shown"), [(Terminal(), "\r1 / 1\r\x1b[K"), (StringIO(), "")])
    def test_counts_on_a_terminal_only(self, document: IssuedDocument, stderr: StringIO, shown: str) -> None:
        call_command("reissue_check", stdout=StringIO(), stderr=stderr)
        assert stderr.getvalue() == shown

    def test_names_what_differs(self, document: IssuedDocument) -> None:
        Path(document.source.context.file.path).unlink()
        code, printed = check()
        assert code == 1
        assert printed.splitlines() == [
            f"Convenio N° 001-2015-EF/50.01, versión 1, expediente {document.case.number}: "
            "Los datos guardados faltan o no son los que se registraron.",
            "documents 1, same 0 (to the byte 0), different 1, without data 0",
        ]

    def test_says_that_another_program_made_it(self, document: IssuedDocument, monkeypatch: pytest.MonkeyPatch) -> None:
        rewrite(document.source, renderer="0, docxtpl 0.16.0")
        monkeypatch.setattr(rendering, "_fill", lambda *_job: make_docx("como salía antes"))
        code, printed = check()
        assert code == 1
        assert "El contenido sale distinto del emitido." in printed
        assert "Se hizo con otra versión del programa." in printed

    def test_counts_what_has_no_data_apart(self, document: IssuedDocument) -> None:
        triggers.remove(connection)
        DocumentSource.objects.all().delete()
        assert check() == (0, "documents 1, same 0 (to the byte 0), different 0, without data 1\n")

    def test_looks_at_one_case_or_kind(self, document: IssuedDocument, clerk: User, unit: Unit) -> None:
        other = make_case(unit, clerk)
        none = (0, "documents 0, same 0 (to the byte 0), different 0, without data 0\n")
        assert check("--case", other.number) == none
        assert check("--kind", "addendum") == none
        assert "documents 1" in check("--case", document.case.number, "--kind", "agreement")[1]

    @pytest.mark.parametrize("arguments", [("--case", "no-hay"), ("--kind", "carta")])
    def test_refuses_what_there_is_not(self, arguments: tuple[str, str]) -> None:
        assert check(*arguments) == (2, "")

    def test_prints_the_promised_json(self, document: IssuedDocument, case: Case, unit: Unit) -> None:
        others = [issue(case, unit, document.issued_by) for _time in range(2)]
        for each in others:
            Path(each.source.context.file.path).unlink()
        code, printed = check("--json")
        answer = json.loads(printed)
        differences = answer.pop("differences")
        assert code == 1
        assert answer == {
            "documents": 3,
            "same": 1,
            "same_bytes": 1,
            "different": 2,
            "without_data": 0,
            "ok": False,
            "renderer": renderer_name(),
            "compressor": rendering.compressor_name(),
        }
        assert [each["number"] for each in differences] == [each.number_text for each in others]
        assert differences[0] == {
            "case": case.number,
            "kind": "agreement",
            "number": "N° 002-2015-EF/50.01",
            "version": 1,
            "issued_on": "2015-06-12",
            "other_renderer": False,
            "parts": [
                {"part": "context", "sentence": "Los datos guardados faltan o no son los que se registraron."},
            ],
        }

    def test_prints_json_where_nothing_differs(self, document: IssuedDocument) -> None:
        code, printed = check("--json")
        assert (code, json.loads(printed)["ok"], json.loads(printed)["differences"]) == (0, True, [])
