"""Office packages: what is dangerous in them, and one form for the same content."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from legal.documents import packages
from legal.documents.packages import UnreadablePackage
from legal.documents.wordtext import extract_text
from tests.legal.documents.word_files import make_docx, with_parts

DATED = date(2015, 6, 12)


def zipped(*parts: tuple[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP with parts in the order given, names repeated if they are."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", compression) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return output.getvalue()


class TestReading:
    def test_gives_every_part(self) -> None:
        assert packages.read_parts(zipped(("a.xml", b"1"), ("b/c.xml", b"2"))) == {"a.xml": b"1", "b/c.xml": b"2"}

    def test_refuses_what_is_not_a_package(self) -> None:
        for content in (b"", b"hola", b"PK\x03\x04", zipped(("a", b"x" * 1000))[:-30]):
            with pytest.raises(UnreadablePackage, match="dañado"):
                packages.read_parts(content)

    @pytest.mark.parametrize("compression", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
    def test_refuses_a_compression_that_no_office_writes(self, compression: int) -> None:
        with pytest.raises(UnreadablePackage, match="dañado"):
            packages.read_parts(zipped(("a.xml", b"palabras"), compression=compression))

    def test_refuses_changed_bytes(self) -> None:
        content = zipped(("a.xml", b"palabras"), compression=zipfile.ZIP_STORED)
        with pytest.raises(UnreadablePackage, match="dañado"):
            packages.read_parts(content.replace(b"palabras", b"PALABRAS"))

    def test_refuses_a_bomb(self) -> None:
        with pytest.raises(UnreadablePackage, match="al descomprimirse"):
            packages.read_parts(zipped(("a.xml", b"\0" * 5_000_000)))

    def test_refuses_too_many_parts(self) -> None:
        with pytest.raises(UnreadablePackage, match="al descomprimirse"):
            packages.read_parts(zipped(*((f"{number}.xml", b"") for number in range(packages.MAX_PARTS + 1))))

    def test_refuses_a_size_that_lies(self) -> None:
        content = zipped(("a.xml", b"palabras" * 10), compression=zipfile.ZIP_STORED)
        lying = content.replace((80).to_bytes(4, "little"), (40).to_bytes(4, "little"))
        with pytest.raises(UnreadablePackage):
            packages.read_parts(lying)

    def test_refuses_a_password(self) -> None:
        content = bytearray(zipped(("a.xml", b"x"), compression=zipfile.ZIP_STORED))
        central = content.index(b"PK\x01\x02")
        content[6] |= 1
        content[central + 8] |= 1
        with pytest.raises(UnreadablePackage, match="contraseña"):
            packages.read_parts(bytes(content))

    @pytest.mark.parametrize("name", ["../a.xml", "/a.xml", "x/../../a.xml"])
    def test_refuses_parts_outside_the_package(self, name: str) -> None:
        with pytest.raises(UnreadablePackage, match="fuera de él"):
            packages.read_parts(zipped((name, b"x")))

    @pytest.mark.filterwarnings("ignore:Duplicate name")
    def test_refuses_a_part_hidden_behind_another(self) -> None:
        with pytest.raises(UnreadablePackage, match="repite"):
            packages.read_parts(zipped(("a.xml", b"1"), ("a.xml", b"2")))

    def test_refuses_document_types_in_a_part(self) -> None:
        with pytest.raises(UnreadablePackage, match="entidades"):
            packages.parse_xml(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
        with pytest.raises(UnreadablePackage, match="dañado"):
            packages.parse_xml(b"<a>")


class TestNormalizing:
    def test_gives_the_same_bytes_for_the_same_content(self) -> None:
        one = zipped(("word/document.xml", b"x"), ("[Content_Types].xml", b"y"))
        other = zipped(("[Content_Types].xml", b"y"), ("word/document.xml", b"x"), compression=zipfile.ZIP_STORED)
        assert one != other
        assert packages.normalized(one, title="t", dated=DATED) == packages.normalized(other, title="t", dated=DATED)

    def test_does_not_change_the_text(self) -> None:
        content = make_docx("uno", "dos")
        assert extract_text(packages.normalized(content, title="t", dated=DATED)) == "uno\ndos\n"


class TestDigest:
    def test_does_not_change_with_order_or_compression(self) -> None:
        one = zipped(("a", b"1"), ("b", b"2"))
        other = zipped(("b", b"2"), ("a", b"1"), compression=zipfile.ZIP_STORED)
        assert packages.content_digest(one) == packages.content_digest(other)

    def test_changes_with_a_name_or_a_byte(self) -> None:
        same = zipped(("a", b"1"), ("b", b"2"))
        others = [zipped(("a", b"1"), ("b", b"3")), zipped(("a", b"1"), ("c", b"2")), zipped(("a", b"2"), ("b", b"1"))]
        assert packages.content_digest(same) not in {packages.content_digest(other) for other in others}


class TestText:
    def test_of_something_else_is_refused(self) -> None:
        with pytest.raises(UnreadablePackage, match="no es un documento de Word"):
            extract_text(zipped(("a.xml", b"<a/>")))

    def test_of_a_word_file_reads_tables_by_row(self) -> None:
        content = make_docx("uno")
        table = (
            b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
            b"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>c</w:t></w:r>"
            b"</w:p></w:tc><w:tc><w:p><w:r><w:t>d</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
        )
        assert extract_text(with_parts(content, {"word/document.xml": table})) == "a b / c | d\n"
