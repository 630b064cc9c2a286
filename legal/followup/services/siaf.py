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
from legal.followup.queries import incorporations_of, products_of, units_of
from legal.followup.services import spending
from legal.followup.services.spending import Entry
from workflow import acting, ledger
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import Mandate, User
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

    :raises CannotSpend: with every row that is wrong, or when nothing in the file is new.
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
    units = {key: unit for unit in units_of(agreement) for key in (unit.code, unit.name)}
    products = _by_name(agreement)
    first = incorporations_of(agreement.case)[0].on
    rows = Spending.objects.filter(agreement=agreement).select_related("product")
    known: dict[tuple[int, str], Spending | Entry] = {(each.unit_id, each.reference): each for each in rows}
    entries, repeated = [], 0
    for line in lines:
        unit, called_so = units.get(line.unit), products.get(line.product, [])
        product = called_so[0] if len(called_so) == 1 else None
        problems = spending.untimely(line.spent_on, first, on)
        if unit is None:
            problems.append(_("«%(value)s» no es una unidad de la entidad.") % {"value": line.unit})
        if not called_so:
            problems.append(_("«%(value)s» no es un producto del convenio.") % {"value": line.product})
        elif product is None:
            problems.append(
                _("«%(value)s» es un producto de varios programas: escriba antes el código del suyo.")
                % {"value": line.product}
            )
        if unit is not None and product is not None:
            problems += spending.of_another_unit(unit, authority)
            entry = Entry(
                unit=unit, product=product, amount=line.amount, spent_on=line.spent_on, reference=line.reference
            )
            same = known.setdefault((unit.pk, line.reference), entry)
            if same is entry:
                entries.append(entry)
            elif _is_same(same, entry):
                repeated += 1
            else:
                problems.append(_("la referencia ya está registrada con otros datos."))
        obstacles += [siaf.at_line(line.number, problem) for problem in problems]
    return entries, repeated, obstacles


def _by_name(agreement: Agreement) -> dict[str, list[Product]]:
    """Return the products by what a list may call them: code or name, with the code of the programme or without."""
    found: dict[str, list[Product]] = {}
    for product in products_of(agreement).select_related("programme"):
        names = {product.code, product.name} - {""}
        if product.programme:
            names |= {f"{product.programme.code} {name}" for name in names}
        for name in names:
            found.setdefault(name, []).append(product)
    return found


def _is_same(known: Spending | Entry, entry: Entry) -> bool:
    told = (known.product, known.amount, known.spent_on)
    return told == (entry.product, entry.amount, entry.spent_on)
