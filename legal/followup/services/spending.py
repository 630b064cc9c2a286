"""Record what was spent, and reverse it. Nothing is edited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from legal.agreements.models import Agreement, Product
from legal.entities.roles import EXECUTING_UNIT
from legal.followup.errors import CannotReverse, CannotSpend
from legal.followup.models import Spending
from legal.followup.queries import incorporations_of, spending_units_of, spent_of
from legal.followup.rules import OPEN_TO_FOLLOW_UP, obstacles_to_following
from workflow import acting, ledger
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import Mandate, Unit, User
from workflow.templatetags.words import amount as amount_words
from workflow.templatetags.words import long_date


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An amount in soles that a unit spent on a product, with its reference in SIAF."""

    unit: Unit
    product: Product
    amount: Decimal
    spent_on: date
    reference: str


def obstacles_to_spending(agreement: Agreement) -> list[Obstacle]:
    """Return what keeps spending from being recorded: the state of the agreement, or no money in the budget."""
    if obstacles := obstacles_to_following(agreement):
        return obstacles
    if not incorporations_of(agreement.case):
        return [Obstacle(text=_("La entidad todavía no ha incorporado dinero del convenio en su presupuesto."))]
    return []


def record_spending(*, agreement: Agreement, entry: Entry, actor: User, occurred: Occurrence) -> None:
    """Record an amount spent.

    :raises CannotSpend: when the unit or the product is not the agreement's, the amount is not positive, its
        reference is known already, or more would be spent than was taken into the budget.
    """
    agreement = fresh(agreement)
    obstacles = obstacles_to_spending(agreement)
    if not obstacles:
        obstacles = [Obstacle(text=text, where=where) for where, text in _problems(agreement, entry, occurred)]
        obstacles += obstacles_to_total(agreement, entry.amount, where="amount")
        if _known(agreement, entry) is not None:
            obstacles.append(
                Obstacle(text=_("La referencia ya está registrada en esa unidad ejecutora."), where="reference")
            )
    if obstacles:
        raise CannotSpend(*obstacles)
    spending = write(agreement, entry, actor, occurred)
    ledger.record(act="followup.record_spending", subject=spending, after=_told(spending))


def obstacles_to_reversing(spending: Spending) -> list[Obstacle]:
    """Return what keeps an entry from being reversed: it is a reversal itself, or was reversed."""
    if spending.reverses_id is not None:
        return [Obstacle(text=_("Un extorno no se extorna: registre el gasto de nuevo."))]
    if Spending.objects.filter(reverses=spending).exists():
        return [Obstacle(text=_("El gasto ya fue extornado."))]
    return []


def reverse_spending(*, spending: Spending, reference: str, reason: str, actor: User, occurred: Occurrence) -> None:
    """Reverse an amount spent, whole, by an entry that names it (*extorno*).

    :raises CannotReverse: when it is a reversal or was reversed, its reference is known, or no reason is given.
    """
    spending = Spending.objects.select_related("agreement__case", "unit", "product").get(pk=spending.pk)
    agreement = spending.agreement
    entry = Entry(
        unit=spending.unit,
        product=spending.product,
        amount=-spending.amount,
        spent_on=occurred.on,
        reference=reference.strip(),
    )
    obstacles = obstacles_to_reversing(spending)
    if agreement.status not in OPEN_TO_FOLLOW_UP:
        obstacles.append(Obstacle(text=_("El convenio ya no está en vigor ni en liquidación.")))
    if occurred.on < spending.spent_on:
        obstacles.append(Obstacle(text=_("El extorno no puede ser anterior al gasto."), where="occurred_on"))
    if not entry.reference or _known(agreement, entry) is not None:
        obstacles.append(Obstacle(text=_("Escriba la referencia SIAF propia del extorno."), where="reference"))
    if not reason.strip():
        obstacles.append(Obstacle(text=_("Escriba el motivo del extorno."), where="reason"))
    obstacles += [Obstacle(text=text) for text in of_another_unit(spending.unit, acting.current().authority)]
    if obstacles:
        raise CannotReverse(*obstacles)
    reversal = write(agreement, entry, actor, occurred, reverses=spending)
    after = {**_told(reversal), "reversed": spending.reference}
    ledger.record(act="followup.reverse_spending", subject=reversal, after=after, reason=reason.strip())


