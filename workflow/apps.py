"""The engine as a Django app."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class WorkflowConfig(AppConfig):
    """Loads the acts and flows of every room, and guards the append-only tables."""

    name = "workflow"
    verbose_name = _("Personas, cargos y calendario")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what the rooms declare; a flow that does not import fails here, loudly."""
        from workflow import checks, permissions, triggers
        from workflow.acts import ACTS
        from workflow.models import AccessRefusal, AccountEvent, DeadlineChange, LedgerEntry, PrivilegeReview

        assert checks
        permissions.register(*ACTS)
        triggers.append_only(LedgerEntry, AccessRefusal, DeadlineChange, AccountEvent, PrivilegeReview)
        autodiscover_modules("acts", "flows")
        post_migrate.connect(_guard_append_only_tables, dispatch_uid="workflow.guard_append_only_tables")


def _guard_append_only_tables(using: str, **_kwargs: Any) -> None:
    from workflow import triggers

    triggers.install(connections[using])
