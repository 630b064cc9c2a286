"""A model for the entity: the resolution of its head that takes the money into its budget."""

from __future__ import annotations

from datetime import date
from typing import Final

from legal.agreements.clauses import cited_by
from legal.agreements.models import Agreement
from legal.agreements.queries import grantor_of, signed_clauses
from legal.agreements.texts import law, money, parties
from legal.agreements.texts.letterheads import demonstration_note, letterhead
from legal.agreements.texts.wording import BLANK, phrase, with_article
from legal.documents import spanish
from legal.documents.documents import Signatory
from legal.entities.models import Entity
from legal.entities.names import name_on, named_on
from legal.norms.names import currency_on
from legal.norms.routes import ROUTES, Route
from legal.transfers.documents import IncomeText, IncorporationResolutionDocument, SpendingRow
from legal.transfers.models import Transfer
from legal.transfers.texts import provisions, tranches
from workflow.models import Unit

_SHORT_BLANK: Final = "____"
# As wide as the columns of the table: a longer line would break.
_CELL_BLANK: Final = "____________"
# Codes of the budget. The classifier of the income depends on the donor: the entity writes it.
_DONATIONS: Final = IncomeText(
    source="4 Donaciones y Transferencias", item="13 Donaciones y Transferencias", classifier=BLANK
)
_ORDINARY: Final = "1 Recursos Ordinarios"


def incorporation_resolution(transfer: Transfer, *, on: date) -> IncorporationResolutionDocument:
    """Return the model as of a date: what only the entity knows is a line to fill in."""
    tranche = transfer.tranche
    agreement, currency = tranche.period.agreement, currency_on(on)
    entity, by_donation = agreement.entity, transfer.route == Route.DONATIONS
    grantor = grantor_of(agreement).unit
    named, incorporation = named_on(entity.unit, on), money.incorporation(agreement, on=on)
    assert agreement.signed_on is not None
    cited = cited_by(IncorporationResolutionDocument, signed_clauses(agreement))
    return IncorporationResolutionDocument(
        title=f"Modelo de resolución de {ROUTES[transfer.route].taking_in}",
        letterhead=letterhead(agreement, on=on),
        act=incorporation.act,
        act_number=_unbroken(f"N° ______-{on.year}-____________"),
        place_and_date=f"{_place(entity)}, {_SHORT_BLANK} de ____________ de {on.year}",
        entity_name=named.name,
        entity=with_article(named.name),
        grantor=with_article(name_on(grantor, agreement.signed_on)),
        directorate=with_article(name_on(grantor, on)),
        pliego=f"Pliego {named.code or entity.code} {named.name}",
        seen=_seen(transfer),
        enabling_rule=phrase(law.as_of(law.ENABLING_RULE, on)),
        agreement=tranches.agreement_name(agreement),
        signed_on=spanish.long_date(agreement.signed_on),
        objective=phrase(agreement.objective),
        report=tranches.report_text(transfer.calculation.report, tranche),
        tranche=tranches.label(tranche),
        amount=spanish.soles(transfer.amount, currency),
        amount_words=spanish.amount_in_words(transfer.amount, currency),
        by_donation=by_donation,
        instruction=transfer.instruction or BLANK,
        basis=_basis(on, by_donation=by_donation),
        limits_exception=provisions.limits_exception(on) if by_donation else "",
        powers=provisions.powers(entity),
        # The budget that takes the money in is that of the day, whatever the year that earned it.
        fiscal_year=str(on.year),
        income=_DONATIONS,
        spending=_spending(agreement),
        spending_source=_DONATIONS.source if by_donation else _ORDINARY,
        term=incorporation.term,
        budget_office=entity.office_of_budget,
        copies_term=incorporation.copies_term,
        copies_basis=provisions.copies_basis(on, by_donation=by_donation, clause=cited["uso"]),
        copies_to=tuple(_copy_to(str(body), grantor, on) for body in ROUTES[transfer.route].copies_to),
        signatory=_head(agreement, on),
        demonstration_note=demonstration_note(agreement),
    )


def _copy_to(body: str, grantor: Unit, on: date) -> str:
    """Return who gets a copy, by the name of the day where it is the directorate of the agreement."""
    return name_on(grantor, on) if body == grantor.name else body


def _unbroken(number: str) -> str:
    """Return a number that no line breaks: a heading is centered on few words."""
    return number.replace(" ", "\N{NO-BREAK SPACE}").replace("-", "\N{NON-BREAKING HYPHEN}")


def _place(entity: Entity) -> str:
    return entity.district.name if entity.district else BLANK


def _seen(transfer: Transfer) -> tuple[str, ...]:
    agreement = transfer.tranche.period.agreement
    papers = [f"El {tranches.agreement_name(agreement)}"]
    if transfer.sheet is not None:
        office = law.of_the(name_on(transfer.sheet.unit, transfer.sheet.issued_on))
        papers.append(f"la Hoja de Cálculo {transfer.sheet.number_text}, {office}")
    papers.append(f"el Informe N° {BLANK}, de la {agreement.entity.office_of_budget}")
    papers.append(f"el Informe N° {BLANK}, de la oficina de asesoría jurídica")
    return tuple(papers)


def _basis(on: date, *, by_donation: bool) -> str:
    # An apposition closes with its comma; the article of the decree is the entity's to look up.
    return (
        f"{law.incorporation_basis(on)}," if by_donation else f"el artículo {_SHORT_BLANK} del citado Decreto Supremo"
    )


def _spending(agreement: Agreement) -> tuple[SpendingRow, ...]:
    """Return a line for each prioritized product: how the amount is spread is the entity's to decide."""
    rows = agreement.products.filter(in_text=True).select_related("programme")
    products = [(str(row.programme or BLANK), f"{row.code} {row.name}".strip()) for row in rows]
    return tuple(
        SpendingRow(
            programme=programme,
            product=product,
            activity=_CELL_BLANK,
            executing_unit=_CELL_BLANK,
            generic=_CELL_BLANK,
            amount=_CELL_BLANK,
        )
        for programme, product in sorted(products) or [(BLANK, BLANK)]
    )


def _head(agreement: Agreement, on: date) -> Signatory:
    head = parties.read(agreement, on=on).entity
    return Signatory(name=head.text.representative_name, post=head.text.representative_post, entity=head.entity_name)
