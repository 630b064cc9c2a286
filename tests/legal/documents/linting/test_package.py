"""The package: programs, foreign content, bombs and damage are told before anything is read from it."""

from __future__ import annotations

import io
import zipfile

import pytest

from legal.documents.errors import CannotStore
from legal.documents.linting import package
from legal.documents.linting.findings import NotWord
from legal.documents.uploads import file_type
from tests.legal.documents.linting.bad_templates import docx, look_at
from tests.legal.documents.test_uploads import make_jpeg, make_png
from tests.legal.documents.word_files import with_parts, with_text_replaced

RELATIONS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"
MAIN = b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
BASE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def with_relation(kind: str, target: str, *, outside: bool = True, name: str = RELATIONS) -> bytes:
    """Return a template with one relation more."""
    mode = ' TargetMode="External"' if outside else ""
    added = f'<Relationship Id="rId99" Type="{BASE}/{kind}" Target="{target}"{mode}/></Relationships>'
    return with_text_replaced(docx("x"), name, b"</Relationships>", added.encode())


def with_settings_relation(target: str) -> bytes:
    """Return a template that takes its own template from elsewhere, as Word writes it."""
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{BASE}/attachedTemplate" Target="{target}" TargetMode="External"/>'
        "</Relationships>"
    )
    return with_parts(docx("x"), {"word/_rels/settings.xml.rels": relations.encode()})


def with_entry(name: str, content: bytes, *, repeated: bool = False) -> bytes:
    """Return a template with one entry more, of a name used before if so wanted."""
    output = io.BytesIO(docx("x"))
    with zipfile.ZipFile(output, "a", zipfile.ZIP_DEFLATED) as archive:
        if repeated:
            archive.filelist = list(archive.filelist)
            archive.NameToInfo.clear()
        archive.writestr(name, content)
    return output.getvalue()


def long_markup(elements: int) -> bytes:
    """Return markup with so many elements, different enough from each other not to be a bomb."""
    return b"<x>" + b"".join(b"<y z='%x'/>" % (each * 7919) for each in range(elements)) + b"</x>"


def encrypted() -> bytes:
    """Return a template whose first entry says that it is encrypted."""
    content = bytearray(docx("x"))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        start = archive.start_dir
    for offset in (6, start + 8):
        content[offset] |= 1
    return bytes(content)


THUMBNAIL = b'<Relationship Id="%s" Type="http://schemas.openxmlformats.org/package/%s" Target="%s"/>'


def with_thumbnail(content: bytes, target: str, more: bytes = b"") -> bytes:
    """Return a file with a part as its thumbnail, and more relationships of the package."""
    if target.endswith(".png"):
        content = with_parts(content, {target: make_png()})
    relation = THUMBNAIL % (b"rIdMiniatura", b"2006/relationships/metadata/thumbnail", target.encode())
    return with_text_replaced(content, "_rels/.rels", b"</Relationships>", relation + more + b"</Relationships>")


