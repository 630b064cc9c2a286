"""What is kept of the follow-up of an agreement, split by noun."""

from __future__ import annotations

from legal.followup.models.assistance import AssistanceRequest, Visit
from legal.followup.models.attendance import Attendee
from legal.followup.models.extensions import ExtensionRequest
from legal.followup.models.meetings import AgreedTarget, Meeting
from legal.followup.models.spending import Spending
from legal.followup.models.suspensions import Suspension

__all__ = [
    "AgreedTarget",
    "AssistanceRequest",
    "Attendee",
    "ExtensionRequest",
    "Meeting",
    "Spending",
    "Suspension",
    "Visit",
]
