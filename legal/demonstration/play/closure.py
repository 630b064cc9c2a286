"""What was learned, and the end of an agreement: at its term, or before it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from legal.closure.models import Closure, Termination
from legal.closure.services import closure as closures
from legal.closure.services import termination as terminations
from legal.closure.services.lessons import record_lesson
from legal.demonstration.play.stage import Stage, document, paper


class ClosureActs(Stage):
    """Lessons, closure and termination: one method for each act of the data files."""

    def record_lesson(self, act: dict[str, Any]) -> None:
        """Record a good practice or a lesson, of a ``year`` or of the whole agreement."""
        period = self.agreement.periods.get(year=act["year"]) if "year" in act else None
        recorded = partial(record_lesson, agreement=self.agreement, kind=act["kind"], text=act["lesson"], period=period)
        self.perform("closure.record_lesson", act, recorded)

    def present_final_report(self, act: dict[str, Any]) -> None:
        """Present the final report of the entity, with what it did not spend."""
        self._closure_step(
            "final_report",
            act,
            closures.present_final_report,
            number=document(act),
            summary=act["text"],
            unspent=Decimal(act["unspent"]),
            unspent_note=act["unspent_note"],
            upload=paper(act),
        )

    def return_final_report(self, act: dict[str, Any]) -> None:
        """Send the final report back with what it lacks."""
        self._closure_step("review", act, closures.return_final_report, reason=act["reason"])

    def accept_final_report(self, act: dict[str, Any]) -> None:
        """Agree with the final report."""
        self._closure_step("review", act, closures.accept_final_report)

    def close_agreement(self, act: dict[str, Any]) -> None:
        """Close the agreement by its act."""
        self._closure_step("close", act, closures.close)

    def propose_termination(self, act: dict[str, Any]) -> None:
        """Propose to end the agreement early, for its ``cause``."""
        proposed = partial(
            terminations.propose_termination, agreement=self.agreement, cause=act["cause"], facts=act["text"]
        )
        self.perform("closure.propose_termination", act, proposed)

    def opine_on_termination(self, act: dict[str, Any]) -> None:
        """Give the legal opinion on the termination."""
        self._termination_step("opinion", act, terminations.give_opinion, report=document(act), opinion=act["text"])

    def terminate(self, act: dict[str, Any]) -> None:
        """Decide the termination, whose letter is then served."""
        self._termination_step("decide", act, terminations.terminate)

    def settle_termination(self, act: dict[str, Any]) -> None:
        """Settle the terminated agreement."""
        self._termination_step("settle", act, terminations.settle_termination, reason=act["text"])

    def _closure_step(self, node: str, act: dict[str, Any], service: Callable[..., None], **arguments: Any) -> None:
        closure = Closure.objects.select_related("process").get(agreement=self.agreement)
        self.complete(node, act, partial(service, closure=closure, **arguments), process=closure.process)

    def _termination_step(self, node: str, act: dict[str, Any], service: Callable[..., None], **arguments: Any) -> None:
        found = Termination.objects.select_related("process").exclude(status=Termination.Status.REJECTED)
        termination = found.get(agreement=self.agreement)
        self.complete(node, act, partial(service, termination=termination, **arguments), process=termination.process)
