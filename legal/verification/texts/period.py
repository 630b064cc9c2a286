"""What every paper of a verification says: which agreement and year, what the entity presented, where and when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from legal.agreements.clauses import cited_by
from legal.agreements.queries import programmes_of, signed_clauses
from legal.agreements.texts import law
from legal.agreements.texts.programmes import agreement_title
from legal.agreements.texts.wording import sentence
from legal.documents import spanish
from legal.documents.documents import DocumentContext
from legal.entities.names import name_on
from legal.norms.models import NormTerm
from legal.verification.documents import EvidenceRow, PeriodText, PresentedReportText
from legal.verification.models import ComplianceReport, CriterionFinding, Evidence, IndicatorFinding, Verification
from legal.verification.queries import code_in, last_review, next_period, ruling_addenda
from workflow.models import Deadline

Kind = ComplianceReport.Kind
# Names of terms, as the norm and the acts of this room have them.
CORRECTION: Final = "correction"
COMPLETION: Final = "completion"
# Enough of a hash to find the file by.
HASH_SIGNS: Final = 16


def period_text(verification: Verification, *, on: date) -> PeriodText:
    """Return the agreement and the year of it that is verified, in a paper of a date."""
    period, agreement = verification.period, verification.period.agreement
    assert agreement.signed_on is not None
    programmes = programmes_of(agreement)
    return PeriodText(
        agreement_number=agreement.number,
        agreement_title=agreement_title(programmes),
        agreement_signed_on=spanish.long_date(agreement.signed_on),
        norm=agreement.norm.code,
        entity=name_on(agreement.entity.unit, on),
        programmes=tuple(str(programme) for programme in programmes),
        year_label=f"Año {period.year}",
        fiscal_year=str(period.fiscal_year),
        level=level_name(verification),
        terms=terms(verification, on=on),
    )


def terms(verification: Verification, *, on: date) -> str:
    """Return under which terms a period is verified, as it follows "según" in a paper of a date."""
    addenda = [
        f"la Adenda N° {addendum.number}, en vigor desde el {spanish.long_date(addendum.in_force_from)}"
        for addendum in ruling_addenda(verification, asked_on=on)
        if addendum.in_force_from
    ]
    return f"el Convenio, con {spanish.listing(addenda)}" if addenda else "el texto original del Convenio"


def level_name(verification: Verification) -> str:
    """Return the level of the year: "Nivel 1"."""
    return f"Nivel {verification.period.level}"


def may_be_carried(verification: Verification) -> bool:
    """Whether what is not met can go on to a later level: the norm lets it, and one follows that can judge it."""
    return law.lets_carry(verification.period.agreement.norm) and next_period(verification) is not None


def place_and_date(on: date) -> str:
    """Return where and when a paper of the grantor is signed."""
    return f"Lima, {spanish.long_date(on)}"


def correction_term(verification: Verification) -> NormTerm:
    """Return the term to correct what is observed: a norm without one governs no agreement."""
    return NormTerm.objects.get(norm=verification.period.agreement.norm, name=CORRECTION)


def completion_deadline(verification: Verification) -> Deadline | None:
    """Return the term that the entity had to complete what it presented, where it was asked to."""
    name = f"{COMPLETION}_{verification.period.year}"
    return Deadline.objects.filter(case=verification.case_id, name=name).first()


def presented_reports(verification: Verification, kinds: Collection[str]) -> tuple[PresentedReportText, ...]:
    """Return what the entity presented of these kinds, each with what is to be said of its date."""
    completion = completion_deadline(verification)
    found = ComplianceReport.objects.filter(verification=verification, kind__in=kinds).order_by("presented_on", "pk")
    return tuple(
        PresentedReportText(
            kind=str(report.get_kind_display()),
            number=report.number,
            date=spanish.long_date(report.presented_on),
            note=_note(report, verification, completion),
        )
        for report in found
    )


def _note(report: ComplianceReport, verification: Verification, completion: Deadline | None) -> str:
    """Return that a report came after its term, with what it was admitted on; nothing when it came in time."""
    if report.kind == Kind.COMPLETION:
        is_late = completion is not None and report.presented_on > completion.due_on
        return _late(completion.due_on) if completion and is_late else ""
    if report.kind == Kind.CORRECTION or not verification.is_late:
        return ""
    return f"{_late(verification.period.report_deadline.due_on)} {sentence(verification.late_note)}".strip()


def _late(due_on: date) -> str:
    return f"Fuera de plazo: venció el {spanish.long_date(due_on)}."


def elaborated(findings: Iterable[CriterionFinding | IndicatorFinding]) -> tuple[str, ...]:
    """Return who verified what a report states, each with the post and the last day on which they did."""
    last: dict[str, date] = {}
    for each in findings:
        who = ", ".join(filter(None, [str(each.verified_by), each.post_title]))
        last[who] = max(each.found_on, last.get(who, each.found_on))
    return tuple(f"{who} (verificó el {spanish.long_date(on)})" for who, on in last.items())


def reviewed(verification: Verification, ordinal: int) -> str:
    """Return who agreed with the draft of a report, or nothing until somebody has."""
    review = last_review(verification, ordinal)
    if review is None or not review.agrees:
        return ""
    who = ", ".join(filter(None, [str(review.reviewed_by), review.post_title]))
    return f"{who} (dio su conformidad el {spanish.long_date(review.reviewed_on)})"


def evidence_of(
    findings: Iterable[CriterionFinding | IndicatorFinding], looked_at: Mapping[tuple[str, int], Sequence[Evidence]]
) -> set[int]:
    """Return the keys of the evidence that was looked at for some findings."""
    kinds = {CriterionFinding: "criterion", IndicatorFinding: "indicator"}
    return {each.pk for finding in findings for each in looked_at.get((kinds[type(finding)], finding.pk), ())}


def evidence_rows(
    evidence: Collection[Evidence], verification: Verification, looked_at: Collection[int]
) -> tuple[EvidenceRow, ...]:
    """Return the files that were sent, each once, with all that it supports and whether it was looked at."""
    by_file: dict[int, list[Evidence]] = {}
    for each in evidence:
        by_file.setdefault(each.file_id, []).append(each)
    return tuple(
        EvidenceRow(
            file=group[0].file.name,
            supports=", ".join(sorted(code_of(each, verification) for each in group)),
            supplied_by="; ".join(dict.fromkeys(each.post_title or str(each.supplied_by) for each in group)),
            looked_at="Sí" if any(each.pk in looked_at for each in group) else "No",
            sha256=group[0].file.sha256[:HASH_SIGNS],
        )
        for group in by_file.values()
    )


def read_evidence(verification: Verification, *, for_correction: bool) -> list[Evidence]:
    """Return the evidence of the reports, or that of the correction, in the order it came."""
    found = Evidence.objects.filter(verification=verification, for_correction=for_correction).order_by("pk")
    return list(found.select_related("file", "level__criterion", "target__indicator", "supplied_by"))


def code_of(evidence: Evidence, verification: Verification) -> str:
    """Return the code of the criterion or indicator that a file supports."""
    if evidence.level is not None:
        return code_in(evidence.level, verification)
    assert evidence.target is not None
    return evidence.target.indicator.code


def lapsing_clause(verification: Verification, document: type[DocumentContext]) -> str:
    """Return the clause of the signed text by which what is not corrected lapses, for a document that cites it."""
    signed = signed_clauses(verification.period.agreement)
    return f"la Cláusula {cited_by(document, signed)['observaciones'].cited} del Convenio"
