"""From the compliance report of a year to the end of its period."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from legal.agreements.models import CriterionLevel
from legal.demonstration.play.stage import Stage, document, paper
from legal.verification.models import Verification
from legal.verification.queries import (
    carried_into,
    evidence_keys,
    judged_levels,
    levels_of,
    observations_of,
    targets_of,
)
from legal.verification.rules import Judged
from legal.verification.services import evidence, observations, reporting, reports, reviewing, verifying
from legal.verification.services.reporting import PresentedReport


class VerificationActs(Stage):
    """The acts of verification: one method for each act of the data files. ``year`` says of which period.

    What was carried into the period has values of its own: ``carried`` beside ``values``, ``carried_unmet``
    beside ``unmet``, ``carried_criteria`` and ``carried_answers``.
    """

    def add_evidence(self, act: dict[str, Any]) -> None:
        """Bring a file for the criteria and indicators that the act names."""
        verification = self._verification(act)
        levels = [each.pk for each in levels_of(verification) if each.criterion.code in act.get("criteria", [])]
        brought = act.get("carried_criteria", [])
        levels += [each.pk for each in carried_into(verification) if each.criterion.code in brought]
        targets = [each.pk for each in targets_of(verification) if each.indicator.code in act.get("indicators", [])]
        self.perform(
            "verification.add_evidence",
            act,
            partial(
                evidence.add_evidence,
                verification=verification,
                levels=levels,
                targets=targets,
                title=act["title"],
                brought=evidence.Brought(upload=paper(act)),
            ),
        )

    def present_reports(self, act: dict[str, Any]) -> None:
        """Present the compliance reports of the year: ``reports`` are their numbers by kind."""
        presented = [
            PresentedReport(kind=kind, number=number, upload=paper(act, number=number))
            for kind, number in act["reports"].items()
        ]
        self._verification_step("present", act, reporting.present_reports, reports=presented)

    def ask_to_complete(self, act: dict[str, Any]) -> None:
        """Ask the entity, once, to complete its report."""
        self._verification_step("admit", act, reporting.ask_to_complete, request=act["request"])

    def complete_report(self, act: dict[str, Any]) -> None:
        """Complete the report."""
        self._verification_step("complete", act, reporting.complete_report, number=document(act), upload=paper(act))

    def admit_report(self, act: dict[str, Any]) -> None:
        """Admit the report; a late one with its note."""
        self._verification_step("admit", act, reporting.admit, note=act.get("note", ""))

    def verify_as_third(self, act: dict[str, Any]) -> None:
        """Verify as the third body that the agreement names."""
        self._judge("third", act, verifying.verify_as_third)

    def verify(self, act: dict[str, Any]) -> None:
        """Verify as the DGPP."""
        self._judge("verify", act, verifying.verify)

    def review_report(self, act: dict[str, Any]) -> None:
        """Agree with the draft of report I or II (``report``), or return it with ``notes``."""
        node = {1: "review_first", 2: "review_second"}[act["report"]]
        if "notes" in act:
            self._verification_step(node, act, reviewing.return_report, notes=act["notes"])
        else:
            self._verification_step(node, act, reviewing.agree)

    def issue_first_report(self, act: dict[str, Any]) -> None:
        """Issue report I."""
        self._verification_step("first_report", act, reports.issue_first_report)

    def communicate_observations(self, act: dict[str, Any]) -> None:
        """Issue the letter with every observation."""
        self._verification_step("communicate", act, observations.communicate)

    def correct_observations(self, act: dict[str, Any]) -> None:
        """Answer each observation: ``answers`` by the code of its criterion."""
        answers = {}
        for each in observations_of(self._verification(act)):
            level = each.finding.level
            is_own = level.year == act["year"]
            answers[each.number] = act["answers" if is_own else "carried_answers"][level.criterion.code]
        self._verification_step(
            "correct", act, observations.correct, number=document(act), upload=paper(act), answers=answers
        )

    def verify_correction(self, act: dict[str, Any]) -> None:
        """Verify again what was observed, and nothing else."""
        verification = self._verification(act)
        observed = [each.finding.level for each in observations_of(verification)]
        judged = {level.pk: self._verdict(act, level) for level in observed}
        replied = {"reply": act["reply"]} if "reply" in act else {}
        self._verification_step("verify_correction", act, verifying.verify_correction, criteria=judged, **replied)

    def issue_second_report(self, act: dict[str, Any]) -> None:
        """Issue report II, which closes the period."""
        self._verification_step("second_report", act, reports.issue_second_report)

    def _judge(self, node: str, act: dict[str, Any], judge: Callable[..., None]) -> None:
        verification = self._verification(act)
        targets = evidence_keys(verification, "target_id")
        replied = {"reply": act["reply"]} if "reply" in act else {}
        self._verification_step(
            node,
            act,
            judge,
            looked_at={each.pk: targets[each.pk] for each in targets_of(verification)},
            **replied,
            criteria={level.pk: self._verdict(act, level) for level in judged_levels(verification)},
            indicators={each.pk: Decimal(act["indicators"][each.indicator.code]) for each in targets_of(verification)},
        )

    def _verdict(self, act: dict[str, Any], level: CriterionLevel) -> Judged:
        code, is_own = level.criterion.code, level.year == act["year"]
        unmet: dict[str, str] = act.get("unmet" if is_own else "carried_unmet", {})
        value = Decimal(act["values" if is_own else "carried"][code])
        looked_at = frozenset(evidence_keys(self._verification(act), "level_id")[level.pk])
        reason = unmet.get(code, "")
        if not looked_at and not reason:
            reason = f"Se verificó en {level.criterion.source}."
        return Judged(value=value, met=code not in unmet, reason=reason, looked_at=looked_at)

    def _verification_step(
        self, node: str, act: dict[str, Any], service: Callable[..., None], **arguments: Any
    ) -> None:
        verification = self._verification(act)
        self.complete(node, act, partial(service, verification=verification, **arguments), process=verification.process)

    def _verification(self, act: dict[str, Any]) -> Verification:
        found = Verification.objects.select_related("process", "period")
        return found.get(period__agreement=self.agreement, period__year=act["year"])
