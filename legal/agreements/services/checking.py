"""What the checks say of a draft now, and the reasons for which its warnings may stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from legal.agreements.checks import Finding, checks
from legal.agreements.checks.reading import yardstick_of
from legal.agreements.errors import CannotGiveReasons
from legal.agreements.models import Agreement, WarningReason
from legal.agreements.paths import CHECKS
from legal.agreements.queries import read_terms
from legal.agreements.services.parts import fresh
from legal.agreements.terms import Terms
from workflow import acting, ledger
from workflow.acting import Occurrence
from workflow.errors import Obstacle
from workflow.models import User

# Until it is issued for signature: what the checks say may hang on the day, and an approved text is checked once more.
OPEN = (Agreement.Status.DRAFT, Agreement.Status.IN_REVIEW, Agreement.Status.APPROVED)

# A full stop is no reason.
FEWEST_WORDS: Final = 2


def findings_of(agreement: Agreement, on: date, terms: Terms | None = None) -> list[Finding]:
    """Return what the checks find in the text as it stands; ``terms`` saves reading it again."""
    return checks(terms or read_terms(agreement), yardstick_of(agreement, on))


def standing_reasons(agreement: Agreement) -> dict[str, WarningReason]:
    """Return the reasons that were written, by the digest of the warning that each is about."""
    rows = agreement.warning_reasons.select_related("given_by", "post__unit").order_by("pk")
    return {row.digest: row for row in rows}


def obstacles_of(findings: Iterable[Finding], reasoned: Collection[str]) -> list[Obstacle]:
    """Return what findings keep from being sent or approved: every error, and each warning without a reason.

    ``reasoned`` are the digests of the warnings whose reason stands. The place of an error is its part, that of a
    warning is the review of the draft.
    """
    obstacles = [Obstacle(text=each.text, who=each.who, where=each.part) for each in findings if not each.is_warning]
    return obstacles + [
        Obstacle(
            text=_("Falta escribir por qué se mantiene: %(warning)s") % {"warning": each.text},
            who=_("Sectorista"),
            where=CHECKS,
        )
        for each in findings
        if each.is_warning and each.digest not in reasoned
    ]


def obstacles_to_sending(agreement: Agreement, on: date, terms: Terms | None = None) -> list[Obstacle]:
    """Return what keeps a text from going on to opinion or to signature: its errors, its warnings without a reason."""
    return obstacles_of(findings_of(agreement, on, terms), standing_reasons(agreement).keys())


def reasons_on_record(findings: Iterable[Finding], reasons: Mapping[str, WarningReason]) -> list[str]:
    """Return each warning with its reason, as the record keeps them beside the act that went on with them."""
    return [
        f"{each.text} — {reasons[each.digest].reason}"
        for each in findings
        if each.is_warning and each.digest in reasons
    ]


def give_reasons(*, agreement: Agreement, reasons: Mapping[str, str], actor: User, occurred: Occurrence) -> None:
    """Write why warnings stand. ``reasons`` has each by the digest of its warning; an empty one is not written.

    :raises CannotGiveReasons: when the text is closed, nothing is written, or a warning is not given any more.
    """
    agreement = fresh(agreement)
    warnings = {each.digest: each for each in findings_of(agreement, occurred.on) if each.is_warning}
    written = {digest: " ".join(text.split()) for digest, text in reasons.items() if text.strip()}
    if obstacles := obstacles_to_reasons(written, warnings, status=agreement.status):
        raise CannotGiveReasons(*obstacles)
    before, after = {}, {}
    standing = standing_reasons(agreement)
    for digest, text in written.items():
        row = standing.get(digest) or WarningReason(agreement=agreement, digest=digest)
        if row.reason == text:
            continue
        finding = warnings[digest]
        before[finding.text] = row.reason
        write_reason(row, finding, text, actor=actor, occurred=occurred)
        after[finding.text] = text
    if not after:
        raise CannotGiveReasons(_("Esos motivos ya constan: no hay nada que registrar."))
    ledger.record(
        act="agreements.give_reasons",
        subject=agreement,
        before={"reasons": before},
        after={"reasons": after, "count": len(after), "codes": sorted({warnings[each].code for each in written})},
    )


def write_reason(row: WarningReason, finding: Finding, text: str, *, actor: User, occurred: Occurrence) -> None:
    """Write a reason into its row, with who gives it and in which post."""
    authority = acting.current().authority
    row.code, row.subject, row.warning = finding.code, finding.subject, finding.text
    row.reason = text
    row.given_by, row.given_on = actor, occurred.on
    row.post = authority.post if authority else None
    row.save()


def obstacles_to_reasons(written: Mapping[str, str], warnings: Collection[str], *, status: str) -> list[Obstacle]:
    """Return what keeps reasons from being written: a closed text, too few words, or a warning that is gone."""
    if status not in OPEN:
        return [Obstacle(text=_("El texto está cerrado: los avisos y sus motivos quedan como se aprobaron."))]
    if not written:
        return [Obstacle(text=_("Escriba el motivo de al menos un aviso."))]
    if any(len(reason.split()) < FEWEST_WORDS for reason in written.values()):
        return [Obstacle(text=_("Un motivo dice por qué: escríbalo con dos palabras o más."))]
    if any(digest not in warnings for digest in written):
        return [
            Obstacle(
                text=_("El texto cambió y uno de los avisos ya no dice lo mismo. Revise la página y escriba otra vez.")
            )
        ]
    return []
