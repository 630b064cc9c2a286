"""The letters on terms: an extension granted or not, a suspension, and what lets the terms go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from legal.agreements.models import Agreement
from legal.agreements.queries import grantor_of
from legal.agreements.texts import law
from legal.agreements.texts.annexes import term_in_words
from legal.agreements.texts.law import Since
from legal.agreements.texts.letterheads import addressee_of_entity, demonstration_note, letterhead, signatory_text
from legal.agreements.texts.wording import in_lines, paragraphs, with_article
from legal.documents import spanish
from legal.entities.names import name_on
from legal.followup.documents import ExtensionLetterDocument, SuspensionLetterDocument, TermText
from legal.followup.models import ExtensionRequest, Suspension
from legal.transfers.texts.tranches import agreement_name
from legal.verification.texts.period import place_and_date
from workflow.models import Deadline, Mandate, User

# Read in the law of 2001 and in the ordered text of 2019; that of 2017 was not read: it is cited without its article.
_EXTENSIONS: Final[Since] = (
    (date.min, "el artículo 136"),
    (date(2017, 3, 20), ""),
    (date(2019, 1, 25), "el artículo 147"),
)


def extension_letter(
    request: ExtensionRequest,
    agreement: Agreement,
    *,
    granted: bool,
    ends_on: date | None,
    ground: str,
    on: date,
    signatory: User,
    authority: Mandate | None,
) -> ExtensionLetterDocument:
    """Return the letter that grants an extension until a date, or does not (TUO Ley 27444 art. 147)."""
    deadline = request.deadline
    outcome = "Se concede" if granted else "No se concede"
    return ExtensionLetterDocument(
        **_opening(agreement, f"{outcome} la prórroga del plazo: {deadline.title}", on, signatory, authority),
        references=(agreement_name(agreement), _request(request)),
        granted=granted,
        term=_term(deadline, ends_on if granted else None),
        length=term_in_words(deadline.term),
        term_basis=with_article(deadline.basis.split(";")[0].strip()),
        is_over=on > deadline.due_on,
        requested_on=spanish.long_date(request.requested_on),
        more=term_in_words(request.more),
        request_ground=in_lines(request.ground).rstrip("."),
        rule=_extensions(on),
        extension_basis=deadline.extension_basis,
        grounds=paragraphs(ground),
    )


def suspension_letter(
    agreement: Agreement,
    terms: Sequence[Deadline],
    *,
    whole: bool,
    ground: str,
    on: date,
    signatory: User,
    authority: Mandate | None,
) -> SuspensionLetterDocument:
    """Return the letter that suspends a term, or the whole agreement with the terms that run."""
    whole_subject = "Suspensión del Convenio y de sus plazos" if terms else "Suspensión del Convenio"
    subject = whole_subject if whole else f"Suspensión del plazo: {terms[0].title}"
    return SuspensionLetterDocument(
        **_opening(agreement, subject, on, signatory, authority),
        references=(agreement_name(agreement),),
        whole=whole,
        lifts=False,
        since=spanish.long_date(on),
        suspension="",
        terms=tuple(_term(each, None) for each in terms),
        grounds=paragraphs(ground),
    )


def lifting_letter(
    suspension: Suspension,
    ends: Mapping[Deadline, date],
    *,
    ground: str,
    on: date,
    signatory: User,
    authority: Mandate | None,
) -> SuspensionLetterDocument:
    """Return the letter that lifts a suspension: the terms go on until their new ends."""
    agreement, deadline = suspension.agreement, suspension.deadline
    subject = f"Reanudación del plazo: {deadline.title}" if deadline else "Levantamiento de la suspensión del Convenio"
    suspended_by = f"{suspension.document}, de fecha {spanish.long_date(suspension.suspended_on)}"
    return SuspensionLetterDocument(
        **_opening(agreement, subject, on, signatory, authority),
        references=(agreement_name(agreement), suspended_by),
        whole=deadline is None,
        lifts=True,
        since=spanish.long_date(on),
        suspension=suspended_by,
        terms=tuple(_term(each, end) for each, end in ends.items()),
        grounds=paragraphs(ground),
    )


def _opening(
    agreement: Agreement, subject: str, on: date, signatory: User, authority: Mandate | None
) -> dict[str, Any]:
    """Return what every letter to the entity has."""
    return {
        "title": subject,
        "letterhead": letterhead(agreement, on=on),
        "place_and_date": place_and_date(on),
        "addressee": addressee_of_entity(agreement, on=on),
        "subject": subject.replace("Nivel ", "Nivel\N{NO-BREAK SPACE}"),
        "agreement": agreement_name(agreement),
        "entity": with_article(name_on(agreement.entity.unit, on)),
        "signatory": signatory_text(signatory, authority, unit_name=name_on(grantor_of(agreement).unit, on), on=on),
        "demonstration_note": demonstration_note(agreement),
    }


def _term(deadline: Deadline, ends_on: date | None) -> TermText:
    return TermText(
        title=deadline.title,
        due_before=spanish.long_date(deadline.due_on),
        due_after=spanish.long_date(ends_on) if ends_on else "",
    )


def _request(request: ExtensionRequest) -> str:
    return f"Solicitud de prórroga presentada el {spanish.long_date(request.requested_on)}"


def _extensions(on: date) -> str:
    article, named = law.as_of(_EXTENSIONS, on), law.as_of(law.PROCEDURE_LAW, on)
    return f"{article} {law.of_the(named)}" if article else law.with_article(named)
