"""The worker's run: every pending copy once, and what is written of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from legal.documents.errors import CannotAskAgain, CannotIssue
from legal.documents.management.commands import convert_pdfs
from legal.documents.models import MOST_ATTEMPTS, ConverterLook, IssuedDocument, PdfCopy, PdfProblem, StoredFile
from legal.documents.pdf import conversion, services
from legal.documents.pdf.office import NoOffice
from tests.legal.documents.pdf.conftest import FakeConverter, archival_pdf, word_of
from tests.legal.documents.test_services import issue
from workflow import clock
from workflow.models import User

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def run(converter: FakeConverter, limit: int = 100) -> tuple[int, int]:
    """Let the worker run once."""
    return conversion.convert_pending(converter, now=clock.now, limit=limit)


def copy_of(document: IssuedDocument) -> PdfCopy:
    """Return the copy as it is stored."""
    return PdfCopy.objects.get(document=document)


def give_up(document: IssuedDocument, converter: FakeConverter) -> PdfCopy:
    """Let the copy of a document fail as often as it is tried."""
    converter.failing[word_of(document)] = PdfProblem.REFUSED
    for _run in range(MOST_ATTEMPTS):
        assert run(converter) == (0, 1)
    return copy_of(document)


class TestIssuing:
    def test_wants_a_copy_and_makes_none(self, document: IssuedDocument) -> None:
        copy = copy_of(document)
        assert copy.state is PdfCopy.State.PENDING
        assert (copy.attempts, copy.file) == (0, None)

    def test_that_is_refused_wants_none(self, document: IssuedDocument, clerk: User) -> None:
        with pytest.raises(CannotIssue):
            issue(document.case, document.unit, clerk, reissue_of=document, kind="addendum")
        assert PdfCopy.objects.count() == 1


class TestRun:
    def test_keeps_the_copy_with_its_own_hash_and_leaves_the_original(
        self, document: IssuedDocument, converter: FakeConverter, clerk: User
    ) -> None:
        before = word_of(document)
        assert run(converter) == (1, 0)
        copy = copy_of(document)
        assert copy.state is PdfCopy.State.DONE
        assert copy.file is not None
        kept = Path(copy.file.file.path).read_bytes()
        assert copy.file.sha256 == hashlib.sha256(kept).hexdigest() != document.file.sha256
        assert copy.file.media_type == "application/pdf"
        assert copy.file.name == document.file.name.replace(".docx", ".pdf")
        assert copy.file.uploaded_by == clerk
        assert (copy.converter, copy.problem, copy.taken_until) == ("LibreOffice 0.0", "", None)
        assert copy.made_at is not None
        assert word_of(document) == before
        assert converter.seen == [before]

    def test_makes_each_copy_once(self, document: IssuedDocument, converter: FakeConverter) -> None:
        assert run(converter) == (1, 0)
        assert run(converter) == (0, 0)
        assert StoredFile.objects.filter(media_type="application/pdf").count() == 1

    def test_one_that_fails_does_not_stop_the_others(
        self, issue_another: Callable[[], IssuedDocument], converter: FakeConverter
    ) -> None:
        bad, good = issue_another(), issue_another()
        converter.failing[word_of(bad)] = PdfProblem.TIMEOUT
        assert run(converter) == (1, 1)
        copy = copy_of(bad)
        assert copy.state is PdfCopy.State.PENDING
        assert (copy.problem, copy.detail, copy.attempts) == (PdfProblem.TIMEOUT, "as told", 1)
        assert copy_of(good).state is PdfCopy.State.DONE

    def test_what_failed_waits_behind_what_was_not_tried(
        self, issue_another: Callable[[], IssuedDocument], converter: FakeConverter
    ) -> None:
        bad = issue_another()
        converter.failing[word_of(bad)] = PdfProblem.REFUSED
        run(converter)
        new = issue_another()
        run(converter, limit=1)
        assert converter.seen[-1] == word_of(new)

    def test_what_fails_three_times_is_given_up_until_it_is_asked_for_again(
        self, document: IssuedDocument, converter: FakeConverter
    ) -> None:
        copy = give_up(document, converter)
        assert copy.state is PdfCopy.State.FAILED
        assert run(converter) == (0, 0)
        services.ask_again(copy)
        converter.failing.clear()
        assert run(converter) == (1, 0)
        assert copy_of(document).state is PdfCopy.State.DONE

    @pytest.mark.parametrize("damage", ["changed", "missing"])
    def test_a_damaged_original_is_not_converted(
        self, document: IssuedDocument, converter: FakeConverter, damage: str
    ) -> None:
        path = Path(document.file.file.path)
        path.chmod(0o600)
        path.write_bytes(b"another") if damage == "changed" else path.unlink()
        assert run(converter) == (0, 1)
        assert copy_of(document).problem == PdfProblem.LOST
        assert converter.seen == []

    def test_what_is_not_archival_is_not_kept(
        self, document: IssuedDocument, converter: FakeConverter, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def untagged(_content: bytes) -> bytes:
            return archival_pdf(lambda pdf: pdf.Root.__delitem__("/MarkInfo"))

        monkeypatch.setattr(converter, "convert", untagged)
        assert run(converter) == (0, 1)
        copy = copy_of(document)
        assert (copy.file, copy.problem, copy.detail) == (None, PdfProblem.NOT_ARCHIVAL, "not tagged")

    @pytest.mark.parametrize("stop", [KeyboardInterrupt, NoOffice])
    def test_a_worker_that_is_stopped_gives_back_what_it_took(
        self, document: IssuedDocument, converter: FakeConverter, stop: type[BaseException]
    ) -> None:
        converter.stops = stop
        with pytest.raises(stop):
            run(converter)
        copy = copy_of(document)
        assert (copy.attempts, copy.taken_until, copy.problem) == (0, None, "")


class TestTaking:
    def test_two_workers_never_have_one_copy(self, document: IssuedDocument) -> None:
        key = copy_of(document).pk
        assert services.take(key, now=clock.now()) is not None
        assert services.take(key, now=clock.now()) is None

    def test_what_a_dead_worker_had_is_free_later(self, document: IssuedDocument) -> None:
        key, now = copy_of(document).pk, clock.now()
        services.take(key, now=now)
        again = services.take(key, now=now + services.HELD_FOR + timedelta(seconds=1))
        assert again is not None
        assert again.attempts == 2

    def test_a_copy_that_is_there_is_not_replaced(self, document: IssuedDocument, converter: FakeConverter) -> None:
        run(converter)
        copy = copy_of(document)
        kept = services.keep(copy, content=archival_pdf(), converter="another", now=clock.now())
        assert (kept.file_id, kept.converter) == (copy.file_id, "LibreOffice 0.0")

    def test_a_copy_without_date_cannot_be_stored(self, document: IssuedDocument) -> None:
        copy = copy_of(document)
        copy.file = document.file
        with pytest.raises(IntegrityError), transaction.atomic():
            copy.save()

    def test_only_what_was_given_up_is_asked_for_again(
        self, document: IssuedDocument, converter: FakeConverter
    ) -> None:
        with pytest.raises(CannotAskAgain):
            services.ask_again(copy_of(document))
        run(converter)
        with pytest.raises(CannotAskAgain):
            services.ask_again(copy_of(document))


class TestLook:
    @pytest.mark.parametrize(
        ("minutes", "converter", "is_written"),
        [(0, "A", False), (59, "A", False), (60, "A", True), (1, "B", True), (-1, "A", True)],
    )
    def test_is_written_each_hour(self, minutes: int, converter: str, is_written: bool) -> None:
        services.note_look(converter="A", now=NOW)
        later = NOW + timedelta(minutes=minutes)
        services.note_look(converter=converter, now=later)
        assert ConverterLook.objects.get().looked_at == (later if is_written else NOW)


class _Running(FakeConverter):
    is_offline = True

    def __enter__(self) -> _Running:
        return self

    def __exit__(self, *_raised: object) -> None:
        return None


class TestCommand:
    @pytest.fixture
    def office(self, monkeypatch: pytest.MonkeyPatch) -> _Running:
        office = _Running()
        monkeypatch.setattr(convert_pdfs, "Office", lambda: office)
        return office

    def test_says_what_it_made(self, document: IssuedDocument, office: _Running, capsys: Any) -> None:
        call_command("convert_pdfs")
        assert capsys.readouterr().out == "LibreOffice 0.0, without network\nmade 1, failed 0\n"

    def test_says_that_it_looked_though_nothing_waits(self, office: _Running) -> None:
        call_command("convert_pdfs")
        assert ConverterLook.objects.get().converter == "LibreOffice 0.0"

    def test_exits_1_when_one_failed(self, document: IssuedDocument, office: _Running, capsys: Any) -> None:
        office.failing[word_of(document)] = PdfProblem.STOPPED
        with pytest.raises(SystemExit) as ended:
            call_command("convert_pdfs", "--once")
        assert ended.value.code == 1
        assert "made 0, failed 1" in capsys.readouterr().out

    def test_stays_and_looks_again_until_it_is_stopped(
        self,
        issue_another: Callable[[], IssuedDocument],
        office: _Running,
        capsys: Any,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        pauses: list[float] = []

        def pause(seconds: float) -> None:
            pauses.append(seconds)
            if len(pauses) == 3:
                raise KeyboardInterrupt
            issue_another()

        monkeypatch.setattr(convert_pdfs, "sleep", pause)
        # The test lives in one transaction, which closing the connection would end.
        monkeypatch.setattr(convert_pdfs.connection, "close_if_unusable_or_obsolete", lambda: None)
        call_command("convert_pdfs", "--watch", "--pause", "5")
        assert pauses == [5, 5, 5]
        assert capsys.readouterr().out.splitlines()[1:] == ["made 1, failed 0", "made 1, failed 0", "stopped"]

    def test_asks_again_without_libreoffice(
        self, document: IssuedDocument, converter: FakeConverter, capsys: Any
    ) -> None:
        give_up(document, converter)
        call_command("convert_pdfs", "--ask-again")
        assert capsys.readouterr().out == "asked again 1\n"
        assert copy_of(document).state is PdfCopy.State.PENDING

    def test_exits_2_without_libreoffice_and_touches_nothing(
        self, document: IssuedDocument, capsys: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PATH", "/nowhere")
        with pytest.raises(SystemExit) as ended:
            call_command("convert_pdfs")
        assert ended.value.code == 2
        assert "install_system_packages.sh libreoffice" in capsys.readouterr().err
        assert copy_of(document).attempts == 0

    @pytest.mark.parametrize("arguments", [("--limit", "0"), ("--pause", "0"), ("--once", "--watch")])
    def test_exits_2_on_what_it_cannot_use(self, arguments: tuple[str, ...], capsys: Any) -> None:
        from django.core.management.base import CommandError

        with pytest.raises((SystemExit, CommandError)) as ended:
            call_command("convert_pdfs", *arguments)
        assert getattr(ended.value, "code", 2) == 2
