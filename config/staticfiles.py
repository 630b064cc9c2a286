"""Which static files the site serves."""

from __future__ import annotations

from typing import Any

from django.contrib.staticfiles.finders import AppDirectoriesFinder


class OwnPagesFinder(AppDirectoriesFinder):
    """The files of every app but viewflow: none of its pages is mounted, and its 49 MB name files they lack."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.storages.pop("viewflow", None)
        self.apps = [app for app in self.apps if app != "viewflow"]
