"""Lists of spending as files, and the words of a refusal."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from legal.agreements.models import Agreement
from legal.entities.models import ExecutingUnit
from legal.followup.siaf import COLUMNS
from tests.legal.entities.tables import csv_of, xlsx_of
from tests.legal.refusals import refused
from workflow.errors import Refusal
from workflow.models import Case, Unit

UNIT = "440-400"


def rows_of(agreement: Agreement, *rows: tuple[str, str], unit: str = UNIT) -> list[tuple[str, ...]]:
    """Return a row for each amount and reference, spent on 2 March 2026."""
    product = agreement.products.first()
    assert product is not None
    return [(unit, product.name, "02/03/2026", amount, reference) for amount, reference in rows]


def a_list(agreement: Agreement, *rows: tuple[str, str], unit: str = UNIT) -> bytes:
    """Return a CSV, with semicolons, for the commas of its amounts."""
    return csv_of(*rows_of(agreement, *rows, unit=unit), titles=COLUMNS, separator=";")


def a_sheet(*rows: Sequence[object]) -> bytes:
    """Return an XLSX."""
    return xlsx_of(*rows, titles=COLUMNS)


def executing_unit_of(agreement: Agreement, unit: Unit, code: str) -> str:
    """Make a unit of the entity one that executes by a code, and return the code."""
    ExecutingUnit.objects.create(unit=unit, entity=agreement.entity, code=code)
    return code


def told_by(case: Case, kind: type[Refusal], step: Callable[[], object]) -> str:
    """Return the words of a refusal as one text."""
    return "\n".join(refused(case, kind, step))
