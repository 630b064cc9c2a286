"""Play the lives of agreements through their services and flows, as the right people, on their legal dates."""

from __future__ import annotations

from legal.demonstration.play.player import Player, play_lives

__all__ = ["Player", "play_lives"]
