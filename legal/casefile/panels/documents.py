"""The documents of the case: issued, signed by hand or token, and brought from outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from legal.agreements.models import Instrument
from legal.casefile.queries import CaseFile, Round
from legal.documents.models import IssuedDocument, StoredFile
from legal.signing.models import Signature, SignatureRound

_HASH_SHOWN = 12


@dataclass(frozen=True, kw_only=True)
class DocumentRow:
    """One document. ``hash`` is the beginning of the file's SHA-256; ``signatures`` reads "2 de 3" or is empty.

    ``sheet_url`` is the sheet of its visas and signatures, where it has one. ``pdf_url`` is where its PDF copy is
    handed over, or a page says why not; ``pdf_state`` tells which. Both are empty for what has no copy.
    """

    title: str
    number: str
    note: str
    issued_on: date | None
    version: int | None
    hash: str
    url: str
    signatures: str
    status: str
    state: str
    sheet_url: str = ""
    pdf_url: str = ""
    pdf_state: str = ""


@dataclass(frozen=True, kw_only=True)
class DocumentsPanel:
    """Every document, newest first. ``has_converter``: whether something makes PDF copies on this site."""

    rows: tuple[DocumentRow, ...]
    has_converter: bool


def documents(file: CaseFile) -> DocumentsPanel:
    """Return the documents of a case."""
    rounds = {each.round.document_id: each for each in file.rounds if each.round.document_id}
    rows = [_issued(document, rounds.get(document.pk)) for document in file.documents]
    rows += [
        _signed(signature, signature.file, file)
        for each in file.rounds
        for signature in each.signatures
        if signature.file
    ]
    rows += [_instrument(instrument, file) for instrument in file.instruments]
    return DocumentsPanel(
        rows=tuple(sorted(rows, key=lambda row: row.issued_on or date.min, reverse=True)),
        has_converter=all(getattr(document, "has_converter", True) for document in file.documents),
    )


def document_url(document: IssuedDocument | None) -> str:
    """Return where an issued document is downloaded, or nothing where there is none yet."""
    return reverse("documents:download", args=[document.pk]) if document else ""


def _issued(document: IssuedDocument, signing: Round | None) -> DocumentRow:
    status, state, note = _status(document, signing)
    return DocumentRow(
        title=title_of(document),
        number=document.number_text,
        note=note or _kind_of(document.file),
        issued_on=document.issued_on,
        version=document.version,
        hash=document.file.sha256[:_HASH_SHOWN],
        url=document_url(document),
        signatures=_count(signing) if signing else "",
        status=status,
        state=state,
        sheet_url=reverse("signing:sheet", args=[signing.round.pk]) if signing else "",
        pdf_url=reverse("documents:pdf_copy", args=[document.pk]),
        pdf_state=str(document.pdf_copy.state.label) if hasattr(document, "pdf_copy") else "",
    )


def title_of(document: IssuedDocument) -> str:
    """Return the kind of a document and its title; the title alone where it begins with its kind."""
    kind = document.kind_words
    if document.title.split()[:1] == kind.split()[:1]:
        return document.title
    return _("%(kind)s «%(title)s»") % {"kind": kind, "title": document.title}


def _status(document: IssuedDocument, signing: Round | None) -> tuple[str, str, str]:
    """Return the status of an issued document in words, its state, and why it has no effect, if so."""
    if hasattr(document, "annulment"):
        return _("Anulado"), "risk", document.annulment.reason
    if hasattr(document, "replaced_by"):
        return _("Reemplazado"), "idle", ""
    if signing and signing.is_unvisaed:
        return _("Devuelto sin visar"), "warn", ""
    states = {
        SignatureRound.Status.RUNNING.value: (_("En suscripción"), "go"),
        SignatureRound.Status.SIGNED.value: (_("Suscrito"), "ok"),
        SignatureRound.Status.DECLINED.value: (_("Devuelto sin firmar"), "warn"),
        SignatureRound.Status.STOPPED.value: (_("Sin efecto"), "idle"),
    }
    status, state = states.get(signing.round.status if signing else "", (_("Emitido"), "ok"))
    return status, state, ""


def _count(signing: Round) -> str:
    return _("%(given)d de %(all)d") % {"given": signing.given, "all": len(signing.signatures)}


def _signed(signature: Signature, kept: StoredFile, file: CaseFile) -> DocumentRow:
    return DocumentRow(
        title=_("Archivo firmado por %(unit)s") % {"unit": signature.unit.name},
        number="",
        note=_kind_of(kept),
        issued_on=signature.signed_on,
        version=None,
        hash=kept.sha256[:_HASH_SHOWN],
        url=reverse("casefile:file", args=[file.case.number, kept.pk]),
        signatures="",
        status=_("Recibido"),
        state="ok",
    )


def _instrument(instrument: Instrument, file: CaseFile) -> DocumentRow:
    return DocumentRow(
        title=str(instrument.get_kind_display()),
        number=instrument.number,
        note=_kind_of(instrument.file),
        issued_on=instrument.issued_on,
        version=None,
        hash=instrument.file.sha256[:_HASH_SHOWN],
        url=reverse("agreements:instrument_file", args=[file.case.number, instrument.pk]),
        signatures="",
        status=_("Registrado"),
        state="ok",
    )


def _kind_of(kept: StoredFile) -> str:
    kind = {"application/pdf": "PDF"}.get(kept.media_type, "Word" if kept.name.endswith(".docx") else "")
    size = f"{-(-kept.size // 1024):,} KB"
    return f"{kind}, {size}" if kind else size
