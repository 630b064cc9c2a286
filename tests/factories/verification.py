"""The steps of a verification, each done by its holder: from the compliance report to report II."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal
from functools import partial

from legal.agreements.models import Agreement, Criterion, CriterionLevel
from legal.notices import services as notices
from legal.notices.models import Notice
from legal.verification.models import Verification
from legal.verification.queries import code_in, judged_levels, missing_reports, observations_of, targets_of
from legal.verification.rules import Judged
from legal.verification.services import evidence, observations, reporting, reports, reviewing, unreported, verifying
from legal.verification.services.evidence import Brought
from legal.verification.services.reporting import PresentedReport
from tests.factories.agreements import PDF
from tests.factories.tasks import do, holder_of, open_tasks, today
from workflow import service
from workflow.models import Case, Process, Task, User

SEEN = "Se verificó en la base que señala el convenio."
REASON = "La base remitida no permite reproducir el cálculo."
ANSWER = "Se remite la base depurada."
# The step in which the draft of each report is read by another person.
REVIEWS = {1: "review_first", 2: "review_second"}


def verification_of(agreement: Agreement, year: int = 1) -> Verification:
    """Return the verification of a year, read afresh with what its steps need."""
    found = Verification.objects.select_related("case", "process", "period__agreement__entity__unit")
    return found.get(period__agreement=agreement, period__year=year)


def open_step(process: Process | None, name: str) -> Task:
    """Return the open step of a process, when others of its kind may run in the case; fail when it is not open."""
    assert process is not None
    tasks = [task for task in open_tasks(process.case) if task.process_id == process.pk]
    found = [task for task in tasks if task.flow_task.name == name]
    assert len(found) == 1, f"wanted the step {name!r}, open are {[task.flow_task.name for task in tasks]}"
    return found[0]


def _step(
    verification: Verification,
    name: str,
    act: Callable[..., object],
    *,
    by: User | None = None,
    on: date | None = None,
    **values: object,
) -> None:
    do(open_step(verification.process, name), act, by=by, on=on, verification=verification, **values)
    verification.refresh_from_db()


def add_evidence(
    verification: Verification,
    *codes: str,
    by: User | None = None,
    on: date | None = None,
    name: str = "base.pdf",
    content: bytes = PDF,
    kept: int | None = None,
) -> None:
    """Keep one file, new or already of the period, as evidence of the criteria and indicators with these codes.

    The coordinator brings it unless told otherwise.
    """
    levels = [level.pk for level in judged_levels(verification) if code_in(level, verification) in codes]
    targets = [target.pk for target in targets_of(verification) if target.indicator.code in codes]
    service.perform(
        case=verification.case,
        actor=by or _coordinator(verification),
        act_name="verification.add_evidence",
        act=partial(
            evidence.add_evidence,
            verification=verification,
            levels=levels,
            targets=targets,
            title=f"Sustento de {', '.join(codes)}",
            brought=Brought(kept=kept) if kept else Brought(upload=(name, content)),
        ),
        occurred=today(on),
    )


def _coordinator(verification: Verification) -> User:
    """Return who coordinates for the entity: the holder of the step it presents its reports in."""
    task = Task.objects.filter(process=verification.process, role="coordinator").select_related("unit").first()
    assert task is not None
    return holder_of(task)


def present(verification: Verification, *, by: User | None = None, on: date | None = None) -> None:
    """Present the compliance reports that the year asks for."""
    presented = [
        PresentedReport(kind=kind, number=f"Informe N° {45 + position:03d}-2026-GRPPAT", upload=(f"{kind}.pdf", PDF))
        for position, kind in enumerate(missing_reports(verification))
    ]
    _step(verification, "present", reporting.present_reports, by=by, on=on, reports=presented)


def ask_to_complete(
    verification: Verification, *, request: str = "Falta la base de datos del padrón nominal.", on: date | None = None
) -> None:
    """Ask the entity, once, to complete what it presented."""
    _step(verification, "admit", reporting.ask_to_complete, on=on, request=request)


def complete_report(
    verification: Verification, *, number: str = "Oficio N° 051-2026-GRPPAT", on: date | None = None
) -> None:
    """Complete what was presented."""
    _step(verification, "complete", reporting.complete_report, on=on, number=number, upload=("completa.pdf", PDF))


def admit(verification: Verification, *, note: str = "", on: date | None = None) -> None:
    """Admit what was presented; a late report needs its note."""
    _step(verification, "admit", reporting.admit, on=on, note=note)


def refuse_report(
    verification: Verification, *, reason: str = "No se presentó lo requerido.", on: date | None = None
) -> None:
    """Hold the report as not presented."""
    _step(verification, "admit", unreported.refuse_report, on=on, reason=reason)


def judged(levels: Collection[CriterionLevel], unmet: Collection[str], verification: Verification) -> dict[int, Judged]:
    """Return verdicts: the criteria with these codes are not met, the others reach their threshold.

    What was carried into the period is named with its level: "C-01 (Nivel 0)".
    """
    return {
        level.pk: Judged(value=_short_of(level), met=False, reason=REASON)
        if code_in(level, verification) in unmet
        else Judged(value=level.threshold, met=True, reason=SEEN)
        for level in levels
    }


def _short_of(level: CriterionLevel) -> Decimal:
    """Return a value that misses the threshold."""
    return level.threshold * 2 if level.criterion.operator == Criterion.Operator.AT_MOST else level.threshold / 2


def achieved(verification: Verification, values: Mapping[str, Decimal | None] | None = None) -> dict[int, Decimal]:
    """Return the value of each indicator of the year: its target, unless ``values`` says otherwise by code."""
    given = values or {}
    return {target.pk: given.get(target.indicator.code, target.target) for target in targets_of(verification)}


def verify_as_third(
    verification: Verification,
    *,
    unmet: Collection[str] = (),
    values: Mapping[str, Decimal | None] | None = None,
    on: date | None = None,
) -> None:
    """Record the findings of the third body."""
    _verify("third", verifying.verify_as_third, verification, unmet, values, on)


def verify(
    verification: Verification,
    *,
    unmet: Collection[str] = ("C-01",),
    values: Mapping[str, Decimal | None] | None = None,
    on: date | None = None,
) -> None:
    """Judge the criteria and measure the indicators: the criteria with these codes are not met."""
    _verify("verify", verifying.verify, verification, unmet, values, on)


def _verify(
    name: str,
    act: Callable[..., object],
    verification: Verification,
    unmet: Collection[str],
    values: Mapping[str, Decimal | None] | None,
    on: date | None,
) -> None:
    _step(
        verification,
        name,
        act,
        on=on,
        criteria=judged(judged_levels(verification), unmet, verification),
        indicators=achieved(verification, values),
    )


def agree(verification: Verification, *, ordinal: int = 1, notes: str = "", on: date | None = None) -> None:
    """Agree with the draft of report I or II, as the second pair of eyes."""
    _step(verification, REVIEWS[ordinal], reviewing.agree, on=on, notes=notes)


def return_report(
    verification: Verification, *, ordinal: int = 1, notes: str = "Falta el sustento.", on: date | None = None
) -> None:
    """Return the draft of report I or II to its verifier."""
    _step(verification, REVIEWS[ordinal], reviewing.return_report, on=on, notes=notes)


def _agree_where_asked(verification: Verification, ordinal: int, on: date | None) -> None:
    waiting = [
        task.flow_task.name for task in open_tasks(verification.case) if task.process_id == verification.process_id
    ]
    if REVIEWS[ordinal] in waiting:
        agree(verification, ordinal=ordinal, on=on)


def issue_first_report(verification: Verification, *, on: date | None = None) -> None:
    """Issue report I, once its draft is agreed with."""
    _agree_where_asked(verification, 1, on)
    _step(verification, "first_report", reports.issue_first_report, on=on)


def communicate(verification: Verification, *, on: date | None = None) -> None:
    """Issue the letter with every observation."""
    _step(verification, "communicate", observations.communicate, on=on)


def serve(of: Case | Notice, *, on: date | None = None, sent_on: date | None = None) -> Notice:
    """Send a notice (of a case: the one that is open) and record its receipt, on one day unless told otherwise."""
    found = [task.process for task in open_tasks(of if isinstance(of, Case) else of.case, "send")]
    if isinstance(of, Notice):
        found = [process for process in found if process.pk == of.process_id]
    assert len(found) == 1, f"wanted one notice to send, found {len(found)}"
    process: Process = found[0]
    notice: Notice = process.notice
    do(
        open_step(process, "send"),
        notices.send,
        on=sent_on or on,
        notice=notice,
        channel=Notice.Channel.IN_PERSON,
    )
    do(
        open_step(process, "receive"),
        notices.receive,
        on=on,
        notice=notice,
        receiver="Mesa de partes",
        receipt=("cargo.pdf", PDF),
    )
    notice.refresh_from_db()
    return notice


def correct(
    verification: Verification,
    *,
    answers: Mapping[int, str] | None = None,
    by: User | None = None,
    on: date | None = None,
) -> None:
    """Present the correction: its report, and an answer to each observation."""
    numbers = [each.number for each in observations_of(verification)]
    _step(
        verification,
        "correct",
        observations.correct,
        by=by,
        on=on,
        number="Informe N° 131-2026-GRPPAT",
        upload=("subsanacion.pdf", PDF),
        answers=answers or dict.fromkeys(numbers, ANSWER),
    )


def verify_correction(verification: Verification, *, unmet: Collection[str] = (), on: date | None = None) -> None:
    """Judge again what was observed: the criteria with these codes are still not met."""
    levels = [each.finding.level for each in observations_of(verification)]
    _step(
        verification,
        "verify_correction",
        verifying.verify_correction,
        on=on,
        criteria=judged(levels, unmet, verification),
    )


def issue_second_report(verification: Verification, *, on: date | None = None) -> None:
    """Issue report II, which closes the period, once its draft is agreed with."""
    _agree_where_asked(verification, 2, on)
    _step(verification, "second_report", reports.issue_second_report, on=on)


def to_first_report(verification: Verification, *, unmet: Collection[str] = ("C-01",)) -> Verification:
    """Take an open period to report I: presented, admitted, verified (by the third body too, where named)."""
    present(verification)
    admit(verification)
    if verification.third_unit_id is not None:
        verify_as_third(verification)
    verify(verification, unmet=unmet)
    issue_first_report(verification)
    return verification


def to_served(verification: Verification, *, unmet: Collection[str] = ("C-01",)) -> Verification:
    """Take an open period to the receipt of its observations: the term to correct runs."""
    to_first_report(verification, unmet=unmet)
    communicate(verification)
    serve(verification.case)
    verification.refresh_from_db()
    return verification
