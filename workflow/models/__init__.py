"""Tables of the engine, split by noun."""

from __future__ import annotations

from workflow.models.accounts import AccountEvent, PrivilegeReview
from workflow.models.calendars import NonWorkingDay
from workflow.models.cases import Case, CaseYear, Participation
from workflow.models.deadlines import Deadline, DeadlineChange, Reminder
from workflow.models.feeds import CalendarAddress
from workflow.models.grants import Grant
from workflow.models.mandates import Mandate
from workflow.models.outbox import Message
from workflow.models.people import Post, Unit, User
from workflow.models.records import AccessRefusal, LedgerEntry
from workflow.models.site import SiteMark
from workflow.models.tasks import Process, Task

__all__ = [
    "AccessRefusal",
    "AccountEvent",
    "CalendarAddress",
    "Case",
    "CaseYear",
    "Deadline",
    "DeadlineChange",
    "Grant",
    "LedgerEntry",
    "Mandate",
    "Message",
    "NonWorkingDay",
    "Participation",
    "Post",
    "PrivilegeReview",
    "Process",
    "Reminder",
    "SiteMark",
    "Task",
    "Unit",
    "User",
]
