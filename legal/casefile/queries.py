"""Everything the page of a case shows, read once, in a number of queries that no number of rows changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, F, OuterRef, Prefetch, Subquery
from django.db.models.functions import Cast, Coalesce

from legal.addenda.queries import terms_of_agreement_on
from legal.addenda.terms import TermsInForce
from legal.agreements.clauses import Clause, clauses_in
from legal.agreements.models import Agreement, Consultation, Instrument, Observation, Opinion
from legal.agreements.queries import read_terms
from legal.agreements.terms import Terms
from legal.casefile.execution import Execution, read_execution
from legal.documents.models import DocumentKind, IssuedDocument, MandateFile, StoredFile
from legal.documents.pdf.queries import converter_is_at_work
from legal.documents.queries import content_of, documents_of
from legal.followup.models import Suspension
from legal.signing.models import Signature, SignatureRound, Visa
from workflow import permissions
from workflow.mandates import holder_and_delegates
from workflow.models import Case, Deadline, Grant, LedgerEntry, Mandate, Post, Process, Task, Unit, User
from workflow.models.tasks import OPEN

_HOLDING = frozenset({"tasks.claim", "tasks.release"})


@dataclass(frozen=True, kw_only=True)
class ActDone:
    """One act of the record: its legal date, the post that acted, and the step it completed, if any."""

    act: str
    occurred_on: date
    post: str
    task_id: int | None


@dataclass(frozen=True, kw_only=True)
class TakingPart:
    """A post of a unit that takes part in the case, in which capacity, and who holds it today, if anybody.

    ``delegates`` act for the holder by delegation, and leave the post with them.
    """

    post: Post
    capacity: str
    mandate: Mandate | None
    delegates: tuple[Mandate, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Round:
    """A round of signatures with the signatures it asks for, in their order, and with the visas while it runs."""

    round: SignatureRound
    signatures: tuple[Signature, ...]
    visas: tuple[Visa, ...]

    @property
    def given(self) -> int:
        """How many have signed."""
        return sum(signature.status == Signature.Status.SIGNED for signature in self.signatures)

    @property
    def is_unvisaed(self) -> bool:
        """Whether it was returned before anybody could sign: by a post that did not initial it."""
        returned = self.round.status == SignatureRound.Status.DECLINED
        return returned and all(each.status != Signature.Status.DECLINED for each in self.signatures)

    @property
    def awaited(self) -> list[Visa]:
        """The visas that are still asked for: nobody signs before them."""
        return [visa for visa in self.visas if visa.status == Visa.Status.PENDING]


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """A case as it stands on a day, with what its panels need. ``entries`` counts the record.

    ``terms`` are those that rule on the day, ``in_force`` says which addenda they come from.
    """

    case: Case
    agreement: Agreement
    terms: Terms
    in_force: TermsInForce | None
    today: date
    entries: int
    posts: Sequence[TakingPart]
    processes: Sequence[Process]
    tasks: Sequence[Task]
    acts: Sequence[ActDone]
    documents: Sequence[IssuedDocument]
    rounds: Sequence[Round]
    instruments: Sequence[Instrument]
    deadlines: Sequence[Deadline]
    suspensions: Sequence[Suspension]
    opinions: Sequence[Opinion]
    consultations: Sequence[Consultation]
    observations: Sequence[Observation]
    execution: Execution

    @cached_property
    def clauses(self) -> Mapping[str, Clause]:
        """The clauses of the agreement by their keys, as its issued document numbers and words them."""
        current = [
            each for each in self.documents if not hasattr(each, "annulment") and not hasattr(each, "replaced_by")
        ]
        issued = next((each for each in current if each.kind == DocumentKind.AGREEMENT), None)
        return clauses_in(content_of(issued) if issued else b"")

    @property
    def open_tasks(self) -> list[Task]:
        """The steps that wait for somebody, due first."""
        waiting = [task for task in self.tasks if task.flow_task_type == "HUMAN" and task.status in OPEN]
        return sorted(waiting, key=lambda task: (task.due_on or date.max, task.pk))

    @property
    def unsettled_deadlines(self) -> list[Deadline]:
        """The terms that run or are suspended, soonest first."""
        return [deadline for deadline in self.deadlines if deadline.is_unsettled]

    @property
    def running_deadlines(self) -> list[Deadline]:
        """The terms that run, soonest first."""
        return [deadline for deadline in self.deadlines if deadline.status == Deadline.Status.RUNNING]

    def first_on(self, *acts: str) -> date | None:
        """Return the legal date on which one of these acts was first done."""
        return next((done.occurred_on for done in self.acts if done.act in acts), None)

    def last_on(self, *acts: str) -> date | None:
        """Return the legal date on which one of these acts was last done."""
        return next((done.occurred_on for done in reversed(self.acts) if done.act in acts), None)

    @property
    def completed(self) -> Mapping[int, ActDone]:
        """The act that completed each step; taking and giving back a step completes nothing."""
        return {done.task_id: done for done in self.acts if done.task_id and done.act not in _HOLDING}

    def post_of(self, role: str, unit: Unit | None) -> str:
        """Return the post that acts for a role in a unit: its title where there is one, the role otherwise."""
        if unit is None:
            return str(permissions.all_roles().get(role, role))
        posts = [each.post for each in self.posts]
        title = next((post.title for post in posts if (post.unit_id, post.role) == (unit.pk, role)), "")
        return f"{title or permissions.all_roles().get(role, role)}, {unit.short_name}"

    def visa_of(self, task: Task) -> Visa | None:
        """Return the visa that a step asks for, if it does: it is of one post, and its role may have others there."""
        asked = (visa for each in self.rounds for visa in each.visas)
        return next((visa for visa in asked if visa.process_id == task.process_id), None)

    def is_vacant(self, role: str, unit: Unit | None) -> bool:
        """Whether nobody holds today any of the posts that act for a role in a unit."""
        acting = [each for each in self.posts if unit and (each.post.unit_id, each.post.role) == (unit.pk, role)]
        return bool(acting) and not any(each.mandate or each.delegates for each in acting)


def find_case(user: User, number: str, *, today: date) -> Case | None:
    """Return the case of an agreement with that number, if the person may see it.

    It carries the number of its ``entries`` and whether the person has grants on it (``has_grants``).
    """
    grants = Grant.objects.valid_on(today).filter(
        user=user,
        content_type=ContentType.objects.get_for_model(Case),
        object_pk=Cast(OuterRef("pk"), CharField(max_length=255)),
    )
    last = LedgerEntry.objects.filter(case=OuterRef("pk")).order_by("-sequence").values("sequence")[:1]
    return (
        permissions.cases_visible_to(user, today)
        .filter(number=number, agreement__isnull=False)
        .select_related(
            "unit",
            "agreement__entity__unit",
            "agreement__norm",
            "agreement__source",
            "agreement__conducting_unit",
        )
        .annotate(entries=Coalesce(Subquery(last), 0), has_grants=Exists(grants))
        .first()
    )


def read_case(case: Case, *, today: date) -> CaseFile:
    """Read a case that ``find_case`` returned."""
    agreement: Agreement = case.agreement
    in_force = terms_of_agreement_on(agreement, today) if agreement.in_force_from else None
    tasks = list(
        Task.objects.filter(process__case=case)
        .select_related("process", "unit", "owner", "suspended_by")
        .order_by("pk")
    )
    return CaseFile(
        case=case,
        agreement=agreement,
        terms=in_force.terms if in_force else read_terms(agreement),
        in_force=in_force,
        today=today,
        entries=case.entries,  # type: ignore[attr-defined]
        posts=_posts(case, today),
        # A process begins with a task, so its tasks bring every process along.
        processes=list({task.process_id: task.process for task in tasks}.values()),
        tasks=tasks,
        acts=_acts(case),
        documents=list(documents_of(case).annotate(has_converter=converter_is_at_work(today))),
        rounds=_rounds(case, today),
        instruments=list(agreement.instruments.select_related("file").order_by("pk")),
        deadlines=list(
            Deadline.objects.filter(case=case)
            .select_related("unit", "period", "extension_request")
            .prefetch_related("changes")
            .order_by("due_on", "pk")
        ),
        suspensions=list(agreement.suspensions.order_by("pk")) if agreement.in_force_from else [],
        opinions=list(agreement.opinions.select_related("given_by").order_by("round", "pk")),
        consultations=list(agreement.consultations.select_related("unit").order_by("pk")),
        observations=list(agreement.observations.select_related("opinion").order_by("number")),
        execution=read_execution(agreement),
    )


def _posts(case: Case, today: date) -> list[TakingPart]:
    files = MandateFile.objects.filter(mandate=OuterRef("pk")).order_by("-pk").values("pk")
    holders = Mandate.objects.valid_on(today).select_related("user", "origin__post")
    holders = holders.annotate(file_key=Subquery(files[:1])).order_by("starts_on", "pk")
    posts = (
        Post.objects.filter(unit__participations__case=case, is_active=True)
        .annotate(capacity=F("unit__participations__capacity"))
        .select_related("unit")
        .prefetch_related(Prefetch("mandates", queryset=holders))
        .order_by("unit__participations__pk", "pk")
    )
    return [_taking_part(post) for post in posts]


def _taking_part(post: Any) -> TakingPart:
    holder, delegates = holder_and_delegates(post.mandates.all())
    return TakingPart(post=post, capacity=post.capacity, mandate=holder, delegates=delegates)


def _acts(case: Case) -> list[ActDone]:
    entries = LedgerEntry.objects.filter(case=case, kind=LedgerEntry.Kind.ACT).order_by("sequence")
    return [
        ActDone(act=act, occurred_on=occurred_on, post=post or person, task_id=task_id)
        for act, occurred_on, post, person, task_id in entries.values_list(
            "act", "occurred_on", "post_title", "actor_name", "task_id"
        )
    ]


def _rounds(case: Case, today: date) -> list[Round]:
    # A round is made with its signatures, so they bring every round along.
    signatures = (
        Signature.objects.filter(round__case=case)
        .select_related("round", "unit", "file")
        .order_by("round_id", "position")
    )
    rounds: dict[int, list[Signature]] = {}
    for signature in signatures:
        rounds.setdefault(signature.round_id, []).append(signature)
    running = [key for key, group in rounds.items() if group[0].round.status == SignatureRound.Status.RUNNING]
    visas = _visas(running, today) if running else {}
    return [
        Round(round=group[0].round, signatures=tuple(group), visas=tuple(visas.get(key, ())))
        for key, group in rounds.items()
    ]


def _visas(rounds: Sequence[int], today: date) -> dict[int, list[Visa]]:
    visas: dict[int, list[Visa]] = {}
    held = Mandate.objects.valid_on(today).filter(post=OuterRef("post"))
    asked = Visa.objects.filter(round__in=rounds).select_related("post__unit", "signature__unit")
    asked = asked.annotate(is_held=Exists(held))
    for visa in asked.order_by("signature__position", "pk"):
        visas.setdefault(visa.round_id, []).append(visa)
    return visas


def file_of(case: Case, pk: int) -> StoredFile | None:
    """Return the file of a document of the case as somebody signed it."""
    signed = Signature.objects.filter(round__case=case, file__isnull=False).values("file")
    return StoredFile.objects.filter(pk__in=signed, pk=pk).first()
