"""The person who reads a case: what they may do about it, asked as seldom as the page allows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from workflow import permissions
from workflow.mandates import reaches
from workflow.models import Case, Mandate, Task, Unit, User
from workflow.permissions import Decision


@dataclass(frozen=True, kw_only=True)
class Reader:
    """A person with the mandates they hold today, each with its post and unit, and whether they have grants."""

    user: User
    today: date
    held: tuple[Mandate, ...]
    has_grants: bool
    _decided: dict[tuple[tuple[str, ...], tuple[str, ...], str], Decision] = field(default_factory=dict)

    def may_take(self, task: Task) -> bool:
        """Whether a post of the person may take a step that nobody else has taken; the step itself asks again."""
        unit = task.unit
        if unit is None or task.owner_id not in (None, self.user.pk):
            return False
        return any(
            mandate.post.role == task.role
            and unit.path.startswith(mandate.post.unit.path)
            and reaches(mandate, task.flow_task.act)
            for mandate in self.held
        )

    def holds(self, role: str, unit: Unit) -> bool:
        """Whether the person holds a post of a role in a unit."""
        return any(mandate.post.role == role and mandate.post.unit_id == unit.pk for mandate in self.held)

    def may(self, act: str, case: Case) -> bool:
        """Whether the person may do an act of the case that belongs to no step."""
        decision = self.decide(act, case)
        return decision is not None and decision.allowed

    def decide(self, act: str, case: Case) -> Decision | None:
        """Return the decision on an act of the case that belongs to no step; None is no without a question."""
        known = permissions.all_acts()[act]
        # Without a post of the role and without a grant the answer is no: most readers cost no query.
        if not (self.has_grants or {mandate.post.role for mandate in self.held} & set(known.roles)):
            return None
        # Acts of the same roles and capacities have one answer, unless a grant, an earlier act or what a mandate
        # is limited to singles one out.
        is_singled = self.has_grants or known.never_after or not all(reaches(mandate, act) for mandate in self.held)
        singled = act if is_singled else ""
        key = (known.roles, known.capacities, singled)
        if key not in self._decided:
            self._decided[key] = permissions.decide(user=self.user, act=act, obj=case)
        return self._decided[key]


def reader_of(case: Case, user: User, *, today: date) -> Reader:
    """Return the person as the reader of a case that ``find_case`` returned, in one query."""
    mandates = Mandate.objects.valid_on(today).filter(user=user)
    return Reader(
        user=user,
        today=today,
        held=tuple(mandates.select_related("post__unit")),
        has_grants=case.has_grants,  # type: ignore[attr-defined]
    )
