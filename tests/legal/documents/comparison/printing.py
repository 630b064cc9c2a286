"""Word files that print something which is no plain paragraph of the body."""

from __future__ import annotations

from legal.documents.comparison import report, worker
from legal.documents.comparison.package import open_package
from legal.documents.comparison.report import Comparison
from legal.documents.packages import CONTENT_TYPES
from tests.legal.documents.word_files import make_docx, with_parts, with_text_replaced

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="urn:wps"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
MAIN = "word/document.xml"
DOUBLE = "La entidad paga el doble"
BASE = make_docx("Uno", "Dos", header="Cabecera")


def paragraph(text: str = "", inner: str = "", properties: str = "") -> str:
    """Return a paragraph with a text, and what else it holds."""
    said = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{said}{inner}</w:p>"


def with_body(content: bytes, markup: str) -> bytes:
    """Return a file whose text begins with more markup."""
    opened = markup.replace("<w:", "<w:", 1)
    wrapped = f'<w:customXml {NAMESPACES} w:element="muestra">{opened}</w:customXml>'
    return with_text_replaced(content, MAIN, b"<w:body>", b"<w:body>" + wrapped.encode())


def related(content: bytes, name: str, kind: str, part: bytes, *, key: str = "rIdMuestra") -> bytes:
    """Return a file with one more part, to which the text relates by its kind and not by its name."""
    media_type = f"{WORD}{kind}+xml"
    content = with_parts(content, {f"word/{name}": part})
    override = f'<Override PartName="/word/{name}" ContentType="{media_type}"/></Types>'
    content = with_text_replaced(content, CONTENT_TYPES, b"</Types>", override.encode())
    relation = f'<Relationship Id="{key}" Type="{OFFICE}{kind}" Target="{name}"/></Relationships>'
    return with_text_replaced(content, "word/_rels/document.xml.rels", b"</Relationships>", relation.encode())


def with_note(content: bytes, text: str, kind: str = "footnote") -> bytes:
    """Return a file with a paragraph that refers to a note."""
    note = f'<w:{kind}s {NAMESPACES}><w:{kind} w:id="2">{paragraph(text)}</w:{kind}></w:{kind}s>'
    content = related(content, "apuntes.xml", f"{kind}s", note.encode())
    return with_body(content, paragraph("Véase", f'<w:r><w:{kind}Reference w:id="2"/></w:r>'))


def compared(before: bytes, after: bytes) -> Comparison:
    """Compare two files in this process, with the words of a page."""
    answer = worker.compare(open_package(before), open_package(after), report._words())
    names = report._names()
    return Comparison(
        differences=tuple(report._difference(each) for each in answer["differences"]),
        others=tuple(names[each] for each in names if each in answer["others"]),
    )


def added(before: bytes, after: bytes) -> str:
    """Return what the second file says that the first does not."""
    return "\n".join(run.text for each in compared(before, after).differences for run in each.after if run.changed)


def leading(content: bytes, kind: str, place: str, more: str = "") -> bytes:
    """Return a file whose text has one more relationship."""
    relation = f'<Relationship Id="rIdMuestra" Type="{OFFICE}{kind}" Target="{place}"{more}/></Relationships>'
    return with_text_replaced(content, "word/_rels/document.xml.rels", b"</Relationships>", relation.encode())


def cell(inner: str) -> str:
    return f"<w:tc>{inner}</w:tc>"
