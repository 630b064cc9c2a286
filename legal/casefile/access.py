"""Why a person sees a case, and which of the acts that are possible now they may do, or why not, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legal.casefile.panels.terms import capacity_words
from legal.casefile.reader import Reader
from workflow import competence, permissions
from workflow.models import Case, Mandate
from workflow.visibility import Sight, grounds_of_sight


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Acts that are possible now and have one answer: whether the person may do them, and why or why not."""

    titles: tuple[str, ...]
    is_allowed: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Access:
    """The grounds on which a person sees a case, and the answers on its acts."""

    grounds: tuple[str, ...]
    answers: tuple[Answer, ...]

    @property
    def allowed(self) -> list[Answer]:
        """The answers on the acts that the person may do."""
        return [answer for answer in self.answers if answer.is_allowed]

    @property
    def refused(self) -> list[Answer]:
        """The answers on the acts that the person may not do."""
        return [answer for answer in self.answers if not answer.is_allowed]


def access(case: Case, reader: Reader, *, stage: str) -> Access:
    """Return what a reader is told about their access to a case in a stage."""
    acts = [act for act in permissions.all_acts().values() if act.roles and stage in act.stages]
    answers: dict[tuple[bool, tuple[str, ...]], list[str]] = {}
    for act in sorted(acts, key=lambda act: str(act.title)):
        answers.setdefault(_answer(act, case, reader), []).append(str(act.title))
    return Access(
        grounds=_grounds(grounds_of_sight(reader.user, case, reader.today)),
        answers=tuple(
            Answer(titles=tuple(titles), is_allowed=is_allowed, reasons=reasons)
            for (is_allowed, reasons), titles in answers.items()
        ),
    )


def _grounds(sights: list[Sight]) -> tuple[str, ...]:
    """Return each ground in a sentence: a post once, with all the units through which it sees the case."""
    by_post: dict[Mandate, list[str]] = {}
    others = []
    for sight in sights:
        if sight.mandate is None or sight.through is None:
            others.append(_ground(sight))
            continue
        words = {"unit": sight.through.unit.name, "capacity": capacity_words(sight.through.capacity)}
        by_post.setdefault(sight.mandate, []).append(_("%(unit)s (%(capacity)s)") % words)
    through = [
        _("Por su cargo de %(post)s. Intervienen en el expediente: %(units)s.")
        % {"post": mandate.post_held, "units": "; ".join(dict.fromkeys(units))}
        for mandate, units in by_post.items()
    ]
    return tuple(dict.fromkeys([*through, *others]))


def _ground(sight: Sight) -> str:
    if sight.grant is not None:
        words = {"source": sight.grant.source, "start": date_format(sight.grant.starts_on, "DATE_FORMAT")}
        if sight.grant.expires_on is None:
            return _("Por autorización excepcional, desde el %(start)s y sin fecha de fin: %(source)s.") % words
        words["end"] = date_format(sight.grant.expires_on, "DATE_FORMAT")
        return _("Por autorización excepcional, del %(start)s al %(end)s: %(source)s.") % words
    assert sight.mandate is not None
    return _("Por su cargo de %(post)s, que alcanza a todos los expedientes.") % {"post": sight.mandate.post_held}


def _answer(act: competence.Act, case: Case, reader: Reader) -> tuple[bool, tuple[str, ...]]:
    decision = reader.decide(act.name, case)
    if decision is None:
        return False, (_("Corresponde a: %(roles)s.") % {"roles": competence.named(act.roles)},)
    return decision.allowed, decision.reasons
