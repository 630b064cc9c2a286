"""From the typed changes of an addendum to the text of its document."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.conf import settings
from django.utils import translation

from legal.addenda.documents import AddendumDocument, CitedClauses, ModifiedAgreementText
from legal.addenda.models import Addendum
from legal.addenda.queries import read_changes, ruling_before
from legal.addenda.texts import antecedents
from legal.addenda.texts.changes import FIRST_CHANGE, change_texts
from legal.agreements.clauses import Clause, cited_by
from legal.agreements.documents import CodedName
from legal.agreements.models import Agreement
from legal.agreements.queries import programmes_of, signed_clauses
from legal.agreements.texts import law, parties
from legal.agreements.texts.letterheads import demonstration_note, letterhead
from legal.documents import spanish

# After the changes: when it rules, what stays, free adhesion, control.
_LAST_CLAUSES: Final = 4


def addendum_document(addendum: Addendum, *, number: int, on: date) -> AddendumDocument:
    """Return the text of an addendum as of a date: its names, laws and representatives are those of the day.

    What it changes is told against the terms that rule on the day on which it takes effect. The
    language is Spanish whatever that of the page.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return _document(addendum, number, on)


def _document(addendum: Addendum, number: int, on: date) -> AddendumDocument:
    agreement = addendum.agreement
    signatories = parties.read(agreement, on=on)
    before = ruling_before(addendum, max(on, addendum.effective_on or on))
    signed = signed_clauses(agreement)
    changes = change_texts(read_changes(addendum), before, signed)
    after_changes = range(FIRST_CHANGE + len(changes), FIRST_CHANGE + len(changes) + _LAST_CLAUSES)
    in_force, ratification, free_adhesion, control = (spanish.ordinal(each).upper() for each in after_changes)
    ordinal_name, modified = f"{spanish.ordinal(number)} adenda".upper(), _modified(agreement, signed)
    return AddendumDocument(
        title=f"{ordinal_name} al {modified.name}".upper(),
        letterhead=letterhead(agreement, on=on),
        ordinal_name=ordinal_name,
        agreement=modified,
        entity=signatories.entity.text,
        grantor=signatories.grantor.text,
        verifiers=tuple(verifier.text for verifier in signatories.verifiers),
        earlier_addenda=antecedents.earlier_addenda(addendum),
        request=antecedents.request(addendum),
        endorsements=antecedents.endorsements(addendum),
        changes=changes,
        last_ordinals=(in_force, ratification, free_adhesion, control),
        effective_on=spanish.long_date(addendum.effective_on) if addendum.effective_on else "",
        free_adhesion_basis=law.free_adhesion_basis(on),
        copies=spanish.counted(len(signatories.signatures)),
        place_and_date=f"la ciudad de Lima, con el texto emitido el {spanish.long_date(on)}",
        signatures=signatories.signatures,
        demonstration_note=demonstration_note(agreement),
    )


def _modified(agreement: Agreement, signed: Mapping[str, Clause]) -> ModifiedAgreementText:
    assert agreement.signed_on is not None
    assert agreement.in_force_from is not None
    clauses = cited_by(AddendumDocument, signed)
    return ModifiedAgreementText(
        name=f"Convenio de Apoyo Presupuestario {agreement.number}",
        programmes=tuple(CodedName(code=each.code, name=each.name) for each in programmes_of(agreement)),
        signed_on=spanish.long_date(agreement.signed_on),
        in_force_from=spanish.long_date(agreement.in_force_from),
        clauses=CitedClauses(
            object=clauses["objeto"].cited,
            term=clauses["vigencia"].cited,
            addenda=clauses["adendas"].cited,
            free_adhesion=clauses["libre_adhesion"].cited,
        ),
    )
