"""Who may do what: acts are registered by the rooms; ``decide`` answers for all of them.

Authority comes from posts: user → mandate → post (a role in a unit) → scope. A grant (guardian's
table) is an exception for one person, with a source and an end. Nobody is above this, not even a
superuser.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workflow import clock
from workflow.models import Case, Grant, LedgerEntry, Mandate, Participation, Post, Task, Unit, User
from workflow.models.people import path_prefixes

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Text = str | _StrPromise

VIEW = "cases.view"


@dataclass(frozen=True, kw_only=True)
class Act:
    """A legal act: its name in the record, who may do it, and how the record tells it.

    ``title`` is an infinitive ("aprobar el texto"), ``sentence`` tells it done, with named
    placeholders: ``%(post)s`` and the keys of the entry's ``after``. ``never_after`` names the acts
    that keep the same person from this one on the same case (segregation of duties), and
    ``segregation`` says the rule in words. ``capacities`` limits posts that reach a case through
    their unit to units that take part in one of these capacities; empty means any.
    """

    name: str
    title: Text
    sentence: Text
    roles: tuple[str, ...]
    never_after: tuple[str, ...] = ()
    segregation: Text = ""
    capacities: tuple[str, ...] = ()


_acts: dict[str, Act] = {}
_roles: dict[str, Text] = {}
_second_factor: set[str] = set()


def register(*acts: Act) -> None:
    """Make acts known to the engine; a name belongs to one act only."""
    for act in acts:
        if _acts.get(act.name, act) != act:
            raise ValueError(f"The act {act.name!r} is registered twice, differently.")
        _acts[act.name] = act


def register_roles(roles: Mapping[str, Text], *, second_factor: Iterable[str] = ()) -> None:
    """Make the roles of posts known, with their titles, and which of them need a second factor to enter."""
    _roles.update(roles)
    _second_factor.update(second_factor)


def all_acts() -> dict[str, Act]:
    """Return every registered act by name."""
    return dict(_acts)


def all_roles() -> dict[str, Text]:
    """Return every registered role with its title."""
    return dict(_roles)


def second_factor_roles() -> frozenset[str]:
    """Return the roles whose holders prove who they are twice."""
    return frozenset(_second_factor)


def is_act(name: str) -> bool:
    """Whether a permission name is a legal act, answered by ``decide`` alone."""
    return name in _acts or name == VIEW


@dataclass(frozen=True, kw_only=True)
class Decision:
    """The answer to "may this person do this, here, on this date?", and why."""

    allowed: bool
    reasons: tuple[str, ...] = ()
    who_can: tuple[str, ...] = ()
    authority: Mandate | None = field(default=None, compare=False)
    grant: Grant | None = field(default=None, compare=False)


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
    reach = _reach(act, obj)
    held = Mandate.objects.filter(reach, user=user, user__is_active=True).select_related(
        "post__unit", "own_post", "origin__user", "origin__post"
    )
    # A person holds few posts: choosing among them here is cheaper than telling the database how to.
    mandates = sorted(
        (
            mandate
            for mandate in held
            if mandate.post.is_active and mandate.post.role in roles and mandate.covers(act)
            if mandate.is_valid_on(today) or mandate.is_valid_on(on)
        ),
        key=_precedence,
    )
    authority = next((mandate for mandate in mandates if mandate.is_valid_on(on)), None)
    if not any(mandate.is_valid_on(today) for mandate in mandates):
        authority = None
    grant = None if authority else _grant(user, act, obj, on=on, today=today)
    if authority or grant:
        if objection := _segregation(user, act, obj):
            return Decision(allowed=False, reasons=(objection,), who_can=_who_can(roles, reach, today))
        return Decision(allowed=True, reasons=(_why(authority, grant),), authority=authority, grant=grant)
    return Decision(
        allowed=False, reasons=_why_not(mandates, roles, on=on, today=today), who_can=_who_can(roles, reach, today)
    )


def visible_to(user: User, on: date | None = None) -> Q:
    """Return the condition on ``Case`` that holds for what a person may see: one SQL condition."""
    on = on or clock.today()
    mandates = Mandate.objects.valid_on(on).filter(user=user)
    unit_path = ExpressionWrapper(OuterRef("unit__path"), output_field=CharField())
    takes_part = Participation.objects.filter(case=OuterRef("pk")).filter(
        Exists(mandates.annotate(unit_path=unit_path).filter(unit_path__startswith=F("post__unit__path")))
    )
    grants = (
        Grant.objects.valid_on(on)
        .filter(user=user, user__is_active=True, content_type=ContentType.objects.get_for_model(Case))
        .annotate(case_id=Cast("object_pk", BigIntegerField()))
        .values("case_id")
    )
    return Q(Exists(mandates.filter(post__scope=Post.Scope.ALL))) | Q(Exists(takes_part)) | Q(pk__in=grants)


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
        return tuple(_roles)
    return _acts[act].roles


def _reach(act: str, obj: Any) -> Q:
    """Return the condition on ``Mandate`` that its post reaches the object."""
    if isinstance(obj, Task):
        # A step belongs to one unit: its posts and those of the units above it, whatever their scope.
        return Q(post__unit__path__in=path_prefixes([obj.unit.path]) if obj.unit else [])
    if isinstance(obj, Unit):
        return Q(post__scope=Post.Scope.ALL) | Q(post__unit__path__in=path_prefixes([obj.path]))
    case = _case_of(obj)
    takes_part = Participation.objects.filter(case=case, unit__path__startswith=OuterRef("post__unit__path"))
    if act in _acts and _acts[act].capacities:
        takes_part = takes_part.filter(capacity__in=_acts[act].capacities)
    return Q(post__scope=Post.Scope.ALL) | Q(Exists(takes_part))


def _case_of(obj: Any) -> Case:
    if isinstance(obj, Case):
        return obj
    if isinstance(obj, Task):
        return obj.process.case
    return obj.case


def _segregation(user: User, act: str, obj: Any) -> str:
    known = _acts.get(act)
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
        "act": _acts[entry.act].title if entry.act in _acts else entry.act,
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
        "post": mandate.post,
        "kind": mandate.get_kind_display(),
        "date": date_format(mandate.starts_on, "DATE_FORMAT"),
    }


def _why_not(mandates: list[Mandate], roles: tuple[str, ...], *, on: date, today: date) -> tuple[str, ...]:
    if mandates:
        mandate = mandates[0]
        if mandate.is_valid_on(on):
            return (
                _("Su mandato de %(post)s concluyó el %(date)s.")
                % {"post": mandate.post, "date": date_format(mandate.ends_on or today, "DATE_FORMAT")},
            )
        return (
            _("Su mandato de %(post)s no comprende el %(date)s, fecha del acto.")
            % {"post": mandate.post, "date": date_format(on, "DATE_FORMAT")},
        )
    names = " / ".join(str(_roles.get(role, role)) for role in roles)
    return (_("El acto corresponde al cargo de %(roles)s y usted no lo ocupa en este expediente.") % {"roles": names},)


def _who_can(roles: tuple[str, ...], reach: Q, today: date) -> tuple[str, ...]:
    mandates = (
        Mandate.objects.valid_on(today).filter(reach, post__role__in=roles).select_related("post__unit").order_by("pk")
    )
    return tuple(dict.fromkeys(str(mandate.post) for mandate in mandates[:8]))


def cases_visible_to(user: User, on: date | None = None) -> QuerySet[Case]:
    """Return the cases a person may see."""
    return Case.objects.filter(visible_to(user, on))
