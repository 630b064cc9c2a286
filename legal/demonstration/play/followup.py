"""What is followed while an agreement is in force: spending, assistance and visits, meetings and their targets."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from functools import partial
from typing import Any

from legal.demonstration.play.stage import Stage, document, paper
from legal.followup.attendance import Person
from legal.followup.models import AgreedTarget, AssistanceRequest, Meeting, Spending
from legal.followup.services import assistance, meetings, siaf, spending
from legal.followup.siaf import COLUMNS
from legal.followup.topics import Topic
from workflow.models import Unit


class FollowupActs(Stage):
    """The acts of follow-up: one method for each act of the data files.

    ``criterion`` or ``indicator`` says by its code what an act is about, where it is about one.
    """

    def record_spending(self, act: dict[str, Any]) -> None:
        """Record an amount that a unit spent."""
        entry = spending.Entry(
            unit=Unit.objects.get(code=act["unit"]),
            product=self.agreement.products.get(code=act["product"]),
            amount=Decimal(act["amount"]),
            spent_on=act["spent_on"],
            reference=act["reference"],
        )
        recorded = partial(spending.record_spending, agreement=self.agreement, entry=entry)
        self.perform("followup.record_spending", act, recorded)

    def import_spending(self, act: dict[str, Any]) -> None:
        """Import the amounts that the ``row`` tables list, as a file exported from SIAF."""
        file = io.StringIO()
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for row in act["row"]:
            writer.writerow([row["unit"], row["product"], row["spent_on"].isoformat(), row["amount"], row["reference"]])
        imported = partial(siaf.import_spending, agreement=self.agreement, content=file.getvalue().encode())
        self.perform("followup.import_spending", act, imported)

    def reverse_spending(self, act: dict[str, Any]) -> None:
        """Reverse the amount with the reference ``reverses``."""
        found = Spending.objects.get(agreement=self.agreement, reference=act["reverses"])
        reversed_ = partial(spending.reverse_spending, spending=found, reference=act["reference"], reason=act["reason"])
        self.perform("followup.reverse_spending", act, reversed_)

    def request_assistance(self, act: dict[str, Any]) -> None:
        """Ask the ``addressee`` for assistance."""
        asked = assistance.Asked(
            unit=Unit.objects.get(code=act["unit"]),
            addressee=Unit.objects.get(code=act["addressee"]),
            subject=act["subject"],
            detail=act["text"],
            topic=self._topic(act),
        )
        requested = partial(assistance.request_assistance, agreement=self.agreement, asked=asked)
        self.perform("followup.request_assistance", act, requested)

    def give_assistance(self, act: dict[str, Any]) -> None:
        """Answer the request with this ``subject`` by what was given."""
        request = self._request(act)
        answered = partial(assistance.give_assistance, request=request, given=_given(act))
        self.complete("answer", act, answered, process=request.process)

    def decline_assistance(self, act: dict[str, Any]) -> None:
        """Decline the request with this ``subject``."""
        request = self._request(act)
        answered = partial(assistance.decline_assistance, request=request, reason=act["reason"])
        self.complete("answer", act, answered, process=request.process)

    def record_visit(self, act: dict[str, Any]) -> None:
        """Record a visit that nobody asked for."""
        about = {"subject": act["subject"], "topic": self._topic(act)}
        recorded = partial(assistance.record_visit, agreement=self.agreement, given=_given(act), **about)
        self.perform("followup.record_visit", act, recorded)

    def record_meeting(self, act: dict[str, Any]) -> None:
        """Register the act of a meeting, with the targets that the ``target`` tables list."""
        minutes = meetings.Minutes(
            number=document(act),
            subject=act["subject"],
            held_on=act["document"]["issued_on"],
            place=act["place"],
            people=_people(act),
            targets=tuple(self._agreed(row) for row in act.get("target", [])),
        )
        recorded = partial(meetings.record_meeting, agreement=self.agreement, minutes=minutes, upload=paper(act))
        self.perform("followup.record_meeting", act, recorded)

    def confirm_meeting(self, act: dict[str, Any]) -> None:
        """Confirm the act of a meeting with this ``subject``, for the entity."""
        meeting = self._meeting(act)
        self.perform("followup.answer_meeting", act, partial(meetings.confirm_meeting, meeting=meeting))

    def object_to_meeting(self, act: dict[str, Any]) -> None:
        """Object to the act of a meeting with this ``subject``, for the entity."""
        answered = partial(meetings.object_to_meeting, meeting=self._meeting(act), objection=act["reason"])
        self.perform("followup.answer_meeting", act, answered)

    def settle_target(self, act: dict[str, Any]) -> None:
        """Tell that the target at a ``position`` of a meeting was met, or was not."""
        target = AgreedTarget.objects.get(meeting=self._meeting(act), position=act["position"])
        settled = partial(meetings.settle_target, target=target, is_met=act["is_met"], reason=act["reason"])
        self.perform("followup.settle_target", act, settled)

    def _request(self, act: dict[str, Any]) -> AssistanceRequest:
        found = AssistanceRequest.objects.select_related("process")
        return found.get(agreement=self.agreement, subject=act["subject"])

    def _meeting(self, act: dict[str, Any]) -> Meeting:
        return Meeting.objects.get(agreement=self.agreement, subject=act["subject"])

    def _agreed(self, row: dict[str, Any]) -> meetings.Agreed:
        return meetings.Agreed(
            text=row["text"],
            unit=Unit.objects.get(code=row["unit"]),
            due_on=row["due_on"],
            topic=self._topic(row),
            value=Decimal(row["value"]) if "value" in row else None,
        )

    def _topic(self, act: dict[str, Any]) -> Topic:
        if "criterion" in act:
            return Topic(criterion=self.agreement.criteria.get(code=act["criterion"]))
        if "indicator" in act:
            return Topic(indicator=self.agreement.indicators.get(code=act["indicator"]))
        return Topic()


def _people(act: dict[str, Any]) -> tuple[Person, ...]:
    return tuple(Person(name=name, post=post, unit=unit) for name, post, unit in act["people"])


def _given(act: dict[str, Any]) -> assistance.Given:
    return assistance.Given(
        kind=act["kind"],
        held_on=act["held_on"],
        place=act["place"],
        people=_people(act),
        done=act["text"],
        upload=paper(act),
    )
