"""What a template may print: each field of a kind of document, what it is, an example, its tag and its use today."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, get_args, get_origin

from django.utils.translation import gettext as _

from legal.documents.about import About, about_fields, first_example, record_in
from legal.documents.documents import DocumentContext
from legal.documents.kinds import PLAIN

_TAG: Final = re.compile(r"{%\w*\s*(.*?)\s*%}|{{\s*(.*?)\s*}}")
_FOR: Final = re.compile(r"for\s+(\w+)\s+in\s+([\w.]+)")
_NAME: Final = re.compile(r"""(?<!["'.\w])[a-z_]\w*(?:\.\w+)*""")
_LONGEST_USE: Final = 220


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field: its path ("money.total", "parties · name" within a list), what it is, and the tag that prints it.

    ``sort`` is "text", "number", "yes_no" or "list", ``length`` how many items a list always has, or 0. ``examples``
    are invented values, several of a list of texts and none of a list of records. ``use`` is a passage of a template
    that prints it or asks for it, empty where none does.
    """

    path: str
    sort: str
    length: int
    tag: str
    description: str
    examples: tuple[str, ...]
    use: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """The fields of one record, or those that stand for themselves, whose ``path`` is empty.

    ``repetition`` is the field of the list whose items have these fields, or nothing.
    """

    path: str
    description: str
    repetition: Field | None
    fields: tuple[Field, ...]

    @property
    def anchor(self) -> str:
        """The name of its place on the page."""
        return "-".join(["datos", *re.findall(r"\w+", self.path)])

    @property
    def count(self) -> int:
        """How many fields it tells of."""
        return len(self.fields) + (self.repetition is not None)


@dataclass(frozen=True, kw_only=True)
class _Reach:
    """How a record is reached: ``path`` names its fields for people, ``written`` is what a tag has before the name."""

    path: str = ""
    written: str = ""


def groups_of(contract: type[DocumentContext], text: str) -> list[Group]:
    """Return the fields of a kind of document by records, in order; ``text`` is that of the template in force."""
    return list(_groups(contract, _Reach(), {}, _uses(text), description="", repetition=None))


def fields_of(contract: type[DocumentContext], text: str) -> list[Field]:
    """Return the fields of a kind of document, each list before the fields of its items."""
    groups = groups_of(contract, text)
    return [field for group in groups for field in (group.repetition, *group.fields) if field is not None]


def _groups(
    record: type,
    reach: _Reach,
    given: Mapping[str, Any],
    uses: Mapping[str, str],
    *,
    description: str,
    repetition: Field | None,
) -> Iterator[Group]:
    """Yield the group of a record and those within it; ``given`` are examples that replace its own."""
    own: list[Field] = []
    within: list[Group] = []
    examples = {**getattr(record, "examples", {}), **given}
    for name, about in about_fields(record).items():
        inner, example = record_in(about.type), examples.get(name, about.example)
        field = _field(name, about, reach, example, uses)
        if inner is None:
            own.append(field)
            continue
        is_list = get_origin(about.type) is tuple
        mark, before = (" · ", _item(name)) if is_list else (".", f"{reach.written}{name}")
        within += _groups(
            inner,
            _Reach(path=f"{field.path}{mark}", written=f"{before}."),
            first_example(example) or {},
            uses,
            description=_(about.description),
            repetition=field if is_list else None,
        )
    path = reach.path.rstrip(" ·.")
    yield Group(path=path, description=description, repetition=repetition, fields=tuple(own))
    yield from within


def _field(name: str, about: About, reach: _Reach, example: Any, uses: Mapping[str, str]) -> Field:
    here, written = f"{reach.path}{name}", f"{reach.written}{name}"
    is_list = get_origin(about.type) is tuple
    is_record = record_in(about.type) is not None
    sort = "list" if is_list else PLAIN.get(about.type, "")
    fixed = is_list and ... not in get_args(about.type)
    return Field(
        path=here,
        sort=sort,
        length=len(get_args(about.type)) if fixed else 0,
        tag=_tag(name, written, sort, is_record=is_record),
        description=_(about.description),
        examples=() if is_record else _shown(example),
        use=uses.get(here, ""),
    )


def _tag(name: str, written: str, sort: str, *, is_record: bool) -> str:
    if sort == "yes_no":
        return f"{{% if {written} %}}…{{% endif %}}"
    if sort == "list":
        item = _item(name)
        return f"{{%p for {item} in {written} %}} {'…' if is_record else f'{{{{ {item} }}}}'} {{%p endfor %}}"
    return f"{{{{ {written} }}}}"


def _shown(example: Any) -> tuple[str, ...]:
    if isinstance(example, bool):
        return (_("sí") if example else _("no"),)
    return tuple(map(str, example)) if isinstance(example, tuple) else (str(example),)


def _item(name: str) -> str:
    """Return what a repetition calls each item of a list: "activity" of "activities", "process" of "processes"."""
    for plural, singular in (("ies", "y"), ("sses", "ss"), ("criteria", "criterion")):
        if name.endswith(plural):
            return name.removesuffix(plural) + singular
    return name[:-1] if name.endswith("s") and not name.endswith(("ss", "is")) else f"each_{name}"


def _uses(text: str) -> dict[str, str]:
    """Return a line of a template that asks for each path, following what its repetitions call their items.

    It is the first that prints it, or else the first that asks whether it is there.
    """
    printed_in: dict[str, str] = {}
    asked_in: dict[str, str] = {}
    called: dict[str, str] = {}
    for line in text.splitlines():
        for instruction, printed in _TAG.findall(line):
            words = instruction or printed
            if repeated := _FOR.match(words):
                called[repeated[1]] = f"{_resolved(repeated[2], called)} · "
                words = repeated[2]
            for name in _NAME.findall(words):
                (printed_in if printed else asked_in).setdefault(_resolved(name, called), _shortened(line))
    return asked_in | printed_in


def _resolved(name: str, called: Mapping[str, str]) -> str:
    first, dot, rest = name.partition(".")
    if first not in called:
        return name
    return called[first] + rest if dot else called[first].removesuffix(" · ")


def _shortened(line: str) -> str:
    return line if len(line) <= _LONGEST_USE else f"{line[:_LONGEST_USE]}…"
