"""Who may do what: acts are registered by the rooms; ``decide`` answers for all of them.

Authority comes from posts: user → mandate → post (a role in a unit) → scope. A grant (guardian's
table) is an exception for one person, with a source and an end. Nobody is above this, not even a
superuser.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workflow import clock, competence
from workflow.competence import (
    UNOPENED,
    VIEW,
    Act,
    all_acts,
    all_roles,
    is_act,
    register,
    register_roles,
    second_factor_roles,
)
from workflow.mandates import lapsed_last, reaches, why_lapsed, why_out_of_reach
from workflow.models import Case, Grant, LedgerEntry, Mandate, Participation, Post, Task, Unit, User
from workflow.models.people import path_prefixes
from workflow.visibility import cases_visible_to, visible_to

if TYPE_CHECKING:
    from workflow.competence import Text as Text

__all__ = [
    "UNOPENED",
    "VIEW",
    "Act",
    "Decision",
    "all_acts",
    "all_roles",
    "cases_visible_to",
    "decide",
    "is_act",
    "mandate_in",
    "mandates_at",
    "register",
    "register_roles",
    "second_factor_roles",
    "segregation",
    "visible_to",
]


@dataclass(frozen=True, kw_only=True)
class Decision:
    """The answer to "may this person do this, here, on this date?", and why.

    ``out_of_stage`` is a no to the act as such and not to the person, who has the authority for it:
    the act's own rules say better what is missing, so the write path lets them speak first.
    """

    allowed: bool
    reasons: tuple[str, ...] = ()
    out_of_stage: bool = False
    authority: Mandate | None = field(default=None, compare=False)
    grant: Grant | None = field(default=None, compare=False)
    find_who_can: Callable[[], tuple[str, ...]] = field(default=tuple, compare=False, repr=False)

    @cached_property
    def who_can(self) -> tuple[str, ...]:
        """The posts that may do it, looked up when somebody asks: most answers are never told."""
        return self.find_who_can()


def decide(*, user: User, act: str, obj: Case | Task | Unit | Any, on: date | None = None) -> Decision:
    """Decide whether a person may do an act on a case, a task or (to open a case) a unit.

    ``on`` is the legal date, today when not given: the mandate must be valid on it *and* today, so
    that neither a lapsed nor a future authority can act. Costs one query when the answer is yes,
    two with segregation.
    """
    today = clock.today()
    on = on or today
    if not user.is_active:
        return Decision(allowed=False, reasons=(_("Su cuenta está desactivada."),))
    roles = _roles_for(act, obj)
    # A person holds few posts: choosing among them here is cheaper than telling the database how to.
    in_role = sorted(
        (each for each in _held(user, act, obj) if each.post.is_active and each.post.role in roles), key=_precedence
    )
    fitting = [each for each in in_role if reaches(each, act)]
    mandates = [each for each in fitting if each.is_valid_on(today) or each.is_valid_on(on)]
    acting = mandates if act == VIEW else [each for each in mandates if competence.acts_at(each.post.role, each.level)]
    authority = next((mandate for mandate in acting if mandate.is_valid_on(on)), None)
    if not any(mandate.is_valid_on(today) for mandate in acting):
        authority = None
    grant = None if authority else _grant(user, act, obj, on=on, today=today)
    proof = authority or grant
    who_can = partial(_who_can, roles, act, obj, today)
    if proof is None:
        reasons = _why_not(acting or lapsed_last(fitting, on=on), roles, on=on, today=today)
        if mandates and not acting:
            reasons = (competence.wrong_level(mandates[0].post, mandates[0].post.role),)
        elif short := [each for each in in_role if each not in fitting and each.is_valid_on(today)]:
            reasons = (why_out_of_reach(short[0], act),)
        return Decision(allowed=False, reasons=reasons, find_who_can=who_can)
    if objection := segregation(user, act, obj):
        return Decision(allowed=False, reasons=(objection,), find_who_can=who_can)
    found_in: str | None = vars(proof)["stage"]  # annotated by the query that found it
    is_possible = competence.is_in_stage(act, found_in)
    reason = _why(authority, grant) if is_possible else competence.wrong_stage(act, str(found_in))
    return Decision(
        allowed=is_possible, reasons=(reason,), authority=authority, grant=grant, out_of_stage=not is_possible
    )


def mandate_in(post: Post, *, user: User, act: str, on: date) -> Mandate | None:
    """Return the mandate by which a person does an act in one post, where its role alone does not tell which.

    It is valid on the legal date and today, as for ``decide``; None when the person has none in that post.
    """
    today = clock.today()
    held = Mandate.objects.valid_on(on).filter(post=post, user=user)
    found = held.select_related("post__unit", "own_post", "origin__user", "origin__post")
    return min(
        (each for each in found if each.is_valid_on(today) and reaches(each, act)), key=_precedence, default=None
    )


def mandates_at(steps: QuerySet[Task], *, act: str, on: date) -> list[Mandate]:
    """Return the mandates, oldest first, by which the act of one of these steps could be done on a date or today.

    A post that has another role than its step, or lies no longer above the step's unit, does it as little as a mandate
    that does not reach the act. ``steps`` may name the post of each by ``OuterRef("post")``. One query.
    """
    steps = steps.filter(role=OuterRef("post__role"), unit__path__startswith=OuterRef("post__unit__path"))
    valid = Mandate.objects.valid_on(on) | Mandate.objects.valid_on(clock.today())
    found = valid.filter(Exists(steps)).select_related("user").order_by("starts_on", "pk")
    return [each for each in found if reaches(each, act)]


def _held(user: User, act: str, obj: Any) -> QuerySet[Any]:
    """Return the mandates of a person whose posts reach the object, with the level of each and the object's stage."""
    return (
        Mandate.objects.filter(_reach(act, obj), user=user, user__is_active=True)
        .annotate(level=competence.level_of_post(), stage=_stage(obj))
        .select_related("post__unit", "own_post", "origin__user", "origin__post")
    )


