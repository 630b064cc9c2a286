"""Take in the list exported from SIAF: first read what it would do, then record all that is new in it, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from legal.agreements.models import Agreement, Product
from legal.followup import siaf
from legal.followup.errors import CannotSpend
from legal.followup.models import Spending
from legal.followup.queries import incorporations_of, products_of, spending_units_of, units_of
from legal.followup.services import spending
from legal.followup.services.spending import Entry
from workflow import acting, ledger
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import Mandate, Unit, User
from workflow.templatetags.words import amount as amount_words


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a file would do: the entries that are new, how many are recorded already, and what forbids it."""

    new: tuple[Entry, ...] = ()
    known: int = 0
    obstacles: tuple[Obstacle, ...] = ()

    @property
    def total(self) -> Decimal:
        """The sum of what is new, in soles."""
        return sum((each.amount for each in self.new), Decimal(0))


def read_spending(*, agreement: Agreement, content: bytes, on: date, authority: Mandate | None) -> Reading:
    """Return what importing a CSV or XLSX on a date would do now, by the post that would. Nothing is written."""
    if obstacles := spending.obstacles_to_spending(agreement):
        return Reading(obstacles=tuple(obstacles))
    entries, known, obstacles = _entries(agreement, content, on, authority)
    reading = Reading(new=tuple(entries), known=known)
    obstacles += spending.obstacles_to_total(agreement, reading.total, where="file")
    if not entries and not obstacles:
        obstacles.append(Obstacle(text=_("El archivo no trae gastos que no estén registrados."), where="file"))
    return Reading(new=reading.new, known=known, obstacles=tuple(obstacles))


def import_spending(*, agreement: Agreement, content: bytes, actor: User, occurred: Occurrence) -> None:
    """Record the spending listed in a file exported from SIAF: all that is new in it, or nothing.

    What is recorded already, equal and under the same reference, is passed over.

    :raises CannotSpend: with every cell that is wrong, or when nothing in the file is new.
    """
    agreement = spending.fresh(agreement)
    authority = acting.current().authority
    reading = read_spending(agreement=agreement, content=content, on=occurred.on, authority=authority)
    if reading.obstacles:
        raise CannotSpend(*reading.obstacles)
    written = [spending.write(agreement, entry, actor, occurred) for entry in reading.new]
    ledger.record(
        act="followup.import_spending",
        subject=agreement,
        after={
            "count": len(written),
            "amount": amount_words(reading.total),
            "references": [f"{each.unit.code} {each.reference}" for each in written],
        },
    )


def _entries(
    agreement: Agreement, content: bytes, on: date, authority: Mandate | None
) -> tuple[list[Entry], int, list[Obstacle]]:
    lines, obstacles = siaf.read_lines(content)
    intake = _Intake(agreement, on=on, authority=authority)
    for line in lines:
        obstacles += siaf.told(line, intake.take(line))
    return intake.entries, intake.known, siaf.first_of(obstacles)


def _called(unit: Unit) -> list[str]:
    """Return how a file may call a unit: by its code, its name, or its code of executing unit, as SIAF exports it."""
    executing = getattr(unit, "executing_unit", None)
    return [unit.code, unit.name, *([executing.code] if executing else [])]


class _Intake:
    """The rows of a file that are read so far, against what is recorded and what the agreement has."""

    def __init__(self, agreement: Agreement, *, on: date, authority: Mandate | None) -> None:
        self.agreement, self.on, self.authority = agreement, on, authority
        units = units_of(agreement).select_related("executing_unit")
        self.units = {key: unit for unit in units for key in _called(unit)}
        self.spending = {unit.pk for unit in spending_units_of(agreement)}
        self.products = _by_name(agreement)
        self.first = incorporations_of(agreement.case)[0].on
        rows = Spending.objects.filter(agreement=agreement).select_related("product")
        self.references: dict[tuple[int, str], Spending | Entry] = {
            (each.unit_id, each.reference): each for each in rows
        }
        self.entries: list[Entry] = []
        self.known = 0

    def take(self, line: siaf.Line) -> dict[str, list[str]]:
        """Take a row in; return what is wrong with each of its cells, by column. What is wrong is not taken."""
        unit, called_so = self.units.get(line.unit), self.products.get(line.product, [])
        problems = {
            "unidad_ejecutora": self._of_unit(line, unit),
            "producto": self._of_product(line, called_so),
            "fecha": spending.untimely(line.spent_on, self.first, self.on) if line.spent_on else [],
        }
        if line.problems or unit is None or any(problems.values()) or line.spent_on is None or line.amount is None:
            return problems
        entry = Entry(
            unit=unit, product=called_so[0], amount=line.amount, spent_on=line.spent_on, reference=line.reference
        )
        same = self.references.setdefault((unit.pk, line.reference), entry)
        if same is entry:
            self.entries.append(entry)
        elif _is_same(same, entry):
            self.known += 1
        else:
            problems["referencia"] = [_("ya está registrada, o en otra fila, con otros datos: escriba la suya.")]
        return problems

    def _of_unit(self, line: siaf.Line, unit: Unit | None) -> list[str]:
        if unit is None:
            return [
                _("«%(value)s» no es una unidad de la entidad: escriba su código o su nombre.") % {"value": line.unit}
            ]
        if unit.pk not in self.spending:
            return [spending.no_spending_unit(unit)]
        return spending.of_another_unit(unit, self.authority)

    def _of_product(self, line: siaf.Line, called_so: list[Product]) -> list[str]:
        if not called_so:
            text = _("«%(value)s» no es un producto del convenio: escriba su código o su nombre.")
            return [text % {"value": line.product}]
        if len(called_so) > 1:
            text = _("«%(value)s» es un producto de varios programas: escriba antes el código del suyo.")
            return [text % {"value": line.product}]
        return []


def _by_name(agreement: Agreement) -> dict[str, list[Product]]:
    """Return the products by what a list may call them: code or name, with the code of the programme or without."""
    found: dict[str, list[Product]] = {}
    for product in products_of(agreement):
        names = {product.code, product.name} - {""}
        if product.programme:
            names |= {f"{product.programme.code} {name}" for name in names}
        for name in names:
            found.setdefault(name, []).append(product)
    return found


def _is_same(known: Spending | Entry, entry: Entry) -> bool:
    told = (known.product, known.amount, known.spent_on)
    return told == (entry.product, entry.amount, entry.spent_on)
