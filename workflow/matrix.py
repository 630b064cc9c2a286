"""The table of what each role may do at each level in each stage, as rows, as Markdown and as JSON.

Made of the data that ``decide`` reads. A yes speaks of posts that reach the case (through a unit that
takes part in it, in one of the capacities where any are named, or with the scope *all*), and of people
whom no earlier act of theirs keeps from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from workflow import competence
from workflow.competence import VIEW, Act


@dataclass(frozen=True, kw_only=True)
class Row:
    """One role at one level and one act: the stages in which the answer is yes; none is a no in all of them."""

    role: str
    level: str
    act: str
    stages: tuple[str, ...]
    capacities: tuple[str, ...] = ()


def rows(roles: Iterable[str], acts: Iterable[Act]) -> Iterator[Row]:
    """Return every row for these roles and acts. Every role sees cases, at every level and in every stage."""
    opened, acts = competence.opened_stages(), list(acts)
    for role in roles:
        for level in competence.all_levels():
            yield Row(role=role, level=level, act=VIEW, stages=opened)
            for act in acts:
                may = role in act.roles and competence.acts_at(role, level)
                stages = (act.stages or opened) if may else ()
                yield Row(role=role, level=level, act=act.name, stages=stages, capacities=act.capacities)


def tables(roles: Iterable[str], acts: Iterable[Act]) -> str:
    """Return one Markdown table for each role, of the acts that are its own."""
    acts = list(acts)
    return "\n\n".join(_table(role, list(rows([role], acts))) for role in roles)


def _table(role: str, of_role: list[Row]) -> str:
    own = [row for row in of_role if row.stages and row.act != VIEW]
    if not own:
        return f"### `{role}`\n\nSees cases; does no act."
    stages = competence.all_stages()
    levels = ", ".join(f"`{level}`" for level in dict.fromkeys(row.level for row in own))
    lines = [["act", *(f"`{stage}`" for stage in stages), "capacities"], ["---"] * (len(stages) + 2)]
    for row in sorted({row.act: row for row in own}.values(), key=lambda each: each.act):
        answers = ["yes" if stage in row.stages else "–" for stage in stages]
        lines.append([f"`{row.act}`", *answers, ", ".join(f"`{name}`" for name in row.capacities) or "any"])
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"### `{role}`\n\nLevels: {levels}.\n\n{table}"


def as_json(roles: Iterable[str], acts: Iterable[Act]) -> dict[str, Any]:
    """Return the whole table with the titles of its words, every no included."""
    titles, roles = competence.all_roles(), list(roles)
    return {
        "roles": {role: str(titles[role]) for role in roles},
        "levels": {level: str(title) for level, title in competence.all_levels().items()},
        "stages": {stage: str(title) for stage, title in competence.all_stages().items()},
        "rows": [
            {
                "role": row.role,
                "level": row.level,
                "act": row.act,
                "stages": list(row.stages),
                "capacities": list(row.capacities),
            }
            for row in rows(roles, acts)
        ],
    }