# By which of several mandates a person acts: who replaces the titular does so with effect for all purposes.
_PRECEDENCE = (
    Mandate.Kind.ENCARGATURA,
    Mandate.Kind.SUPLENCIA,
    Mandate.Kind.TITULAR,
    Mandate.Kind.COMPETENCE,
    Mandate.Kind.SIGNATURE,
)


def _precedence(mandate: Mandate) -> tuple[int, int, int]:
    """Return what sorts the mandates of a person: by their kind, then the latest first."""
    return _PRECEDENCE.index(Mandate.Kind(mandate.kind)), -mandate.starts_on.toordinal(), mandate.pk


def _roles_for(act: str, obj: Any) -> tuple[str, ...]:
    if isinstance(obj, Task):
        return (obj.role,)
    if act == VIEW:
        return tuple(all_roles())
    return all_acts()[act].roles


def _stage(obj: Any) -> Any:
    """Return the SQL expression of the stage the object is in."""
    if isinstance(obj, Unit):
        return Value(UNOPENED)
    return competence.stage_of(obj.process.case_id if isinstance(obj, Task) else _case_of(obj).pk)


def _reach(act: str, obj: Any) -> Q:
    """Return the condition on ``Mandate`` that its post reaches the object."""
    if isinstance(obj, Task):
        # A step belongs to one unit: its posts and those of the units above it, whatever their scope.
        return Q(post__unit__path__in=path_prefixes([obj.unit.path]) if obj.unit else [])
    if isinstance(obj, Unit):
        return Q(post__scope=Post.Scope.ALL) | Q(post__unit__path__in=path_prefixes([obj.path]))
    case = _case_of(obj)
    takes_part = Participation.objects.filter(case=case, unit__path__startswith=OuterRef("post__unit__path"))
    if (known := all_acts().get(act)) and known.capacities:
        takes_part = takes_part.filter(capacity__in=known.capacities)
    return Q(post__scope=Post.Scope.ALL) | Q(Exists(takes_part))


def _case_of(obj: Any) -> Case:
    if isinstance(obj, Case):
        return obj
    if isinstance(obj, Task):
        return obj.process.case
    return obj.case


def segregation(user: User, act: str, obj: Any) -> str:
    """Return which earlier act of the person keeps them from this one, in words; empty when none does."""
    acts = all_acts()
    known = acts.get(act)
    if known is None or not known.never_after or isinstance(obj, Unit):
        return ""
    entry = (
        LedgerEntry.objects.filter(case=_case_of(obj), actor=user, kind=LedgerEntry.Kind.ACT, act__in=known.never_after)
        .order_by("sequence")
        .first()
    )
    if entry is None:
        return ""
    return _("%(rule)s Usted ya intervino: %(act)s, el %(date)s (asiento %(number)04d).") % {
        "rule": known.segregation,
        "act": acts[entry.act].title if entry.act in acts else entry.act,
        "date": date_format(entry.occurred_on, "DATE_FORMAT"),
        "number": entry.sequence,
    }


def _grant(user: User, act: str, obj: Any, *, on: date, today: date) -> Grant | None:
    if isinstance(obj, Unit):
        return None
    case = _case_of(obj)
    return (
        Grant.objects.valid_on(on)
        .valid_on(today)
        .annotate(stage=_stage(obj))
        .filter(
            user=user,
            content_type=ContentType.objects.get_for_model(Case),
            object_pk=str(case.pk),
            permission__codename=act,
        )
        .first()
    )


def _why(mandate: Mandate | None, grant: Grant | None) -> str:
    if mandate is None:
        return _("Autorización excepcional: %(source)s") % {"source": grant.source if grant else ""}
    return _("Usted ocupa el cargo de %(post)s (%(kind)s, desde el %(date)s).") % {
        "post": mandate.post_held,
        "kind": mandate.get_kind_display(),
        "date": date_format(mandate.starts_on, "DATE_FORMAT"),
    }


def _why_not(mandates: Sequence[Mandate], roles: tuple[str, ...], *, on: date, today: date) -> tuple[str, ...]:
    if mandates:
        mandate = mandates[0]
        if not mandate.is_valid_on(today):
            return (why_lapsed(mandate, today=today),)
        return (
            _("Su mandato de %(post)s no comprende el %(date)s, fecha del acto.")
            % {"post": mandate.post, "date": date_format(on, "DATE_FORMAT")},
        )
    names = competence.named(roles)
    return (_("El acto corresponde al cargo de %(roles)s y usted no lo ocupa en este expediente.") % {"roles": names},)


def _who_can(roles: tuple[str, ...], act: str, obj: Any, today: date) -> tuple[str, ...]:
    mandates = (
        Mandate.objects.valid_on(today)
        .filter(_reach(act, obj), post__role__in=roles)
        .annotate(level=competence.level_of_post())
        .filter(competence.acting_at_their_level())
        .select_related("post__unit")
        .order_by("pk")
    )
    return tuple(dict.fromkeys(str(mandate.post) for mandate in mandates if reaches(mandate, act)))[:8]