BAD = {
    "a part twice": (with_entry("word/document.xml", b"<x/>", repeated=True), "PKG01", "parte «word/document.xml»"),
    "a part twice but for its capitals": (
        with_entry("word/Document.xml", b"<x/>"),
        "PKG01",
        "parte «word/Document.xml»",
    ),
    "a path out of the file": (with_entry("../../x.xml", b"<x/>"), "PKG02", "parte «../../x.xml»"),
    "an encrypted part": (encrypted(), "PKG03", "parte «[Content_Types].xml»"),
    "a bomb": (with_entry("word/media/x.png", b"\0" * 5_000_000), "PKG04", "parte «word/media/x.png»"),
    "too many parts": (
        with_parts(docx("x"), {f"word/media/{each}.png": b"x" for each in range(package.MOST_PARTS)}),
        "PKG04",
        "Archivo",
    ),
    "macros": (with_parts(docx("x"), {"word/vbaProject.bin": b"x"}), "MAC01", "Archivo"),
    "macros under another name": (with_relation("vbaProject", "x.bin", outside=False), "MAC01", "Archivo"),
    "a control": (with_parts(docx("x"), {"word/activeX/activeX1.xml": b"<x/>"}), "MAC01", "Archivo"),
    "a file with macros": (
        with_text_replaced(docx("x"), TYPES, MAIN, b"vnd.ms-word.document.macroEnabled.main+xml"),
        "PKG05",
        "Archivo",
    ),
    "a template of Word": (
        with_text_replaced(docx("x"), TYPES, MAIN, MAIN.replace(b"document.main", b"template.main")),
        "PKG05",
        "Archivo",
    ),
    "a document elsewhere in the package": (
        with_text_replaced(docx("x"), "_rels/.rels", b'"word/document.xml"', b'"word/styles.xml"'),
        "PKG05",
        "Archivo",
    ),
    "a document of the strict form": (
        with_text_replaced(docx("x"), "word/document.xml", WORD, STRICT),
        "PKG05",
        "Archivo",
    ),
    "a header that is told to be something else": (
        with_relation("header", "styles.xml", outside=False),
        "PKG05",
        "Archivo",
    ),
    **{
        f"a file .{ending} within": (
            with_parts(docx("x"), {f"word/media/x.{ending}": b"x"}),
            "MAC01",
            f"parte «word/media/x.{ending}»",
        )
        for ending in ("ps1", "lnk", "sh", "docm", "EXE", "xlsm")
    },
    "a page within": (with_parts(docx("x"), {"word/x.html": b"<script>"}), "PKG06", "parte «word/x.html»"),
    "a package within": (
        with_parts(docx("x"), {"word/media/x.png": docx("x")}),
        "OLE01",
        "parte «word/media/x.png»",
    ),
    "an add-in": (
        with_relation("webextensiontaskpanes", "document.xml", outside=False),
        "MAC01",
        f"parte «{RELATIONS}»",
    ),
    "a ribbon": (with_relation("ui/userCustomization", "document.xml", outside=False), "MAC01", f"parte «{RELATIONS}»"),
    "an image that is none": (
        with_parts(docx("x"), {"word/media/x.png": b"no es una imagen"}),
        "IMG02",
        "parte «word/media/x.png»",
    ),
    "an image too large to be opened": (
        with_parts(docx("x"), {"word/media/x.png": make_png(40_000, 40_000)}),
        "IMG02",
        "parte «word/media/x.png»",
    ),
    "a program that is told to be an image": (
        with_parts(docx("x"), {"word/media/x.emf": b"MZ\x90\0"}),
        "IMG02",
        "parte «word/media/x.emf»",
    ),
    "a part without a type": (
        with_parts(docx("x"), {"word/media/x.gif": b"GIF89a"}),
        "PKG08",
        "parte «word/media/x.gif»",
    ),
    "properties as Writer saves them in another of its types": (
        with_text_replaced(
            docx("x"),
            "_rels/.rels",
            b"package/2006/relationships/metadata",
            b"officedocument/2006/relationships/metadata",
        ),
        "PKG09",
        "parte «_rels/.rels»",
    ),
    **{
        f"a thumbnail that {why}": (with_thumbnail(docx("x"), target, more), "PKG10", "parte «_rels/.rels»")
        for why, target, more in (
            ("is a part of the text", "word/styles.xml", b""),
            ("is an image elsewhere", "word/media/x.png", b""),
            ("serves for something else", "docProps/x.png", THUMBNAIL % (b"rIdOtra", b"image", b"docProps/x.png")),
        )
    },
    "a relationship to what is not there": (
        with_relation("image", "media/none.png", outside=False),
        "PKG07",
        f"parte «{RELATIONS}»",
    ),
    "no relationship to the document": (
        with_text_replaced(docx("x"), "_rels/.rels", b"relationships/officeDocument", b"relationships/x"),
        "PKG07",
        "parte «_rels/.rels»",
    ),
    "an inner link to a program": (
        with_relation("hyperlink", "javascript:x", outside=False),
        "REL03",
        f"parte «{RELATIONS}»",
    ),
    "a glossary that is told to be something else": (
        with_relation("glossaryDocument", "styles.xml", outside=False),
        "PKG05",
        "Archivo",
    ),
    "an embedded file": (
        with_parts(docx("x"), {"word/embeddings/x.bin": b"x"}),
        "OLE01",
        "parte «word/embeddings/x.bin»",
    ),
    "an object": (with_relation("oleObject", "x.bin", outside=False), "OLE01", f"parte «{RELATIONS}»"),
    "a mail merge": (
        with_text_replaced(docx("x"), "word/settings.xml", b"</w:settings>", b"<w:mailMerge/></w:settings>"),
        "OLE01",
        "parte «word/settings.xml»",
    ),
    "an imported document": (with_relation("aFChunk", "x.html", outside=False), "ALT01", "Archivo"),
    "a remote template": (with_settings_relation("http://x/y.dotm"), "REL01", "parte «word/_rels/settings.xml.rels»"),
    "a linked image": (with_relation("image", "http://x/y.png"), "REL02", f"parte «{RELATIONS}»"),
    "a linked file": (with_relation("subDocument", "file:///x"), "OLE01", f"parte «{RELATIONS}»"),
    "a link to a file": (with_relation("hyperlink", "file:///c:/x.exe"), "REL03", f"parte «{RELATIONS}»"),
    "a link to a program": (with_relation("hyperlink", "javascript:x"), "REL03", f"parte «{RELATIONS}»"),
    "entities": (
        with_parts(docx("x"), {"word/settings.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
        "XML01",
        "parte «word/settings.xml»",
    ),
    "entities in another writing": (
        with_parts(docx("x"), {"word/settings.xml": '<?xml version="1.0"?><!DOCTYPE x><x/>'.encode("utf-16")}),
        "XML01",
        "parte «word/settings.xml»",
    ),
    "broken markup": (with_parts(docx("x"), {"word/settings.xml": b"<x>"}), "XML02", "parte «word/settings.xml»"),
    "markup deeper than anything": (
        with_parts(docx("x"), {"word/settings.xml": b"<x>" * 10_000 + b"</x>" * 10_000}),
        "XML02",
        "parte «word/settings.xml»",
    ),
    "more elements than a paper has": (
        with_parts(docx("x"), {"word/settings.xml": long_markup(package.MOST_ELEMENTS)}),
        "LIM02",
        "Archivo",
    ),
}


@pytest.mark.parametrize(("content", "code", "where"), BAD.values(), ids=BAD)
def test_a_dangerous_package_is_refused(content: bytes, code: str, where: str) -> None:
    report = look_at(content)
    assert not report.ok
    finding = next((each for each in report.findings if each.code == code), None)
    assert finding is not None, report.findings
    assert where in finding.where
    assert finding.message
    assert finding.hint


def test_a_package_without_its_first_relationships_is_told_what_it_lacks() -> None:
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx("x"))) as source, zipfile.ZipFile(output, "w") as target:
        for name in source.namelist():
            if name != "_rels/.rels":
                target.writestr(name, source.read(name))
    report = look_at(output.getvalue())
    assert [(each.code, each.message) for each in report.findings] == [
        ("PKG07", "El archivo está incompleto: le falta «_rels/.rels».")
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.png", make_png()),
        ("x.jpeg", make_jpeg()),
        ("x.jpeg", make_png()),
        ("x.gif", b"GIF89a"),
        ("x.emf", b"\x01\0\0\0" + b"\0" * 36 + b" EMF"),
        ("x.wmf", b"\xd7\xcd\xc6\x9a"),
        ("x.tiff", b"II*\0"),
        ("x.svg", b'<?xml version="1.0"?><svg/>'),
    ],
)
def test_an_image_is_accepted_whatever_its_ending(name: str, content: bytes) -> None:
    ending = name.rpartition(".")[2]
    declared = f'<Default Extension="{ending}" ContentType="image/x"/></Types>'.encode()
    template = with_parts(docx("x"), {f"word/media/{name}": content})
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        is_declared = f'Extension="{ending}"'.encode() in archive.read(TYPES)
    if not is_declared:
        template = with_text_replaced(template, TYPES, b"</Types>", declared)
    assert look_at(template).findings == ()


