"""Signing in, and who is signed in."""

from __future__ import annotations

from django.contrib.auth.views import LoginView
from django.http import HttpRequest

from workflow.models import User


class SignIn(LoginView):
    """Sign in with user name and password."""

    template_name = "workflow/sign_in.html"
    redirect_authenticated_user = True


def person(request: HttpRequest) -> User:
    """Return who is signed in, on a page that only those see."""
    assert isinstance(request.user, User)
    return request.user
