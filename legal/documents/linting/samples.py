"""Samples: the template filled with made-up values, so that what it does is seen before it is used."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any, Final

from docxtpl import DocxTemplate
from jinja2 import TemplateError, UndefinedError
from lxml import etree

from legal.documents.linting.findings import Findings, Place, quoted
from legal.documents.linting.package import Part
from legal.documents.linting.places import TAG, Paragraph, W
from legal.documents.linting.shapes import Shape, kind_of
from legal.documents.render_worker import fill, line_of
from legal.documents.template_environment import CannotFill, Environment
from legal.documents.template_language import Misnumbered

_CELL: Final = f"{W}tc"
_NUMBER: Final = "number"
_MISNUMBERED: Final = {"repeated_key": "NUM03", "numeral_before_clauses": "NUM06", "too_many_clauses": "NUM07"}
# What a file must not lose or take for markup.
ODD_SIGNS: Final = " & <muestra>"
# Three of everything: an even number would hide what is printed of a pair that has no second.
LONG_LIST: Final = 3
# Which of texts, lists and choices are there: all conditions true, all false, and the two between.
SAMPLES: Final = {
    "full": {"texts": True, "lists": True},
    "empty": {"texts": False, "lists": False},
    "texts": {"texts": True, "lists": False},
    "lists": {"texts": False, "lists": True},
}


def all_samples(fields: Mapping[str, Shape]) -> dict[str, dict[str, Any]]:
    """Return the made-up values of every sample, by its name."""
    return {name: sample(fields, **there) for name, there in SAMPLES.items()}


def sample(fields: Mapping[str, Shape], *, texts: bool, lists: bool) -> dict[str, Any]:
    """Return made-up values for the fields: every text with words or empty, every list with three items or none.

    A text says its own name; choices are true where there are texts.
    """
    return {name: _value(shape, name, texts=texts, lists=lists) for name, shape in fields.items()}


def _value(shape: Shape, name: str, *, texts: bool, lists: bool) -> Any:
    kind = kind_of(shape)
    if kind == "group":
        return sample(shape["fields"], texts=texts, lists=lists)
    if kind == "list":
        count = shape.get("length", LONG_LIST if lists else 0)
        return [_value(shape["list"], f"{name} {each + 1}", texts=texts, lists=lists) for each in range(count)]
    if kind == "text":
        return f"[{name}]{ODD_SIGNS}" if texts else ""
    return texts if kind == "yes_no" else int(texts)


def check_part(
    part: Part,
    paragraphs: list[Paragraph],
    tags: int,
    made: Mapping[str, dict[str, Any]],
    findings: Findings,
    environment: Environment,
) -> None:
    """Fill one part with each sample, and find what fails, what docxtpl loses, and what Word could not open.

    ``tags`` is how many the part has for a reader, ``made`` the values of ``all_samples``, ``environment`` that of
    all samples of the file.
    """
    document = DocxTemplate(io.BytesIO())
    element = part.root.find(f"{W}body") if part.kind == "body" else part.root
    patched = document.patch_xml(etree.tostring(element, encoding="unicode"))
    if len(TAG.findall(patched)) != tags:
        findings.add("TAG13", _of_part(paragraphs, part), seen=len(TAG.findall(patched)), written=tags)
        return
    try:
        template = environment.from_string(_in_lines(patched))
    except (CannotFill, TemplateError, SyntaxError):
        # Python refuses what Jinja does not: twenty blocks within each other.
        findings.add("SAM02", _of_part(paragraphs, part))
        return
    told = set()
    for name, values in made.items():
        environment.number_anew()
        try:
            filled = template.render(values)
        except Misnumbered as error:
            place = _place_of(environment.text_of_line(line_of(error)), paragraphs, part)
            findings.add(_MISNUMBERED[error.reason], place, name=error.key, tag=quoted(error.key))
            continue
        except (CannotFill, TemplateError, TypeError, ValueError) as error:
            place = _place_of(environment.text_of_line(line_of(error)), paragraphs, part)
            if (place, _missing(error)) not in told:
                findings.add("SAM01", place, sample=name, missing=_missing(error))
            told.add((place, _missing(error)))
            continue
        if _is_broken(filled):
            findings.add("SAM04", _of_part(paragraphs, part), sample=name)


def _in_lines(patched: str) -> str:
    """Return a part with each paragraph on a line of its own, as docxtpl puts them."""
    return re.sub(r"<w:p([ >])", r"\n<w:p\1", patched)


def check_whole(
    content: bytes, made: Mapping[str, dict[str, Any]], findings: Findings, environment: Environment
) -> None:
    """Fill the whole file once, the way it will be filled."""
    try:
        filled = fill(content, made["full"], environment=environment)
        with zipfile.ZipFile(io.BytesIO(filled)) as archive:
            names = archive.namelist()
        if len(set(names)) < len(names):
            findings.add("SAM03", text=quoted(next(name for name in names if names.count(name) > 1)))
    except CannotFill as refusal:
        findings.add("SAM03", text=quoted(refusal.place or refusal.detail))
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever breaks the maker of documents breaks it for people too
        findings.add("SAM03", text=quoted(f"{type(error).__name__} {error}"))


def _missing(error: Exception) -> str:
    named = re.search(r"'([^']*)' is undefined", str(error))
    return quoted(named.group(1)) if named and isinstance(error, UndefinedError) else ""


def _of_part(paragraphs: list[Paragraph], part: Part) -> Place:
    return Place(part=part.kind, number=paragraphs[0].place.number if paragraphs else 0)


def _place_of(line: str, paragraphs: list[Paragraph], part: Part) -> Place:
    """Return the place of the paragraph whose text begins a line, which docxtpl starts at each paragraph."""
    line = line.rstrip("…")
    fitting = [
        paragraph
        for paragraph in paragraphs
        if TAG.search(paragraph.text) and line and _same_start(" ".join(paragraph.text.split()), line)
    ]
    return fitting[0].place if fitting else _of_part(paragraphs, part)


def _same_start(text: str, line: str) -> bool:
    return line.startswith(text) or text.startswith(line)


def _is_broken(filled: str) -> bool:
    """Whether a filled part is no markup any more, which docxtpl would repair in silence by leaving text out."""
    try:
        etree.fromstring(filled.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return True
    return False
