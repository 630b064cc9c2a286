"""The real LibreOffice: what comes out of it, and what becomes of it when it fails."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from legal.documents.models import PdfProblem
from legal.documents.packages import normalized
from legal.documents.pdf import office as office_module
from legal.documents.pdf.inspection import shortcomings
from legal.documents.pdf.office import ConversionFailed, NoOffice, Office, find_office, without_network

TEMPLATES = Path(__file__).resolve().parents[4] / "templates_docx"
WITH_OFFICE = pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")


def letter() -> bytes:
    """Return a paper of one page, as it is kept."""
    return normalized(
        (TEMPLATES / "warning_letter.docx").read_bytes(), title="Oficio de prueba", dated=date(2026, 11, 2)
    )


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    with Office() as running:
        yield running


def is_gone(group: int | None) -> bool:
    """Whether no process of a group runs any more, a moment later at most."""
    assert group is not None
    last = time.monotonic() + 10
    while time.monotonic() < last:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@WITH_OFFICE
@pytest.mark.slow
@pytest.mark.xdist_group("office")
class TestTheRealOne:
    def test_makes_tagged_pdf_a_2b_with_title_and_language(self, office: Office, tmp_path: Path) -> None:
        made = office.convert(letter())
        assert shortcomings(made) == []
        (tmp_path / "made.pdf").write_bytes(made)
        with pikepdf.open(tmp_path / "made.pdf") as pdf, pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Oficio de prueba"
        assert office.version.startswith("LibreOffice ")

    def test_brings_the_table_of_contents_up_to_date(self, office: Office, tmp_path: Path) -> None:
        from docx import Document
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        document = Document(str(TEMPLATES / "warning_letter.docx"))
        for paragraph in document.paragraphs[:]:
            paragraph.clear()
        field = parse_xml(
            f'<w:p {nsdecls("w")}><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>índice de antes</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        )
        document.paragraphs[0]._p.addprevious(field)
        document.add_paragraph("Del plazo", style="Heading 1")
        document.save(str(tmp_path / "indexed.docx"))
        (tmp_path / "indexed.pdf").write_bytes(office.convert((tmp_path / "indexed.docx").read_bytes()))
        words = _words(tmp_path / "indexed.pdf")
        assert "índice de antes" not in words
        assert words.count("Del plazo") >= 2

    def test_runs_without_network_where_the_machine_allows_it(self, office: Office) -> None:
        assert office.is_offline == bool(without_network())

    def test_one_that_ends_is_started_anew_for_the_next_document(self) -> None:
        with Office() as office:
            first = office.pid
            assert first is not None
            os.killpg(first, signal.SIGKILL)
            with pytest.raises(ConversionFailed) as failure:
                office.convert(letter())
            assert failure.value.problem is PdfProblem.STOPPED
            assert office.convert(letter()).startswith(b"%PDF-")
            second = office.pid
            assert second != first
        assert is_gone(second)

    def test_what_takes_too_long_is_ended_with_all_its_processes(self) -> None:
        with Office(seconds=0.001) as office:
            group = office.pid
            with pytest.raises(ConversionFailed) as failure:
                office.convert(letter())
        assert failure.value.problem is PdfProblem.TIMEOUT
        assert is_gone(group)

    def test_what_is_no_document_is_refused(self, office: Office) -> None:
        with pytest.raises(ConversionFailed) as failure:
            office.convert(b"PK\x03\x04 and nothing else")
        assert failure.value.problem in (PdfProblem.REFUSED, PdfProblem.STOPPED)

    def test_it_is_started_anew_after_so_many_documents(self) -> None:
        with Office(restart_after=1) as office:
            first = office.pid
            office.convert(letter())
            office.convert(letter())
            assert office.pid != first


class TestFinding:
    def test_says_what_to_run_where_there_is_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", "/nowhere")
        with pytest.raises(NoOffice, match=r"install_system_packages\.sh libreoffice"):
            find_office()

    def test_says_what_is_missing_where_no_python_has_uno(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        (tmp_path / "soffice").write_text("#!/bin/sh\n")
        (tmp_path / "soffice").chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setattr(office_module, "_succeeds", lambda _command: False)
        with pytest.raises(NoOffice, match="uno"):
            find_office()

    def test_nothing_of_our_environment_is_handed_on(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        """A worker that answers with what it sees, in place of the real one."""
        monkeypatch.setenv("SECRET_KEY", "a secret")
        python = shutil.which("python3") or ""
        found = office_module.Installation(soffice="/bin/true", python=python)
        monkeypatch.setattr(office_module, "find_office", lambda: found)
        monkeypatch.setattr(office_module, "without_network", list)
        spy = tmp_path / "spy.py"
        spy.write_text(
            "import json, os, sys\n"
            "print(json.dumps({'version': ' '.join(sorted(os.environ))}), flush=True)\n"
            "sys.stdin.read()\n"
        )
        with Office(worker=spy) as office:
            seen = set(office.version.split())
        assert "SECRET_KEY" not in seen
        assert {"HOME", "PATH", "OSL_SOCKET_PATH"} <= seen


def _words(path: Path) -> str:
    import subprocess

    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("no pdftotext here")
    return subprocess.run([reader, str(path), "-"], capture_output=True, text=True, check=True).stdout
