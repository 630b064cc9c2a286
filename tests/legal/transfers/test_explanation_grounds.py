"""An amount opens down to the evidence that was looked at, the verifier and the day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from legal.transfers.models import Transfer
from legal.transfers.views.explanation import Line, explained
from legal.verification.queries import demands, levels_of
from legal.verification.services import verifying
from tests.factories import World, do, make_draft, to_in_force, verification_of
from tests.factories.verification import add_evidence, admit, issue_first_report, judged, open_step, present

pytestmark = pytest.mark.usefixtures("papers_without_word")


def leaves(line: Line) -> list[Line]:
    """Return every line of an explanation."""
    return [line, *(found for part in line.lines for found in leaves(part))]


def test_an_amount_leads_to_criterion_evidence_verifier_and_date(world: World) -> None:
    period = verification_of(to_in_force(make_draft(world), world))
    level = levels_of(period)[0]
    add_evidence(period, level.criterion.code)
    present(period)
    admit(period)
    seen = demands([level], period)[level.pk].evidence
    verdicts = judged(levels_of(period), (), period)
    verdicts[level.pk] = replace(verdicts[level.pk], reason="", looked_at=seen)
    do(open_step(period.process, "verify"), verifying.verify, verification=period, criteria=verdicts, indicators={})
    issue_first_report(period)
    transfer = Transfer.objects.select_related(
        "tranche__period__agreement", "tranche__period__verification", "calculation"
    ).get(case=period.case)
    shown = leaves(explained(transfer).calculations[0].line)
    criterion = next(each for each in shown if each.label == level.criterion.code)
    labels = [each.label for each in criterion.lines]
    assert labels[0] == "Cumple"
    assert labels[1] == f"Evidencia examinada: Sustento de {level.criterion.code}"
    assert labels[2].startswith(f"Verificó {world.grantor_verifier}, Especialista en verificación")
    file = period.evidence.get().file
    assert criterion.lines[1].url == f"/convenios/{period.case.number}/periodos/1/archivos/{file.pk}/"
    assert file.sha256[:16] in criterion.lines[1].basis
