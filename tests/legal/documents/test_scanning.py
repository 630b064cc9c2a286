"""Files are scanned at the door and later; what is infected is not kept, or no longer handed over."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, transaction

from legal.documents import scanning, services
from legal.documents.downloads import file_response
from legal.documents.errors import CannotStore, InfectedFile
from legal.documents.forms import read_upload
from legal.documents.models import FileScan, StoredFile
from tests.factories.people import make_user
from tests.legal.documents.fake_clamd import EICAR, VERSION, FakeClamd, fake_clamd
from tests.legal.documents.test_uploads import A_PDF
from workflow.models import User

pytestmark = pytest.mark.django_db

INFECTED = A_PDF + EICAR
LATER = VERSION.replace("27832", "27840")


@pytest.fixture
def clamd(settings: Any) -> Iterator[FakeClamd]:
    """Return a clamd that is up."""
    with fake_clamd(settings) as server:
        yield server


@pytest.fixture
def clerk() -> User:
    return make_user("ana")


def bring(content: bytes, by: User) -> StoredFile:
    """Bring a file as a form does."""
    name, read = read_upload(SimpleUploadedFile("base.pdf", content))
    return services.store_file(content=read, name=name, uploaded_by=by)


def run(*options: str) -> tuple[int, str]:
    """Run the command; return how it ended and what it printed."""
    out = StringIO()
    try:
        call_command("scan_files", *options, stdout=out, stderr=out)
    except SystemExit as ended:
        return int(str(ended.code)), out.getvalue()
    return 0, out.getvalue()


def text_of(stored: StoredFile) -> str:
    """Return what the pages say of a file."""
    return scanning.states([stored.sha256])[stored.sha256].text


class TestAtTheDoor:
    def test_a_clean_file_is_kept_with_its_verdict(self, clamd: FakeClamd, clerk: User) -> None:
        stored = bring(A_PDF, clerk)
        found = FileScan.objects.get()
        assert (found.sha256, found.outcome, found.signatures) == (stored.sha256, "clean", VERSION)
        assert text_of(stored) == "Analizado por antivirus, sin hallazgos"

    def test_an_infected_file_is_refused_and_only_the_verdict_is_kept(self, clamd: FakeClamd, clerk: User) -> None:
        with pytest.raises(CannotStore, match="El antivirus encontró «Eicar-Test-Signature»"):
            bring(INFECTED, clerk)
        assert not StoredFile.objects.exists()
        assert FileScan.objects.get().outcome == "infected"

    @pytest.mark.parametrize("trouble", ["down", "slow", "garbage", "too large"])
    def test_a_scanner_in_trouble_keeps_nobody_out(
        self, clamd: FakeClamd, clerk: User, settings: Any, trouble: str
    ) -> None:
        if trouble == "down":
            settings.CLAMD_ADDRESS = "/nowhere/clamd.ctl"
        elif trouble == "slow":
            clamd.waits, settings.CLAMD_TIMEOUT_SECONDS = 1, 0.1
        elif trouble == "garbage":
            clamd.answer = b"?\0"
        else:
            clamd.most = 10
        stored = bring(A_PDF, clerk)
        assert FileScan.objects.get().outcome == "failed"
        assert text_of(stored) == "Pendiente de análisis por antivirus"
        with contextlib.closing(file_response(stored)) as answer:
            assert answer.status_code == 200

    def test_what_was_found_infected_stays_out_while_the_scanner_is_down(
        self, clamd: FakeClamd, clerk: User, settings: Any
    ) -> None:
        for address in (clamd.address, "/nowhere/clamd.ctl", ""):
            settings.CLAMD_ADDRESS = address
            with pytest.raises(CannotStore, match="Eicar"):
                bring(INFECTED, clerk)
        assert [each.outcome for each in FileScan.objects.order_by("pk")] == ["infected", "failed"]

    def test_a_later_verdict_takes_an_earlier_one_back(self, clamd: FakeClamd, clerk: User) -> None:
        with pytest.raises(CannotStore):
            bring(INFECTED, clerk)
        clamd.answer = b"stream: OK\0"
        assert bring(INFECTED, clerk).pk

    def test_without_a_scanner_nothing_is_asked_and_the_page_says_so(self, clerk: User, settings: Any) -> None:
        settings.CLAMD_ADDRESS = ""
        stored = bring(A_PDF, clerk)
        assert not FileScan.objects.exists()
        assert text_of(stored) == "No analizado por antivirus"


class TestLater:
    def test_what_was_not_scanned_is_scanned_once_for_all_its_names(
        self, clerk: User, settings: Any, clamd: FakeClamd
    ) -> None:
        for name in ("uno.pdf", "dos.pdf"):
            services.store_file(content=A_PDF, name=name, uploaded_by=clerk)
        assert run() == (0, "clean 1, infected 0, failed 0\n")
        assert run() == (0, "clean 0, infected 0, failed 0\n")

    def test_a_kept_file_that_newer_signatures_find_infected_is_no_longer_handed_over(
        self, clamd: FakeClamd, clerk: User
    ) -> None:
        clamd.answer = b"stream: OK\0"
        stored = bring(INFECTED, clerk)
        clamd.answer, clamd.version = b"", LATER
        assert run() == (0, "clean 0, infected 0, failed 0\n")
        code, told = run("--again")
        assert code == 1
        assert told.endswith("clean 0, infected 1, failed 0\n")
        with pytest.raises(InfectedFile, match=r"encontró «Eicar-Test-Signature» en el archivo «base\.pdf»"):
            file_response(stored)
        assert text_of(stored) == "Infectado («Eicar-Test-Signature»): no se entrega"
        assert StoredFile.objects.filter(pk=stored.pk).exists()
        assert run("--again") == (0, "clean 0, infected 0, failed 0\n")

    def test_a_file_that_cannot_be_scanned_stays_to_be_scanned(self, clamd: FakeClamd, clerk: User) -> None:
        services.store_file(content=A_PDF, name="uno.pdf", uploaded_by=clerk)
        clamd.answer = b"?\0"
        assert run()[0] == 1
        clamd.answer = b""
        assert run() == (0, "clean 1, infected 0, failed 0\n")

    def test_says_when_nobody_answers(self, clamd: FakeClamd, settings: Any) -> None:
        settings.CLAMD_ADDRESS = "/nowhere/clamd.ctl"
        code, told = run()
        assert code == 1
        assert "does not answer" in told
        settings.CLAMD_ADDRESS = ""
        assert run() == (2, "No antivirus is configured: set CLAMD_ADDRESS.\n")


class TestTheRecord:
    @pytest.mark.parametrize("change", ["update", "delete"])
    def test_of_a_scan_never_changes(self, clamd: FakeClamd, change: str) -> None:
        scanning.scan(A_PDF)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            FileScan.objects.update(outcome="clean") if change == "update" else FileScan.objects.all().delete()

    @pytest.mark.parametrize(
        "values",
        [{"sha256": "corta"}, {"outcome": "clean", "signatures": ""}, {"outcome": "infected", "words": ""}],
    )
    def test_refuses_what_makes_no_sense(self, values: dict[str, str]) -> None:
        sound = {"sha256": "0" * 64, "outcome": "clean", "signatures": VERSION}
        with pytest.raises(IntegrityError), transaction.atomic():
            FileScan.objects.create(**{**sound, **values})


class TestTheCheck:
    def told(self) -> list[str]:
        """Return what the check of a deployment says of the antivirus."""
        found = run_checks(include_deployment_checks=True)
        return [str(each.id) for each in found if str(each.id).startswith("documents.")]

    def test_says_that_there_is_none(self, settings: Any) -> None:
        settings.CLAMD_ADDRESS = ""
        assert self.told() == ["documents.W001"]

    def test_says_that_it_does_not_answer(self, settings: Any) -> None:
        settings.CLAMD_ADDRESS = "/nowhere/clamd.ctl"
        assert self.told() == ["documents.W002"]

    def test_is_silent_when_it_answers(self, clamd: FakeClamd) -> None:
        assert self.told() == []


class TestWhatABrowserMakesOfAFile:
    def test_is_nothing_that_runs(self, clerk: User) -> None:
        polyglot = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0\0\0\x10\0\0\0\x10" + b"<script>alert(1)</script>"
        stored = services.store_file(content=polyglot, name="foto.html", uploaded_by=clerk)
        assert stored.name == "foto.html.png"
        answer = file_response(stored)
        assert answer["Content-Type"] == "image/png"
        assert answer["Content-Disposition"].startswith("attachment;")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer.getvalue() == polyglot
        answer.close()
