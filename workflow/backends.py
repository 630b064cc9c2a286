"""The one backend: passwords as Django checks them after a look at the lock-out, legal acts as ``decide`` answers."""

from __future__ import annotations

from typing import Any

from axes.backends import AxesBackend, AxesStandaloneBackend
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from workflow import permissions


class PostBackend(AxesBackend):
    """Authority over posts and grants. guardian's own backend is not installed: it knows no expiry."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> Any:
        """Return whose password it is.

        :raises PermissionDenied: when too many attempts have failed; the password is not looked at.
        """
        AxesStandaloneBackend.authenticate(self, request, username=username, password=password, **kwargs)
        return ModelBackend.authenticate(self, request, username=username, password=password, **kwargs)

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Answer a legal act for an object; without an object the answer is no."""
        if permissions.is_act(perm):
            return obj is not None and permissions.decide(user=user_obj, act=perm, obj=obj).allowed
        return super().has_perm(user_obj, perm, obj)
