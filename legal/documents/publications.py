"""What a publication brings about: the version that it follows, those that never rule, and what stands in its way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legal.documents.models import TemplateDecision, TemplateVersion
from legal.documents.queries import last_issued_on, standing_publications
from legal.documents.template_rules import obstacles_to_deciding, obstacles_to_publishing
from workflow.errors import Obstacle
from workflow.models import User


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What happens when a version is published from a day on.

    ``before`` is the version by which papers are made until then, ``replaced`` are the publications that begin on that
    day or later, and by which nothing was made.
    """

    version: TemplateVersion
    day: date
    today: date
    before: TemplateVersion | None
    replaced: tuple[TemplateDecision, ...]
    last_issued_on: date | None

    @property
    def key(self) -> str:
        """What tells this plan from another of the same version: one who agreed to it agreed to this."""
        numbers = [self.before.number if self.before else 0, *sorted(self.numbers)]
        return " ".join([self.day.isoformat(), *map(str, numbers)])

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of the versions that it replaces."""
        return frozenset(each.version.number for each in self.replaced)

    @property
    def sentences(self) -> list[str]:
        """What will happen, in words."""
        words = {"date": date_format(self.day, "DATE_FORMAT"), "number": self.version.number}
        told = [
            _(
                "Desde el %(date)s, los documentos de esta clase se hacen con la versión %(number)d, "
                "en lugar de la versión %(before)d."
            )
            % {**words, "before": self.before.number}
            if self.before
            else _("Desde el %(date)s, los documentos de esta clase se hacen con la versión %(number)d.") % words
        ]
        return told + [_replacement(each, self.today) for each in self.replaced]

    def obstacles(self, publisher: User, *, agreed: str) -> list[Obstacle]:
        """Return why a person may not publish so; ``agreed`` is the key of the plan that they read and confirmed."""
        return obstacles_to_deciding(self.version) + obstacles_to_publishing(
            self.version,
            publisher=publisher,
            in_force_from=self.day,
            today=self.today,
            has_agreed=agreed == self.key,
            last_issued_on=self.last_issued_on,
        )


def plan_of(version: TemplateVersion, day: date, *, today: date) -> Plan:
    """Return what happens when a version is published from a day on."""
    standing = standing_publications(version.kind)
    before = [each.version for each in standing if each.begins < day]
    return Plan(
        version=version,
        day=day,
        today=today,
        before=before[-1] if before else None,
        replaced=tuple(each for each in standing if each.begins >= day),
        last_issued_on=last_issued_on(version.kind),
    )


def compared_with(version: TemplateVersion, *, today: date) -> list[TemplateDecision]:
    """Return the publications that a version is read against.

    It is the one in force, and before the version is decided on the last one to come, which it may follow or replace.
    """
    standing = standing_publications(version.kind)
    found = [each for each in standing if each.begins <= today][-1:]
    if not hasattr(version, "decision"):
        found += [each for each in standing if each.begins > today][-1:]
    return [each for each in found if each.version_id != version.pk]


def first_free_day(kind: str, today: date) -> date:
    """Return the first day from which a version may rule: today, or the day after the last document of the kind."""
    last = last_issued_on(kind)
    return max(today, last + timedelta(days=1)) if last else today


def _replacement(decision: TemplateDecision, today: date) -> str:
    words = {"number": decision.version.number, "date": date_format(decision.begins, "DATE_FORMAT")}
    if decision.begins > today:
        return _("La versión %(number)d, que iba a regir desde el %(date)s, queda reemplazada.") % words
    return _("La versión %(number)d, con la que todavía no se hizo ningún documento, queda reemplazada.") % words
