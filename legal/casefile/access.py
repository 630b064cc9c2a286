"""Why a person sees a case, and which of the acts that are possible now they may do, or why not, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legal.casefile.panels.terms import capacity_words
from legal.casefile.reader import Reader
from workflow import competence, permissions
from workflow.models import Case
from workflow.visibility import Sight, grounds_of_sight


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One act that is possible now, whether the person may do it, and why or why not."""

    title: str
    is_allowed: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Access:
    """The grounds on which a person sees a case, and the answers on its acts: what they may do first."""

    grounds: tuple[str, ...]
    answers: tuple[Answer, ...]

    @property
    def allowed(self) -> list[Answer]:
        """The acts that the person may do."""
        return [answer for answer in self.answers if answer.is_allowed]

    @property
    def refused(self) -> list[Answer]:
        """The acts that the person may not do."""
        return [answer for answer in self.answers if not answer.is_allowed]


def access(case: Case, reader: Reader, *, stage: str) -> Access:
    """Return what a reader is told about their access to a case in a stage."""
    acts = [act for act in permissions.all_acts().values() if act.roles and stage in act.stages]
    grounds = grounds_of_sight(reader.user, case, reader.today)
    return Access(
        grounds=tuple(dict.fromkeys(_ground(each) for each in grounds)),
        answers=tuple(_answer(act, case, reader) for act in sorted(acts, key=lambda act: str(act.title))),
    )


def _ground(sight: Sight) -> str:
    if sight.grant is not None:
        words = {"source": sight.grant.source, "start": date_format(sight.grant.starts_on, "DATE_FORMAT")}
        if sight.grant.expires_on is None:
            return _("Por autorización excepcional, desde el %(start)s y sin fecha de fin: %(source)s.") % words
        words["end"] = date_format(sight.grant.expires_on, "DATE_FORMAT")
        return _("Por autorización excepcional, del %(start)s al %(end)s: %(source)s.") % words
    assert sight.mandate is not None
    if sight.through is None:
        return _("Por su cargo de %(post)s, que alcanza a todos los expedientes.") % {"post": sight.mandate.post}
    return _("Por su cargo de %(post)s: %(unit)s interviene en el expediente (%(capacity)s).") % {
        "post": sight.mandate.post,
        "unit": sight.through.unit.name,
        "capacity": capacity_words(sight.through.capacity),
    }


def _answer(act: competence.Act, case: Case, reader: Reader) -> Answer:
    decision = reader.decide(act.name, case)
    if decision is None:
        titles = permissions.all_roles()
        roles = " / ".join(str(titles.get(role, role)) for role in act.roles)
        reasons = (_("Corresponde al cargo de %(roles)s, que usted no ocupa.") % {"roles": roles},)
        return Answer(title=str(act.title), is_allowed=False, reasons=reasons)
    return Answer(title=str(act.title), is_allowed=decision.allowed, reasons=decision.reasons)
