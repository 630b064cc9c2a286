"""What came before an addendum: earlier addenda, the request, the opinions and the instruments."""

from __future__ import annotations

from legal.addenda.documents import RequestText
from legal.addenda.models import Addendum, AddendumInstrument, AddendumOpinion
from legal.addenda.queries import signed_before, text_hash
from legal.agreements.texts.wording import items, with_article
from legal.documents import spanish


def earlier_addenda(addendum: Addendum) -> tuple[str, ...]:
    """Return a sentence for each addendum signed before this one, with its dates; one query."""
    return tuple(_earlier(earlier) for earlier in signed_before(addendum))


def _earlier(addendum: Addendum) -> str:
    assert addendum.signed_on is not None
    assert addendum.in_force_from is not None
    ruling = f", que rige desde el {spanish.long_date(addendum.in_force_from)}"
    return (
        f"Con fecha {spanish.long_date(addendum.signed_on)}, LAS PARTES suscribieron la Adenda N° {addendum.number} "
        f"al CONVENIO{ruling if addendum.in_force_from != addendum.signed_on else ''}."
    )


def request(addendum: Addendum) -> RequestText:
    """Return who asked for the addendum, when, and with which grounds."""
    return RequestText(
        requested_by=with_article(addendum.requested_by.name),
        requested_on=spanish.long_date(addendum.requested_on),
        report=_report(addendum.report),
        grounds=items(addendum.grounds),
    )


def _report(number: str) -> str:
    """Return a report with its article, though its author has written the number alone."""
    named = number if number[:1].isalpha() and not number.startswith("N°") else f"Informe {number}"
    return with_article(named)


def endorsements(addendum: Addendum) -> tuple[str, ...]:
    """Return a sentence for each favorable opinion and each instrument on the text as it stands; two queries."""
    text = text_hash(addendum)
    opinions = AddendumOpinion.objects.standing().filter(
        addendum=addendum, status=AddendumOpinion.Status.FAVORABLE, text_hash=text
    )
    instruments = AddendumInstrument.objects.filter(addendum=addendum, text_hash=text)
    return (
        *(_opinion(opinion) for opinion in opinions.order_by("pk")),
        *(_instrument(instrument) for instrument in instruments.order_by("pk")),
    )


def _opinion(opinion: AddendumOpinion) -> str:
    assert opinion.given_on is not None
    return (
        f"Mediante {_report(opinion.report)}, de fecha {spanish.long_date(opinion.given_on)}, se emitió "
        f"{opinion.get_kind_display().lower()} favorable sobre el texto de la presente adenda."
    )


def _instrument(instrument: AddendumInstrument) -> str:
    kind = instrument.get_kind_display()
    number = instrument.number.removeprefix(kind).strip()
    number = number if number.startswith("N°") else f"N° {number}"
    return (
        f"Mediante {with_article(kind)} {number}, de fecha {spanish.long_date(instrument.issued_on)}, se aprobó el "
        "texto de la presente adenda."
    )
