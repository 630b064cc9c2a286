"""The letters on the balance of a tranche: the warning, the cancellation, and what carries its criteria on."""

from __future__ import annotations

from datetime import date

from legal.agreements.queries import grantor_of
from legal.agreements.texts.annexes import term_in_words
from legal.agreements.texts.letterheads import (
    addressee_of_entity,
    demonstration_note,
    letterhead,
    signatory_text,
)
from legal.agreements.texts.wording import in_lines, paragraphs, with_article
from legal.documents import spanish
from legal.entities.names import name_on
from legal.norms.models import NormTerm
from legal.norms.names import currency_on
from legal.transfers.documents import (
    CancellationLetterDocument,
    CarryLetterDocument,
    ServedText,
    WarningLetterDocument,
)
from legal.transfers.models import Rescue
from legal.transfers.texts import antecedents, provisions, tranches
from legal.verification.texts.period import place_and_date
from workflow.models import Mandate, User

# The entity's term to answer a warning is a term of the norm.
ANSWER = "warning_answer"


def warning_letter(rescue: Rescue, *, on: date, signatory: User, authority: Mandate | None) -> WarningLetterDocument:
    """Return the letter that warns the entity (TUO Ley 27444 art. 151.2)."""
    tranche = rescue.tranche
    agreement, currency = tranche.period.agreement, currency_on(on)
    story = antecedents.read(tranche, WarningLetterDocument)
    subject = f"Apercibimiento de cancelación del saldo del {tranches.label(tranche)}"
    term = agreement.norm.terms.get(name=ANSWER)
    return WarningLetterDocument(
        title=subject,
        letterhead=letterhead(agreement, on=on),
        place_and_date=place_and_date(on),
        addressee=addressee_of_entity(agreement, on=on),
        subject=subject,
        references=(tranches.agreement_name(agreement), *story.references),
        agreement=tranches.agreement_name(agreement),
        entity=with_article(name_on(agreement.entity.unit, on)),
        fiscal_year=str(tranche.period.fiscal_year),
        rescue=story.text,
        money=tranches.money_text(tranche, currency),
        balance_words=spanish.amount_in_words(tranche.balance, currency),
        basis=provisions.warning_basis(on),
        directive=story.directive,
        requirement=story.requirement,
        answer_term=f"{term_in_words(term)}, {_start(term)}",
        signatory=signatory_text(signatory, authority, unit_name=name_on(grantor_of(agreement).unit, on), on=on),
        demonstration_note=demonstration_note(agreement),
    )


def _start(term: NormTerm) -> str:
    day = "día hábil siguiente" if term.unit == NormTerm.Unit.WORKING_DAYS else "día siguiente"
    return f"contados desde el {day} al de la recepción del presente oficio"


def cancellation_letter(
    rescue: Rescue, *, on: date, signatory: User, authority: Mandate | None
) -> CancellationLetterDocument:
    """Return the letter that cancels the balance, with the person's own grounds and the recourses it allows."""
    tranche = rescue.tranche
    agreement, currency = tranche.period.agreement, currency_on(on)
    story = antecedents.read(tranche, CancellationLetterDocument)
    subject = f"Cancelación de la transferencia del saldo del {tranches.label(tranche)}"
    warning = _warning(rescue)
    assert rescue.amount is not None
    return CancellationLetterDocument(
        title=subject,
        letterhead=letterhead(agreement, on=on),
        place_and_date=place_and_date(on),
        addressee=addressee_of_entity(agreement, on=on),
        subject=subject,
        references=(tranches.agreement_name(agreement), warning.document),
        agreement=tranches.agreement_name(agreement),
        entity=with_article(name_on(agreement.entity.unit, on)),
        fiscal_year=str(tranche.period.fiscal_year),
        rescue=story.text,
        warning=warning,
        answer_term=term_in_words(agreement.norm.terms.get(name=ANSWER)),
        answer=_answer(rescue),
        grounds=(*story.grounds, *paragraphs(rescue.reason)),
        basis=provisions.warning_basis(on),
        directive=story.directive,
        money=tranches.money_text(tranche, currency),
        cancelled_words=spanish.amount_in_words(rescue.amount, currency),
        remedies=provisions.recourses(on),
        signatory=signatory_text(signatory, authority, unit_name=name_on(grantor_of(agreement).unit, on), on=on),
        demonstration_note=demonstration_note(agreement),
    )


def carry_letter(rescue: Rescue, *, on: date, signatory: User, authority: Mandate | None) -> CarryLetterDocument:
    """Return the letter that carries what was not met to the evaluation of a later level, with the person's grounds."""
    tranche, into = rescue.tranche, rescue.carried_into
    assert into is not None
    agreement, currency = tranche.period.agreement, currency_on(on)
    story = antecedents.read(tranche, CarryLetterDocument)
    from_level, into_level = tranches.level(tranche), f"Nivel {into.level}"
    subject = f"Arrastre de criterios del {from_level} a la evaluación del {into_level}"
    return CarryLetterDocument(
        title=subject,
        letterhead=letterhead(agreement, on=on),
        place_and_date=place_and_date(on),
        addressee=addressee_of_entity(agreement, on=on),
        subject=subject,
        references=(tranches.agreement_name(agreement), *story.references),
        agreement=tranches.agreement_name(agreement),
        entity=with_article(name_on(agreement.entity.unit, on)),
        fiscal_year=str(tranche.period.fiscal_year),
        rescue=story.text,
        from_level=from_level,
        into_level=into_level,
        into_year=f"Año {into.year}, año fiscal {into.fiscal_year}",
        report_due=spanish.long_date(into.report_deadline.due_on),
        grounds=paragraphs(rescue.reason),
        basis=story.clause,
        money=tranches.money_text(tranche, currency),
        balance_words=spanish.amount_in_words(tranche.balance, currency),
        signatory=signatory_text(signatory, authority, unit_name=name_on(grantor_of(agreement).unit, on), on=on),
        demonstration_note=demonstration_note(agreement),
    )


def _warning(rescue: Rescue) -> ServedText:
    assert rescue.warning is not None
    assert rescue.warning_notice is not None
    assert rescue.warning_notice.received_on is not None
    return ServedText(
        document=antecedents.letter_name(rescue.warning),
        received_on=spanish.long_date(rescue.warning_notice.received_on),
    )


def _answer(rescue: Rescue) -> str:
    if rescue.answered_on is not None:
        said = in_lines(rescue.answer).rstrip(".")
        deadline = rescue.answer_deadline
        late = ", fuera de ese plazo" if deadline and rescue.answered_on > deadline.due_on else ""
        return f"La Entidad respondió el {spanish.long_date(rescue.answered_on)}{late}: “{said}”."
    assert rescue.answer_deadline is not None
    return f"Vencido ese plazo el {spanish.long_date(rescue.answer_deadline.due_on)}, la Entidad no dio respuesta."
