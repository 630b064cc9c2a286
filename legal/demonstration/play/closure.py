"""What was learned, and the end of an agreement whose term is over."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from legal.closure.models import Closure
from legal.closure.services import closure as closures
from legal.closure.services.lessons import record_lesson
from legal.demonstration.play.stage import Stage, document, paper


class ClosureActs(Stage):
    """Lessons and closure: one method for each act of the data files."""

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

    def _closure_step(self, node: str, act: dict[str, Any], service: Callable[..., None], **arguments: Any) -> None:
        closure = Closure.objects.select_related("process").get(agreement=self.agreement)
        self.complete(node, act, partial(service, closure=closure, **arguments), process=closure.process)
