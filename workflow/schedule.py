"""What a date brings about: rooms say which cases are due for which act; the clock does them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from workflow import service
from workflow.acting import Occurrence
from workflow.errors import WorkflowError
from workflow.models import Case
from workflow.write_path import LegalAct


class NoLongerDue(WorkflowError):
    """Raised by a scheduled act that finds, under the case's lock, that it was done or is not due any more."""


@dataclass(frozen=True, kw_only=True)
class DueEffect:
    """One act that a date brings about in a case. The act asks again whether it is due, or raises ``NoLongerDue``."""

    case: Case
    on: date
    act: LegalAct


Finder = Callable[[date], Iterable[DueEffect]]
_finders: dict[str, Finder] = {}


def on_schedule(act_name: str, finder: Finder) -> None:
    """Let a room name the cases in which an act of this name is due by a date."""
    _finders[act_name] = finder


def run(*, on: date) -> tuple[int, list[str]]:
    """Do what is due by a date, oldest first, one case a transaction; return how many and the failures in words."""
    due = [(effect.on, name, effect) for name, finder in _finders.items() for effect in finder(on)]
    done, failed = 0, []
    for day, name, effect in sorted(due, key=lambda each: (each[0], each[2].case.pk, each[1])):
        try:
            service.perform_unattended(case=effect.case, act_name=name, act=effect.act, occurred=Occurrence(on=day))
            done += 1
        except NoLongerDue:
            continue
        except Exception as error:  # noqa: BLE001 - whatever fails in one case is reported, and the others go on
            told = " ".join(str(error).split()) or type(error).__name__
            failed.append(f"{effect.case.number} {name}: {told}")
    return done, failed