def fresh(agreement: Agreement) -> Agreement:
    """Return an agreement as it stands under the lock, with its case and entity."""
    return Agreement.objects.select_related("case", "entity__unit").get(pk=agreement.pk)


def write(
    agreement: Agreement, entry: Entry, actor: User, occurred: Occurrence, reverses: Spending | None = None
) -> Spending:
    """Write an entry of the act under way."""
    return Spending.objects.create(
        case=agreement.case,
        agreement=agreement,
        unit=entry.unit,
        product=entry.product,
        amount=entry.amount,
        spent_on=entry.spent_on,
        reference=entry.reference.strip(),
        reverses=reverses,
        recorded_on=occurred.on,
        recorded_by=actor,
    )


def untimely(spent_on: date, first: date, on: date) -> list[str]:
    """Return what is wrong with the date of an amount: after the act, or before the first incorporation."""
    if spent_on > on:
        return [_("La fecha del gasto es posterior a la del acto.")]
    if spent_on < first:
        return [_("El dinero se incorporó recién el %(date)s.") % {"date": long_date(first)}]
    return []


def of_no_spending_unit(unit: Unit, agreement: Agreement) -> list[str]:
    """Return what keeps a unit from spending: it is not of the entity, or it executes nothing."""
    if not unit.lies_within(agreement.entity.unit):
        return [_("La unidad no es de la entidad del convenio.")]
    if not spending_units_of(agreement).filter(pk=unit.pk).exists():
        return [no_spending_unit(unit)]
    return []


def no_spending_unit(unit: Unit) -> str:
    """Return the sentence for a unit of the entity that executes nothing, as its control body."""
    return _("«%(unit)s» no ejecuta gasto: elija la entidad o una de sus unidades ejecutoras.") % {"unit": unit}


def of_another_unit(unit: Unit, authority: Mandate | None) -> list[str]:
    """Return what keeps a post from acting on the spending of a unit: an executing unit answers for itself."""
    if authority is None or authority.post.role != EXECUTING_UNIT or unit.lies_within(authority.post.unit):
        return []
    return [_("Cada unidad ejecutora registra sus propios gastos.")]


def obstacles_to_total(agreement: Agreement, amount: Decimal, *, where: str) -> list[Obstacle]:
    """Return what keeps an amount from being spent: no more than was taken into the budget."""
    incorporated = sum((each.amount for each in incorporations_of(agreement.case)), Decimal(0))
    left = incorporated - (spent_of(agreement.case) or Decimal(0))
    if amount <= left:
        return []
    words = {"left": amount_words(left), "incorporated": amount_words(incorporated)}
    text = _("El gasto excede lo incorporado (S/ %(incorporated)s): solo quedan S/ %(left)s por gastar.") % words
    return [Obstacle(text=text, where=where)]


def _told(spending: Spending) -> dict[str, Any]:
    return {
        "amount": amount_words(spending.amount),
        "unit": str(spending.unit),
        "product": str(spending.product),
        "reference": spending.reference,
        "spent_on": spending.spent_on.isoformat(),
    }


def _problems(agreement: Agreement, entry: Entry, occurred: Occurrence) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    found += [("unit", text) for text in of_no_spending_unit(entry.unit, agreement)]
    if entry.product.agreement_id != agreement.pk:
        found.append(("product", _("El producto no es del convenio.")))
    if entry.amount <= 0:
        found.append(("amount", _("El monto debe ser mayor que cero.")))
    if not entry.reference.strip():
        found.append(("reference", _("Escriba la referencia SIAF.")))
    first = incorporations_of(agreement.case)[0].on
    found += [("spent_on", text) for text in untimely(entry.spent_on, first, occurred.on)]
    return found + [("unit", text) for text in of_another_unit(entry.unit, acting.current().authority)]


def _known(agreement: Agreement, entry: Entry) -> Spending | None:
    return Spending.objects.filter(agreement=agreement, unit=entry.unit, reference=entry.reference.strip()).first()
