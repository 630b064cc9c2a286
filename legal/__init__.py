"""The law: one room per legal subject. Rooms use the engine and earlier rooms, never the reverse."""

from __future__ import annotations
