"""An addendum, from its request to its registered signature."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from legal.addenda.models import Addendum
from legal.addenda.queries import district_terms
from legal.addenda.services import drafting, request, review
from legal.addenda.terms import ChangeTerms
from legal.demonstration.play.stage import Stage, document, paper
from legal.entities.models import District
from legal.signing import services as signing


class AddendumActs(Stage):
    """The acts on the newest addendum of the agreement: one method for each act of the data files."""

    def request_addendum(self, act: dict[str, Any]) -> None:
        """Ask for an addendum with its report."""
        asked = partial(
            request.request_addendum,
            agreement=self.agreement,
            grounds=act["text"],
            report=document(act),
            upload=paper(act),
        )
        self.perform("addenda.request", act, asked)

    def admit_addendum(self, act: dict[str, Any]) -> None:
        """Admit the request."""
        self._addendum_step("admit", act, request.admit)

    def write_change(self, act: dict[str, Any]) -> None:
        """Write one change of the draft."""
        written = partial(drafting.write_change, addendum=self._addendum(), change=_change(act))
        self.perform("addenda.write_change", act, written)

    def submit_addendum(self, act: dict[str, Any]) -> None:
        """Send the draft to the opinions."""
        effective_on: date | None = act.get("effective_on")
        self._addendum_step("draft", act, drafting.submit, effective_on=effective_on)

    def opine_on_addendum(self, act: dict[str, Any]) -> None:
        """Give one opinion, favorable unless the act says what it observes."""
        opinion = self._addendum().opinions.get(kind=act["opinion"], replaced=False)
        given = partial(
            review.give_opinion,
            opinion=opinion,
            report=document(act),
            conclusions=act["text"],
            favorable=act.get("outcome", "favorable") == "favorable",
        )
        self.complete(act["opinion"], act, given, process=opinion.process)

    def approve_addendum(self, act: dict[str, Any]) -> None:
        """Approve the addendum."""
        self._addendum_step("approve", act, review.approve)

    def issue_addendum(self, act: dict[str, Any]) -> None:
        """Issue the addendum with its number."""
        round_ = self._addendum().signature_round
        assert round_ is not None
        self.complete("issue", act, partial(signing.issue, round_=round_), process=round_.process)

    def sign_addendum(self, act: dict[str, Any]) -> None:
        """Sign as a party."""
        round_ = self._addendum().signature_round
        assert round_ is not None
        signature = round_.signatures.get(position=act["position"])
        self.complete("sign", act, partial(signing.sign, signature=signature), process=signature.process)

    def register_addendum(self, act: dict[str, Any]) -> None:
        """Register the signed addendum."""
        round_ = self._addendum().signature_round
        assert round_ is not None
        self.complete("register", act, partial(signing.register, round_=round_), process=round_.process)
        self.agreement.refresh_from_db()

    def _addendum(self) -> Addendum:
        found = Addendum.objects.select_related("process", "signature_round__process")
        return found.filter(agreement=self.agreement).order_by("-pk")[0]

    def _addendum_step(self, node: str, act: dict[str, Any], service: Callable[..., None], **arguments: Any) -> None:
        addendum = self._addendum()
        self.complete(node, act, partial(service, addendum=addendum, **arguments), process=addendum.process)


def _change(act: dict[str, Any]) -> ChangeTerms:
    """Return the change of an act as terms; its words are the reason."""
    return ChangeTerms(
        kind=act["change"],
        reason=act["text"],
        ends_on=act.get("ends_on"),
        added=_districts(act.get("added", [])),
        removed=_districts(act.get("removed", [])),
        clause=act.get("clause", ""),
        text=act.get("clause_text", ""),
    )


def _districts(codes: list[str]) -> tuple[Any, ...]:
    found = District.objects.filter(code__in=codes).select_related("province__department").order_by("code")
    return tuple(district_terms(each) for each in found)
