"""What led to the agreement: the law, the case, the consultations, opinions and instruments on this text."""

from __future__ import annotations

from datetime import date

from legal.agreements.models import Agreement, Consultation, Opinion
from legal.agreements.queries import valid_instruments
from legal.agreements.terms import Terms, fingerprint
from legal.agreements.texts import law
from legal.agreements.texts.parties import Signatories
from legal.agreements.texts.wording import to_whom
from legal.documents import spanish


def antecedents(agreement: Agreement, terms: Terms, signatories: Signatories, *, on: date) -> tuple[str, ...]:
    """Return the antecedents, each one a sentence that the case file proves."""
    paragraphs = [
        law.as_of(law.ENABLING_RULE, on),
        f"{signatories.grantor.text.alias} y {signatories.entity.text.alias} formularon el proyecto del CONVENIO en el "
        f"Expediente N° {agreement.case.number}, abierto el {spanish.long_date(agreement.case.opened_on)}.",
        _consultations(agreement),
        _opinions(agreement),
        _instruments(agreement, terms),
    ]
    return tuple(filter(None, paragraphs))


def _consultations(agreement: Agreement) -> str:
    answered = agreement.consultations.filter(status=Consultation.Status.ANSWERED).select_related("unit").order_by("pk")
    units = [to_whom(consultation.unit.name) for consultation in answered]
    return f"El proyecto fue consultado {spanish.listing(units)}." if units else ""


def _opinions(agreement: Agreement) -> str:
    given = {
        opinion.kind: opinion
        for opinion in Opinion.objects.standing().filter(agreement=agreement, status=Opinion.Status.FAVORABLE)
    }
    favorable = [
        f"{kind.label.lower().removeprefix('opinión ')} ({given[kind].report}, del {spanish.long_date(on)})"
        for kind in Opinion.Kind
        if kind in given and (on := given[kind].given_on)
    ]
    return f"El proyecto cuenta con opiniones favorables: {spanish.listing(favorable)}." if favorable else ""


def _instruments(agreement: Agreement, terms: Terms) -> str:
    brought = [
        f"{instrument.get_kind_display()}, {instrument.number}, del {spanish.long_date(instrument.issued_on)}"
        for instrument in valid_instruments(agreement, fingerprint(terms))
    ]
    verb = "Precede" if len(brought) == 1 else "Preceden"
    return f"{verb} a la suscripción: {spanish.listing(brought)}." if brought else ""
