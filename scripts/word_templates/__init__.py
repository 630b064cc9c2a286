"""The Word templates as shipped, built by code so that each change of layout can be reviewed."""

from __future__ import annotations
