"""How long a session lasts, and what becomes of a form that was sent after its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

BEGAN: Final = "began_at"
SEEN: Final = "seen_at"
ENDED: Final = "ended"
KEPT: Final = "kept"
IDLE: Final = "idle"
LIMIT: Final = "limit"

# Between two marks of use the session is not written: a page costs no write for it.
MARK_EVERY: Final = timedelta(minutes=1)
TOLD_BEFORE: Final = timedelta(minutes=15)
# No form that holds a secret is kept: what is called a password, and the codes that allauth's pages ask for.
PAGES_OF_CODES: Final = "mfa_"


@dataclass(frozen=True, kw_only=True)
class KeptForm:
    """A form that reached the site after the session had ended: where it was going and what it held."""

    path: str
    fields: list[tuple[str, str]]
    had_files: bool


def begin(session: SessionBase, now: datetime) -> None:
    """Let a session begin."""
    session[BEGAN] = session[SEEN] = now.timestamp()


def mark_use(session: SessionBase, now: datetime) -> None:
    """Note that the session is in use; one that knows no beginning begins."""
    if BEGAN not in session:
        begin(session, now)
    elif now - _at(session, SEEN) >= MARK_EVERY:
        session[SEEN] = now.timestamp()


def why_ended(session: SessionBase, now: datetime) -> str:
    """Return ``limit`` or ``idle`` for a session that is over, and nothing for one that goes on."""
    if BEGAN not in session:
        return ""
    if now - _at(session, BEGAN) >= timedelta(seconds=settings.SESSION_LIMIT_SECONDS):
        return LIMIT
    if now - _at(session, SEEN) >= timedelta(seconds=settings.SESSION_IDLE_SECONDS):
        return IDLE
    return ""


def ends_at(session: SessionBase) -> datetime | None:
    """Return when the session ends, however much it is used."""
    return _at(session, BEGAN) + timedelta(seconds=settings.SESSION_LIMIT_SECONDS) if BEGAN in session else None


def form_of(request: HttpRequest) -> dict[str, Any] | None:
    """Return the form of a request as the session can keep it, unless it holds a secret."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    fields = [(name, value) for name, value in fields if name != "csrfmiddlewaretoken"]
    at = request.resolver_match
    asks_code = at is not None and at.view_name.startswith(PAGES_OF_CODES)
    if not fields or asks_code or any("password" in name for name, _value in fields):
        return None
    return {
        "person": request.user.pk,
        "path": request.get_full_path(),
        "fields": fields,
        "had_files": any(upload.size for uploads in request.FILES.lists() for upload in uploads[1]),
    }


def kept_form(session: SessionBase, person_pk: int) -> KeptForm | None:
    """Return the form that waits in a session, to the person who wrote it and to nobody else."""
    kept = session.get(KEPT)
    if not kept or kept["person"] != person_pk:
        return None
    return KeptForm(
        path=kept["path"], fields=[(name, value) for name, value in kept["fields"]], had_files=kept["had_files"]
    )


def _at(session: SessionBase, key: str) -> datetime:
    return datetime.fromtimestamp(session[key], tz=UTC)
