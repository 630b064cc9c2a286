"""Write the terms of a draft, one part at a time. Each part opens in the draft, and later where observed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from legal.agreements.choices import Choice, obstacles_to_choosing
from legal.agreements.errors import CannotEdit
from legal.agreements.models import Agreement, AmbitDistrict, Party, Product, YearAmount
from legal.agreements.models.review import Part
from legal.agreements.queries import programmes_of
from legal.agreements.rules import obstacles_to_lasting, obstacles_to_reaching
from legal.agreements.services.parts import opened, record_part
from legal.agreements.services.programmes import obstacles_to_supporting, programme_of_product, support
from legal.agreements.terms import ProductTerms, YearTerms
from legal.entities.models import District, Entity
from legal.entities.roles import HEAD
from legal.norms.models import BudgetProgramme, FinancingSource
from legal.norms.settlement.rules import MoneyRules, values_of_rules
from workflow import service
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import Unit, User


@dataclass(frozen=True, kw_only=True)
class ObjectTerms:
    """The part "object": titles, objectives, counterpart and the gap that grounds the maximum."""

    title: str
    objective: str
    specific_objective: str
    counterpart: str
    gap_basis: str
    source: FinancingSource | None = None


@dataclass(frozen=True, kw_only=True)
class PartiesTerms:
    """The part "parties": a third party that verifies, the conducting unit, and the order of signing."""

    verifier: Entity | None
    conducting_unit: Unit | None
    signing_order: str


OBJECT_FIELDS = ("title", "objective", "specific_objective", "counterpart", "gap_basis", "source")


def write_object(*, agreement: Agreement, terms: ObjectTerms, actor: User, occurred: Occurrence) -> None:
    """Write the object of the agreement.

    :raises CannotEdit: when the part is closed or the title is empty.
    """
    agreement = opened(agreement, Part.OBJECT)
    if not terms.title.strip():
        raise CannotEdit(Obstacle(text=_("Escriba la denominación del convenio."), where="title"))
    before = {name: str(getattr(agreement, name) or "") for name in OBJECT_FIELDS}
    for name in OBJECT_FIELDS:
        setattr(agreement, name, getattr(terms, name))
    agreement.save()
    if agreement.case.title != agreement.title:
        agreement.case.title = agreement.title
        agreement.case.save()
    record_part(agreement, Part.OBJECT, before, {name: str(getattr(agreement, name) or "") for name in OBJECT_FIELDS})


def write_parties(*, agreement: Agreement, terms: PartiesTerms, actor: User, occurred: Occurrence) -> None:
    """Write who verifies as a third party, who conducts, and in which order the parties sign.

    :raises CannotEdit: when the part is closed or the verifier is another party already.
    """
    agreement = opened(agreement, Part.PARTIES)
    current = agreement.parties.filter(capacity=Party.Capacity.VERIFIER, in_text=True).first()
    before = {
        "verifier": str(current.entity) if current else "",
        "conducting_unit": str(agreement.conducting_unit or ""),
        "signing_order": agreement.signing_order,
    }
    before["verified_by"] = str(agreement.get_verified_by_display())
    others = agreement.parties.filter(in_text=True).exclude(capacity=Party.Capacity.VERIFIER)
    if terms.verifier is not None and others.filter(entity=terms.verifier).exists():
        raise CannotEdit(
            Obstacle(
                text=_("%(entity)s ya es parte del convenio y no puede verificarlo como tercero.")
                % {"entity": terms.verifier},
                where="verifier",
            )
        )
    _replace_verifier(agreement, current, terms.verifier)
    agreement.conducting_unit = terms.conducting_unit
    agreement.signing_order = terms.signing_order
    agreement.verified_by = Agreement.VerifiedBy.VERIFIER if terms.verifier else Agreement.VerifiedBy.GRANTOR
    agreement.save()
    after = {
        "verified_by": str(agreement.get_verified_by_display()),
        "verifier": str(terms.verifier or ""),
        "conducting_unit": str(terms.conducting_unit or ""),
        "signing_order": terms.signing_order,
    }
    record_part(agreement, Part.PARTIES, before, after)


def _replace_verifier(agreement: Agreement, current: Party | None, verifier: Entity | None) -> None:
    if (current.entity if current else None) == verifier:
        return
    if current is not None:
        current.in_text = False
        current.save()
    if verifier is not None:
        service.take_part(unit=verifier.unit, capacity=Party.Capacity.VERIFIER)
        Party.objects.create(
            agreement=agreement,
            entity=verifier,
            unit=verifier.unit,
            capacity=Party.Capacity.VERIFIER,
            role=HEAD,
            position=2,
        )


def write_ambit(
    *,
    agreement: Agreement,
    programmes: Sequence[BudgetProgramme],
    districts: Collection[District],
    products: Sequence[ProductTerms],
    actor: User,
    occurred: Occurrence,
) -> None:
    """Write the programmes that the agreement supports, the districts in which it works and its prioritised products.

    :raises CannotEdit: when the part is closed, no programme is named, one is not valid on the date, a product is of a
        programme that the agreement does not support, or a district lies outside of where the entity acts.
    """
    agreement = opened(agreement, Part.AMBIT)
    supported = programmes_of(agreement)
    if obstacles := [
        *obstacles_to_supporting(programmes, occurred, already=supported),
        *_obstacles_to_reaching(agreement.entity, districts),
    ]:
        raise CannotEdit(*obstacles)
    wanted = {district.pk: district for district in districts}
    before = {
        "programmes": [str(programme) for programme in supported],
        "districts": sorted(agreement.ambit.filter(in_text=True).values_list("district_id", flat=True)),
        "products": _products(agreement),
    }
    support(agreement, programmes)
    for row in agreement.ambit.all():
        _keep_or_take_out(row, in_text=wanted.pop(row.district_id, None) is not None)
    for district in wanted.values():
        AmbitDistrict.objects.create(agreement=agreement, district=district)
    _replace_products(agreement, products, programmes)
    after = {
        "programmes": [str(programme) for programme in programmes],
        "districts": sorted({district.pk for district in districts}),
        "products": _products(agreement),
    }
    record_part(agreement, Part.AMBIT, before, after)


def _obstacles_to_reaching(entity: Entity, districts: Collection[District]) -> list[Obstacle]:
    if (territory := entity.territory) is None:
        return []
    named = {district.code: district.name for district in districts}
    return obstacles_to_reaching(named, territory=territory.code, name=territory.name, where="districts")


def _replace_products(
    agreement: Agreement, products: Sequence[ProductTerms], programmes: Sequence[BudgetProgramme]
) -> None:
    wanted = {(_programme_key(product, programmes), product.name): product for product in products}
    for row in agreement.products.all():
        listed = wanted.pop((row.programme_id, row.name), None)
        if listed is not None and row.code != listed.code:
            row.code = listed.code
            row.save()
        _keep_or_take_out(row, in_text=listed is not None)
    for (programme, name), listed in wanted.items():
        Product.objects.create(agreement=agreement, programme_id=programme, code=listed.code, name=name)


def _programme_key(product: ProductTerms, programmes: Sequence[BudgetProgramme]) -> int | None:
    try:
        programme = programme_of_product(product, programmes)
    except LookupError:
        words = {"product": product.name, "code": product.programme}
        text = _("El producto «%(product)s» es del programa %(code)s, que el convenio no apoya.") % words
        raise CannotEdit(Obstacle(text=text, where="products")) from None
    return programme.pk if programme else None


def _keep_or_take_out(row: AmbitDistrict | Product, *, in_text: bool) -> None:
    if row.in_text != in_text:
        row.in_text = in_text
        row.save()


def _products(agreement: Agreement) -> list[str]:
    rows = agreement.products.filter(in_text=True).select_related("programme")
    several = agreement.programmes.filter(in_text=True).count() > 1
    codes = ((row.programme.code if several and row.programme else "", row.code, row.name) for row in rows)
    return sorted(" ".join(filter(None, words)) for words in codes)


def write_money(
    *,
    agreement: Agreement,
    maximum: Decimal,
    years: int,
    amounts: Sequence[YearTerms],
    rules: MoneyRules | None = None,
    actor: User,
    occurred: Occurrence,
) -> None:
    """Write how long the agreement lasts, its maximum, each year's maximum and split, and its rules of money.

    Without ``rules`` those that it has stay.

    :raises CannotEdit: when the part is closed, the years are not 1 to ``years``, the norm does not bear as many, or
        it does not let the agreement choose other rules.
    """
    agreement = opened(agreement, Part.MONEY)
    if [row.year for row in amounts] != list(range(1, years + 1)):
        raise CannotEdit(
            Obstacle(text=_("Escriba un monto para cada año, del 1 al %(years)s.") % {"years": years}, where="years")
        )
    norm = agreement.norm
    if years != agreement.years and (
        obstacles := obstacles_to_lasting(years, norm=norm.code, minimum=norm.minimum_years, maximum=norm.maximum_years)
    ):
        raise CannotEdit(*obstacles)
    rules = rules or agreement.rules
    if obstacles := obstacles_to_choosing(rules, current=agreement.rules, choice=Choice.of(norm)):
        raise CannotEdit(*obstacles)
    before = _money(agreement)
    agreement.years = years
    agreement.maximum = maximum
    agreement.rules = rules
    agreement.save()
    rows = {row.year: row for row in agreement.year_amounts.all()}
    for year, row in rows.items():
        if year > years:
            row.delete()
    for terms in amounts:
        row = rows.get(terms.year) or YearAmount(agreement=agreement, year=terms.year)
        row.maximum = terms.maximum
        row.fixed_percentage = terms.fixed_percentage
        row.save()
    record_part(agreement, Part.MONEY, before, _money(agreement))


def _money(agreement: Agreement) -> dict[str, Any]:
    return {
        "maximum": f"{agreement.maximum:.2f}",
        "years": agreement.years,
        "amounts": [
            f"{row.year}: {row.maximum} ({row.fixed_percentage} %)" for row in agreement.year_amounts.order_by("year")
        ],
        **values_of_rules(agreement.rules),
    }
