"""The roles of posts, made known to the engine."""

from __future__ import annotations

from legal.entities.roles import ROLES, SECOND_FACTOR_ROLES
from workflow import permissions

permissions.register_roles(ROLES, second_factor=SECOND_FACTOR_ROLES)
