"""From the terms of an agreement to the text of its document."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils import translation

from legal.agreements.documents import AgreementDocument, CodedName, NormText
from legal.agreements.models import Agreement
from legal.agreements.terms import Terms
from legal.agreements.texts import annexes, commitments, grounds, law, money, parties
from legal.agreements.texts.letterheads import demonstration_note, letterhead
from legal.agreements.texts.wording import counted, phrase, with_article
from legal.documents import spanish

# Free separation needs a notice (TUO Ley 27444 art. 88.3 asks for the clause and fixes no term): our choice.
SEPARATION_NOTICE_DAYS = 30


def agreement_document(agreement: Agreement, terms: Terms, *, on: date) -> AgreementDocument:
    """Return the text of an agreement as of a date: its names, laws, currency and representatives are those of the day.

    What the text cannot know yet (a vacant post, an objective that nobody wrote) is a line to fill in.
    The language is Spanish whatever that of the page.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return _document(agreement, terms, on)


def _document(agreement: Agreement, terms: Terms, on: date) -> AgreementDocument:
    signatories = parties.read(agreement, on=on)
    # Year n is the fiscal year of signature + n − 1; until somebody signs, it is that of the text.
    first_year = (agreement.signed_on or on).year
    return AgreementDocument(
        title=parties.title(signatories, terms.programmes),
        letterhead=letterhead(agreement, on=on),
        entity=signatories.entity.text,
        grantor=signatories.grantor.text,
        grantor_organ=with_article(signatories.grantor.unit_name),
        verifiers=tuple(verifier.text for verifier in signatories.verifiers),
        programmes=tuple(CodedName(code=each.code, name=each.name) for each in terms.programmes),
        norm=NormText(
            number=agreement.norm.code,
            title=agreement.norm.title,
            approved_by=with_article(agreement.norm.approved_by),
        ),
        financing_source=money.financing_source(agreement.source),
        antecedents=grounds.antecedents(agreement, terms, signatories, on=on),
        legal_basis=law.legal_basis(entity=agreement.entity, norm=agreement.norm, on=on),
        objective=phrase(terms.objective),
        specific_objective=phrase(terms.specific_objective) if terms.specific_objective.strip() else "",
        presentation=annexes.presentation(terms),
        results=(),
        ambit=annexes.ambit(terms),
        ambit_summary=annexes.ambit_summary(terms),
        products=annexes.products(terms),
        activities=annexes.activities(terms, first_year=first_year),
        term=counted(terms.years, "año", "años"),
        money=money.money(agreement, terms, first_year=first_year, on=on),
        incorporation=money.incorporation(agreement, on=on),
        processes=commitments.processes(terms),
        criteria_summary=commitments.criteria_summary(terms),
        indicators=commitments.indicators(terms, first_year=first_year),
        deadlines=annexes.deadlines(
            agreement, terms, first_year=first_year, by_donation=money.is_donated(agreement.source)
        ),
        correction_term=annexes.correction_term(agreement),
        lets_carry=law.lets_carry(agreement.norm),
        fixed_rule=money.fixed_rule_of(terms),
        variable_rule=money.variable_rule_of(terms),
        free_adhesion_basis=law.free_adhesion_basis(on),
        separation_notice=counted(SEPARATION_NOTICE_DAYS, "día calendario", "días calendario"),
        definitions=annexes.DEFINITIONS,
        copies=spanish.counted(len(signatories.signatures)),
        place_and_date=f"la ciudad de Lima, con el texto emitido el {spanish.long_date(on)}",
        signatures=signatories.signatures,
        demonstration_note=demonstration_note(agreement),
    )
