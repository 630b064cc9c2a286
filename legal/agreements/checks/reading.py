"""Read what the terms of an agreement are measured against."""

from __future__ import annotations

from datetime import date

from legal.agreements.checks.yardstick import CORRECTION, Yardstick
from legal.agreements.models import Agreement
from legal.norms.models import FirstPayment


def yardstick_of(agreement: Agreement, on: date) -> Yardstick:
    """Return the measure of an agreement's terms; ``on`` is the day it may be signed on, until it is."""
    norm = agreement.norm
    terms = {term.name: term for term in norm.terms.all()}
    programmes = agreement.programmes.filter(in_text=True, programme__valid_to__isnull=False)
    return Yardstick(
        signed_on=agreement.signed_on or on,
        norm=norm.code,
        minimum_years=norm.minimum_years,
        maximum_years=norm.maximum_years,
        criteria_before_warning=norm.criteria_before_warning,
        splits={split.year: split.fixed_percentage for split in norm.splits.all()},
        terms={name: term.length for name, term in terms.items()},
        correction_limit=terms[CORRECTION].limit if CORRECTION in terms else None,
        pays_after_correction=norm.first_payment_after == FirstPayment.REPORT_2,
        programmes_until={
            code: until for code, until in programmes.values_list("programme__code", "programme__valid_to") if until
        },
        ends_on=agreement.ends_on,
    )
