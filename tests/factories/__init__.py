"""Makers of what tests need: plain functions, no magic. ``World`` holds the people that all rooms share."""

from __future__ import annotations

from tests.factories.agreements import (
    a_criterion,
    an_indicator,
    answer_consultations,
    approve,
    complete_terms,
    give_opinions,
    issue,
    make_draft,
    register,
    sign_all,
    submit,
    to_approved,
    to_in_force,
    to_in_review,
    to_in_signature,
    write,
)
from tests.factories.people import (
    make_case,
    make_grant,
    make_mandate,
    make_post,
    make_unit,
    make_user,
)
from tests.factories.tasks import do, holder_of, open_task, open_tasks, today
from tests.factories.world import World, make_world

__all__ = [
    "World",
    "a_criterion",
    "an_indicator",
    "answer_consultations",
    "approve",
    "complete_terms",
    "do",
    "give_opinions",
    "holder_of",
    "issue",
    "make_case",
    "make_draft",
    "make_grant",
    "make_mandate",
    "make_post",
    "make_unit",
    "make_user",
    "make_world",
    "open_task",
    "open_tasks",
    "register",
    "sign_all",
    "submit",
    "to_approved",
    "to_in_force",
    "to_in_review",
    "to_in_signature",
    "today",
    "write",
]
