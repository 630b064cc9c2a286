"""What a role may do, at which level and in which stage of a case: one table, read by ``decide`` and printed.

The engine knows neither agreements nor levels of government. A room registers the words of the
stages and of the levels, and for each an SQL expression, so that asking costs no query of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Case as Choice
from django.db.models import CharField, Q, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable
    from django.utils.functional import _StrPromise

    from workflow.models import Unit

    Text = str | _StrPromise

VIEW = "cases.view"
# The stage of what has no case yet: the act that opens one is possible in it.
UNOPENED = "unopened"


@dataclass(frozen=True, kw_only=True)
class Act:
    """A legal act: its name in the record, who may do it, and how the record tells it.

    ``title`` is an infinitive ("aprobar el texto"), ``sentence`` tells it done, with named
    placeholders: ``%(post)s`` and the keys of the entry's ``after``. ``never_after`` names the acts
    that keep the same person from this one on the same case (segregation of duties), and
    ``segregation`` says the rule in words. ``capacities`` limits posts that reach a case through
    their unit to units that take part in one of these capacities; empty means any. ``stages`` are
    the stages of a case in which the act is possible at all, as words of ``register_stages``; empty
    means any. What else the act asks for is told by its own rules, which speak before the stage does.
    ``is_signing`` is an act that only puts a signature to what somebody else has decided: no other is
    done by delegation of signature.
    """

    name: str
    title: Text
    sentence: Text
    roles: tuple[str, ...]
    never_after: tuple[str, ...] = ()
    segregation: Text = ""
    capacities: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    is_signing: bool = False


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Words in their order, and the SQL expression that gives the word of something (a case, a unit's path)."""

    words: Mapping[str, Text]
    of: Callable[[Any], Combinable]
    sentence: Text


_NOTHING = Scale(words={}, of=lambda _subject: Value(None, output_field=CharField()), sentence="")
_acts: dict[str, Act] = {}
_roles: dict[str, Text] = {}
_levels_of_roles: dict[str, tuple[str, ...]] = {}
_second_factor: set[str] = set()
_scales: dict[str, Scale] = {"stages": _NOTHING, "levels": _NOTHING}


def register(*acts: Act) -> None:
    """Make acts known to the engine; a name belongs to one act only."""
    for act in acts:
        if _acts.get(act.name, act) != act:
            raise ValueError(f"The act {act.name!r} is registered twice, differently.")
        _acts[act.name] = act


def register_roles(
    roles: Mapping[str, Text], *, second_factor: Iterable[str] = (), levels: Mapping[str, tuple[str, ...]] | None = None
) -> None:
    """Make the roles of posts known: their titles, which need a second factor to enter, and at which levels they act.

    A role that ``levels`` does not name acts at every level.
    """
    _roles.update(roles)
    _second_factor.update(second_factor)
    _levels_of_roles.update(levels or {})


def register_stages(words: Mapping[str, Text], *, of_case: Callable[[Any], Combinable], sentence: Text) -> None:
    """Make the stages of a case known: ``of_case`` gives the SQL expression of a case's stage from its key.

    ``sentence`` refuses an act in a wrong stage: with ``%(stage)s``, ``%(act)s`` and ``%(stages)s``.
    A case without a stage (its expression is null) belongs to no known kind: no act asks for one.
    """
    _scales["stages"] = Scale(words=words, of=of_case, sentence=sentence)


def register_levels(words: Mapping[str, Text], *, of_unit: Callable[[Any], Combinable], sentence: Text) -> None:
    """Make the levels of units known: ``of_unit`` gives the SQL expression of a unit's level from that of its path.

    ``sentence`` refuses a role at a level at which it does not act: with ``%(post)s`` and ``%(levels)s``.
    """
    _scales["levels"] = Scale(words=words, of=of_unit, sentence=sentence)


def all_acts() -> dict[str, Act]:
    """Return every registered act by name."""
    return dict(_acts)


def all_roles() -> dict[str, Text]:
    """Return every registered role with its title."""
    return dict(_roles)


def second_factor_roles() -> frozenset[str]:
    """Return the roles whose holders prove who they are twice."""
    return frozenset(_second_factor)


def all_stages() -> dict[str, Text]:
    """Return every stage with its title, in their order, beginning with that of what has no case yet."""
    return {UNOPENED: gettext_lazy("Sin expediente"), **_scales["stages"].words}


def all_levels() -> dict[str, Text]:
    """Return every level of units with its title, in their order."""
    return dict(_scales["levels"].words)


def is_act(name: str) -> bool:
    """Whether a permission name is a legal act, answered by ``decide`` alone."""
    return name in _acts or name == VIEW


def opened_stages() -> tuple[str, ...]:
    """Return the stages of a case that there is."""
    return tuple(_scales["stages"].words)


def acts_at(role: str, level: str | None) -> bool:
    """Whether posts of a role act at a level; None is a unit of no known level."""
    return role not in _levels_of_roles or level in _levels_of_roles[role]


def is_in_stage(act: str, stage: str | None) -> bool:
    """Whether an act is possible in a stage; None is a case that has no stages."""
    known = _acts.get(act)
    return stage is None or known is None or not known.stages or stage in known.stages


def stage_of(case_key: Any) -> Combinable:
    """Return the SQL expression of a case's stage."""
    return _scales["stages"].of(case_key)


def level_of_post() -> Combinable:
    """Return the SQL expression of the level of a mandate's post, looked up only where the role asks for one."""
    known = When(post__role__in=list(_levels_of_roles), then=_scales["levels"].of("post__unit__path"))
    return Choice(known, default=Value(None), output_field=CharField())


def level_of(unit: Unit) -> str | None:
    """Return the level of a unit, in one query; None where none is known."""
    found = type(unit).objects.filter(pk=unit.pk).annotate(level=_scales["levels"].of("path"))
    return found.values_list("level", flat=True).first()


def levels_of(role: str) -> str:
    """Return the levels at which a role acts, in words; empty for one that acts at every level."""
    titles = _scales["levels"].words
    return ", ".join(str(titles.get(each, each)) for each in _levels_of_roles.get(role, ()))


def named(roles: Sequence[str]) -> str:
    """Return roles in words, as alternatives: "Sectorista, Titular o Director General"."""
    titles = all_roles()
    *others, last = [str(titles.get(role, role)) for role in roles]
    return _("%(others)s o %(last)s") % {"others": ", ".join(others), "last": last} if others else last


def acting_at_their_level() -> Q:
    """Return the condition on ``Mandate`` annotated with ``level`` that its role acts at it."""
    condition = ~Q(post__role__in=list(_levels_of_roles))
    for role, levels in _levels_of_roles.items():
        condition |= Q(post__role=role, level__in=levels)
    return condition


def wrong_stage(act: str, stage: str) -> str:
    """Return why an act is not possible in a stage, in words."""
    known, titles = _acts[act], all_stages()
    return str(_scales["stages"].sentence) % {
        "stage": titles.get(stage, stage),
        "act": known.title,
        "stages": _(" o ").join(f"«{titles.get(each, each)}»" for each in known.stages),
    }


def wrong_level(post: Any, role: str) -> str:
    """Return why a post's role does not act at its unit's level, in words."""
    return str(_scales["levels"].sentence) % {"post": post, "levels": levels_of(role)}
