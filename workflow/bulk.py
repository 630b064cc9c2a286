"""Whole cases written in bulk, as copies of one that was lived: the one way past ``save`` and its history.

A case that grew by its own acts is the model; each copy is its rows again, with keys of their own, for
other units and people. Nothing is invented here, so what the database and the rooms demand of the
model holds for its copies. Each row of a tracked model gets its history row, with who wrote it and
why, and each case gets one more entry in its record, which says of which case it is a copy.

For databases that hold invented data only, and while nobody else works in them: the caller makes sure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import Max

from workflow import clock
from workflow.models import Case, Deadline, LedgerEntry, Message, Task, User

ACT = "cases.copied"
# Nobody is written to about a case that is a copy.
LEFT_OUT = (Message,)

Key = tuple[type[models.Model], Any]
Vary = Mapping[tuple[type[models.Model], str], Callable[[Any, int], Any]]


@dataclass(frozen=True, kw_only=True)
class Copy:
    """What makes a copy itself.

    ``replaced`` names by model and key what it points at instead (its unit, its people), ``words`` what it
    says instead; the words are those the model was read with. What is still due moves by ``moved``.
    """

    index: int
    replaced: Mapping[Key, Any]
    words: Mapping[str, str]
    moved: timedelta = timedelta()


@dataclass(frozen=True, kw_only=True)
class _Row:
    """A row of the model, ready for the database, and the places in it that differ in a copy."""

    values: list[Any]
    own: list[tuple[int, Key]] = field(default_factory=list)
    outside: list[tuple[int, Key]] = field(default_factory=list)
    subjects: list[tuple[int, Key]] = field(default_factory=list)
    texts: list[int] = field(default_factory=list)
    moving: list[tuple[int, models.Field[Any, Any], date]] = field(default_factory=list)
    varied: list[tuple[int, Callable[[Any, int], Any], Any]] = field(default_factory=list)


class CaseModel:
    """A case read once with every row that hangs from it, to be copied many times."""

    def __init__(self, case: Case, *, words: Sequence[str], vary: Vary) -> None:
        """Read the case. ``words`` are what its copies say otherwise, ``vary`` gives values that are theirs alone."""
        self.case = case
        self._pattern = re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))
        self._vary = vary
        found = dict(_hanging_from(case))
        self._places: dict[Key, int] = {
            (model, row.pk): place for model, rows in found.items() for place, row in enumerate(rows)
        }
        self._last = max((entry.sequence for entry in case.ledger.all()), default=0)
        self._tables = {model: [self._read(row) for row in rows] for model, rows in found.items()}
        self._history = {model: model.history.model for model in found if hasattr(model, "history")}

    @transaction.atomic
    def write(self, copies: Sequence[Copy], *, actor: User, on: date, reason: str) -> None:
        """Write these copies in one transaction; ``reason`` goes into the history of every row and the record."""
        first = {model: _last_key(model) + 1 for model in self._tables}
        for model, rows in self._tables.items():
            written = [
                self._filled(model, place, row, nth, copy, first)
                for nth, copy in enumerate(copies)
                for place, row in enumerate(rows)
            ]
            _insert(model, _columns(model), written)
            if model in self._history:
                _insert_history(model, self._history[model], written, actor=actor, reason=reason)
        # The entries of the record take their keys from the database, which must know those given above.
        _reset_sequences([*self._tables, *self._history.values()])
        self._record(copies, first[Case], actor=actor, on=on, reason=reason)

    def _read(self, row: models.Model) -> _Row:
        read = _Row(values=[])
        for place, column in enumerate(_columns(type(row))):
            value = getattr(row, column.attname)
            prepared = _prepared(column, value)
            read.values.append(prepared)
            if value is None or column.primary_key:
                continue
            if vary := self._vary.get((type(row), column.name)):
                read.varied.append((place, vary, value))
            elif isinstance(column, models.ForeignKey):
                key = (column.remote_field.model, value)
                (read.own if key in self._places else read.outside).append((place, key))
            elif _is_still_due(row, column):
                read.moving.append((place, column, value))
            elif isinstance(row, LedgerEntry) and column.name == "subject":
                read.subjects.extend((place, key) for key in [_subject(row)] if key in self._places)
            elif isinstance(prepared, str) and self._pattern.search(prepared):
                read.texts.append(place)
        return read

    def _filled(
        self,
        model: type[models.Model],
        place_in_table: int,
        row: _Row,
        nth: int,
        copy: Copy,
        first: Mapping[type[models.Model], int],
    ) -> list[Any]:
        """Return a row of the ``nth`` copy; ``first`` are the first keys of this writing."""

        def key_of(key: Key) -> int:
            return first[key[0]] + nth * len(self._tables[key[0]]) + self._places[key]

        values = row.values.copy()
        values[_key_place(model)] = first[model] + nth * len(self._tables[model]) + place_in_table
        for place, key in row.own:
            values[place] = key_of(key)
        for place, key in row.outside:
            values[place] = copy.replaced.get(key, values[place])
        for place, key in row.subjects:
            values[place] = f"{key[0]._meta.label_lower}:{key_of(key)}"
        for place in row.texts:
            values[place] = self._said(values[place], copy)
        for place, column, value in row.moving:
            values[place] = _prepared(column, value + copy.moved)
        for place, vary, value in row.varied:
            values[place] = vary(value, copy.index)
        return values

    def _said(self, text: str, copy: Copy) -> str:
        return self._pattern.sub(lambda match: copy.words[match[0]], text)

    def _record(self, copies: Sequence[Copy], first: int, *, actor: User, on: date, reason: str) -> None:
        LedgerEntry.objects.bulk_create(
            LedgerEntry(
                case_id=first + nth,
                sequence=self._last + 1,
                act=ACT,
                actor=actor,
                actor_name=str(actor),
                occurred_on=on,
                subject=f"{Case._meta.label_lower}:{first + nth}",
                subject_label=self._said(self.case.number, copy),
                after={"model": self.case.number},
                reason=reason,
            )
            for nth, copy in enumerate(copies)
        )


def _hanging_from(case: Case) -> Iterator[tuple[type[models.Model], list[models.Model]]]:
    """Yield every model with the rows that point at the case, or at a row that does."""
    found: dict[type[models.Model], dict[Any, models.Model]] = {Case: {case.pk: case}}
    waiting: list[tuple[type[models.Model], list[Any]]] = [(Case, [case.pk])]
    while waiting:
        owner, keys = waiting.pop()
        for relation in owner._meta.get_fields(include_hidden=True):
            if not isinstance(relation, models.ManyToOneRel) or _is_left_out(relation.related_model):
                continue
            child: type[models.Model] = relation.related_model
            rows = child._base_manager.filter(**{f"{relation.field.name}__in": keys})
            known = found.setdefault(child, {})
            new = {row.pk: row for row in rows.order_by("pk") if row.pk not in known}
            known.update(new)
            if new:
                waiting.append((child, list(new)))
    for model, by_key in found.items():
        if by_key:
            yield model, [by_key[key] for key in sorted(by_key)]


def _subject(entry: LedgerEntry) -> Key:
    """Return what an entry of the record is about."""
    label, _colon, key = entry.subject.partition(":")
    return apps.get_model(label), int(key)


def _is_left_out(model: Any) -> bool:
    """Whether a model is left out, or keeps history: copies get their own."""
    return model in LEFT_OUT or hasattr(model, "history_object") or hasattr(model, "instance_type")


def _is_still_due(row: models.Model, column: models.Field[Any, Any]) -> bool:
    is_open = (isinstance(row, Task) and row.is_open) or (
        isinstance(row, Deadline) and row.status == Deadline.Status.RUNNING
    )
    return is_open and column.name == "due_on"


@cache
def _columns(model: type[models.Model]) -> list[Any]:
    return list(model._meta.concrete_fields)


@cache
def _key_place(model: type[models.Model]) -> int:
    return [column.primary_key for column in _columns(model)].index(True)


def _prepared(column: models.Field[Any, Any], value: Any) -> Any:
    if isinstance(column, models.JSONField):
        return None if value is None else json.dumps(value, cls=column.encoder, ensure_ascii=False)
    return column.get_db_prep_save(value, connection)


def _last_key(model: type[models.Model]) -> int:
    return model._base_manager.aggregate(last=Max("pk"))["last"] or 0


def _insert(model: type[models.Model], columns: Sequence[Any], rows: Sequence[Sequence[Any]]) -> None:
    quote = connection.ops.quote_name
    names = ", ".join(quote(column.column) for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})", rows)  # noqa: S608


def _insert_history(
    model: type[models.Model],
    history: type[models.Model],
    rows: Sequence[Sequence[Any]],
    *,
    actor: User,
    reason: str,
) -> None:
    """Write what ``save`` would have kept of each row."""
    places = {column.attname: place for place, column in enumerate(_columns(model))}
    told = {
        "history_date": clock.now(),
        "history_type": "+",
        "history_user_id": actor.pk,
        "history_change_reason": reason,
    }
    kept = [column for column in _columns(history) if column.attname in places]
    added = [column for column in _columns(history) if column.attname in told]
    values = [_prepared(column, told[column.attname]) for column in added]
    taken = [places[column.attname] for column in kept]
    _insert(history, [*kept, *added], [[*(row[place] for place in taken), *values] for row in rows])


def _reset_sequences(written: Sequence[type[models.Model]]) -> None:
    """Let the database go on after the keys that were given here (PostgreSQL keeps its own count)."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), written):
            cursor.execute(statement)
