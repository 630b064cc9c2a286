"""What administrators do to an account, each recorded with its reason, and what people change of their own."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from axes.utils import reset as forget_failures
from django.db import transaction
from django.utils.translation import gettext as _

from workflow import texts
from workflow.accounts import events, lockout, second_factor
from workflow.errors import Obstacle, Refusal
from workflow.models import AccountEvent, User

Kind = AccountEvent.Kind


@transaction.atomic
def reset_second_factor(person: User, *, by: User | None, reason: str) -> None:
    """Take a lost second factor away, recovery codes too, and end all sessions; a new one is set up at the next entry.

    :raises Refusal: without a reason, of one's own, or when there is none.
    """
    _check_reason(reason)
    if by == person:
        raise Refusal(_("Nadie retira su propio segundo factor: pídalo a otro administrador."))
    if not second_factor.is_set_up_for(person):
        raise Refusal(_("%(person)s no tiene segundo factor.") % {"person": person})
    Authenticator.objects.filter(user=person).delete()
    _end_sessions(person)
    events.record(person, Kind.FACTOR_RESET, by=by, reason=reason)


@transaction.atomic
def unlock(person: User, *, by: User, reason: str) -> None:
    """Forget the failed attempts at an account.

    :raises Refusal: without a reason, or when it is not locked.
    """
    _check_reason(reason)
    if not lockout.is_locked(person):
        raise Refusal(_("La cuenta de %(person)s no está bloqueada.") % {"person": person})
    forget_failures(username=person.username)
    events.record(person, Kind.UNLOCKED, by=by, reason=reason)


@transaction.atomic
def end_sessions(person: User, *, by: User, reason: str) -> None:
    """End every session of a person.

    :raises Refusal: without a reason.
    """
    _check_reason(reason)
    _end_sessions(person)
    events.record(person, Kind.SESSIONS_ENDED, by=by, reason=reason)


@transaction.atomic
def after_second_factor_was_set(person: User) -> None:
    """End the sessions that were opened without it, and record it; the caller keeps its own session."""
    _end_sessions(person)
    events.record(person, Kind.FACTOR_SET)


@transaction.atomic
def after_activity_changed(person: User, *, by: User) -> None:
    """Record that an account was deactivated, with the end of its sessions, or that it was reactivated."""
    if person.is_active:
        events.record(person, Kind.REACTIVATED, by=by)
        return
    _end_sessions(person)
    events.record(person, Kind.DEACTIVATED, by=by)


def _end_sessions(person: User) -> None:
    """Count on under the person's lock: what somebody else changed meanwhile, above all a deactivation, stands."""
    current = User.objects.select_for_update().get(pk=person.pk)
    current.sessions_ended += 1
    current.save()
    person.refresh_from_db()


def _check_reason(reason: str) -> None:
    if not texts.is_visible(reason):
        raise Refusal(Obstacle(text=_("Escriba el motivo: queda en el registro de la cuenta."), where="reason"))
