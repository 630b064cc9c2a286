"""Keeping files, issuing documents, annulling them."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from legal.documents import numbering, services
from legal.documents.documents import DocumentContext
from legal.documents.errors import CannotAnnul, CannotIssue, CannotRender, CannotStore
from legal.documents.models import DocumentKind, IssuedDocument, NumberSequence, StoredFile
from legal.documents.packages import content_digest
from legal.documents.queries import current_document, document_with_code, documents_of
from legal.documents.wordtext import extract_margins, extract_text
from tests.factories.people import make_case, make_unit, make_user
from tests.legal.documents.test_rendering import LETTERHEAD, Note, note
from tests.legal.documents.test_rules import CONTROL, FREE_ADHESION
from tests.legal.documents.test_uploads import A_PDF
from tests.legal.documents.word_files import write_template
from workflow.models import Case, Unit, User

pytestmark = pytest.mark.django_db

ISSUED_ON = date(2015, 6, 12)


class Deed(Note):
    """A small document that binds the parties."""

    binds_the_parties: ClassVar[bool] = True


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.DOCX_TEMPLATES_DIR = tmp_path
    write_template(
        tmp_path,
        "{{ stamp.number }} {{ stamp.version }}",
        FREE_ADHESION,
        CONTROL,
        header="{{ stamp.verification_code }}",
    )


@pytest.fixture
def clerk() -> User:
    return make_user("ana")


@pytest.fixture
def unit() -> Unit:
    return make_unit("DGPP", acronym="EF/50.01")


@pytest.fixture
def case(unit: Unit, clerk: User) -> Case:
    return make_case(unit, clerk)


def issue(case: Case, unit: Unit, actor: User, **values: Any) -> IssuedDocument:
    """Issue a small document."""
    context: DocumentContext = note()
    arguments: dict[str, Any] = {
        "case": case,
        "kind": DocumentKind.AGREEMENT,
        "unit": unit,
        "context": context,
        "title": "Convenio de prueba",
        "issued_on": ISSUED_ON,
        "actor": actor,
    }
    return services.issue_document(**{**arguments, **values})


def content_of(document: IssuedDocument) -> bytes:
    """Return the bytes kept for a document."""
    with document.file.file.open("rb") as kept:
        content: bytes = kept.read()
    return content


class TestStoreFile:
    def test_keeps_the_bytes_under_their_hash(self, clerk: User) -> None:
        stored = services.store_file(content=A_PDF, name="../Oficio 1.pdf", uploaded_by=clerk)
        digest = hashlib.sha256(A_PDF).hexdigest()
        assert (stored.sha256, stored.size, stored.media_type) == (digest, len(A_PDF), "application/pdf")
        assert (stored.name, stored.file.name) == ("Oficio 1.pdf", f"{digest[:2]}/{digest}")
        with stored.file.open("rb") as kept:
            assert kept.read() == A_PDF

    def test_keeps_the_same_bytes_once(self, clerk: User) -> None:
        first = services.store_file(content=A_PDF, name="uno.pdf", uploaded_by=clerk)
        second = services.store_file(content=A_PDF, name="dos.pdf", uploaded_by=make_user("otra"))
        assert first.pk != second.pk
        assert first.file.name == second.file.name
        assert default_storage.listdir(first.sha256[:2]) == ([], [first.sha256])

    def test_refuses_what_may_not_be_kept(self, clerk: User, settings: Any) -> None:
        settings.UPLOAD_MAX_BYTES = 10
        with pytest.raises(CannotStore, match="máximo"):
            services.store_file(content=A_PDF, name="a.pdf", uploaded_by=clerk)
        assert not StoredFile.objects.exists()

    def test_does_not_trust_a_file_that_was_changed_behind_its_back(self, clerk: User) -> None:
        stored = services.store_file(content=A_PDF, name="a.pdf", uploaded_by=clerk)
        Path(stored.file.path).write_bytes(b"otra cosa")
        with pytest.raises(CannotStore, match="dañado"):
            services.store_file(content=A_PDF, name="a.pdf", uploaded_by=clerk)


class TestIssueDocument:
    def test_gives_the_first_number_of_the_year(self, case: Case, unit: Unit, clerk: User) -> None:
        document = issue(case, unit, clerk)
        assert (document.number, document.year, document.version) == (1, 2015, 1)
        assert document.number_text == "N° 001-2015-EF/50.01"
        assert document.replaces is None
        assert document.file.name == "convenio N° 001-2015-EF-50.01.docx"

    def test_prints_its_number_and_its_code(self, case: Case, unit: Unit, clerk: User) -> None:
        document = issue(case, unit, clerk)
        content = content_of(document)
        assert "N° 001-2015-EF/50.01" in extract_text(content)
        assert document.verification_code in extract_margins(content)

    def test_keeps_what_proves_it(self, case: Case, unit: Unit, clerk: User) -> None:
        document = issue(case, unit, clerk)
        content = content_of(document)
        assert document.file.sha256 == hashlib.sha256(content).hexdigest()
        assert document.content_sha256 == content_digest(content)
        assert services.facts(document)["file_sha256"] == document.file.sha256

    def test_counts_by_kind_unit_and_year(self, case: Case, unit: Unit, clerk: User) -> None:
        other = make_unit("DGTP", acronym="EF/52.01")
        numbers = [
            issue(case, unit, clerk).number_text,
            issue(case, unit, clerk).number_text,
            issue(case, other, clerk).number_text,
            issue(case, unit, clerk, issued_on=date(2016, 1, 4)).number_text,
        ]
        assert numbers == [
            "N° 001-2015-EF/50.01",
            "N° 002-2015-EF/50.01",
            "N° 001-2015-EF/52.01",
            "N° 001-2016-EF/50.01",
        ]

    def test_leaves_nothing_when_the_text_cannot_be_made(
        self, case: Case, unit: Unit, clerk: User, tmp_path: Path
    ) -> None:
        write_template(tmp_path, "{{ falta }}")
        with pytest.raises(CannotRender):
            issue(case, unit, clerk)
        assert not IssuedDocument.objects.exists()
        assert not NumberSequence.objects.filter(last__gt=0).exists()

    def test_refuses_what_binds_the_parties_without_its_mandatory_clauses(
        self, case: Case, unit: Unit, clerk: User, tmp_path: Path
    ) -> None:
        write_template(tmp_path, "{{ text }}", CONTROL)
        with pytest.raises(CannotIssue, match="libre adhesión"):
            issue(case, unit, clerk, context=Deed(title="Convenio", letterhead=LETTERHEAD))
        assert not StoredFile.objects.exists()

    def test_asks_no_clause_of_what_binds_nobody(self, case: Case, unit: Unit, clerk: User, tmp_path: Path) -> None:
        write_template(tmp_path, "{{ text }}")
        letter = issue(case, unit, clerk)
        assert extract_text(content_of(letter)) == "texto\n"

    def test_may_be_tried_before_as_a_draft(self) -> None:
        draft = services.preview_document(context=note(), dated=ISSUED_ON)
        assert "N° ___-____" in extract_text(draft.content)
        assert not IssuedDocument.objects.exists()


class TestReissue:
    def test_keeps_the_number_and_counts_the_version(self, case: Case, unit: Unit, clerk: User) -> None:
        first = issue(case, unit, clerk)
        second = issue(case, unit, clerk, reissue_of=first, issued_on=date(2016, 2, 1))
        assert (second.number_text, second.version, second.replaces) == (first.number_text, 2, first)
        assert "versión dos (02)" in extract_text(content_of(second))
        assert second.verification_code != first.verification_code
        assert NumberSequence.objects.get().last == 1
        assert current_document(case=case, kind=DocumentKind.AGREEMENT) == second
        assert list(documents_of(case)) == [second, first]

    def test_is_refused_for_what_was_replaced_already(self, case: Case, unit: Unit, clerk: User) -> None:
        first = issue(case, unit, clerk)
        issue(case, unit, clerk, reissue_of=first)
        with pytest.raises(CannotIssue, match="ya fue reemplazado por su versión 2"):
            issue(case, unit, clerk, reissue_of=IssuedDocument.objects.get(pk=first.pk))

    def test_is_refused_for_what_was_annulled(self, case: Case, unit: Unit, clerk: User) -> None:
        first = issue(case, unit, clerk)
        services.annul(document=first, reason="Error", annulled_on=ISSUED_ON, actor=clerk)
        with pytest.raises(CannotIssue, match="fue anulado el 12 de junio de 2015"):
            issue(case, unit, clerk, reissue_of=IssuedDocument.objects.get(pk=first.pk))

    def test_is_refused_across_cases_and_before_its_time(self, case: Case, unit: Unit, clerk: User) -> None:
        first = issue(case, unit, clerk)
        with pytest.raises(CannotIssue, match="otro expediente"):
            issue(make_case(unit, clerk), unit, clerk, reissue_of=first)
        with pytest.raises(CannotIssue, match="anterior"):
            issue(case, unit, clerk, reissue_of=first, issued_on=date(2015, 6, 11))


class TestAnnul:
    def test_keeps_the_document_and_its_number(self, case: Case, unit: Unit, clerk: User) -> None:
        first = issue(case, unit, clerk)
        annulment = services.annul(document=first, reason=" Error ", annulled_on=ISSUED_ON, actor=clerk)
        assert annulment.reason == "Error"
        assert current_document(case=case, kind=DocumentKind.AGREEMENT) is None
        assert issue(case, unit, clerk).number == 2

    @pytest.mark.parametrize(
        ("values", "sentence"),
        [({"reason": "  "}, "motivo"), ({"annulled_on": date(2015, 6, 11)}, "anterior")],
    )
    def test_is_refused(self, case: Case, unit: Unit, clerk: User, values: dict[str, Any], sentence: str) -> None:
        arguments: dict[str, Any] = {"reason": "Error", "annulled_on": ISSUED_ON, "actor": clerk, **values}
        with pytest.raises(CannotAnnul, match=sentence):
            services.annul(document=issue(case, unit, clerk), **arguments)

    def test_is_done_once(self, case: Case, unit: Unit, clerk: User) -> None:
        first = issue(case, unit, clerk)
        services.annul(document=first, reason="Error", annulled_on=ISSUED_ON, actor=clerk)
        with pytest.raises(CannotAnnul, match="fue anulado"):
            services.annul(
                document=IssuedDocument.objects.get(pk=first.pk), reason="x", annulled_on=ISSUED_ON, actor=clerk
            )


class TestTheDatabase:
    def test_refuses_a_number_used_twice(self, case: Case, unit: Unit, clerk: User) -> None:
        document = issue(case, unit, clerk)
        document.pk, document.verification_code = None, "OTRO"
        with pytest.raises(IntegrityError), transaction.atomic():
            document.save(force_insert=True)

    @pytest.mark.parametrize(
        "values",
        [
            {"number": 0},
            {"version": 0},
            {"version": 2},
            {"title": ""},
            {"verification_code": ""},
            {"text_sha256": "corto"},
        ],
    )
    def test_refuses_a_row_that_makes_no_sense(
        self, case: Case, unit: Unit, clerk: User, values: dict[str, Any]
    ) -> None:
        document = issue(case, unit, clerk)
        document.pk = None
        for name, value in {"number": 9, "verification_code": "OTRO", **values}.items():
            setattr(document, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            document.save(force_insert=True)


class TestCodes:
    def test_are_all_different_and_easy_to_read(self) -> None:
        codes = {numbering.new_code() for _time in range(1000)}
        assert len(codes) == 1000
        assert not set("".join(codes)) & set("01OI")

    def test_are_found_however_they_are_typed(self, case: Case, unit: Unit, clerk: User) -> None:
        document = issue(case, unit, clerk)
        code = document.verification_code
        for written in (code, code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')} "):
            assert document_with_code(written) == document
        for written in ("", "x", f"{code}A", code.replace(code[0], "0", 1)):
            assert document_with_code(written) is None

    def test_of_drafts_say_that_there_is_none(self) -> None:
        assert numbering.normalized_code(replace(note()).stamp.verification_code) == ""
