"""Kinds of documents: the contract of each Word template, by the name of its file."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, Final, get_args, get_origin, get_type_hints

from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _

from legal.documents.documents import DocumentContext
from legal.documents.models import DocumentKind

PLAIN: Final = {str: "text", int: "number", bool: "yes_no"}


def document_kinds() -> dict[str, type[DocumentContext]]:
    """Return the contract of every kind of document of the rooms: "agreement" for ``agreement.docx``."""
    autodiscover_modules("documents")
    contracts = (each for each in DocumentContext.__subclasses__() if each.__module__.startswith("legal."))
    return dict(sorted((Path(each.template_name).stem, each) for each in contracts))


def kind_of(document: DocumentContext) -> str:
    """Return the kind of a document: "agreement" for what ``agreement.docx`` prints."""
    return Path(document.template_name).stem


def title_of(kind: str) -> str:
    """Return what people call a kind of document: "convenio", "adenda"."""
    if kind in DocumentKind.values:
        return str(DocumentKind(kind).label)
    return _("modelo de resolución de incorporación") if kind == "incorporation_resolution" else kind


def shape_of(contract: type[DocumentContext]) -> dict[str, Any]:
    """Return the fields of a contract with their shapes, as ``linting.expressions`` reads them.

    :raises TypeError: when a field is neither text, whole number, boolean, tuple nor dataclass of these.
    """
    hints = get_type_hints(contract)
    return {each.name: _shape(hints[each.name]) for each in fields(contract)}


def _shape(hint: Any) -> Any:
    if hint in PLAIN:
        return PLAIN[hint]
    if isinstance(hint, type) and is_dataclass(hint):
        hints = get_type_hints(hint)
        return {"group": hint.__name__, "fields": {each.name: _shape(hints[each.name]) for each in fields(hint)}}
    arguments = get_args(hint)
    if get_origin(hint) is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return {"list": _shape(arguments[0])}
    if get_origin(hint) is tuple and len(set(arguments)) == 1:
        return {"list": _shape(arguments[0]), "length": len(arguments)}
    raise TypeError(f"A document cannot hold {hint!r}: only text, int, bool, tuples and dataclasses of these.")
