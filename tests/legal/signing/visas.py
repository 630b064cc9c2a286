"""Posts that initial, and their acts: configured, asked, given, returned."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from legal.agreements.models import Agreement
from legal.entities import roles
from legal.signing import services as signing
from legal.signing.models import Visa, VisaRequirement
from tests.factories import do, make_mandate, make_post, make_user, open_tasks, today
from tests.factories.people import LONG_AGO
from workflow import service
from workflow.models import Case, Post, Task, Unit, User

REASON = "El anexo no lleva el código de los productos."


def make_visa_post(unit: Unit, username: str, title: str, **fields: Any) -> Post:
    """Make a post that initials, with its holder."""
    post = make_post(unit, roles.VISA, title, **fields)
    make_mandate(make_user(username), post)
    return post


def require(post: Post, subject: str = "agreement", starts_on: date = LONG_AGO, **fields: Any) -> VisaRequirement:
    """Require the visa of a post."""
    return VisaRequirement.objects.create(
        post=post, subject=subject, valid_from=starts_on, basis="Directiva N° 004-2015-EF/43.01", **fields
    )


def asked(case: Case) -> list[str]:
    """Return the posts whose visa is asked for now."""
    return [task.process.visa.post.title for task in open_tasks(case, "give")]


def task_for(case: Case, post: Post) -> Task:
    """Return the open step in which a post initials."""
    return next(task for task in open_tasks(case, "give") if task.process.visa.post == post)


def visa_of(case: Case, post: Post) -> Visa:
    """Return the visa of a post on the newest document, as it is now."""
    return Visa.objects.filter(round__case=case, post=post).order_by("-pk")[0]


def holder(post: Post) -> User:
    """Return who holds a post, the first who took it."""
    return post.mandates.order_by("pk")[0].user


def give(agreement: Agreement, post: Post, *, by: User | None = None, on: date | None = None) -> Visa:
    """Give a visa, as its holder unless told otherwise."""
    case = agreement.case
    do(task_for(case, post), signing.give_visa, by=by or holder(post), on=on, visa=visa_of(case, post))
    return visa_of(case, post)


def return_it(agreement: Agreement, post: Post, reason: str = REASON, *, by: User | None = None) -> None:
    """Return the document without a visa."""
    case = agreement.case
    visa = visa_of(case, post)
    do(task_for(case, post), signing.return_unvisaed, by=by or holder(post), visa=visa, reason=reason)


def waive(agreement: Agreement, post: Post, by: User, reason: str = "El cargo está vacante.") -> None:
    """Go on without a visa."""
    service.perform(
        case=agreement.case,
        actor=by,
        act_name="signing.waive_visa",
        act=partial(signing.waive_visa, visa=visa_of(agreement.case, post), reason=reason),
        occurred=today(),
    )
