"""Files that people bring: told by their bytes, refused in a sentence, named safely."""

from __future__ import annotations

import contextlib
import io
import struct
import time
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legal.documents import uploads
from legal.documents.errors import CannotStore
from legal.documents.uploads import DOCX, JPEG, PDF, PNG, XLSX, clean_name, file_type
from tests.legal.documents.word_files import make_docx, with_parts, with_text_replaced

LARGEST = 5_000_000
A_PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def make_png(width: int = 16, height: int = 16) -> bytes:
    """Return the least that says of itself that it is a PNG of a size."""
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack("!LL", width, height) + b"\x08\x02\0\0\0"


def make_jpeg(width: int = 16, height: int = 16) -> bytes:
    """Return the least that says of itself that it is a JPEG of a size, with a segment before it."""
    return b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc0\0\x0b\x08" + struct.pack("!HH", height, width) + b"\x01"


def with_object_stream(text: bytes, *, filters: bytes = b"/FlateDecode") -> bytes:
    """Return a PDF with an object stream after what is not one."""
    packed = zlib.compress(text)
    head = b"7 0 obj <</Type /ObjStm /N 1 /First 4 /Filter %s /Length %d>> stream\r\n"
    before = b"%PDF-1.7\n1 0 obj<</Length 3>>stream\nabc\nendstream endobj\n"
    return before + head % (filters, len(packed)) + packed + b"\nendstream endobj\n%%EOF\n"


A_PNG = make_png()
A_JPEG = make_jpeg()


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


def with_macros(content: bytes) -> bytes:
    """Return a workbook with programs."""
    return with_parts(content, {"xl/vbaProject.bin": b"x"})


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
            (A_PDF.replace(b"/Root", b"/#45ncrypt 2 0 R /Root"), "protegido con contraseña"),
            (A_PDF.replace(b"<<>>", b"<</S /JavaScript /JS (app.alert(1))>>"), "JavaScript"),
            (A_PDF.replace(b"<<>>", b"<</S/J#61vaScript/JS 3 0 R>>"), "JavaScript"),
            (A_PDF.replace(b"<<>>", b"<</S/Launch/F(cmd.exe)>>"), "abre otros programas"),
            (A_PDF.replace(b"<<>>", b"<</Type/EmbeddedFile>>"), "otros archivos dentro"),
            (with_object_stream(b"3 0 <</S/JavaScript/JS(x)>>"), "JavaScript"),
            (with_object_stream(b"3 0 <</S/L#61unch>>", filters=b"[ /FlateDecode ]"), "abre otros programas"),
            (with_object_stream(b"3 0 <<>>", filters=b"[/ASCIIHexDecode /FlateDecode]"), "no se puede revisar"),
            (with_object_stream(b"3 0 <<>>", filters=b"/FlateDecode /Filter /LZWDecode"), "no se puede revisar"),
            (with_object_stream(b"3 0 <<>>").replace(b"stream\r\nx", b"stream\r\n?"), "no se puede revisar"),
            (with_object_stream(b" " * 65 * 1024 * 1024), "no se puede revisar"),
            (make_png(100_000, 100_000), "demasiado grande al abrirse"),
            (make_jpeg(65_000, 65_000), "demasiado grande al abrirse"),
            (A_PNG[:20], "no dice cuánto mide"),
            (b"\xff\xd8\xff\xe0\0\x02" + b"\0" * 40, "no dice cuánto mide"),
            (b"\xff\xd8\xff\xe0\xff\xff", "no dice cuánto mide"),
            (with_parts(make_docx("x"), {"word/embeddings/a.xlsm": with_macros(make_xlsx())}), "macros"),
            (
                with_parts(make_docx("x"), {"word/embeddings/a.docx": with_parts(make_docx("x"), {"b": make_xlsx()})}),
                "dentro de los que lleva dentro",
            ),
            (with_parts(make_docx("x"), {"word/embeddings/a.xlsx": b"PK\x03\x04 roto"}), "dañado"),
            (b"PK\x03\x04 roto", "dañado"),
            (with_parts(make_docx("x"), {"word/vbaProject.bin": b"x"}), "macros"),
            (with_parts(make_docx("x"), {"word/activeX/activeX1.xml": b"<a/>"}), "macros"),
            (with_parts(make_docx("x"), {"word/embeddings/a.exe": b"MZ"}), "macros"),
            (
                with_text_replaced(
                    make_docx("x"),
                    "[Content_Types].xml",
                    b"</Types>",
                    b'<Override PartName="/a.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
                ),
                "macros",
            ),
            (with_parts(make_docx("x"), {"word/extra.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "entidades"),
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

    @pytest.mark.parametrize(
        "content",
        [
            with_object_stream(b"3 0 <</Type/Page /JSON (x) /LaunchPad 1>>"),
            with_object_stream(b"3 0 <<>>").replace(b"abc", b"/Fi"),
            A_PDF + b"endstream\nstream\n" * 3,
        ],
    )
    def test_of_a_pdf_that_does_nothing_is_pdf(self, content: bytes) -> None:
        assert file_type(content, largest=LARGEST) == PDF

    @pytest.mark.parametrize("trick", [b"stream\n", b"#41", b"/ObjStm stream\n", b">> stream\r", b"/Filter /ObjStm#"])
    def test_of_a_hostile_pdf_is_told_in_little_time(self, trick: bytes) -> None:
        content = b"%PDF-1.7" + trick * (5_000_000 // len(trick)) + b"%%EOF"
        started = time.process_time()
        with contextlib.suppress(CannotStore):
            file_type(content, largest=2 * LARGEST)
        assert time.process_time() - started < 10

    def test_may_hold_a_workbook_without_programs(self) -> None:
        content = with_parts(make_docx("x"), {"word/embeddings/a.xlsx": make_xlsx()})
        assert file_type(content, largest=LARGEST) == DOCX

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