GLOSSARY = (
    b'<w:glossaryDocument xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docParts><w:docPart>'
    b'<w:docPartBody><w:p><w:r><w:t>%s</w:t></w:r><w:fldSimple w:instr="%s"/></w:p></w:docPartBody></w:docPart>'
    b"</w:docParts></w:glossaryDocument>"
)


def with_glossary(text: bytes, instruction: bytes) -> bytes:
    """Return a template with a building block that holds a text and a field."""
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.glossary+xml"
    declared = b'<Override PartName="/word/glossary/document.xml" ContentType="%s"/></Types>' % kind
    content = with_text_replaced(
        with_relation("glossaryDocument", "glossary/document.xml", outside=False), TYPES, b"</Types>", declared
    )
    return with_parts(content, {"word/glossary/document.xml": GLOSSARY % (text, instruction)})


def test_the_building_blocks_are_looked_at_too() -> None:
    report = look_at(with_glossary(b"{{ amount }}", b"DDE x"))
    assert [(each.code, each.where) for each in report.findings] == [
        ("FLD01", "Bloques de creación, párrafo 1"),
        ("TAG02", "Bloques de creación, párrafo 1"),
    ]
    assert look_at(with_glossary(b"Haga clic", b"PAGE")).findings == ()


@pytest.mark.parametrize("target", ["https://www.gob.pe/mef", "http://www.gob.pe", "mailto:mesa@mef.gob.pe"])
def test_a_link_to_a_page_or_an_address_is_accepted(target: str) -> None:
    assert look_at(with_relation("hyperlink", target)).ok


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "damaged"),
        (b"hola", "damaged"),
        (b"PK\x03\x04", "damaged"),
        (docx("x")[:-40], "damaged"),
        (b"%PDF-1.7\n%%EOF\n" + docx("x"), "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_or_encrypted"),
    ],
)
def test_what_is_no_word_file_cannot_be_read(content: bytes, reason: str) -> None:
    with pytest.raises(NotWord) as refusal:
        look_at(content)
    assert refusal.value.reason == reason


