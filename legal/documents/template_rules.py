"""What stands in the way of uploading a template, publishing and discarding it."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legal.documents.models import TemplateDecision, TemplateVersion
from workflow.errors import Obstacle
from workflow.models import User

# A later day is a slip of typing: nobody drafts templates for the year after next.
LONGEST_WAIT: Final = timedelta(days=366)


def obstacles_to_uploading(kind: str, content: bytes, *, note: str) -> list[Obstacle]:
    """Return why a file may not become a version: it does not say what changes, or a version has it already."""
    obstacles = []
    if not note.strip():
        obstacles.append(Obstacle(text=_("Diga qué cambia respecto de la versión vigente."), where="note"))
    digest = hashlib.sha256(content).hexdigest()
    same = TemplateVersion.objects.filter(kind=kind, file__sha256=digest, decision__isnull=True).first()
    published = TemplateDecision.objects.filter(kind=kind, outcome="published")
    latest = published.select_related("version__file").order_by("-pk").first()
    if same is None and latest is not None and latest.version.file.sha256 == digest:
        same = latest.version
    if same is not None:
        text = _("El archivo es el mismo de la versión %(number)d: no cambia nada.") % {"number": same.number}
        obstacles.append(Obstacle(text=text, where="file"))
    return obstacles


def obstacles_to_deciding(version: TemplateVersion) -> list[Obstacle]:
    """Return that a version was published or discarded already. Read it under the lock of its kind."""
    decision = TemplateDecision.objects.filter(version=version).first()
    if decision is None:
        return []
    words = {"number": version.number, "by": decision.by or _("el sistema")}
    if decision.outcome == TemplateDecision.Outcome.DISCARDED:
        return [Obstacle(text=_("La versión %(number)d fue descartada por %(by)s.") % words)]
    return [Obstacle(text=_("La versión %(number)d ya fue publicada por %(by)s.") % words)]


def obstacles_to_publishing(
    version: TemplateVersion,
    *,
    publisher: User,
    in_force_from: date,
    today: date,
    has_agreed: bool,
    last_issued_on: date | None,
) -> list[Obstacle]:
    """Return why a version may not be in force from a day on.

    ``last_issued_on`` is the date of the kind's last document, which must lie before. So nothing was made by the
    publications that begin on that day or later: they are replaced. ``has_agreed`` tells whether the publisher
    confirmed what happens by now: the version that it follows and those that it replaces.
    """
    obstacles = []
    if version.uploaded_by_id == publisher.pk:
        text = _("Usted subió esta versión: la publica otra persona.")
        obstacles.append(Obstacle(text=text, who=_("otro revisor legal o el Director General")))
    if in_force_from < today:
        text = _("La fecha ya pasó: una plantilla rige desde hoy o desde un día posterior, nunca desde antes.")
        return [*obstacles, Obstacle(text=text, where="in_force_from")]
    if in_force_from > today + LONGEST_WAIT:
        text = _("La fecha está a más de un año: revise lo escrito.")
        obstacles.append(Obstacle(text=text, where="in_force_from"))
    if last_issued_on is not None and last_issued_on >= in_force_from:
        obstacles.append(
            Obstacle(
                text=_("Ya hay un documento de esta clase con fecha %(date)s: elija un día posterior.")
                % {"date": date_format(last_issued_on, "DATE_FORMAT")},
                where="in_force_from",
            )
        )
    if not obstacles and not has_agreed:
        text = _("La situación cambió desde que la leyó: lea otra vez qué pasará con esa fecha y confírmelo.")
        obstacles.append(Obstacle(text=text, where="confirmed"))
    return obstacles


def obstacles_to_discarding(*, reason: str) -> list[Obstacle]:
    """Return that no reason is given."""
    return [] if reason.strip() else [Obstacle(text=_("Diga por qué se descarta."), where="reason")]
