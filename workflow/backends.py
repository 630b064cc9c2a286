"""The one backend: passwords as Django checks them, legal acts as ``decide`` answers them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend

from workflow import permissions


class PostBackend(ModelBackend):
    """Authority over posts and grants. guardian's own backend is not installed: it knows no expiry."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Answer a legal act for an object; without an object the answer is no."""
        if permissions.is_act(perm):
            return obj is not None and permissions.decide(user=user_obj, act=perm, obj=obj).allowed
        return super().has_perm(user_obj, perm, obj)
