"""What the crawl adds to a played world: everybody who asks, an open task of every step, and what nobody played."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from legal.agreements.models import Agreement
from legal.documents.models import Annulment, FileScan, IssuedDocument, StoredFile
from legal.entities.models import Level
from legal.entities.roles import ROLES
from legal.followup.flows import ExtensionFlow
from legal.followup.models import ExtensionRequest, Suspension
from legal.signing.models import Signature
from scripts.document_roles import product_acts
from tests.factories.cast import CAPACITIES
from tests.legal.crawl.addresses import Address, Whose
from tests.legal.crawl.cast import Someone, make_entity, make_people
from tests.legal.crawl.objects import PLACES, Place, place_of_row
from workflow import clock, feeds, matrix
from workflow.flow import all_flows
from workflow.models import CalendarAddress, Case, Deadline, Participation, Post, Process, Task, Unit, User
from workflow.nodes import RoleTask
from workflow.permissions import all_acts


@dataclass(frozen=True, kw_only=True)
class CrawlWorld:
    """Who asks, for what, and what the matrix gives to whom."""

    people: tuple[Someone, ...]
    holder: Someone
    tasks: dict[str, Task]
    places: dict[str, Place]
    # (role, act) of the matrix at the level of everybody's unit, in any stage.
    given: frozenset[tuple[str, str]]

    def place(self, about: str) -> Place:
        """Return what a word of the table stands for, looked up once."""
        if about not in self.places:
            self.places[about] = PLACES[about]() if about in PLACES else place_of_row(about)
        return self.places[about]

    def may(self, someone: Someone, address: Address) -> bool:
        """Whether a form of theirs is an attempt of somebody who has the authority, in the right stage or not."""
        if address.about in self.tasks:
            # A step belongs to a unit: a post that sees all cases from elsewhere does not do it.
            return someone.takes_part and someone.role == self.tasks[address.about].role
        # A case is opened for another entity's unit, which only posts that see everything reach.
        reaches = someone.sees_all or address.of_role or (someone.takes_part and address.whose == Whose.ACT)
        return reaches and (someone.role, address.act) in self.given


def make_crawl_world() -> CrawlWorld:
    """Write everything that ``CrawlWorld`` names into a played world."""
    own, other = make_entity("9901"), make_entity("9902")
    cases = list(Case.objects.all())
    Participation.objects.bulk_create(
        Participation(case=case, unit=own, capacity=capacity) for case in cases for capacity in CAPACITIES
    )
    people = tuple(make_people(own, other))
    holder = next(each for each in people if each.user and each.takes_part)
    assert holder.user is not None
    agreement = Agreement.objects.select_related("case").filter(status=Agreement.Status.IN_FORCE).order_by("pk")[0]
    _make_unplayed(agreement, holder.user)
    tasks = {node.page: _open(node, own) for node in human_steps()}
    post = Post.objects.get(mandates__user=holder.user)
    secret = feeds.make_address(user=holder.user, post=post)
    places = {
        **{page: Place(case=task.process.case, arguments={"pk": task.pk}) for page, task in tasks.items()},
        "post": Place(case=None, arguments={"pk": post.pk}),
        "calendar": Place(case=None, arguments={"secret": secret}),
        "calendar address": Place(case=None, arguments={"pk": CalendarAddress.objects.get(user=holder.user).pk}),
    }
    rows = matrix.rows(ROLES, [act for act in product_acts().values() if act.roles])
    given = frozenset((row.role, row.act) for row in rows if row.level == Level.NATIONAL and row.stages)
    return CrawlWorld(people=people, holder=holder, tasks=tasks, places=places, given=given)


def human_steps() -> list[RoleTask]:
    """Return the steps that people do, one of each page."""
    found: dict[str, RoleTask] = {}
    for flow_class in all_flows():
        if flow_class.__module__.startswith("legal."):
            for node in flow_class.instance.nodes():
                if isinstance(node, RoleTask):
                    found.setdefault(node.page, node)
    return list(found.values())


def _open(node: RoleTask, unit: Unit) -> Task:
    """Write an open task of a step in a process of its flow, best of a case in a stage that has the step."""
    done = list(Task.objects.filter(flow_task=node).select_related("process__case__agreement").order_by("pk"))
    stages = all_acts()[node.act].stages
    fitting = [task for task in done if task.process.case.agreement.status in stages]
    like = next(iter(fitting or done), None)
    process: Any = like.process if like else Process.objects.filter(flow_class=node.flow_class).order_by("pk").first()
    assert process is not None, f"the played world has no process of {node.flow_class.__name__}"
    role = like.role if like else node.role
    return Task.objects.create(process=process, flow_task=node, role=role, unit=unit, opened_on=clock.today())


def _make_unplayed(agreement: Agreement, by: User) -> None:
    """Write a signed file, a scan, an annulled document, a suspended term and a request that nobody decided."""
    signature, document = Signature.objects.order_by("pk")[0], IssuedDocument.objects.order_by("pk")[0]
    Signature.objects.filter(pk=signature.pk).update(file=StoredFile.objects.order_by("pk")[0])
    Annulment.objects.create(document=document, reason="Error", annulled_on=clock.today(), by=by)
    case, file = agreement.case, StoredFile.objects.order_by("pk")[0]
    FileScan.objects.create(sha256=file.sha256, outcome=FileScan.Outcome.CLEAN, signatures="ClamAV 1.4.3")
    deadline = Deadline.objects.filter(case=case).order_by("pk")[0]
    Suspension.objects.create(
        case=case,
        agreement=agreement,
        deadline=deadline,
        ground="Huelga",
        document="Oficio N° 1",
        file=file,
        suspended_on=clock.today(),
        suspended_by=by,
    )
    ExtensionRequest.objects.create(
        case=case,
        process=Process.objects.create(flow_class=ExtensionFlow, case=case),
        deadline=deadline,
        amount=1,
        term_unit=Deadline.TermUnit.MONTHS,
        ground="Huelga",
        requested_on=clock.today(),
        requested_by=by,
    )
