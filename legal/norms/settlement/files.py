"""JSON and YAML as plain values, every number as it was written: nothing passes through a float.

What could surprise is refused: keys that repeat, deep nesting, and in YAML anchors, aliases, tags and a second
document. A YAML scalar without quotes is read by YAML's core schema: ``true`` is a truth, ``yes`` is a word.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final, NoReturn

import yaml
from django.utils.translation import gettext as _

from legal.norms.settlement.values import SettlementError

LARGEST_FILE: Final = 4 * 1024 * 1024
DEEPEST: Final = 12
LONGEST_NAME: Final = 60

_TRUTHS: Final = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NOTHINGS: Final = {"", "~", "null", "Null", "NULL"}
_NUMBER: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_PARSER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Number(str):
    """A number as it was written."""

    __slots__ = ()


def parse(content: bytes, *, is_yaml: bool) -> Any:
    """Return what a file holds: mappings, lists, text, numbers, truths and nothing.

    :raises SettlementError: with a sentence, for what is too large, no UTF-8, malformed or refused above.
    """
    if len(content) > LARGEST_FILE:
        _refuse(_("El archivo supera %(size)d MiB.") % {"size": LARGEST_FILE // 1024**2})
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        _refuse(_("El archivo no está en UTF-8."))
    return _from_yaml(text) if is_yaml else _from_json(text)


def shown(name: str) -> str:
    """Return a name from a file so that one line of a terminal can show it."""
    printable = "".join(each if each.isprintable() else "�" for each in name[:LONGEST_NAME])
    return printable + ("…" if len(name) > LONGEST_NAME else "")


def _from_json(text: str) -> Any:
    try:
        return json.loads(text, parse_float=Number, parse_int=Number, parse_constant=Number, object_pairs_hook=_mapping)
    except json.JSONDecodeError as error:
        _refuse_malformed("JSON", error.lineno, error.colno)
    except RecursionError:
        _refuse_depth()


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        _add(found, key, value)
    return found


def _add(found: dict[str, Any], key: str, value: Any) -> None:
    if key in found:
        raise SettlementError(shown(key), _("La clave aparece dos veces en el mismo lugar."))
    found[key] = value


def _from_yaml(text: str) -> Any:
    try:
        events = iter(yaml.parse(text, Loader=_PARSER))
        next(events)
        if isinstance(next(events), yaml.StreamEndEvent):
            _refuse(_("El archivo está vacío."))
        value = _value(next(events), events, depth=0)
        next(events)
        if not isinstance(next(events), yaml.StreamEndEvent):
            _refuse(_("El archivo tiene más de un documento YAML."))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        _refuse_malformed("YAML", mark.line + 1 if mark else 1, mark.column + 1 if mark else 1)
    except yaml.YAMLError:
        _refuse(_("El archivo no es YAML: tiene un carácter que no se admite."))
    return value


def _value(event: yaml.Event, events: Iterator[yaml.Event], *, depth: int) -> Any:
    """Return the value that begins with an event, and take its other events."""
    if depth > DEEPEST:
        _refuse_depth()
    _refuse_indirect(event)
    if isinstance(event, yaml.SequenceStartEvent):
        return [_value(each, events, depth=depth + 1) for each in _until(yaml.SequenceEndEvent, events)]
    if isinstance(event, yaml.MappingStartEvent):
        found: dict[str, Any] = {}
        for key in _until(yaml.MappingEndEvent, events):
            _refuse_indirect(key)
            if not isinstance(key, yaml.ScalarEvent):
                _refuse(_("Una clave de YAML debe ser un texto."))
            _add(found, key.value, _value(next(events), events, depth=depth + 1))
        return found
    assert isinstance(event, yaml.ScalarEvent)
    return _scalar(event)


def _until(end: type[yaml.Event], events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
    """Yield events as long as the end does not come; whoever takes one takes what belongs to it."""
    while not isinstance(event := next(events), end):
        yield event


def _scalar(event: yaml.ScalarEvent) -> Any:
    text: str = event.value
    if not event.implicit[0]:
        return text
    if text in _NOTHINGS:
        return None
    if text in _TRUTHS:
        return _TRUTHS[text]
    return Number(text) if _NUMBER.fullmatch(text) else text


def _refuse_indirect(event: yaml.Event) -> None:
    """Refuse what makes YAML mean more than it shows: a few aliases of aliases would fill the memory."""
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
        _refuse(_("Las anclas y los alias de YAML no se admiten."))
    if getattr(event, "tag", None) is not None:
        _refuse(_("Las etiquetas de YAML no se admiten."))


def _refuse(sentence: str) -> NoReturn:
    raise SettlementError("", sentence)


def _refuse_malformed(form: str, line: int, column: int) -> NoReturn:
    _refuse(
        _("El archivo no es %(form)s: línea %(line)d, columna %(column)d.")
        % {"form": form, "line": line, "column": column}
    )


def _refuse_depth() -> NoReturn:
    _refuse(_("El archivo tiene demasiados niveles."))
