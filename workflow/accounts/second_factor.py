"""The second factor: who needs one to enter, and who has one."""

from __future__ import annotations

from datetime import date

from allauth.mfa.models import Authenticator
from django.conf import settings

from workflow import permissions
from workflow.models import Mandate, SiteMark, User
from workflow.models.site import DEMONSTRATION


def is_set_up_for(person: User) -> bool:
    """Whether the person has an application that gives codes; recovery codes alone do not count."""
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()


def codes_left_to(person: User) -> int:
    """Return how many recovery codes the person has not used yet."""
    codes = Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(codes.wrap().get_unused_codes()) if codes else 0


def is_required_of(person: User, *, on: date) -> bool:
    """Whether the person signs, authorizes or administers by a mandate that is valid on a day, or may administer."""
    if person.is_staff:
        return True
    held = Mandate.objects.valid_on(on).filter(user=person, post__role__in=permissions.second_factor_roles())
    return held.exists()


def is_waived() -> bool:
    """Whether this site asks nobody for it: by its setting, or because its people are invented."""
    return not settings.REQUIRE_SECOND_FACTOR or SiteMark.objects.filter(name=DEMONSTRATION).exists()


def is_missing(person: User, *, on: date) -> bool:
    """Whether the person must set it up before anything else. Asks the database as little as it can."""
    if not settings.REQUIRE_SECOND_FACTOR or is_set_up_for(person):
        return False
    return is_required_of(person, on=on) and not is_waived()
