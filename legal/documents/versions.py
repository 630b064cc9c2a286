"""The versions of templates as pages tell them, and who sees those that were not published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legal.documents.acts import DISCARD
from legal.documents.kinds import document_kinds, title_of
from legal.documents.models import BEGINNING, TemplateDecision, TemplateVersion
from legal.documents.queries import standing
from workflow import permissions
from workflow.models import Mandate, Post, User


@dataclass(frozen=True, kw_only=True)
class VersionRow:
    """A version with its state in words; ``tone`` is "ok" in force, "go" to come, "warn" to be decided, "idle" past."""

    version: TemplateVersion
    state: str
    tone: str

    @classmethod
    def of(cls, version: TemplateVersion, today: date) -> VersionRow:
        """Return the row of a version."""
        return next(row for row in _rows(kind=version.kind, today=today) if row.version == version)


@dataclass(frozen=True, kw_only=True)
class KindRow:
    """A kind of document: the version in force, those to come, those that wait for a decision."""

    kind: str
    title: str
    current: TemplateVersion | None
    coming: tuple[VersionRow, ...]
    waiting: tuple[VersionRow, ...]


def sees_drafts(user: User, today: date) -> bool:
    """Whether a person sees versions that were not published: who deals with templates, and who sees every case."""
    posts = Mandate.objects.valid_on(today).filter(user=user, user__is_active=True).select_related("post")
    roles = permissions.all_acts()[DISCARD].roles
    return any(each.post.scope == Post.Scope.ALL or each.post.role in roles for each in posts)


def version_rows(kind: str, today: date, *, with_drafts: bool) -> list[VersionRow]:
    """Return the versions of a kind, the latest first; without those that were not published, where not asked for."""
    return [row for row in _rows(kind=kind, today=today) if with_drafts or _is_published(row.version)]


def kind_rows(today: date, *, with_drafts: bool) -> list[KindRow]:
    """Return every kind of document by its title. Two queries."""
    rows = _rows(kind="", today=today)
    return sorted(
        (
            KindRow(
                kind=kind,
                title=title_of(kind),
                current=next((row.version for row in rows if row.version.kind == kind and row.tone == "ok"), None),
                coming=tuple(row for row in rows if row.version.kind == kind and row.tone == "go"),
                waiting=tuple(row for row in rows if row.version.kind == kind and row.tone == "warn" and with_drafts),
            )
            for kind in document_kinds()
        ),
        key=lambda row: row.title,
    )


def _rows(*, kind: str, today: date) -> list[VersionRow]:
    versions = TemplateVersion.objects.select_related("file", "uploaded_by", "decision__by")
    if kind:
        versions = versions.filter(kind=kind)
    found = list(versions.order_by("kind", "-number"))
    rows = []
    for _kind, of_kind in groupby(found, key=lambda version: version.kind):
        each_of_kind = list(of_kind)
        ruling = standing(version.decision for version in each_of_kind if _is_published(version))
        begun = [each for each in ruling if each.begins <= today]
        for version in each_of_kind:
            state, tone = _state(version, today, ruling, begun[-1] if begun else None)
            rows.append(VersionRow(version=version, state=state, tone=tone))
    return rows


def _decision(version: TemplateVersion) -> TemplateDecision | None:
    return getattr(version, "decision", None)


def _is_published(version: TemplateVersion) -> bool:
    decision = _decision(version)
    return decision is not None and decision.outcome == TemplateDecision.Outcome.PUBLISHED


def _state(
    version: TemplateVersion, today: date, ruling: list[TemplateDecision], current: TemplateDecision | None
) -> tuple[str, str]:
    decision = _decision(version)
    if decision is None:
        return _("Por revisar y publicar"), "warn"
    if not _is_published(version):
        return _("Descartada"), "idle"
    since = decision.begins
    words = {"date": date_format(since, "DATE_FORMAT")}
    if decision not in ruling:
        return _("Iba a regir desde el %(date)s; reemplazada antes") % words, "idle"
    if since > today:
        return _("Regirá desde el %(date)s") % words, "go"
    if decision != current:
        return _("Ya no rige"), "idle"
    return (_("Rige desde el inicio") if since == BEGINNING else _("Rige desde el %(date)s") % words), "ok"