def test_a_package_without_a_document_is_no_word_file() -> None:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(NotWord, match="no_document"):
        look_at(output.getvalue())


def test_more_findings_than_anybody_would_read_are_cut_short() -> None:
    report = look_at(docx(*(f"{{{{ field_{each} }}}}" for each in range(300))))
    assert len(report.findings) == 201
    assert (report.findings[-1].code, report.ok) == ("LIM03", False)


def test_a_text_longer_than_any_template_is_refused_before_it_is_filled() -> None:
    long = "palabra " * (package.LONGEST_PARAGRAPH // 8)
    report = look_at(docx(*[long] * (package.MOST_SIGNS // len(long) + 1)))
    assert [each.code for each in report.findings] == ["LIM02"]


def test_a_paragraph_longer_than_any_is_refused_with_its_place() -> None:
    report = look_at(docx("uno", "x" * (package.LONGEST_PARAGRAPH + 1)))
    assert [(each.code, each.where) for each in report.findings] == [("LIM06", "Cuerpo, párrafo 2")]
    assert "pasa de 50,000 signos" in report.findings[0].message


@pytest.mark.parametrize("ending", ["exe", "ps1", "lnk", "docm", "hta", "sh"])
def test_what_the_check_of_uploads_takes_for_a_program_is_one_here_too(ending: str) -> None:
    content = with_parts(docx("x"), {f"word/x.{ending}": b"x"})
    with pytest.raises(CannotStore, match="lleva macros"):
        file_type(content, largest=10_000_000)
    assert "MAC01" in {each.code for each in look_at(content).findings}
