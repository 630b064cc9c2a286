"""Files that people bring: told by their bytes, refused in a sentence, named safely."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legal.documents import uploads
from legal.documents.errors import CannotStore
from legal.documents.uploads import DOCX, JPEG, PDF, PNG, XLSX, clean_name, file_type
from tests.legal.documents.word_files import make_docx, with_parts, with_text_replaced

LARGEST = 5_000_000
A_PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
A_PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
A_JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 20


def make_xlsx() -> bytes:
    """Return the least that is a workbook."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        archive.writestr(
            "[Content_Types].xml", f'<Types><Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>'
        )
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return output.getvalue()


def with_outside_image(content: bytes, target: str, kind: str = "image") -> bytes:
    """Return a Word file that takes something from another place."""
    relationship = (
        f'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    )
    return with_text_replaced(content, "word/_rels/document.xml.rels", b"</Relationships>", relationship.encode())


class TestType:
    @pytest.mark.parametrize(
        ("content", "kind"),
        [(make_docx("x"), DOCX), (make_xlsx(), XLSX), (A_PDF, PDF), (A_PNG, PNG), (A_JPEG, JPEG)],
        ids=["docx", "xlsx", "pdf", "png", "jpeg"],
    )
    def test_is_told_by_the_bytes(self, content: bytes, kind: uploads.FileType) -> None:
        assert file_type(content, largest=LARGEST) == kind

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"", "vacío"),
            (A_PNG + b"\0" * LARGEST, "el máximo es"),
            (b"MZ\x90\0", "no se admite"),
            (b"<html><script>alert(1)</script>", "no se admite"),
            (b" %PDF-1.7 %%EOF", "no se admite"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "contraseña"),
            (A_PDF.replace(b"%%EOF", b""), "incompleto"),
            (A_PDF.replace(b"/Root", b"/Encrypt 2 0 R /Root"), "protegido con contraseña"),
            (b"PK\x03\x04 roto", "dañado"),
            (with_parts(make_docx("x"), {"word/vbaProject.bin": b"x"}), "macros"),
            (with_parts(make_docx("x"), {"word/activeX/activeX1.xml": b"<a/>"}), "macros"),
            (
                with_text_replaced(
                    make_docx("x"),
                    "[Content_Types].xml",
                    b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                    b"vnd.ms-word.document.macroEnabled.main+xml",
                ),
                "macros",
            ),
            (with_parts(make_docx("x"), {"word/media/a.bin": b"\0" * 5_000_000}), "al descomprimirse"),
            (with_outside_image(make_docx("x"), "http://evil.example/a.png"), r"evil\.example"),
            (with_outside_image(make_docx("x"), "file:///c:/plantilla.dotx", "attachedTemplate"), "otro lugar"),
            (with_parts(make_docx("x"), {"word/_rels/document.xml.rels": b"<roto"}), "dañado"),
        ],
    )
    def test_is_refused_with_a_sentence(self, content: bytes, sentence: str) -> None:
        with pytest.raises(CannotStore, match=sentence):
            file_type(content, largest=LARGEST)

    def test_may_hold_links_that_a_person_clicks(self) -> None:
        content = with_outside_image(make_docx("x"), "https://www.gob.pe/", "hyperlink")
        assert file_type(content, largest=LARGEST) == DOCX

    def test_is_not_that_of_any_other_zip(self) -> None:
        with pytest.raises(CannotStore, match="no se admite"):
            file_type(with_parts(make_docx("x"), {"[Content_Types].xml": b"<Types/>"}), largest=LARGEST)

    @settings(deadline=None)
    @given(st.binary(max_size=200))
    def test_of_noise_is_refused(self, noise: bytes) -> None:
        for content in (b"?" + noise, b"PK\x03\x04" + noise):
            with pytest.raises(CannotStore):
                file_type(content, largest=LARGEST)


class TestName:
    @pytest.mark.parametrize(
        ("name", "clean"),
        [
            ("Informe N° 001.pdf", "Informe N° 001.pdf"),
            ("C:\\Usuarios\\ana\\Informe final.docx", "Informe final.pdf"),
            ("../../etc/passwd", "passwd.pdf"),
            ("oficio.pdf.exe", "oficio.pdf.exe.pdf"),
            ("oficio\u202efdp.exe", "oficiofdp.exe.pdf"),
            ("a\x00b\r\nSet-Cookie: x.pdf", "ab Set-Cookie x.pdf"),
            ("  .oculto  ", "oculto.pdf"),
            ("CON.pdf", "documento.pdf"),
            ("", "documento.pdf"),
            ("...", "documento.pdf"),
            ("informe.PDF", "informe.pdf"),
            ("an\u0303o", "año.pdf"),
        ],
    )
    def test_is_made_safe(self, name: str, clean: str) -> None:
        assert clean_name(name, PDF) == clean

    @settings(deadline=None)
    @given(st.text(max_size=300))
    def test_is_always_one_short_name_with_the_right_ending(self, name: str) -> None:
        clean = clean_name(name, PDF)
        assert len(clean) <= uploads.LONGEST_NAME
        assert clean.endswith(".pdf")
        assert clean == clean_name(clean, PDF)
        assert not set(clean) & set('/\\<>:"|?*\r\n\0')
