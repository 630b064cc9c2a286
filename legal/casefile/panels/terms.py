"""The terms of the agreement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legal.addenda.terms import TermsInForce
from legal.agreements.models import Agreement, Party
from legal.agreements.terms import PartyTerms, ProductTerms
from legal.casefile.panels.commitments import IndicatorRow, ProcessRow, indicators, processes, year_label
from legal.casefile.queries import CaseFile
from legal.signing.services.visas import VISA_CAPACITY
from legal.verification.services.opening import EXECUTING
from workflow.models import Post
from workflow.templatetags.words import long_date, one_sign, soles
from workflow.titles import title_on


@dataclass(frozen=True, kw_only=True)
class Origin:
    """An addendum that a term comes from, and its page."""

    name: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A term that is one value; ``origins`` are the addenda that changed it."""

    label: str
    value: str
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PartyRow:
    """A party and who signs for it; ``order`` is its turn to sign, from 1."""

    capacity: str
    entity: str
    signatory: str
    order: int


@dataclass(frozen=True, kw_only=True)
class ProductRow:
    """A prioritised product; ``programme`` is the code of its programme where the agreement supports several."""

    programme: str
    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class ProvinceRow:
    """The districts of a province."""

    department: str
    province: str
    districts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ClauseRow:
    """A clause that says something else than the agreement signed: its name, its text, where that comes from."""

    name: str
    text: str
    origins: tuple[Origin, ...]


@dataclass(frozen=True, kw_only=True)
class TermsPanel:
    """Everything the parties agree on, money aside."""

    objective: str
    specific_objective: str
    clauses: tuple[ClauseRow, ...]
    facts: tuple[Fact, ...]
    parties: tuple[PartyRow, ...]
    products: tuple[ProductRow, ...]
    ambit: tuple[ProvinceRow, ...]
    districts: int
    ambit_origins: tuple[Origin, ...]
    years: tuple[str, ...]
    indicators: tuple[IndicatorRow, ...]
    processes: tuple[ProcessRow, ...]


def terms(file: CaseFile) -> TermsPanel:
    """Return the terms as they stand."""
    years = [year.year for year in file.terms.money]
    posts = [each.post for each in file.posts]
    on = file.agreement.signed_on or file.today
    return TermsPanel(
        objective=file.terms.objective,
        specific_objective=file.terms.specific_objective,
        clauses=_clauses(file, file.in_force) if file.in_force else (),
        facts=tuple(_facts(file)),
        parties=tuple(_party(party, order, posts, on) for order, party in enumerate(file.terms.parties, start=1)),
        products=tuple(_product(product, several=len(file.terms.programmes) > 1) for product in file.terms.products),
        ambit=tuple(
            ProvinceRow(department=department, province=province, districts=tuple(row.name for row in rows))
            for (department, province), rows in groupby(
                file.terms.ambit, key=lambda row: (row.department, row.province)
            )
        ),
        districts=len(file.terms.ambit),
        ambit_origins=_origins(file, "ambit"),
        years=tuple(year_label(year) for year in years),
        indicators=indicators(file.terms, years),
        processes=processes(file.terms),
    )


def _facts(file: CaseFile) -> list[Fact]:
    terms, agreement = file.terms, file.agreement
    lasts = ngettext("%(count)d año", "%(count)d años", terms.years) % {"count": terms.years}
    facts = [
        Fact(
            label=ngettext("Programa presupuestal", "Programas presupuestales", len(terms.programmes)),
            value="; ".join(str(programme) for programme in terms.programmes),
        ),
        Fact(label=_("Norma que lo rige"), value=terms.norm),
        Fact(label=_("Nivel de gobierno"), value=str(agreement.entity.get_level_display())),
        Fact(label=_("Duración"), value=lasts),
        Fact(label=_("Vigencia"), value=_validity(agreement), origins=_origins(file, "term")),
        Fact(label=_("Monto total máximo"), value=soles(terms.maximum)),
        Fact(label=_("Unidad conductora"), value=terms.conducting_unit),
        Fact(label=_("Orden de firma"), value=str(Agreement.SigningOrder(terms.signing_order).label)),
        Fact(label=_("Contrapartida"), value=one_sign(terms.counterpart)),
    ]
    return [replace(fact, value=fact.value[:1].upper() + fact.value[1:]) for fact in facts if fact.value]


def _validity(agreement: Agreement) -> str:
    if agreement.in_force_from is None:
        return ""
    words = {"start": long_date(agreement.in_force_from), "end": long_date(agreement.ends_on)}
    return _("Del %(start)s al %(end)s") % words


def _clauses(file: CaseFile, in_force: TermsInForce) -> tuple[ClauseRow, ...]:
    return tuple(
        ClauseRow(
            name=_("Cláusula %(clause)s") % {"clause": file.clauses[clause.key].name},
            text=clause.text,
            origins=_origins(file, clause.key),
        )
        for clause in in_force.clauses
    )


def _origins(file: CaseFile, provision: str) -> tuple[Origin, ...]:
    """Return the addenda that made a provision what it is."""
    numbers = file.in_force.source_of(provision) if file.in_force else ()
    return tuple(
        Origin(
            name=_("adenda N° %(number)d") % {"number": each.number},
            url=reverse("addenda:addendum", args=[file.case.number, each.pk]),
        )
        for each in file.execution.addenda
        if each.number in numbers
    )


def _product(product: ProductTerms, *, several: bool) -> ProductRow:
    return ProductRow(programme=product.programme if several else "", code=product.code, name=product.name)


def _party(party: PartyTerms, order: int, posts: Sequence[Post], on: date) -> PartyRow:
    """Return a party by its turn to sign: the position that is stored leaves room for a verifying body.

    Its post is called as it was ``on`` the day of the signature.
    """
    signatory = next((post.title for post in posts if (post.unit.name, post.role) == (party.unit, party.role)), "")
    return PartyRow(
        capacity=capacity_words(party.capacity), entity=party.unit, signatory=title_on(signatory, on), order=order
    )


def capacity_words(capacity: str) -> str:
    """Return as what a unit takes part in a case."""
    words = {
        Party.Capacity.GRANTOR.value: _("Otorga el apoyo presupuestario"),
        Party.Capacity.BENEFICIARY.value: _("Entidad pública"),
        Party.Capacity.VERIFIER.value: _("Entidad verificadora"),
        EXECUTING: _("Unidad ejecutora"),
        VISA_CAPACITY: _("Oficina que visa"),
    }
    return words.get(capacity) or _("Unidad consultada")
