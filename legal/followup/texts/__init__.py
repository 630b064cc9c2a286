"""What the letters on terms say."""

from __future__ import annotations

from legal.followup.texts.letters import extension_letter, lifting_letter, suspension_letter

__all__ = ["extension_letter", "lifting_letter", "suspension_letter"]
